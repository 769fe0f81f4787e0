"""Help outside the server, read from data/content/support.toml: each with its source, and the source's date."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "content" / "support.toml"


@dataclass(frozen=True, slots=True)
class Resource:
    """One service.

    Attributes:
        where: ISO 3166-1 codes of the countries it serves; none for a directory of many.
        languages: As the source states them, if it does.
        hours: As the source states them, if it does.
        source_on: The date of the source; None where it has none.
    """

    id: str
    where: tuple[str, ...]
    name: str
    about: str
    contact: str
    source: str
    languages: str | None = None
    hours: str | None = None
    source_on: date | None = None


@cache
def resources() -> tuple[Resource, ...]:
    """Return every service, directories first, in the order of the file."""
    read = tomllib.loads(FILE.read_text("utf-8"))["resource"]
    return tuple(Resource(**{**each, "where": tuple(each["where"])}) for each in read)
