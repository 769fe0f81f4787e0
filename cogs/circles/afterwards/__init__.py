"""After a circle: what is kept of it, for whom and how long, and how the rest goes."""
