"""The registry of what a server's admins can set: each feature adds its entries, `/settings` shows them all.

A value is kept as text, in one form for each kind; reading a text that a person typed is the kind's own work
and refuses kindly. What the operator locked cannot be changed from Discord.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.language import SOURCE_LANGUAGE, Text, languages
from bot.refusal import Refusal
from bot.setting_kinds import NONE, ROOM, ZONE_NAME, Here, Kind, one_of
from data import servers

if TYPE_CHECKING:
    from bot.kit import Kit

UNKNOWN_SETTING = Text("There is no setting “{typed}”. Pick one from the list.")
LOCKED = Text("{label} is fixed by {operator}, who runs this bot, and cannot be changed here.")

TEAM_ROOM = "server.team_room"
ZONE = "server.zone"
LANGUAGE = "server.language"
TO_POST = ("view_channel", "send_messages", "read_message_history")
"""What Banyan needs in any room it posts in. History: to see after an interruption what arrived."""

TEAM_ROOM_LABEL = Text("Team room")
TEAM_ROOM_ABOUT = Text("Where Banyan tells the team when it needs their help. “none”: it writes to an admin.")
ZONE_LABEL = Text("Time zone")
ZONE_ABOUT = Text("The zone of every time of day here, such as Asia/Manila.")
LANGUAGE_LABEL = Text("Language")
LANGUAGE_ABOUT = Text("The language of what Banyan posts for everyone. Private answers follow each reader.")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a setting's value is kept that names people: sealed in a table of its feature, never as plain text.

    Attributes:
        keep: Kit, session, server id, the text that the kind read -> kept, in the deed that changes the setting.
        show: Kit, session, server id, language -> what it is now, as an admin reads it.
    """

    keep: Callable[["Kit", AsyncSession, int, str], Awaitable[None]]
    show: Callable[["Kit", AsyncSession, int, str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Setting:
    """One entry of `/settings`.

    Attributes:
        key: `feature.name`; where a value makes sense in every server, also the operator's variable
            `BANYAN_DEFAULT_FEATURE_NAME`.
        kind: How it is typed, offered and shown.
        default: The kept text where neither admin nor operator chose.
        label: A few words.
        about: One sentence: what it does.
        needs: Where it names a room, the permissions that Banyan needs there, as discord.py names them.
        elsewhere: Where it names people, who keeps and shows them.
    """

    key: str
    kind: Kind
    default: str
    label: Text
    about: Text
    needs: tuple[str, ...] = ()
    elsewhere: Elsewhere | None = None


Changed = Callable[["Kit", AsyncSession, int], Awaitable[None]]
Said = Callable[[Any, str], Awaitable[list[str]]]
ServerCheck = Callable[[AsyncSession, int, "Values"], Awaitable[list[tuple[str, str]]]]
"""A look, a server's id and its settings -> what it lacks and how to mend it, as the operator reads it."""


ServerNote = Callable[[Any, Any, "Values"], Awaitable[list[tuple[str, str]]]]
"""The server with its roles, Banyan there, its settings -> what the operator should know, and what can be done."""


class Registry:
    """All entries, in the order in which features added them.

    Args:
        defaults: The operator's defaults by key.
        locked: The keys that cannot be changed from Discord.
        operator: Who runs this bot, for the sentence that says so.
    """

    def __init__(self, *, defaults: Mapping[str, str], locked: frozenset[str], operator: str) -> None:
        self._entries: dict[str, Setting] = {entry.key: entry for entry in ENTRIES}
        self._defaults = defaults
        self._locked = locked
        self._changed: dict[str, Changed] = {}
        self._said: dict[str, Said] = {}
        self._operator = operator

    def add(self, *entries: Setting) -> None:
        """Add a feature's entries."""
        self._entries.update({entry.key: entry for entry in entries})

    def on_change(self, *keys: str, changed: Changed, said: Said) -> None:
        """Say what follows when one of these settings changes, whosever they are.

        Args:
            keys: The settings.
            changed: Kit, session, server id: what must follow, in the deed that changed it.
            said: The call and the kept text -> what the admin reads besides, once it is kept.
        """
        for key in keys:
            self._changed[key] = changed
            self._said[key] = said

    def changed(self, entry: Setting) -> Changed | None:
        """Return what must follow, in the same deed, when a setting changes."""
        return self._changed.get(entry.key)

    def said(self, entry: Setting) -> Said | None:
        """Return what an admin reads besides after a change."""
        return self._said.get(entry.key)

    def __iter__(self) -> Iterator[Setting]:
        return iter(self._entries.values())

    def named(self, key: str) -> Setting:
        """Return one entry.

        Raises:
            Refusal: when there is none of that name.
        """
        if key not in self._entries:
            raise Refusal(UNKNOWN_SETTING, typed=key[:80])
        return self._entries[key]

    def is_locked(self, entry: Setting) -> bool:
        """Return whether the operator has fixed a setting."""
        return entry.key in self._locked

    def may_change(self, entry: Setting) -> None:
        """Refuse when the operator has fixed a setting.

        Raises:
            Refusal: saying who did.
        """
        if self.is_locked(entry):
            raise Refusal(LOCKED, label=entry.key, operator=self._operator)

    def default(self, entry: Setting) -> str:
        """Return what holds where the admins chose nothing."""
        return self._defaults.get(entry.key, entry.default)

    def wrong_defaults(self) -> list[str]:
        """Return a line for each of the operator's defaults and locks that cannot be used."""
        lines = [
            f"BANYAN_LOCKED: there is no setting {key}. Example of right: {next(iter(self._entries), '')}"
            for key in sorted(self._locked - self._entries.keys())
        ]
        for key, typed in self._defaults.items():
            name = variable_of_default(key)
            entry = self._entries.get(key)
            if entry is None or not entry.kind.anywhere:
                lines.append(f"{name} is not a setting of Banyan. Please remove it.")
                continue
            try:
                entry.kind.read(typed, Here())
            except Refusal as no:
                lines.append(f"{name}: {no.in_('en')} Example of right: {entry.default}")
        return lines


def variable_of_default(key: str) -> str:
    """Return the operator's variable for a setting's default."""
    return "BANYAN_DEFAULT_" + key.replace(".", "_", 1).upper()


class Values:
    """The settings of one server, as one look at the store found them."""

    def __init__(self, registry: Registry, kept: Mapping[str, str]) -> None:
        self._registry = registry
        self._kept = kept

    def text(self, key: str) -> str:
        """Return the kept text of a setting, or its default."""
        if key in self._kept:
            return self._kept[key]
        return self._registry.default(self._registry.named(key))

    def is_on(self, key: str) -> bool:
        """Return whether a switch is on."""
        return self.text(key) == "on"

    def id(self, key: str) -> int | None:
        """Return the room or role a setting names."""
        text = self.text(key)
        return None if text == NONE else int(text)

    def time(self, key: str) -> time:
        """Return a time of day."""
        return time.fromisoformat(self.text(key))

    def several(self, key: str) -> tuple[str, ...]:
        """Return the values of a setting that holds several."""
        return tuple(self.text(key).split(","))


async def shown_value(kit: "Kit", session: AsyncSession, guild_id: int, entry: Setting, language: str) -> str:
    """Return what a setting is now, as an admin reads it."""
    if entry.elsewhere is not None:
        return await entry.elsewhere.show(kit, session, guild_id, language)
    values = await values_in(session, kit.server_settings, guild_id)
    return entry.kind.show(values.text(entry.key))


async def values_of(kit: "Kit", guild_id: int) -> Values:
    """Return the settings of one server, in a look of its own."""
    async with kit.store.reading() as session:
        return await values_in(session, kit.server_settings, guild_id)


async def values_in(session: AsyncSession, registry: Registry, guild_id: int) -> Values:
    """Return the settings of one server."""
    return Values(registry, await servers.values_of(session, guild_id))


ENTRIES = (
    Setting(TEAM_ROOM, ROOM, NONE, TEAM_ROOM_LABEL, TEAM_ROOM_ABOUT, needs=TO_POST),
    Setting(ZONE, ZONE_NAME, "UTC", ZONE_LABEL, ZONE_ABOUT),
    Setting(LANGUAGE, one_of(languages()), SOURCE_LANGUAGE, LANGUAGE_LABEL, LANGUAGE_ABOUT),
)
