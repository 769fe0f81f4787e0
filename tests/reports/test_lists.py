"""Lists of cases: what waits, searches, the next one, one's own, the trail; each passes the gate and an index."""

import random
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.access import Person, Standing
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import gate
from cogs.reports.casework import case_actions, case_list_actions, case_reading, case_texts
from cogs.reports.gate import NO_SUCH_CASE
from data import trail
from data.base import random_id
from data.case_papers import Said
from data.cases import INVOLVED, REPORTER, Case, Involved, Part, State
from data.measures import Decision, Stage
from data.roster import ROSTER, RosterPerson
from tests.builders import START, Clock
from tests.reflections.doing import says
from tests.reports import doing
from tests.reports.working import REFUSED, more, newest, opened, shown, waiting
from tests.world import World, labels_of

GUILD = 900000000000000001
READER = Person(GUILD, 800000000000000001, Standing.MODERATOR)
ANOTHER = Person(GUILD, 800000000000000002, Standing.MODERATOR)


async def roster_of(kit: Kit, *people: Person) -> None:
    """Let people take reports."""
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, GUILD)
        for person in people:
            row = RosterPerson(id=random_id(), guild_id=GUILD, named_at=START, accepted_at=START)
            row.who = seals.who(ROSTER, person.user_id)
            row.person = seals.seal(row, "person", str(person.user_id))
            row.name = seals.seal(row, "name", f"Reader {person.user_id % 10}")
            session.add(row)


async def case_with(
    kit: Kit,
    name: str,
    *,
    about: int = 700000000000000001,
    by: int = 700000000000000002,
    state: State = State.NEW,
    due_days: float = 3,
    parts: dict[int, Part] | None = None,
    decided: bool = False,
    decided_days: float = 5,
) -> int:
    """Put a case into the file; these many days after the start it is due, and reached the team, or was decided."""
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, GUILD)
        case = Case(
            id=random_id(),
            guild_id=GUILD,
            receipt_id=random_id(),
            form=random_id(),
            who=seals.who(REPORTER, by),
            receipt_name=f"R {name}",
            team_name=name,
            names_reporter=False,
            may_write=False,
            state=state,
            kept_at=START,
            sent_at=START + timedelta(days=due_days),
            due_at=START + timedelta(days=due_days),
            by_letter=False,
            changed=0,
        )
        case.reporter = seals.seal(case, "reporter", str(by))
        case.reporter_called = seals.seal(case, "reporter_called", "")
        session.add(case)
        await session.flush()
        for person, part in {about: Part.SUBJECT, by: Part.REPORTER, **(parts or {})}.items():
            row = Involved(id=random_id(), guild_id=GUILD, case_id=case.id, part=part, who=seals.who(INVOLVED, person))
            row.person = seals.seal(row, "person", str(person))
            session.add(row)
        if decided:
            decision = Decision(
                id=random_id(),
                guild_id=GUILD,
                case_id=case.id,
                subject_name=f"S {name}",
                case_changed=0,
                stage=Stage.DECIDED,
                emergency=False,
                drafted_at=START,
                decided_at=START + timedelta(days=decided_days),
            )
            decision.drafted_by = seals.seal(decision, "drafted_by", str(READER.user_id))
            session.add(decision)
        return case.id


def names(page: case_list_actions.Page) -> list[str]:
    """The code names on a page, in order."""
    return [each.name for each in page.cases]


# In order, and in pages


async def test_cases_come_by_when_a_word_is_due_in_pages_that_leave_nothing_out(kit: Kit) -> None:
    await roster_of(kit, READER)
    dues = list(range(23))
    random.Random(7).shuffle(dues)
    for due in dues:
        await case_with(kit, f"Case {due:02}", due_days=due // 2)  # some due at the same moment
    seen: list[str] = []
    after = 0
    while True:
        page = await case_list_actions.waiting(kit, READER, after=after)
        seen += names(page)
        if not page.goes_on:
            break
        assert len(page.cases) == case_list_actions.PAGE
        after = page.cases[-1].id
    assert sorted(seen) == [f"Case {due:02}" for due in range(23)]
    assert [int(name[-2:]) // 2 for name in seen] == sorted(due // 2 for due in range(23))


async def test_decided_and_closed_cases_come_newest_first(kit: Kit) -> None:
    await roster_of(kit, READER)
    for number, state in enumerate((State.DECIDED, State.CLOSED, State.TAKEN_BACK, State.NEW, State.KEPT)):
        await case_with(kit, f"Case {number}", state=state, due_days=number)
    assert names(await case_list_actions.ended(kit, READER)) == ["Case 2", "Case 1", "Case 0"]


async def test_next_is_the_one_due_first_that_nobody_is_on_and_that_waits_for_no_answer(kit: Kit) -> None:
    await roster_of(kit, READER, ANOTHER)
    claimed = await case_with(kit, "Claimed", due_days=1)
    await case_with(kit, "Asked", due_days=2, state=State.WAITING)
    await case_with(kit, "Free", due_days=3)
    await case_with(kit, "Later", due_days=4)
    async with kit.store.writing() as session:
        case = await session.get(Case, claimed)
        assert case is not None
        await case_actions.claim(kit, session, await kit.seals.of(session, GUILD), case, ANOTHER.user_id)
    found = await case_list_actions.next_for(kit, READER)
    assert found is not None
    assert found.name == "Free"
    assert names(await case_list_actions.mine(kit, ANOTHER)) == ["Claimed"]
    assert names(await case_list_actions.mine(kit, READER)) == []


async def test_next_is_a_case_that_waits_for_an_answer_once_that_took_too_long(kit: Kit) -> None:
    await roster_of(kit, READER)
    await case_with(kit, "Asked", due_days=2, state=State.WAITING)
    await case_with(kit, "Later", due_days=4)
    for days, name in ((1, "Later"), (3, "Asked")):
        assert isinstance(kit.clock, Clock)
        kit.clock.now = START + timedelta(days=days)
        found = await case_list_actions.next_for(kit, READER)
        assert found is not None
        assert found.name == name


# The gate


@pytest.mark.parametrize("part", list(Part))
async def test_whoever_has_any_part_in_a_case_finds_it_in_no_list(kit: Kit, part: Part) -> None:
    """R11."""
    await roster_of(kit, READER, ANOTHER)
    await case_with(kit, "Quiet River", parts={READER.user_id: part}, due_days=1)
    await case_with(kit, "Quiet Shore", due_days=2)
    for reader, seen in ((READER, ["Quiet Shore"]), (ANOTHER, ["Quiet River", "Quiet Shore"])):
        assert names(await case_list_actions.waiting(kit, reader)) == seen
        assert names(await case_list_actions.begins_with(kit, reader, "quiet", most=25)) == seen
        assert sorted(names(await case_list_actions.about(kit, reader, user_id=700000000000000001))) == seen
        found = await case_list_actions.next_for(kit, reader)
        assert found is not None
        assert found.name == seen[0]
    with pytest.raises(Refusal) as no:
        await case_list_actions.id_of(kit, READER, "Quiet River")
    assert no.value.text is NO_SUCH_CASE


async def test_a_page_that_begins_after_a_case_not_theirs_begins_at_the_start(kit: Kit) -> None:
    await roster_of(kit, READER)
    hidden = await case_with(kit, "Hidden", parts={READER.user_id: Part.WITNESS}, due_days=5)
    await case_with(kit, "Early", due_days=1)
    assert names(await case_list_actions.waiting(kit, READER, after=hidden)) == ["Early"]
    assert names(await case_list_actions.waiting(kit, READER, after=12345)) == ["Early"]


async def test_what_the_team_has_not_got_is_in_no_list(kit: Kit) -> None:
    await roster_of(kit, READER)
    for number, state in enumerate((State.KEPT, State.PRIVATE, State.NOBODY)):
        await case_with(kit, f"Case {number}", state=state)
    assert not names(await case_list_actions.waiting(kit, READER))
    assert not names(await case_list_actions.ended(kit, READER))
    assert not names(await case_list_actions.begins_with(kit, READER, "", most=25))


@pytest.mark.parametrize("typed", ["quiet river", " QUIET  RIVER ", "*Quiet River*", "Ｑuiet River"])
async def test_a_case_is_found_by_its_name_however_it_is_typed(kit: Kit, typed: str) -> None:
    """R47."""
    await roster_of(kit, READER)
    wanted = await case_with(kit, "Quiet River")
    assert await case_list_actions.id_of(kit, READER, typed) == wanted


# History


async def _earlier(kit: Kit, about: int, by: int, reader: Person = READER) -> int:
    case_id = await case_with(kit, f"Now {random_id()}", about=about, by=by)
    async with kit.store.reading() as session:
        seals, case = await gate.case_for(kit, session, reader, case_id)
        return (await case_reading.page(kit, session, seals, case, reader)).earlier


async def test_history_counts_decided_cases_only_and_those_one_may_read(kit: Kit) -> None:
    await roster_of(kit, READER, ANOTHER)
    await case_with(kit, "Decided", about=1, by=2, decided=True, state=State.CLOSED)
    await case_with(kit, "Open", about=1, by=3)
    await case_with(kit, "Closed without", about=1, by=4, state=State.CLOSED)
    await case_with(kit, "Not theirs", about=1, by=5, decided=True, parts={READER.user_id: Part.LEFT_OUT})
    await case_with(kit, "Another's", about=9, by=5, decided=True)
    assert await _earlier(kit, about=1, by=6) == 1
    assert await _earlier(kit, about=1, by=6, reader=ANOTHER) == 2


async def test_what_was_decided_after_the_other_had_told_too_is_nobodys_history(kit: Kit) -> None:
    """R42: where two people each told something about the other, and it was known at the decision, neither counts."""
    await roster_of(kit, READER)
    await case_with(kit, "One about two", about=2, by=1, decided=True, state=State.CLOSED)
    await case_with(kit, "Two about one", about=1, by=2, decided=True, state=State.CLOSED)
    assert await _earlier(kit, about=2, by=3) == 0
    assert await _earlier(kit, about=1, by=3) == 0


async def test_a_report_about_somebody_after_a_decision_does_not_show_whether_they_had_told(kit: Kit) -> None:
    """R42: otherwise whoever reports one name after the other would see a number change."""
    await roster_of(kit, READER)
    await case_with(kit, "One about two", about=2, by=1, decided=True, state=State.CLOSED)
    assert await _earlier(kit, about=2, by=3) == 1
    await case_with(kit, "Two about one", about=1, by=2, due_days=6)
    assert await _earlier(kit, about=2, by=4) == 1


async def test_the_team_reads_when_it_got_a_case_and_not_when_it_was_told(kit: Kit) -> None:
    """R42: how long a report was on its way would show whose name is slowed."""
    await roster_of(kit, READER)
    case_id = await case_with(kit, "Slow River", due_days=2)
    (listed,) = (await case_list_actions.waiting(kit, READER)).cases
    assert listed.came_at == START + timedelta(days=2)
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, READER, case_id)
        await case_actions.add_line(kit, session, seals, case, Said.ADDITION, "More.", author_id=None)
        page = await case_reading.page(kit, session, seals, case, READER)
    assert page.came_at == START + timedelta(days=2)
    assert [each.said_at for each in page.spoken] == [max(kit.clock(), START + timedelta(days=2))]


# Along an index


@pytest.mark.parametrize("what", ["waiting", "next_for", "begins_with", "ended", "mine"])
async def test_no_list_goes_through_every_case(kit: Kit, what: str) -> None:
    await roster_of(kit, READER)
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    event.listen(kit.store._reader.sync_engine, "before_cursor_execute", note)
    if what == "begins_with":
        await case_list_actions.begins_with(kit, READER, "Quiet", most=25)
    else:
        await getattr(case_list_actions, what)(kit, READER)
    (query,) = [each for each in asked if "FROM cases" in each and "EXISTS" in each]
    async with kit.store.reading() as session:
        count = query.count("?")
        connection = await session.connection()
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (0,) * count)
        steps = [str(row.detail) for row in plan]
    on_cases = [step for step in steps if "cases" in step and "case_people" not in step]
    assert on_cases
    assert all(step.startswith("SEARCH cases USING INDEX") for step in on_cases), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


# As people use them


async def test_lists_show_names_states_and_who_is_on_it_and_open_from_there(world: World) -> None:
    one, two = await waiting(world), await waiting(world)
    await shown(world, world.person("shirin"), one)
    listed = await world.moderator.slash(world.general, "case list")
    said = world.said(listed)
    for case in (one, two):
        assert f"*{case.team_name}*" in said
        assert case.receipt_name not in said
    assert "Shirin Park-Azari is on it" in said
    first = await world.press(world.moderator, listed, two.team_name)
    assert "Show the case" in labels_of(first)


async def test_a_long_list_goes_on_by_a_button(world: World) -> None:
    tellers = ("kavya", "farid") * 3
    every = [await waiting(world, by=teller) for teller in tellers]
    listed = await world.moderator.slash(world.general, "case list")
    assert every[5].team_name not in world.said(listed)
    following = await world.press(world.moderator, listed, "Show more")
    assert every[5].team_name in newest(following)
    assert says(newest(following), case_texts.LIST_END)


async def test_only_names_of_cases_that_they_may_read_are_offered(world: World) -> None:
    one, two = await waiting(world), await waiting(world)
    await world.press(world.moderator, await opened(world, world.moderator, one), "Not me")
    for command in ("case show", "case audit", "case search", "safety slow"):
        found = await world.moderator.autocomplete(world.general, command, "name", "")
        assert [each["value"] for each in found] == [two.team_name]
        found = await world.moderator.autocomplete(world.general, command, "name", one.team_name[:4])
        assert one.team_name not in [each["value"] for each in found]


async def test_cases_about_one_person_are_shown_together_and_stay_two(world: World) -> None:
    """R42."""
    one, two = await waiting(world), await waiting(world)
    found = world.said(await world.moderator.slash(world.general, "case search", person=world.other.user))
    assert one.team_name in found
    assert two.team_name in found


async def test_a_search_for_whoever_told_finds_nothing(world: World) -> None:
    """R11, R15."""
    await waiting(world)
    found = world.said(await world.moderator.slash(world.general, "case search", person=world.member.user))
    assert found == case_texts.LIST_EMPTY.in_("en")


async def test_the_trail_names_the_team_and_nobody_else_and_shows_the_chain(world: World) -> None:
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    form = await world.press(world.moderator, page, "Ask to see the name")
    await world.fill(world.moderator, form, words="Somebody else may be at risk.")
    said = world.said(await world.person("shirin").slash(world.general, "case audit", name=case.team_name))
    assert "Batbayar Ellis: opened it" in said
    assert "Batbayar Ellis: asked to see who told" in said
    assert "because: Somebody else may be at risk." in said
    for secret in (str(world.member.id), "Kavya", case.receipt_name, doing.WORDS):
        assert secret not in said
    async with world.bot.store.reading() as session:
        entries = await trail.of_case(session, world.guild.id, case.id)
    assert entries[-1].what == "audited"
    assert entries[-1].chain.hex() in said


def test_every_word_of_the_trail_is_said_in_plain_words() -> None:
    folder = Path(case_texts.__file__).parent.parent
    written = {
        word
        for file in folder.glob("*/*actions.py")
        for word in re.findall(r'"([a-z_]+)", case_id=', file.read_text("utf-8"))
    }
    assert len(written) > 20
    assert written <= case_texts.AUDIT_WORDS.keys()


async def test_the_trail_of_one_case_tells_nothing_of_how_much_is_done_in_others(world: World) -> None:
    """R11: a gap between numbers would be a trace."""
    one, two = await waiting(world), await waiting(world)
    await world.press(world.moderator, await opened(world, world.moderator, two), "Not me")
    for _ in range(3):
        await shown(world, world.person("shirin"), two)
    said = world.said(await world.moderator.slash(world.general, "case audit", name=one.team_name))
    numbers = [int(line.partition(" · ")[0]) for line in said.splitlines() if line[:1].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
    async with world.bot.store.reading() as session:
        latest = (await trail.of_case(session, world.guild.id, one.id))[-1]
    assert latest.number > len(numbers) + 3
    assert f"entry {latest.number}" not in said


async def test_in_a_direct_message_there_are_no_lists(world: World) -> None:
    await waiting(world)
    group = world.bot.tree.get_command("case")
    assert group is not None
    assert group.guild_only


async def test_whoever_takes_no_reports_is_told_that_there_is_nothing(world: World) -> None:
    case = await waiting(world, "batbayar")
    slash, general = world.person("shirin").slash, world.general
    for command in ("list", "mine", "next"):
        assert case.team_name not in world.said(await slash(general, f"case {command}"))
    assert world.said(await slash(general, "case show", name=case.team_name)) == REFUSED
    assert world.said(await slash(general, "case show", name="No Such")) == REFUSED
