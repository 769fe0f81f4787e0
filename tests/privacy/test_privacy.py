"""What Banyan keeps of a person: said truly, given whole, erased to the last byte, and only one's own."""

import json
import re
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.answers import BUSY
from bot.hearing import CANNOT_REACH
from bot.showing import STILL_SHOWN
from cogs.privacy import texts
from cogs.reflections import texts as reflections
from tests.reflections.doing import (
    bytes_on_disk,
    first_card,
    forbid,
    forge_press,
    locked,
    prompt_in,
    read_by_another,
    reflect,
    rows,
    says,
    shared,
    turn_on,
    write,
)
from tests.world import World, labels_of, newest_answer, text_of

FOR_ME = "The smell of the stairwell in summer."
FOR_ALL = "My uncle's radio, always one station off."


async def lived_in(world: World) -> None:
    """Let two members and an admin leave traces: entries, a share, a theme set aside, settings."""
    card = await first_card(world)
    for person in (world.member, world.other):
        await write(world, person, card, FOR_ME)
        await shared(world, person, card, FOR_ALL)
        more = await world.press(person, card, "More")
        await world.press(person, more, "Not this theme for me")


async def exported(world: World, actor: simcord.MemberActor) -> dict[str, list[dict[str, str]]]:
    ((name, content),) = world.files(await actor.slash(world.general, "privacy export")).items()
    assert name == "what-banyan-keeps.json"
    held: dict[str, list[dict[str, str]]] = json.loads(content)
    return held


async def erase(world: World, actor: simcord.MemberActor) -> InteractionResult:
    return await world.press(actor, await actor.slash(world.general, "privacy erase"), "Erase")


def erased_in_words(said: str) -> str:
    """An answer to erasing, whether or not Banyan itself happened to be reading just then."""
    assert says(said, texts.ERASED) or says(said, texts.ERASED_SOON)
    return said.replace(texts.ERASED_SOON.in_("en"), texts.ERASED.in_("en"))


async def erase_until_it_is_said(world: World, actor: simcord.MemberActor) -> None:
    """Erase, and again as the answer asks for while Banyan itself happened to be reading."""
    for _ in range(5):
        said = world.said(await erase(world, actor))
        if says(said, texts.ERASED):
            return
        assert says(said, texts.ERASED_SOON)
        await world.pass_time(minutes=1)
    raise AssertionError("it never says that it is done")


async def mine(world: World, actor: simcord.MemberActor) -> dict[str, list[Any]]:
    """The rows about a person, by table, as the declarations find them."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        return {
            str(holding.table.__tablename__): list(await holding.mine(session, seals, actor.id))
            for holding in world.bot.privacy.holdings
        }


async def sealed_of(world: World, actor: simcord.MemberActor) -> list[bytes]:
    """Every sealed value and digest that a person's rows hold."""
    held: list[bytes] = []
    for found in (await mine(world, actor)).values():
        for row in found:
            values = [getattr(row, column.name) for column in row.__table__.columns]
            held += [value for value in values if isinstance(value, bytes)]
    return held


# About


async def test_about_shows_every_declaration_and_who_could_read_what_is_encrypted(world: World) -> None:
    answer = await world.member.slash(world.general, "privacy about")
    said = world.said(answer)
    assert len(world.bot.privacy.holdings) >= 3
    for holding in world.bot.privacy.holdings:
        assert (
            f"**{holding.meaning.in_('en')}**\nKept {holding.kept.in_('en')}. Readable by {holding.readers.in_('en')}."
            in said
        )
    assert "Noor (noor@example.org), who runs this bot, holds the key and technically could read them" in said
    assert "Banyan never says whether there are any" in said
    assert newest_answer(answer).ephemeral


# Export


async def test_an_export_gives_everything_that_is_kept_of_a_person_opened(world: World) -> None:
    await lived_in(world)
    held = await exported(world, world.member)
    prompt = prompt_in(text_of(world.card(world.daily)))
    entries = sorted(held[reflections.HELD_ENTRIES.source], key=lambda entry: "shared_at" in entry)
    assert [entry["words"] for entry in entries] == [FOR_ME, FOR_ALL]
    assert {entry["prompt_id"] for entry in entries} == {prompt.id}
    assert all(entry["kept_at"].startswith("2026-01-01T09:00:00") for entry in entries)
    assert ["shared_at" in entry for entry in entries] == [False, True]
    assert held["Themes you set aside"] == [{"theme": prompt.theme}]
    assert held["That you last changed a setting of this server"] == []


async def test_the_admin_who_last_changed_a_setting_finds_that_in_their_export_and_no_other_admin_does(
    world: World,
) -> None:
    await turn_on(world)
    key = "That you last changed a setting of this server"
    assert len((await exported(world, world.admin))[key]) == 1
    await world.set(world.person("mehwish"), "reflections.time", "10:00")
    assert (await exported(world, world.admin))[key] == []


async def test_whoever_has_nothing_reads_the_same_as_whoever_has_much(world: World) -> None:
    await lived_in(world)
    much = await world.member.slash(world.general, "privacy export")
    nothing = await world.person("tenzin").slash(world.general, "privacy export")
    assert world.said(much) == world.said(nothing)
    held = await exported(world, world.person("tenzin"))
    assert held.keys() == (await exported(world, world.member)).keys()
    assert not any(held.values())


# Erasing


async def test_erasing_names_what_would_go_and_asks_and_keeping_it_changes_nothing(world: World) -> None:
    """P16."""
    await lived_in(world)
    before = {table: rows(world, table) for table in ("reflection_entries", "reflection_aside_themes", "servers")}
    asked = await world.member.slash(world.general, "privacy erase")
    assert f"- {reflections.HELD_ENTRIES.source}: 2\n- {reflections.HELD_THEMES.source}: 1" in world.said(asked)
    assert "someone may have copied it" in world.said(asked)
    assert labels_of(asked) == ["Keep it", "Erase"]
    assert world.said(await world.press(world.member, asked, "Keep it")) == texts.KEPT_IT.in_("en")
    assert before == {table: rows(world, table) for table in before}


async def test_erasing_takes_every_row_of_ones_own_and_none_of_anybody_elses(world: World) -> None:
    """P16."""
    await lived_in(world)
    others = await sealed_of(world, world.other)
    await erase(world, world.member)
    assert not any((await mine(world, world.member)).values())
    assert await sealed_of(world, world.other) == others
    assert len(others) == 2 * 2 + 1 + 1  # words and whose, twice; an author; whose theme


async def test_what_was_shared_disappears_from_the_room_and_others_shares_stay(world: World) -> None:
    await lived_in(world)
    await erase(world, world.member)
    standing = [text_of(message) for message in world.messages(world.thread(world.daily))]
    assert standing == [f"{world.other.mention}\n{FOR_ALL}"]


async def test_not_a_byte_of_what_was_erased_is_left_in_the_file_or_its_log(world: World) -> None:
    await lived_in(world)
    held = await sealed_of(world, world.member)
    assert len(held) == 2 * 2 + 1 + 1
    assert all(value in bytes_on_disk(world.bot.store.path) for value in held)
    await erase_until_it_is_said(world, world.member)
    left = bytes_on_disk(world.bot.store.path)
    assert [value for value in held if value in left] == []


async def test_while_somebody_reads_the_file_it_says_that_traces_are_left_and_clears_them_after(world: World) -> None:
    await lived_in(world)
    held = await sealed_of(world, world.member)
    with read_by_another(world):
        said = world.said(await erase(world, world.member))
        assert said.startswith(texts.ERASED_SOON.in_("en"))
        assert any(value in bytes_on_disk(world.bot.store.path) for value in held)
    await world.pass_time(minutes=5)
    left = bytes_on_disk(world.bot.store.path)
    assert [value for value in held if value in left] == []


async def test_while_discord_does_not_confirm_it_says_that_messages_still_stand(world: World) -> None:
    """P12: and they go as soon as that is possible."""
    await lived_in(world)
    thread = world.thread(world.daily)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=403, code=50013)
    said = world.said(await erase(world, world.member))
    assert says(said, STILL_SHOWN)
    await forbid(world, world.daily, "add_reactions")
    await world.pass_time(seconds=10)
    assert world.member.mention not in world.room_text(thread)


async def test_erasing_reads_the_same_for_whoever_has_nothing(world: World) -> None:
    await lived_in(world)
    said = []
    for person in (world.member, world.person("tenzin")):
        asked = await person.slash(world.general, "privacy erase")
        said.append((re.sub(r": \d+", ": n", world.said(asked)), labels_of(asked)))
        said.append((erased_in_words(world.said(await world.press(person, asked, "Erase"))), []))
    assert said[:2] == said[2:]


async def test_in_a_server_where_nobody_has_written_yet_everything_reads_the_same(world: World) -> None:
    """Before the server has a key of its own there is nothing, and that is no error."""
    second = world.env.create_guild("Another grove")
    there = second.add_member(world.member.user)
    room = second.create_text_channel("lobby")
    (content,) = world.files(await there.slash(room, "privacy export")).values()
    assert not any(json.loads(content).values())
    asked = await there.slash(room, "privacy erase")
    assert erased_in_words(world.said(await there.click(newest_answer(asked), label="Erase")))


async def test_erased_in_one_server_it_stays_in_another(world: World) -> None:
    await lived_in(world)
    second = world.env.create_guild("Another grove")
    there = second.add_member(world.member.user)
    room = second.create_text_channel("lobby")
    opened = await there.slash(room, "reflect")
    await world.fill(there, opened, words="Said elsewhere.")
    await erase(world, world.member)
    assert "Said elsewhere." in world.said(await there.slash(room, "journal list"))


async def test_after_erasing_the_journal_is_empty_and_can_be_begun_anew(world: World) -> None:
    await lived_in(world)
    await erase(world, world.member)
    assert says(world.said(await world.member.slash(world.general, "journal list")), reflections.JOURNAL_EMPTY)
    assert not any((await exported(world, world.member)).values())
    assert says(world.said(await reflect(world, world.member, "A new first line.")), reflections.KEPT)


async def test_pressing_erase_twice_at_once_erases_once_and_fails_for_nobody(world: World) -> None:
    await lived_in(world)
    asked = await world.member.slash(world.general, "privacy erase")
    results = await world.race(*[lambda: world.press(world.member, asked, "Erase")] * 2)
    assert all(erased_in_words(world.said(result)) for result in results)
    assert not any((await mine(world, world.member)).values())


async def test_a_forged_press_erases_ones_own_and_nobody_elses(world: World) -> None:
    """P17: a button carries no person, so it can name none."""
    await lived_in(world)
    before = await sealed_of(world, world.member)
    await forge_press(world, world.person("tenzin"), f"privacy:erase:{world.member.id}")
    assert await sealed_of(world, world.member) == before


async def test_while_the_file_is_held_nothing_is_erased_and_it_says_so(world: World) -> None:
    await lived_in(world)
    before = await sealed_of(world, world.member)
    asked = await world.member.slash(world.general, "privacy erase")
    with locked(world):
        said = world.said(await world.press(world.member, asked, "Erase"))
    assert BUSY.in_("en") in said
    assert not says(said, texts.ERASED)
    assert not says(said, texts.ERASED_SOON)
    assert await sealed_of(world, world.member) == before


async def test_whoever_ran_the_settings_and_erased_is_not_written_to_any_more(world: World) -> None:
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    await erase(world, world.admin)
    await forbid(world, world.daily, "send_messages")
    await world.pass_time(hours=10)
    assert world.letters(world.admin).history() == []
    assert says(world.room_text(world.letters(world.person("mehwish"))), CANNOT_REACH)


@pytest.mark.parametrize("point", ["card.tried", "card.sent", "card.recorded"])
async def test_a_share_erased_while_a_process_dies_over_it_is_gone_after_the_restart(world: World, point: str) -> None:
    """P4: the message that nobody recorded is found and taken away."""
    card = await first_card(world)
    opened = await world.press(world.member, card, "Reflect")
    world.crash_at(point)
    await world.fill(world.member, opened, words=FOR_ALL, readers="everyone")
    await world.restart_after_crash()
    await erase(world, world.member)
    await world.pass_time(minutes=5)
    assert FOR_ALL not in world.room_text(world.thread(world.daily))
    assert rows(world, "reflection_entries") == []
