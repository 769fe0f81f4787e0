"""Telling the team: the ways in, the form, and what a reporter sees and does afterwards."""
