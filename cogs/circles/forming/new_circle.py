"""A new circle in its row, and what has to be looked at because of when it begins."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from cogs.circles import keeping, names
from cogs.circles.circle import Pace, Stage
from cogs.circles.forming import form_rules
from data import circle_prompts, code_names, jobs
from data.circles import CircleRow
from data.jobs import Urgency
from data.sealing import GuildSeals


async def new_circle(
    session: AsyncSession,
    seals: GuildSeals,
    *,
    circle_id: int,
    origin_id: int,
    title: str,
    theme: str,
    pair_id: str,
    pace: str,
    most: int,
    room_id: int,
    zone: str,
    starts_at: datetime,
    host: int | None,
    needs_facilitator: bool,
    now: datetime,
) -> CircleRow:
    """Add a circle that gathers, with a code name of its own.

    Args:
        session: The deed.
        seals: The server's.
        circle_id: Its id.
        origin_id: The circle on whose invitation it stands, itself where it has its own.
        title: What it is called, for everyone to read.
        theme: One of the eight.
        pair_id: What its rounds ask.
        pace: Live or slow.
        most: How many tell in it at most.
        room_id: Where its invitation stands, and its thread begins.
        zone: In which its time was said.
        starts_at: When it begins; `now` where nobody named a time.
        host: Who hosts, a user id.
        needs_facilitator: Whether it may only go on with a facilitator as its host.
        now: The current moment.
    """
    row = CircleRow(
        id=circle_id,
        guild_id=seals.guild_id,
        origin_id=origin_id,
        name=(await code_names.fresh(session, seals.guild_id, 1))[0],
        theme=theme,
        pair_id=pair_id,
        pace=pace,
        most=most,
        room_id=room_id,
        zone=zone,
        starts_at=starts_at,
        made_at=now,
        stage=Stage.GATHERING,
        step=0,
        question=0,
        questions=len(circle_prompts.INTENTS),
        host_away=False,
        host_let_in=False,
        host_seen_at=None if host is None else now,
        needs_facilitator=needs_facilitator,
    )
    row.title = seals.seal(row, "title", title)
    keeping.host(seals, row, host)
    session.add(row)
    await session.flush()
    return row


def has_a_time(row: CircleRow) -> bool:
    """Return whether a time was named for a circle."""
    return row.starts_at > row.made_at


async def plan(session: AsyncSession, row: CircleRow, now: datetime, *, mirrored: bool = True) -> None:
    """Ask for the looks that depend on when a circle begins, now and whenever that moves.

    Args:
        session: The deed.
        row: The circle.
        now: The current moment.
        mirrored: Whether an event of the server shows it, where it has a time.
    """
    gathers = row.stage == Stage.GATHERING
    waits_until = row.starts_at if row.starts_at > now else row.starts_at + form_rules.UNBEGUN[Pace(row.pace)]
    if gathers:
        await _look(session, names.BEGIN, row, waits_until)
    if has_a_time(row):
        # At once too: what was promised for another time is taken back.
        await _look(session, names.REMIND, row, now)
    if has_a_time(row) and mirrored:
        await _look(session, names.EVENT, row, now)


async def _look(session: AsyncSession, job: str, row: CircleRow, at: datetime) -> None:
    await jobs.ask(session, job, row.id, guild_id=row.guild_id, at=at, urgency=Urgency.SCHEDULE, move=True)
