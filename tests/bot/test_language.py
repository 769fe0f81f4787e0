"""Texts: said in a language, or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from discord import Interaction, Locale, app_commands
from discord.app_commands import TranslationContext, TranslationContextLocation

from bot import language
from bot.language import Text, languages, nearest
from bot.translator import Translator
from tests.builders import forget_languages
from tests.world import World

GATE = Text("The gate is open, {name}.")
COUNTED = Text("One entry.", "{count} entries.")
PLAIN = Text("Yours")


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A world in which Banyan speaks Turkish and Brazilian Portuguese, too."""
    for code, sentences in {
        "tr": {GATE.source: "Kapı açık, {name}.", PLAIN.source: "Seninki"},
        "pt-BR": {GATE.source: "O portão está aberto, {name}."},
    }.items():
        catalog = Catalog(locale=code.replace("-", "_"))
        for source, said in sentences.items():
            catalog.add(source, said)
        if code == "pt-BR":
            several = ("{count} entradas.",) * (catalog.num_plurals - 1)  # one form or two, as the CLDR has it
            catalog.add(("One entry.", "{count} entries."), ("Uma entrada.", *several))
        file = tmp_path / code / "banyan.po"
        file.parent.mkdir()
        with file.open("wb") as target:
            write_po(target, catalog)
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    forget_languages()
    yield
    forget_languages()


def test_a_text_is_said_in_the_language_that_was_asked_for(translated: None) -> None:
    assert GATE.in_("tr", name="Dilan") == "Kapı açık, Dilan."
    assert GATE.in_("pt-BR", name="Dilan") == "O portão está aberto, Dilan."
    assert GATE.in_("en", name="Dilan") == "The gate is open, Dilan."


def test_a_text_without_a_translation_is_said_in_english(translated: None) -> None:
    assert PLAIN.in_("pt-BR") == "Yours"
    assert PLAIN.in_("ko") == "Yours"
    assert PLAIN.in_("../../../etc") == "Yours"


def test_a_text_that_counts_is_said_as_the_language_counts(translated: None) -> None:
    assert [COUNTED.in_("en", count=count) for count in (0, 1, 2)] == ["0 entries.", "One entry.", "2 entries."]
    assert COUNTED.in_("pt-BR", count=1) == "Uma entrada."
    assert COUNTED.in_("pt-BR", count=2) == "2 entradas."
    assert COUNTED.in_("tr", count=2) == "2 entries."


def test_a_text_that_counts_wants_a_whole_number() -> None:
    with pytest.raises(TypeError):
        COUNTED.in_("en", count="2")


@pytest.mark.parametrize("forget", [str, "{}".format, lambda text: f"{text}", lambda text: f"{text:>10}"])
def test_forgetting_the_language_is_a_mistake_and_not_english(forget: object) -> None:
    with pytest.raises(TypeError, match="say in which language"):
        forget(GATE)  # type: ignore[operator]


def test_a_name_that_was_forgotten_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        GATE.in_("en", nobody="x")


def test_what_is_filled_in_is_never_read_as_a_pattern() -> None:
    assert GATE.in_("en", name="{name} {0} {x.__class__}") == "The gate is open, {name} {0} {x.__class__}."


def test_the_nearest_language_that_is_spoken_is_taken(translated: None) -> None:
    assert languages() == ("en", "pt-BR", "tr")
    assert [nearest(code) for code in ("tr", "tr-TR", "pt-BR", "en-GB", "pt-PT", "ja")] == [
        "tr",
        "tr",
        "pt-BR",
        "en",
        "en",
        "en",
    ]


# Commands


async def described(words: str, locale: Locale, *, name: bool = False) -> str | None:
    """What Discord is told about a command, or about its name, for readers of one language."""

    @app_commands.command(name="yours", description=words)
    async def command(interaction: Interaction) -> None:
        return None

    said: TranslationContext[Any, Any] = (
        TranslationContext(location=TranslationContextLocation.command_name, data=command)
        if name
        else TranslationContext(location=TranslationContextLocation.command_description, data=command)
    )
    return await Translator().translate(app_commands.locale_str(words), locale, said)


async def test_a_command_is_described_in_the_readers_language_and_keeps_its_name(translated: None) -> None:
    assert await described(PLAIN.source, Locale.turkish) == "Seninki"
    assert await described(PLAIN.source, Locale.turkish, name=True) is None


async def test_where_nothing_else_is_said_the_description_stays_english(translated: None) -> None:
    for locale in (Locale.japanese, Locale.british_english, Locale.brazil_portuguese):
        assert await described(PLAIN.source, locale) is None


async def test_commands_are_handed_over_when_a_translation_has_changed_and_not_otherwise(
    world: World, translated: None
) -> None:
    def handed_over() -> int:
        return len(world.sent("PUT", "/commands"))

    assert handed_over() == 1
    await world.restart()
    assert handed_over() == 2
    await world.restart()
    assert handed_over() == 2
