"""The checks that every wording is held to, each tried on something wrong that it must notice."""

import pytest

from tests.content.linting import (
    BANNED,
    DEEP_DOORS,
    banned,
    hard_to_read,
    near_duplicates,
    not_plain_characters,
    too_long,
    worn_openings,
    wrong_ids,
)

GOOD_ID = "bridges-a-made-up-one"

REWORDED = [
    ("What do you carry with you in case somebody else needs it?",
     "What do you keep in your bag in case somebody else needs it?"),
    ("What would you like to do more slowly than you do now?",
     "Is there something you would like to do more slowly than now?"),
    ("What are you waiting for permission to do, and from whom?",
     "Whose permission are you waiting for, and to do what?"),
]  # fmt: skip


def test_a_good_wording_passes_every_check() -> None:
    good = [("here", "Which stall at the market gets your custom, and why that one?")]
    assert wrong_ids([("bridges", GOOD_ID)]) == too_long(good) == []
    assert banned(good, BANNED) == not_plain_characters(good) == hard_to_read(good) == []


@pytest.mark.parametrize("wrong", ["voices-a-made-up-one", "bridges-one", "bridges-A-b", "bridges-a_b-c"])
def test_an_id_of_another_theme_or_shape_is_noticed(wrong: str) -> None:
    assert wrong_ids([("bridges", GOOD_ID), ("bridges", wrong)]) == [wrong]


def test_an_id_used_twice_is_noticed_in_both_places() -> None:
    assert wrong_ids([("bridges", GOOD_ID), ("bridges", GOOD_ID)]) == [GOOD_ID, GOOD_ID]


def test_a_wording_one_character_too_long_is_noticed() -> None:
    assert too_long([("a text", "a" * 240), ("a note", "a" * 80)]) == []
    assert too_long([("a text", "a" * 241), ("a note", "a" * 81)]) == ["a text", "a note"]


def test_an_opening_used_once_too_often_is_noticed() -> None:
    others = [f"{word} lamp burns." for word in ("One", "Her", "That", "My", "Any", "No", "His", "Our", "This")]
    same = ["Tell us about tea.", "Tell us about rain.", "Tell us about work.", "Tell us about maps."]
    assert worn_openings(same + others, at_most=4) == []
    assert worn_openings([*same, "Tell us, about what?", *others], at_most=4) == ["tell us about", "tell"]


@pytest.mark.parametrize(("text", "again"), REWORDED)
def test_a_prompt_asked_again_in_other_words_is_noticed(text: str, again: str) -> None:
    assert near_duplicates([("one", text), ("two", again)]) == ["one ~ two"]


@pytest.mark.parametrize(("pattern", "sentence"), [*BANNED.items(), *DEEP_DOORS.items()])
def test_every_banned_pattern_catches_its_sentence(pattern: str, sentence: str) -> None:
    assert banned([("here", sentence), ("there", sentence.upper())], [pattern]) != []


@pytest.mark.parametrize("harmless", ["Behalf of nobody.", "Somebody overheard.", "Sonnet."])
def test_a_banned_word_inside_another_word_is_left_alone(harmless: str) -> None:
    assert banned([("here", harmless)], BANNED) == []


@pytest.mark.parametrize("wrong", ["Tell us!", "Tea 🍵", "**Tea**", "<@&1>", "A\u202etea", "A\ntea", "Tea\u200b"])
def test_shouting_and_decoration_are_noticed(wrong: str) -> None:
    assert not_plain_characters([("here", wrong)]) != []


@pytest.mark.parametrize("wrong", ["tea " * 23, "An internationalisation.", "Considerable deliberation"])
def test_heavy_english_is_noticed(wrong: str) -> None:
    assert hard_to_read([("here", wrong)]) != []
