"""Deeds on the roster: who takes reports."""
