"""Looking through cases: lists, searches, the next one, one's own, and the trail of one. All pass the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from cogs.reports import gate
from cogs.reports.casework import case_reading, case_rules, case_work_actions
from cogs.reports.casework.case_reading import Claim
from data import case_lists, trail
from data.cases import INVOLVED, Case
from data.sealing import GuildSeals

PAGE = 5  # cases on a page: each has a button
MOST_FOUND = 20  # of a search, on one page


@dataclass(frozen=True, slots=True)
class Listed:
    """One case in a list."""

    id: int
    name: str
    state: str
    came_at: datetime  # when the team got it
    due_at: datetime | None
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and whether there is more after it."""

    cases: Sequence[Listed]
    goes_on: bool


EMPTY = Page((), goes_on=False)


async def waiting(kit: Kit, viewer: Person, *, after: int = 0) -> Page:
    """Return a page of the open cases that somebody may read, those due first.

    Args:
        kit: What actions need.
        viewer: Who looks.
        after: The last case of the page before; one that they may not read begins from the start.
    """
    return await _page(kit, viewer, after, case_lists.open_cases)


async def ended(kit: Kit, viewer: Person, *, after: int = 0) -> Page:
    """Return a page of the decided and closed cases that somebody may read; the arguments are those of `waiting`."""
    return await _page(kit, viewer, after, case_lists.ended_cases)


async def _page(kit: Kit, viewer: Person, after: int, listing: case_lists.Listing) -> Page:
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, viewer.server_id)
        if seals is None:
            return EMPTY
        readable = gate.may_read(kit, seals, viewer)
        last = await case_lists.one(session, after, readable) if after else None
        found = await listing(session, seals.guild_id, readable, after=last, most=PAGE + 1)
        return await _listed(kit, session, seals, viewer, found)


async def mine(kit: Kit, viewer: Person) -> Page:
    """Return the cases that somebody is on, those that end first."""
    now = kit.clock()
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, viewer.server_id)
        if seals is None:
            return EMPTY
        found = await case_lists.claimed(session, seals.guild_id, gate.may_read(kit, seals, viewer), now=now)
        own = [case for case in found if case.claimed_by and seals.open(case, "claimed_by") == str(viewer.user_id)]
        return await _listed(kit, session, seals, viewer, own)


async def next_for(kit: Kit, viewer: Person) -> Listed | None:
    """Return the case that is due first, which they may read and nobody is on."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, viewer.guild_id or 0)
        if seals is None:
            return None
        readable = gate.may_read(kit, seals, viewer)
        found = await case_lists.next_free(session, seals.guild_id, readable, now=kit.clock())
        return None if found is None else (await _listed(kit, session, seals, viewer, [found])).cases[0]


async def begins_with(kit: Kit, viewer: Person, typed: str, *, most: int) -> Page:
    """Return the cases that somebody may read whose code name begins like this."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, viewer.server_id)
        if seals is None:
            return EMPTY
        readable, begins = gate.may_read(kit, seals, viewer), case_rules.code_name(typed)
        found = await case_lists.by_name(session, seals.guild_id, readable, begins=begins, most=most + 1)
        return await _listed(kit, session, seals, viewer, found, most=most)


async def about(kit: Kit, viewer: Person, *, user_id: int) -> Page:
    """Return the cases about somebody that the viewer may read (R42): shown together, never joined."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, viewer.server_id)
        if seals is None:
            return EMPTY
        readable, who = gate.may_read(kit, seals, viewer), seals.who(INVOLVED, user_id)
        found = await case_lists.about(session, seals.guild_id, readable, who=who, most=MOST_FOUND + 1)
        return await _listed(kit, session, seals, viewer, found, most=MOST_FOUND)


async def id_of(kit: Kit, viewer: Person, typed: str) -> int:
    """Return the id of a case by its code name.

    Raises:
        Refusal: when there is none, or not for them: both read the same.
    """
    async with kit.store.reading() as session:
        return (await case_work_actions.named(kit, session, viewer, typed))[1].id


async def _listed(
    kit: Kit, session: AsyncSession, seals: GuildSeals, viewer: Person, found: Sequence[Case], *, most: int = PAGE
) -> Page:
    names = await case_reading.team_names(session, seals)
    now = kit.clock()
    listed = [
        Listed(
            id=case.id,
            name=case.team_name,
            state=case.state,
            came_at=case.sent_at or case.kept_at,
            due_at=case.due_at,
            claim=case_reading.claim_of(seals, case, names, viewer_id=viewer.user_id, now=now),
        )
        for case in found[:most]
    ]
    return Page(listed, goes_on=len(found) > most)


# The trail of a case


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done in a case, or read of it."""

    at: datetime
    by: str | None  # a name; empty for somebody who left, None for Banyan and for the reporter
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The trail of a case, and the latest value of the server's chain.

    Without the numbers that entries have in the server: gaps between them would tell of cases one may not read.
    """

    name: str
    done: Sequence[Done]
    chain: bytes


async def audit(kit: Kit, viewer: Person, typed: str) -> Audit:
    """Note that somebody looks at the trail of a case, and return it.

    Raises:
        Refusal: when the case is not theirs to read.
    """
    async with kit.store.writing() as session:
        seals, case = await case_work_actions.named(kit, session, viewer, typed)
        who = viewer.user_id
        latest = await trail.append(session, seals, "audited", case_id=case.id, actor_id=who, now=kit.clock())
        names = await case_reading.team_names(session, seals)
        entries = await trail.of_case(session, seals.guild_id, case.id)
        done = [
            Done(entry.at, _by(seals, entry, names), entry.what, seals.open(entry, "why") if entry.why else "")
            for entry in entries
        ]
        return Audit(case.team_name, done, latest.chain)


def _by(seals: GuildSeals, entry: trail.TrailEntry, names: dict[int, str]) -> str | None:
    actor = "" if entry.actor is None else seals.open(entry, "actor")
    return names.get(int(actor), "") if actor else None
