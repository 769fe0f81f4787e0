"""What a server's admins can set for daily reflections."""

from bot.server_settings import ROLE, ROOM, SWITCH, TIME, WEEKDAY_SET, WEEKDAYS, Setting, several_of
from cogs.reflections import actions, texts
from data.prompts import THEMES

ENTRIES = (
    Setting(
        actions.ROOM, ROOM, "none", texts.SETTING_ROOM, texts.SETTING_ROOM_ABOUT, changed=actions.plan_again
    ),
    Setting(
        actions.TIME, TIME, "09:00", texts.SETTING_TIME, texts.SETTING_TIME_ABOUT, changed=actions.plan_again
    ),
    Setting(
        actions.WEEKDAYS,
        WEEKDAY_SET,
        ",".join(WEEKDAYS),
        texts.SETTING_WEEKDAYS,
        texts.SETTING_WEEKDAYS_ABOUT,
        changed=actions.plan_again,
    ),
    Setting(
        actions.THEMES, several_of(THEMES), ",".join(THEMES), texts.SETTING_THEMES, texts.SETTING_THEMES_ABOUT
    ),
    Setting(actions.THREAD, SWITCH, "on", texts.SETTING_THREAD, texts.SETTING_THREAD_ABOUT),
    Setting(actions.ROLE, ROLE, "none", texts.SETTING_ROLE, texts.SETTING_ROLE_ABOUT),
)
