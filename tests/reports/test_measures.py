"""Measures in Discord: begun, ended, renewed, taken back, whatever breaks in between."""

import random
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.language import Text
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_rules import LENGTHS as EVERY_LENGTH
from cogs.reports.deciding.measure_step import REASON
from data import jobs
from data.base import new_id, random_id
from data.measures import SUBJECT, Decision, Measure, Outcome, Stage
from tests.reports import doing
from tests.reports.doing_deciding import (
    another,
    asked,
    buttons,
    decide,
    decision,
    is_banned,
    is_here,
    letters_to,
    measures,
    outcomes,
    press,
    preview,
    ready,
    row,
    says,
    timed_out_until,
)
from tests.world import World, text_of

LENGTHS = {key: length for key, length in EVERY_LENGTH.items() if length is not None}


def ban_by_hand(world: World, actor: simcord.MemberActor, reason: str = "by hand") -> None:
    world.env.backend.apply_ban(world.guild.id, actor.id, reason)


def time_out_by_hand(world: World, actor: simcord.MemberActor, until: Any) -> None:
    value = None if until is None else until.isoformat()
    world.env.backend.edit_member(world.guild.id, actor.id, {"timed_out_until": value})


async def undo(world: World, answer: InteractionResult) -> InteractionResult:
    return await press(world, world.moderator, "undo", row(answer, "Undo"))


# Beginning


@pytest.mark.parametrize(
    ("kind", "until"), [("timeout", "hour"), ("timeout", "month"), ("kick", "none"), ("ban", "none"), ("ban", "week")]
)
async def test_a_measure_does_in_discord_what_was_decided_and_gives_one_reason_for_everybody(
    world: World, kind: str, until: str
) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, kind, until=until)
    assert await outcomes(world) == ["done"]
    assert not is_here(world, it.subject) or timed_out_until(world, it.subject) is not None
    assert is_here(world, it.subject) == (kind == "timeout")
    assert is_banned(world, it.subject) == (kind == "ban")
    assert {entry.reason for entry in world.guild.audit_log() if entry.target_id == it.subject.id} == {REASON}


async def test_the_end_that_was_asked_for_is_the_end_that_discord_has(world: World) -> None:
    """R31"""
    it = await ready(world)
    await decide(world, world.moderator, it.case, "timeout", until="week")
    (measure,) = await measures(world)
    assert measure.ends_at == timed_out_until(world, it.subject) == measure.applied_until


async def test_a_removed_message_is_gone_and_one_that_is_gone_already_is_no_hindrance(world: World) -> None:
    """R9"""
    it = await ready(world, message="a word that hurts")
    await decide(world, world.moderator, it.case, "remove_message")
    assert "a word that hurts" not in world.room_text(world.general)
    assert await outcomes(world) == ["done"]
    gone = await another(world, about=it.subject, teller=world.member, message="another word")
    last = [each for each in world.general.history() if each.content == "another word"]
    await it.subject.delete(last[-1])
    answer = await decide(world, world.moderator, gone.case, "remove_message")
    assert texts.WHYS["already"].in_("en") in world.said(answer)
    assert len(letters_to(world, it.subject)) == 1


async def test_several_measures_in_one_decision_are_all_carried_out_with_one_letter(world: World) -> None:
    it = await ready(world, message="a word that hurts")
    await decide(world, world.moderator, it.case, "note", "warn", "remove_message", "timeout", until="day")
    assert await outcomes(world) == ["done"] * 4
    assert len(letters_to(world, it.subject)) == 1


# Ends (R28, R29, R30, R31)


async def test_a_ban_for_a_time_ends_by_itself_and_says_so_nowhere_but_in_the_table(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "ban", until="day")
    await world.pass_time(hours=23)
    assert is_banned(world, it.subject)
    await world.pass_time(hours=1, seconds=10)
    assert not is_banned(world, it.subject)
    assert await outcomes(world) == ["ended"]


async def test_a_ban_lifted_and_given_again_for_good_is_not_ended_by_the_first_ones_timer(world: World) -> None:
    """R28: for a time, lifted, for good, time passes."""
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("mei"))
    third = await another(world, about=it.subject, teller=world.person("tenzin"))
    await decide(world, world.moderator, it.case, "ban", until="day")
    await decide(world, world.moderator, second.case, "unban")
    assert not is_banned(world, it.subject)
    await decide(world, world.moderator, third.case, "ban")
    await world.pass_time(days=2)
    assert is_banned(world, it.subject)
    assert await outcomes(world) == ["replaced", "done", "done"]


async def test_of_two_bans_that_overlap_the_later_end_holds_and_the_earlier_timer_does_nothing(world: World) -> None:
    """R28, R30"""
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("mei"))
    await decide(world, world.moderator, it.case, "ban", until="day")
    await decide(world, world.moderator, second.case, "ban", until="week")
    await world.pass_time(days=1, minutes=1)
    assert is_banned(world, it.subject)
    assert await outcomes(world) == ["replaced", "done"]
    await world.pass_time(days=6)
    assert not is_banned(world, it.subject)
    assert await outcomes(world) == ["replaced", "ended"]


@pytest.mark.parametrize("first", ["day", "week"])
async def test_of_two_time_outs_that_overlap_the_later_end_holds(world: World, first: str) -> None:
    """R30"""
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("mei"))
    await decide(world, world.moderator, it.case, "timeout", until=first)
    answer = await decide(world, world.moderator, second.case, "timeout", until="week" if first == "day" else "day")
    latest = max(each.ends_at for each in await measures(world) if each.ends_at is not None)
    assert timed_out_until(world, it.subject) == latest
    if first == "week":
        assert "one that ends later holds already" in world.said(answer)
    await world.pass_time(days=1, minutes=1)
    assert timed_out_until(world, it.subject) == latest
    assert sorted(await outcomes(world)) == ["done", "replaced"]


async def test_a_time_out_over_28_days_is_renewed_until_its_end_and_no_longer(world: World) -> None:
    """R31"""
    it = await ready(world)
    await decide(world, world.moderator, it.case, "timeout", until="two_months")
    (measure,) = await measures(world)
    assert measure.ends_at is not None
    assert timed_out_until(world, it.subject) - world.now() <= timedelta(days=28)
    for _ in range(59):
        await world.env.advance_time(timedelta(days=1).total_seconds())
        assert timed_out_until(world, it.subject) > world.now()
        assert timed_out_until(world, it.subject) <= measure.ends_at
    assert timed_out_until(world, it.subject) == measure.ends_at
    await world.pass_time(days=1, minutes=1)
    assert await outcomes(world) == ["ended"]


async def test_a_long_time_out_that_somebody_ended_by_hand_is_not_renewed(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "timeout", until="two_months")
    time_out_by_hand(world, it.subject, None)
    await world.pass_time(days=28)
    assert timed_out_until(world, it.subject) is None
    assert await outcomes(world) == ["ended"]


async def test_a_ban_that_somebody_made_their_own_is_left_to_them(world: World) -> None:
    """R28: ended by hand, and given again by hand, while our time ran."""
    it = await ready(world)
    await decide(world, world.moderator, it.case, "ban", until="day")
    world.env.backend.remove_ban(world.guild.id, it.subject.id)
    ban_by_hand(world, it.subject)
    await world.pass_time(days=1, minutes=1)
    assert is_banned(world, it.subject)
    assert await outcomes(world) == ["ended"]


async def test_after_a_restart_250_running_measures_end_within_a_minute_of_their_time(world: World) -> None:
    """R29"""
    it = await ready(world)
    ends_at = world.now() + timedelta(hours=3)
    people = [world.env.create_user(f"guest{number}") for number in range(250)]
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        for number, user in enumerate(people):
            kind = "ban" if number % 2 else "timeout"
            row = Decision(
                id=random_id(),
                guild_id=world.guild.id,
                case_id=it.case.id,
                subject_name=f"Name {number}",
                case_changed=0,
                stage=Stage.DECIDED,
                emergency=False,
                drafted_at=world.now(),
                decided_at=world.now(),
            )
            row.drafted_by = seals.seal(row, "drafted_by", str(world.moderator.id))
            session.add(row)
            await session.flush()
            measure = Measure(
                id=new_id(world.now()),
                guild_id=world.guild.id,
                decision_id=row.id,
                kind=kind,
                who=seals.who(SUBJECT, user.id),
                ends_at=ends_at,
                applied_until=ends_at if kind == "timeout" else None,
                outcome=Outcome.DONE,
                done_at=world.now(),
            )
            measure.person = seals.seal(measure, "person", str(user.id))
            session.add(measure)
            await jobs.ask(session, "reports.measure", measure.id, guild_id=world.guild.id, at=ends_at)
            if kind == "ban":
                world.env.backend.apply_ban(world.guild.id, user.id, REASON)
    await world.restart()
    await world.pass_until(ends_at + timedelta(seconds=60))
    assert not world.env.backend.get_guild(world.guild.id).bans
    assert set(await outcomes(world)) == {"ended"}


# Taking back (R27)


async def test_undo_takes_back_a_time_out_that_this_case_gave_and_says_so_to_the_person(world: World) -> None:
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "timeout", until="day")
    answer = await undo(world, done)
    assert says(world.said(answer), texts.UNDONE)
    assert timed_out_until(world, it.subject) is None
    first, second = letters_to(world, it.subject)
    assert says(text_of(second), texts.UNDONE_LETTER)
    said = world.said(await world.press(it.subject, second, "Read the letter"))
    assert says(said, texts.UNDONE_FOR_YOU)
    assert texts.APPLIES_NO_MORE.in_("en") in world.said(await world.press(it.subject, first, "Read the letter"))
    await world.pass_time(days=2)
    assert await outcomes(world) == ["undone"]


async def test_an_undo_that_discord_refuses_says_so_to_everybody_and_can_be_repeated(world: World) -> None:
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "ban")
    (letter,) = letters_to(world, it.subject)
    world.env.inject_error("DELETE", f"/guilds/{world.guild.id}/bans/{it.subject.id}", status=403, code=50013)
    refused = await undo(world, done)
    assert is_banned(world, it.subject)
    assert texts.WHYS_AFTER["not_undone"].in_("en") in world.said(refused)
    assert says(world.said(refused), texts.NOT_UNDONE_YET)
    assert "Try again" in buttons(refused)
    assert letters_to(world, it.subject) == [letter]
    theirs = world.said(await world.press(it.subject, letter, "Read the letter"))
    assert texts.STILL_HOLDS.in_("en") in theirs
    assert texts.APPLIES_NO_MORE.in_("en") not in theirs
    again = await world.press(world.moderator, refused, "Try again")
    assert not is_banned(world, it.subject)
    assert says(world.said(again), texts.UNDONE)
    assert await outcomes(world) == ["undone"]
    theirs = world.said(await world.press(it.subject, letter, "Read the letter"))
    assert texts.APPLIES_NO_MORE.in_("en") in theirs


async def test_a_time_out_of_somebody_who_left_is_said_to_be_kept_and_ends_once_they_are_back(world: World) -> None:
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "timeout", until="week")
    end = timed_out_until(world, it.subject)
    world.guild.remove_member(it.subject)
    await world.env.settle()
    said = world.said(await undo(world, done))
    assert texts.WHYS_AFTER["away"].in_("en", end=f"<t:{int(end.timestamp())}:f>") in said
    assert texts.OUTCOMES["undone"].in_("en") not in said
    world.guild.add_member(it.subject.user)
    time_out_by_hand(world, it.subject, end)  # as Discord keeps it
    await world.pass_time(days=1, minutes=1)
    assert timed_out_until(world, it.subject) is None
    assert await outcomes(world) == ["undone"]


@pytest.mark.parametrize(
    ("kind", "heard"),
    [("timeout", texts.REPORTER_NO_MORE), ("ban", texts.REPORTER_BACK), ("warn", texts.REPORTER_NO_MORE)],
)
async def test_whoever_told_hears_that_it_does_not_hold_any_more_and_no_name(
    world: World, kind: str, heard: Text
) -> None:
    it = await ready(world)
    await press(world, world.member, "may_write", it.case.receipt_id)
    done = await decide(world, world.moderator, it.case, kind, until="week")
    before = len(letters_to(world, world.member))
    await undo(world, done)
    mine = world.said(await press(world, world.member, "look", it.case.receipt_id))
    assert heard.in_("en") in mine
    assert doing.shown_name(world, it.subject) not in heard.in_("en")
    assert len(letters_to(world, world.member)) >= before


async def test_where_discord_refuses_the_undo_whoever_told_hears_of_it_only_once_it_worked(world: World) -> None:
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "ban")
    world.env.inject_error("DELETE", f"/guilds/{world.guild.id}/bans/{it.subject.id}", status=403, code=50013)
    refused = await undo(world, done)
    said = texts.REPORTER_BACK.in_("en")
    assert said not in world.said(await press(world, world.member, "look", it.case.receipt_id))
    await world.press(world.moderator, refused, "Try again")
    assert said in world.said(await press(world, world.member, "look", it.case.receipt_id))


async def test_a_message_is_removed_only_by_whoever_may_manage_messages_in_its_own_room(world: World) -> None:
    it = await ready(world, message="Something bad")
    deny = discord.Permissions(manage_messages=True).value
    world.env.backend.set_overwrite(world.general.id, Overwrite(world.moderator.id, OverwriteType.MEMBER, deny=deny))
    await world.env.settle()
    shown = await preview(world, world.moderator, it.case, "remove_message")
    assert says(world.said(shown), texts.YOU_LACK)


async def test_undo_leaves_a_time_out_that_somebody_else_gave_and_writes_to_nobody(world: World) -> None:
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "timeout", until="day")
    by_hand = world.now() + timedelta(days=3)
    time_out_by_hand(world, it.subject, by_hand)
    await undo(world, done)
    assert timed_out_until(world, it.subject) == by_hand
    assert len(letters_to(world, it.subject)) == 1


async def test_undo_leaves_a_ban_that_was_there_before_and_no_letter_was_written(world: World) -> None:
    it = await ready(world)
    ban_by_hand(world, it.subject)
    await world.env.settle()
    answer = await decide(world, world.moderator, it.case, "ban")
    assert texts.WHYS["already"].in_("en") in world.said(answer)
    assert says(world.said(answer), texts.LETTER_NOT_TRIED)
    await undo(world, answer)
    assert is_banned(world, it.subject)


async def test_undo_of_the_longer_of_two_bans_leaves_the_shorter_with_its_own_end(world: World) -> None:
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("mei"))
    await decide(world, world.moderator, it.case, "ban", until="day")
    await undo(world, await decide(world, world.moderator, second.case, "ban"))
    assert is_banned(world, it.subject)
    await world.pass_time(days=1, minutes=1)
    assert not is_banned(world, it.subject)


async def test_undo_of_the_longer_of_two_time_outs_leaves_the_shorter_with_its_own_end(world: World) -> None:
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("mei"))
    await decide(world, world.moderator, it.case, "timeout", until="day")
    await undo(world, await decide(world, world.moderator, second.case, "timeout", until="week"))
    shorter, _ = await measures(world)
    assert timed_out_until(world, it.subject) == shorter.ends_at


async def test_what_cannot_be_undone_is_named(world: World) -> None:
    it = await ready(world)
    answer = await undo(world, await decide(world, world.moderator, it.case, "kick"))
    assert texts.CANNOT_BE_UNDONE["kick"].in_("en") in world.said(answer)
    assert await outcomes(world) == ["done"]


async def test_undone_twice_is_undone_once_and_a_case_undone_is_open_again(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "warn")
    number = (await decision(world)).id
    answers = await world.race(
        lambda: press(world, world.moderator, "undo", number),
        lambda: press(world, world.person("shirin"), "undo", number),
    )
    said = [world.said(answer) for answer in answers]
    assert sorted(says(each, texts.UNDONE) for each in said) == [False, True]
    assert sum(says(each, texts.UNDONE_ALREADY) for each in said) == 1
    assert (await doing.case_of(world)).state == "looking"
    assert len(letters_to(world, it.subject)) == 2


# What breaks (R35, R36)


async def test_what_discord_refuses_fails_at_once_needs_a_person_and_is_told_once(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "timeout", until="day")
    path = f"/guilds/{world.guild.id}/members/{it.subject.id}"
    world.env.inject_error("PATCH", path, status=403, code=50013)
    answer = await world.press(world.moderator, shown, "Do it")
    assert texts.WHYS["forbidden"].in_("en") in world.said(answer)
    assert says(world.said(answer), texts.NOT_CARRIED_OUT)
    assert buttons(answer) == ["Undo", "Try again"]
    assert await outcomes(world) == ["failed"]
    assert letters_to(world, it.subject) == []
    (told,) = letters_to(world, world.moderator)
    assert says(text_of(told), texts.FAILED_LETTER)
    await world.press(world.moderator, answer, "Try again")
    assert timed_out_until(world, it.subject) is not None
    assert await outcomes(world) == ["done"]
    assert letters_to(world, world.moderator) == []
    assert len(letters_to(world, it.subject)) == 1


async def test_what_discord_does_not_answer_is_tried_less_and_less_often_and_ends_with_a_person(world: World) -> None:
    """R35"""
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "timeout", until="month")
    path = f"/guilds/{world.guild.id}/members/{it.subject.id}"
    world.env.inject_error("PATCH", path, status=500, times=None)
    answer = await world.press(world.moderator, shown, "Do it")
    assert texts.OUTCOMES["waiting"].in_("en") in world.said(answer)
    await world.pass_time(hours=24)
    assert await outcomes(world) == ["failed"]
    tries = len(asked(world, "PATCH", about=it.subject, what="members"))
    assert len(letters_to(world, world.moderator)) == 1
    await world.pass_time(days=3)
    assert len(asked(world, "PATCH", about=it.subject, what="members")) == tries
    assert len(letters_to(world, world.moderator)) == 1
    assert "jobs.failed" in world.errors()


async def test_a_person_who_left_between_preview_and_deed_fails_with_a_reason(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "kick")
    world.guild.remove_member(it.subject)
    await world.env.settle()
    answer = await world.press(world.moderator, shown, "Do it")
    assert "they are not in the server any more" in world.said(answer)
    assert await outcomes(world) == ["waiting"]
    assert letters_to(world, it.subject) == []


async def test_a_ban_that_discord_does_not_lift_at_its_end_needs_a_person_and_can_be_tried_again(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "ban", until="day")
    path = f"/guilds/{world.guild.id}/bans/{it.subject.id}"
    world.env.inject_error("DELETE", path, status=403, code=50013)
    await world.pass_time(days=1, minutes=1)
    (told,) = letters_to(world, world.moderator)
    opened = await world.press(world.moderator, told, "Open the case")
    assert texts.WHYS["not_lifted"].in_("en") in world.said(opened)
    await world.press(world.moderator, opened, "Try again")
    assert not is_banned(world, it.subject)
    assert await outcomes(world) == ["ended"]


# The end of the process, at every point


BEFORE, AFTER, TRIED, SENT = "measure.letter_sent", "measure.acted", "card.tried", "card.sent"


@pytest.mark.parametrize(
    ("kind", "point"),
    [
        *((kind, point) for kind in ("kick", "ban") for point in (BEFORE, AFTER, TRIED, SENT)),
        *(("timeout", point) for point in (AFTER, TRIED, SENT)),
        *(("warn", point) for point in (TRIED, SENT)),
    ],
)
async def test_wherever_the_process_ends_there_is_one_letter_and_one_measure(
    world: World, kind: str, point: str
) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, kind, until="day" if kind == "timeout" else "none")
    world.crash_at(point)
    await world.press(world.moderator, shown, "Do it")
    await world.restart_after_crash()
    await world.pass_time(minutes=3)
    assert await outcomes(world) == ["done"]
    assert len(letters_to(world, it.subject)) == 1
    assert is_here(world, it.subject) == (kind in ("timeout", "warn"))
    assert is_banned(world, it.subject) == (kind == "ban")
    assert letters_to(world, world.moderator) == []


# Whatever comes in which order


@pytest.mark.parametrize("kind", ["ban", "timeout"])
@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_decided_undone_lifted_and_over_discord_has_the_latest_end_that_still_holds(
    world: World, kind: str, seed: int
) -> None:
    """R27, R28, R30: against a model that only remembers which decisions hold, and until when."""
    chance = random.Random(f"{kind}{seed}")
    it = await ready(world)
    tellers = ["mei", "tenzin", "dilan", "aizhan", "linh", "farid"]
    cases = [(await another(world, about=it.subject, teller=world.person(key))).case for key in tellers]
    holding: dict[int, Any] = {}
    done: list[tuple[int, InteractionResult]] = []
    while cases:
        act = chance.choice(["give", "give", "give", "lift", "undo", "wait"])
        if act == "give":
            length = chance.choice(["hour", "day", "week"])
            number = len(done)
            done.append((number, await decide(world, world.moderator, cases.pop(), kind, until=length)))
            holding[number] = world.now() + LENGTHS[length]
        elif act == "lift" and holding:
            await decide(world, world.moderator, cases.pop(), "lift" if kind == "timeout" else "unban")
            holding.clear()
        elif act == "undo" and done:
            number, answer = done.pop(chance.randrange(len(done)))
            await undo(world, answer)
            holding.pop(number, None)
        elif act == "wait":
            await world.pass_time(hours=chance.choice([1, 13, 30]), seconds=20)
        holding = {number: end for number, end in holding.items() if end > world.now()}
        latest = max(holding.values(), default=None)
        if kind == "ban":
            assert is_banned(world, it.subject) == (latest is not None)
        else:
            until = timed_out_until(world, it.subject)
            assert (until if until is not None and until > world.now() else None) == latest


async def test_where_whoever_decided_takes_no_reports_any_more_the_others_hear_that_it_failed(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "ban", until="day")
    await press(world, world.moderator, "not_me", it.case.id)
    path = f"/guilds/{world.guild.id}/bans/{it.subject.id}"
    world.env.inject_error("DELETE", path, status=403, code=50013)
    await world.pass_time(days=1, minutes=1)
    (told,) = letters_to(world, world.person("shirin"))
    assert says(text_of(told), texts.FAILED_LETTER)
    assert letters_to(world, world.moderator) == []


async def test_lifting_needs_no_rule_and_says_nothing_of_one(world: World) -> None:
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("mei"))
    await decide(world, world.moderator, it.case, "timeout", until="day")
    await decide(world, world.moderator, second.case, "lift", rule="")
    assert timed_out_until(world, it.subject) is None
    said = world.said(await world.press(it.subject, letters_to(world, it.subject)[-1], "Read the letter"))
    assert "From now on this applies to you here: your time-out is lifted." in said
    assert "The rule is" not in said
