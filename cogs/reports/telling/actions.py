"""Telling the team: what somebody told is kept, with who has a part in it. What follows: `after_actions.py`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import values_in
from cogs.reports import gate, names
from cogs.reports.casework import case_rules
from cogs.reports.telling import rules, texts
from data import cards, case_papers, cases, code_names, jobs, roster
from data.base import new_id, random_id
from data.cards import CardRow
from data.case_papers import Copy, Evidence, Line, Said
from data.cases import INVOLVED, REPORTER, Case, Involved, Part, State
from data.sealing import GuildSeals

_LIMITS_LOOK_BACK = timedelta(days=2)  # how far back somebody's reports count for the limits


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a report names: a user id or a handle, and the name they had."""

    person: int | str
    called: str | None = None


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file of a message: where it is and what it is called."""

    url: str
    name: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """A message as it was when somebody held it; without words where they can no longer be read."""

    link: str
    said_at: datetime
    author: Named | None
    words: str | None
    files: tuple[HeldFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """The circle from which somebody tells the team: its code name, and a link to its thread."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told.

    Attributes:
        form: The number of the form, the same when it is sent twice.
        reporter: Who tells, with their name.
        words: What happened; may be empty.
        shows_name: Whether they let the team see their name.
        about: Whom it is about, where they said: each id and each handle by itself (R44).
        left_out: Who is not to read it, by id or handle.
        message: The message they held, where they did.
        copies_files: Whether its pictures are to be copied.
        circle: The circle in which they pressed *Tell the team*, where they did.
    """

    form: int
    reporter: Named
    words: str = ""
    shows_name: bool = False
    about: Sequence[Named] = ()
    left_out: Sequence[int | str] = ()
    message: HeldMessage | None = None
    copies_files: bool = False
    circle: Circle | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A report with what belongs to it, and the seals that open it."""

    seals: GuildSeals
    case: Case
    people: Sequence[Involved]
    evidence: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class Receipt:
    """By what the reporter finds again what they told; `mine_actions.see` says how it stands.

    Attributes:
        id: What their buttons carry.
        name: The code name they know.
        case_id: For jobs; no button of the reporter's carries it.
        rows: What was kept just now, so that nothing has to be read again; None when the form was kept before.
    """

    id: int
    name: str
    case_id: int
    rows: Rows | None = None


async def tell(kit: Kit, *, guild_id: int, told: Told) -> Receipt:
    """Keep what somebody told.

    Committed before Discord is asked anything (R1, R2); sent twice, kept once (R8).

    Raises:
        Refusal: when the words are longer than a form takes.
    """
    now = kit.clock()
    words = rules.words_to_keep(told.words)
    reporter_id = told.reporter.person
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, guild_id)
        who = seals.who(REPORTER, reporter_id)
        earlier = await cases.told_before(session, guild_id, who, form=told.form, since=now - _LIMITS_LOOK_BACK)
        for before in earlier:
            if before.form == told.form:
                return Receipt(before.receipt_id, before.receipt_name, before.id)
        sends_at = rules.sends_at(now, [each.sends_at for each in earlier if each.sends_at is not None])
        receipt_name, team_name = await code_names.fresh(session, guild_id, 2)
        case = Case(
            id=random_id(),
            guild_id=guild_id,
            receipt_id=random_id(),
            form=told.form,
            who=who,
            receipt_name=receipt_name,
            team_name=team_name,
            names_reporter=told.shows_name,
            may_write=False,
            state=State.KEPT,
            kept_at=now,
            sends_at=sends_at + await _slowed_by(session, guild_id, who),
            by_letter=False,
            changed=0,
        )
        case.reporter = seals.seal(case, "reporter", str(reporter_id))
        case.reporter_called = seals.seal(case, "reporter_called", told.reporter.called or "")
        case.words = None if words is None else seals.seal(case, "words", words)
        people = await _fresh_parts(session, seals, case, _parts(told))
        evidence = _evidence(now, seals, case, told)
        await plan_to_send(kit, session, seals, case, [row.who for row in people])
        await cases.keep(session, case, people, evidence)
        if told.circle is not None:
            session.add(_told_in(now, seals, case, told.circle))
        if told.message is not None and told.message.files and told.copies_files:
            await jobs.ask(session, names.COPY_FILES, case.id, guild_id=guild_id, at=now)
    return Receipt(case.receipt_id, case.receipt_name, case.id, Rows(seals, case, people, evidence))


def _parts(told: Told) -> list[tuple[Part, Named]]:
    author = told.message.author if told.message is not None else None
    about = [*told.about, *([] if author is None else [author])]
    left_out = [(Part.LEFT_OUT, Named(person)) for person in told.left_out]
    return [(Part.REPORTER, told.reporter), *((Part.SUBJECT, each) for each in about), *left_out]


async def involve(
    session: AsyncSession, seals: GuildSeals, case: Case, people: Iterable[tuple[Part, Named]]
) -> frozenset[bytes]:
    """Give people a part in a case, each once, and return the digests of all who have one now.

    A handle or name of somebody on the roster stands for them too.
    """
    there = await cases.people(session, case.id)
    fresh = await _fresh_parts(session, seals, case, people, there=there)
    session.add_all(fresh)
    await session.flush()
    return frozenset(row.who for row in (*there, *fresh))


async def involve_by_handle(
    session: AsyncSession, seals: GuildSeals, case: Case, called: Mapping[int, Collection[str]]
) -> None:
    """Give whoever goes by a handle or name that a case knows somebody by the part of that somebody too.

    Names change, and people are named to the roster, between the telling and the sending.

    Args:
        session: The deed.
        seals: The server's.
        case: The case.
        called: The handles and names that people go by now, in canonical form, by user id.
    """
    rows = [(Part(row.part), seals.open(row, "person")) for row in await cases.people(session, case.id)]
    handles = [(part, person) for part, person in rows if not person.isdigit()]
    known = [(part, Named(person)) for part, person in handles]
    found = [(part, Named(who)) for part, person in handles for who, theirs in called.items() if person in theirs]
    await involve(session, seals, case, [*known, *found])


async def _fresh_parts(
    session: AsyncSession,
    seals: GuildSeals,
    case: Case,
    people: Iterable[tuple[Part, Named]],
    *,
    there: Iterable[Involved] = (),
) -> list[Involved]:
    """Return a new row for each part that somebody has not got yet."""
    known = {(row.part, row.who) for row in there}
    fresh = []
    for part, named in people:
        for person in [named.person, *await _on_the_roster(session, seals, named.person)]:
            who = seals.who(INVOLVED, person)
            if (part, who) in known:
                continue
            known.add((part, who))
            row = Involved(id=random_id(), guild_id=case.guild_id, case_id=case.id, part=part, who=who)
            row.person = seals.seal(row, "person", str(person))
            row.called = None if named.called is None else seals.seal(row, "called", named.called)
            fresh.append(row)
    return fresh


async def _on_the_roster(session: AsyncSession, seals: GuildSeals, handle: int | str) -> list[int]:
    """Return who of the roster goes by a handle or name."""
    if isinstance(handle, int):
        return []
    found = []
    for row in await roster.everyone(session, seals.guild_id):
        known = [seals.open(row, field) for field in ("handle", "name") if getattr(row, field) is not None]
        if handle in [rules.handle_of(each) for each in known]:
            found.append(int(seals.open(row, "person")))
    return found


def _evidence(now: datetime, seals: GuildSeals, case: Case, told: Told) -> list[Evidence]:
    """Return new rows for the message that somebody held and for its files."""
    message = told.message
    if message is None:
        return []
    kept = Evidence(
        id=new_id(now),
        guild_id=case.guild_id,
        case_id=case.id,
        copy=Copy.NOT_COPIED if message.words is None else Copy.KEPT,
        said_at=message.said_at,
    )
    kept.words = None if message.words is None else seals.seal(kept, "words", message.words)
    kept.author = None if message.author is None else seals.seal(kept, "author", str(message.author.person))
    kept.link = seals.seal(kept, "link", message.link)
    return [kept, *(_file(now, seals, case, file, is_copied=told.copies_files) for file in message.files)]


def _told_in(now: datetime, seals: GuildSeals, case: Case, circle: Circle) -> Line:
    """Return a new line that says from which circle it was told."""
    line = Line(id=new_id(now), guild_id=case.guild_id, case_id=case.id, said=Said.PLACE, said_at=now)
    line.words = seals.seal(line, "words", f"{circle.name}\n{circle.link}")
    return line


def _file(now: datetime, seals: GuildSeals, case: Case, file: HeldFile, *, is_copied: bool) -> Evidence:
    row = Evidence(
        id=new_id(now),
        guild_id=case.guild_id,
        case_id=case.id,
        copy=Copy.WAITING if is_copied else Copy.NOT_COPIED,
        file_bytes=file.size,
    )
    row.source = seals.seal(row, "source", file.url) if is_copied else None
    row.file_name = seals.seal(row, "file_name", file.name)
    return row


async def plan_to_send(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, with_a_part: Iterable[bytes]
) -> None:
    """Plan, in the deed that keeps or changes a case, that it reaches the team; or say that nobody can take it."""
    if case.owner_who is None and not await gate.readers(kit, session, seals, without=with_a_part):
        case.state, case.sends_at = State.NOBODY, None
        return
    case.state, case.sends_at = State.KEPT, case.sends_at or max(kit.clock(), case.kept_at + rules.THINK_AGAIN)
    await look_at(session, case, at=case.sends_at)


async def _slowed_by(session: AsyncSession, guild_id: int, who: bytes) -> timedelta:
    """Return how much later a code name's reports reach the team, where somebody of the team slowed it (R42)."""
    return case_rules.SLOWED_BY if await cases.is_slowed(session, guild_id, who) else timedelta()


async def at_once(kit: Kit, session: AsyncSession, case: Case) -> datetime:
    """Return when a report can reach the team at the earliest: now, unless several came before it."""
    now = kit.clock()
    slower = await _slowed_by(session, case.guild_id, case.who)
    if slower:
        return max(now, case.kept_at + rules.THINK_AGAIN + slower)
    others = list(await cases.kept_since(session, case.guild_id, case.who, now - _LIMITS_LOOK_BACK))
    if case.sends_at in others:
        others.remove(case.sends_at)
    its_turn = rules.sends_at(now, others)
    return now if its_turn == now + rules.THINK_AGAIN else its_turn


async def look_at(session: AsyncSession, case: Case, *, at: datetime) -> None:
    """Ask for the job that brings a case to the team, or brings what the team was told into step."""
    await jobs.ask(session, names.SEND, case.id, guild_id=case.guild_id, at=at, urgency=jobs.Urgency.SAFETY, move=True)


async def name_author(kit: Kit, session: AsyncSession, case_id: int, author: Named) -> None:
    """Fill in, in a job's deed, whom a report is about whose message could not be copied."""
    case = await session.get(Case, case_id)
    if case is None:
        return
    seals = await kit.seals.of(session, case.guild_id)
    with_a_part = await involve(session, seals, case, [(Part.SUBJECT, author)])
    for row in await case_papers.evidence(session, case.id):
        if row.link is not None:
            row.author = seals.seal(row, "author", str(author.person))
    if case.state == State.KEPT:
        await plan_to_send(kit, session, seals, case, with_a_part)


async def place_door(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Let the card "Something happened" follow its setting: out of the room it stood in, into the one chosen."""
    values = await values_in(session, kit.server_settings, guild_id)
    stood = select(CardRow.subject_id).where(CardRow.kind == names.DOOR_CARD, CardRow.guild_id == guild_id)
    rooms = [*await session.scalars(stood), values.id(names.DOOR_ROOM)]
    for room_id in dict.fromkeys(rooms):
        if room_id is not None:
            await cards.show(session, names.DOOR_CARD, room_id, guild_id=guild_id, now=kit.clock(), again=True)


async def own(kit: Kit, session: AsyncSession, reporter_id: int, receipt_id: int) -> tuple[GuildSeals, Case]:
    """Return a reporter's own case by its receipt; missing and another's read the same.

    Raises:
        Refusal: when there is none.
    """
    case = await cases.by_receipt(session, receipt_id)
    seals = None if case is None else await kit.seals.known(session, case.guild_id)
    if case is None or seals is None or case.who != seals.who(REPORTER, reporter_id):
        raise Refusal(texts.NO_SUCH_REPORT)
    return seals, case
