"""A moderator and one case: opened, shown, stepped back from, handed over, linked, closed, opened again."""

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.answers import NO_LONGER_WORKS
from cogs.reports import names
from cogs.reports.casework import case_actions, case_rules, case_texts
from cogs.reports.telling import after_actions, texts
from data import case_papers
from data.base import random_id
from data.cases import Case, State
from data.measures import Decision, Stage
from tests import cast, seams
from tests.reflections.doing import forge_form, forge_press, says, send_form
from tests.reports import doing
from tests.reports.working import (
    REFUSED,
    again,
    cards_of,
    done_in,
    has_the_role,
    later,
    loses_the_role,
    may_write,
    more,
    newest,
    opened,
    shown,
    waiting,
)
from tests.world import World, fields_of, labels_of, text_of

BATBAYAR, SHIRIN = (person.name for person in cast.MODERATORS)
LATER_VERBS = ("open", "show", "not_me", "more_case", "files", "reopen", "agree_name", "ask", "hand_over", "close")


async def test_the_way_to_deciding_a_case_takes_three_presses(world: World) -> None:
    """Flow "a moderator, one case": Open, Show, Decide; the form and *Do it* are the other two of five."""
    case = await waiting(world)
    (card,) = cards_of(world, case)
    first = await world.press(world.moderator, card, "Open the case")
    second = await world.press(world.moderator, first, "Show the case")
    assert "Decide" in labels_of(second)
    assert doing.WORDS in newest(second)


async def test_the_card_says_a_code_name_and_since_when_and_nothing_else(world: World) -> None:
    """R12."""
    case = await waiting(world)
    (card,) = cards_of(world, case)
    said = text_of(card)
    assert f"A case is waiting: *{case.team_name}*" in said
    for secret in (doing.WORDS, world.member.name, world.other.name, str(world.other.id), case.receipt_name):
        assert secret not in said
    assert labels_of(card) == ["Open the case"]


async def test_what_it_contains_comes_before_it_is_shown(world: World) -> None:
    case = await waiting(world)
    async with world.deed() as session:
        row = await session.get(type(case), case.id)
        assert row is not None
        row.kind = "threat"
    said = newest(await opened(world, world.moderator, case))
    assert "contains: A threat, or following somebody around" in said
    assert doing.WORDS not in said
    assert (await again(world, case)).opened_at is None


async def test_where_no_kind_was_given_it_says_so(world: World) -> None:
    case = await waiting(world)
    said = newest(await opened(world, world.moderator, case))
    assert case_texts.CONTAINS_UNSAID.in_("en", name=case.team_name) in said


async def test_a_case_shows_whom_it_is_about_and_not_who_told(world: World) -> None:
    """R11, R15."""
    case = await waiting(world)
    said = newest(await shown(world, world.moderator, case))
    assert f"<@{world.other.id}>" in said
    assert str(world.other.id) in said
    assert case_texts.REPORTER_NOT_SHOWN.in_("en") in said
    for secret in (str(world.member.id), cast.MEMBERS[0].name, world.member.name, case.receipt_name):
        assert secret not in said


async def test_whoever_showed_their_name_is_named(world: World) -> None:
    await doing.ready(world)
    await doing.told(world, world.member, about=world.other, shown=True)
    await doing.sent(world)
    said = newest(await shown(world, world.moderator, await doing.case_of(world)))
    assert f"<@{world.member.id}>" in said


@pytest.mark.parametrize("letter", ["Q", "අ", "漢", "🙂", "ع"])
async def test_words_of_any_length_and_script_are_shown_whole(world: World, letter: str) -> None:
    """R50: four thousand characters, nothing cut."""
    words = "".join(letter * 39 + ("\n" if number % 2 else " ") for number in range(100)).strip()
    case = await waiting(world, words=words)
    shown_lines = world.said(await shown(world, world.moderator, case)).replace("> ", "").split()
    assert shown_lines.count(letter * 39) == 100


async def test_a_single_line_without_a_space_is_shown_whole(world: World) -> None:
    """R50."""
    case = await waiting(world, words="漢" * 4000)
    assert world.said(await shown(world, world.moderator, case)).count("漢") == 4000


async def test_showing_a_case_is_noted_and_gives_it_for_a_day(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    now = await again(world, case)
    assert now.state == State.LOOKING
    assert now.opened_at == world.now()
    assert now.claim_ends_at == world.now() + timedelta(hours=24)
    assert now.due_at == world.now() + case_rules.look_span(case_rules.USUAL_LOOK)
    assert (await done_in(world, case))[-2:] == ["opened", "claimed"]


async def test_how_soon_a_word_is_promised_follows_the_setting(world: World) -> None:
    await doing.ready(world)
    await world.set(world.admin, "reports.look", "1")
    case = await waiting(world)
    await shown(world, world.moderator, case)
    assert (await again(world, case)).due_at == world.now() + timedelta(days=1)


# Claims (R34)


async def test_another_sees_who_is_on_it_and_may_read_all_the_same(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    said = newest(await shown(world, world.person("shirin"), case))
    assert f"{BATBAYAR} is on it. It becomes free again" in said
    assert doing.WORDS in said


async def test_a_claim_ends_by_itself_after_a_day(world: World) -> None:
    """R34."""
    case = await waiting(world)
    await shown(world, world.moderator, case)
    await later(world, hours=24)
    said = newest(await shown(world, world.person("shirin"), case))
    assert "It is yours. It becomes free again by itself" in said


async def test_of_two_who_press_at_once_one_has_it(world: World) -> None:
    """R33."""
    case = await waiting(world)
    one = await opened(world, world.moderator, case)
    two = await opened(world, world.person("shirin"), case)
    answers = await world.race(
        lambda: world.press(world.moderator, one, "Show the case"),
        lambda: world.press(world.person("shirin"), two, "Show the case"),
    )
    said = [newest(answer) for answer in answers]
    assert sum("It is yours. It becomes free again by itself" in each for each in said) == 1
    assert (await done_in(world, case)).count("claimed") == 1


# Not me


async def test_not_me_asks_no_reason_and_the_case_is_gone_for_them_everywhere(world: World) -> None:
    """R11: list, search, next, mine, autocomplete, show, audit, and every press of a forged id."""
    case = await waiting(world)
    page = await shown(world, world.moderator, case)
    first = await opened(world, world.moderator, case)
    stepped = await world.press(world.moderator, first, "Not me")
    assert says(newest(stepped), case_texts.NOT_ME_DONE)
    assert stepped.modal is None
    slash, general = world.moderator.slash, world.general
    for answer in (
        await slash(general, "case list"),
        await slash(general, "case mine"),
        await slash(general, "case next"),
        await slash(general, "case search", name=case.team_name),
        await slash(general, "case search", person=world.other.user),
    ):
        assert case.team_name not in world.said(answer)
    for answer in (
        await slash(general, "case show", name=case.team_name),
        await slash(general, "case audit", name=case.team_name),
        await slash(general, "safety slow", name=case.team_name),
        await opened(world, world.moderator, case),
        await world.press(world.moderator, page, "More"),
    ):
        assert newest(answer) == REFUSED
    for verb in LATER_VERBS:
        assert newest(await forge_press(world, world.moderator, f"reports:{verb}:{case.id}")) == REFUSED
    for command in ("case show", "case audit", "safety slow"):
        assert not await world.moderator.autocomplete(general, command, "name", "")
    assert case.team_name in world.said(await world.person("shirin").slash(general, "case list"))


async def test_not_me_frees_the_case_for_others(world: World) -> None:
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    await world.press(world.moderator, page, "Not me")
    assert (await again(world, case)).claimed_by is None
    assert "It is yours. It becomes free again by itself" in newest(await shown(world, world.person("shirin"), case))


async def test_when_everybody_steps_back_the_reporter_has_it_back_and_hears_so(world: World) -> None:
    case = await waiting(world)
    await may_write(world, case)
    for person in (world.moderator, world.person("shirin")):
        await world.press(person, await opened(world, person, case), "Not me")
    assert (await again(world, case)).state == State.NOBODY
    assert not cards_of(world, case)
    assert world.messages(world.letters(world.member))
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        (line,) = await case_papers.lines(session, case.id)
        assert seals.open(line, "words") == case_texts.TOLD_NOBODY_LEFT.in_("en")


# Who may not


async def test_whoever_lost_the_role_opens_nothing(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    await loses_the_role(world, world.moderator)
    for verb in LATER_VERBS:
        assert newest(await forge_press(world, world.moderator, f"reports:{verb}:{case.id}")) == REFUSED


async def test_a_letter_in_a_direct_message_opens_by_the_role_that_its_reader_has_now(world: World) -> None:
    await doing.roster(world, "batbayar", "shirin")
    case = await waiting(world)
    letters = {person: world.messages(world.letters(person))[0] for person in (world.moderator, world.person("shirin"))}
    assert text_of(letters[world.moderator]) == case_texts.LETTER_CASE.in_("en", name=case.team_name)
    await loses_the_role(world, world.moderator)
    assert newest(await world.press(world.moderator, letters[world.moderator], "Open the case")) == REFUSED
    first = await world.press(world.person("shirin"), letters[world.person("shirin")], "Open the case")
    page = await world.press(world.person("shirin"), first, "Show the case")
    assert doing.WORDS in newest(page)
    form = await world.press(world.person("shirin"), page, "Ask one question")
    asked = await world.person("shirin").user.submit_modal(form, {_field(form): "When was it?"})
    assert says(newest(asked), case_texts.ASKED)


def _field(form: InteractionResult) -> str:
    return str(fields_of(form)[0]["custom_id"])


async def test_moderators_who_take_no_reports_open_nothing_from_the_card(world: World) -> None:
    case = await waiting(world, "batbayar")
    for person in (world.person("shirin"), world.admin, world.person("mehwish")):
        assert newest(await opened(world, person, case)) == REFUSED


async def test_ids_of_another_servers_case_are_refused_like_ids_of_none(world: World) -> None:
    case = await waiting(world)
    second = world.env.create_guild("Another grove", owner=world.moderator.user)
    there = second.add_member(world.moderator.user)
    room = second.create_text_channel("lobby")
    for verb in LATER_VERBS:
        for number in (case.id, 12345):
            data = {"custom_id": f"reports:{verb}:{number}", "component_type": 2}
            answer = await seams.forge(there, room, 3, data)
            assert newest(answer) == REFUSED


async def test_forms_sent_for_a_case_that_is_not_theirs_give_the_words_back(world: World) -> None:
    case = await waiting(world, "batbayar")
    for verb in ("asked", "noted", "closed", "asked_name"):
        answer = await forge_form(world, world.person("shirin"), f"reports:{verb}:{case.id}:1", "Long thoughts")
        assert REFUSED in world.said(answer)
        assert list(world.files(answer).values()) == [b"Long thoughts"]


# Handing over (R7)


async def test_a_case_is_handed_over_to_somebody_who_may_read_it_and_every_line_stays(world: World) -> None:
    """R7: messages vanished for all elsewhere when access was passed on."""
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    await world.fill(world.moderator, await world.press(world.moderator, page, "Note"), words="Spoke with the host.")
    handed = await world.fill(world.moderator, await world.press(world.moderator, page, "Hand over"))
    assert case_texts.HANDED_OVER.in_("en", name=SHIRIN) in world.said(handed)
    (letter,) = world.messages(world.letters(world.person("shirin")))
    assert text_of(letter) == case_texts.LETTER_HANDED.in_("en", name=case.team_name)
    opens = await world.press(world.person("shirin"), letter, "Open the case")
    said = newest(await world.press(world.person("shirin"), opens, "Show the case"))
    assert "It is yours. It becomes free again by itself" in said
    for words in ("Spoke with the host.", f"Note by {BATBAYAR}", doing.WORDS):
        assert words in said


async def test_a_case_can_be_set_free(world: World) -> None:
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    form = await world.press(world.moderator, page, "Hand over")
    await world.fill(world.moderator, form, to="0")
    assert (await again(world, case)).claimed_by is None


async def test_nobody_with_a_part_in_it_is_offered_or_taken(world: World) -> None:
    case = await waiting(world, "batbayar", "shirin", "amihan")
    await world.press(world.person("shirin"), await opened(world, world.person("shirin"), case), "Not me")
    page = await more(world, world.moderator, case)
    form = await world.press(world.moderator, page, "Hand over")
    assert SHIRIN not in str(form.modal)
    for somebody in ("shirin", "rin", "mehwish"):
        answer = await send_form(world, world.moderator, form, to=str(world.person(somebody).id))
        assert says(newest(answer), case_texts.NOT_TO_THEM)


async def test_what_somebody_else_is_on_is_not_handed_over_by_another(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    page = await more(world, world.person("shirin"), case)
    answer = await world.press(world.person("shirin"), page, "Hand over")
    assert says(newest(answer), case_texts.CLAIMED_BY)


# Linking


async def test_linked_cases_name_each_other_to_whoever_may_read_both(world: World) -> None:
    one, two = await waiting(world), await waiting(world)
    page = await more(world, world.moderator, one)
    form = await world.press(world.moderator, page, "Link to another case")
    await world.fill(world.moderator, form, name=two.team_name.upper())
    assert f"*{two.team_name}*" in newest(await shown(world, world.moderator, one))
    await world.press(world.person("shirin"), await opened(world, world.person("shirin"), two), "Not me")
    assert two.team_name not in newest(await shown(world, world.person("shirin"), one))


async def test_a_case_that_one_may_not_read_is_linked_with_as_little_as_none(world: World) -> None:
    one, two = await waiting(world), await waiting(world)
    await world.press(world.moderator, await opened(world, world.moderator, two), "Not me")
    page = await more(world, world.moderator, one)
    for name in (two.team_name, "Nothing Such"):
        form = await world.press(world.moderator, page, "Link to another case")
        assert newest(await world.fill(world.moderator, form, name=name)) == REFUSED


# Closing, and opening again


async def test_closing_changes_no_other_case_and_offers_the_next(world: World) -> None:
    """R26."""
    one, two = await waiting(world), await waiting(world)
    page = await more(world, world.moderator, one)
    form = await world.press(world.moderator, page, "Close without a measure")
    closed = await world.fill(world.moderator, form, words="We spoke with everybody.")
    assert (await again(world, one)).state == State.CLOSED
    assert (await again(world, two)).state == State.NEW
    assert not cards_of(world, one)
    assert cards_of(world, two)
    assert says(newest(closed), case_texts.AFTER_ONE_NEXT)
    following = await world.press(world.moderator, closed, "Next case")
    assert f"*{two.team_name}*" in newest(following)


async def test_after_one_case_one_may_stop_for_the_day(world: World) -> None:
    one, two = await waiting(world), await waiting(world)
    stepped = await world.press(world.moderator, await opened(world, world.moderator, one), "Not me")
    rest = await world.press(world.moderator, stepped, "Enough for today")
    assert newest(rest) == case_texts.ENOUGH_SAID.in_("en")
    last = await world.press(world.moderator, await opened(world, world.moderator, two), "Not me")
    assert says(newest(last), case_texts.AFTER_ONE_LAST)


async def test_buttons_of_before_the_closing_are_answered_kindly(world: World) -> None:
    case = await waiting(world)
    page = await shown(world, world.moderator, case)
    question = await world.press(world.moderator, page, "Ask one question")
    others = await more(world, world.person("shirin"), case)
    form = await world.press(world.moderator, await more(world, world.moderator, case), "Close without a measure")
    await world.fill(world.moderator, form)
    for answer in (
        await world.fill(world.moderator, question, words="When was it?"),
        await world.press(world.person("shirin"), others, "Hand over"),
    ):
        assert case_texts.NOT_OPEN.in_("en", name=case.team_name) in world.said(answer)
    again_closed = await world.fill(
        world.person("shirin"), await world.press(world.person("shirin"), others, "Close without a measure")
    )
    assert case_texts.NOT_OPEN.in_("en", name=case.team_name) in world.said(again_closed)
    assert NO_LONGER_WORKS.in_("en") not in world.said(again_closed)


async def test_a_closed_case_is_opened_again(world: World) -> None:
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    await world.fill(world.moderator, await world.press(world.moderator, page, "Close without a measure"))
    listed = await world.moderator.slash(world.general, "case show", name=case.team_name)
    page = await world.press(world.moderator, listed, "Show the case")
    await world.press(world.moderator, await world.press(world.moderator, page, "More"), "Reopen")
    now = await again(world, case)
    assert (now.state, now.closed_at, now.delete_at) == (State.LOOKING, None, None)
    assert cards_of(world, case)


# While time passes


async def test_a_case_that_nobody_looks_at_says_so_to_both_sides_by_each_promised_day(world: World) -> None:
    case = await waiting(world)
    await may_write(world, case)
    for times in (1, 2):
        await later(world, days=3, seconds=10)
        (card,) = cards_of(world, case)
        assert "still waiting" in text_of(card)
        assert (await done_in(world, case)).count("overdue") == times
        due_at = (await again(world, case)).due_at
        assert due_at is not None
        assert due_at > world.now()
    assert len(world.messages(world.letters(world.member))) == 1
    await shown(world, world.moderator, case)
    await later(world, minutes=1)
    (card,) = cards_of(world, case)
    assert "still waiting" not in text_of(card)


async def test_while_the_reporter_is_asked_no_word_is_promised_and_from_the_answer_on_one_is(world: World) -> None:
    case = await waiting(world)
    page = await shown(world, world.moderator, case)
    await world.fill(world.moderator, await world.press(world.moderator, page, "Ask one question"), words="Where?")
    await later(world, days=10)
    page = await forge_press(world, world.member, f"reports:look:{case.receipt_id}")
    assert not says(world.said(page), texts.NEXT_WORD)
    await world.press(world.member, page, "Skip")
    assert (await again(world, case)).due_at == world.now() + timedelta(days=3)
    page = await forge_press(world, world.member, f"reports:look:{case.receipt_id}")
    assert says(world.said(page), texts.NEXT_WORD)


async def test_when_nobody_has_the_role_any_more_the_reporter_has_it_back_when_a_word_is_due(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    for key in ("batbayar", "shirin"):
        await loses_the_role(world, world.person(key))
    await later(world, days=3, seconds=10)
    assert (await again(world, case)).state == State.NOBODY
    assert not cards_of(world, case)
    page = await forge_press(world, world.member, f"reports:look:{case.receipt_id}")
    assert case_texts.TOLD_NOBODY_LEFT.in_("en") in world.said(page)


async def test_the_owner_who_was_asked_and_steps_back_gives_it_back(world: World) -> None:
    await doing.team_room(world)
    await doing.told(world, world.member, about=world.other)
    case = await doing.case_of(world)
    await forge_press(world, world.member, f"reports:ask_owner:{case.receipt_id}")
    await later(world, minutes=11)
    assert (await again(world, case)).state == State.NEW
    await forge_press(world, world.person("mehwish"), f"reports:not_me:{case.id}")
    assert (await again(world, case)).state == State.NOBODY
    page = await forge_press(world, world.member, f"reports:look:{case.receipt_id}")
    assert case_texts.TOLD_NOBODY_LEFT.in_("en") in world.said(page)


@pytest.mark.parametrize("by_letter", [False, True])
async def test_whoever_was_on_it_and_lost_the_role_gets_no_letter_and_others_hear(
    world: World, by_letter: bool
) -> None:
    if by_letter:
        await doing.roster(world, "batbayar", "shirin")
    case = await waiting(world)
    await forge_press(world, world.moderator, f"reports:show:{case.id}")
    before = len(world.messages(world.letters(world.moderator)))
    await loses_the_role(world, world.moderator)
    await _adds(world, case)
    assert len(world.messages(world.letters(world.moderator))) == before
    assert (await again(world, case)).claimed_by is None
    if by_letter:
        letters = [text_of(each) for each in world.messages(world.letters(world.person("shirin")))]
        assert any(says(each, case_texts.LETTER_CASE_NEWS) for each in letters)
    else:
        assert says(text_of(cards_of(world, case)[0]), case_texts.CARD_NEWS)
    following = await world.person("shirin").slash(world.general, "case next")
    assert case.team_name in newest(following)


async def _adds(world: World, case: Case) -> None:
    form = await forge_press(world, world.member, f"reports:add:{case.receipt_id}")
    await doing.send(world.member, form, words="It goes on.")
    await later(world, minutes=1)


# Who may look into the team's room changes


async def test_a_case_opened_again_has_no_card_where_whom_it_is_about_can_look_by_now(world: World) -> None:
    """R11."""
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    await world.fill(world.moderator, await world.press(world.moderator, page, "Close without a measure"))
    await has_the_role(world, world.other)
    await _adds(world, case)
    assert (await again(world, case)).state == State.LOOKING
    assert not cards_of(world, case)
    letters = [text_of(each) for each in world.messages(world.letters(world.person("shirin")))]
    assert any(case.team_name in each for each in letters)
    assert not any(case.team_name in text_of(each) for each in world.messages(world.letters(world.other)))


async def test_when_somebody_takes_reports_the_cards_go_that_are_about_them(world: World) -> None:
    """R11."""
    case = await waiting(world)
    assert cards_of(world, case)
    await has_the_role(world, world.other)
    await world.set(world.admin, "reports.roster", str(world.other.id))
    await world.press(world.other, await world.other.slash(world.general, "safety accept"), "I take this on")
    await later(world, minutes=1)
    assert not cards_of(world, case)


async def test_when_the_teams_room_becomes_another_a_case_goes_by_letter_where_they_can_look(world: World) -> None:
    """R11."""
    case = await waiting(world)
    await world.set(world.admin, "server.team_room", "#general")
    await later(world, minutes=3)
    assert (await again(world, case)).by_letter
    assert not cards_of(world, case)
    letters = [text_of(each) for each in world.messages(world.letters(world.moderator))]
    assert any(case.team_name in each for each in letters)


async def test_when_the_teams_room_becomes_another_that_they_cannot_look_into_the_cards_move_there(
    world: World,
) -> None:
    case = await waiting(world)
    me = world.guild.roles[world.env.backend.bot_user.name]
    hidden, seen = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: hidden,
        world.guild.roles["Moderator"]: seen,
        me: seen,
    }
    desk = world.guild.create_text_channel("desk", overwrites=overwrites)
    await world.set(world.admin, "server.team_room", "#desk")
    await later(world, minutes=3)
    assert not cards_of(world, case)
    assert any(case.team_name in text_of(each) for each in world.messages(desk))


# Danger that is told of later


async def test_danger_told_after_somebody_looked_is_urgent_until_somebody_looks_again(world: World) -> None:
    """R43."""
    case = await waiting(world)
    await may_write(world, case)
    await shown(world, world.moderator, case)
    await forge_press(world, world.member, f"reports:danger:{case.receipt_id}")
    await later(world, minutes=1)
    assert case_texts.CARD_DANGER.in_("en") in text_of(cards_of(world, case)[0])
    for key in ("batbayar", "shirin"):
        letters = [text_of(each) for each in world.messages(world.letters(world.person(key)))]
        assert any(says(each, case_texts.LETTER_DANGER) for each in letters)
    before = await _letters_about(world, case, names.UNSEEN_LETTER)
    await later(world, hours=6, minutes=1)
    assert await _letters_about(world, case, names.UNSEEN_LETTER) == before + 1
    await shown(world, world.person("shirin"), case)
    await later(world, minutes=1)
    assert case_texts.CARD_DANGER.in_("en") not in text_of(cards_of(world, case)[0])


async def test_danger_in_a_decided_case_opens_it_again_and_the_first_look_withdraws_no_letter(world: World) -> None:
    """R43."""
    case = await waiting(world)
    await shown(world, world.moderator, case)
    async with world.deed() as session:
        row = await session.get(Case, case.id)
        assert row is not None
        row.state, row.claim_ends_at, row.claimed_by = State.DECIDED, None, None
    await forge_press(world, world.member, f"reports:danger:{case.receipt_id}")
    await later(world, minutes=1)
    assert (await again(world, case)).state == State.LOOKING
    assert await _letters_about(world, case, names.DANGER_LETTER) == 2
    await forge_press(world, world.person("shirin"), f"reports:show:{case.id}")
    await later(world, minutes=1)
    assert await _letters_about(world, case, names.DANGER_LETTER) == 2


async def _letters_about(world: World, case: Case, about: str) -> int:
    async with world.bot.store.reading() as session:
        letters = await case_papers.letters(session, case.id)
    return len([each for each in letters if each.about == about and each.withdrawn_at is None])


async def test_when_everybody_left_the_reporter_has_it_back_when_a_word_is_due(world: World) -> None:
    case = await waiting(world)
    await may_write(world, case)
    await world.set(world.admin, "reports.roster", "none")
    await later(world, days=3, seconds=10)
    assert (await again(world, case)).state == State.NOBODY
    assert not cards_of(world, case)
    letter = world.messages(world.letters(world.member))[-1]
    said = world.said(await world.press(world.member, letter, "See what is new"))
    assert case_texts.TOLD_NOBODY_LEFT.in_("en") in said
    await doing.roster(world, "shirin")
    page = await world.member.slash(world.general, "report mine")
    opened_again = await world.press(world.member, page, f"Open {case.receipt_name}")
    assert "Send now" in labels_of(opened_again)
    await forge_press(world, world.member, f"reports:send_now:{case.receipt_id}")
    assert (await again(world, case)).state == State.NEW
    assert doing.WORDS in newest(await shown(world, world.person("shirin"), case))


async def test_whoever_is_left_out_later_reads_nothing_new_and_is_no_longer_on_it(world: World) -> None:
    """The gate is fixed when a case is first opened; a later conflict stops new reading."""
    case = await waiting(world)
    page = await shown(world, world.moderator, case)
    await after_actions.name_people(
        world.bot.kit,
        reporter_id=world.member.id,
        receipt_id=case.receipt_id,
        named=after_actions.Parts(left_out=[world.moderator.id]),
    )
    await world.env.settle()
    await later(world, seconds=5)
    assert newest(await world.press(world.moderator, page, "More")) == REFUSED
    assert (await again(world, case)).claimed_by is None
    listed = await world.person("shirin").slash(world.general, "case show", name=case.team_name)
    assert "It is yours. It becomes free again by itself" in newest(
        await world.press(world.person("shirin"), listed, "Show the case")
    )


async def test_danger_that_nobody_reads_for_six_hours_is_told_to_whoever_said_it(world: World) -> None:
    """R43."""
    await doing.ready(world)
    answer = await doing.tell(world, world.member, about=world.other)
    await world.press(world.member, answer, "Someone may be in danger")
    case = await doing.case_of(world)
    await may_write(world, case)
    for person in (world.moderator, world.person("shirin")):
        (letter,) = world.messages(world.letters(person))
        assert text_of(letter) == case_texts.LETTER_DANGER.in_("en", name=case.team_name)
    await later(world, hours=6, seconds=10)
    letters = world.messages(world.letters(world.member))
    said = [newest(await world.press(world.member, letter, "See what is new")) for letter in letters]
    assert any(case_texts.UNSEEN.in_("en", name=case.receipt_name) in each for each in said)


async def test_danger_that_was_read_in_time_is_not_called_unseen(world: World) -> None:
    await doing.ready(world)
    answer = await doing.tell(world, world.member, about=world.other)
    await world.press(world.member, answer, "Someone may be in danger")
    case = await doing.case_of(world)
    await may_write(world, case)
    (letter,) = world.messages(world.letters(world.moderator))
    await world.press(world.moderator, await world.press(world.moderator, letter, "Open the case"), "Show the case")
    before = len(world.messages(world.letters(world.member)))
    await later(world, hours=7)
    assert len(world.messages(world.letters(world.member))) == before


@pytest.mark.parametrize(("label", "state"), [("It has stopped", State.CLOSED), ("It goes on", State.LOOKING)])
async def test_a_week_after_closing_the_reporter_is_asked_once_whether_it_stopped(
    world: World, label: str, state: State
) -> None:
    case = await waiting(world)
    await may_write(world, case)
    page = await more(world, world.moderator, case)
    await world.fill(world.moderator, await world.press(world.moderator, page, "Close without a measure"))
    before = len(world.messages(world.letters(world.member)))
    for _ in range(2):
        await later(world, days=7, seconds=10)
    letters = world.messages(world.letters(world.member))[before:]
    assert len(letters) == 1
    asked = await world.press(world.member, letters[0], "See what is new")
    assert case_texts.STOPPED_ASK.in_("en", name=case.receipt_name) in newest(asked)
    await world.press(world.member, asked, label)
    assert (await again(world, case)).state == state


async def test_a_decided_case_closes_by_itself_after_a_week_and_its_reporter_hears_so(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        row = await session.get(Case, case.id)
        assert row is not None
        row.state = State.DECIDED
        decision = Decision(
            id=random_id(),
            guild_id=row.guild_id,
            case_id=row.id,
            subject_name="Plain Meadow",
            case_changed=0,
            stage=Stage.DECIDED,
            emergency=False,
            drafted_at=world.now(),
            decided_at=world.now(),
        )
        decision.drafted_by = seals.seal(decision, "drafted_by", str(world.moderator.id))
        session.add(decision)
        await case_actions.bring_card_into_step(world.bot.kit, session, row)
    await later(world, days=6, hours=23)
    assert (await again(world, case)).state == State.DECIDED
    await later(world, hours=1, seconds=10)
    now = await again(world, case)
    assert (now.state, now.delete_at is not None) == (State.CLOSED, True)


async def test_letters_about_a_case_go_when_it_waits_no_more(world: World) -> None:
    await doing.roster(world, "batbayar", "shirin")
    case = await waiting(world)
    assert world.messages(world.letters(world.person("shirin")))
    first = await world.press(world.moderator, world.messages(world.letters(world.moderator))[0], "Open the case")
    page = await world.press(world.moderator, await world.press(world.moderator, first, "Show the case"), "More")
    form = await world.press(world.moderator, page, "Close without a measure")
    await world.moderator.user.submit_modal(form, {})
    assert (await again(world, case)).state == State.CLOSED
    assert not world.messages(world.letters(world.person("shirin")))


# A slowed code name (R42)


async def test_a_slowed_code_name_is_heard_a_day_later_without_being_opened(world: World) -> None:
    """R42."""
    case = await waiting(world)
    await world.moderator.slash(world.general, "safety slow", name=case.team_name)
    answer = await doing.tell(world, world.member, about=world.other)
    second = await doing.case_of(world)
    await forge_press(world, world.member, f"reports:send_now:{second.receipt_id}")
    second = await again(world, second)
    assert second.sends_at == second.kept_at + timedelta(days=1, minutes=10)
    other = await doing.told(world, world.person("farid"), about=world.other)
    assert (await doing.case_of(world, other)).sends_at == world.now() + timedelta(minutes=10)
    await world.press(world.member, answer, "Someone may be in danger")
    await world.env.settle()
    assert (await again(world, second)).state == State.NEW


async def test_slowing_shows_in_the_trail_of_no_case_who_else_told_it(world: World) -> None:
    """R42: every call is noted and answered alike, whether that code name was slowed by another case before or not."""
    case, theirs = await waiting(world), await waiting(world)
    another = await waiting(world, by="farid")
    answers = []
    for each in (case, theirs, another):
        answer = await world.moderator.slash(world.general, "safety slow", name=each.team_name)
        answers.append(newest(answer))
        assert "slowed" in await done_in(world, each)
    assert len(set(answers)) == 1


async def test_slowing_ends_when_somebody_says_so(world: World) -> None:
    case = await waiting(world)
    await world.moderator.slash(world.general, "safety slow", name=case.team_name)
    await world.moderator.slash(world.general, "safety slow", name=case.team_name, off=True)
    await doing.tell(world, world.member, about=world.other)
    second = await doing.case_of(world)
    assert second.sends_at == second.kept_at + timedelta(minutes=10)
    assert (await done_in(world, case))[-2:] == ["slowed", "unslowed"]
