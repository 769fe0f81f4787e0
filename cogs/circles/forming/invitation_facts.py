"""What an invitation shows, read from the circles that came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Place, Room
from cogs.circles import keeping, names, rules
from cogs.circles.circle import Part, Stage
from cogs.circles.forming.join_actions import LATE_STAGES
from cogs.circles.forming.new_circle import has_a_time
from data import cards, circle_prompts, circles


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What an invitation shows.

    Attributes:
        circle_id: The first circle of the invitation.
        title: What it is called.
        theme: One of the eight.
        note: What somebody should know before they join, where the questions go deep.
        pace: Live or slow.
        starts_at: When it begins; None where no time was named, or it has come.
        is_time: Whether it may begin now.
        host: Who hosts, a user id.
        tellers: Who came to tell, user ids, until it begins.
        listeners: Who came to listen, user ids, until it begins.
        wants_facilitator: Whether it waits for a facilitator before it can begin.
        stage: Gathering, begun, closed or called off: of all its circles together.
        begun: How many circles have begun.
        can_listen: Whether somebody can still come in to listen.
        waiting: The circles that were split off and wait for a facilitator.
        language: The server's.
        places: Where it stands.
    """

    circle_id: int
    title: str
    theme: str
    note: str | None
    pace: str
    starts_at: datetime | None
    is_time: bool
    host: int | None
    tellers: tuple[int, ...]
    listeners: tuple[int, ...]
    wants_facilitator: bool
    stage: Stage
    begun: int
    can_listen: bool
    waiting: tuple[int, ...]
    language: str
    places: tuple[Place, ...]

    @property
    def gathers(self) -> bool:
        """Whether it has not begun."""
        return self.stage is Stage.GATHERING

    @property
    def is_over(self) -> bool:
        """Whether every circle of it has ended."""
        return self.stage in circles.OVER

    @property
    def is_few(self) -> bool:
        """Whether those who came are too few for a circle."""
        return len(self.tellers) < rules.FEWEST


async def invitation_facts(kit: Kit, session: AsyncSession, circle_id: int) -> InvitationFacts | None:
    """Return what an invitation shows; None where a circle stands on another one's."""
    row = await session.get(circles.CircleRow, circle_id)
    if row is None or row.origin_id != row.id:
        return None
    seals = await kit.seals.of(session, row.guild_id)
    values = await values_in(session, kit.server_settings, row.guild_id)
    circle = await keeping.load(session, seals, row)
    family = await circles.of_invitation(session, row.id)
    gathers = circle.stage is Stage.GATHERING
    split_off = [each for each in family if each.id != row.id]
    waiting = tuple(each.id for each in split_off if each.stage == Stage.GATHERING)
    over = all(each.stage in circles.OVER for each in family)
    pair = circle_prompts.pair(row.pair_id)
    has_come = kit.clock() >= row.starts_at
    card = await cards.card_of(session, names.INVITATION_CARD, row.id)
    stands_in = row.room_id if card is None or card.channel_id is None else card.channel_id
    return InvitationFacts(
        circle_id=row.id,
        title=seals.open(row, "title"),
        theme=row.theme,
        note=None if pair is None else pair.note,
        pace=row.pace,
        starts_at=row.starts_at if has_a_time(row) and not has_come else None,
        is_time=has_come,
        host=circle.host,
        tellers=tuple(seat.person for seat in circle.tellers) if gathers else (),
        listeners=tuple(seat.person for seat in circle.present if seat.part is Part.LISTENER) if gathers else (),
        wants_facilitator=gathers and row.needs_facilitator and circle.host is None,
        stage=circle.stage if gathers or over else Stage.TALK,
        begun=1 + sum(each.stage not in (Stage.GATHERING, Stage.CALLED_OFF) for each in split_off),
        can_listen=any(each.stage in LATE_STAGES for each in family),
        waiting=() if over else waiting,
        language=values.text(LANGUAGE),
        places=(Room(stands_in),),
    )
