"""Texts that know how to be said in a language.

A text is not a `str`: it must be said *in* a language, and forgetting that raises instead of showing English
to everybody. Translations are `.po` files in `data/locale/<language>/banyan.po`, compiled in memory at first
use. English is the source.
"""

import functools
import gettext
import io
from datetime import date
from pathlib import Path

SOURCE_LANGUAGE = "en"
LOCALE = Path(__file__).parent.parent / "data" / "locale"


class Text:
    """One sentence or label that a person reads.

    Args:
        source: The English words, with `{names}` to fill in.
        plural: The English words for every `count` but one, where the text counts something.
    """

    def __init__(self, source: str, plural: str | None = None) -> None:
        self.source = source
        self.plural = plural

    def in_(self, language: str, /, **names: object) -> str:
        """Return the words in a language, in English where it has none.

        Args:
            language: A language code such as `en`, `de` or `pt-BR`.
            **names: What to fill in; a text with a plural needs `count`.
        """
        catalog = _catalog(language)
        if self.plural is None:
            words = catalog.gettext(self.source)
        else:
            count = names["count"]
            if not isinstance(count, int):
                raise TypeError("a text that counts needs a whole number")
            words = catalog.ngettext(self.source, self.plural, count)
        return words.format(**names) if names else words

    def __repr__(self) -> str:
        return f"Text({self.source!r})"

    def __str__(self) -> str:
        raise TypeError(f"say in which language: {self!r}.in_(...)")

    def __format__(self, spec: str) -> str:
        return str(self)


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages Banyan speaks, the source first."""
    translated = sorted(file.parent.name for file in LOCALE.glob("*/banyan.po"))
    return (SOURCE_LANGUAGE, *translated)


def nearest(code: str) -> str:
    """Return the language Banyan speaks that is nearest to a locale code such as `de-AT`."""
    spoken = languages()
    return next((each for each in (code, code.partition("-")[0]) if each in spoken), SOURCE_LANGUAGE)


def date_in(language: str, day: date, form: str = "long") -> str:
    """Return a date as it is written in a language.

    Args:
        language: A language code.
        day: The date.
        form: `long` with the year, or a CLDR pattern such as `d MMM`.
    """
    from babel.dates import format_date  # late: it takes a while to load

    # Plain "en" is American for CLDR; most communities here are not, and day before month is never misread.
    locale = "en_GB" if language == SOURCE_LANGUAGE else language.replace("-", "_")
    return format_date(day, form, locale=locale)


@functools.cache
def _catalog(language: str) -> gettext.NullTranslations:
    file = LOCALE / language / "banyan.po"
    if language == SOURCE_LANGUAGE or not file.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # late: most processes speak English only
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language.replace("-", "_")))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
