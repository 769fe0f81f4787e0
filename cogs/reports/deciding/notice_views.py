"""What somebody reads who was decided about: the letter, and asking for another look. Nothing else (R16)."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Call
from bot.kit import Kit
from bot.ui import Drawing, Form, Style, Words, button
from cogs.reports.deciding import appeal_actions, measure_rules, notice_facts
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.appeal_actions import Asked
from cogs.reports.deciding.notice_facts import Told
from cogs.reports.deciding.pieces import moment
from data import case_papers, measures
from data.measures import Verdict


async def read(call: Call) -> None:
    """Show what applies to this person, until when, the rule, and how to ask for another look."""
    told = await _told(call)
    spoken = call.language
    parts = [_from(call, told)]
    if told.applies:
        parts.append(told.words)
        if told.still_holds:
            parts.append(texts.STILL_HOLDS.in_(spoken))
    else:
        parts.append((texts.APPLIES_NO_MORE if told.undone else texts.NOTHING_CAME_ABOUT).in_(spoken))
    buttons = []
    if told.how_to_ask is not None:
        parts.append(told.how_to_ask)
        label = texts.ASK_AGAIN.in_(spoken)
        buttons.append(button(label, "reports:appeal", told.notice_id, style=Style.primary))
    await call.show(Drawing(parts=parts, buttons=buttons))


async def _told(call: Call) -> Told:
    return await notice_facts.told_to(call.kit, user_id=call.person.user_id, notice_id=call.row_id)


def _server(call: Call, told: Told) -> str:
    guild = call.bot.get_guild(told.guild_id)
    return "" if guild is None else guild.name


def _from(call: Call, told: Told) -> str:
    return texts.NOTICE_FROM.in_(call.language, server=_server(call, told))


async def in_the_letter(kit: Kit, session: AsyncSession, letter: case_papers.Letter) -> str:
    """Return what stands in the letter itself, covered, where no button may reach the person after the deed (R38)."""
    decision = await measures.by_notice(session, letter.about_id)
    if decision is None:
        return ""
    told = await notice_facts.told(kit, session, await kit.seals.of(session, letter.guild_id), decision)
    if not told.first:
        return ""
    inside = "\n".join(filter(None, (told.words, told.how_to_ask))).replace("||", "| |")
    return f"{texts.BEHIND.in_(told.language)}\n||{inside}||"


async def corrected(call: Call) -> None:
    """Say that an earlier letter said more than what happened."""
    told = await _told(call)
    said = texts.CORRECTED.in_(call.language, server=_server(call, told), name=told.name)
    letter = button(texts.READ.in_(call.language), "reports:notice", told.notice_id)
    await call.show(Drawing(parts=[said], buttons=[letter]))


async def undone(call: Call) -> None:
    """Say that what an earlier letter said no longer applies."""
    told = await _told(call)
    said = texts.UNDONE_FOR_YOU.in_(call.language, server=_server(call, told), name=told.name)
    await call.show(Drawing(parts=[said]))


async def verdict(call: Call) -> None:
    """Show what came of this person's appeal."""
    told = await _told(call)
    spoken = call.language
    parts = [_from(call, told)]
    if told.verdict is not None and told.verdict is not Verdict.OPEN:
        end = texts.WITHOUT_END.in_(spoken) if told.ends_at is None else moment(told.ends_at)
        reversed_yet = told.verdict is not Verdict.REVERSED or not told.still_holds
        said = texts.VERDICTS_TOLD[told.verdict] if reversed_yet else texts.REVERSED_NOT_YET
        parts.append(said.in_(spoken, end=end))
    if told.by_one_person:
        parts.append(texts.BY_ONE_PERSON.in_(spoken))
    if told.answer is not None:
        parts.append(told.answer)
    await call.show(Drawing(parts=parts))


# Asking for another look


async def ask(call: Call) -> None:
    """Open the form in which somebody asks for another look."""
    await _told(call)
    await call.open(appeal_form(call, "reports:appeal"))


def appeal_form(call: Call, leads_to: str) -> Form:
    """Draw the form of an appeal."""
    spoken = call.language
    words = Words(
        "words",
        texts.APPEAL_WORDS.in_(spoken),
        texts.APPEAL_WORDS_ABOUT.in_(spoken),
        longest=measure_rules.LONGEST_APPEAL,
    )
    return Form(texts.APPEAL_TITLE.in_(spoken), leads_to, call.row_id, [words])


async def asked(call: Call) -> None:
    """Keep an appeal."""
    words = call.values.get("words", "")
    kept = await appeal_actions.ask(call.kit, user_id=call.person.user_id, notice_id=call.row_id, words=words)
    await call.show(appeal_kept(kept, call.language))


def appeal_kept(kept: Asked, spoken: str) -> Drawing:
    """Draw that an appeal is kept, and by when an answer comes."""
    if kept.after is None:
        said = texts.APPEAL_KEPT.in_(spoken, name=kept.name, date=moment(kept.due_at))
    else:
        after = moment(kept.after)
        said = texts.APPEAL_KEPT_ALONE.in_(spoken, name=kept.name, after=after, date=moment(kept.due_at))
    return Drawing(parts=[said])
