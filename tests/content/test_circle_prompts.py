"""What story circles ask: each pair is fit for anybody's two rounds, and a debrief asks nobody to judge.

The checks that hold for every wording are in linting; those for pairs and questions are here, tried on what
ships, which must give none, and on something wrong, which must give one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from data import prompts
from data.circle_prompts import INTENTS, Pair, Question, bank, debrief, pair, pairs, questions, read_debrief, read_theme
from data.prompts import THEMES
from tests.content.linting import (
    BANNED,
    DEEP_DOORS,
    SAME_OPENING,
    banned,
    hard_to_read,
    near_duplicates,
    not_plain_characters,
    too_long,
    worn_openings,
    wrong_ids,
)

# What a debrief may not say, each with a sentence that must be caught.
NOT_AFTER_STORIES: dict[str, str] = {
    # no story is weighed, and none is set above another
    r"good|better|best|bad|worse|right|wrong|true|well told": "Was it right to do that?",
    r"most|least|favou?rites?|rank\w*|rate|prefer\w*|compare\w*": "Which story moved you most?",
    r"(dis)?agree\w*|opinions?|think of": "Do you agree with the story?",
    # nobody is told what to do
    r"should|must|ought|advi[cs]e\w*|suggest\w*|solv\w+|fix\w*|help (her|him|them)": "What should they do now?",
    # nobody is asked for more than they told
    r"details?|exactly|explain\w*|tell (us|me) more|say more|why did|what happened": "Tell us more about it.",
}


def asked(of: Iterable[Pair]) -> Iterator[tuple[str, str]]:
    """Both rounds of each pair, with where they stand."""
    for each in of:
        yield f"{each.id} one", each.one
        yield f"{each.id} two", each.two


def read_by_people(of: Iterable[Pair]) -> Iterator[tuple[str, str]]:
    """Every wording that somebody reads, with where it stands."""
    for each in of:
        yield from asked([each])
        if each.note is not None:
            yield f"{each.id} note", each.note


def after_stories(of: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """Every question of a debrief, with where it stands."""
    for each in of:
        yield each.id, each.text


def every_wording() -> list[tuple[str, str]]:
    return [*read_by_people(bank()), *after_stories(debrief())]


def unbalanced(of: Sequence[Pair]) -> list[str]:
    """Four pairs for each theme, at most one of them of depth 3."""
    complaints = []
    for theme in THEMES:
        depths = [each.depth for each in of if each.theme == theme]
        if len(depths) != 4:
            complaints.append(f"{theme}: {len(depths)} pairs")
        if depths.count(3) > 1:
            complaints.append(f"{theme}: more than one pair of depth 3")
    return complaints


def without_a_note(of: Iterable[Pair]) -> list[str]:
    return [each.id for each in of if each.depth == 3 and each.note is None]


GOOD = Pair(
    id="bridges-a-made-up-one",
    theme="bridges",
    one="Which stall at the market gets your custom?",
    two="You paid for somebody at a stall, or somebody paid for you. What came of it?",
    depth=2,
    note=None,
)


# --- the pairs ---


def test_every_theme_has_four_pairs_and_at_most_one_of_them_is_deep() -> None:
    assert unbalanced(bank()) == []
    assert [each.theme for each in bank()] == [theme for theme in THEMES for _ in range(4)]


def test_a_deep_pair_says_what_it_touches_before_anybody_joins() -> None:
    assert without_a_note(bank()) == []


def test_every_id_is_unique_and_belongs_to_its_theme() -> None:
    assert wrong_ids((each.theme, each.id) for each in bank()) == []


def test_no_pair_has_the_id_of_a_daily_prompt() -> None:
    assert {each.id for each in bank()} & {each.id for each in prompts.bank()} == set()


def test_the_rounds_begin_in_many_ways() -> None:
    assert worn_openings([text for _, text in asked(bank())], at_most=SAME_OPENING) == []


def test_neither_round_asks_what_another_or_a_daily_prompt_asks() -> None:
    daily = [(f"daily {each.id}", text) for each in prompts.bank() for text in (each.text, each.gentler)]
    assert near_duplicates([*asked(bank()), *daily]) == []


def test_no_round_opens_a_door_that_hurts_since_a_circle_has_no_other_wording() -> None:
    assert banned(asked(bank()), DEEP_DOORS) == []


# --- the debrief ---


def test_every_intent_can_be_asked_in_three_ways() -> None:
    assert Counter(each.intent for each in debrief()) == dict.fromkeys(INTENTS, 3)


def test_every_question_has_an_id_of_its_own_that_says_what_it_is_for() -> None:
    assert wrong_ids((each.intent, each.id) for each in debrief()) == []


def test_the_questions_begin_in_many_ways() -> None:
    assert worn_openings([text for _, text in after_stories(debrief())], at_most=SAME_OPENING) == []


def test_no_question_asks_what_another_or_a_round_asks() -> None:
    assert near_duplicates([*after_stories(debrief()), *asked(bank())]) == []


def test_no_question_judges_advises_ranks_or_asks_for_more() -> None:
    assert banned(after_stories(debrief()), NOT_AFTER_STORIES) == []


# --- both ---


def test_no_wording_is_longer_than_a_card_shows() -> None:
    assert too_long(every_wording()) == []


def test_no_wording_assumes_demands_or_praises() -> None:
    assert banned(every_wording(), BANNED) == []


def test_no_wording_shouts_or_decorates() -> None:
    assert not_plain_characters(every_wording()) == []


def test_every_wording_is_plain_english() -> None:
    assert hard_to_read(every_wording()) == []


# --- the checks themselves ---


@pytest.mark.parametrize(("pattern", "sentence"), NOT_AFTER_STORIES.items())
def test_every_pattern_of_the_debrief_catches_its_sentence(pattern: str, sentence: str) -> None:
    assert banned([("here", sentence), ("there", sentence.upper())], [pattern]) != []


def test_a_theme_with_too_few_or_too_deep_pairs_is_noticed() -> None:
    assert unbalanced(bank()[1:]) == [f"{THEMES[0]}: 3 pairs"]
    deep_voices = [replace(each, depth=3) if each.theme == "voices" else each for each in bank()]
    assert unbalanced(deep_voices) == ["voices: more than one pair of depth 3"]


def test_a_deep_pair_without_a_note_is_noticed() -> None:
    assert without_a_note([GOOD, replace(GOOD, depth=3)]) == [GOOD.id]


# --- choosing ---


def test_a_pair_is_found_by_its_theme_and_by_its_id() -> None:
    assert [each for theme in THEMES for each in pairs(theme)] == list(bank())
    assert [pair(each.id) for each in bank()] == list(bank())
    assert pair("bridges-no-such-pair") is None
    assert pairs("no-such-theme") == ()


def test_a_debrief_asks_one_question_for_each_intent_in_their_order() -> None:
    for seed in (0, 1, 17, 2**63 - 1, -1):
        assert [each.intent for each in questions(seed)] == list(INTENTS)


def test_a_debrief_is_the_same_for_the_same_seed_and_seeds_in_a_row_give_every_combination() -> None:
    combinations = 3 ** len(INTENTS)
    assert len({questions(seed) for seed in range(1000, 1000 + combinations)}) == combinations
    assert questions(1000) == questions(1000 + combinations)


# --- the loader ---

PAIR = """
[[pair]]
id = "bridges-a-made-up-one"
one = "Which stall at the market gets your custom?"
two = "You paid for somebody at a stall. What came of it?"
depth = 2
"""

QUESTIONS = "".join(
    f"""
[[question]]
id = "{intent}-a-made-up-one"
intent = "{intent}"
text = "What came of it?"
"""
    for intent in INTENTS
)


def written(folder: Path, content: str, name: str = "bridges.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8", "surrogateescape"))  # lone surrogates become bytes that are not text
    return path


def test_a_file_of_pairs_is_read_as_it_was_written(tmp_path: Path) -> None:
    deep = PAIR.replace("made-up", "second").replace("depth = 2", 'depth = 3\nnote = "About markets."')
    first, second = read_theme(written(tmp_path, PAIR + deep))
    assert (first.id, first.theme, first.depth, first.note) == ("bridges-a-made-up-one", "bridges", 2, None)
    assert first.one == "Which stall at the market gets your custom?"
    assert first.two == "You paid for somebody at a stall. What came of it?"
    assert (second.id, second.depth, second.note) == ("bridges-a-second-one", 3, "About markets.")


def test_a_debrief_is_read_as_it_was_written(tmp_path: Path) -> None:
    read = read_debrief(written(tmp_path, QUESTIONS, "debrief.toml"))
    assert read == tuple(Question(f"{intent}-a-made-up-one", intent, "What came of it?") for intent in INTENTS)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("depth = 2\n", "", "depth is missing"),
        ("depth = 2", "depth = 1", "depth must be 2 or 3"),
        ("depth = 2", "depth = 2.0", "depth must be 2 or 3"),
        ("depth = 2", "depth = 3", "a pair of depth 3 needs a note"),
        ("depth = 2", "depth = 2\nsecret = 1", "secret is not something a pair has"),
        ("Which stall at the market gets your custom?", "  ", "one must be text"),
        ('"You paid for somebody at a stall. What came of it?"', "7", "two must be text"),
        ("bridges-a", "voices-a", "the id must begin with bridges-"),
    ],
)
def test_a_malformed_pair_is_refused_with_its_file_and_id(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(ValueError, match=rf"bridges\.toml, pair 1 \(\w+-a-made-up-one\): {reason}"):
        read_theme(written(tmp_path, PAIR.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('intent = "shared"\n', "", "intent is missing"),
        ('intent = "shared"', 'intent = "verdict"', "intent must be one of shared, surprised"),
        ('intent = "shared"', 'intent = "hard"', "the id must begin with hard-"),
        ('intent = "shared"', 'intent = "shared"\ndepth = 2', "depth is not something a question has"),
        ('text = "What came of it?"', 'text = " What?"', "text must be text"),
    ],
)
def test_a_malformed_question_is_refused_with_its_file_and_id(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(ValueError, match=rf"debrief\.toml, question 1 \(shared-a-made-up-one\): {reason}"):
        read_debrief(written(tmp_path, QUESTIONS.replace(old, new, 1), "debrief.toml"))


def test_a_debrief_in_which_an_intent_has_no_question_is_refused(tmp_path: Path) -> None:
    without_next = QUESTIONS[: QUESTIONS.rindex("[[question]]")]
    with pytest.raises(ValueError, match=r"debrief\.toml: no question has the intent next"):
        read_debrief(written(tmp_path, without_next, "debrief.toml"))


def test_an_entry_whose_id_is_missing_or_taken_is_refused_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"bridges\.toml, pair 1 \(without an id\): id is missing"):
        read_theme(written(tmp_path, PAIR.replace('id = "bridges-a-made-up-one"', "")))
    with pytest.raises(ValueError, match=r"bridges\.toml, pair 2 .*used twice"):
        read_theme(written(tmp_path, PAIR + PAIR))
    with pytest.raises(ValueError, match=r"debrief\.toml, question 7 .*used twice"):
        read_debrief(written(tmp_path, QUESTIONS + QUESTIONS, "debrief.toml"))


@pytest.mark.parametrize("content", ["", "pair = 3", "pair = [3]", 'title = "x"' + PAIR, "[[pair]", "\udcff\udcfe"])
def test_a_file_that_is_not_a_list_of_pairs_is_refused_by_name(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValueError, match=r"^bridges\.toml: "):
        read_theme(written(tmp_path, content))
