"""Deeds of deciding."""
