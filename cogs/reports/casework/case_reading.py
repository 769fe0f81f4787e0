"""What a case says to somebody who may read it, opened from its rows. Whoever calls has been at the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from cogs.reports import gate
from data import case_lists, case_papers, cases, measures, roster
from data.case_papers import Evidence, IdentityRequest, Line
from data.cases import Case, Part
from data.measures import Verdict
from data.sealing import GuildSeals


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody in a case: a user id or a handle, and the name they had."""

    person: str
    called: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A message, or a file of one, as it was when it was reported."""

    id: int
    is_file: bool
    copy: str
    words: str | None
    author: str | None
    link: str | None
    said_at: datetime | None
    name: str | None
    size: int | None  # bytes


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One thing that was said in a case."""

    said: str
    words: str | None
    author: str | None  # the name of somebody of the team; None for the reporter and for Banyan
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Asking:
    """A request to see who told, which waits for a second person."""

    by: str
    is_yours: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is on a case, and until when."""

    name: str
    is_yours: bool
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CasePage:
    """A whole case, as one reader may read it."""

    id: int
    guild_id: int
    name: str
    state: str
    kind: str | None
    wish: str | None
    came_at: datetime  # when the team got it: when it was told might show who is slowed (R42)
    due_at: datetime | None
    danger_at: datetime | None
    words: str | None
    evidence: tuple[Piece, ...]
    about: tuple[Someone, ...]
    witnesses: tuple[Someone, ...]
    reporter: Someone | None  # only where they showed their name, or it was opened
    opened_for: str | None  # why two people of the team opened it, where they did
    spoken: tuple[CaseLine, ...]
    claim: Claim | None
    earlier: int
    linked: tuple[str, ...]
    asking: Asking | None
    held_for: str | None
    appeal_id: int | None  # the open appeal that is due first


async def team_names(session: AsyncSession, seals: GuildSeals) -> dict[int, str]:
    """Return the names of everybody who takes reports, by user id, as they were when they accepted."""
    rows = await roster.everyone(session, seals.guild_id)
    return {int(seals.open(row, "person")): seals.open(row, "name") for row in rows if row.name is not None}


def claim_of(seals: GuildSeals, case: Case, names: Mapping[int, str], *, viewer_id: int, now: datetime) -> Claim | None:
    """Return who is on a case at a moment; a claim whose time is over is none (R34)."""
    if case.claimed_by is None or case.claim_ends_at is None or case.claim_ends_at <= now:
        return None
    user_id = int(seals.open(case, "claimed_by"))
    return Claim(names.get(user_id, ""), user_id == viewer_id, case.claim_ends_at)


async def page(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, viewer: Person) -> CasePage:
    """Return everything of a case."""
    names = await team_names(session, seals)
    readable = gate.may_read(kit, seals, viewer)
    people = await cases.people(session, case.id)
    asked = await case_papers.identity_request(session, case.id)
    opened = await case_papers.identity_opened(session, case.id)
    reporter = Someone(seals.open(case, "reporter"), seals.open(case, "reporter_called") or None)
    return CasePage(
        id=case.id,
        guild_id=case.guild_id,
        name=case.team_name,
        state=case.state,
        kind=case.kind,
        wish=case.wish,
        came_at=case.sent_at or case.kept_at,
        due_at=case.due_at,
        danger_at=case.danger_at,
        words=None if case.words is None else seals.open(case, "words"),
        evidence=tuple(_piece(seals, row) for row in await case_papers.evidence(session, case.id)),
        about=_those(seals, people, Part.SUBJECT),
        witnesses=_those(seals, people, Part.WITNESS),
        reporter=reporter if case.names_reporter else None,
        opened_for=None if opened is None else seals.open(opened, "reason"),
        spoken=tuple(_spoken(seals, case, row, names) for row in await case_papers.lines(session, case.id)),
        claim=claim_of(seals, case, names, viewer_id=viewer.user_id, now=kit.clock()),
        earlier=await case_lists.decided_about(session, case, readable),
        linked=tuple(other.team_name for other in await case_lists.linked(session, case.id, readable)),
        asking=None if asked is None else _asking(seals, asked, names, viewer.user_id),
        held_for=None if case.held_for is None else seals.open(case, "held_for"),
        appeal_id=await _open_appeal(session, case),
    )


async def _open_appeal(session: AsyncSession, case: Case) -> int | None:
    waiting = [each for each in await measures.appeals(session, case.id) if each.verdict == Verdict.OPEN]
    return min(waiting, key=lambda appeal: appeal.due_at).id if waiting else None


def _those(seals: GuildSeals, people: Sequence[cases.Involved], part: Part) -> tuple[Someone, ...]:
    return tuple(
        Someone(seals.open(row, "person"), None if row.called is None else seals.open(row, "called"))
        for row in people
        if row.part == part
    )


def _piece(seals: GuildSeals, row: Evidence) -> Piece:
    def opened(field: str) -> str | None:
        return None if getattr(row, field) is None else seals.open(row, field)

    return Piece(
        id=row.id,
        is_file=row.is_file,
        copy=row.copy,
        words=opened("words"),
        author=opened("author"),
        link=opened("link"),
        said_at=row.said_at,
        name=opened("file_name"),
        size=row.file_bytes,
    )


def _spoken(seals: GuildSeals, case: Case, row: Line, names: Mapping[int, str]) -> CaseLine:
    author = None if row.author is None else names.get(int(seals.open(row, "author")), "")
    came_at = row.said_at if case.sent_at is None else max(row.said_at, case.sent_at)
    return CaseLine(row.said, None if row.words is None else seals.open(row, "words"), author, came_at)


def _asking(seals: GuildSeals, row: IdentityRequest, names: Mapping[int, str], viewer_id: int) -> Asking:
    asker = int(seals.open(row, "asked_by"))
    return Asking(names.get(asker, ""), asker == viewer_id, seals.open(row, "reason"))
