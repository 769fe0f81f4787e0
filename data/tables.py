"""Every table, in one import: for migrations, and for tests about all tables at once."""

from data import cards, case_papers, cases, circles, jobs, measures, reflections, roster, sealing, servers, trail
from data.base import Base

__all__ = [
    "Base",
    "cards",
    "case_papers",
    "cases",
    "circles",
    "jobs",
    "measures",
    "reflections",
    "roster",
    "sealing",
    "servers",
    "trail",
]
