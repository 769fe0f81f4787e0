"""Asking for another look, and giving it: by somebody else, once, unseen by whoever told."""

from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from cogs.reports.deciding import measure_texts as texts
from cogs.reports.gate import NO_SUCH_CASE
from data import trail
from data.measures import Appeal
from tests.reports import doing
from tests.reports.doing_deciding import (
    Ready,
    another,
    asked,
    buttons,
    decide,
    decision,
    is_banned,
    letters_to,
    may_all,
    measures,
    outcomes,
    press,
    ready,
    says,
    timed_out_until,
)
from tests.world import World, labels_of, text_of

WORDS = "It was a quote from a film, and I took it down when I was asked."
CODE = r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}"


async def decided(world: World, kind: str = "timeout", until: str = "week", **how: Any) -> Ready:
    """A case that Batbayar has decided."""
    it = await ready(world, **how)
    await decide(world, world.moderator, it.case, kind, until=until)
    return it


async def appeal(world: World, it: Ready, words: str = WORDS) -> InteractionResult:
    """Read the letter, press *Ask for another look*, write, submit."""
    read = await world.press(it.subject, letters_to(world, it.subject)[0], "Read the letter")
    opened = await world.press(it.subject, read, "Ask for another look")
    return await doing.send(it.subject, opened, in_letters=True, words=words)


async def appeals(world: World) -> list[Appeal]:
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(Appeal)))


async def answer(
    world: World, actor: simcord.MemberActor, verdict: str, words: str = "We looked again.", until: str = "week"
) -> InteractionResult:
    """Open the waiting appeal from its card, show it, answer it."""
    opened = await world.press(actor, world.card(world.team), "Open the case")
    shown = await world.press(actor, opened, "Show what they wrote")
    asked_for = await world.press(actor, shown, "Answer the appeal")
    return await doing.send(actor, asked_for, verdict=verdict, until=until, words=words)


def code_in(world: World, actor: simcord.MemberActor) -> str:
    import re

    found = re.search(CODE, text_of(letters_to(world, actor)[0]))
    assert found is not None
    return found[0]


# Asking


async def test_whoever_was_decided_about_asks_for_another_look_in_four_presses(world: World) -> None:
    it = await decided(world)
    said = world.said(await appeal(world, it))
    assert says(said, texts.APPEAL_KEPT)
    (row,) = await appeals(world)
    assert await doing.opened(world, row, "words") == WORDS
    assert f"<t:{int(row.due_at.timestamp())}:f>" in said


async def test_there_is_one_appeal_for_each_decision(world: World) -> None:
    """R39"""
    it = await decided(world)
    read = await world.press(it.subject, letters_to(world, it.subject)[0], "Read the letter")
    opened = await world.press(it.subject, read, "Ask for another look")
    await doing.send(it.subject, opened, in_letters=True, words=WORDS)
    second = await press(world, it.subject, "appeal", (await decision(world)).notice_id)
    answered = await doing.send(it.subject, second, words="And another thing")
    assert says(world.said(answered), texts.APPEAL_ALREADY)
    assert world.files(answered) == {"your-words.txt": b"And another thing"}
    assert len(await appeals(world)) == 1
    assert buttons(await world.press(it.subject, letters_to(world, it.subject)[0], "Read the letter")) == []


async def test_two_forms_sent_at_once_make_one_appeal(world: World) -> None:
    it = await decided(world)
    number = (await decision(world)).notice_id
    forms = [await press(world, it.subject, "appeal", number) for _ in range(2)]
    await world.race(*[lambda form=form: doing.send(it.subject, form, words=WORDS) for form in forms])
    assert len(await appeals(world)) == 1


async def test_an_appeal_has_up_to_a_thousand_characters_and_at_least_one(world: World) -> None:
    it = await decided(world)
    opened = await press(world, it.subject, "appeal", (await decision(world)).notice_id)
    assert texts.APPEAL_EMPTY.in_("en") in world.said(await doing.send(it.subject, opened, words="  "))
    opened = await press(world, it.subject, "appeal", (await decision(world)).notice_id)
    await doing.send(it.subject, opened, words="ä" * 1000)
    assert len(await appeals(world)) == 1


async def test_after_thirty_days_it_is_too_late_and_the_letter_says_nothing_of_it_any_more(world: World) -> None:
    it = await decided(world, "warn")
    number = (await decision(world)).notice_id
    for _ in range(30):
        await world.env.advance_time(24 * 3600)
    read = await world.press(it.subject, letters_to(world, it.subject)[0], "Read the letter")
    assert buttons(read) == []
    late = await doing.send(it.subject, await press(world, it.subject, "appeal", number), words=WORDS)
    assert says(world.said(late), texts.APPEAL_TOO_LATE)


async def test_an_appeal_survives_a_restart_between_form_and_submit(world: World) -> None:
    it = await decided(world)
    opened = await press(world, it.subject, "appeal", (await decision(world)).notice_id)
    await world.restart()
    await doing.send(it.subject, opened, words=WORDS)
    assert len(await appeals(world)) == 1


# What the team sees


async def test_the_team_reads_that_an_appeal_waits_and_nothing_of_whom_or_what(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    card = world.card(world.team)
    assert says(text_of(card), texts.APPEAL_CARD)
    assert it.case.team_name in text_of(card)
    assert WORDS not in world.room_text(world.team)
    assert str(it.subject.id) not in world.room_text(world.team)
    assert labels_of(card) == ["Open the case"]


async def test_what_they_wrote_is_folded_and_unfolding_it_stands_in_the_trail(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    shirin = world.person("shirin")
    opened = await world.press(shirin, world.card(world.team), "Open the case")
    assert WORDS not in world.said(opened)
    shown = await world.press(shirin, opened, "Show what they wrote")
    assert WORDS in world.said(shown)
    async with world.bot.store.reading() as session:
        entries = [each.what for each in await trail.of_case(session, world.guild.id, it.case.id)]
    assert entries.count("appeal_read") == 1


async def test_whoever_may_not_read_the_case_cannot_open_its_appeal(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    (row,) = await appeals(world)
    for key in ("rin", "kavya", "farid", "amihan", "mehwish"):
        for verb in ("open_appeal", "show_appeal", "answer_appeal"):
            assert world.said(await press(world, world.person(key), verb, row.id)) == NO_SUCH_CASE.in_("en")


async def test_where_somebody_with_a_part_may_look_into_the_room_an_appeal_goes_by_letter(world: World) -> None:
    """R11"""
    await ready(world, takers=("batbayar", "shirin"))
    about = world.admin  # sees the team's room
    it = await another(world, about=about, teller=world.member)
    assert (await doing.case_of(world)).by_letter
    before = len(world.messages(world.team))
    owner_may = world.guild.roles["Facilitator"]
    world.env.backend.add_member_role(world.guild.id, world.moderator.id, owner_may.id)
    await decide(world, world.moderator, it.case, "warn")
    await appeal(world, it)
    assert len(world.messages(world.team)) == before
    letters = [text_of(each) for each in letters_to(world, world.person("shirin"))]
    assert any(says(each, texts.APPEAL_LETTER) for each in letters)


async def test_an_appeals_card_goes_when_somebody_who_can_look_into_the_room_is_left_out(world: World) -> None:
    """R11"""
    it = await decided(world)
    await world.fill(world.moderator, await press(world, world.moderator, "close", it.case.id))
    await appeal(world, it)
    before = len(world.messages(world.team))
    form = await press(world, world.member, "who", it.case.receipt_id)
    await doing.send(world.member, form, left_out=[str(world.moderator.id)])
    for _ in range(2):  # who may look into the room is asked first, then the card goes
        await world.pass_time(seconds=30)
    assert len(world.messages(world.team)) == before - 1
    letters = [text_of(each) for each in letters_to(world, world.person("shirin"))]
    assert any(says(each, texts.APPEAL_LETTER) for each in letters)
    assert not any(says(text_of(each), texts.APPEAL_LETTER) for each in letters_to(world, world.moderator))


# Who hears it (R39)


async def test_whoever_decided_does_not_hear_the_appeal(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    (row,) = await appeals(world)
    said = world.said(await world.press(world.moderator, world.card(world.team), "Open the case"))
    assert said == texts.SOMEBODY_ELSE.in_("en")
    for verb in ("show_appeal", "answer_appeal"):
        assert world.said(await press(world, world.moderator, verb, row.id)) == texts.SOMEBODY_ELSE.in_("en")


async def test_whoever_is_alone_hears_it_after_72_hours_and_the_answer_says_so(world: World) -> None:
    it = await decided(world, takers=("batbayar",))
    assert says(world.said(await appeal(world, it)), texts.APPEAL_KEPT_ALONE)
    early = world.said(await world.press(world.moderator, world.card(world.team), "Open the case"))
    assert says(early, texts.ALONE_LATER)
    await world.pass_time(hours=72, minutes=1)
    assert says(text_of(letters_to(world, world.moderator)[-1]), texts.APPEAL_LETTER)
    await answer(world, world.moderator, "upheld")
    said = world.said(await world.press(it.subject, letters_to(world, it.subject)[-1], "Read the letter"))
    assert texts.BY_ONE_PERSON.in_("en") in said


async def test_an_appeal_that_nobody_answers_is_brought_to_mind_when_it_is_due(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    await world.pass_time(days=7, minutes=1)
    (reminder,) = letters_to(world, world.person("shirin"))
    assert says(text_of(reminder), texts.APPEAL_LETTER)
    assert letters_to(world, world.moderator) == []


# The answer


async def test_upheld_everything_stays_and_the_person_reads_why(world: World) -> None:
    it = await decided(world)
    end = timed_out_until(world, it.subject)
    await appeal(world, it)
    done = await answer(world, world.person("shirin"), "upheld", "The rule holds for quotes too.")
    assert says(world.said(done), texts.VERDICT_KEPT)
    assert timed_out_until(world, it.subject) == end
    letter = letters_to(world, it.subject)[-1]
    assert says(text_of(letter), texts.VERDICT_LETTER)
    said = world.said(await world.press(it.subject, letter, "Read the letter"))
    assert texts.VERDICTS_TOLD["upheld"].in_("en") in said
    assert "The rule holds for quotes too." in said
    assert "Shirin" not in said


async def test_reversed_what_the_decision_did_is_undone_and_one_letter_says_so(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    await answer(world, world.person("shirin"), "reversed")
    assert timed_out_until(world, it.subject) is None
    assert await outcomes(world) == ["undone"]
    letters = [text_of(each) for each in letters_to(world, it.subject)]
    assert len(letters) == 2
    assert says(letters[-1], texts.VERDICT_LETTER)


async def test_changed_discord_has_the_other_end(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    await answer(world, world.person("shirin"), "changed", until="hour")
    (measure,) = await measures(world)
    assert timed_out_until(world, it.subject) == measure.ends_at
    assert (timed_out_until(world, it.subject) - world.now()).total_seconds() <= 3600
    said = world.said(await world.press(it.subject, letters_to(world, it.subject)[-1], "Read the letter"))
    assert f"<t:{int(timed_out_until(world, it.subject).timestamp())}:f>" in said


async def test_a_warning_has_no_end_to_change(world: World) -> None:
    it = await decided(world, "warn")
    await appeal(world, it)
    done = await answer(world, world.person("shirin"), "changed")
    assert texts.NOTHING_TO_CHANGE.in_("en") in world.said(done)
    assert [each.verdict for each in await appeals(world)] == ["open"]


async def test_an_appeal_is_answered_once_and_its_card_goes(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    (row,) = await appeals(world)
    shirin = world.person("shirin")
    forms = [await press(world, shirin, "answer_appeal", row.id) for _ in range(2)]
    first, second = [
        await doing.send(shirin, form, verdict=each, words="Why")
        for form, each in zip(forms, ("upheld", "reversed"), strict=True)
    ]
    assert says(world.said(first), texts.VERDICT_KEPT)
    assert says(world.said(second), texts.APPEAL_HEARD)
    assert timed_out_until(world, it.subject) is not None
    assert not [each for each in world.messages(world.team) if says(text_of(each), texts.APPEAL_CARD)]


async def test_a_verdict_that_discord_refuses_says_that_it_still_applies_and_can_be_repeated(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    path = f"/guilds/{world.guild.id}/members/{it.subject.id}"
    world.env.inject_error("PATCH", path, status=403, code=50013)
    done = await answer(world, world.person("shirin"), "reversed")
    assert texts.WHYS_AFTER["not_undone"].in_("en") in world.said(done)
    letter = letters_to(world, it.subject)[-1]
    assert texts.REVERSED_NOT_YET.in_("en") in world.said(await world.press(it.subject, letter, "Read the letter"))
    await world.press(world.person("shirin"), done, "Try again")
    assert timed_out_until(world, it.subject) is None
    said = world.said(await world.press(it.subject, letter, "Read the letter"))
    assert texts.VERDICTS_TOLD["reversed"].in_("en") in said


@pytest.mark.parametrize("verdict", ["changed", "reversed"])
async def test_whoever_lacks_the_permission_ends_nothing_with_an_answer_and_reads_who_could(
    world: World, verdict: str
) -> None:
    may_all(world, "batbayar", "amihan")
    await doing.ready(world, "batbayar", "shirin", "amihan")
    it = await another(world, about=world.other, teller=world.member)
    await decide(world, world.moderator, it.case, "ban", until="month")
    await _asked_with_the_code(world, it)
    said = world.said(await answer(world, world.person("shirin"), verdict, until="day"))
    assert texts.YOU_LACK.in_("en", measure=texts.KINDS["unban"].in_("en"), permission="Ban Members") in said
    assert world.admin.mention in said
    assert is_banned(world, it.subject)
    assert [each.verdict for each in await appeals(world)] == ["open"]


async def _asked_with_the_code(world: World, it: Ready) -> None:
    code = code_in(world, it.subject)
    form = await world.moderator.slash(world.general, "case appeal", code=code)
    await doing.send(world.moderator, form, words=WORDS)
    await world.env.settle()


@pytest.mark.parametrize("until", ["week", "month", "none"])
async def test_an_answer_makes_nothing_longer(world: World, until: str) -> None:
    it = await decided(world, until="day")
    end = timed_out_until(world, it.subject)
    await appeal(world, it)
    done = await answer(world, world.person("shirin"), "changed", until=until)
    assert texts.ONLY_EARLIER.in_("en") in world.said(done)
    assert timed_out_until(world, it.subject) == end


async def test_whoever_told_hears_that_something_ends_earlier_and_nothing_of_an_appeal(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    await answer(world, world.person("shirin"), "changed", until="hour")
    mine = world.said(await press(world, world.member, "look", it.case.receipt_id))
    assert texts.REPORTER_EARLIER.in_("en") in mine
    assert "appeal" not in mine.lower()


async def test_after_a_reversal_whoever_told_reads_the_same_as_after_an_undo(world: World) -> None:
    it = await decided(world)
    await appeal(world, it)
    await answer(world, world.person("shirin"), "reversed")
    mine = world.said(await press(world, world.member, "look", it.case.receipt_id))
    assert texts.REPORTER_NO_MORE.in_("en") in mine
    assert "appeal" not in mine.lower()


@pytest.mark.parametrize("verdict", ["upheld"])
async def test_whoever_told_reads_and_gets_nothing_of_an_appeal(world: World, verdict: str) -> None:
    it = await decided(world)
    before = (await doing.case_of(world)).state, len(doing.rows(world, "case_lines"))
    letters = [text_of(each) for each in letters_to(world, world.member)]
    await appeal(world, it)
    await answer(world, world.person("shirin"), verdict)
    assert ((await doing.case_of(world)).state, len(doing.rows(world, "case_lines"))) == before
    assert [text_of(each) for each in letters_to(world, world.member)] == letters


async def test_an_appeal_against_what_the_owner_decided_who_was_asked_reaches_them(world: World) -> None:
    """R38, R39: nobody else may read it, and the owner is on no list."""
    await doing.team_room(world)
    owner = world.person("mehwish")
    told = await doing.tell(world, world.member, about=world.other)
    await world.press(world.member, told, "Ask the owner")
    await world.pass_time(minutes=11)
    case = await doing.case_of(world)
    await decide(world, owner, case, "warn")
    await appeal(world, Ready(case, world.other))
    await world.pass_time(seconds=5)
    (letter,) = [each for each in letters_to(world, owner) if says(text_of(each), texts.APPEAL_LETTER)]
    early = await world.press(owner, letter, "Open the case")
    assert says(world.said(early), texts.ALONE_LATER)
    for _ in range(3):
        await world.env.advance_time(24 * 3600)
    await world.pass_time(minutes=1)
    (letter,) = [each for each in letters_to(world, owner) if says(text_of(each), texts.APPEAL_LETTER)]
    opened = await world.press(owner, letter, "Open the case")
    assert world.said(opened).count("Somebody who did not take this decision") == 0
    shown = await world.press(owner, opened, "Show what they wrote")
    assert WORDS in world.said(shown)


@pytest.mark.parametrize("is_closed", [False, True])
async def test_the_page_of_an_ended_case_leads_to_its_appeal_until_that_is_answered(
    world: World, is_closed: bool
) -> None:
    """R39"""
    it = await decided(world)
    if is_closed:
        await world.fill(world.moderator, await press(world, world.moderator, "close", it.case.id))
    assert "Appeal" not in buttons(await press(world, world.person("shirin"), "show", it.case.id))
    await appeal(world, it)
    page = await press(world, world.person("shirin"), "show", it.case.id)
    opened = await world.press(world.person("shirin"), page, "Appeal")
    assert says(world.said(opened), texts.APPEAL_PAGE)
    await answer(world, world.person("shirin"), "upheld")
    assert "Appeal" not in buttons(await press(world, world.person("shirin"), "show", it.case.id))


# Where no button reaches (R38, R48)


async def entered(world: World, actor: simcord.MemberActor, code: str) -> InteractionResult:
    """Enter a code."""
    return await actor.slash(world.general, "case appeal", code=code)


async def test_somebody_banned_appeals_through_the_contact_with_their_code_and_no_shared_server(world: World) -> None:
    it = await decided(world, "ban", "none")
    code = code_in(world, it.subject)
    assert is_banned(world, it.subject)
    opened = await entered(world, world.person("shirin"), code.lower().replace("-", " "))
    kept = await doing.send(world.person("shirin"), opened, words=WORDS)
    assert says(world.said(kept), texts.APPEAL_KEPT)
    await answer(world, world.person("shirin"), "reversed")
    assert not is_banned(world, it.subject)
    assert len(asked(world, "DELETE", about=it.subject, what="bans")) == 1


async def test_a_wrong_code_and_one_of_a_case_that_is_not_theirs_read_the_same(world: World) -> None:
    it = await decided(world, "ban", "none")
    code = code_in(world, it.subject)
    wrong = world.said(await entered(world, world.person("shirin"), "AAAA-BBBB-CCCC-DDDD"))
    async with world.deed() as session:
        from data.base import random_id
        from data.cases import INVOLVED, Involved, Part

        seals = await world.bot.kit.seals.of(session, world.guild.id)
        who = seals.who(INVOLVED, world.person("shirin").id)
        row = Involved(id=random_id(), guild_id=world.guild.id, case_id=it.case.id, part=Part.WITNESS, who=who)
        row.person = seals.seal(row, "person", str(world.person("shirin").id))
        session.add(row)
    assert world.said(await entered(world, world.person("shirin"), code)) == wrong == texts.NO_SUCH_CODE.in_("en")


async def test_codes_are_tried_five_times_an_hour_by_each_person(world: World) -> None:
    it = await decided(world, "ban", "none")
    code = code_in(world, it.subject)
    for _ in range(5):
        await entered(world, world.person("shirin"), "AAAA-BBBB-CCCC-DDDD")
    assert says(world.said(await entered(world, world.person("shirin"), code)), texts.TOO_MANY_CODES)
    assert (await entered(world, world.moderator, code)).modal is not None
    await world.pass_time(hours=1, minutes=1)
    assert (await entered(world, world.person("shirin"), code)).modal is not None


async def test_whoever_takes_no_reports_can_enter_no_code(world: World) -> None:
    it = await decided(world, "ban", "none")
    code = code_in(world, it.subject)
    assert world.said(await entered(world, world.person("mehwish"), code)) == texts.NO_SUCH_CODE.in_("en")
    with pytest.raises(simcord.SetupError):  # Discord does not even show it to them
        await entered(world, world.person("farid"), code)


async def test_the_code_stands_nowhere_in_the_file(world: World) -> None:
    """R48"""
    it = await decided(world, "ban", "none")
    code = code_in(world, it.subject)
    from tests.reflections.doing import bytes_on_disk

    held = bytes_on_disk(world.bot.store.path)
    assert code.encode() not in held
    assert code.replace("-", "").encode() not in held
