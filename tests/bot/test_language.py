"""Texts know how to be said in a language, and forgetting to say which one raises."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import language
from bot.language import Text

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

msgid "Kept for {name}."
msgstr "Збережено для {name}."

msgid "{count} entry"
msgid_plural "{count} entries"
msgstr[0] "{count} запис"
msgstr[1] "{count} записи"
msgstr[2] "{count} записів"
"""


@pytest.fixture
def ukrainian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language with three plurals, only for one test."""
    folder = tmp_path / "uk"
    folder.mkdir()
    (folder / "banyan.po").write_text(PO, "utf-8")
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    language._catalog.cache_clear()
    yield
    language._catalog.cache_clear()


def test_forgetting_to_say_in_which_language_raises() -> None:
    with pytest.raises(TypeError):
        str(Text("Kept."))
    with pytest.raises(TypeError):
        f"{Text('Kept.')}"


def test_names_are_filled_in() -> None:
    assert Text("Kept for {name}.").in_("en", name="Rin") == "Kept for Rin."


def test_what_a_person_wrote_is_never_taken_for_a_name_to_fill_in() -> None:
    assert Text("You wrote {words}.").in_("en", words="{operator}") == "You wrote {operator}."


def test_counting_takes_the_right_form() -> None:
    entries = Text("{count} entry", "{count} entries")
    assert [entries.in_("en", count=count) for count in (0, 1, 2)] == ["0 entries", "1 entry", "2 entries"]


@pytest.mark.usefixtures("ukrainian")
def test_a_translation_speaks_with_its_own_plurals() -> None:
    entries = Text("{count} entry", "{count} entries")
    assert Text("Kept for {name}.").in_("uk", name="Rin") == "Збережено для Rin."
    assert [entries.in_("uk", count=count) for count in (1, 3, 5)] == ["1 запис", "3 записи", "5 записів"]


@pytest.mark.usefixtures("ukrainian")
def test_what_is_not_translated_stays_english_and_what_is_not_spoken_too() -> None:
    assert Text("Not translated.").in_("uk") == "Not translated."
    assert Text("Kept for {name}.").in_("xx", name="Rin") == "Kept for Rin."


@pytest.mark.usefixtures("ukrainian")
def test_the_nearest_language_is_found_by_its_first_part() -> None:
    assert language.languages() == ("en", "uk")
    assert [language.nearest(code) for code in ("uk", "uk-UA", "en-GB", "ja")] == ["uk", "uk", "en", "en"]


def test_a_date_in_english_has_the_day_before_the_month() -> None:
    assert language.date_in("en", date(2026, 3, 2)) == "2 March 2026"
    assert language.date_in("en", date(2026, 3, 2), "d MMM") == "2 Mar"
