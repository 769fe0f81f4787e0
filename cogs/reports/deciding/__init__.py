"""Deciding: preview, measures, the letter to whoever is decided about, the second person, appeals."""
