"""What somebody gets who was decided about, when, and what never stands in it."""

from typing import Any

import pytest
import simcord

from cogs.reports.deciding import measure_texts as texts
from tests import cast
from tests.reports import doing
from tests.reports.doing_deciding import (
    RULE,
    another,
    buttons,
    decide,
    decision,
    is_banned,
    is_here,
    letters_to,
    outcomes,
    press,
    preview,
    ready,
    row,
    says,
    timed_out_until,
)
from tests.world import World, custom_ids, labels_of, newest_answer, text_of

CONTACT = "appeals@grove.example"


def sends_and_deeds(world: World, actor: simcord.MemberActor) -> list[str]:
    """The letters to somebody and the deeds on them, in the order in which Discord was asked."""
    found = []
    for each in world.env.http_requests:
        if each.method == "POST" and each.path == f"/channels/{actor.user.dm_channel.id}/messages":
            found.append("letter")
        elif each.path.startswith("/guilds/") and each.path.endswith(f"/{actor.id}") and each.method != "GET":
            found.append("deed")
    return found


def read_by(world: World, actor: simcord.MemberActor) -> str:
    """Everything that stands in somebody's direct messages with Banyan, ids of buttons included."""
    shown = letters_to(world, actor)
    return "\n".join([*(text_of(each) for each in shown), *(str(custom_ids(each)) for each in shown)])


# In which order (R37)


@pytest.mark.parametrize("kind", ["kick", "ban"])
async def test_a_kick_and_a_ban_come_after_their_letter(world: World, kind: str) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, kind)
    assert sends_and_deeds(world, it.subject) == ["letter", "deed"]


async def test_everything_else_comes_before_its_letter(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "timeout", until="day")
    assert sends_and_deeds(world, it.subject) == ["deed", "letter"]


@pytest.mark.parametrize(("kind", "method", "path"), [("kick", "DELETE", "members"), ("ban", "PUT", "bans")])
async def test_where_a_kick_or_ban_fails_after_its_letter_a_correction_follows(
    world: World, kind: str, method: str, path: str
) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, kind)
    world.env.inject_error(method, f"/guilds/{world.guild.id}/{path}/{it.subject.id}", status=403, code=50013)
    answer = await world.press(world.moderator, shown, "Do it")
    assert texts.WHYS["forbidden"].in_("en") in world.said(answer)
    assert is_here(world, it.subject)
    first, second = letters_to(world, it.subject)
    assert says(text_of(second), texts.CORRECTION)
    corrected = await world.press(it.subject, second, "Read the letter")
    assert says(world.said(corrected), texts.CORRECTED)
    assert texts.NOTHING_CAME_ABOUT.in_("en") in world.said(await world.press(it.subject, corrected, "Read the letter"))
    assert texts.NOTHING_CAME_ABOUT.in_("en") in world.said(await world.press(it.subject, first, "Read the letter"))


async def test_a_letter_that_discord_does_not_take_now_is_waited_for_a_minute_and_no_longer(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "ban")
    world.env.inject_error("POST", f"/channels/{it.subject.user.dm_channel.id}/messages", status=500, times=None)
    await world.press(world.moderator, shown, "Do it")
    assert not is_banned(world, it.subject)
    await world.pass_time(minutes=1, seconds=30)
    assert is_banned(world, it.subject)
    assert "jobs.failed" in world.errors()


# Closed doors (R36)


@pytest.mark.parametrize("kind", ["warn", "timeout", "kick", "ban"])
async def test_whoever_takes_no_messages_is_not_spared_the_measure_and_the_team_sees_that(
    world: World, kind: str
) -> None:
    it = await ready(world)
    world.closes_letters(it.subject)
    answer = await decide(world, world.moderator, it.case, kind, until="day")
    assert await outcomes(world) == ["done"]
    assert says(world.said(answer), texts.LETTER_REFUSED)
    assert "Send again" in buttons(answer)


async def test_a_letter_that_was_refused_can_be_sent_again(world: World) -> None:
    it = await ready(world)
    world.closes_letters(it.subject)
    answer = await decide(world, world.moderator, it.case, "warn")
    world.env.backend.faults.clear()
    again = await world.press(world.moderator, answer, "Send again")
    assert says(world.said(again), texts.LETTER_SENT)
    assert len(letters_to(world, it.subject)) == 1
    await press(world, world.moderator, "send_again", (await decision(world)).id)
    assert len(letters_to(world, it.subject)) == 1


# Internal (R22)


async def test_a_note_writes_to_nobody(world: World) -> None:
    it = await ready(world)
    before = len(world.env.http_requests)
    answer = await decide(world, world.moderator, it.case, "note", rule="")
    assert says(world.said(answer), texts.LETTER_NONE)
    since = world.env.http_requests[before:]
    assert not [each for each in since if each.path == "/users/@me/channels"]
    assert sends_and_deeds(world, it.subject) == []


# What stands in it, and what never does (R11, R16)


async def test_the_letter_itself_says_only_that_it_is_there(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "timeout", until="day")
    (letter,) = letters_to(world, it.subject)
    assert text_of(letter) == texts.NOTICE.in_("en", name=(await decision(world)).subject_name)
    assert labels_of(letter) == ["Read the letter"]


async def test_what_the_person_presses_and_what_the_team_presses_carry_other_numbers(world: World) -> None:
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "warn")
    (letter,) = letters_to(world, it.subject)
    read = await world.press(it.subject, letter, "Read the letter")
    theirs = {each.rpartition(":")[2] for shown in (letter, newest_answer(read)) for each in custom_ids(shown).values()}
    row = await decision(world)
    assert theirs == {str(row.notice_id)}
    assert str(row.id) not in theirs
    assert {each.rpartition(":")[2] for each in custom_ids(newest_answer(done)).values()}.isdisjoint(theirs)
    by_the_other = await press(world, it.subject, "notice", row.id)
    assert world.said(by_the_other) == texts.NO_SUCH_LETTER.in_("en")


async def test_behind_it_stand_measure_end_rule_and_how_to_ask_and_nothing_else(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "timeout", until="day")
    answer = await world.press(it.subject, letters_to(world, it.subject)[0], "Read the letter")
    end = f"<t:{int(timed_out_until(world, it.subject).timestamp())}:f>"
    server, words, how = world.said(answer).splitlines()
    assert server == "**From the team of Grove**"
    assert words == (
        f"Until {end} this applies to you here: a time-out, in which you can read, but not write, react or speak. "
        f"The rule is: {RULE}. When it ends, you are as welcome as before."
    )
    assert how.startswith("Someone who did not take this decision can look at it again if you ask by <t:")
    assert buttons(answer) == ["Ask for another look"]


async def everything(world: World, it: Any, answers: list[Any]) -> str:
    return "\n".join([read_by(world, it.subject), *(world.said(answer) for answer in answers)])


async def test_whoever_was_decided_about_reads_no_name_of_the_team_and_nothing_of_who_told(world: World) -> None:
    """R15, R16: the letter, behind it, after an undo, and what it shares with other surfaces."""
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "timeout", until="day")
    letter = letters_to(world, it.subject)[0]
    answers = [await world.press(it.subject, letter, "Read the letter")]
    opened = await world.press(it.subject, answers[0], "Ask for another look")
    answers.append(await doing.send(it.subject, opened, in_letters=True, words="Hm"))
    await press(world, world.moderator, "undo", row(done, "Undo"))
    answers += [await world.press(it.subject, each, "Read the letter") for each in letters_to(world, it.subject)]
    said = await everything(world, it, answers)
    case = await doing.case_of(world)
    hidden = [case.team_name, case.receipt_name, str(case.id), str(case.receipt_id), doing.WORDS]
    for person in cast.CAST:
        actor = world.person(person.key)
        if actor.id != it.subject.id:
            hidden += [str(actor.id), person.name, person.key]
    assert [each for each in hidden if each in said] == []


async def test_only_whom_it_is_about_can_read_it(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "warn")
    number = (await decision(world)).notice_id
    for key in ("kavya", "farid", "batbayar", "shirin", "amihan", "mehwish"):
        for verb in ("notice", "corrected", "undone", "verdict", "appeal"):
            said = world.said(await press(world, world.person(key), verb, number))
            assert said == texts.NO_SUCH_LETTER.in_("en") == world.said(await press(world, it.subject, verb, 4711))


async def test_a_draft_is_nothing_that_its_subject_could_find(world: World) -> None:
    it = await ready(world)
    await preview(world, world.moderator, it.case, "ban")
    said = world.said(await press(world, it.subject, "notice", (await decision(world)).notice_id))
    assert said == texts.NO_SUCH_LETTER.in_("en")


async def test_two_decisions_on_one_person_have_names_that_share_nothing(world: World) -> None:
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("mei"))
    await decide(world, world.moderator, it.case, "warn")
    await decide(world, world.moderator, second.case, "warn")
    one, other = (text_of(each) for each in letters_to(world, it.subject))
    assert one != other


# Where no button reaches (R38)


@pytest.mark.parametrize("kind", ["kick", "ban"])
async def test_whoever_has_to_leave_finds_everything_in_the_letter_itself_covered(world: World, kind: str) -> None:
    it = await ready(world)
    await world.set(world.admin, "reports.appeal_contact", CONTACT)
    await decide(world, world.moderator, it.case, kind)
    first, *rest = text_of(letters_to(world, it.subject)[0]).splitlines()
    assert says(first, texts.NOTICE)
    covered = "\n".join(rest).partition("||")[2]
    assert covered.endswith("||")
    assert f"The rule is: {RULE}." in covered
    assert f"write to {CONTACT} and give the code " in covered
    assert "The rule" not in first


async def test_the_preview_shows_the_contact_and_the_code_that_they_get(world: World) -> None:
    """R24"""
    it = await ready(world)
    await world.set(world.admin, "reports.appeal_contact", CONTACT)
    shown = await preview(world, world.moderator, it.case, "ban")
    promised = [line[2:] for line in world.said(shown).splitlines() if line.startswith("> ")][:2]
    await world.press(world.moderator, shown, "Do it")
    letter = text_of(letters_to(world, it.subject)[0])
    assert all(line in letter for line in promised)


# What it promises is so


async def test_of_a_measure_with_an_end_and_one_without_each_has_its_own(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "warn", "timeout", until="day")
    answer = await world.press(it.subject, letters_to(world, it.subject)[0], "Read the letter")
    end = f"<t:{int(timed_out_until(world, it.subject).timestamp())}:f>"
    _, words, _ = world.said(answer).splitlines()
    assert words.startswith("From now on this applies to you here: a warning, a time-out, ")
    assert f", but not write, react or speak, until {end}. The rule is: {RULE}." in words


async def test_a_note_for_the_team_leaves_the_end_of_what_they_are_told_where_it_was(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "note", "timeout", until="day")
    answer = await world.press(it.subject, letters_to(world, it.subject)[0], "Read the letter")
    assert world.said(answer).splitlines()[1].startswith("Until <t:")


async def test_whoever_is_banned_for_good_is_told_a_way_to_be_looked_at_anew_only_where_there_is_one(
    world: World,
) -> None:
    it = await ready(world)
    anew = "and ask that it is looked at anew"
    without = world.said(await preview(world, world.moderator, it.case, "ban"))
    assert anew not in without
    assert "[repair]" not in without
    await world.set(world.admin, "reports.appeal_contact", CONTACT)
    assert f"you can write to {CONTACT} {anew}" in world.said(await preview(world, world.moderator, it.case, "ban"))
