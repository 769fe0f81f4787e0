"""A circle as a value, and what can happen to it; `rules.py` says what follows. Knows neither Discord nor tables."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self, TypeAlias


class Stage(StrEnum):
    """How far a circle has come."""

    GATHERING = "gathering"
    AGREEMENTS = "agreements"
    ROUND_ONE = "round_one"
    ROUND_TWO = "round_two"
    FLASHBACKS = "flashbacks"
    TALK = "talk"
    DEBRIEF = "debrief"
    CONSENT = "consent"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


ROUNDS = (Stage.ROUND_ONE, Stage.ROUND_TWO)
OVER = (Stage.CLOSED, Stage.CALLED_OFF)


class Pace(StrEnum):
    """Whether everybody is there at the same time, or a turn lasts a day."""

    LIVE = "live"
    SLOW = "slow"


class Part(StrEnum):
    """What somebody came for; listening is a full part."""

    TELLER = "teller"
    LISTENER = "listener"


class Told(StrEnum):
    """What became of a teller's turn in the round that is on."""

    NOT_YET = "not_yet"
    TOLD = "told"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in a circle.

    Attributes:
        id: The seat.
        person: Whose it is, a Discord id.
        part: What they came for.
        agreed: Whether they agreed to the agreements.
        gone: Whether they gave the seat up, or left the server.
        told: What became of their turn in the round that is on; told, too, while words they sent in it stand.
        has_told: Whether they have told something in this circle.
        came_back: Whether they were asked later in this round because they wished it.
        was_away: Whether they were asked later in this round because they did not answer.
        passes: Whether they do not want to be asked again in this circle.
        unhurried: Whether they take all the time they need, in every circle: nobody reminds or moves them.
    """

    id: int
    person: int
    part: Part
    agreed: bool = False
    gone: bool = False
    told: Told = Told.NOT_YET
    has_told: bool = False
    came_back: bool = False
    was_away: bool = False
    passes: bool = False
    unhurried: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """One circle at one moment.

    Attributes:
        id: The circle.
        pace: Live or slow.
        stage: How far it has come.
        since: When what is asked now was first shown; pauses move it. None: it is not shown yet, no time runs.
        seats: Everybody who ever sat here, in the order that is shown and never changes.
        queue: The seats that are still to be asked in this round, in order.
        holder: The seat whose turn it is, None between turns and outside the rounds.
        step: Rises with everything new that is asked, so that a press on something older is known.
        question: Which debrief question is asked, from 0.
        questions: How many there are.
        reminded_at: When the one reminder of this step was given.
        paused_at: Since when there is a pause.
        host: Who hosts, a Discord id.
        host_seen_at: When the host last did something.
        host_away: Whether that is so long ago that somebody else may host.
        needs_facilitator: Whether it may only go on with a facilitator as its host.
    """

    id: int
    pace: Pace
    stage: Stage
    since: datetime | None
    seats: tuple[Seat, ...] = ()
    queue: tuple[int, ...] = ()
    holder: int | None = None
    step: int = 0
    question: int = 0
    questions: int = 0
    reminded_at: datetime | None = None
    paused_at: datetime | None = None
    host: int | None = None
    host_seen_at: datetime | None = None
    host_away: bool = False
    needs_facilitator: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.stage in OVER

    @property
    def present(self) -> tuple[Seat, ...]:
        """Everybody who still has a seat."""
        return tuple(seat for seat in self.seats if not seat.gone)

    @property
    def tellers(self) -> tuple[Seat, ...]:
        """Those present who came to tell."""
        return tuple(seat for seat in self.present if seat.part is Part.TELLER)

    def seat(self, seat_id: int) -> Seat:
        """Return a seat. Raises KeyError."""
        for seat in self.seats:
            if seat.id == seat_id:
                return seat
        raise KeyError(seat_id)

    def seat_of(self, person: int) -> Seat | None:
        """Return the seat that somebody has or had."""
        return next((seat for seat in self.seats if seat.person == person), None)

    def with_seat(self, seat_id: int, **changes: object) -> Self:
        """Return the circle with one seat changed."""
        seats = tuple(replace(seat, **changes) if seat.id == seat_id else seat for seat in self.seats)  # type: ignore[arg-type]  # named by the caller
        return replace(self, seats=seats)


# What can happen. `by` is who did it, a Discord id.


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody takes a seat. `seat_id` is the id it gets if it is new."""

    by: int
    seat_id: int
    part: Part = Part.TELLER
    unhurried: bool = False


@dataclass(frozen=True, slots=True)
class Begin:
    """It is time, or the host begins. `few`: two or three wished to talk all the same."""

    few: bool = False


@dataclass(frozen=True, slots=True)
class Agree:
    """Somebody agrees to the agreements."""

    by: int


@dataclass(frozen=True, slots=True)
class OnlyListen:
    """A teller chooses to listen, as long as agreements are read."""

    by: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody gives up the seat, does not agree, was removed, or left the server."""

    by: int


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody begins the round."""

    by: int
    step: int


@dataclass(frozen=True, slots=True)
class Tell:
    """The holder sent words through the form. Their turn goes on."""

    by: int
    step: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A teller took back what they had sent through the form in the round that is on."""

    by: int


@dataclass(frozen=True, slots=True)
class Done:
    """The holder has told."""

    by: int
    step: int


@dataclass(frozen=True, slots=True)
class Pass:
    """The holder passes. `always`: and does not want to be asked again in this circle."""

    by: int
    step: int
    always: bool = False


@dataclass(frozen=True, slots=True)
class AskLater:
    """The holder would like to be asked at the end of the round."""

    by: int
    step: int


@dataclass(frozen=True, slots=True)
class StillHere:
    """The holder is there and takes their time."""

    by: int
    step: int


@dataclass(frozen=True, slots=True)
class TakeTime:
    """Somebody takes all the time they need from now on, or the usual time again. They said so for every circle."""

    by: int
    unhurried: bool


@dataclass(frozen=True, slots=True)
class MoveOn:
    """Somebody who may do so goes on to what comes next."""

    by: int
    step: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody needs a pause. Who it was is not kept."""

    by: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class GoOn:
    """Somebody who takes part ends the pause."""

    by: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Somebody hosts from now on. `leads`: a facilitator or the team. `at_once`: although the host is there."""

    by: int
    leads: bool
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class StopHosting:
    """Somebody hosts no more, and keeps their seat."""

    by: int


@dataclass(frozen=True, slots=True)
class End:
    """Somebody who may do so ends the circle. `leads`: the team or a facilitator."""

    by: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What is asked now stands where everybody sees it: from here on time runs."""

    step: int


@dataclass(frozen=True, slots=True)
class PlaceGone:
    """The thread was deleted by hand."""


@dataclass(frozen=True, slots=True)
class Look:
    """Time has passed."""


Event: TypeAlias = (
    Join
    | Begin
    | Agree
    | OnlyListen
    | Leave
    | Volunteer
    | Tell
    | TakeBack
    | Done
    | Pass
    | AskLater
    | StillHere
    | TakeTime
    | MoveOn
    | Pause
    | GoOn
    | TakeOver
    | StopHosting
    | End
    | Shown
    | PlaceGone
    | Look
)
