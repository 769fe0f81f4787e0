"""What a server's admins can set for daily reflections, and what they read after a change."""

from typing import TYPE_CHECKING

import discord

from bot.membership import lacking
from bot.server_settings import TO_POST, ZONE, Setting
from bot.setting_kinds import NONE, ROLE, ROOM, SWITCH, TIME, WEEKDAY_SET, WEEKDAYS, several_of
from cogs.reflections import day_actions, names, texts
from data.prompts import THEMES

if TYPE_CHECKING:
    from bot.answers import Call

TO_GIVE_A_THREAD = ("create_public_threads", "send_messages_in_threads")


async def say_next_days(call: "Call", kept: str) -> list[str]:
    """Say when the next three come (P8), and what Banyan lacks in the room."""
    guild = call.interaction.guild
    room = guild and guild.get_channel(int(kept) if kept.isdigit() else 0)
    lacks = lacking(room, ENTRIES[0].needs) if isinstance(room, discord.TextChannel) else []
    said = []
    if isinstance(room, discord.TextChannel) and lacks:
        said.append(texts.ROOM_LACKS.in_(call.language, room=room.mention, missing=", ".join(lacks)))
    days = await day_actions.next_days(call.kit, call.person.server_id)
    if not days:
        return [*said, texts.OFF.in_(call.language)]
    dates = "".join(f"\n- {discord.utils.format_dt(day, 'F')}" for day in days)
    return [*said, texts.NEXT_DAYS.in_(call.language, dates=dates)]


ENTRIES = (
    Setting(
        names.ROOM,
        ROOM,
        NONE,
        texts.SETTING_ROOM,
        texts.SETTING_ROOM_ABOUT,
        needs=(*TO_POST, *TO_GIVE_A_THREAD),
    ),
    Setting(names.TIME, TIME, "09:00", texts.SETTING_TIME, texts.SETTING_TIME_ABOUT),
    Setting(names.WEEKDAYS, WEEKDAY_SET, ",".join(WEEKDAYS), texts.SETTING_WEEKDAYS, texts.SETTING_WEEKDAYS_ABOUT),
    Setting(names.THEMES, several_of(THEMES), ",".join(THEMES), texts.SETTING_THEMES, texts.SETTING_THEMES_ABOUT),
    Setting(names.THREAD, SWITCH, "on", texts.SETTING_THREAD, texts.SETTING_THREAD_ABOUT),
    Setting(names.ROLE, ROLE, NONE, texts.SETTING_ROLE, texts.SETTING_ROLE_ABOUT),
)
MOVES_THE_DAY = (ZONE, names.ROOM, names.TIME, names.WEEKDAYS)
"""The settings after whose change the next day is planned anew."""
