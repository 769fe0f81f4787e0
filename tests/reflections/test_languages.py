"""Who reads what: posts for everyone in the server's language, private answers in the reader's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from bot import answers, hearing, language
from bot.language import Text
from cogs.reflections import texts
from data import servers
from tests.builders import forget_languages
from tests.reflections.doing import first_card, forbid, form_text, pass_days, says, shared, turn_on, write
from tests.world import World, fields_of, labels_of, text_of

MARK = "«tr» "  # stands before every sentence of the made-up translation


@pytest.fixture(autouse=True)
def turkish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A translation in which every sentence says that it is one."""
    catalog = Catalog(locale="tr")
    for module in (texts, hearing, answers):
        for each in vars(module).values():
            for text in each.values() if isinstance(each, dict) else [each]:
                if isinstance(text, Text) and text.plural is None:
                    catalog.add(text.source, MARK + text.source)
    folder = tmp_path / "locale" / "tr"
    folder.mkdir(parents=True)
    with (folder / "banyan.po").open("wb") as file:
        write_po(file, catalog)
    monkeypatch.setattr(language, "LOCALE", folder.parent)
    forget_languages()
    yield
    forget_languages()


async def speak_turkish(world: World) -> None:
    async with world.bot.store.writing() as session:
        await servers.set_value(session, world.guild.id, "server.language", "tr")


async def test_the_card_speaks_the_servers_language_and_private_answers_the_readers(world: World) -> None:
    await speak_turkish(world)
    card = await first_card(world)
    assert text_of(card).count(MARK) == 3
    assert labels_of(card) == [f"{MARK}Reflect", f"{MARK}Another angle", f"{MARK}More"]

    opened = await world.press(world.member, card, f"{MARK}Reflect")
    assert MARK not in str(opened.modal)
    answer = await world.fill(world.member, opened, words="A line.", readers="everyone")
    assert says(world.said(answer), texts.SHARED)
    assert MARK not in world.said(answer)


async def test_a_reader_of_another_language_gets_form_and_answers_in_it(world: World) -> None:
    dilan = world.person("dilan")
    card = await first_card(world)
    assert MARK not in text_of(card)
    opened = await world.press(dilan, card, "Reflect")
    assert opened.modal is not None
    assert opened.modal["title"] == f"{MARK}Your reflection"
    assert MARK in str(fields_of(opened)[1]["options"])
    answer = await world.fill(dilan, opened, words="A line.")
    assert world.said(answer).startswith(MARK)
    assert says(world.said(answer), texts.KEPT)
    assert MARK not in world.said(await write(world, world.member, card, "A line."))


async def test_a_share_speaks_the_servers_language_whoever_wrote_it(world: World) -> None:
    await turn_on(world)
    dilan = world.person("dilan")
    opened = await dilan.slash(world.general, "reflect")
    assert MARK in form_text(opened)
    await world.fill(dilan, opened, words="A line.", readers="everyone")
    assert "-# On: " in text_of(world.card(world.daily))
    assert MARK not in text_of(world.card(world.daily))


async def test_dates_are_written_as_the_reader_writes_them(world: World) -> None:
    dilan = world.person("dilan")
    card = await first_card(world)
    for person in (dilan, world.member):
        await write(world, person, card, "A line.")
    assert "1 Ocak 2026" in world.said(await dilan.slash(world.general, "journal list"))
    assert "1 January 2026" in world.said(await world.member.slash(world.general, "journal list"))


async def test_a_kind_no_is_said_in_the_readers_language(world: World) -> None:
    """P15: the words come back, and why is said so that it can be read."""
    dilan = world.person("dilan")
    opened = await dilan.slash(world.general, "reflect")
    refused = await world.fill(dilan, opened, words="A line.", readers="everyone")
    assert world.said(refused).startswith(MARK)
    assert MARK + texts.NOT_ON.source in world.said(refused)
    assert list(world.files(refused).values()) == [b"A line."]


async def test_what_the_team_hears_and_the_threads_name_are_in_the_servers_language(world: World) -> None:
    """P12."""
    await speak_turkish(world)
    card = await first_card(world)
    assert str(world.thread(world.daily).name).startswith("«tr» 1 Oca · «tr» ")
    await forbid(world, world.daily, "send_messages")
    await pass_days(world, 1)
    assert text_of(world.card(world.team)).startswith(MARK)
    assert says(text_of(world.card(world.team)), hearing.CANNOT_REACH)
    assert text_of(card)


async def test_two_readers_of_one_share_read_the_same_card(world: World) -> None:
    card = await first_card(world)
    await shared(world, world.person("dilan"), card, "Bir satır.")
    thread = world.thread(world.daily)
    assert MARK not in world.room_text(thread)
