"""Deciding: one form, a preview bound to its button, one deed; a second person where the server says so."""

import re
from datetime import timedelta

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from cogs.reports.deciding import measure_rules
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.gate import NO_SUCH_CASE
from data.cases import Case, State
from tests.reports import doing
from tests.reports.doing_deciding import (
    another,
    asked,
    buttons,
    decide,
    decision,
    decisions,
    form,
    is_banned,
    is_here,
    letters_to,
    may_all,
    measures,
    outcomes,
    press,
    preview,
    ready,
    row,
    says,
    timed_out_until,
)
from tests.world import World, fields_of, labels_of, newest_answer, text_of


def boxes(opened: object) -> set[str]:
    (field,) = [each for each in fields_of(opened) if each["custom_id"].startswith("measures:")]  # type: ignore[arg-type]
    return {option["value"] for option in field["options"] if option.get("default")}


async def trail_of(world: World) -> list[str]:
    from data import trail

    async with world.bot.store.reading() as session:
        case = await doing.case_of(world)
        return [each.what for each in await trail.of_case(session, world.guild.id, case.id)]


# The form and the preview


async def test_deciding_takes_three_presses_after_a_case_is_shown(world: World) -> None:
    it = await ready(world)
    opened = await form(world, world.moderator, it.case)  # 1: Decide
    shown = await doing.send(world.moderator, opened, rule="Be kind")  # 2: submit
    answer = await world.press(world.moderator, shown, "Do it")  # 3
    assert says(world.said(answer), texts.DONE)
    assert await outcomes(world) == ["done"]


async def test_the_form_has_five_parts_at_most_and_one_suggestion_ticked(world: World) -> None:
    it = await ready(world)
    opened = await form(world, world.moderator, it.case)
    assert opened.modal is not None
    assert len(opened.modal["components"]) <= 5
    assert boxes(opened) == {"warn"}


async def test_where_a_message_was_held_its_removal_is_suggested_and_the_preview_says_to_report_it_first(
    world: World,
) -> None:
    it = await ready(world, message="a word that hurts")
    assert boxes(await form(world, world.moderator, it.case)) == {"remove_message"}
    said = world.said(await preview(world, world.moderator, it.case, "remove_message"))
    assert "Report it to Discord first; deleted messages cannot be reported." in said
    assert re.search(r"https://discord\.com/channels/\d+/\d+/\d+", said)


@pytest.mark.parametrize(
    ("kinds", "until", "line"),
    [
        (("note",), "none", "- **Note for the team**"),
        (("warn",), "none", "- **Warning**"),
        (("timeout",), "week", "- **Time-out**, until {end}"),
        (("kick",), "none", "- **Remove from the server (kick)**"),
        (("ban",), "none", "- **Ban**, with no end"),
        (("ban",), "two_months", "- **Ban**, until {end}"),
        (("unban",), "none", "- **Lift a ban**"),
        (("lift",), "none", "- **Lift a time-out**"),
        (("warn", "timeout"), "hour", "- **Warning**\n- **Time-out**, until {end}"),
    ],
)
async def test_the_preview_names_person_and_id_each_measure_its_end_and_the_exact_words(
    world: World, kinds: tuple[str, ...], until: str, line: str
) -> None:
    """R24"""
    it = await ready(world)
    said = world.said(await preview(world, world.moderator, it.case, *kinds, until=until))
    span = measure_rules.LENGTHS[until]
    end = "" if span is None else f"<t:{int((world.now() + span).timestamp())}:f>"
    assert f"About {it.subject.mention} ({it.subject.id})\n{line.format(end=end)}" in said
    if kinds == ("note",):
        assert says(said, texts.PREVIEW_NO_LETTER)
    elif until == "none" and set(kinds) <= {"lift", "unban"}:
        assert not [each for each in texts.REPAIRS.values() if each.in_("en") in said]
    else:
        assert "The rule is: No slurs." in said
        assert "[" not in said
    assert await outcomes(world) == ["waiting"] * len(kinds)
    assert letters_to(world, it.subject) == []


async def test_what_the_preview_showed_is_what_they_get_word_for_word(world: World) -> None:
    """R24"""
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "timeout", until="day", words="Rest until tomorrow. [rule]")
    promised = [line[2:] for line in world.said(shown).splitlines() if line.startswith("> ")]
    await world.press(world.moderator, shown, "Do it")
    (letter,) = letters_to(world, it.subject)
    got = world.said(await world.press(it.subject, letter, "Read the letter")).splitlines()
    assert got[1:] == promised[:2]
    assert got[1] == "Rest until tomorrow. The rule is: No slurs."


async def test_what_was_wrong_in_the_form_gets_a_sentence_and_the_words_back(world: World) -> None:
    it = await ready(world)
    answer = await preview(world, world.moderator, it.case, "timeout", until="none", words="What I had written")
    assert texts.TIME_OUT_NEEDS_AN_END.in_("en") in world.said(answer)
    to_reporter = texts.DEFAULT_TO_REPORTER.in_("en")
    assert world.files(answer) == {"your-words.txt": f"What I had written\n\n{to_reporter}".encode()}
    assert await decisions(world) == []


async def test_where_nobody_is_known_a_person_is_picked_and_cannot_read_the_case_from_then_on(world: World) -> None:
    """R23: by the picker only."""
    it = await ready(world)
    await doing.told(world, world.member, words="Somebody, I did not see who.")
    await doing.sent(world)
    case = (await doing.cases_of(world))[-1]
    nobody = await preview(world, world.moderator, case, "warn")
    assert texts.NOBODY_KNOWN.in_("en") in world.said(nobody)
    shown = await preview(world, world.moderator, case, "warn", whom=[world.person("farid")])
    assert f"About {world.person('farid').mention} ({world.person('farid').id})" in world.said(shown)
    await world.press(world.moderator, shown, "Do it")
    assert ("subject", str(world.person("farid").id)) in await doing.parts_in(world, case)
    assert letters_to(world, it.subject) == []
    assert len(letters_to(world, world.person("farid"))) == 1


async def test_no_measure_is_a_decision_too_and_the_reporter_can_be_told(world: World) -> None:
    it = await ready(world)
    answer = await decide(world, world.moderator, it.case, "nothing", to_reporter="We talked about it.")
    assert says(world.said(answer), texts.DECIDED_NOTHING)
    assert (await doing.case_of(world)).state == State.DECIDED
    assert await measures(world) == []
    assert letters_to(world, it.subject) == []


async def test_left_alone_nothing_happens_and_the_preview_no_longer_works(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "ban")
    number = row(shown, "Do it")
    assert world.said(await world.press(world.moderator, shown, "Do nothing")) == texts.LEFT.in_("en")
    assert says(world.said(await press(world, world.moderator, "do_it", number)), texts.OLD_PREVIEW)
    assert not is_banned(world, it.subject)


async def test_a_changed_preview_replaces_the_old_one_which_no_longer_works(world: World) -> None:
    """R24: a button does what its own preview showed, or nothing."""
    it = await ready(world)
    first = await preview(world, world.moderator, it.case, "ban", rule="Rule one")
    number = row(first, "Do it")
    opened = await world.press(world.moderator, first, "Change")
    assert boxes(opened) == {"ban"}
    second = await doing.send(world.moderator, opened, measures=["warn"])
    assert "The rule is: Rule one." in world.said(second)
    assert says(world.said(await press(world, world.moderator, "do_it", number)), texts.OLD_PREVIEW)
    await world.press(world.moderator, second, "Do it")
    assert not is_banned(world, it.subject)
    assert await outcomes(world) == ["waiting", "done"]


async def test_a_preview_of_yesterday_does_nothing(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "kick")
    await world.pass_time(hours=1, minutes=1)
    assert says(world.said(await world.press(world.moderator, shown, "Do it")), texts.OLD_PREVIEW)
    assert is_here(world, it.subject)


async def test_only_whoever_drafted_a_preview_can_carry_it_out(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "kick")
    other = world.person("shirin")
    answer = await press(world, other, "do_it", row(shown, "Do it"))
    assert says(world.said(answer), texts.OLD_PREVIEW)
    assert is_here(world, it.subject)


@pytest.mark.parametrize("key", ["kavya", "rin", "amihan", "mehwish", "farid"])
async def test_whoever_may_not_read_the_case_finds_no_decision_whatever_they_press(world: World, key: str) -> None:
    """R15: reporter, subject, an admin and the owner beside the roster, a bystander."""
    it = await ready(world)
    answer = await decide(world, world.moderator, it.case, "warn")
    number = row(answer, "Undo")
    actor = world.person(key)
    for verb in ("do_it", "change_decision", "leave_decision", "undo", "try_again", "send_again", "open_decision"):
        assert world.said(await press(world, actor, verb, number)) == NO_SUCH_CASE.in_("en"), verb
    for verb in ("agree", "disagree", "cannot_wait", "it_stands"):
        assert world.said(await press(world, actor, verb, number)) == NO_SUCH_CASE.in_("en"), verb
    assert world.said(await press(world, actor, "decide", it.case.id)) == NO_SUCH_CASE.in_("en")
    assert world.said(await press(world, actor, "open_decision", 4711)) == NO_SUCH_CASE.in_("en")


# The guard, at both moments (R25)


async def test_a_permission_lost_between_preview_and_do_it_is_asked_for_again(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "ban")
    keeper = world.guild.roles["Keeper"]
    world.env.backend.remove_member_role(world.guild.id, world.moderator.id, keeper.id)
    answer = await world.press(world.moderator, shown, "Do it")
    assert "Ban: you would need the permission “Ban Members”" in world.said(answer)
    assert not is_banned(world, it.subject)
    assert (await doing.case_of(world)).state != State.DECIDED


async def test_somebody_with_a_higher_role_is_not_decided_about_by_somebody_below(world: World) -> None:
    await ready(world)
    highest = world.guild.roles["Facilitator"]
    world.env.backend.add_member_role(world.guild.id, world.admin.id, highest.id)
    it = await another(world, about=world.admin, teller=world.member)
    answer = await preview(world, world.moderator, it.case, "warn")
    assert "their highest role is not below yours" in world.said(answer)
    assert await decisions(world) == []


async def test_the_owner_cannot_be_decided_about_but_noted(world: World) -> None:
    await ready(world)
    owner = world.person("mehwish")
    it = await another(world, about=owner, teller=world.member)
    assert texts.NOT_ON_THE_OWNER.in_("en") in world.said(await preview(world, world.moderator, it.case, "warn"))
    await decide(world, world.moderator, it.case, "note")
    assert await outcomes(world) == ["done"]
    assert letters_to(world, owner) == []


async def test_somebody_who_left_can_be_banned_by_id_and_nothing_that_needs_them_there(world: World) -> None:
    it = await ready(world)
    world.guild.remove_member(it.subject)
    await world.env.settle()
    answer = await preview(world, world.moderator, it.case, "timeout", until="day")
    assert "they are not in the server any more" in world.said(answer)
    await decide(world, world.moderator, it.case, "ban")
    assert is_banned(world, it.subject)


# Once (R8, R33)


async def test_do_it_pressed_twice_is_done_once(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "timeout", until="day")
    number = row(shown, "Do it")
    answers = await world.race(
        lambda: press(world, world.moderator, "do_it", number), lambda: press(world, world.moderator, "do_it", number)
    )
    assert all(says(world.said(answer), texts.DONE) for answer in answers)
    assert await outcomes(world) == ["done"]
    assert len(letters_to(world, it.subject)) == 1
    assert len(asked(world, "PATCH", about=it.subject, what="members")) == 1
    assert (await trail_of(world)).count("decided") == 1


async def test_of_two_who_decide_at_once_one_wins_and_the_other_reads_who_and_what(world: World) -> None:
    """R33: one decision, one letter, one measure."""
    it = await ready(world)
    other = world.person("shirin")
    mine = await preview(world, world.moderator, it.case, "timeout", until="day")
    hers = await preview(world, other, it.case, "kick")
    answers = await world.race(
        lambda: world.press(world.moderator, mine, "Do it"), lambda: world.press(other, hers, "Do it")
    )
    said = dict(zip((world.moderator, other), map(world.said, answers), strict=True))
    (winner,) = [actor for actor, words in said.items() if says(words, texts.DONE)]
    (loser,) = [actor for actor in said if actor is not winner]
    assert says(said[loser], texts.WENT_ON)
    assert winner.mention in said[loser]
    assert "(decided)" in said[loser]
    assert is_here(world, it.subject) == (winner is world.moderator)
    assert len(letters_to(world, it.subject)) == 1
    assert sorted(await outcomes(world)) == ["done", "waiting"]
    assert (await trail_of(world)).count("decided") == 1


async def test_what_came_into_the_case_since_the_preview_is_read_first(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "kick")
    async with world.deed() as session:
        case = await session.get(type(it.case), it.case.id)
        assert case is not None
        case.changed += 1  # an answer of the reporter
    said = world.said(await world.press(world.moderator, shown, "Do it"))
    assert says(said, texts.WENT_ON_UNNAMED)
    assert is_here(world, it.subject)


async def test_a_form_sent_after_the_case_was_decided_decides_nothing(world: World) -> None:
    it = await ready(world)
    opened = await form(world, world.person("shirin"), it.case)
    await decide(world, world.moderator, it.case, "warn")
    answer = await doing.send(world.person("shirin"), opened, measures=["ban"], rule="Be kind")
    assert texts.NOT_OPEN.in_("en") in world.said(answer)
    assert not is_banned(world, it.subject)


async def test_closing_one_case_changes_no_other_about_the_same_person(world: World) -> None:
    """R26"""
    first = await ready(world)
    second = await another(world, about=first.subject, teller=world.person("mei"))
    await decide(world, world.moderator, second.case, "timeout", until="day")
    states = {each.id: each.state for each in await doing.cases_of(world)}
    assert states == {first.case.id: State.NEW, second.case.id: State.DECIDED}


# A second person, and acting alone


async def seconded(world: World) -> None:
    await world.set(world.admin, "reports.second_person", "on")


async def test_where_the_server_says_so_a_ban_waits_until_a_second_person_agrees(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    answer = await decide(world, world.moderator, it.case, "ban")
    assert says(world.said(answer), texts.NEEDS_SECOND)
    assert not is_banned(world, it.subject)
    assert letters_to(world, it.subject) == []
    shirin = world.person("shirin")
    (letter,) = letters_to(world, shirin)
    opened = await world.press(shirin, letter, "Open the case")
    assert world.moderator.mention in world.said(opened)
    assert f"({it.subject.id})" in world.said(opened)
    done = await world.press(shirin, opened, "Agree")
    assert says(world.said(done), texts.DONE)
    assert is_banned(world, it.subject)
    assert letters_to(world, shirin) == []
    assert len(letters_to(world, it.subject)) == 1


async def test_the_time_of_a_ban_runs_from_the_moment_the_second_person_agrees(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban", until="day")
    await world.pass_time(hours=30)
    shirin = world.person("shirin")
    await world.press(shirin, await world.press(shirin, letters_to(world, shirin)[0], "Open the case"), "Agree")
    (measure,) = await measures(world)
    assert measure.ends_at is not None
    assert abs(measure.ends_at - (world.now() + timedelta(days=1))) < timedelta(seconds=5)


async def test_whoever_decided_cannot_be_their_own_second_person(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban")
    answer = await press(world, world.moderator, "agree", (await decision(world)).id)
    assert world.said(answer) == texts.YOUR_OWN.in_("en")
    assert not is_banned(world, it.subject)


async def test_where_the_second_person_does_not_agree_nothing_happens_and_the_first_hears_it(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "kick")
    shirin = world.person("shirin")
    opened = await world.press(shirin, letters_to(world, shirin)[0], "Open the case")
    assert world.said(await world.press(shirin, opened, "Do not agree")) == texts.NOT_AGREED.in_("en")
    assert is_here(world, it.subject)
    assert letters_to(world, it.subject) == []
    (heard,) = letters_to(world, world.moderator)
    assert says(text_of(heard), texts.NOT_AGREED_LETTER)
    assert (await doing.case_of(world)).state != State.DECIDED


async def test_gentler_measures_wait_for_nobody_and_neither_does_whoever_is_alone(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "timeout", until="day")
    assert timed_out_until(world, it.subject) is not None


async def test_where_nobody_else_could_agree_one_person_decides_alone(world: World) -> None:
    it = await ready(world, takers=("batbayar",))
    await seconded(world)
    assert says(world.said(await decide(world, world.moderator, it.case, "ban")), texts.DONE)
    assert is_banned(world, it.subject)


async def test_what_cannot_wait_is_done_alone_and_looked_at_by_another_who_is_reminded(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    waiting = await decide(world, world.moderator, it.case, "ban")
    await world.press(world.moderator, waiting, "It cannot wait: act alone")
    assert is_banned(world, it.subject)
    assert (await decision(world)).review_by == world.now() + timedelta(hours=24)
    shirin = world.person("shirin")
    (first,) = letters_to(world, shirin)
    assert says(text_of(first), texts.REVIEW_LETTER)
    await world.pass_time(hours=24, minutes=1)
    (again,) = letters_to(world, shirin)
    assert again.id != first.id
    opened = await world.press(shirin, again, "Open the case")
    assert buttons(opened) == ["It stands", "Undo"]
    assert world.said(await world.press(shirin, opened, "It stands")) == texts.LOOKED_AT.in_("en")
    await world.pass_time(hours=49)
    assert letters_to(world, shirin) == []
    assert is_banned(world, it.subject)


async def test_of_agreeing_and_acting_alone_at_once_one_wins(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    waiting = await decide(world, world.moderator, it.case, "ban")
    shirin = world.person("shirin")
    opened = await world.press(shirin, letters_to(world, shirin)[0], "Open the case")
    await world.race(
        lambda: world.press(shirin, opened, "Agree"),
        lambda: world.press(world.moderator, waiting, "It cannot wait: act alone"),
    )
    assert (await trail_of(world)).count("decided") == 1
    assert len(asked(world, "PUT", about=it.subject, what="bans")) == 1
    assert len(letters_to(world, it.subject)) == 1


async def test_somebody_who_lost_their_role_can_agree_to_nothing_in_a_direct_message(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban")
    shirin = world.person("shirin")
    (letter,) = letters_to(world, shirin)
    for name in ("Moderator", "Keeper"):
        world.env.backend.remove_member_role(world.guild.id, shirin.id, world.guild.roles[name].id)
    assert world.said(await world.press(shirin, letter, "Open the case")) == NO_SUCH_CASE.in_("en")
    assert not is_banned(world, it.subject)


async def test_the_buttons_of_an_outcome_are_few_and_say_what_they_do(world: World) -> None:
    it = await ready(world)
    answer = await decide(world, world.moderator, it.case, "warn")
    assert labels_of(newest_answer(answer)) == ["Undo"]


# The whole of a moderator's work on one case


async def test_a_moderator_works_a_case_in_five_presses_from_the_room_to_done(world: World) -> None:
    it = await ready(world)
    moderator = world.moderator
    contains = await world.press(moderator, world.card(world.team), "Open the case")  # 1
    page = await world.press(moderator, contains, "Show the case")  # 2
    opened = await world.press(moderator, page, "Decide")  # 3
    shown = await doing.send(moderator, opened, rule="Be kind")  # 4
    done = await world.press(moderator, shown, "Do it")  # 5
    assert says(world.said(done), texts.DONE)
    assert buttons(done)[0] == "Undo"
    assert (await doing.case_of(world)).state == State.DECIDED
    assert len(letters_to(world, it.subject)) == 1


async def test_a_case_that_goes_by_letter_is_decided_in_direct_messages(world: World) -> None:
    await ready(world)
    it = await another(world, about=world.person("linh"), teller=world.member)  # a facilitator, who sees the room
    shirin = world.person("shirin")
    assert (await doing.case_of(world)).by_letter
    contains = await world.press(shirin, letters_to(world, shirin)[-1], "Open the case")
    page = await world.press(shirin, contains, "Show the case")
    shown = await doing.send(
        shirin, await world.press(shirin, page, "Decide"), in_letters=True, measures=["note"], rule=""
    )
    done = await world.press(shirin, shown, "Do it")
    assert says(world.said(done), texts.DONE)
    assert letters_to(world, it.subject) == []


async def test_the_longest_words_and_every_measure_are_previewed_and_sent_uncut(world: World) -> None:
    """R50"""
    it = await ready(world, message="a word that hurts")
    longest = "\n".join(["ä ö 字 😀"] * 185)
    shown = await preview(
        world, world.moderator, it.case, "warn", "remove_message", "ban", words=longest, to_reporter=longest
    )
    assert world.said(shown).count("字") == 370
    await world.press(world.moderator, shown, "Do it")
    assert text_of(letters_to(world, it.subject)[0]).count("字") == 185


async def test_words_that_grow_past_what_a_letter_holds_are_refused_and_given_back(world: World) -> None:
    it = await ready(world)
    answer = await preview(world, world.moderator, it.case, "timeout", until="day", words="[measures]" * 100)
    assert says(world.said(answer), texts.TOO_LONG_FILLED)
    assert "your-words.txt" in world.files(answer)
    assert await decisions(world) == []


async def test_the_subjects_letter_stays_when_somebody_is_left_out_or_steps_back_afterwards(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "warn")
    await press(world, world.person("shirin"), "not_me", it.case.id)
    assert len(letters_to(world, it.subject)) == 1


async def test_a_decided_case_shows_what_was_decided_and_what_became_of_it(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "timeout", until="day")
    shirin = world.person("shirin")
    page = await press(world, shirin, "show", it.case.id)
    assert "Decide" not in buttons(page)
    decided = await world.press(shirin, page, "What was decided")
    assert says(world.said(decided), texts.DONE)
    await world.press(shirin, decided, "Undo")
    assert timed_out_until(world, it.subject) is None


async def test_deciding_on_a_case_that_waits_for_a_second_person_shows_that_first(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban")
    assert buttons(await form(world, world.person("shirin"), it.case)) == ["Agree", "Do not agree"]
    assert buttons(await form(world, world.moderator, it.case)) == ["It cannot wait: act alone", "Take it back"]


# What came between a decision and a second person


async def picked(world: World, whom: simcord.MemberActor) -> tuple[Case, InteractionResult]:
    """A case about nobody known, in which Batbayar picks whom it is about, in a server that wants a second person."""
    may_all(world, "batbayar", "shirin")
    role = world.guild.create_role("Junior", permissions=discord.Permissions(moderate_members=True, view_channel=True))
    world.env.backend.add_member_role(world.guild.id, whom.id, role.id)
    await doing.ready(world, "batbayar", "shirin", "tenzin")
    await seconded(world)
    await doing.told(world, world.member)
    await doing.sent(world)
    case = await doing.case_of(world)
    opened = await form(world, world.moderator, case)
    return case, await doing.send(world.moderator, opened, whom=[whom], measures=["ban"], until="none", rule="No slurs")


async def test_whoever_was_picked_is_not_asked_to_agree_and_reads_nothing_of_it(world: World) -> None:
    tenzin = world.person("tenzin")
    case, shown = await picked(world, tenzin)
    assert says(world.said(await world.press(world.moderator, shown, "Do it")), texts.NEEDS_SECOND)
    await world.env.settle()
    assert ("subject", str(tenzin.id)) in await doing.parts_in(world, case)
    assert letters_to(world, tenzin) == []
    waits = (await decision(world)).id
    for verb, number in (("show", case.id), ("open_decision", waits), ("agree", waits), ("disagree", waits)):
        assert world.said(await press(world, tenzin, verb, number)) == NO_SUCH_CASE.in_("en")
    assert (await decision(world)).stage == "needs_second"
    shirin = world.person("shirin")
    opened = await world.press(shirin, letters_to(world, shirin)[-1], "Open the case")
    await world.press(shirin, opened, "Agree")
    assert is_banned(world, tenzin)


async def test_what_the_reporter_adds_meanwhile_stops_a_second_person_from_agreeing(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban")
    waits = (await decision(world)).id
    added = await press(world, world.member, "add", it.case.receipt_id)
    await doing.send(world.member, added, words="It was somebody else.")
    shirin = world.person("shirin")
    assert says(world.said(await press(world, shirin, "agree", waits)), texts.WENT_ON_UNNAMED)
    assert not is_banned(world, it.subject)
    opened = await press(world, shirin, "open_decision", waits)
    assert texts.SECOND_STALE.in_("en") in world.said(opened)
    assert buttons(opened) == ["Do not agree"]


async def test_nobody_agrees_to_a_decision_of_somebody_who_has_a_part_by_now(world: World) -> None:
    it = await ready(world, takers=("batbayar", "shirin", "amihan"))
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban")
    waits = (await decision(world)).id
    await press(world, world.moderator, "not_me", it.case.id)
    await press(world, world.person("shirin"), "agree", waits)
    assert not is_banned(world, it.subject)


async def test_a_second_person_is_reminded_once_and_after_seven_days_it_has_ended(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban")
    shirin = world.person("shirin")
    (first,) = letters_to(world, shirin)
    await world.pass_time(days=1, minutes=1)
    (again,) = [each for each in letters_to(world, shirin) if says(text_of(each), texts.SECOND_LETTER)]
    assert again.id != first.id
    await world.pass_time(days=3)
    (still,) = [each for each in letters_to(world, shirin) if says(text_of(each), texts.SECOND_LETTER)]
    assert still.id == again.id
    await world.pass_time(days=3, minutes=1)
    assert not [each for each in letters_to(world, shirin) if says(text_of(each), texts.SECOND_LETTER)]
    assert says(text_of(letters_to(world, world.moderator)[-1]), texts.SECOND_ENDED_LETTER)
    assert [each.stage for each in await decisions(world)] == ["left"]
    assert not is_banned(world, it.subject)


async def test_what_waits_for_a_second_person_can_be_taken_back_and_decided_anew(world: World) -> None:
    it = await ready(world)
    await seconded(world)
    waiting = await decide(world, world.moderator, it.case, "ban")
    assert world.said(await world.press(world.moderator, waiting, "Take it back")) == texts.LEFT.in_("en")
    assert letters_to(world, world.person("shirin")) == []
    assert says(world.said(await decide(world, world.moderator, it.case, "timeout", until="day")), texts.DONE)


async def test_a_second_person_carries_it_too_and_needs_the_permission_themselves(world: World) -> None:
    may_all(world, "batbayar")
    await doing.ready(world, "batbayar", "shirin")
    it = await another(world, about=world.other, teller=world.member)
    await seconded(world)
    await decide(world, world.moderator, it.case, "ban")
    shirin = world.person("shirin")
    opened = await world.press(shirin, letters_to(world, shirin)[0], "Open the case")
    assert says(world.said(await world.press(shirin, opened, "Agree")), texts.YOU_LACK)
    assert not is_banned(world, it.subject)


async def test_where_the_reporter_wished_to_talk_first_asking_comes_first_until_something_was_asked(
    world: World,
) -> None:
    it = await ready(world)
    added = await press(world, world.member, "add", it.case.receipt_id)
    await doing.send(world.member, added, words="I would like to talk.", wish="talk")
    await press(world, world.moderator, "show", it.case.id)
    shown = await preview(world, world.moderator, it.case, "warn")
    assert buttons(shown)[:2] == ["Ask first", "Do it"]
    assert texts.PREVIEW_TALK_FIRST.in_("en") in world.said(shown)
    asking = await world.press(world.moderator, shown, "Ask first")
    await doing.send(world.moderator, asking, words="When can we talk?")
    assert "Ask first" not in buttons(await preview(world, world.moderator, it.case, "warn"))
