"""Forming a circle: the invitation, the seats, the split, and who would rather not sit together."""
