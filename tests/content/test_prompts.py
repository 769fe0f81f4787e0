"""The prompts that ship: each is fit to be asked, and the eighty together are not one trick repeated.

The checks that hold for every wording are in linting; those for a bank of prompts are here, tried on the bank,
which must give none, and on something wrong, which must give one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from data.prompts import FORMS, THEMES, Prompt, bank, prompt, read_theme
from tests.content.linting import (
    BANNED,
    DEEP_DOORS,
    NEAR,
    SAME_OPENING,
    banned,
    hard_to_read,
    near_duplicates,
    not_plain_characters,
    too_long,
    words,
    worn_openings,
    wrong_ids,
)

SAME_OPENING_GENTLER = 6  # seen one at a time and never in a row, so a little looser


def asked(prompts: Iterable[Prompt]) -> Iterator[tuple[str, str]]:
    """Every wording that can be asked, with where it stands."""
    for each in prompts:
        yield f"{each.id} text", each.text
        yield f"{each.id} gentler", each.gentler


def read_by_people(prompts: Iterable[Prompt]) -> Iterator[tuple[str, str]]:
    """Every wording that somebody reads, with where it stands."""
    for each in prompts:
        yield from asked([each])
        if each.note is not None:
            yield f"{each.id} note", each.note


def not_gentler(prompts: Iterable[Prompt]) -> list[str]:
    """The other wording must be another one, short, and leave the deep doors shut."""
    complaints = [
        f"{each.id}: says the same again"
        for each in prompts
        if fuzz.token_sort_ratio(each.text.lower(), each.gentler.lower()) >= NEAR
    ]
    complaints += [f"{each.id}: more than 22 words" for each in prompts if len(words(each.gentler)) > 22]
    return complaints + banned(((each.id, each.gentler) for each in prompts), DEEP_DOORS)


def unbalanced(prompts: Sequence[Prompt]) -> list[str]:
    """Depth 40/45/15 % exactly; forms 5 to 30 %; a theme has ten prompts, four forms, one or two deep."""
    total = len(prompts)
    complaints = []
    depths = Counter(each.depth for each in prompts)
    for depth, percent in ((1, 40), (2, 45), (3, 15)):
        if depths[depth] * 100 != percent * total:
            complaints.append(f"depth {depth}: {depths[depth]} of {total}")
    forms = Counter(each.form for each in prompts)
    complaints += [f"{form}: {forms[form]}" for form in FORMS if not 0.05 <= forms[form] / total <= 0.30]
    for theme in THEMES:
        here = [each for each in prompts if each.theme == theme]
        if len(here) != 10:
            complaints.append(f"{theme}: {len(here)} prompts")
        if len({each.form for each in here}) < 4:
            complaints.append(f"{theme}: fewer than four forms")
        if not 1 <= sum(each.depth == 3 for each in here) <= 2:
            complaints.append(f"{theme}: depth 3 must stand once or twice")
    return complaints


GOOD = Prompt(
    id="bridges-a-made-up-one",
    theme="bridges",
    text="Which stall at the market gets your custom, and why that one?",
    depth=1,
    form="question",
    note=None,
    gentler="What do you buy often?",
)


# --- the bank ---


def test_the_bank_holds_eighty_prompts_in_the_order_of_the_themes() -> None:
    assert [each.theme for each in bank()] == [theme for theme in THEMES for _ in range(10)]


def test_every_id_is_unique_and_belongs_to_its_theme() -> None:
    assert wrong_ids((each.theme, each.id) for each in bank()) == []


def test_no_wording_is_longer_than_a_card_shows() -> None:
    assert too_long(read_by_people(bank())) == []


def test_the_prompts_begin_in_many_ways() -> None:
    assert worn_openings([each.text for each in bank()], at_most=SAME_OPENING) == []
    assert worn_openings([each.gentler for each in bank()], at_most=SAME_OPENING_GENTLER) == []


def test_no_two_wordings_ask_the_same() -> None:
    assert near_duplicates(asked(bank())) == []


def test_no_wording_assumes_demands_or_praises() -> None:
    assert banned(read_by_people(bank()), BANNED) == []


def test_no_wording_shouts_or_decorates() -> None:
    assert not_plain_characters(read_by_people(bank())) == []


def test_every_wording_is_plain_english() -> None:
    assert hard_to_read(asked(bank())) == []


def test_every_gentler_wording_is_lighter_and_its_own() -> None:
    assert not_gentler(bank()) == []


def test_depths_and_forms_are_balanced() -> None:
    assert unbalanced(bank()) == []


# --- the checks themselves ---


def test_a_gentler_wording_that_is_gentler_passes() -> None:
    assert not_gentler([GOOD]) == []


@pytest.mark.parametrize("wrong", [GOOD.text, GOOD.text.upper(), "Who chose your name?", "so " * 23])
def test_a_gentler_wording_that_is_not_gentler_is_noticed(wrong: str) -> None:
    assert not_gentler([replace(GOOD, gentler=wrong)]) != []


def test_a_bank_out_of_balance_is_noticed() -> None:
    first, *rest = bank()
    other_depth = replace(first, depth=2 if first.depth == 1 else 1)
    assert any("depth 1" in complaint for complaint in unbalanced([other_depth, *rest]))
    assert unbalanced(rest) != []
    one_form = [replace(each, form="memory") for each in bank()]
    assert {"memory: 80", "wish: 0", "voices: fewer than four forms"} <= set(unbalanced(one_form))
    light_voices = [replace(each, depth=1) if each.theme == "voices" else each for each in bank()]
    assert "voices: depth 3 must stand once or twice" in unbalanced(light_voices)


# --- the loader ---

ENTRY = """
[[prompt]]
id = "bridges-a-made-up-one"
text = "Which stall at the market gets your custom?"
depth = 1
form = "question"
gentler = "What do you buy often?"
"""


def written(folder: Path, content: str) -> Path:
    path = folder / "bridges.toml"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))  # lone surrogates become bytes that are not text
    return path


def test_a_prompt_is_found_by_its_id_and_an_unknown_id_finds_nothing() -> None:
    assert [prompt(each.id) for each in bank()] == list(bank())
    assert prompt("bridges-no-such-prompt") is None


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    noted = ENTRY.replace("made-up", "second").strip() + '\nnote = "About markets."\n'
    first, second = read_theme(written(tmp_path, ENTRY + noted))
    assert (first.id, first.theme, first.depth, first.note) == ("bridges-a-made-up-one", "bridges", 1, None)
    assert (second.id, second.note) == ("bridges-a-second-one", "About markets.")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('form = "question"\n', "", "form is missing"),
        ('form = "question"', 'form = "riddle"', "form must be one of memory, object"),
        ("depth = 1", "depth = 4", "depth must be 1, 2 or 3"),
        ("depth = 1", "depth = true", "depth must be 1, 2 or 3"),
        ("depth = 1", "depth = 1\nsecret = 1", "secret is not something a prompt has"),
        ("Which stall at the market gets your custom?", "  ", "text must be text"),
        ('"What do you buy often?"', "7", "gentler must be text"),
        ("bridges-a", "voices-a", "the id must begin with bridges-"),
    ],
)
def test_a_malformed_prompt_is_refused_with_its_file_and_id(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(ValueError, match=rf"bridges\.toml, prompt 1 \(\w+-a-made-up-one\): {reason}"):
        read_theme(written(tmp_path, ENTRY.replace(old, new)))


def test_a_prompt_whose_id_is_missing_or_taken_is_refused_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"bridges\.toml, prompt 1 \(without an id\): id is missing"):
        read_theme(written(tmp_path, ENTRY.replace('id = "bridges-a-made-up-one"', "")))
    with pytest.raises(ValueError, match=r"bridges\.toml, prompt 2 .*used twice"):
        read_theme(written(tmp_path, ENTRY + ENTRY))


@pytest.mark.parametrize(
    "content", ["", "prompt = 3", "prompt = [3]", 'title = "x"' + ENTRY, "[[prompt]", "\udcff\udcfe"]
)
def test_a_file_that_is_not_a_list_of_prompts_is_refused_by_name(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValueError, match=r"^bridges\.toml: "):
        read_theme(written(tmp_path, content))
