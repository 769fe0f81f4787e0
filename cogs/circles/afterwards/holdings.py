"""What circles keep of a person: every table of `data/circles.py` that refers to one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.privacy import Holding, by_who
from cogs.circles import names
from cogs.circles.afterwards import after_texts
from data import circle_archive, circles
from data.base import Base
from data.sealing import GuildSeals


async def _hosted(session: AsyncSession, seals: GuildSeals, user_id: int) -> Sequence[Any]:
    return await circle_archive.hosted_by(session, seals.guild_id, seals.who(circles.SEAT, user_id))


async def _lines(session: AsyncSession, seals: GuildSeals, user_id: int) -> Sequence[Any]:
    """Find what somebody gave to tellers, and what they were given: it names them, and is theirs to show or keep."""
    seats = await circle_archive.seats_of(session, seals.guild_id, seals.who(circles.SEAT, user_id))
    return await circle_archive.flashbacks_of(session, [seat.id for seat in seats])


async def _never_looked_up(session: AsyncSession, seals: GuildSeals, user_id: int) -> Sequence[Any]:
    """Find nothing: what is never looked up by person can tell nobody whether there is any."""
    return ()


def _safety(table: type[Base], *columns: str) -> Holding:
    return Holding(
        table=table,
        columns=columns,
        meaning=after_texts.HELD_SAFETY,
        kept=after_texts.HELD_SAFETY_KEPT,
        readers=after_texts.HELD_SAFETY_READERS,
        mine=_never_looked_up,
        exported=(),
        safety=True,
    )


HOLDINGS = (
    Holding(
        table=circles.CircleRow,
        columns=("host", "host_who", "title"),
        meaning=after_texts.HELD_HOST,
        kept=after_texts.HELD_HOST_KEPT,
        readers=after_texts.HELD_HOST_READERS,
        mine=_hosted,
        exported=("title", "made_at"),
        blanked=("host", "host_who"),
        card=names.INVITATION_CARD,
    ),
    Holding(
        table=circles.Story,
        columns=("who", "teller", "words", "note"),
        meaning=after_texts.HELD_STORIES,
        kept=after_texts.HELD_STORIES_KEPT,
        readers=after_texts.HELD_STORIES_READERS,
        mine=by_who(circles.Story, circles.STORY),
        exported=("made_at", "words", "note", "keep", "decided_at"),
        card=names.STORY_CARD,
    ),
    # Before the seats, through which they are found.
    Holding(
        table=circles.Flashback,
        columns=("giver_seat", "teller_seat", "words"),
        meaning=after_texts.HELD_LINES,
        kept=after_texts.HELD_LINES_KEPT,
        readers=after_texts.HELD_LINES_READERS,
        mine=_lines,
        exported=("made_at", "words", "shown_at"),
        card=names.FLASHBACK_CARD,
    ),
    Holding(
        table=circles.SeatRow,
        columns=("who", "person"),
        meaning=after_texts.HELD_SEATS,
        kept=after_texts.HELD_SEATS_KEPT,
        readers=after_texts.HELD_SEATS_READERS,
        mine=by_who(circles.SeatRow, circles.SEAT),
        exported=("joined_at", "part"),
        card=names.AFTER_LETTER,
    ),
    Holding(
        table=circles.Wish,
        columns=("who",),
        meaning=after_texts.HELD_WISHES,
        kept=after_texts.HELD_WISHES_KEPT,
        readers=after_texts.HELD_WISHES_READERS,
        mine=by_who(circles.Wish, circles.WISH),
        exported=("unhurried",),
    ),
    # A list is its author's. Whoever stands on somebody else's is not told so by an export, and takes nothing off
    # it by an erasure: `other_who` and `other` are safety records, which say the same whether there are any or not.
    Holding(
        table=circles.Apart,
        columns=("who",),
        meaning=after_texts.HELD_APART,
        kept=after_texts.HELD_APART_KEPT,
        readers=after_texts.HELD_APART_READERS,
        mine=by_who(circles.Apart, circles.APART),
        exported=("other", "made_at"),
    ),
    _safety(circles.Apart, "other_who", "other"),
    Holding(
        table=circles.Yielded,
        columns=("who",),
        meaning=after_texts.HELD_WAITED,
        kept=after_texts.HELD_WAITED_KEPT,
        readers=after_texts.HELD_WAITED_READERS,
        mine=by_who(circles.Yielded, circles.SEAT),
        exported=("since",),
    ),
    _safety(circles.Absence, "who", "person", "reason", "made_by"),
)
