"""While a case about somebody is not decided, whoever may read it may host that person's circles instead.

Nothing is kept of it in the case: in the circles it is a change of host like any other.
"""

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import actions as circle_actions
from cogs.reports import gate
from cogs.reports.casework import case_texts
from cogs.reports.deciding import pieces
from data.cases import OPEN


async def hosted(kit: Kit, *, by: Person, case_id: int) -> list[str]:
    """Return the code names of the circles that somebody hosts whom an undecided case is about.

    Raises:
        Refusal: when they may not read the case.
    """
    async with kit.store.reading() as session:
        seals, case = await gate.case_for(kit, session, by, case_id)
        if case.state not in OPEN:
            return []
        about = await pieces.subjects_of(session, seals, case.id)
        return await circle_actions.hosted_by(session, seals, list(about))


async def replace(kit: Kit, *, by: Person, case_id: int) -> list[str]:
    """Let whoever may read an undecided case host the circles of whom it is about. Returns their code names.

    Raises:
        Refusal: when they may not read the case, it is decided, or there is no such circle (any more).
    """
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, by, case_id)
        about = await pieces.subjects_of(session, seals, case.id) if case.state in OPEN else ()
        names = await circle_actions.replace_host(kit, session, by, host_ids=list(about))
        if not names:
            raise Refusal(case_texts.NO_CIRCLE)
        return names
