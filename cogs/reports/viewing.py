"""Who looks at a case, wherever they press: in the server, or under a letter in a direct message.

Only Discord knows what somebody is in a server at this moment. A press in the server says so itself; in a direct
message Banyan asks, each time, so that whoever lost the role reads nothing more.
"""

from bot.access import Person, Standing
from bot.answers import Call
from bot.membership import person_in
from bot.refusal import Refusal
from cogs.reports.gate import LEAST, NO_SUCH_CASE
from cogs.reports.roster import roster_actions
from data.cases import Case


async def viewer_of(call: Call, guild_id: int) -> Person:
    """Return who presses, in the server that a row belongs to and as what they are there now.

    Raises:
        Refusal: when they press in another server, or are not in that one: the same as for a case there is not.
    """
    if call.person.guild_id == guild_id:
        await _note_lost_role(call, call.person)
        return call.person
    guild = call.bot.get_guild(guild_id)
    if call.person.guild_id is not None or guild is None:
        raise Refusal(NO_SUCH_CASE)
    viewer = await person_in(guild, call.person.user_id)
    await _note_lost_role(call, viewer or Person(guild_id, call.person.user_id, Standing.MEMBER))
    if viewer is None:
        raise Refusal(NO_SUCH_CASE)
    return viewer


async def _note_lost_role(call: Call, viewer: Person) -> None:
    """Let nobody count on whoever lost the role; what brings them back is `/safety`."""
    if viewer.standing < LEAST or viewer.owns_server:
        await roster_actions.note_role(call.kit, by=viewer)


async def viewer_for(call: Call, case_id: int) -> Person:
    """Return who presses, in the server of a case. Whether they may read it is the gate's to say.

    Raises:
        Refusal: when there is no such case, or they are not in its server: both read the same.
    """
    async with call.kit.store.reading() as session:
        case = await session.get(Case, case_id)
    if case is None:
        raise Refusal(NO_SUCH_CASE)
    return await viewer_of(call, case.guild_id)
