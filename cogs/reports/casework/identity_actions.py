"""Seeing who told: two people of the team agree, with a reason that the reporter reads (R17).

Whoever asks is answered the same, at the same moment, whether the reporter showed their name or not; what was
asked and what came of it is in the trail.
"""

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import gate
from cogs.reports.casework import case_actions, case_rules, case_texts
from data import case_papers, trail
from data.base import random_id
from data.case_papers import IdentityRequest
from data.cases import Case, State


async def ask(kit: Kit, viewer: Person, case_id: int, *, reason: str) -> None:
    """Ask to see who told a case. Its reporter reads the reason, and not who asked.

    Raises:
        Refusal: when it is not theirs to read, it was taken back, fewer than two may, somebody has asked, or there
            is no reason.
    """
    why = case_rules.words_to_keep(reason, nothing=case_texts.NO_REASON)
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        _must_not_be_taken_back(case)
        eligible = {str(each.user_id) for each in await gate.eligible(kit, session, seals, case)}
        if not case_rules.may_open_identity(len(eligible)):
            raise Refusal(case_texts.NAME_ONE)
        before = await case_papers.identity_request(session, case.id)
        if before is not None:
            if seals.open(before, "asked_by") in eligible:
                raise Refusal(case_texts.NAME_OPEN_ALREADY)
            await session.delete(before)  # whoever asked may not read it any more
            await session.flush()
        row = IdentityRequest(id=random_id(), guild_id=case.guild_id, case_id=case.id, asked_at=now)
        row.asked_by = seals.seal(row, "asked_by", str(viewer.user_id))
        row.reason = seals.seal(row, "reason", why)
        session.add(row)
        who = viewer.user_id
        await trail.append(session, seals, "identity_asked", case_id=case.id, actor_id=who, now=now, why=why)
        await case_actions.say_to_reporter(kit, session, seals, case, case_texts.TOLD_NAME_ASKED, reason=why)


async def agree(kit: Kit, viewer: Person, case_id: int) -> None:
    """Agree, as the second person, that those who may read a case see who told it.

    Raises:
        Refusal: when it is not theirs to read, it was taken back, nothing waits, or they asked themself.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        _must_not_be_taken_back(case)
        eligible = {str(each.user_id) for each in await gate.eligible(kit, session, seals, case)}
        asked = await case_papers.identity_request(session, case.id)
        if asked is None or seals.open(asked, "asked_by") not in eligible:
            raise Refusal(case_texts.NOTHING_ASKED)
        if seals.open(asked, "asked_by") == str(viewer.user_id):
            raise Refusal(case_texts.NOT_ALONE)
        if str(viewer.user_id) not in eligible:  # the owner, who was asked to read it, is not one of the two
            raise Refusal(gate.NO_SUCH_CASE)
        asked.agreed_by, asked.agreed_at = seals.seal(asked, "agreed_by", str(viewer.user_id)), now
        case.names_reporter, case.changed = True, case.changed + 1
        who = viewer.user_id
        await trail.append(session, seals, "identity_opened", case_id=case.id, actor_id=who, now=now)
        await case_actions.say_to_reporter(kit, session, seals, case, case_texts.TOLD_NAME_OPENED)


def _must_not_be_taken_back(case: Case) -> None:
    if case.state == State.TAKEN_BACK:
        raise Refusal(case_texts.TAKEN_BACK, name=case.team_name)
