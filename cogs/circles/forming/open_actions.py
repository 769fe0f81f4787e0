"""Deeds of who opens a circle: open, change, ask something else, call off. Each is one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import ZONE, Values, values_in
from cogs.circles import actions, checks, keeping, names, settings, who
from cogs.circles import texts as shared
from cogs.circles.circle import Circle, End, Pace, Stage
from cogs.circles.forming import form_rules
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming.new_circle import has_a_time, new_circle, plan
from data import cards, circle_prompts, circles
from data.circle_prompts import Pair
from data.circles import CircleRow, SeatRow
from data.prompts import THEMES
from data.sealing import GuildSeals

_AROUND = timedelta(hours=2)  # of a live circle: whoever hosts one hosts no other then


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form for a new circle holds, as it was typed and chosen."""

    title: str
    theme: str
    when: str
    pace: str
    most: str


@dataclass(frozen=True, slots=True)
class Door:
    """What the form for a new circle offers in this server."""

    room_id: int
    zone: str
    largest: int


@dataclass(frozen=True, slots=True)
class HostPage:
    """A circle that gathers, as its host reads it."""

    circle_id: int
    title: str
    pair: Pair
    room_id: int
    zone: str
    starts_at: datetime | None  # None: nobody named a time
    gathers: bool


async def door(kit: Kit, *, by: Person, here_since: datetime | None) -> Door:
    """Return what the form offers, if this person may open a circle at all.

    Raises:
        Refusal: when they may not, or there is no room for circles.
    """
    async with kit.store.reading() as session:
        values = await values_in(session, kit.server_settings, by.server_id)
    return _door(by, values, here_since, kit.clock())


def _door(by: Person, values: Values, here_since: datetime | None, now: datetime) -> Door:
    if not who.may_open(by, values):
        role_id = values.id(names.FACILITATORS)
        if role_id is None:
            raise Refusal(texts.TEAM_OPENS)
        raise Refusal(texts.FACILITATORS_OPEN, role=f"<@&{role_id}>")
    long_enough(by, values, here_since, now)
    room_id = values.id(names.ROOM)
    if room_id is None:
        raise Refusal(texts.NO_ROOM)
    return Door(room_id, values.text(ZONE), int(values.text(names.LARGEST)))


def long_enough(by: Person, values: Values, here_since: datetime | None, now: datetime) -> None:
    """Refuse whoever is not yet in the server for as long as its admins wish; those who lead circles always are.

    Raises:
        Refusal: saying from when on they can.
    """
    days = int(values.text(names.MEMBERSHIP))
    since = (here_since or now) + timedelta(days=days)
    if since > now and not who.leads(by, values):
        raise Refusal(texts.TOO_NEW, count=days, since=f"<t:{int(since.timestamp())}:D>")


async def open_circle(
    kit: Kit, *, by: Person, form: int, asked: Asked, here_since: datetime | None, language: str
) -> int:
    """Open a circle and invite to it. Returns its id.

    Args:
        kit: What actions need.
        by: Who opens it; they host it.
        form: The form's random number: the same form sent twice opens one circle.
        asked: What they typed and chose.
        here_since: Since when they are in the server.
        language: In which they may have typed the time.

    Raises:
        Refusal: when they may not, something typed cannot be used, or there are too many circles.
    """
    title = form_rules.title_to_keep(asked.title)
    now = kit.clock()
    async with kit.store.writing() as session:
        guild_id = by.server_id
        values = await values_in(session, kit.server_settings, guild_id)
        here = _door(by, values, here_since, now)
        when = form_rules.read_when(asked.when, zone=here.zone, now=now, language=language)
        seals = await kit.seals.of(session, guild_id)
        await actions.may_sit(session, seals, guild_id, by.user_id, 0, now)
        circle_id = int.from_bytes(seals.who(f"circle form:{form}", by.user_id)[:8], "big") >> 1
        if await circles.circle(session, guild_id, circle_id) is not None:
            return circle_id
        pace = Pace.SLOW if asked.pace == Pace.SLOW else Pace.LIVE
        held = await circles.open_circles(session, guild_id)
        at_once = int(values.text(names.AT_ONCE))
        if len(held) >= at_once:
            raise Refusal(texts.TOO_MANY, count=at_once)
        _hosts_no_other(seals, held, by.user_id, pace, when.at or now)
        theme = asked.theme if asked.theme in THEMES else THEMES[0]
        most = int(asked.most) if asked.most in ("4", "5", "6") else here.largest
        row = await new_circle(
            session,
            seals,
            circle_id=circle_id,
            origin_id=circle_id,
            title=title,
            theme=theme,
            pair_id=form_rules.first_pair(circle_prompts.pairs(theme), circle_id).id,
            pace=pace,
            most=min(most, here.largest),
            room_id=here.room_id,
            zone=when.zone,
            starts_at=when.at or now,
            host=by.user_id,
            needs_facilitator=values.text(names.AGES) != settings.ADULTS,
            now=now,
        )
        await _show(session, row, now)
        await plan(session, row, now)
    await kit.crashpoint("circles.opened")
    return circle_id


def _hosts_no_other(
    seals: GuildSeals,
    held: Iterable[CircleRow],
    user_id: int,
    pace: Pace,
    starts_at: datetime,
    but: int | None = None,
) -> None:
    """Refuse a second live circle of the same host at the same time.

    Raises:
        Refusal: naming the other.
    """
    mine = seals.who(circles.SEAT, user_id)
    for row in held:
        if row.id == but or row.host_who != mine or pace is not Pace.LIVE or row.pace != Pace.LIVE:
            continue
        if abs(row.starts_at - starts_at) < _AROUND:
            raise Refusal(texts.HOSTS_ONE, title=seals.open(row, "title"))


async def _show(session: AsyncSession, row: CircleRow, now: datetime) -> None:
    await cards.show(session, names.INVITATION_CARD, row.origin_id, guild_id=row.guild_id, now=now)


# What the host can still change


async def host_page(kit: Kit, *, by: Person, circle_id: int) -> HostPage:
    """Return what a host reads of a circle that gathers.

    Raises:
        Refusal: when they do not host it, or it is not here any more.
    """
    async with kit.store.reading() as session:
        seals, row, _ = await circle_of_host(kit, session, by, circle_id)
        return _page(seals, row)


async def invite_again(kit: Kit, *, by: Person, circle_id: int) -> int:
    """Ask that an invitation be shown again if somebody deleted it. Returns the circle whose own it is.

    Raises:
        Refusal: when they do not host it, or it has begun.
    """
    async with kit.store.writing() as session:
        _, row, _ = await circle_of_host(kit, session, by, circle_id)
        gathers(row)
        now = kit.clock()
        await cards.show(session, names.INVITATION_CARD, row.origin_id, guild_id=row.guild_id, now=now, again=True)
        return row.origin_id


def _page(seals: GuildSeals, row: CircleRow) -> HostPage:
    pair = circle_prompts.pair(row.pair_id)
    assert pair is not None, "pairs are never taken out"
    return HostPage(
        circle_id=row.id,
        title=seals.open(row, "title"),
        pair=pair,
        room_id=row.room_id,
        zone=row.zone,
        starts_at=row.starts_at if has_a_time(row) else None,
        gathers=row.stage == Stage.GATHERING,
    )


async def circle_of_host(
    kit: Kit, session: AsyncSession, by: Person, circle_id: int
) -> tuple[GuildSeals, CircleRow, Circle]:
    """Return a circle about whose beginning this person decides.

    That is its host and who leads circles here; once it is time, and nobody hosts or the host is away, everybody
    with a seat (C8).

    Raises:
        Refusal: when they do not, may not lead it, or it is not here any more.
    """
    row = await circles.circle(session, by.server_id, circle_id)
    if row is None:
        raise Refusal(shared.UNKNOWN_CIRCLE)
    seals = await kit.seals.of(session, by.server_id)
    circle = await keeping.load(session, seals, row)
    values = await values_in(session, kit.server_settings, by.server_id)
    now = kit.clock()
    await actions.may_host(session, seals, by.server_id, by.user_id, row.id, now)
    nobody_else = circle.host is None or (now >= row.starts_at and checks.host_is_gone(circle, now))
    has_a_seat = circle.seat_of(by.user_id) in circle.present
    if not (by.user_id == circle.host or who.leads(by, values) or (nobody_else and has_a_seat)):
        raise Refusal(texts.HOST_DECIDES)
    return seals, row, circle


def gathers(row: CircleRow) -> None:
    """Refuse what is only possible until a circle begins.

    Raises:
        Refusal: when it has begun or ended.
    """
    if row.stage in circles.OVER:
        raise Refusal(shared.IS_OVER)
    if row.stage != Stage.GATHERING:
        raise Refusal(shared.HAS_BEGUN)


async def another_pair(kit: Kit, *, by: Person, circle_id: int) -> HostPage:
    """Let a circle ask another pair of questions of its theme.

    What goes deepest only who leads circles can choose, and only while nobody has joined: whoever joined has read
    an invitation without a note.

    Raises:
        Refusal: when they do not host it, it has begun, or there is no other pair.
    """
    async with kit.store.writing() as session:
        seals, row, circle = await circle_of_host(kit, session, by, circle_id)
        gathers(row)
        values = await values_in(session, kit.server_settings, by.server_id)
        others = [seat for seat in circle.present if seat.person != circle.host]
        deep = who.leads(by, values) and not others
        pair = form_rules.next_pair(circle_prompts.pairs(row.theme), row.pair_id, deep=deep)
        if pair is None:
            raise Refusal(texts.ONLY_ONE_PAIR)
        row.pair_id = pair.id
        await _show(session, row, kit.clock())
        return _page(seals, row)


async def change(kit: Kit, *, by: Person, circle_id: int, title: str, when: str, language: str) -> HostPage:
    """Give a circle that gathers another title or time.

    Raises:
        Refusal: when they do not host it, it has begun, or what was typed cannot be used.
    """
    kept = form_rules.title_to_keep(title)
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, row, circle = await circle_of_host(kit, session, by, circle_id)
        gathers(row)
        read = form_rules.read_when(when, zone=row.zone, now=now, language=language)
        starts_at = read.at or now
        if circle.host is not None:
            held = await circles.open_circles(session, row.guild_id)
            _hosts_no_other(seals, held, circle.host, Pace(row.pace), starts_at, but=row.id)
        had_a_time = has_a_time(row)
        row.title, row.zone = seals.seal(row, "title", kept), read.zone
        if read.at is not None or had_a_time:
            row.starts_at = starts_at
        await _show(session, row, now)
        await plan(session, row, now)
        return _page(seals, row)


async def call_off(kit: Kit, *, by: Person, circle_id: int) -> None:
    """Call a circle off before it begins.

    Raises:
        Refusal: when they do not host it, or it has begun.
    """
    async with kit.store.writing() as session:
        _, row, _ = await circle_of_host(kit, session, by, circle_id)
        gathers(row)
        await call_off_in(kit, session, row, by.user_id)
    await kit.crashpoint("circles.kept")


async def call_off_in(kit: Kit, session: AsyncSession, row: CircleRow, user_id: int) -> None:
    """Call a circle off, within a deed; that somebody may was asked before."""
    now = kit.clock()
    await keeping.happens_in(kit, session, row.guild_id, row.id, End(by=user_id, leads=True))
    if row.origin_id != row.id:  # it was split off, and no facilitator came, while others of the invitation sit
        for seat in await circles.seats(session, row.id):
            if not seat.gone:
                await sits_first_next_time(session, seat, now)
    await plan(session, row, now)


async def sits_first_next_time(session: AsyncSession, seat: SeatRow, now: datetime) -> None:
    """Somebody finds no seat: told to them only, where they see their seat, and by a letter if they wish."""
    seat.gone = True
    await circles.note_waiting(session, seat.guild_id, [seat.who], since=now)
    if seat.may_remind:  # a letter of its own, whatever reminder stands
        await cards.start_anew(session, names.SEAT_LETTER, seat.id)
        await cards.show(session, names.SEAT_LETTER, seat.id, guild_id=seat.guild_id, now=now)
