"""What a reporter says after telling: they add something, answer the team, skip a question. One deed each."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import names
from cogs.reports.casework import case_actions, case_work_actions
from cogs.reports.records import record_actions
from cogs.reports.telling import rules, texts
from cogs.reports.telling.actions import own
from cogs.reports.telling.after_actions import withdraw_reporters_letters
from cogs.reports.telling.mine_actions import own_line
from data import case_papers, trail
from data.base import new_id
from data.case_papers import Line, Said
from data.cases import WITH_THE_TEAM, Case, State
from data.sealing import GuildSeals


async def add(
    kit: Kit, *, reporter_id: int, receipt_id: int, form: int, words: str, kind: str | None, wish: str | None
) -> None:
    """Add to a report: words, what it was, what would help. Sent twice, kept once; an ended one is opened again.

    Raises:
        Refusal: when it is not this person's, was taken back, or there is nothing in it.
    """
    added = rules.words_to_keep(words)
    async with kit.store.writing() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        if case.state == State.TAKEN_BACK:
            raise Refusal(texts.TAKEN_BACK_ALREADY)
        if await case_papers.was_sent(session, case.id, form):
            return
        if added is None and (kind, wish) == (case.kind, case.wish):
            raise Refusal(texts.NOTHING_TO_ADD)
        case.kind, case.wish = kind, wish
        if added is not None:
            _say(kit, session, seals, case, Said.ADDITION, added, form)
        await _heard(kit, session, seals, case, "added")


async def answer(kit: Kit, *, reporter_id: int, line_id: int, form: int, words: str | None) -> None:
    """Answer the team's question, or with None skip it, which is an answer too (R41).

    What comes when the question is no longer open is kept as something added.

    Raises:
        Refusal: when it is not this person's, was taken back, or an answer has no words.
    """
    said = None if words is None else rules.words_to_keep(words)
    if words is not None and said is None:
        raise Refusal(texts.NOTHING_TO_ADD)
    async with kit.store.writing() as session:
        seals, case, question = await own_line(kit, session, reporter_id, line_id)
        if case.state == State.TAKEN_BACK:
            raise Refusal(texts.TAKEN_BACK_ALREADY)
        if form and await case_papers.was_sent(session, case.id, form):
            return
        if question.ended_at is not None or question.said != Said.QUESTION:
            if said is None:
                raise Refusal(texts.NO_QUESTION)
            _say(kit, session, seals, case, Said.ADDITION, said, form)
            await _heard(kit, session, seals, case, "added")
            return
        question.ended_at = kit.clock()
        if case.state == State.WAITING:
            case.state, case.due_at = State.LOOKING, None  # while they were asked, no word was promised
        _say(kit, session, seals, case, Said.SKIPPED if said is None else Said.ANSWER, said, form or None)
        await _heard(kit, session, seals, case, "skipped" if said is None else "answered")
        await withdraw_reporters_letters(kit, session, case, kinds=[names.QUESTION_LETTER])


def _say(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, said: Said, words: str | None, form: int | None
) -> None:
    line = Line(
        id=new_id(kit.clock()), guild_id=case.guild_id, case_id=case.id, said=said, said_at=kit.clock(), form=form
    )
    line.words = None if words is None else seals.seal(line, "words", words)
    session.add(line)


async def _heard(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, what: str) -> None:
    """Let the team know that the reporter said something; what was decided or finished is taken up again."""
    case.changed += 1
    if case.state not in WITH_THE_TEAM:
        return
    await trail.append(session, seals, what, case_id=case.id, actor_id=None, now=kit.clock())
    await record_actions.heard_from_reporter(kit, session, case)
    if case.state in (State.DECIDED, State.CLOSED):
        await case_work_actions.begin_again(kit, session, case)
    await case_actions.heard(kit, session, case)
    await case_actions.bring_card_into_step(kit, session, case)
