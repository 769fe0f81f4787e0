"""Who sits with whom: never two who are kept apart, as many as can, in fives, and with people not met before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations, pairwise, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.circles.seating import Seating, groups_for, in_order, seat

Pairs = frozenset[frozenset[int]]

NAMES = 5  # in one private list, at most

seeds = st.integers(0, 2**32)


def pair(one: int, other: int) -> frozenset[int]:
    return frozenset((one, other))


def lists_of(people: Sequence[int], rng: Random, *, longest: int = NAMES) -> Pairs:
    """What everybody's private list says, each of at most so many names."""
    return frozenset(
        pair(person, other)
        for person in people
        for other in rng.sample(people, rng.randint(0, min(longest, len(people))))
        if other != person
    )


def signed_up(count: int, rng: Random) -> list[int]:
    """So many people, in some order; ids say nothing about it."""
    return rng.sample(range(10**6), count)


def together(seating: Seating) -> list[frozenset[int]]:
    return [pair(one, other) for circle in seating.circles for one, other in combinations(circle, 2)]


@st.composite
def evenings(draw: st.DrawFn) -> tuple[list[int], Pairs, Mapping[frozenset[int], int], list[int], int]:
    """People, private lists that may be as unkind as can be, who met, who waited, and the seats of a circle."""
    rng = Random(draw(seeds))
    people = signed_up(draw(st.integers(4, 200)), rng)
    disliked = rng.sample(people, draw(st.integers(1, len(people))))  # all lists name some of these
    apart = frozenset(
        pair(person, other)
        for person in people
        for other in rng.sample(disliked, rng.randint(0, min(NAMES, len(disliked))))
        if other != person
    )
    met = {pair(*rng.sample(people, 2)): rng.randint(1, 5) for _ in range(draw(st.integers(0, 400)))}
    waited = rng.sample(people, draw(st.integers(0, len(people) // 4)))
    return people, apart, met, waited, draw(st.integers(4, 6))


@given(evenings())
def test_everybody_is_in_one_place_and_nobody_beside_somebody_they_are_kept_apart_from(
    evening: tuple[list[int], Pairs, Mapping[frozenset[int], int], list[int], int],
) -> None:
    people, apart, met, waited, most = evening
    seating = seat(people, apart=apart, met=met, yielded=waited, most=most)
    assert all(4 <= len(circle) <= most for circle in seating.circles)
    assert not apart.intersection(together(seating))
    assert sorted([*seating.rest, *(person for circle in seating.circles for person in circle)]) == sorted(people)
    for group in (*seating.circles, seating.rest):
        assert list(group) == sorted(group, key=people.index)
    assert seat(people, apart=apart, met=met, yielded=waited, most=most) == seating


@cache
def all_splits(count: int, most: int) -> frozenset[tuple[int, int]]:
    """Every (people seated, circles of five) there is, found one circle after the other."""
    found = {(0, 0)}
    for size in range(4, min(count, most) + 1):
        found |= {(seated + size, fives + (size == 5)) for seated, fives in all_splits(count - size, most)}
    return frozenset(found)


@pytest.mark.parametrize("most", [4, 5, 6])
def test_as_many_sit_as_can_and_then_in_as_many_fives_as_can_be(most: int) -> None:
    for count in (*range(7), *range(8, 201)):
        sizes = groups_for(count, most)
        assert all(4 <= size <= most for size in sizes)
        assert (sum(sizes), sizes.count(5)) == max(all_splits(count, most))
        assert sizes[: sizes.count(5)] == (5,) * sizes.count(5)


@pytest.mark.parametrize("most", [4, 5, 6])
def test_of_seven_three_wait_together_rather_than_one_alone(most: int) -> None:
    assert groups_for(7, most) == (4,)
    assert seat(range(7), apart=(), met={}, most=most) == Seating(circles=((0, 1, 2, 3),), rest=(4, 5, 6))
    assert len(seat(range(7), apart={pair(0, 1)}, met={}, most=most).circles[0]) == 4


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(0, 6, ()), (3, 6, ()), (6, 6, (6,)), (6, 5, (5,)), (9, 4, (4, 4)), (11, 6, (5, 6)), (12, 6, (6, 6))],
)
def test_the_circles_are_as_few_as_can_be(count: int, most: int, sizes: tuple[int, ...]) -> None:
    assert groups_for(count, most) == sizes


@given(st.integers(0, 200), st.integers(4, 6), seeds)
def test_without_lists_the_sizes_are_the_best_there_are(count: int, most: int, seed: int) -> None:
    rng = Random(seed)
    people = signed_up(count, rng)
    met = {pair(*rng.sample(people, 2)): 1 for _ in range(100)} if count > 1 else {}
    seating = seat(people, apart=(), met=met, most=most)
    assert sorted(map(len, seating.circles)) == sorted(groups_for(count, most))
    assert len(seating.rest) < 4
    assert not seating.rest or count < 8 or most < 6
    assert seating.rest == tuple(people[len(people) - len(seating.rest) :])  # who joined last


@given(st.integers(30, 200), seeds)
def test_lists_of_five_names_leave_fewer_than_four_without_a_seat(count: int, seed: int) -> None:
    """Names drawn at random; where many lists name the same people, some of these find no three to sit with."""
    rng = Random(seed)
    people = signed_up(count, rng)
    apart = frozenset(
        pair(person, other)
        for person in people
        for other in rng.sample([other for other in people if other != person], NAMES)
    )
    assert len(seat(people, apart=apart, met={}).rest) < 4


@given(st.sampled_from([4, 5, 6, 8, 9, 10]), seeds)
def test_few_people_with_short_lists_are_split_as_well_as_can_be(count: int, seed: int) -> None:
    """Against all circles there could be."""
    people = range(count)
    apart = lists_of(people, Random(seed), longest=1)
    circles = [
        frozenset(circle)
        for size in (4, 5, 6)
        for circle in combinations(people, size)
        if not any(pair(*two) in apart for two in combinations(circle, 2))
    ]
    one = max(map(len, circles), default=0)
    two = max((len(here | there) for here, there in combinations(circles, 2) if not here & there), default=0)
    assert count - len(seat(people, apart=apart, met={}).rest) == max(one, two)


def test_smaller_circles_seat_everybody_where_larger_ones_cannot() -> None:
    three_apart = {pair(0, 1), pair(0, 2), pair(1, 2)}
    seating = seat(range(12), apart=three_apart, met={})
    assert list(map(len, seating.circles)) == [4, 4, 4]


def test_somebody_with_whom_few_can_sit_does_not_keep_the_others_from_sitting() -> None:
    seating = seat(range(200), apart={pair(0, other) for other in range(1, 198)}, met={})
    assert seating.rest == (0,)


def test_who_is_in_a_circle_of_too_few_finds_a_seat_in_another() -> None:
    """Five can sit with the same three only, whatever the others do: nobody else has to wait for that."""
    shunned, others = range(5), range(8, 30)
    apart = {pair(*two) for two in combinations(shunned, 2)} | {pair(one, two) for one in shunned for two in others}
    assert set(seat(range(30), apart=apart, met={}).rest) <= set(shunned)


def test_four_of_whom_two_are_kept_apart_are_no_circle() -> None:
    assert seat(range(4), apart={pair(1, 2)}, met={}) == Seating(circles=(), rest=(0, 1, 2, 3))


@pytest.mark.parametrize("count", [5, 6])
def test_without_an_earlier_evening_the_one_of_two_who_joined_first_sits(count: int) -> None:
    for one, other in permutations(range(count), 2):
        assert seat(range(count), apart={pair(one, other)}, met={}).rest == (max(one, other),)


@given(st.integers(5, 6), st.integers(4, 6), seeds)
def test_two_who_are_kept_apart_sit_in_turn_in_whatever_order_they_join(count: int, most: int, seed: int) -> None:
    rng = Random(seed)
    people = signed_up(count, rng)
    two = people[:2]
    rest: Collection[int] = ()
    waited: list[int] = []
    for _ in range(10):
        rng.shuffle(people)
        rest = seat(people, apart={pair(*two)}, met={}, yielded=rest, most=max(most, count - 1)).rest
        waited += rest
    assert waited in (two * 5, two[::-1] * 5)


@given(st.permutations(range(6)))
def test_who_waited_sits_though_two_others_have_to_wait_for_it(people: list[int]) -> None:
    apart = {pair(0, 1), pair(0, 2)}
    first = seat(people, apart=apart, met={}).rest
    second = seat(people, apart=apart, met={}, yielded=first).rest
    third = seat(people, apart=apart, met={}, yielded=second).rest
    assert (set(first), set(second), set(third)) == ({0}, {1, 2}, {0})


def test_who_waited_sits_in_one_of_two_circles_of_which_each_holds_one_of_three() -> None:
    three_apart = {pair(0, 1), pair(0, 2), pair(1, 2)}
    rest: Collection[int] = ()
    for _ in range(10):
        waited, rest = rest, seat(range(11), apart=three_apart, met={}, yielded=rest).rest
        assert len(rest) == 1
        assert not set(rest) & set(waited)


def test_people_who_have_not_met_sit_together() -> None:
    """Four couples of an earlier evening in two circles: one of each couple here and one there."""
    couples = [pair(at, at + 1) for at in range(0, 8, 2)]
    assert not set(couples).intersection(together(seat(range(8), apart=(), met=dict.fromkeys(couples, 1))))


def test_people_trade_places_where_the_order_of_joining_put_them_with_somebody_they_met() -> None:
    met = {pair(0, 6): 1, pair(4, 7): 1, pair(6, 7): 1}
    assert not met.keys() & together(seat(range(8), apart=(), met=met))


def test_a_private_list_moves_nobody_forward() -> None:
    assert seat(range(7), apart={pair(5, 6)}, met={}).circles == ((0, 1, 2, 3),)


@given(st.permutations(range(25)))
def test_five_circles_that_met_are_all_mixed_the_next_time(people: list[int]) -> None:
    met = dict.fromkeys((pair(*two) for at in range(0, 25, 5) for two in combinations(range(at, at + 5), 2)), 1)
    again = met.keys() & together(seat(people, apart=(), met=met))
    assert not again


def test_those_who_met_more_often_are_parted_first() -> None:
    everybody = {pair(*two): 1 for two in combinations(range(8), 2)}
    often = [pair(0, 1), pair(2, 3), pair(4, 5)]
    seating = seat(range(8), apart=(), met=everybody | dict.fromkeys(often, 9))
    assert not set(often).intersection(together(seating))


def test_a_private_list_weighs_more_than_having_met() -> None:
    """Everybody has met everybody but the two who are kept apart."""
    met = {pair(*two): 9 for two in combinations(range(8), 2)} | {pair(0, 1): 0}
    assert pair(0, 1) not in together(seat(range(8), apart={pair(0, 1)}, met=met))


# The order in a circle


def joined(*seconds: int) -> dict[int, datetime]:
    """Seats 0, 1, … taken so many seconds after seven."""
    seven = datetime(2026, 12, 1, 7, tzinfo=UTC)
    return {seat: seven + timedelta(seconds=after) for seat, after in enumerate(seconds)}


def test_who_joined_in_an_earlier_minute_comes_first_however_often_they_were_heard() -> None:
    assert in_order(joined(0, 60, 120), {0: 9, 1: 4}) == [0, 1, 2]


def test_of_those_who_joined_in_one_minute_who_was_heard_least_comes_first() -> None:
    assert in_order(joined(0, 20, 59), {0: 2, 1: 1}) == [2, 1, 0]


def test_heard_as_often_in_the_same_minute_they_stay_as_they_joined() -> None:
    assert in_order(joined(0, 0, 30, 59), {0: 1, 1: 1, 2: 1, 3: 1}) == [0, 1, 2, 3]
    assert in_order(joined(0, 0, 30, 59), {}) == [0, 1, 2, 3]


@given(st.lists(st.tuples(st.integers(0, 240), st.integers(0, 5)), max_size=12))
def test_everybody_has_one_place_and_only_ties_are_broken(joins: list[tuple[int, int]]) -> None:
    seats = joined(*sorted(after for after, _ in joins))
    heard = {seat: times for seat, (_, times) in enumerate(joins)}
    order = in_order(seats, heard)
    assert sorted(order) == list(seats)
    minutes = [seats[seat].minute for seat in order]
    assert minutes == sorted(minutes)
    for one, other in pairwise(order):
        if seats[one].minute == seats[other].minute:
            assert (heard[one], one) < (heard[other], other)
