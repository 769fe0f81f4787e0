"""The prompts that ship: each is fit to be asked, and the eighty together are not one trick repeated.

Every check is a plain function that returns complaints. It is tried on the bank, which must give none, and
on something wrong, which must give one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from data.prompts import FORMS, THEMES, Prompt, bank, prompt, read_theme

LONGEST = 240
LONGEST_NOTE = 80
SAME_OPENING = 4
SAME_OPENING_GENTLER = 6  # seen one at a time and never in a row, so a little looser

# rapidfuzz's token_sort_ratio. The two closest wordings of the bank reach 67 by sharing only question words;
# REWORDED below, the same questions asked again in other words, begin at 76.
NEAR = 72

# What a prompt may not say, whole words only, each with a sentence that must be caught.
BANNED: dict[str, str] = {
    # nobody must justify being here, come in parts, prove anything, or be the same everywhere
    r"half|halves": "What does your other half enjoy?",
    r"where (are|do) you (really |actually )?(from|come from)": "Where are you really from?",
    r"(both|two|which) sides? of you": "Do both sides of you agree?",
    r"(real|birth|true) name": "Who knows your real name?",
    r"your (people|culture|country|community|race)": "What do your people cook?",
    r"c[oa]me out|coming out|closet\w*": "When did you come out?",
    r"identity|identities|identif\w+": "How do you identify?",
    r"authentic\w*|legitimate": "What makes a dish authentic?",
    r"percent|fraction": "How many percent of that is you?",
    # no family, partner, heritage, money, senses, body or country is taken for granted
    r"(grand)?(mother|father|parent|son|daughter)s?|mums?|moms?|dads?|brothers?|sisters?": "Ask mum and dad.",
    r"family|families|relatives|ancest\w+": "What does your family eat?",
    r"husbands?|wife|wives|spouse|boyfriends?|girlfriends?": "What does your wife say?",
    r"heritage|homeland|motherland|mother tongue|native language|back home|roots": "Describe your homeland.",
    r"born|birthplace": "What was the town where you were born like?",
    r"see|saw|seen|hear|heard|listen\w*|watch(ed|ing)?|look(s|ed|ing)?": "What do you see from there?",
    r"body|bodies|transition\w*|surgery": "How has your body changed?",
    r"afford|salary|expensive|college|high school": "What could you afford?",
    r"america\w*|dollars?|thanksgiving": "Where in America was it?",
    # nobody is a costume
    r"exotic|ancient|oriental|mystic\w*|wisdom|ethnic": "Share some ancient wisdom.",
    r"weird|strange food|costumes?|spicy|vibrant|colou?rful": "What weird thing do you eat?",
    # pain is the teller's gift and never the entrance fee
    r"worst|hardest|trauma\w*|painful": "What was the hardest day?",
    r"racis\w+|hat(e|ed|red)|reject\w*|abus\w+|bull(y|ied|ying)|violen\w+|attack\w*|slurs?": "Who hated you?",
    r"struggl\w+|overc[oa]me|surviv\w+|suffer\w*": "What did you overcome?",
    # no praise for enduring, no lesson on behalf of others, no crowd spoken for
    r"strong\w*|strength|brave\w*|inspir\w+|resilien\w+": "When were you strong?",
    r"hard-?working|model minority|successful": "Why are you so successful?",
    r"teach (us|others)|educate|on behalf of|speak for": "Please teach us about it.",
    r"we all|all of us|everyone knows": "We all know this feeling.",
    # nobody is in treatment here
    r"journeys?|heal(s|ed|ing)?|self-care|mindful\w*|gratitude|grateful": "Describe your journey.",
    r"your truth|safe space|toxic|embrace\w*|empower\w*|vulnerab\w+|inner|best self": "Speak your truth.",
    # sayings that only those who grew up with English know
    r"by heart|out of the blue|piece of cake|break the ice|same page|in your shoes": "Break the ice.",
}

# A gentler wording also leaves these doors shut: old names and photographs can hurt.
TOO_DEEP_FOR_GENTLER: dict[str, str] = {
    r"child(hood|ren)?|kids?|gr[eo]w up|growing up|school": "What did you play as a child?",
    r"names?|named|nicknames?": "Which name do you like?",
    r"mirrors?|photo\w*|selfies?": "Describe a photograph.",
    r"died|dead|death|lost|grief|fears?|afraid|secrets?|regret\w*|forgiv\w+|shame": "What do you fear?",
}

REWORDED = [
    ("What do you carry with you in case somebody else needs it?",
     "What do you keep in your bag in case somebody else needs it?"),
    ("What would you like to do more slowly than you do now?",
     "Is there something you would like to do more slowly than now?"),
    ("What are you waiting for permission to do, and from whom?",
     "Whose permission are you waiting for, and to do what?"),
]  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text.lower())


def opening(text: str) -> str:
    return " ".join(words(text)[:3])


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


def wrong_ids(prompts: Sequence[Prompt]) -> list[str]:
    """Theme, then two to six plain words, in kebab case; each once."""
    counts = Counter(each.id for each in prompts)
    shape = r"{}(-[a-z]+){{2,6}}"
    return [
        each.id
        for each in prompts
        if counts[each.id] > 1 or not re.fullmatch(shape.format(each.theme), each.id) or len(each.id) > 60
    ]


def too_long(prompts: Iterable[Prompt]) -> list[str]:
    return [
        place
        for place, text in read_by_people(prompts)
        if len(text) > (LONGEST_NOTE if place.endswith("note") else LONGEST)
    ]


def worn_openings(texts: Sequence[str], *, at_most: int) -> list[str]:
    """Openings of three words used too often, and first words that begin more than a quarter of the texts."""
    openings = Counter(opening(text) for text in texts)
    first_words = Counter(words(text)[0] for text in texts)
    worn = [start for start, count in openings.items() if count > at_most]
    return worn + [word for word, count in first_words.items() if count > max(at_most, len(texts) / 4)]


def near_duplicates(wordings: Iterable[tuple[str, str]]) -> list[str]:
    plain = [(place, " ".join(words(text))) for place, text in wordings]
    return [
        f"{place} ~ {other_place}"
        for (place, text), (other_place, other) in combinations(plain, 2)
        if fuzz.token_sort_ratio(text, other) >= NEAR
    ]


def banned(wordings: Iterable[tuple[str, str]], patterns: Iterable[str]) -> list[str]:
    rule = re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in patterns), re.IGNORECASE)
    return [f"{place}: {found[0]}" for place, text in wordings if (found := rule.search(text))]


def not_plain_characters(wordings: Iterable[tuple[str, str]]) -> list[str]:
    """Letters, digits and quiet punctuation: no exclamation mark, emoji, markdown or mention gets through."""
    return [
        f"{place}: {character!r}"
        for place, text in wordings
        for character in text
        if not (character.isalnum() or character in " .,?:;'\"-")
    ]


def hard_to_read(wordings: Iterable[tuple[str, str]]) -> list[str]:
    """At most 22 words a sentence; at most 5.5 letters a word on average and 12 in any."""
    complaints = []
    for place, text in wordings:
        lengths = [len(word) for word in words(text)]
        longest_sentence = max(len(words(sentence)) for sentence in re.split(r"[.?]", text))
        if longest_sentence > 22:
            complaints.append(f"{place}: a sentence of {longest_sentence} words")
        if sum(lengths) / len(lengths) > 5.5 or max(lengths) > 12:
            complaints.append(f"{place}: long words")
    return complaints


def not_gentler(prompts: Iterable[Prompt]) -> list[str]:
    """The other wording must be another one, short, and leave the deep doors shut."""
    complaints = [
        f"{each.id}: says the same again"
        for each in prompts
        if fuzz.token_sort_ratio(each.text.lower(), each.gentler.lower()) >= NEAR
    ]
    complaints += [f"{each.id}: more than 22 words" for each in prompts if len(words(each.gentler)) > 22]
    return complaints + banned(((each.id, each.gentler) for each in prompts), TOO_DEEP_FOR_GENTLER)


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
    assert wrong_ids(bank()) == []


def test_no_wording_is_longer_than_a_card_shows() -> None:
    assert too_long(bank()) == []


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


def test_a_good_prompt_passes_every_check() -> None:
    wordings = list(read_by_people([GOOD]))
    assert wrong_ids([GOOD]) == too_long([GOOD]) == not_gentler([GOOD]) == []
    assert banned(wordings, BANNED) == not_plain_characters(wordings) == hard_to_read(wordings) == []


@pytest.mark.parametrize("wrong", ["voices-a-made-up-one", "bridges-one", "bridges-A-b", "bridges-a_b-c"])
def test_an_id_of_another_theme_or_shape_or_used_twice_is_noticed(wrong: str) -> None:
    assert wrong_ids([GOOD, replace(GOOD, id=wrong)]) == [wrong]
    assert wrong_ids([GOOD, replace(GOOD, text="Another text.")]) == [GOOD.id, GOOD.id]


def test_a_wording_one_character_too_long_is_noticed() -> None:
    assert too_long([replace(GOOD, text="a" * 240, gentler="a" * 240, note="a" * 80)]) == []
    longer = replace(GOOD, text="a" * 241, gentler="a" * 241, note="a" * 81)
    assert too_long([longer]) == [f"{GOOD.id} {field}" for field in ("text", "gentler", "note")]


def test_an_opening_used_once_too_often_is_noticed() -> None:
    others = [f"{word} lamp burns." for word in ("One", "Her", "That", "My", "Any", "No", "His", "Our", "This")]
    same = ["Tell us about tea.", "Tell us about rain.", "Tell us about work.", "Tell us about maps."]
    assert worn_openings(same + others, at_most=4) == []
    assert worn_openings([*same, "Tell us, about what?", *others], at_most=4) == ["tell us about", "tell"]


@pytest.mark.parametrize(("text", "again"), REWORDED)
def test_a_prompt_asked_again_in_other_words_is_noticed(text: str, again: str) -> None:
    assert near_duplicates([("one", text), ("two", again)]) == ["one ~ two"]


@pytest.mark.parametrize(("pattern", "sentence"), [*BANNED.items(), *TOO_DEEP_FOR_GENTLER.items()])
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
