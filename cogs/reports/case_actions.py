"""Deeds of the team on a case."""
