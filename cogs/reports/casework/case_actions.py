"""Deeds of the team on a case: hearing of it, reading it, claiming it, stepping back. More: `case_work_actions.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.language import Text
from bot.server_settings import LANGUAGE, TEAM_ROOM, values_in
from cogs.reports import gate, letters, names
from cogs.reports.casework import case_reading, case_rules, case_texts
from cogs.reports.casework.case_reading import CasePage
from data import cards, case_papers, jobs, trail
from data.base import new_id, random_id
from data.case_papers import LETTER, Line, Said
from data.cases import INVOLVED, OPEN, WITH_THE_TEAM, Case, Involved, Part, State
from data.jobs import Urgency
from data.sealing import GuildSeals

TO_THE_TEAM = (names.CASE_LETTER, names.DANGER_LETTER, names.HANDED_LETTER, names.CASE_NEWS_LETTER)
ABOUT_DECISIONS = (
    names.SECOND_LETTER,
    names.REVIEW_LETTER,
    names.FAILED_LETTER,
    names.NOT_AGREED_LETTER,
    names.SECOND_ENDED_LETTER,
    names.APPEAL_LETTER,
)
"""To the team too, but these outlast the case's own end."""


# The team hears of a case


async def announce(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, readers: Sequence[gate.Reader]
) -> None:
    """Tell the team, in the deed that hands a case to them or makes it urgent, that it waits. May be done again.

    The card in the team's room says it, or, where somebody with a part in it may look there or there is no room,
    a letter to everybody who may read it. Danger goes by letter to everybody, always.

    Args:
        kit: What actions need.
        session: The deed.
        seals: The server's.
        case: The case, which the team may read by now.
        readers: Who may read it.
    """
    now = kit.clock()
    values = await values_in(session, kit.server_settings, case.guild_id)
    if claimed_by(seals, case, now) not in {None, *(reader.user_id for reader in readers)}:
        set_free(case)  # whoever was on it may not read it any more, or is no longer of the team
    danger = case_rules.danger_waits(case)
    urgency = Urgency.SAFETY if danger else Urgency.SOMEBODY_WAITS
    case.due_at = case_rules.due_at(case, now, case_rules.look_span(values.text(names.LOOK)))
    await session.flush()
    if not case.by_letter:
        await cards.show(session, names.CASE_CARD, case.id, guild_id=case.guild_id, now=now, urgency=urgency)
    by_letter, is_free = case.by_letter or values.id(TEAM_ROOM) is None, claimed_by(seals, case, now) is None
    if danger:
        await _write_once(kit, session, seals, case, names.DANGER_LETTER, readers, urgency, since=case.danger_at)
    elif by_letter and is_free:
        await _write_once(kit, session, seals, case, names.CASE_LETTER, readers, urgency)
    await _tell_news(kit, session, seals, case, readers, by_letter=by_letter)
    await plan_look(kit, session, case)


async def _tell_news(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, readers: Sequence[gate.Reader], *, by_letter: bool
) -> None:
    """Write to whoever is on a case that its reporter said something; where nobody is and no card says it, to all."""
    if case.news_at is None:
        return
    on_it, about = claimed_by(seals, case, kit.clock()), names.CASE_NEWS_LETTER
    to = [reader for reader in readers if reader.user_id == on_it or (on_it is None and by_letter)]
    await _write_once(kit, session, seals, case, about, to, Urgency.SOMEBODY_WAITS, since=case.news_at)


async def _write_once(
    kit: Kit,
    session: AsyncSession,
    seals: GuildSeals,
    case: Case,
    about: str,
    readers: Sequence[gate.Reader],
    urgency: Urgency,
    *,
    since: datetime | None = None,
) -> None:
    """Write one kind of letter to each who has none of it, or none that was written since a moment."""
    letters_now = await case_papers.letters(session, case.id)
    standing = [letter for letter in letters_now if letter.about == about and letter.withdrawn_at is None]
    written = {letter.who for letter in standing if since is None or letter.written_at >= since}
    for reader in readers:
        if seals.who(LETTER, reader.user_id) not in written:
            await _write_anew(kit, session, seals, case, about, about_id=case.id, to=reader.user_id, urgency=urgency)


async def heard(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Let the team hear, in the deed in which a case's reporter said something, that it has news.

    Whoever is on it is written to; where nobody is, the card says so, or where it has none, a letter to everybody.
    """
    if case.state not in WITH_THE_TEAM:
        return
    now = kit.clock()
    case.news_at = now
    if case.state == State.LOOKING and (case.due_at is None or case.due_at <= now):
        case.due_at = now + await look_span(kit, session, case.guild_id)
    await reach_team_again(kit, session, case)
    await plan_look(kit, session, case)


async def reach_team_again(kit: Kit, session: AsyncSession, case: Case, *, card_waits: bool = False) -> None:
    """Ask, in the deed that changes a case, that the team hear of it.

    The job asks Discord who is still of the team, and whether a card may say so or it goes by letter.

    Args:
        kit: What actions need.
        session: The deed.
        case: The case.
        card_waits: Where no card stands: let none appear before that was asked. Who may look into the team's room
            may have changed meanwhile.
    """
    if card_waits:
        case.by_letter = True
    await session.flush()
    await ask_to_send(session, case, at=kit.clock())


async def ask_to_send(session: AsyncSession, case: Case, *, at: datetime) -> None:
    """Ask for that job at a moment."""
    await jobs.ask(session, names.SEND, case.id, guild_id=case.guild_id, at=at, urgency=Urgency.SAFETY, move=True)


async def look_span(kit: Kit, session: AsyncSession, guild_id: int) -> timedelta:
    """Return within which time somebody of a server's team looks."""
    values = await values_in(session, kit.server_settings, guild_id)
    return case_rules.look_span(values.text(names.LOOK))


async def plan_look(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Ask, in the deed that changes a case, that it be looked at when its next moment comes."""
    at = case_rules.next_look(case, kit.clock())
    if at is not None:
        await jobs.ask(session, names.LOOK_AFTER, case.id, guild_id=case.guild_id, at=at, move=True)


async def bring_card_into_step(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Bring what the team is shown of a case into step, in the deed that changes it; what waits no more goes."""
    await session.flush()
    await cards.show(session, names.CASE_CARD, case.id, guild_id=case.guild_id, now=kit.clock())
    if case.state not in OPEN:
        for letter in await case_papers.letters(session, case.id):
            if letter.about in TO_THE_TEAM and letter.withdrawn_at is None:
                await letters.withdraw(kit, session, letter)
    await plan_look(kit, session, case)


# The reporter hears


async def say_to_reporter(
    kit: Kit,
    session: AsyncSession,
    seals: GuildSeals,
    case: Case,
    words: str | Text,
    *,
    author_id: int | None = None,
    form: int | None = None,
    **filled: object,
) -> None:
    """Tell the reporter something in the deed that it is about: at `/report mine`, and with a letter if they said yes.

    Args:
        kit: What actions need.
        session: The deed.
        seals: The server's.
        case: The case.
        words: What, as somebody of the team wrote it, or one of our own sentences.
        author_id: Who of the team; None for Banyan.
        form: The number of the form that was sent.
        **filled: What to fill into a sentence of ours.
    """
    if isinstance(words, Text):
        values = await values_in(session, kit.server_settings, case.guild_id)
        words = words.in_(values.text(LANGUAGE), **filled)
    await add_line(kit, session, seals, case, Said.WORD, words, author_id=author_id, form=form)
    await write_to_reporter(kit, session, seals, case, names.NEWS_LETTER)


async def write_to_reporter(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, about: str) -> None:
    """Write a letter to the reporter, if they said that Banyan may."""
    if case.may_write:
        reporter_id = int(seals.open(case, "reporter"))
        await _write_anew(kit, session, seals, case, about, about_id=case.receipt_id, to=reporter_id)


async def _write_anew(
    kit: Kit,
    session: AsyncSession,
    seals: GuildSeals,
    case: Case,
    about: str,
    *,
    about_id: int,
    to: int,
    urgency: Urgency = Urgency.SOMEBODY_WAITS,
) -> None:
    """Write a letter in the place of an earlier one of its kind, so that only the newest stands."""
    who = seals.who(LETTER, to)
    for letter in await case_papers.letters(session, case.id):
        if letter.about == about and letter.who == who and letter.withdrawn_at is None:
            await letters.withdraw(kit, session, letter)
    await letters.write(kit, session, seals, case, about, about_id=about_id, to=to, urgency=urgency)


async def add_line(
    kit: Kit,
    session: AsyncSession,
    seals: GuildSeals,
    case: Case,
    said: Said,
    words: str,
    *,
    author_id: int | None,
    form: int | None = None,
) -> Line:
    """Add one thing that was said to a case."""
    now = kit.clock()
    line = Line(id=new_id(now), guild_id=case.guild_id, case_id=case.id, said=said, said_at=now, form=form)
    line.words = seals.seal(line, "words", words)
    line.author = None if author_id is None else seals.seal(line, "author", str(author_id))
    session.add(line)
    await session.flush()
    return line


# Reading it


@dataclass(frozen=True, slots=True)
class Peek:
    """What somebody learns before a case is shown to them."""

    id: int
    name: str
    kind: str | None
    in_danger: bool
    taken_back: bool


async def peek(kit: Kit, viewer: Person, case_id: int) -> Peek:
    """Return what a case contains, before it is shown.

    Raises:
        Refusal: when it is not theirs to read.
    """
    async with kit.store.reading() as session:
        _, case = await gate.case_for(kit, session, viewer, case_id)
        return Peek(case.id, case.team_name, case.kind, case.danger_at is not None, case.state == State.TAKEN_BACK)


async def show(kit: Kit, viewer: Person, case_id: int) -> CasePage:
    """Note that somebody reads a case, let them have it for a day if it is free, and return it.

    Raises:
        Refusal: when it is not theirs to read.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        await trail.append(session, seals, "opened", case_id=case.id, actor_id=viewer.user_id, now=now)
        if case.state in OPEN:
            await claim(kit, session, seals, case, viewer.user_id)
            if case.state == State.NEW:
                await _begin(kit, session, seals, case)
        case.opened_at, case.news_at = case.opened_at or now, None
        if case.danger_at is not None:
            case.danger_seen_at = case.danger_seen_at or now
        await bring_card_into_step(kit, session, case)
        return await case_reading.page(kit, session, seals, case, viewer)


async def _begin(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> None:
    """The first look at a new case: from here on a word is promised by a day."""
    case.state = State.LOOKING
    case.due_at = kit.clock() + await look_span(kit, session, case.guild_id)
    when = f"<t:{int(case.due_at.timestamp())}:D>"
    await say_to_reporter(kit, session, seals, case, case_texts.TOLD_OPENED, when=when)


# Claims (R34): they end by themselves


def claimed_by(seals: GuildSeals, case: Case, now: datetime) -> int | None:
    """Return who is on a case now, by user id."""
    if case.claimed_by is None or case.claim_ends_at is None or case.claim_ends_at <= now:
        return None
    return int(seals.open(case, "claimed_by"))


async def claim(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, user_id: int) -> bool:
    """Let somebody have a case for a day, if it is free; of two who try, one has it. Returns whether they do."""
    now = kit.clock()
    free = or_(Case.claim_ends_at.is_(None), Case.claim_ends_at <= now)
    taken = await session.execute(
        update(Case)
        .where(Case.id == case.id, free)
        .values(claimed_by=seals.seal(case, "claimed_by", str(user_id)), claim_ends_at=now + case_rules.CLAIM_LASTS)
        .execution_options(synchronize_session=False)
    )
    await session.refresh(case, ["claimed_by", "claim_ends_at"])
    if taken.rowcount:  # type: ignore[attr-defined]  # an UPDATE counts its rows
        await trail.append(session, seals, "claimed", case_id=case.id, actor_id=user_id, now=now)
    return claimed_by(seals, case, now) == user_id


def set_free(case: Case) -> None:
    """End a claim, in the deed that gives a case back or ends it."""
    case.claimed_by = case.claim_ends_at = None


# Not me


async def not_me(kit: Kit, viewer: Person, case_id: int) -> None:
    """Close a case for somebody, without a reason: for them it no longer exists.

    Raises:
        Refusal: when it is not theirs to read.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        who = seals.who(INVOLVED, viewer.user_id)
        row = Involved(id=random_id(), guild_id=case.guild_id, case_id=case.id, part=Part.NOT_ME, who=who)
        row.person = seals.seal(row, "person", str(viewer.user_id))
        session.add(row)
        if case.owner_who == who:
            case.owner_who = None
        if claimed_by(seals, case, now) == viewer.user_id:
            set_free(case)
        await trail.append(session, seals, "not_me", case_id=case.id, actor_id=viewer.user_id, now=now)
        await _withdraw_letters_to(kit, session, seals, case, viewer.user_id)
        await give_back_if_nobody_is_left(kit, session, seals, case)
        await bring_card_into_step(kit, session, case)


async def keep_from(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, user_id: int) -> None:
    """Take a case, and what the team was written about it, from somebody, in the deed that gives them a part in it."""
    if case.owner_who == seals.who(INVOLVED, user_id):
        case.owner_who = None
    if claimed_by(seals, case, kit.clock()) == user_id:
        set_free(case)
    await _withdraw_letters_to(kit, session, seals, case, user_id)
    await reach_team_again(kit, session, case)


async def _withdraw_letters_to(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, user_id: int) -> None:
    who = seals.who(LETTER, user_id)
    for letter in await case_papers.letters(session, case.id):
        if letter.who == who and letter.about in (*TO_THE_TEAM, *ABOUT_DECISIONS) and letter.withdrawn_at is None:
            await letters.withdraw(kit, session, letter)


async def forget_former_owner(kit: Kit, session: AsyncSession, case: Case, *, owner_id: int) -> None:
    """Once somebody else owns the server, whoever owned it before is no longer asked; nor is the new one."""
    seals = await kit.seals.of(session, case.guild_id)
    if case.owner_who is not None and case.owner_who != seals.who(INVOLVED, owner_id):
        case.owner_who = None


async def give_back_if_nobody_is_left(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> bool:
    """Where nobody may take an open case now, give it back to its reporter, who is told what else there is.

    Returns whether it was given back.
    """
    await session.flush()
    if case.state not in OPEN or await gate.somebody_is_left(kit, session, seals, case):
        return False
    await give_back(kit, session, seals, case)
    return True


async def give_back(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> None:
    """Give a case back to its reporter, in the deed that finds that nobody may take it; they hear what there is."""
    case.state, case.sends_at, case.due_at = State.NOBODY, None, None
    case.danger_seen_at = case.news_at = None  # whoever has it next has seen nothing of it
    set_free(case)
    await trail.append(session, seals, "sent_back", case_id=case.id, actor_id=None, now=kit.clock())
    await say_to_reporter(kit, session, seals, case, case_texts.TOLD_NOBODY_LEFT)
    await bring_card_into_step(kit, session, case)
