"""Every table, in one import: for migrations, and for tests about all tables at once."""

from data import cards, jobs, reflections, sealing, servers
from data.base import Base

__all__ = ["Base", "cards", "jobs", "reflections", "sealing", "servers"]
