"""Which prompt comes: themes in turn, no early return, nothing heavy twice running, the same whoever asks."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.reflections import rules
from data import prompts
from data.prompts import DEPTHS, THEMES, Prompt

Given = list[tuple[date, str]]
SERVERS = (1, 42, 1188557330913624085, 9007199254740993)
BEGUN = date(2026, 1, 1)
ONE_DAY = timedelta(days=1)
ALL = frozenset(THEMES)
BANK = prompts.bank()
OF_ID = {prompt.id: prompt for prompt in BANK}


@dataclass(frozen=True)
class Stretch:
    """Some days that a server lived through without changing its mind."""

    themes: frozenset[str]
    days: int
    apart: int  # days from one prompt to the next
    away: int  # days without any before it


stretches = st.lists(
    st.builds(
        Stretch,
        themes=st.frozensets(st.sampled_from(THEMES), min_size=1),
        days=st.integers(1, 60),
        apart=st.sampled_from([1, 1, 2, 3, 7]),
        away=st.sampled_from([0, 0, 1, 40]),
    ),
    min_size=1,
    max_size=4,
)


def prompt(number: int, theme: str, depth: int) -> Prompt:
    return Prompt(
        id=f"{theme}-{number}", theme=theme, text="?", depth=depth, form="wish", note=None, gentler="A lighter one?"
    )


@st.composite
def small_banks(draw: st.DrawFn, depths: Sequence[int] = DEPTHS) -> tuple[Prompt, ...]:
    kinds = draw(st.lists(st.tuples(st.sampled_from(THEMES[:3]), st.sampled_from(depths)), min_size=1, max_size=12))
    return tuple(prompt(number, theme, depth) for number, (theme, depth) in enumerate(kinds))


MANY_HEAVY = tuple(
    prompt(number, theme, depth)
    for number, (theme, depth) in enumerate(
        [
            ("learning", 3),
            ("safety", 1),
            ("experiences", 2),
            ("experiences", 1),
            ("learning", 1),
            ("safety", 2),
            ("safety", 3),
            ("experiences", 3),
            ("experiences", 3),
            ("experiences", 2),
        ]
    )
)
"""On the eleventh day all but a heavy one have been lately, and the day before was heavy too."""


def live(bank: Sequence[Prompt], server: int, *lived: Stretch) -> list[tuple[Stretch, date, Prompt, Given]]:
    """What came in some stretches of a server's life, each with what had come before it."""
    given: Given = []
    came, on = [], BEGUN
    for stretch in lived:
        on += timedelta(days=stretch.away)
        for _ in range(stretch.days):
            chosen = rules.choose(bank, stretch.themes, given, guild_id=server, on=on)
            came.append((stretch, on, chosen, list(given)))
            given.append((on, chosen.id))
            on += timedelta(days=stretch.apart)
    return came


def too_early(bank: Sequence[Prompt], themes: AbstractSet[str], before: Given, on: date, each: Prompt) -> bool:
    """Whether a prompt would return within min(180 days, 90 % of what is enabled), counted anew (P9)."""
    enabled = {other.id for other in bank if other.theme in themes}
    since = [(day, other) for day, other in before if other in enabled]
    last = max((place for place, (_, other) in enumerate(since) if other == each.id), default=None)
    if last is None:
        return False
    return len(since) - last < 0.9 * len(enabled) and (on - since[last][0]).days < 180


def deep_yesterday(bank: Sequence[Prompt], before: Given, on: date) -> bool:
    depths = {each.id: each.depth for each in bank}
    return bool(before) and before[-1][0] == on - ONE_DAY and depths.get(before[-1][1]) == 3


def assert_only_depth_brings_one_back(
    bank: Sequence[Prompt], themes: AbstractSet[str], before: Given, on: date, chosen: Prompt
) -> None:
    """P9 gives way to one rule, and only where that leaves no choice: nothing heavy two days running."""
    if too_early(bank, themes, before, on, chosen):
        assert deep_yesterday(bank, before, on)
        enabled = [each for each in bank if each.theme in themes]
        assert all(each.depth == 3 for each in enabled if not too_early(bank, themes, before, on, each))


@cache
def whole_life(server: int) -> list[Prompt]:
    """What a server gets in three years with every theme on."""
    return [chosen for _, _, chosen, _ in live(BANK, server, Stretch(ALL, 3 * 365, 1, 0))]


@given(server=st.integers(1, 2**63), lived=stretches)
def test_no_prompt_returns_early_through_toggles_gaps_and_resets(server: int, lived: list[Stretch]) -> None:
    """P9: min(180 days, 90 % of what is enabled), whatever an admin switches and however long it was off."""
    for stretch, on, chosen, before in live(BANK, server, *lived):
        assert_only_depth_brings_one_back(BANK, stretch.themes, before, on, chosen)


@given(bank=small_banks(depths=(1, 2)), server=st.integers(1, 2**63), days=st.integers(1, 40))
def test_in_a_bank_of_any_size_no_prompt_returns_early(bank: tuple[Prompt, ...], server: int, days: int) -> None:
    """P9: also with one prompt, or two."""
    themes = frozenset(each.theme for each in bank)
    for _, on, chosen, before in live(bank, server, Stretch(themes, days, 1, 0)):
        assert not too_early(bank, themes, before, on, chosen)


@given(bank=small_banks(), server=st.integers(1, 2**63), days=st.integers(1, 40))
@example(bank=MANY_HEAVY, server=358061353337, days=11)
def test_only_a_heavy_yesterday_lets_a_prompt_return_early_and_only_if_all_others_are_heavy(
    bank: tuple[Prompt, ...], server: int, days: int
) -> None:
    """P9."""
    themes = frozenset(each.theme for each in bank)
    for _, on, chosen, before in live(bank, server, Stretch(themes, days, 1, 0)):
        assert_only_depth_brings_one_back(bank, themes, before, on, chosen)


@given(bank=small_banks(), server=st.integers(1, 2**63), days=st.integers(2, 40))
def test_nothing_heavy_comes_two_days_running_while_anything_lighter_is_enabled(
    bank: tuple[Prompt, ...], server: int, days: int
) -> None:
    themes = frozenset(each.theme for each in bank)
    only_heavy = all(each.depth == 3 for each in bank)
    for _, on, chosen, before in live(bank, server, Stretch(themes, days, 1, 0)):
        assert only_heavy or not (chosen.depth == 3 and deep_yesterday(bank, before, on))


@pytest.mark.parametrize("server", SERVERS)
def test_in_three_years_nothing_heavy_comes_two_days_running(server: int) -> None:
    assert not any(before.depth == after.depth == 3 for before, after in pairwise(whole_life(server)))


@pytest.mark.parametrize("server", SERVERS)
def test_in_three_years_no_prompt_returns_before_nine_tenths_of_the_bank_came(server: int) -> None:
    """P9, at the seams of every round through the bank too."""
    last_came: dict[str, int] = {}
    for day, chosen in enumerate(whole_life(server)):
        assert day - last_came.get(chosen.id, -1000) >= 0.9 * len(BANK)
        last_came[chosen.id] = day
    assert len(last_came) == len(BANK)


@pytest.mark.parametrize("server", SERVERS)
def test_in_three_years_the_themes_take_turns(server: int) -> None:
    """A heavy prompt may wait for one day, so a theme comes back after seven to nine days."""
    themes = [chosen.theme for chosen in whole_life(server)]
    assert max(Counter(themes).values()) - min(Counter(themes).values()) <= 1
    for theme in THEMES:
        came = [day for day, each in enumerate(themes) if each == theme]
        assert {after - before for before, after in pairwise(came)} <= {7, 8, 9}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("server", SERVERS)
def test_a_server_with_one_theme_gets_no_other(server: int, theme: str) -> None:
    came = [chosen for _, _, chosen, _ in live(BANK, server, Stretch(frozenset({theme}), 60, 1, 0))]
    assert {chosen.theme for chosen in came} == {theme}
    assert len({chosen.id for chosen in came[:10]}) == 10


def test_two_servers_do_not_get_the_same_days() -> None:
    first, second = (whole_life(server)[:80] for server in SERVERS[:2])
    assert sum(one == other for one, other in zip(first, second, strict=True)) < 20


@given(server=st.integers(1, 2**63), lived=stretches, shuffled=st.permutations(BANK))
def test_the_choice_depends_on_server_date_and_what_came_and_on_nothing_else(
    server: int, lived: list[Stretch], shuffled: list[Prompt]
) -> None:
    """P10, and two looks at one day agree: the order of the files and of the calls changes nothing."""
    stretch, on, chosen, before = live(BANK, server, *lived)[-1]
    for bank in (BANK, shuffled):
        assert rules.choose(bank, stretch.themes, before, guild_id=server, on=on) == chosen


def test_a_prompt_that_has_left_the_bank_is_no_trouble() -> None:
    before = [(BEGUN, "voices-long-gone")]
    assert rules.choose(BANK, ALL, before, guild_id=1, on=BEGUN + ONE_DAY) in BANK


@given(
    server=st.integers(1, 2**63),
    themes=st.frozensets(st.sampled_from(THEMES), min_size=1),
    aside=st.frozensets(st.sampled_from(THEMES)),
    on=st.dates(),
)
def test_whoever_set_a_theme_aside_is_offered_a_light_prompt_of_another(
    server: int, themes: frozenset[str], aside: frozenset[str], on: date
) -> None:
    offered = rules.instead(BANK, themes, aside, guild_id=server, on=on)
    assert offered.theme in (themes - aside or themes)
    assert offered.depth < 3
    assert offered == rules.instead(BANK, themes, aside, guild_id=server, on=on)


def test_what_is_left_counts_enabled_prompts_that_never_came() -> None:
    """P11."""
    one_theme = frozenset({"voices"})
    of_theme = [each.id for each in BANK if each.theme == "voices"]
    assert rules.unseen(BANK, one_theme, []) == 10
    assert rules.unseen(BANK, one_theme, [(BEGUN, of_theme[0]), (BEGUN, of_theme[0])]) == 9
    assert rules.unseen(BANK, one_theme, [(BEGUN, BANK[0].id)]) == 10
    assert rules.unseen(BANK, one_theme, [(BEGUN, each) for each in of_theme]) == 0


def test_every_prompt_has_a_number_of_its_own_that_a_custom_id_can_carry() -> None:
    numbers = {rules.number(each.id) for each in BANK}
    assert len(numbers) == len(BANK)
    assert all(0 < number < 2**63 for number in numbers)
