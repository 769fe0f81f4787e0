"""What is kept of a case: evidence files, the trail, the date of deletion, declarations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.privacy import Holding, SecondStep, by_who
from bot.server_settings import Values
from bot.setting_kinds import NONE
from cogs.reports import names
from cogs.reports.records import record_effects, record_texts, record_views
from data import case_papers, cases, measures, roster, trail
from data.base import Base
from data.sealing import GuildSeals

if TYPE_CHECKING:
    from bot.app import Banyan


def _safety(table: type[Base], *columns: str) -> Holding:
    """Declare a table of safety records; to a reader they are all one thing."""
    return Holding(
        table=table,
        columns=columns,
        meaning=record_texts.HELD_SAFETY,
        kept=record_texts.HELD_SAFETY_KEPT,
        readers=record_texts.HELD_SAFETY_READERS,
        mine=_never_looked_up,
        exported=(),
        safety=True,
    )


async def _never_looked_up(session: AsyncSession, seals: GuildSeals, user_id: int) -> Sequence[Any]:
    """Find nothing: what is never looked up by person can tell nobody whether there is any."""
    return ()


SAFETY_RECORDS = (
    _safety(cases.Case, "who", "reporter", "reporter_called", "words", "owner_who", "claimed_by", "held_for"),
    _safety(cases.Involved, "who", "person", "called"),
    _safety(cases.Slowed, "who"),
    _safety(case_papers.Evidence, "words", "author", "link", "source", "file_name", "sha256"),
    _safety(case_papers.Line, "words", "author"),
    _safety(case_papers.Letter, "who", "person"),
    _safety(case_papers.IdentityRequest, "asked_by", "reason", "agreed_by"),
    _safety(
        measures.Decision,
        *("rule", "to_subject", "to_reporter", "drafted_by", "agreed_by", "appeal_code", "review_by"),
    ),
    _safety(measures.Measure, "who", "person"),
    _safety(measures.Appeal, "words", "answer", "heard_by"),
    _safety(trail.TrailEntry, "actor", "why", "salt", "content", "chain"),
)
ON_THE_ROSTER = Holding(
    table=roster.RosterPerson,
    columns=("who", "person", "name", "handle"),
    meaning=record_texts.HELD_ROSTER,
    kept=record_texts.HELD_ROSTER_KEPT,
    readers=record_texts.HELD_ROSTER_READERS,
    mine=by_who(roster.RosterPerson, roster.ROSTER),
    exported=("name", "named_at", "accepted_at"),
)


async def missing_contact(session: AsyncSession, guild_id: int, values: Values) -> list[tuple[str, str]]:
    """Name a server in which people can be decided about, and whom no button reaches cannot appeal (R38)."""
    decides = any(person.accepted_at is not None for person in await roster.everyone(session, guild_id))
    if not decides or values.text(names.APPEAL_CONTACT) != NONE:
        return []
    mend = record_texts.OPERATOR_SET_CONTACT.in_("en", key=names.APPEAL_CONTACT)
    return [(record_texts.OPERATOR_NO_CONTACT.in_("en"), mend)]


async def install(bot: "Banyan") -> None:
    """Register what this part of the feature needs."""
    bot.privacy.declare(ON_THE_ROSTER, *SAFETY_RECORDS)
    bot.server_checks.append(missing_contact)
    bot.privacy.second_steps.append(SecondStep(record_texts.ADD_OWN, "reports:own_reports"))
    bot.jobs.on(names.COPY_FILES, record_effects.copy_files)
    bot.jobs.on(names.SWEEP_FILES, record_effects.sweep_files)
    bot.jobs.on(names.DELETE, record_effects.delete_if_due)
    bot.jobs.on(names.FORGET, record_effects.forget_if_due)
    bot.presses.on("reports:view_file", record_views.view_file, defer="private")
    bot.presses.on("reports:destroy_file", record_views.destroy_file)
    bot.presses.on("reports:keep_file", record_views.keep_file)
    bot.presses.on("reports:destroy_file_now", record_views.destroy_file_now, defer="update")
    bot.presses.on("reports:hold", record_views.hold)
    bot.presses.on_form("reports:held", record_views.held)
    bot.presses.on("reports:release", record_views.release)
    bot.presses.on("reports:own_reports", record_views.own_reports, defer="private")
