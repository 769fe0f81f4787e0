"""Which measures there are, which is suggested, who may take which on whom. Decides without data, clock or Discord."""

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.refusal import Refusal
from cogs.reports.deciding import measure_texts as texts

LONGEST_TIME_OUT = timedelta(days=28)  # what Discord takes; longer ones are renewed (R31)
RENEWED_BEFORE = timedelta(days=1)
PREVIEW_LASTS = timedelta(hours=1)
REVIEWED_WITHIN = timedelta(hours=24)
SECOND_REMINDED = timedelta(days=1)  # once, while a second person is waited for
SECOND_ENDS = timedelta(days=7)
LETTER_WAIT = timedelta(minutes=1)  # how long a kick or ban waits for its letter
LONGEST_RULE = 200
LONGEST_TO_SUBJECT = 1500
LONGEST_TO_REPORTER = 1500
LONGEST_FILLED = 2000  # what the person gets, once Banyan has filled in the rest; a letter holds twice that
NOTHING = "nothing"  # the box of a decision without a measure


class Kind(StrEnum):
    """The measures, in the order in which they are offered and carried out."""

    NOTE = "note"
    WARN = "warn"
    REMOVE_MESSAGE = "remove_message"
    CIRCLES = "circles"
    LIFT = "lift"
    TIMEOUT = "timeout"
    KICK = "kick"
    BAN = "ban"
    UNBAN = "unban"


INTERNAL = (Kind.NOTE,)  # R22: nobody is written to
SEVERE = (Kind.KICK, Kind.BAN)  # these a second person may have to agree to
LETTER_FIRST = (Kind.KICK, Kind.BAN)  # R37: after them no letter arrives
LASTS = (Kind.CIRCLES, Kind.TIMEOUT, Kind.BAN)
NOT_UNDONE, NOT_LIFTED, AWAY = "not_undone", "not_lifted", "away"  # why a measure still holds in Discord
NEVER_BEGAN = ("forbidden", "absent", "unknown")  # why a measure was never there
STILL_HOLDS = (NOT_UNDONE, NOT_LIFTED, AWAY)
RELIEVING = (Kind.LIFT, Kind.UNBAN)  # these need no rule and nothing to repair
BY_ID = (Kind.NOTE, Kind.REMOVE_MESSAGE, Kind.CIRCLES, Kind.BAN, Kind.UNBAN)  # these need nobody present
_PERMISSION = {
    Kind.REMOVE_MESSAGE: "manage_messages",
    Kind.TIMEOUT: "moderate_members",
    Kind.LIFT: "moderate_members",
    Kind.WARN: "moderate_members",
    Kind.CIRCLES: "moderate_members",
    Kind.KICK: "kick_members",
    Kind.BAN: "ban_members",
    Kind.UNBAN: "ban_members",
}
# Banyan writes a warning and keeps its circles itself; what it needs to remove a message depends on the room.
_BANYAN_NEEDS = frozenset(_PERMISSION) - {Kind.WARN, Kind.CIRCLES, Kind.REMOVE_MESSAGE}

LENGTHS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=28),
    "two_months": timedelta(days=60),
    "none": None,
}


# The suggestion


class Step(StrEnum):
    """The ladder, from the gentlest step to the last. Each has a way to repair (`texts.REPAIRS`)."""

    CORRECTION = "correction"
    WARNING = "warning"
    LIMITS = "limits"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


LADDER = tuple(Step)
_HARSHER_KINDS = frozenset({"threat", "outing", "sexual"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is ticked when the form opens: one step of the ladder, all of it changeable.

    Attributes:
        step: Which.
        kinds: Its measures.
        length: A key of `LENGTHS`.
    """

    step: Step
    kinds: tuple[Kind, ...]
    length: str


def suggestion(*, wish: str | None, kind: str | None, earlier: int, has_message: bool) -> Suggestion:
    """Return the one suggestion for a case.

    Whoever told only wished a record, or to talk first: nothing more than that is suggested. Otherwise one step
    more for each earlier decision about the same person, and one more where the kind of harm is grave. The last
    step is never suggested: people decide on it.

    Args:
        wish: What would help the reporter: `record`, `talk`, `act`, `unsure`, or not said.
        kind: What kind of harm, or not said.
        earlier: How many earlier cases about the person were decided.
        has_message: Whether there is a message that could be removed.
    """
    if wish == "record":
        return Suggestion(Step.CORRECTION, (Kind.NOTE,), "none")
    rung = min(earlier + (1 if kind in _HARSHER_KINDS else 0), LADDER.index(Step.TEMPORARY))
    step = Step.CORRECTION if wish == "talk" else LADDER[rung]
    return {
        Step.CORRECTION: Suggestion(step, (Kind.REMOVE_MESSAGE,) if has_message else (Kind.WARN,), "none"),
        Step.WARNING: Suggestion(step, (Kind.WARN,), "none"),
        Step.LIMITS: Suggestion(step, (Kind.TIMEOUT,), "day"),
        Step.TEMPORARY: Suggestion(step, (Kind.BAN,), "two_months"),
    }[step]


def step_of(kinds: Collection[Kind], ends_at: datetime | None) -> Step:
    """Return the step of the ladder that measures amount to."""
    if Kind.BAN in kinds:
        return Step.PERMANENT if ends_at is None else Step.TEMPORARY
    if Kind.KICK in kinds:
        return Step.TEMPORARY
    if Kind.TIMEOUT in kinds or Kind.CIRCLES in kinds:
        return Step.LIMITS
    return Step.WARNING if Kind.WARN in kinds else Step.CORRECTION


# What was chosen


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a form about a decision holds, once it has been read.

    Attributes:
        kinds: The measures, in the order in which they are carried out; none is a decision too.
        ends_at: Until when, for those that last.
        rule: Which rule, in the team's words.
        to_subject: What the person gets, with the places that Banyan fills in.
        to_reporter: What the reporter reads, None for nothing.
    """

    kinds: tuple[Kind, ...]
    ends_at: datetime | None
    rule: str | None
    to_subject: str | None
    to_reporter: str | None


def chosen(
    now: datetime,
    *,
    kinds: Sequence[str],
    length: str,
    rule: str,
    to_subject: str,
    to_reporter: str,
    has_message: bool,
) -> Chosen:
    """Read what was chosen in the form.

    Raises:
        Refusal: when it does not fit together, or what the person has to read is missing.
    """
    wanted = [Kind(kind) for kind in kinds if kind in set(Kind)]
    if NOTHING in kinds and wanted:
        raise Refusal(texts.NOTHING_AND_SOMETHING)
    if not wanted and NOTHING not in kinds:
        raise Refusal(texts.CHOOSE_ONE)
    _must_fit_together(wanted, has_message=has_message)
    span = LENGTHS.get(length)
    if Kind.TIMEOUT in wanted and span is None:
        raise Refusal(texts.TIME_OUT_NEEDS_AN_END)
    told = [kind for kind in wanted if kind not in INTERNAL]
    rule, to_subject, to_reporter = rule.strip(), to_subject.strip(), to_reporter.strip()
    for words, longest in ((rule, LONGEST_RULE), (to_subject, LONGEST_TO_SUBJECT), (to_reporter, LONGEST_TO_REPORTER)):
        if len(words) > longest:
            raise Refusal(texts.TOO_LONG, longest=longest)
    if not rule and any(kind not in RELIEVING for kind in told):
        raise Refusal(texts.WHICH_RULE)
    if told and not to_subject:
        raise Refusal(texts.NEEDS_WORDS)
    lasts = span is not None and any(kind in LASTS for kind in wanted)
    return Chosen(
        kinds=tuple(sorted(set(wanted), key=list(Kind).index)),
        ends_at=now.replace(microsecond=0) + span if lasts and span is not None else None,
        rule=rule or None,
        to_subject=to_subject if told else None,
        to_reporter=to_reporter or None,
    )


def _must_fit_together(kinds: Sequence[Kind], *, has_message: bool) -> None:
    for one, other in (
        (Kind.KICK, Kind.BAN),
        (Kind.BAN, Kind.UNBAN),
        (Kind.KICK, Kind.UNBAN),
        (Kind.TIMEOUT, Kind.LIFT),
        (Kind.TIMEOUT, Kind.KICK),
        (Kind.TIMEOUT, Kind.BAN),
        (Kind.LIFT, Kind.KICK),
        (Kind.LIFT, Kind.BAN),
    ):
        if one in kinds and other in kinds:
            raise Refusal(texts.NOT_TOGETHER)
    if Kind.REMOVE_MESSAGE in kinds and not has_message:
        raise Refusal(texts.NO_MESSAGE_TO_REMOVE)


def applied_end(now: datetime, ends_at: datetime) -> datetime:
    """Return the end that Discord is given for a time-out: 28 days from now at most (R31)."""
    return min(ends_at, now.replace(microsecond=0) + LONGEST_TIME_OUT)


def next_look(ends_at: datetime | None, applied_until: datetime | None) -> datetime | None:
    """Return when a measure that holds has to be looked at: at its end, or before it must be renewed."""
    if ends_at is None or applied_until is None or applied_until >= ends_at:
        return ends_at
    return applied_until - RENEWED_BEFORE


# The one guard (R25)


@dataclass(frozen=True, slots=True)
class Moderator:
    """Who wants to take a measure, as they are in the server at this moment."""

    user_id: int
    permissions: frozenset[str]
    rank: int  # the position of their highest role
    owns_server: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a measure is about, as they are in the server at this moment."""

    user_id: int
    is_present: bool
    rank: int = 0
    owns_server: bool = False
    is_admin: bool = False
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Itself:
    """Banyan in the server at this moment."""

    user_id: int
    permissions: frozenset[str]
    rank: int


def guard(kind: Kind, *, moderator: Moderator, subject: Subject, banyan: Itself) -> None:
    """Refuse a measure that this person may not take on that one, or that Banyan cannot carry out.

    Raises:
        Refusal: saying which of it stands in the way.
    """
    named = {"measure": texts.KINDS[kind]}
    if subject.user_id == moderator.user_id:
        raise Refusal(texts.NOT_ON_YOURSELF)
    if kind in INTERNAL:
        return
    if subject.user_id == banyan.user_id:
        raise Refusal(texts.NOT_ON_BANYAN)
    if subject.is_bot:
        raise Refusal(texts.NOT_ON_A_BOT)
    if subject.owns_server:
        raise Refusal(texts.NOT_ON_THE_OWNER)
    if not subject.is_present and kind not in BY_ID:
        raise Refusal(texts.NOT_HERE, **named)
    needed = _PERMISSION[kind]
    if needed not in moderator.permissions:
        raise Refusal(texts.YOU_LACK, permission=needed.replace("_", " ").title(), **named)
    if not moderator.owns_server and subject.is_present and subject.rank >= moderator.rank:
        raise Refusal(texts.RANKED_ABOVE_YOU, **named)
    if kind in _BANYAN_NEEDS and needed not in banyan.permissions:
        raise Refusal(texts.BANYAN_LACKS, permission=needed.replace("_", " ").title(), **named)
    if kind in _BANYAN_NEEDS and subject.is_present and subject.rank >= banyan.rank:
        raise Refusal(texts.RANKED_ABOVE_BANYAN, **named)
    if kind is Kind.TIMEOUT and subject.is_admin:
        raise Refusal(texts.ADMINS_TAKE_NO_TIME_OUT)


# An appeal


LONGEST_APPEAL = 1000
APPEAL_WITHIN = timedelta(days=30)
APPEAL_DUE = timedelta(days=7)
ALONE_AFTER = timedelta(hours=72)  # where nobody else could look at it again
CODE_TRIES = 5
CODE_SPAN = timedelta(hours=1)
CODE_BYTES = 10  # 80 bits (R48)


def may_hear(
    now: datetime, *, user_id: int, deciders: Collection[int], eligible: Collection[int], made_at: datetime
) -> bool:
    """Whether somebody looks at their own decision again (True), or at another's (False).

    Raises:
        Refusal: when somebody else has to, or, for whoever is alone, before 72 hours have passed (R39).
    """
    if user_id not in deciders:
        return False
    if any(each not in deciders for each in eligible):
        raise Refusal(texts.SOMEBODY_ELSE)
    if now < made_at + ALONE_AFTER:
        raise Refusal(texts.ALONE_LATER, when=f"<t:{int((made_at + ALONE_AFTER).timestamp())}:F>")
    return True


def code_from(digest: bytes) -> str:
    """Return an appeal code of 80 bits, in groups of four letters and digits."""
    letters = base64.b32encode(digest[:CODE_BYTES]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def code_typed(typed: str) -> str:
    """Return a typed code in its one form: capitals, no blanks, the digits that are none of its letters mended."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    plain = plain.replace("0", "O").replace("1", "I").replace("8", "B")
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))
