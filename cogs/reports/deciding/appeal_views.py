"""Appeals, as the team meets them: the card, the folded page, the answer, and codes of whom no button reaches."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.answers import Call
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import LANGUAGE, TEAM_ROOM, values_in
from bot.showing import Place, Room
from bot.ui import Choice, Drawing, Form, Style, Words, button
from cogs.reports import gate
from cogs.reports.casework.case_views import pages, quoted
from cogs.reports.deciding import appeal_actions, measure_facts, measure_rules, outcome_views, preview_views
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.appeal_actions import AppealPage
from cogs.reports.deciding.guarding import guard_all, who_may
from cogs.reports.deciding.notice_views import appeal_form, appeal_kept
from cogs.reports.deciding.pieces import moment
from cogs.reports.viewing import viewer_of
from data.cases import Case
from data.measures import Appeal, Decision, Outcome, Verdict

# The card in the team's room


@dataclass(frozen=True, slots=True)
class AppealFacts:
    """What the card of an appeal shows: that it waits, and nothing of whom or what it is about."""

    appeal_id: int
    name: str
    since: str
    language: str
    places: tuple[Place, ...]


async def appeal_facts(kit: Kit, session: AsyncSession, appeal_id: int) -> AppealFacts | None:
    """Return what the card of an appeal shows, None once it is answered or goes by letter."""
    appeal = await session.get(Appeal, appeal_id)
    decision = None if appeal is None else await session.get(Decision, appeal.decision_id)
    case = None if decision is None else await session.get(Case, decision.case_id)
    if appeal is None or case is None or appeal.verdict != Verdict.OPEN or case.by_letter:
        return None
    values = await values_in(session, kit.server_settings, case.guild_id)
    since = f"<t:{int(appeal.made_at.timestamp())}:R>"
    return AppealFacts(appeal.id, case.team_name, since, values.text(LANGUAGE), (Room(values.id(TEAM_ROOM)),))


def appeal_card(facts: AppealFacts) -> Drawing:
    """Draw the card of an appeal."""
    spoken = facts.language
    label = button(texts.OPEN.in_(spoken), "reports:open_appeal", facts.appeal_id, style=Style.primary)
    return Drawing(parts=[texts.APPEAL_CARD.in_(spoken, name=facts.name, since=facts.since)], buttons=[label])


# Looking at it again


async def viewer_for_appeal(call: Call) -> Person:
    """Return who presses a button whose row is an appeal, in its server and as what they are there now.

    Raises:
        Refusal: when there is none, or they are not there: both read as a missing case.
    """
    async with call.kit.store.reading() as session:
        appeal = await session.get(Appeal, call.row_id)
    if appeal is None:
        raise Refusal(gate.NO_SUCH_CASE)
    return await viewer_of(call, appeal.guild_id)


async def open_appeal(call: Call) -> None:
    """Show an appeal, folded."""
    viewer = await viewer_for_appeal(call)
    page = await appeal_actions.page(call.kit, by=viewer, appeal_id=call.row_id)
    for drawing in _page(page, call.language):
        await call.show(drawing)


async def show_appeal(call: Call) -> None:
    """Unfold what the person wrote."""
    viewer = await viewer_for_appeal(call)
    page = await appeal_actions.page(call.kit, by=viewer, appeal_id=call.row_id, unfolded=True)
    await preview_views.show_all(call, _page(page, call.language))


def _page(page: AppealPage, spoken: str) -> list[Drawing]:
    decided = page.decided
    when, who = moment(decided.decided_at or decided.drafted_at), f"<@{decided.drafted_by}>"
    parts = [
        texts.APPEAL_PAGE.in_(spoken, name=page.name, since=moment(page.made_at), due=moment(page.due_at)),
        texts.APPEAL_DECIDED.in_(spoken, when=when, who=who),
        *preview_views.what_happens(decided, spoken),
    ]
    if page.alone:
        parts.append(texts.ALONE.in_(spoken))
    if page.words is None:
        following = button(texts.SHOW_APPEAL.in_(spoken), "reports:show_appeal", page.id, style=Style.primary)
    else:
        parts.append(texts.THEY_WROTE.in_(spoken, words=quoted(page.words)))
        following = button(texts.GIVE_ANSWER.in_(spoken), "reports:answer_appeal", page.id, style=Style.primary)
    return pages(parts, [following])


async def answer(call: Call) -> None:
    """Open the form of an answer to an appeal."""
    viewer = await viewer_for_appeal(call)
    await appeal_actions.may_answer(call.kit, by=viewer, appeal_id=call.row_id)
    spoken = call.language
    verdicts = [
        (each, texts.VERDICTS[each].in_(spoken), texts.VERDICTS_ABOUT[each].in_(spoken)) for each in texts.VERDICTS
    ]
    lengths = [(key, texts.LENGTHS[key].in_(spoken), None) for key in measure_rules.LENGTHS]
    words = Words(
        "words", texts.ANSWER.in_(spoken), texts.ANSWER_ABOUT.in_(spoken), longest=measure_rules.LONGEST_APPEAL
    )
    await call.open(
        Form(
            texts.VERDICT_TITLE.in_(spoken),
            "reports:answer_appeal",
            call.row_id,
            [
                Choice("verdict", texts.VERDICT.in_(spoken), verdicts, chosen=Verdict.UPHELD),
                Choice("until", texts.NEW_END.in_(spoken), lengths, chosen="week"),
                words,
            ],
        )
    )


async def answered(call: Call) -> None:
    """Keep the answer to an appeal, and bring what follows from it into step."""
    viewer = await viewer_for_appeal(call)
    chosen = call.values.get("verdict", "")
    verdict = chosen if chosen in texts.VERDICTS else Verdict.UPHELD
    if verdict != Verdict.UPHELD:
        await _guard(call, viewer)
    name, decision_id = await appeal_actions.answer(
        call.kit,
        by=viewer,
        appeal_id=call.row_id,
        verdict=verdict,
        length=call.values.get("until", ""),
        words=call.values.get("words", ""),
    )
    call.committed = True
    await outcome_views.bring_into_step(call, viewer, decision_id)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=decision_id)
    kept = texts.VERDICT_KEPT.in_(call.language, name=name)
    if any(each.outcome in (Outcome.FAILED, Outcome.TO_UNDO) for each in shown.measures):
        parts, buttons = outcome_views.what_became(shown, call.language)
        await call.replace(Drawing(parts=[kept, *parts], buttons=buttons))
        return
    await call.replace(Drawing(parts=[kept]))


async def _guard(call: Call, viewer: Person) -> None:
    """Refuse to end what this person may not end (R25), and say who could.

    Raises:
        Refusal: saying what stands in the way.
    """
    ends = await appeal_actions.what_ends(call.kit, by=viewer, appeal_id=call.row_id)
    guild = call.bot.get_guild(viewer.server_id)
    if guild is None:
        raise Refusal(gate.NO_SUCH_CASE)
    try:
        await guard_all(guild, ends.kinds, moderator_id=viewer.user_id, subject_id=ends.subject_id, undoing=True)
    except Refusal as refused:
        why = refused.in_(call.language)
        could = await who_may(guild, ends.kinds, of=ends.others, subject_id=ends.subject_id, undoing=True)
        if not could:
            raise Refusal(texts.NOBODY_ELSE_MAY, why=why) from refused
        who = ", ".join(f"<@{each}>" for each in could)
        raise Refusal(texts.SOMEBODY_ELSE_MAY, why=why, who=who) from refused


# A code


async def enter_code(call: Call, code: str) -> None:
    """Open the form of an appeal for somebody whom no button reaches: they wrote to the contact, with their code.

    For `/case appeal`. Any eligible person may enter it, whoever decided too: they only pass it on.
    """
    viewer = call.person
    call.row_id = await appeal_actions.decision_with_code(call.kit, by=viewer, code=code)
    await call.open(appeal_form(call, "reports:appeal_for"))


async def asked_for_another(call: Call) -> None:
    """Keep an appeal that came with a code."""
    viewer = await outcome_views.viewer_for_decision(call)
    words = call.values.get("words", "")
    kept = await appeal_actions.ask_for_another(call.kit, by=viewer, decision_id=call.row_id, words=words)
    await call.show(appeal_kept(kept, call.language))
