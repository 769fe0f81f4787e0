"""Deeds of the team that move a case on: asking, noting, handing over, linking, closing, opening it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import gate, letters, names
from cogs.reports.casework import case_actions, case_reading, case_rules, case_texts
from cogs.reports.gate import Reader
from cogs.reports.records import record_actions
from data import case_lists, case_papers, cases, trail
from data.base import random_id
from data.case_papers import CaseLink, Line, Said
from data.cases import OPEN, Case, Slowed, State
from data.sealing import GuildSeals

# Asking and noting


async def ask(kit: Kit, viewer: Person, case_id: int, *, words: str, form: int) -> str:
    """Ask the reporter one question. Returns the case's name.

    Raises:
        Refusal: when the case is not theirs to read or not open, a question is open, or there is none in it.
    """
    question = case_rules.words_to_keep(words, nothing=case_texts.NO_QUESTION_WORDS)
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        if await case_papers.was_sent(session, case.id, form):
            return case.team_name
        _must_be_open(case)
        waiting = await case_papers.open_question(session, case.id)
        if waiting is not None:
            raise Refusal(case_texts.OPEN_QUESTION, name=await _author_of(session, seals, waiting))
        await case_actions.add_line(
            kit, session, seals, case, Said.QUESTION, question, author_id=viewer.user_id, form=form
        )
        case.state, case.changed = State.WAITING, case.changed + 1
        case.due_at = kit.clock() + await case_actions.look_span(kit, session, case.guild_id)
        await trail.append(session, seals, "asked", case_id=case.id, actor_id=viewer.user_id, now=kit.clock())
        await case_actions.write_to_reporter(kit, session, seals, case, names.QUESTION_LETTER)
        await case_actions.bring_card_into_step(kit, session, case)
        return case.team_name


async def note(kit: Kit, viewer: Person, case_id: int, *, words: str, form: int) -> None:
    """Note something that only the team reads.

    Raises:
        Refusal: when the case is not theirs to read, or there is nothing in it.
    """
    noted = case_rules.words_to_keep(words, nothing=case_texts.NO_NOTE)
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        if await case_papers.was_sent(session, case.id, form):
            return
        await case_actions.add_line(kit, session, seals, case, Said.NOTE, noted, author_id=viewer.user_id, form=form)
        await trail.append(session, seals, "noted", case_id=case.id, actor_id=viewer.user_id, now=kit.clock())


async def _author_of(session: AsyncSession, seals: GuildSeals, line: Line) -> str:
    team = await case_reading.team_names(session, seals)
    return "" if line.author is None else team.get(int(seals.open(line, "author")), "")


def _must_be_open(case: Case) -> None:
    if case.state not in OPEN:
        raise Refusal(case_texts.NOT_OPEN, name=case.team_name)


# Handing over (R7): nothing moves but who is on it


@dataclass(frozen=True, slots=True)
class MayTake:
    """Who else may take a case."""

    name: str
    others: Sequence[Reader]


async def who_may_take(kit: Kit, viewer: Person, case_id: int) -> MayTake:
    """Return who else may take a case now.

    Raises:
        Refusal: when it is not theirs to read, not open, or somebody else is on it.
    """
    async with kit.store.reading() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        await _may_give(kit, session, seals, case, viewer)
        found = await gate.eligible(kit, session, seals, case)
        return MayTake(case.team_name, [each for each in found if each.user_id != viewer.user_id])


async def hand_over(kit: Kit, viewer: Person, case_id: int, *, to: int | None) -> tuple[str, str | None]:
    """Let somebody else be on a case, or nobody. Returns the case's name, and theirs.

    Raises:
        Refusal: when it is not theirs to read, not open, somebody else is on it, or whoever is to have it may not.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        await _may_give(kit, session, seals, case, viewer)
        eligible = {each.user_id: each for each in await gate.eligible(kit, session, seals, case)}
        if to is not None and to not in eligible:
            raise Refusal(case_texts.NOT_TO_THEM)
        if to is None:
            case_actions.set_free(case)
            await trail.append(session, seals, "set_free", case_id=case.id, actor_id=viewer.user_id, now=now)
            await case_actions.bring_card_into_step(kit, session, case)
            return case.team_name, None
        case.claimed_by = seals.seal(case, "claimed_by", str(to))
        case.claim_ends_at = now + case_rules.CLAIM_LASTS
        await trail.append(session, seals, "handed_over", case_id=case.id, actor_id=viewer.user_id, now=now)
        await letters.write(kit, session, seals, case, names.HANDED_LETTER, about_id=case.id, to=to)
        await case_actions.bring_card_into_step(kit, session, case)
        return case.team_name, eligible[to].name


async def _may_give(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, viewer: Person) -> None:
    _must_be_open(case)
    team = await case_reading.team_names(session, seals)
    on_it = case_reading.claim_of(seals, case, team, viewer_id=viewer.user_id, now=kit.clock())
    if on_it is not None and not on_it.is_yours:
        until = f"<t:{int(on_it.ends_at.timestamp())}:R>"
        raise Refusal(case_texts.CLAIMED_BY, name=on_it.name, when=until)


# Linking


async def link(kit: Kit, viewer: Person, case_id: int, *, typed: str) -> str:
    """Link a case with another one, by its code name. Returns that name. Each is decided by itself (R26).

    Raises:
        Refusal: when one of them is not theirs to read, or both are the same.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        other = await case_lists.named(
            session, case.guild_id, gate.may_read(kit, seals, viewer), name=case_rules.code_name(typed)
        )
        if other is None:
            raise Refusal(gate.NO_SUCH_CASE)
        if other.id == case.id:
            raise Refusal(case_texts.LINK_ITSELF)
        if other.id in {each.id for each in await case_lists.linked(session, case.id, Case.id == other.id)}:
            return other.team_name
        for one, two in ((case, other), (other, case)):
            session.add(CaseLink(id=random_id(), guild_id=case.guild_id, case_id=one.id, other_id=two.id))
            await trail.append(session, seals, "linked", case_id=one.id, actor_id=viewer.user_id, now=now)
        return other.team_name


# Closing, and opening again


async def close(kit: Kit, viewer: Person, case_id: int, *, words: str, form: int) -> str:
    """Close a case, and tell its reporter. Returns its name. Closing one changes no other (R26).

    Raises:
        Refusal: when it is not theirs to read, is closed, or something came in that nobody has looked at.
    """
    said = words.strip() and case_rules.words_to_keep(words, nothing=case_texts.NO_NOTE)
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        if await case_papers.was_sent(session, case.id, form):
            return case.team_name
        if case.state not in (*OPEN, State.DECIDED):
            raise Refusal(case_texts.NOT_OPEN, name=case.team_name)
        must_be_looked_at(case)
        await end(kit, session, seals, case)
        await trail.append(session, seals, "closed", case_id=case.id, actor_id=viewer.user_id, now=kit.clock())
        await case_actions.say_to_reporter(
            kit, session, seals, case, said or case_texts.CLOSE_STANDARD, author_id=viewer.user_id, form=form
        )
        return case.team_name


def must_be_looked_at(case: Case) -> None:
    """Refuse what would end a case while it has news: the page that somebody read is not all of it.

    Raises:
        Refusal: when the reporter said something, or that somebody may be in danger, and nobody has looked since.
    """
    if case.news_at is not None or case_rules.danger_waits(case):
        raise Refusal(case_texts.LOOK_FIRST, name=case.team_name)


async def end(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> None:
    """Close a case in a deed that says why: its question, its claim and its card end, and its date is set."""
    await end_question(kit, session, case)
    case_actions.set_free(case)
    case.state, case.due_at, case.changed = State.CLOSED, None, case.changed + 1
    await record_actions.closing(kit, session, case)
    await case_actions.bring_card_into_step(kit, session, case)


async def end_question(kit: Kit, session: AsyncSession, case: Case) -> None:
    """End a case's open question in a deed after which nobody waits for its answer."""
    question = await case_papers.open_question(session, case.id)
    if question is not None:
        question.ended_at = kit.clock()


async def reopen(kit: Kit, viewer: Person, case_id: int) -> str:
    """Open a decided or closed case again. Returns its name.

    Raises:
        Refusal: when it is not theirs to read, or is open already.
    """
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        if case.state not in (State.DECIDED, State.CLOSED):
            raise Refusal(case_texts.NOT_CLOSED, name=case.team_name)
        await begin_again(kit, session, case)
        await trail.append(session, seals, "reopened", case_id=case.id, actor_id=viewer.user_id, now=kit.clock())
        await case_actions.claim(kit, session, seals, case, viewer.user_id)
        await case_actions.say_to_reporter(kit, session, seals, case, case_texts.TOLD_REOPENED)
        return case.team_name


async def begin_again(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Open a case again in a deed that says why."""
    record_actions.reopening(case)
    case.state, case.changed = State.LOOKING, case.changed + 1
    case.due_at = kit.clock() + await case_actions.look_span(kit, session, case.guild_id)
    await case_actions.reach_team_again(kit, session, case, card_waits=True)
    await case_actions.plan_look(kit, session, case)


# Slowing a code name (R42)


async def slow(kit: Kit, viewer: Person, typed: str, *, off: bool) -> None:
    """Let what a case's reporter tells later arrive a day later, or at its usual time again. Whose it is stays closed.

    Raises:
        Refusal: when the case is not theirs to read.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await named(kit, session, viewer, typed)
        row = await cases.slowed(session, case.guild_id, case.who)
        if off and row is not None:
            await session.delete(row)
        elif not off and row is None:
            session.add(Slowed(id=random_id(), guild_id=case.guild_id, who=case.who, since=now))
        # Noted whether it changes anything or not: what is not noted would tell which cases have the same reporter.
        what = "unslowed" if off else "slowed"
        await trail.append(session, seals, what, case_id=case.id, actor_id=viewer.user_id, now=now)


async def named(kit: Kit, session: AsyncSession, viewer: Person, typed: str) -> tuple[GuildSeals, Case]:
    """Return a case by its code name, as somebody typed it.

    Raises:
        Refusal: when there is none, or not for them: both read the same.
    """
    seals = await kit.seals.known(session, viewer.server_id)
    if seals is None:
        raise Refusal(gate.NO_SUCH_CASE)
    readable = gate.may_read(kit, seals, viewer)
    case = await case_lists.named(session, viewer.server_id, readable, name=case_rules.code_name(typed))
    if case is None:
        raise Refusal(gate.NO_SUCH_CASE)
    return seals, case
