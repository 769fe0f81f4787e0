"""What a server's admins can set for circles."""

from bot.server_settings import TO_POST, Setting
from bot.setting_kinds import NONE, ROLE, ROOM, SWITCH, one_of
from cogs.circles import names, texts

TO_HOLD_A_CIRCLE = ("create_private_threads", "send_messages_in_threads", "manage_threads")
ADULTS, MIXED = "adults", "mixed"

ENTRIES = (
    Setting(
        names.ROOM,
        ROOM,
        NONE,
        texts.SETTING_ROOM,
        texts.SETTING_ROOM_ABOUT,
        needs=(*TO_POST, *TO_HOLD_A_CIRCLE),
    ),
    Setting(names.FACILITATORS, ROLE, NONE, texts.SETTING_FACILITATORS, texts.SETTING_FACILITATORS_ABOUT),
    # Unanswered counts as mixed: then a facilitator is in every circle. Banyan asks and keeps nobody's age.
    Setting(names.AGES, one_of((MIXED, ADULTS)), MIXED, texts.SETTING_AGES, texts.SETTING_AGES_ABOUT),
    Setting(names.MEMBERS_MAY_OPEN, SWITCH, "off", texts.SETTING_MEMBERS, texts.SETTING_MEMBERS_ABOUT),
    Setting(names.LARGEST, one_of(("4", "5", "6")), "6", texts.SETTING_LARGEST, texts.SETTING_LARGEST_ABOUT),
    Setting(
        names.AT_ONCE,
        one_of(tuple(str(number) for number in (1, 2, 3, 5, 10, 20, 50))),
        "5",
        texts.SETTING_AT_ONCE,
        texts.SETTING_AT_ONCE_ABOUT,
    ),
    Setting(
        names.MEMBERSHIP,
        one_of(tuple(str(days) for days in (0, 1, 3, 7, 30))),
        "0",
        texts.SETTING_MEMBERSHIP,
        texts.SETTING_MEMBERSHIP_ABOUT,
    ),
)
