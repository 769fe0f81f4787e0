"""What a server's admins can set for daily reflections, and what they read after a change."""

from typing import TYPE_CHECKING

import discord

from bot.server_settings import ZONE, Setting
from bot.setting_kinds import NONE, ROLE, ROOM, SWITCH, TIME, WEEKDAY_SET, WEEKDAYS, several_of
from cogs.reflections import day_actions, names, texts
from data.prompts import THEMES

if TYPE_CHECKING:
    from bot.answers import Call

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}
"""What Banyan needs in the room, as Discord names it. History: to see after an interruption what arrived."""


def lacking(room: discord.TextChannel) -> list[str]:
    """Return the permissions that Banyan lacks in a room."""
    permissions = room.permissions_for(room.guild.me)
    return [name for needed, name in NEEDED.items() if not getattr(permissions, needed)]


async def say_next_days(call: "Call", kept: str) -> list[str]:
    """Say when the next three come (P8), and what Banyan lacks in the room."""
    said = []
    room = call.interaction.guild and call.interaction.guild.get_channel(int(kept) if kept.isdigit() else 0)
    if isinstance(room, discord.TextChannel) and lacking(room):
        said.append(texts.ROOM_LACKS.in_(call.language, room=room.mention, missing=", ".join(lacking(room))))
    days = await day_actions.next_days(call.kit, call.person.server_id)
    if not days:
        return [*said, texts.OFF.in_(call.language)]
    dates = ", ".join(discord.utils.format_dt(day, "F") for day in days)
    return [*said, texts.NEXT_DAYS.in_(call.language, dates=dates)]


ENTRIES = (
    Setting(names.ROOM, ROOM, NONE, texts.SETTING_ROOM, texts.SETTING_ROOM_ABOUT),
    Setting(names.TIME, TIME, "09:00", texts.SETTING_TIME, texts.SETTING_TIME_ABOUT),
    Setting(names.WEEKDAYS, WEEKDAY_SET, ",".join(WEEKDAYS), texts.SETTING_WEEKDAYS, texts.SETTING_WEEKDAYS_ABOUT),
    Setting(names.THEMES, several_of(THEMES), ",".join(THEMES), texts.SETTING_THEMES, texts.SETTING_THEMES_ABOUT),
    Setting(names.THREAD, SWITCH, "on", texts.SETTING_THREAD, texts.SETTING_THREAD_ABOUT),
    Setting(names.ROLE, ROLE, NONE, texts.SETTING_ROLE, texts.SETTING_ROLE_ABOUT),
)
MOVES_THE_DAY = (ZONE, names.ROOM, names.TIME, names.WEEKDAYS)
"""The settings after whose change the next day is planned anew."""
