"""Tables and the questions put to them. Knows SQLAlchemy; knows nothing of Discord."""
