"""Kinds of values that a server can set: how each is typed, offered and shown.

A value is kept as text, in one form for each kind. Reading what a person typed refuses kindly, and names what
would be right.
"""

import difflib
import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.language import Text
from bot.refusal import Refusal

NOT_A_ROOM = Text("“{typed}” is not a room here. Pick one from the list, or “none”.")
NOT_A_ROLE = Text("“{typed}” is not a role here. Pick one from the list, or “none”.")
NOT_A_TIME = Text("“{typed}” is not a time of day. Write it like 09:00 or 18:30; the day ends at 23:59.")
NOT_A_ZONE = Text("“{typed}” is not a time zone. Did you mean {near}?")
NOT_A_ZONE_AT_ALL = Text("“{typed}” is not a time zone. Write it like Asia/Manila or Europe/London.")
NOT_A_CHOICE = Text("“{typed}” is not one of: {choices}.")
NO_WEEKDAY = Text("“{typed}” is not a list of weekdays Banyan can read. Write it like mon, wed, fri, or “every day”.")
NOT_WORDS = Text("Write up to {longest} characters, or “none”.")
NOTHING_LEFT = Text("At least one has to stay. To stop entirely, set the room to “none”.")

_LONGEST_WORDS = 500
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NONE = "none"
EVERY_DAY = "every day"
_TYPED_NONE = {"none", "no", "nothing", "off", "-"}
_TYPED_YES = {"on", "yes", "true", "1"}
_TYPED_NO = {"off", "no", "false", "0"}


@dataclass(frozen=True, slots=True)
class Here:
    """What exists in a server, by id: a setting's value is read against it.

    Attributes:
        rooms: Its text rooms, with their names.
        roles: Its roles, with their names.
        owner_id: Whose it is.
        banyan_id: Banyan itself.
    """

    rooms: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    owner_id: int | None = None
    banyan_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value.

    Attributes:
        read: What was typed, and what exists here -> the text to keep. Raises Refusal.
        offer: What exists here -> the values to offer, as (what is shown, what is typed).
        show: The kept text -> how it reads, where Discord resolves mentions.
        anywhere: Whether a value makes sense in every server; rooms and roles belong to one.
    """

    read: Callable[[str, Here], str]
    offer: Callable[[Here], Iterable[tuple[str, str]]]
    show: Callable[[str], str] = str
    anywhere: bool = True


def _id_of(typed: str, among: Mapping[int, str], refusal: Text) -> str:
    wanted = typed.strip()
    if wanted.lower() in _TYPED_NONE:
        return NONE
    digits = re.fullmatch(r"<[#@]&?(\d{1,19})>|(\d{1,19})", wanted, re.ASCII)
    if digits and int(digits[1] or digits[2]) in among:
        return digits[1] or digits[2]
    for each, name in among.items():
        if name.casefold() == wanted.lstrip("#@").casefold():
            return str(each)
    raise Refusal(refusal, typed=wanted[:80])


def _shown_names(sign: str, among: Mapping[int, str]) -> list[tuple[str, str]]:
    return [(f"{sign}{name}", str(each)) for each, name in among.items()] + [(NONE, NONE)]


ROOM = Kind(
    read=lambda typed, here: _id_of(typed, here.rooms, NOT_A_ROOM),
    offer=lambda here: _shown_names("#", here.rooms),
    show=lambda kept: kept if kept == NONE else f"<#{kept}>",
    anywhere=False,
)
ROLE = Kind(
    read=lambda typed, here: _id_of(typed, here.roles, NOT_A_ROLE),
    offer=lambda here: _shown_names("@", here.roles),
    show=lambda kept: kept if kept == NONE else f"<@&{kept}>",
    anywhere=False,
)


def _read_switch(typed: str, here: Here) -> str:
    wanted = typed.strip().lower()
    if wanted in _TYPED_YES:
        return "on"
    if wanted in _TYPED_NO:
        return "off"
    raise Refusal(NOT_A_CHOICE, typed=typed[:80], choices="on, off")


SWITCH = Kind(read=_read_switch, offer=lambda here: [("on", "on"), ("off", "off")])


def _read_time(typed: str, here: Here) -> str:
    # P8: digits of any script are read as digits; 24:00 and 7:5 are refused rather than guessed.
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", typed.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Refusal(NOT_A_TIME, typed=typed.strip()[:80])
    return f"{int(found[1]):02}:{int(found[2]):02}"


TIME = Kind(
    read=_read_time,
    offer=lambda here: [(f"{hour:02}:{minute:02}",) * 2 for hour in range(24) for minute in (0, 30)],
)


def _read_zone(typed: str, here: Here) -> str:
    wanted = typed.strip().replace(" ", "_")
    zones = {name.casefold(): name for name in zoneinfo.available_timezones()}
    if wanted.casefold() in zones:
        return zones[wanted.casefold()]
    near = nearest_zone(wanted)
    if near is None:
        raise Refusal(NOT_A_ZONE_AT_ALL, typed=typed.strip()[:80])
    raise Refusal(NOT_A_ZONE, typed=typed.strip()[:80], near=near)


def nearest_zone(typed: str) -> str | None:
    """Return the time zone whose name, or whose city, is nearest to what was typed."""
    zones = sorted(zoneinfo.available_timezones())
    by_name = {name.casefold(): name for name in zones}
    by_city = {name.rpartition("/")[2].casefold(): name for name in zones}
    for names in (by_name, by_city):
        near = difflib.get_close_matches(typed.casefold(), names, n=1, cutoff=0.75)
        if near:
            return names[near[0]]
    return None


ZONE_NAME = Kind(
    read=_read_zone,
    offer=lambda here: [(name, name) for name in sorted(zoneinfo.available_timezones()) if "/" in name],
)


def _read_weekdays(typed: str, here: Here) -> str:
    wanted = typed.strip().lower()
    if wanted in (EVERY_DAY, "all", "daily"):
        return ",".join(WEEKDAYS)
    parts = {_weekday(part) for part in re.split(r"[,\s]+", wanted) if part}
    if not parts or not parts <= set(WEEKDAYS):
        raise Refusal(NO_WEEKDAY, typed=typed.strip()[:80])
    return ",".join(day for day in WEEKDAYS if day in parts)


def _weekday(typed: str) -> str:
    """Return the weekday that three or more first letters of its name mean."""
    meant = [full[:3] for full in _FULL_NAMES if len(typed) >= 3 and full.startswith(typed)]
    return meant[0] if meant else typed


WEEKDAY_SET = Kind(
    read=_read_weekdays,
    offer=lambda here: [
        (EVERY_DAY, EVERY_DAY),
        ("mon,tue,wed,thu,fri",) * 2,
        ("mon,wed,fri",) * 2,
        ("sun",) * 2,
    ],
    show=lambda kept: EVERY_DAY if kept == ",".join(WEEKDAYS) else kept.replace(",", ", "),
)


def several_of(choices: tuple[str, ...]) -> Kind:
    """Return the kind of a setting that holds one or more of `choices`."""

    def read(typed: str, here: Here) -> str:
        wanted = typed.strip().lower()
        if wanted == "all":
            return ",".join(choices)
        parts = {part for part in re.split(r"[,\s]+", wanted) if part}
        if not parts:
            raise Refusal(NOTHING_LEFT)
        for part in sorted(parts - set(choices)):
            raise Refusal(NOT_A_CHOICE, typed=part[:80], choices=", ".join(choices))
        return ",".join(choice for choice in choices if choice in parts)

    def offer(here: Here) -> Iterable[tuple[str, str]]:
        yield ("all", "all")
        for left_out in choices:
            rest = ",".join(choice for choice in choices if choice != left_out)
            yield (f"all but {left_out}", rest)

    return Kind(read=read, offer=offer, show=lambda kept: kept.replace(",", ", "))


def one_of(choices: tuple[str, ...]) -> Kind:
    """Return the kind of a setting that holds exactly one of `choices`."""

    def read(typed: str, here: Here) -> str:
        if typed.strip() not in choices:
            raise Refusal(NOT_A_CHOICE, typed=typed.strip()[:80], choices=", ".join(choices))
        return typed.strip()

    return Kind(read=read, offer=lambda here: [(choice, choice) for choice in choices])


def _read_words(typed: str, here: Here) -> str:
    wanted = " ".join(typed.split())
    if wanted.lower() in _TYPED_NONE:
        return NONE
    if not wanted or len(wanted) > _LONGEST_WORDS:
        raise Refusal(NOT_WORDS, longest=_LONGEST_WORDS)
    return wanted


WORDS = Kind(read=_read_words, offer=lambda here: [(NONE, NONE)])
