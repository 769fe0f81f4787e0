"""Who sits with whom in story circles: pure, and the same answer whenever it is asked.

Stronger wishes come first: two who are kept apart never share a circle; who waited last time sits; as many sit as
can; the circles are of five where that is possible; and those who have not met yet sit together.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, combinations, islice, product

FEWEST, IDEAL, LARGEST = 4, 5, 6  # people in a circle
SEARCHES = 600  # for a seat, in one way of splitting
WORK = 240  # people times ways of splitting that are tried: few people are split as well as can be, many in no time

Circles = list[list[int]]


@dataclass(frozen=True, slots=True)
class Seating:
    """How the people of one evening are split.

    Attributes:
        circles: Each of 4 to 6 people, in the order in which they joined.
        rest: Who found no seat and is asked what they would like, in the order in which they joined.
    """

    circles: tuple[tuple[int, ...], ...]
    rest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What is known of the people of one evening."""

    apart: Mapping[int, set[int]]  # with whom each never sits
    met: Mapping[int, Counter[int]]  # with whom each sat before, and how often
    first: frozenset[int]  # who waited last time

    def often(self, person: int, circle: Iterable[int]) -> int:
        """Return how often one person sat with the people of a circle."""
        before = self.met[person]
        return sum(before[other] for other in circle) if before else 0

    def worth(self, circles: Circles) -> tuple[int, int]:
        """Return how good a split is: how many waited last time and sit now, and how many sit."""
        seated = list(chain.from_iterable(circle for circle in circles if len(circle) >= FEWEST))
        return len(self.first.intersection(seated)), len(seated)


def seat(
    people: Sequence[int],
    *,
    apart: Collection[frozenset[int]],
    met: Mapping[frozenset[int], int],
    yielded: Collection[int] = (),
    most: int = LARGEST,
) -> Seating:
    """Split the people of one evening into circles.

    Args:
        people: Who signed up, in the order in which they joined.
        apart: Pairs that are never seated together.
        met: How often two sat together before.
        yielded: Who had to wait last time, and sits before others now.
        most: The seats of one circle, 4 to 6.
    """
    wishes = _wishes(people, apart, met, yielded)
    in_turn = sorted(people, key=lambda person: person not in wishes.first)
    able = [person for person in in_turn if len(people) - len(wishes.apart[person]) >= FEWEST]
    able.sort(key=lambda person: (person not in wishes.first, -len(wishes.apart[person])))
    seats = _seats(len(people), most)
    best: Circles = []
    for sizes in islice(_splits(len(able), seats), max(1, WORK // max(1, len(people)))):
        if wishes.worth(best) < (len(wishes.first.intersection(able)), sum(sizes)):
            best = max(best, _fill(able, sizes, wishes), key=wishes.worth)
    _keep_turns(best, seats, in_turn, wishes)
    _spread(best, wishes)
    joined = {person: place for place, person in enumerate(people)}
    circles = sorted(sorted(joined[person] for person in circle) for circle in best)
    rest = sorted(set(range(len(people))).difference(*circles))
    return Seating(tuple(tuple(people[at] for at in circle) for circle in circles), tuple(people[at] for at in rest))


def in_order(joined_at: Mapping[int, datetime], heard: Mapping[int, int]) -> list[int]:
    """Return the order in which the seats of a circle tell, which from then on never changes.

    Whoever joined in an earlier minute comes first. Within a minute those who were heard least do: it breaks ties, and
    nothing shows that it did.

    Args:
        joined_at: When each seat was taken, in the order in which they were.
        heard: In how many circles before whoever sits there told something; missing where in none.
    """

    def turn(seat: int) -> tuple[datetime, int]:
        return joined_at[seat].replace(second=0, microsecond=0), heard.get(seat, 0)

    return sorted(joined_at, key=turn)  # stable: what is still equal stays as they joined


def groups_for(count: int, most: int = LARGEST) -> tuple[int, ...]:
    """Return the sizes of the circles of so many people whom nothing keeps apart, fives first.

    As many sit as can, then as many circles as can are of five, then the circles are as few as can be.
    """
    sizes = next(_splits(count, _seats(count, most)), ())
    return tuple(sorted(sizes, key=lambda size: (size != IDEAL, -size)))


def _seats(count: int, most: int) -> int:
    """Return how many a circle holds: of seven people, three wait together, which is kinder than one alone."""
    return FEWEST if count == 7 else most


def _splits(count: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield the sizes of circles into which so many people can be split, or fewer where some wait, the best first."""
    for seats in range(count, FEWEST - 1, -1):
        for fives in range(seats // IDEAL if most >= IDEAL else 0, -1, -1):
            left = seats - IDEAL * fives
            for sixes in range(left // LARGEST if most >= LARGEST else 0, -1, -1):
                fours, over = divmod(left - LARGEST * sixes, FEWEST)
                if not over:
                    yield (FEWEST,) * fours + (IDEAL,) * fives + (LARGEST,) * sixes


def _wishes(
    people: Sequence[int],
    apart: Collection[frozenset[int]],
    met: Mapping[frozenset[int], int],
    yielded: Collection[int],
) -> _Wishes:
    """Look up by person what is told by pair, of those only who signed up."""
    everyone = frozenset(people)
    apart_of: dict[int, set[int]] = {person: set() for person in people}
    met_by: dict[int, Counter[int]] = {person: Counter() for person in people}
    for one, other in filter(everyone.issuperset, apart):
        apart_of[one].add(other)
        apart_of[other].add(one)
    for one, other in filter(everyone.issuperset, met):
        met_by[one][other] = met_by[other][one] = met[frozenset((one, other))]
    return _Wishes(apart_of, met_by, everyone.intersection(yielded))


def _fill(people: Sequence[int], sizes: Sequence[int], wishes: _Wishes) -> Circles:
    """Seat one after the other; then who found no seat takes one, and who sat there looks for another.

    A seat is dearer the more often its owner looked for one, and nobody takes one from somebody who looked more
    often than they did: so those who are hard to seat find a place, and the others make room.

    Returns:
        The best split met on the way.
    """
    circles: Circles = [[] for _ in sizes]
    looked = Counter(dict.fromkeys(wishes.first, len(people)))
    waiting: deque[int] = deque()

    def leaving(person: int, at: int) -> list[int]:
        """Return who has to go if somebody sits down in a circle."""
        against = [other for other in circles[at] if other in wishes.apart[person]]
        full = len(circles[at]) == sizes[at]
        return against or ([min(circles[at], key=looked.__getitem__)] if full else [])

    def price(person: int, at: int) -> tuple[int, int, int]:
        """Return what a seat costs: whom it is taken from, whom one has met there, how full the circle is."""
        owners = leaving(person, at)
        return sum(1 + looked[owner] for owner in owners), wishes.often(person, circles[at]), len(circles[at])

    def cheapest(person: int) -> int:
        return min(range(len(sizes)), key=lambda at: price(person, at))

    for person in people:
        at = cheapest(person)
        (waiting if leaving(person, at) else circles[at]).append(person)
    best = [list(circle) for circle in circles if len(circle) >= FEWEST]
    for _ in range(SEARCHES):
        if not waiting or wishes.worth(best) >= (len(wishes.first.intersection(people)), sum(sizes)):
            break
        person = waiting.popleft()
        looked[person] += 1
        at = cheapest(person)
        owners = leaving(person, at)
        if sum(looked[owner] for owner in owners) > looked[person]:
            waiting.append(person)
            continue
        circles[at] = [*(other for other in circles[at] if other not in owners), person]
        waiting.extend(owners)
        if wishes.worth(circles) > wishes.worth(best):
            best = [list(circle) for circle in circles if len(circle) >= FEWEST]
    return best


def _keep_turns(circles: Circles, most: int, in_turn: Sequence[int], wishes: _Wishes) -> None:
    """Let nobody wait while a seat is left for them, or for somebody whose turn is later and whose seat they can take.

    Whoever gives up a seat so comes later in `in_turn`, and is looked after then.
    """
    turns = {person: turn for turn, person in enumerate(in_turn)}
    seated = set(chain.from_iterable(circles))
    for person in in_turn:
        if person in seated:
            continue
        free = next((one for one in circles if len(one) < most and wishes.apart[person].isdisjoint(one)), None)
        if free is not None:
            free.append(person)
            continue
        later = [(turns[other], at) for at, circle in enumerate(circles) for other in circle]
        for turn, at in sorted(later, reverse=True):
            mates = [other for other in circles[at] if other != in_turn[turn]]
            if turn > turns[person] and wishes.apart[person].isdisjoint(mates):
                circles[at] = [*mates, person]
                seated.remove(in_turn[turn])
                break


def _spread(circles: Circles, wishes: _Wishes) -> None:
    """Let two people trade places, where they may, if fewer then sit with somebody they have met."""
    for here, there in combinations(circles, 2):
        for one, other in product(range(len(here)), range(len(there))):
            mine, theirs = here[one], there[other]
            before = wishes.often(mine, here) + wishes.often(theirs, there)
            if not before:
                continue
            mates, new_mates = here[:one] + here[one + 1 :], there[:other] + there[other + 1 :]
            may = wishes.apart[mine].isdisjoint(new_mates) and wishes.apart[theirs].isdisjoint(mates)
            if may and wishes.often(mine, new_mates) + wishes.often(theirs, mates) < before:
                here[one], there[other] = theirs, mine
