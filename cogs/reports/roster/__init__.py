"""The people who take reports: named, accepting, away."""
