"""What is kept of a case: evidence files, the date of deletion, declarations."""
