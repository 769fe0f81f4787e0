"""After "Kept": sending it, keeping it, taking it back, danger, whom it is about, and when nobody can take it."""

import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from cogs.reports.casework import case_texts
from cogs.reports.gate import NO_SUCH_CASE
from cogs.reports.telling import after_actions, texts
from cogs.reports.telling.actions import Named
from cogs.support import texts as support_texts
from data import case_papers
from data import roster as roster_rows
from data.cases import Case
from tests import seams
from tests.reflections.doing import forge_press, says
from tests.reports.doing import (
    WORDS,
    case_of,
    cases_of,
    hold,
    message_of,
    open_report,
    opened,
    opened_from_mine,
    parts_in,
    ready,
    roster,
    rows,
    send,
    sent,
    team_room,
    tell,
    told,
)
from tests.world import World, custom_ids, fields_of, labels_of, newest_answer, text_of

TABLES = ("cases", "case_people", "case_evidence", "case_lines", "case_letters", "trail", "jobs", "cards")


async def letters_of(world: World, case: Case) -> list[str]:
    async with world.bot.store.reading() as session:
        return sorted(each.about for each in await case_papers.letters(session, case.id))


async def read_it(world: World, reader: simcord.MemberActor) -> None:
    """Let somebody of the team open the case whose card stands in the team's room."""
    asked = await world.press(reader, world.card(world.team), "Open the case")
    await world.press(reader, asked, "Show the case")
    assert (await case_of(world)).opened_at is not None


def everything_kept(world: World) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(world.bot.store.path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608


# Send now, keep only for me


async def test_until_ten_minutes_are_over_the_team_sees_nothing(world: World) -> None:
    await ready(world)
    await tell(world, world.member, about=world.other)
    await world.pass_time(minutes=9, seconds=50)
    assert world.room_text(world.team) == ""
    await world.pass_time(seconds=15)
    assert (await case_of(world)).team_name in world.room_text(world.team)


async def test_send_now_hands_it_to_the_team_at_once(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    await world.press(world.member, answer, "Send now")
    case = await case_of(world)
    assert case.state == "new"
    assert case.team_name in world.room_text(world.team)


async def test_kept_only_for_oneself_it_never_reaches_the_team(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    kept = await world.press(world.member, answer, "Keep only for me")
    assert says(world.said(kept), texts.KEPT_PRIVATE)
    await world.pass_time(days=2)
    await world.restart()
    await world.pass_time(days=1)
    assert (await case_of(world)).state == "private"
    assert world.room_text(world.team) == ""
    assert all(world.letters(world.person(key)).history() == [] for key in ("batbayar", "shirin"))


async def test_what_was_kept_only_for_oneself_can_be_sent_later(world: World) -> None:
    await ready(world)
    kept = await world.press(world.member, await tell(world, world.member), "Keep only for me")
    await world.pass_time(hours=5)
    await world.press(world.member, kept, "Send now")
    assert (await case_of(world)).state == "new"


async def test_what_the_team_has_cannot_be_only_ones_own_again_and_says_what_can_be_done(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member)
    await sent(world)
    refused = await world.press(world.member, answer, "Keep only for me")
    assert says(world.said(refused), texts.WITH_THE_TEAM_ALREADY)
    assert (await case_of(world)).state == "new"


# Take it back


async def test_taken_back_before_anybody_opened_it_nothing_of_it_is_in_any_table(world: World) -> None:
    await ready(world)
    before = everything_kept(world)
    message = await message_of(world, world.other, "go home", attachments=[("a.png", b"not a picture")])
    form = await hold(world, world.member, message)
    answer = await send(world.member, form, words=WORDS, left_out=[str(world.moderator.id)])
    asked = await world.press(world.member, answer, "Take it back")
    assert labels_of(asked) == ["Leave it as it is", "Take it back"]
    gone = await world.press(world.member, asked, "Take it back")
    assert says(world.said(gone), texts.TAKEN_BACK)
    await world.pass_time(minutes=15)
    after = everything_kept(world)
    for table in TABLES:
        if table != "jobs":
            assert after[table] == before[table], table
    assert not [row for row in after["jobs"] if str(row[0]).startswith("reports.send")]
    assert world.room_text(world.team) == ""


async def test_taken_back_while_its_card_stands_unopened_the_card_and_the_letters_go(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    other = await tell(world, world.person("mei"), left_out=[world.person("shirin")])
    await sent(world)
    assert len(world.messages(world.team)) == 1
    assert len(world.messages(world.letters(world.moderator))) == 1
    for actor, mine in ((world.member, answer), (world.person("mei"), other)):
        await world.press(actor, await world.press(actor, mine, "Take it back"), "Take it back")
    await world.pass_time(minutes=1)
    assert world.messages(world.team) == []
    assert world.messages(world.letters(world.moderator)) == []
    assert await cases_of(world) == []


async def test_leaving_it_as_it_is_changes_nothing(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member)
    asked = await world.press(world.member, answer, "Take it back")
    back = await world.press(world.member, asked, "Leave it as it is")
    assert says(world.said(back), texts.KEPT)
    assert len(await cases_of(world)) == 1


async def test_taken_back_after_it_was_read_its_words_and_evidence_go_and_that_is_said(world: World) -> None:
    await ready(world)
    message = await message_of(world, world.other, "go home")
    answer = await send(world.member, await hold(world, world.member, message), words=WORDS)
    await sent(world)
    await read_it(world, world.moderator)
    late = await world.press(world.member, answer, "Add more")
    gone = await world.press(world.member, await world.press(world.member, answer, "Take it back"), "Take it back")
    assert says(world.said(gone), texts.TAKEN_BACK_READ)
    case = await case_of(world)
    assert (case.state, case.words) == ("taken_back", None)
    async with world.bot.store.reading() as session:
        (kept,) = await case_papers.evidence(session, case.id)
    assert (kept.copy, kept.words, kept.link, kept.author) == ("destroyed", None, None, None)
    refused = await send(world.member, late, words="One thing more.")
    assert says(world.said(refused), texts.TAKEN_BACK_ALREADY)
    assert list(world.files(refused).values()) == [b"One thing more."]


# Danger


async def test_danger_goes_at_once_by_letter_to_everybody_who_can_take_it(world: World) -> None:
    """R43: ten minutes are not waited for."""
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    said = await world.press(world.member, answer, "Someone may be in danger")
    assert says(world.said(said), texts.IN_DANGER)
    assert "local emergency number" in world.said(said)
    case = await case_of(world)
    assert case.state == "new"
    assert case.danger_at == world.now()
    for key in ("batbayar", "shirin"):
        assert len(world.messages(world.letters(world.person(key)))) == 1


async def test_danger_said_later_reaches_everybody_too(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    await sent(world)
    await world.pass_time(hours=1)
    await world.press(world.member, answer, "Someone may be in danger")
    assert await letters_of(world, await case_of(world)) == ["danger", "danger"]


async def test_danger_where_nobody_can_take_it_claims_nothing(world: World) -> None:
    answer = await tell(world, world.member)
    said = await world.press(world.member, answer, "Someone may be in danger")
    assert says(world.said(said), texts.IN_DANGER_NOBODY)
    assert not says(world.said(said), texts.IN_DANGER)


# Whom it is about


async def test_not_said_whom_it_is_about_it_is_asked_and_nobody_is_shown_it_before_ten_minutes(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member)
    assert says(world.said(answer), texts.UNSURE_WHO)
    form = await world.press(world.member, answer, "Who is it about?")
    assert [field["custom_id"].partition(":")[0] for field in fields_of(form)] == ["who", "also", "left_out"]
    await world.pass_time(minutes=9)
    assert world.room_text(world.team) == ""
    after = await send(world.member, form, who=[world.moderator])
    assert says(world.said(after), texts.WHO_KEPT)
    assert "Who is it about?" not in labels_of(after)
    await world.pass_time(minutes=2)
    case = await case_of(world)
    assert ("subject", str(world.moderator.id)) in await parts_in(world, case)
    assert case.team_name not in world.room_text(world.team)
    assert world.letters(world.moderator).history() == []
    assert len(world.messages(world.letters(world.person("shirin")))) == 1


async def test_before_it_is_opened_whom_one_left_out_can_be_changed_freely(world: World) -> None:
    await ready(world)
    shirin = world.person("shirin")
    answer = await tell(world, world.member, left_out=[shirin])
    form = await world.press(world.member, answer, "Who is it about?")
    (boxes,) = [field for field in fields_of(form) if field["custom_id"].startswith("left_out:")]
    assert [option["label"] for option in boxes["options"] if option.get("default")] == ["Shirin Park-Azari"]
    await send(world.member, form, left_out=[])
    assert await parts_in(world, await case_of(world)) == {("reporter", str(world.member.id))}


async def test_once_it_was_opened_people_can_only_be_added(world: World) -> None:
    await ready(world)
    shirin = world.person("shirin")
    await tell(world, world.member, about=world.other)
    await sent(world)
    await read_it(world, world.moderator)
    for left_out in ([str(shirin.id)], []):
        changes = await world.press(world.member, await opened_from_mine(world, world.member), "Change my mind…")
        await send(world.member, await world.press(world.member, changes, "Who is it about?"), left_out=left_out)
    assert ("left_out", str(shirin.id)) in await parts_in(world, await case_of(world))
    assert ("subject", str(world.other.id)) in await parts_in(world, await case_of(world))


async def test_naming_somebody_who_was_written_to_takes_their_letter_back(world: World) -> None:
    await roster(world, "batbayar", "shirin")  # without a room for the team, everybody gets a letter
    answer = await tell(world, world.member)
    await sent(world)
    assert len(world.messages(world.letters(world.moderator))) == 1
    form = await world.press(world.member, answer, "Who is it about?")
    await send(world.member, form, who=[world.moderator])
    await world.pass_time(seconds=10)
    assert world.messages(world.letters(world.moderator)) == []
    assert len(world.messages(world.letters(world.person("shirin")))) == 1


async def test_naming_somebody_who_sees_the_teams_room_takes_the_card_away(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member)
    await sent(world)
    assert len(world.messages(world.team)) == 1
    form = await world.press(world.member, answer, "Who is it about?")
    await send(world.member, form, who=[world.moderator])
    await world.pass_time(seconds=10)
    assert world.messages(world.team) == []
    assert len(world.messages(world.letters(world.person("shirin")))) == 1


# When nobody is left


async def test_about_the_only_one_who_takes_reports_it_is_kept_not_sent(world: World) -> None:
    await ready(world, "batbayar")
    answer = await send(world.member, await hold(world, world.member, world.moderator), words=WORDS)
    assert says(world.said(answer), texts.KEPT_NOBODY)
    await world.pass_time(days=1)
    assert (await case_of(world)).state == "nobody"
    assert world.letters(world.moderator).history() == []
    assert world.room_text(world.team) == ""


async def test_the_owner_is_asked_only_with_the_reporters_yes_and_by_letter(world: World) -> None:
    await team_room(world)
    answer = await tell(world, world.member, about=world.moderator)
    owner = world.person("mehwish")
    await world.pass_time(days=1)
    assert world.letters(owner).history() == []
    asked = await world.press(world.member, answer, "Ask the owner")
    assert says(world.said(asked), texts.OWNER_ASKED)
    await world.pass_time(seconds=5)
    assert len(world.messages(world.letters(owner))) == 1
    assert world.room_text(world.team) == ""
    assert (await case_of(world)).state == "new"


async def test_the_owner_is_not_offered_where_they_have_a_part(world: World) -> None:
    owner = world.person("mehwish")
    answer = await send(world.member, await hold(world, world.member, owner), words=WORDS)
    assert "Ask the owner" not in labels_of(answer)


async def test_discords_own_report_is_explained_without_addresses_and_help_outside_is_shown(world: World) -> None:
    answer = await tell(world, world.member)
    explained = world.said(await world.press(world.member, answer, "Discord's own report"))
    assert "Report Message" in explained
    assert "http" not in explained
    assert says(world.said(await world.press(world.member, answer, "Help outside")), support_texts.FIRST)


# Adding, and the reporter's wish


async def test_adding_keeps_words_kind_and_wish_once(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    form = await world.press(world.member, answer, "Add more")

    def again() -> Any:
        seams.send_again(form)
        return send(world.member, form, words="It was the third time.", kind="hate", wish="talk")

    await world.race(again, again)
    case = await case_of(world)
    assert (case.kind, case.wish) == ("hate", "talk")
    async with world.bot.store.reading() as session:
        (line,) = await case_papers.lines(session, case.id)
    assert (line.said, await opened(world, line, "words")) == ("addition", "It was the third time.")


async def test_an_empty_addition_is_refused_kindly(world: World) -> None:
    await ready(world)
    form = await world.press(world.member, await tell(world, world.member), "Add more")
    assert says(world.said(await send(world.member, form)), texts.NOTHING_TO_ADD)


async def test_banyan_writes_first_only_after_a_yes_and_no_takes_its_letters_back(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member)
    assert not (await case_of(world)).may_write
    yes = await world.press(world.member, answer, "A short neutral note")
    assert (await case_of(world)).may_write
    assert says(world.said(yes), texts.MAY_WRITE_YES)
    no = await world.press(world.member, yes, "No, I look in /report mine")
    assert not (await case_of(world)).may_write
    assert says(world.said(no), texts.MAY_WRITE_NO)


# Only one's own


@pytest.mark.parametrize(
    "verb",
    [
        "look",
        "send_now",
        "private",
        "take_back",
        "take_back_now",
        "danger",
        "note",
        "no_note",
        "ask_owner",
        "add",
        "who",
        "change",
        "show_name",
        "show_name_now",
    ],
)
async def test_somebody_elses_report_and_none_read_the_same(world: World, verb: str) -> None:
    await ready(world)
    answer = await tell(world, world.member)
    row_id = custom_ids(newest_answer(answer))["Send now"].rpartition(":")[2]
    before = everything_kept(world)
    hers = await forge_press(world, world.other, f"reports:{verb}:{row_id}")
    none = await forge_press(world, world.other, f"reports:{verb}:{int(row_id) ^ 1}")
    assert world.said(hers) == world.said(none) == texts.NO_SUCH_REPORT.in_("en")
    assert everything_kept(world) == before


async def test_the_reporters_buttons_carry_neither_the_case_nor_a_name_of_the_teams(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member)
    case = await case_of(world)
    drawn = str(custom_ids(newest_answer(answer))) + text_of(newest_answer(answer))
    assert str(case.id) not in drawn
    assert case.team_name not in drawn
    await sent(world)
    card = world.card(world.team)
    assert case.receipt_name not in text_of(card)
    assert str(case.receipt_id) not in str(custom_ids(card))


async def test_what_was_told_is_never_shown_again(world: World) -> None:
    """Others may hold the same phone."""
    await ready(world)
    message = await message_of(world, world.other, "go home")
    answer = await send(world.member, await hold(world, world.member, message), words=WORDS)
    added = await send(world.member, await world.press(world.member, answer, "Add more"), words="A second evening.")
    await sent(world)
    mine = await world.member.slash(world.general, "report mine")
    page = await opened_from_mine(world, world.member)
    change = await world.press(world.member, page, "Change my mind…")
    shown = "\n".join(world.said(each) for each in (answer, added, mine, page, change))
    for secret in (WORDS, "A second evening.", "go home", world.other.name, str(world.other.id)):
        assert secret not in shown


async def test_a_press_after_a_restart_and_from_a_direct_message_works_the_same(world: World) -> None:
    await ready(world)
    form = await open_report(world, world.member, in_letters=True)
    answer = await send(world.member, form, in_letters=True, words=WORDS)
    await world.restart()
    await world.press(world.member, answer, "Send now")
    assert (await case_of(world)).state == "new"
    assert rows(world, "case_people")


async def test_once_somebody_takes_reports_what_could_not_be_sent_can_be(world: World) -> None:
    await tell(world, world.member, about=world.other)
    await ready(world)
    page = await opened_from_mine(world, world.member)
    assert says(world.said(page), texts.KEPT_SOMEBODY_NOW)
    assert (await case_of(world)).state == "nobody"  # nothing is sent that its reporter was told is not
    await world.press(world.member, page, "Send now")
    assert (await case_of(world)).state == "new"


async def test_naming_the_last_one_who_could_take_it_keeps_it_from_everybody_and_says_so(world: World) -> None:
    await ready(world, "batbayar")
    answer = await tell(world, world.member)
    await sent(world)
    form = await world.press(world.member, answer, "Who is it about?")
    await send(world.member, form, who=[world.moderator])
    await world.pass_time(seconds=10)
    assert (await case_of(world)).state == "nobody"
    assert world.messages(world.team) == []
    page = await opened_from_mine(world, world.member)
    assert says(world.said(page), texts.KEPT_NOBODY)


async def test_whoever_is_on_a_case_and_is_named_in_it_is_on_it_no_more(world: World) -> None:
    await ready(world)
    await tell(world, world.member)
    await sent(world)
    await read_it(world, world.moderator)
    assert (await case_of(world)).claimed_by is not None
    page = await opened_from_mine(world, world.member)
    await send(world.member, await world.press(world.member, page, "Who is it about?"), who=[world.moderator])
    assert (await case_of(world)).claimed_by is None


async def test_danger_said_after_it_was_finished_opens_it_again_and_reaches_everybody(world: World) -> None:
    """R43: never limited, and never too late."""
    await ready(world)
    await tell(world, world.member, about=world.other)
    await sent(world)
    async with world.deed() as session:
        found = await session.get(Case, (await case_of(world)).id)
        assert found is not None
        found.state, found.due_at, found.closed_at = "closed", None, world.now()
    page = await opened_from_mine(world, world.member)
    await world.press(world.member, page, "Someone may be in danger")
    case = await case_of(world)
    assert case.state == "looking"
    assert await letters_of(world, case) == ["danger", "danger"]


async def test_the_owner_who_was_asked_can_read_it_and_another_report_stays_closed_to_them(world: World) -> None:
    await ready(world, "batbayar")
    owner = world.person("mehwish")
    first = await send(world.member, await hold(world, world.member, world.moderator), words=WORDS)
    await tell(world, world.other, about=world.member)
    await world.press(world.member, first, "Ask the owner")
    await sent(world)
    (letter,) = world.messages(world.letters(owner))
    read = await world.press(owner, await world.press(owner, letter, "Open the case"), "Show the case")
    assert WORDS in world.said(read)
    others = [case for case in await cases_of(world) if case.owner_who is None]
    asked = await forge_press(world, owner, f"reports:open:{others[0].id}")
    assert "no such case" in world.said(asked)


# Who was named once has a part for good


async def who_form(world: World, case: Case) -> InteractionResult:
    return await forge_press(world, world.member, f"reports:who:{case.receipt_id}")


def letters_to(world: World, actor: simcord.MemberActor) -> int:
    return len(world.messages(world.letters(actor))) if world.letters(actor).history() else 0


async def test_naming_a_second_person_leaves_the_author_of_the_message_without_it(world: World) -> None:
    """Nobody gets a part back by the naming of another."""
    await ready(world)
    held = await message_of(world, world.moderator, "Your kind always says that.")
    await send(world.member, await hold(world, world.member, held), words=WORDS)
    case = await case_of(world)
    await send(world.member, await who_form(world, case), who=[world.other])
    await sent(world)
    parts = await parts_in(world, case)
    assert {("subject", str(world.moderator.id)), ("subject", str(world.other.id))} <= parts
    assert letters_to(world, world.moderator) == 0
    assert letters_to(world, world.person("shirin")) == 1
    asked = await forge_press(world, world.moderator, f"reports:show:{case.id}")
    assert NO_SUCH_CASE.in_("en") in world.said(asked)


async def test_whoever_was_left_out_stays_so_when_they_were_away_while_another_was_named(world: World) -> None:
    await ready(world)
    await told(world, world.member, left_out=[world.moderator])
    case = await case_of(world)
    await world.moderator.slash(world.general, "safety away", until="1")
    form = await who_form(world, case)
    (boxes,) = [field for field in fields_of(form) if field["custom_id"].startswith("left_out:")]
    assert [option["label"] for option in boxes["options"] if option.get("default")] == ["Batbayar Ellis"]
    await send(world.member, form, who=[world.other])
    await world.moderator.slash(world.general, "safety away", until="off")
    assert ("left_out", str(world.moderator.id)) in await parts_in(world, case)


async def test_whoever_has_not_accepted_yet_can_be_left_out_in_the_later_form(world: World) -> None:
    await ready(world, "shirin")
    await world.set(world.admin, "reports.roster", str(world.moderator.id))
    await told(world, world.member)
    case = await case_of(world)
    await send(world.member, await who_form(world, case), left_out=[str(world.moderator.id)])
    assert ("left_out", str(world.moderator.id)) in await parts_in(world, case)


async def test_somebody_taken_off_the_list_and_named_again_stays_left_out(world: World) -> None:
    """Only an empty box lets somebody back in, and there was none for them."""
    await ready(world)
    await told(world, world.member, left_out=[world.moderator])
    case = await case_of(world)
    await world.set(world.admin, "reports.roster", f"remove {world.moderator.id}")
    assert len(rows(world, "roster")) == 1
    await send(world.member, await who_form(world, case), who=[world.other])
    assert ("left_out", str(world.moderator.id)) in await parts_in(world, case)


async def test_whoever_else_is_named_in_it_cannot_read_it_either(world: World) -> None:
    await ready(world)
    await tell(world, world.member, about=world.other)
    case = await case_of(world)
    await send(world.member, await who_form(world, case), also=[world.moderator])
    await sent(world)
    assert {("witness", str(world.moderator.id)), ("subject", str(world.other.id))} <= await parts_in(world, case)
    assert letters_to(world, world.moderator) == 0
    assert letters_to(world, world.person("shirin")) == 1


async def told_by_handle(world: World, handle: str) -> Case:
    form = await open_report(world, world.member, in_letters=True)
    await send(world.member, form, in_letters=True, words=WORDS, who=handle)
    return await case_of(world)


async def test_a_handle_changed_since_its_owner_accepted_still_keeps_it_from_them(world: World) -> None:
    await ready(world)
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        row = await roster_rows.person(session, world.guild.id, seals.who(roster_rows.ROSTER, world.moderator.id))
        assert row is not None
        row.handle, row.name = seals.seal(row, "handle", "@wild.thyme"), seals.seal(row, "name", "Thyme")
    case = await told_by_handle(world, f"@{world.moderator.name}")
    assert ("subject", str(world.moderator.id)) not in await parts_in(world, case)  # nobody knew it yet
    await sent(world)
    assert ("subject", str(world.moderator.id)) in await parts_in(world, case)
    assert letters_to(world, world.moderator) == 0
    assert letters_to(world, world.person("shirin")) == 1
    assert (await case_of(world)).state == "new"


async def test_a_nickname_of_somebody_who_is_away_keeps_it_from_them_once_they_are_back(world: World) -> None:
    await ready(world)
    world.env.backend.edit_member(world.guild.id, world.moderator.id, {"nick": "River Stone"})
    await world.moderator.slash(world.general, "safety away", until="1")
    case = await told_by_handle(world, "river  STONE")
    await sent(world)
    await world.moderator.slash(world.general, "safety away", until="off")
    asked = await forge_press(world, world.moderator, f"reports:show:{case.id}")
    assert NO_SUCH_CASE.in_("en") in world.said(asked)


async def test_somebody_who_took_reports_on_after_their_handle_was_told_is_not_written_to(world: World) -> None:
    await ready(world, "shirin")
    case = await told_by_handle(world, f"@{world.moderator.name}")
    await roster(world, "batbayar")
    await sent(world)
    assert ("subject", str(world.moderator.id)) in await parts_in(world, case)
    assert letters_to(world, world.moderator) == 0


async def test_the_only_one_who_can_take_it_being_known_by_a_handle_it_is_kept_not_sent(world: World) -> None:
    await ready(world, "shirin")
    case = await told_by_handle(world, f"@{world.moderator.name}")
    await forge_press(world, world.member, f"reports:note:{case.receipt_id}")
    await world.person("shirin").slash(world.general, "safety leave")
    await roster(world, "batbayar")
    await sent(world)
    assert (await case_of(world)).state == "nobody"
    assert letters_to(world, world.member) == 1


async def test_whoever_is_named_while_discord_is_asked_is_not_written_to(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ready(world)
    await tell(world, world.member)
    case = await case_of(world)
    fetch, names_him = discord.Guild.fetch_member, [True]

    async def slowly(guild: discord.Guild, user_id: int) -> discord.Member:
        member = await fetch(guild, user_id)
        if names_him and names_him.pop():
            named = after_actions.Parts(about=[Named(world.moderator.id)])
            await after_actions.name_people(
                world.bot.kit, reporter_id=world.member.id, receipt_id=case.receipt_id, named=named
            )
        return member

    monkeypatch.setattr(discord.Guild, "fetch_member", slowly)
    await forge_press(world, world.member, f"reports:danger:{case.receipt_id}")
    await world.pass_time(minutes=1)
    assert not names_him
    assert letters_to(world, world.moderator) == 0
    assert letters_to(world, world.person("shirin")) == 1
    assert case.team_name not in world.room_text(world.team)


async def test_the_author_found_only_once_the_team_has_it_is_kept_from_it_although_another_was_named(
    world: World,
) -> None:
    """The form outlived a restart, Discord was silent at first, and the reporter named somebody else too."""
    await ready(world)
    held = await message_of(world, world.moderator, "Your kind always says that.")
    form = await hold(world, world.member, held)
    await world.restart()
    world.env.inject_error("GET", f"/channels/{world.general.id}/messages/{held.id}", status=403, times=2)
    await send(world.member, form, words=WORDS)
    await sent(world)
    case = await case_of(world)
    assert case.state == "new"
    assert "subject" not in {part for part, _ in await parts_in(world, case)}
    await send(world.member, await who_form(world, case), who=[world.other])
    await world.pass_time(minutes=1)
    assert ("subject", str(world.moderator.id)) in await parts_in(world, case)
    assert letters_to(world, world.moderator) == 0
    assert case.team_name not in world.room_text(world.team)


async def test_the_owner_who_was_asked_and_is_named_afterwards_has_it_no_more(world: World) -> None:
    await team_room(world)
    answer = await tell(world, world.member, about=world.moderator)
    await world.press(world.member, answer, "Ask the owner")
    owner = world.person("mehwish")
    assert letters_to(world, owner) == 1
    case = await case_of(world)
    await forge_press(world, owner, f"reports:show:{case.id}")
    page = await send(world.member, await who_form(world, case), who=[owner])
    await world.pass_time(minutes=1)
    assert (await case_of(world)).state == "nobody"
    assert (await case_of(world)).owner_who is None
    assert letters_to(world, owner) == 0
    assert says(world.said(page), texts.KEPT_NOBODY)
    assert "Ask the owner" not in labels_of(page)


# What is known is said


async def look_at(world: World, case: Case) -> InteractionResult:
    return await forge_press(world, world.member, f"reports:look:{case.receipt_id}")


async def test_when_everybody_refuses_banyans_messages_danger_does_not_claim_that_they_are_told(world: World) -> None:
    await ready(world)
    for key in ("batbayar", "shirin"):
        world.closes_letters(world.person(key))
    await tell(world, world.member, about=world.other)
    case = await case_of(world)
    await forge_press(world, world.member, f"reports:danger:{case.receipt_id}")
    await world.pass_time(minutes=5)
    assert says(world.said(await look_at(world, case)), texts.IN_DANGER_UNREACHED)


async def test_danger_that_one_of_them_was_told_of_is_said_as_it_is(world: World) -> None:
    await ready(world)
    world.closes_letters(world.moderator)
    await tell(world, world.member, about=world.other)
    case = await case_of(world)
    await forge_press(world, world.member, f"reports:danger:{case.receipt_id}")
    await world.pass_time(minutes=5)
    assert says(world.said(await look_at(world, case)), texts.IN_DANGER)


async def test_danger_that_nobody_has_read_for_six_hours_is_told_on_the_page_too(world: World) -> None:
    await ready(world)
    await tell(world, world.member, about=world.other)
    case = await case_of(world)
    await forge_press(world, world.member, f"reports:danger:{case.receipt_id}")
    await world.pass_time(hours=5)
    assert says(world.said(await look_at(world, case)), texts.IN_DANGER)
    await world.pass_time(hours=1, minutes=1)
    assert says(world.said(await look_at(world, case)), case_texts.UNSEEN)
    assert texts.MINE_UNSEEN.in_("en") in world.said(await world.member.slash(world.general, "report mine"))
    await forge_press(world, world.moderator, f"reports:show:{case.id}")
    assert not says(world.said(await look_at(world, case)), case_texts.UNSEEN)
    assert texts.MINE_UNSEEN.in_("en") not in world.said(await world.member.slash(world.general, "report mine"))


async def test_taken_back_after_somebody_saw_only_what_it_contains_it_claims_no_more_than_that(world: World) -> None:
    await ready(world)
    await tell(world, world.member, about=world.other)
    case = await case_of(world)
    await sent(world)
    await forge_press(world, world.moderator, f"reports:open:{case.id}")
    answer = await forge_press(world, world.member, f"reports:take_back_now:{case.receipt_id}")
    assert says(world.said(answer), texts.TAKEN_BACK_SENT)


async def test_once_somebody_is_back_whoever_may_be_written_to_hears_of_it_once(world: World) -> None:
    await ready(world, "batbayar")
    answer = await tell(world, world.member, about=world.other)
    await world.press(world.member, answer, "A short neutral note")
    await tell(world, world.person("mei"), about=world.other)
    await world.moderator.slash(world.general, "safety away", until="1")
    await sent(world)
    assert letters_to(world, world.member) == 1
    for _ in range(2):
        await world.moderator.slash(world.general, "safety away", until="off")
        await world.moderator.slash(world.general, "safety away", until="1")
    await world.moderator.slash(world.general, "safety away", until="off")
    await world.pass_time(minutes=1)
    assert letters_to(world, world.member) == 2
    assert letters_to(world, world.person("mei")) == 0
    newest = world.messages(world.letters(world.member))[-1]
    looked = await world.press(world.member, newest, "See what is new")
    assert says(world.said(looked), texts.KEPT_SOMEBODY_NOW)


async def test_once_somebody_takes_reports_on_whoever_may_be_written_to_hears_of_it(world: World) -> None:
    await world.set(world.admin, "reports.roster", str(world.moderator.id))
    answer = await tell(world, world.member, about=world.other)
    await world.press(world.member, answer, "A short neutral note")
    assert letters_to(world, world.member) == 0
    guide = await world.moderator.slash(world.general, "safety accept")
    await world.press(world.moderator, guide, "I take this on")
    await world.pass_time(minutes=1)
    assert letters_to(world, world.member) == 1


async def test_when_the_days_away_are_over_whoever_may_be_written_to_hears_of_it(world: World) -> None:
    await ready(world, "batbayar")
    await world.moderator.slash(world.general, "safety away", until="1")
    answer = await tell(world, world.member, about=world.other)
    await world.press(world.member, answer, "A short neutral note")
    await world.pass_time(hours=23)
    assert letters_to(world, world.member) == 0
    await world.pass_time(hours=2)
    assert letters_to(world, world.member) == 1
