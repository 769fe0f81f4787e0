"""What a server's admins can set about who takes reports, and what they read after a change."""

from typing import TYPE_CHECKING

import discord

from bot.access import Standing
from bot.membership import standing_of
from bot.refusal import Refusal
from bot.server_settings import Elsewhere, Setting
from bot.setting_kinds import NONE, Here, Kind, one_of
from cogs.reports import names
from cogs.reports.casework import case_rules
from cogs.reports.roster import roster_actions, roster_texts
from cogs.reports.telling import rules

if TYPE_CHECKING:
    from bot.answers import Call

_REMOVE = "remove"


def _read_person(typed: str, here: Here) -> str:
    """Return `+id` for whoever is to be added, `-` and whom for whoever is to go, or `none`."""
    wanted = " ".join(typed.split())
    first, _, rest = wanted.partition(" ")
    if wanted.casefold() == NONE:
        return NONE
    if first.casefold() == _REMOVE and rest:
        meant = rules.identifier(rest)
        return f"-{meant}" if isinstance(meant, int) else f"-{rest}"
    person = rules.identifier(wanted)
    if not isinstance(person, int):  # R23: a name may be another's
        raise Refusal(roster_texts.NOT_A_PERSON, typed=wanted[:80])
    if person == here.owner_id:
        raise Refusal(roster_texts.OWNER_NOT_NAMED)
    if person == here.banyan_id:
        raise Refusal(roster_texts.BANYAN_NOT_NAMED)
    return f"+{person}"


PERSON = Kind(read=_read_person, offer=lambda here: [(NONE, NONE)], anywhere=False)


async def say_of_person(call: "Call", kept: str) -> list[str]:
    """Say what whoever was added has to do, or what is missing; a bot is taken off again."""
    guild = call.interaction.guild
    if kept == NONE:
        return [roster_texts.EVERYBODY_OFF.in_(call.language)]
    if guild is None or not kept.startswith("+"):
        return []
    user_id, mention = int(kept[1:]), f"<@{kept[1:]}>"
    try:
        member = await guild.fetch_member(user_id)
    except discord.NotFound:
        return [roster_texts.NOT_HERE.in_(call.language, person=mention)]
    if member.bot:
        await roster_actions.remove(call.kit, guild_id=guild.id, user_id=user_id)
        return [roster_texts.IS_A_BOT.in_(call.language)]
    if standing_of(member) < Standing.MODERATOR:
        return [roster_texts.NEEDS_THE_ROLE.in_(call.language, person=mention)]
    return [roster_texts.THEY_ACCEPT.in_(call.language, person=mention)]


async def nothing_follows(*anything: object) -> None:
    """Nothing else has to follow a change of the roster."""


async def nothing_to_say(*anything: object) -> list[str]:
    """Nothing more is to be read after a change of the team's room."""
    return []


ENTRIES = (
    Setting(
        names.ROSTER,
        PERSON,
        NONE,
        roster_texts.SETTING_ROSTER,
        roster_texts.SETTING_ROSTER_ABOUT,
        elsewhere=Elsewhere(keep=roster_actions.keep, show=roster_actions.show),
    ),
    Setting(
        names.LOOK,
        one_of(case_rules.LOOK_DAYS),
        case_rules.USUAL_LOOK,
        roster_texts.SETTING_LOOK,
        roster_texts.SETTING_LOOK_ABOUT,
    ),
)
