"""What a case shows of what was told: the message as it was, its files, whom it is about, why it is kept."""

from typing import Any

import pytest
import simcord

from cogs.reports.casework import case_texts, case_views
from data.cases import Case
from tests.reports import doing
from tests.reports.working import again, cards_of, more, newest, shown, waiting
from tests.world import World, labels_of

SAID = "Go back to wherever half of you is from."


async def held(world: World, words: str = SAID, **how: Any) -> Case:
    """Let Kavya tell the team about a message of Rin's, and the ten minutes pass."""
    await doing.ready(world)
    message = await doing.message_of(world, world.other, words, **how)
    form = await doing.hold(world, world.member, message)
    await doing.send(world.member, form, words=doing.WORDS)
    await doing.sent(world)
    return await doing.case_of(world)


async def test_the_message_is_shown_as_it_was_with_author_link_and_time(world: World) -> None:
    """R9: also when the message is gone by now."""
    case = await held(world)
    said = newest(await shown(world, world.moderator, case))
    assert f"> {SAID}" in said
    assert f"by <@{world.other.id}>" in said
    assert f"https://discord.com/channels/{world.guild.id}/{world.general.id}/" in said


async def test_files_that_nobody_asked_for_are_named_and_said_not_to_be_copied(world: World) -> None:
    case = await held(world, attachments=[("party.png", b"\x89PNG not really")])
    said = newest(await shown(world, world.moderator, case))
    assert case_texts.FILES["not_copied"].in_("en", name="party.png") in said
    listed = await world.press(world.moderator, await more(world, world.moderator, case), "Files")
    assert "1. File: party.png" in newest(listed)
    assert labels_of(listed) == ["Look at file 1", "Destroy file 1", "Back to the case"]


async def test_everybody_who_may_open_the_case_may_destroy_a_file(world: World) -> None:
    case = await held(world, attachments=[("party.png", b"\x89PNG not really")])
    shirin = world.person("shirin")
    listed = await world.press(shirin, await more(world, shirin, case), "Files")
    asked = await world.press(shirin, listed, "Destroy file 1")
    await world.press(shirin, asked, labels_of(asked)[-1])
    said = newest(await shown(world, world.moderator, case))
    assert case_texts.FILES["destroyed"].in_("en", name="", size=0) in said
    assert "party.png" not in said


async def test_a_case_without_files_says_so(world: World) -> None:
    case = await waiting(world)
    listed = await world.press(world.moderator, await more(world, world.moderator, case), "Files")
    assert newest(listed) == case_texts.NO_FILES.in_("en", name=case.team_name)


async def test_words_in_disguise_stand_as_they_were_written(world: World) -> None:
    case = await held(world, "**[harmless](https://example.org)**\n# LOUD")
    said = newest(await shown(world, world.moderator, case))
    assert "> **[harmless]\\(https://example.org)**" in said
    assert "> # LOUD" in said


async def test_a_report_without_any_words_and_about_nobody_is_shown_kindly(world: World) -> None:
    await doing.ready(world)
    answer = await doing.tell(world, world.member, words="")
    case = await doing.case_of(world)
    await world.press(world.member, answer, "Send now")
    said = newest(await shown(world, world.moderator, await again(world, case)))
    assert case_texts.NO_WORDS.in_("en") in said
    assert case_texts.ABOUT_NOBODY.in_("en") in said


async def test_why_a_case_stays_beyond_its_date_is_read_by_whoever_may_read_it(world: World) -> None:
    """R6."""
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    form = await world.press(world.moderator, page, "Keep beyond its date")
    await world.fill(world.moderator, form, words="A lawyer asked us to.")
    shirin = world.person("shirin")
    page = await shown(world, shirin, case)
    assert case_texts.HELD.in_("en", reason="A lawyer asked us to.") in newest(page)
    assert "Let it be deleted on its date" in labels_of(await world.press(shirin, page, "More"))


async def test_the_owner_who_was_asked_reads_it_and_nobody_else(world: World) -> None:
    """The owner never without the reporter's yes."""
    await doing.team_room(world)
    owner = world.person("mehwish")
    answer = await doing.tell(world, world.member, about=world.other)
    asked = await world.press(world.member, answer, "Ask the owner")
    assert asked
    await world.env.settle()
    case = await doing.case_of(world)
    assert not cards_of(world, case)
    (letter,) = world.messages(world.letters(owner))
    page = await world.press(owner, await world.press(owner, letter, "Open the case"), "Show the case")
    assert doing.WORDS in newest(page)
    assert not await world.moderator.autocomplete(world.general, "case show", "name", "")


async def test_without_a_room_for_the_team_a_case_goes_by_letter(world: World) -> None:
    await doing.roster(world, "batbayar", "shirin")
    await world.person("shirin").slash(world.general, "safety away", until="3")
    await doing.told(world, world.member, about=world.other)
    await doing.sent(world)
    assert len(world.messages(world.letters(world.moderator))) == 1
    assert not world.messages(world.letters(world.person("shirin")))


@pytest.mark.parametrize("actor", ["kavya", "linh", "rin"])
async def test_cases_are_not_offered_to_members(world: World, actor: str) -> None:
    person: simcord.MemberActor = world.person(actor)
    assert not [each for each in person.available_commands(world.general) if each.split()[0] in ("case", "safety")]


def test_a_part_that_no_message_holds_is_cut_and_nothing_of_it_is_lost() -> None:
    """R50."""
    part = case_views.quoted(" ".join(f"word{number}" for number in range(2000)))
    drawn = case_views.pages([part], ())
    assert len(drawn) > 3
    said = "".join(item.content for drawing in drawn for item in drawing.walk_children() if hasattr(item, "content"))
    assert [word for word in said.replace(">", " ").split() if word] == [f"word{number}" for number in range(2000)]
