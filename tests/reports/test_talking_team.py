"""Talk from the team's side: one question at a time, answers that come back, notes, and seeing who told."""

import pytest
import simcord
from simcord.results import InteractionResult

from cogs.reports.casework import case_texts
from cogs.reports.telling import texts
from data import case_papers
from data.case_papers import Said
from data.cases import Case, State
from tests import cast
from tests.reflections.doing import forge_press, says
from tests.reports import doing
from tests.reports.doing import opened_from_mine
from tests.reports.working import (
    again,
    cards_of,
    done_in,
    later,
    may_write,
    more,
    newest,
    opened,
    shown,
    waiting,
)
from tests.world import World, labels_of, text_of

BATBAYAR, SHIRIN = (person.name for person in cast.MODERATORS)
REASON = "Somebody else may be hurt in the same way."


async def ask(world: World, actor: simcord.MemberActor, case: Case, words: str) -> InteractionResult:
    """Let somebody ask the reporter."""
    page = await shown(world, actor, case)
    return await world.fill(actor, await world.press(actor, page, "Ask one question"), words=words)


async def looked(world: World) -> InteractionResult:
    """Let the reporter look at the newest letter."""
    letter = world.messages(world.letters(world.member))[-1]
    return await world.press(world.member, letter, "See what is new")


async def answer(world: World, words: str) -> InteractionResult:
    """Let the reporter answer the open question from the newest letter."""
    form = await world.press(world.member, await looked(world), "Answer")
    return await doing.send(world.member, form, in_letters=True, words=words)


async def lines(world: World, case: Case, said: Said) -> list[str]:
    """What was said of one kind, oldest first."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        found = await case_papers.lines(session, case.id)
        return [seals.open(line, "words") for line in found if line.said == said and line.words is not None]


# Questions (R41)


async def test_a_question_waits_for_the_reporter_and_the_card_says_so(world: World) -> None:
    case = await waiting(world)
    asked = await ask(world, world.moderator, case, "Has it happened since?")
    assert case_texts.ASKED.in_("en", name=case.team_name) in newest(asked)
    assert (await again(world, case)).state == State.WAITING
    await world.pass_time(seconds=3)  # a burst of changes is one edit
    (card,) = cards_of(world, case)
    assert case_texts.CARD_WAITING.in_("en", name=case.team_name) in text_of(card)


async def test_a_question_goes_by_letter_only_to_whoever_said_yes(world: World) -> None:
    case = await waiting(world)
    await ask(world, world.moderator, case, "Has it happened since?")
    assert not world.messages(world.letters(world.member))
    other = await waiting(world, by="farid")
    await may_write(world, other)
    await ask(world, world.moderator, other, "Has it happened since?")
    letters = world.messages(world.letters(world.person("farid")))
    assert letters
    for letter in letters:
        assert "Has it happened since?" not in text_of(letter)
        assert other.receipt_name not in text_of(letter)


async def test_one_question_at_a_time_and_the_second_hears_who_asked(world: World) -> None:
    case = await waiting(world)
    await ask(world, world.moderator, case, "Has it happened since?")
    second = await ask(world, world.person("shirin"), case, "Where was it?")
    assert case_texts.OPEN_QUESTION.in_("en", name=BATBAYAR) in world.said(second)
    assert list(world.files(second).values()) == [b"Where was it?"]
    assert await lines(world, case, Said.QUESTION) == ["Has it happened since?"]


async def test_of_two_who_ask_at_once_one_asks(world: World) -> None:
    """R33."""
    case = await waiting(world)
    forms = {}
    for actor in (world.moderator, world.person("shirin")):
        forms[actor] = await world.press(actor, await shown(world, actor, case), "Ask one question")
    answers = await world.race(
        *[lambda actor=actor, form=form: world.fill(actor, form, words="When?") for actor, form in forms.items()]
    )
    assert len(await lines(world, case, Said.QUESTION)) == 1
    assert sum(says(world.said(each), case_texts.OPEN_QUESTION) for each in answers) == 1


async def test_a_question_without_words_is_not_asked(world: World) -> None:
    case = await waiting(world)
    asked = await ask(world, world.moderator, case, "  \n ")
    assert says(world.said(asked), case_texts.NO_QUESTION_WORDS)
    assert (await again(world, case)).state == State.LOOKING


async def test_the_answer_comes_back_across_a_restart_and_the_asker_hears_of_it(world: World) -> None:
    """R3, R41."""
    case = await waiting(world)
    await may_write(world, case)
    await ask(world, world.moderator, case, "Has it happened since?")
    await world.restart()
    await world.pass_time(minutes=5)
    await answer(world, "Twice, both times at night.")
    assert (await again(world, case)).state == State.LOOKING
    letter = world.messages(world.letters(world.moderator))[-1]
    assert text_of(letter) == case_texts.LETTER_CASE_NEWS.in_("en", name=case.team_name)
    (card,) = cards_of(world, case)
    assert case_texts.CARD_NEWS.in_("en", name=case.team_name) in text_of(card)
    await world.pass_time(minutes=5)
    page = await world.press(
        world.moderator, await world.press(world.moderator, letter, "Open the case"), "Show the case"
    )
    assert "> Twice, both times at night." in newest(page)
    (card,) = cards_of(world, case)
    assert case_texts.CARD_NEWS.in_("en", name=case.team_name) not in text_of(card)


async def test_skipping_is_an_answer_too(world: World) -> None:
    """R41."""
    case = await waiting(world)
    await may_write(world, case)
    await ask(world, world.moderator, case, "Has it happened since?")
    await world.press(world.member, await looked(world), "Skip")
    assert (await again(world, case)).state == State.LOOKING
    assert "skipped the question" in newest(await shown(world, world.moderator, case))
    asked = await ask(world, world.moderator, case, "Would you like to talk first?")
    assert says(newest(asked), case_texts.ASKED)


async def test_while_the_reporter_is_asked_nobody_is_called_late(world: World) -> None:
    case = await waiting(world)
    await ask(world, world.moderator, case, "Has it happened since?")
    await later(world, days=4)
    assert "overdue" not in await done_in(world, case)


async def test_whoever_answers_never_learns_who_asked(world: World) -> None:
    """R16."""
    case = await waiting(world)
    await may_write(world, case)
    await ask(world, world.moderator, case, "Has it happened since?")
    said = world.said(await looked(world))
    assert "Has it happened since?" in said
    for secret in (BATBAYAR, str(world.moderator.id), case.team_name):
        assert secret not in said


# Notes


async def test_a_note_is_read_by_the_team_and_never_by_the_reporter(world: World) -> None:
    """R22."""
    case = await waiting(world)
    await may_write(world, case)
    page = await more(world, world.moderator, case)
    before = len(world.messages(world.letters(world.member)))
    await world.fill(world.moderator, await world.press(world.moderator, page, "Note"), words="Seen before in spring.")
    assert "> Seen before in spring." in newest(await shown(world, world.person("shirin"), case))
    assert len(world.messages(world.letters(world.member))) == before
    assert "Seen before in spring." not in world.said(await looked(world))


async def test_what_the_team_writes_at_closing_is_what_the_reporter_reads(world: World) -> None:
    case = await waiting(world)
    await may_write(world, case)
    page = await more(world, world.moderator, case)
    form = await world.press(world.moderator, page, "Close without a measure")
    await world.fill(world.moderator, form, words="We spoke with everybody who was there.")
    assert "We spoke with everybody who was there." in world.said(await looked(world))


# Seeing who told (R17)


async def ask_name(world: World, actor: simcord.MemberActor, case: Case) -> InteractionResult:
    """Let somebody ask to see who told."""
    page = await more(world, actor, case)
    return await world.fill(actor, await world.press(actor, page, "Ask to see the name"), words=REASON)


async def test_the_answer_to_whoever_asks_is_the_same_whether_the_name_is_shown_or_not(world: World) -> None:
    """R17: asking showed at once elsewhere whether there was a name."""
    await doing.ready(world)
    said, requests = set(), set()
    for shows, teller in ((False, world.member), (True, world.person("farid"))):
        name = await doing.told(world, teller, about=world.other, shown=shows)
        await doing.sent(world)
        case = await doing.case_of(world, name)
        page = await more(world, world.moderator, case)
        form = await world.press(world.moderator, page, "Ask to see the name")
        before = len(world.env.http_requests)
        said.add(newest(await world.fill(world.moderator, form, words=REASON)))
        requests.add(len(world.env.http_requests) - before)
    assert said == {case_texts.NAME_ASKED.in_("en")}
    assert len(requests) == 1


async def test_two_people_open_it_with_a_reason_that_the_reporter_reads(world: World) -> None:
    """R17."""
    case = await waiting(world)
    await may_write(world, case)
    await ask_name(world, world.moderator, case)
    said = world.said(await looked(world))
    assert REASON in said
    assert BATBAYAR not in said
    assert str(world.member.id) not in newest(await shown(world, world.moderator, case))
    page = await shown(world, world.person("shirin"), case)
    assert f"{BATBAYAR} asks to see who told" in newest(page)
    await world.press(world.person("shirin"), page, "Agree to see who told")
    assert f"<@{world.member.id}>" in newest(await shown(world, world.moderator, case))
    assert case_texts.TOLD_NAME_OPENED.in_("en") in world.said(await looked(world))
    assert (await done_in(world, case)).count("identity_opened") == 1


async def test_a_name_that_two_people_opened_is_not_called_shown_by_whoever_told(world: World) -> None:
    """R17."""
    case = await waiting(world)
    await ask_name(world, world.moderator, case)
    page = await shown(world, world.person("shirin"), case)
    await world.press(world.person("shirin"), page, "Agree to see who told")
    said = newest(await shown(world, world.moderator, case))
    assert says(said, case_texts.REPORTER_OPENED)
    assert f"because: {REASON}" in said


async def test_whoever_took_a_report_back_is_asked_for_no_name(world: World) -> None:
    case = await waiting(world)
    await ask_name(world, world.moderator, case)
    page = await shown(world, world.person("shirin"), case)
    await forge_press(world, world.member, f"reports:take_back_now:{case.receipt_id}")
    refused = case_texts.TAKEN_BACK.in_("en", name=case.team_name)
    agreed = await world.press(world.person("shirin"), page, "Agree to see who told")
    assert newest(agreed) == refused
    assert not doing.rows(world, "case_identity_requests")
    form = await forge_press(world, world.moderator, f"reports:ask_name:{case.id}")
    assert refused in world.said(await doing.send(world.moderator, form, words=REASON))
    assert not (await again(world, case)).names_reporter
    assert not doing.rows(world, "case_identity_requests")


async def test_nobody_agrees_with_themself(world: World) -> None:
    """R17."""
    case = await waiting(world)
    await ask_name(world, world.moderator, case)
    page = await shown(world, world.moderator, case)
    assert "Agree to see who told" not in labels_of(page)
    answer = await forge_press(world, world.moderator, f"reports:agree_name:{case.id}")
    assert newest(answer) == case_texts.NOT_ALONE.in_("en")
    assert not (await again(world, case)).names_reporter


@pytest.mark.parametrize("how", ["one on the roster", "one left"])
async def test_with_fewer_than_two_who_may_read_it_no_name_is_opened(world: World, how: str) -> None:
    """R17."""
    keys = ("batbayar",) if how == "one on the roster" else ("batbayar", "shirin")
    case = await waiting(world, *keys)
    if how == "one left":
        await world.press(world.person("shirin"), await opened(world, world.person("shirin"), case), "Not me")
    answer = await ask_name(world, world.moderator, case)
    assert case_texts.NAME_ONE.in_("en") in world.said(answer)
    assert not await lines(world, case, Said.WORD) or REASON not in " ".join(await lines(world, case, Said.WORD))


async def test_whoever_asked_and_then_stepped_back_opens_nothing(world: World) -> None:
    case = await waiting(world, "batbayar", "shirin", "amihan")
    await ask_name(world, world.moderator, case)
    await world.press(world.moderator, await opened(world, world.moderator, case), "Not me")
    page = await shown(world, world.person("shirin"), case)
    answer = await world.press(world.person("shirin"), page, "Agree to see who told")
    assert newest(answer) == case_texts.NOTHING_ASKED.in_("en")
    assert not (await again(world, case)).names_reporter


async def test_without_a_reason_nothing_is_asked(world: World) -> None:
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    form = await world.press(world.moderator, page, "Ask to see the name")
    assert says(world.said(await world.fill(world.moderator, form, words=" ")), case_texts.NO_REASON)


# What was taken back


async def test_what_was_taken_back_is_gone_for_the_team_and_says_so(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    page = await opened_from_mine(world, world.member)
    asked = await world.press(world.member, page, "Take it back")
    await world.press(world.member, asked, "Take it back")
    assert (await again(world, case)).state == State.TAKEN_BACK
    first = await world.moderator.slash(world.general, "case show", name=case.team_name)
    assert case_texts.TAKEN_BACK.in_("en", name=case.team_name) in newest(first)
    said = newest(await world.press(world.moderator, first, "Show the case"))
    assert doing.WORDS not in said
    assert texts.NO_SUCH_REPORT.in_("en") not in said
