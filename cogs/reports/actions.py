"""What a reporter does: tell, send now, keep it for themself, take it back. One function, one deed, one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import names, rules, texts
from data import cases, code_names, jobs, trail
from data.base import new_id, random_id
from data.case_papers import Copy, Evidence
from data.cases import INVOLVED, REPORTER, Case, Involved, Part, State
from data.sealing import GuildSeals


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
class Told:
    """What somebody told.

    Attributes:
        form: The number of the form, the same when it is sent twice.
        reporter: Who tells, with their name.
        words: What happened; may be empty.
        shows_name: Whether they let the team see their name.
        about: Whom it is about, where they said.
        left_out: Who is not to read it.
        message: The message they held, where they did.
        copies_files: Whether its pictures are to be copied.
    """

    form: int
    reporter: Named
    words: str = ""
    shows_name: bool = False
    about: Named | None = None
    left_out: Sequence[int] = ()
    message: HeldMessage | None = None
    copies_files: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is told: that it is kept, under which name, and when the team can read it."""

    id: int
    name: str
    sends_at: datetime | None


async def tell(kit: Kit, *, guild_id: int, told: Told) -> Receipt:
    """Keep what somebody told. Committed before Discord is asked anything (R1, R2); sent twice, kept once (R8).

    Raises:
        Refusal: when the words are longer than a form takes.
    """
    now = kit.clock()
    words = rules.words_to_keep(told.words)
    reporter_id = told.reporter.person
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, guild_id)
        who = seals.who(REPORTER, reporter_id)
        before = await cases.by_form(session, guild_id, who, told.form)
        if before is not None:
            return _receipt(before)
        earlier = await cases.kept_since(session, guild_id, who, now - timedelta(days=2))
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
            sends_at=rules.sends_at(now, earlier),
            owner_asked=False,
            by_letter=False,
            changed=0,
        )
        case.reporter = seals.seal(case, "reporter", str(reporter_id))
        case.reporter_called = seals.seal(case, "reporter_called", told.reporter.called or "")
        case.words = None if words is None else seals.seal(case, "words", words)
        session.add(case)
        await session.flush()
        _involve(session, seals, case, Part.REPORTER, told.reporter)
        if told.about is not None:
            _involve(session, seals, case, Part.SUBJECT, told.about)
        for person in dict.fromkeys(told.left_out):
            _involve(session, seals, case, Part.LEFT_OUT, Named(person))
        if told.message is not None:
            _keep_message(kit, session, seals, case, told.message, copies_files=told.copies_files)
        await trail.append(session, seals, "kept", case_id=case.id, actor_id=None, now=now)
        await _plan_to_send(session, case)
        if told.message is not None and told.message.files and told.copies_files:
            await jobs.ask(session, names.COPY_FILES, case.id, guild_id=guild_id, at=now)
        return _receipt(case)


def _receipt(case: Case) -> Receipt:
    return Receipt(case.receipt_id, case.receipt_name, case.sends_at)


def _involve(session: AsyncSession, seals: GuildSeals, case: Case, part: Part, named: Named) -> None:
    row = Involved(
        id=random_id(),
        guild_id=case.guild_id,
        case_id=case.id,
        part=part,
        who=seals.who(INVOLVED, named.person),
    )
    row.person = seals.seal(row, "person", str(named.person))
    row.called = None if named.called is None else seals.seal(row, "called", named.called)
    session.add(row)


def _keep_message(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, message: HeldMessage, *, copies_files: bool
) -> None:
    kept = Evidence(
        id=new_id(kit.clock()),
        guild_id=case.guild_id,
        case_id=case.id,
        copy=Copy.NOT_COPIED if message.words is None else Copy.KEPT,
        said_at=message.said_at,
    )
    kept.words = None if message.words is None else seals.seal(kept, "words", message.words)
    kept.author = None if message.author is None else seals.seal(kept, "author", str(message.author.person))
    kept.link = seals.seal(kept, "link", message.link)
    session.add(kept)
    for file in message.files:
        row = Evidence(
            id=new_id(kit.clock()),
            guild_id=case.guild_id,
            case_id=case.id,
            copy=Copy.WAITING if copies_files else Copy.NOT_COPIED,
            file_bytes=file.size,
        )
        row.source = seals.seal(row, "source", file.url) if copies_files else None
        row.file_name = seals.seal(row, "file_name", file.name)
        session.add(row)


async def _plan_to_send(session: AsyncSession, case: Case) -> None:
    assert case.sends_at is not None
    await jobs.ask(
        session, names.SEND, case.id, guild_id=case.guild_id, at=case.sends_at, urgency=jobs.Urgency.SAFETY, move=True
    )


# Until the team has read it


async def send_now(kit: Kit, *, guild_id: int, reporter_id: int, receipt_id: int) -> None:
    """Let the team read a report at once.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.writing() as session:
        _, case = await own(kit, session, guild_id, reporter_id, receipt_id)
        if case.state in (State.KEPT, State.PRIVATE, State.NOBODY):
            case.state, case.sends_at = State.KEPT, kit.clock()
            await _plan_to_send(session, case)


async def keep_private(kit: Kit, *, guild_id: int, reporter_id: int, receipt_id: int) -> None:
    """Keep a report only for its reporter, while nobody has been shown it.

    Raises:
        Refusal: when it is not this person's, or the team has it already.
    """
    async with kit.store.writing() as session:
        _, case = await own(kit, session, guild_id, reporter_id, receipt_id)
        if case.state not in (State.KEPT, State.PRIVATE, State.NOBODY):
            raise Refusal(texts.WITH_THE_TEAM_ALREADY)
        case.state, case.sends_at = State.PRIVATE, None


async def take_back(kit: Kit, *, guild_id: int, reporter_id: int, receipt_id: int) -> bool:
    """Take a report back. Returns whether somebody of the team may have read it.

    Where nobody has been shown it, nothing of it stays. Otherwise its words and evidence go, and the team sees
    that it was taken back.

    Raises:
        Refusal: when it is not this person's.
    """
    raise NotImplementedError


async def own(
    kit: Kit, session: AsyncSession, guild_id: int, reporter_id: int, receipt_id: int
) -> tuple[GuildSeals, Case]:
    """Return a reporter's own case; missing and another's read the same.

    Raises:
        Refusal: when there is none.
    """
    seals = await kit.seals.known(session, guild_id)
    case = None
    if seals is not None:
        case = await cases.mine(session, guild_id, seals.who(REPORTER, reporter_id), receipt_id)
    if seals is None or case is None:
        raise Refusal(texts.NO_SUCH_REPORT)
    return seals, case


# When its time has come


async def send_if_due(kit: Kit, session: AsyncSession, case: Case, *, somebody_is_left: bool, by_letter: bool) -> None:
    """Hand a kept case to the team in a job's deed, if its time has come.

    Args:
        kit: What actions need.
        session: The deed.
        case: The case.
        somebody_is_left: Whether anybody may take it; without, it stays kept and is not sent.
        by_letter: Whether it goes by letter only, because somebody with a part in it may look into the team's room.
    """
    now = kit.clock()
    if case.state != State.KEPT or case.sends_at is None or case.sends_at > now:
        return
    if not somebody_is_left:
        case.state = State.NOBODY
        return
    case.state, case.sent_at, case.by_letter = State.NEW, now, by_letter
