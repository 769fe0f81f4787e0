"""What every wording that Banyan asks is held to: plain functions that return complaints.

A wording is a text with the place where it stands. Each check is tried on something wrong in test_linting.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from rapidfuzz import fuzz

LONGEST = 240
LONGEST_NOTE = 80
SAME_OPENING = 4

# rapidfuzz's token_sort_ratio. The two closest wordings that ship reach 67 by sharing only question words;
# the same questions asked again in other words, as test_linting has them, begin at 76.
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

# What stays shut where a person cannot ask for a lighter wording: old names and photographs can hurt.
DEEP_DOORS: dict[str, str] = {
    r"child(hood|ren)?|kids?|gr[eo]w up|growing up|school": "What did you play as a child?",
    r"names?|named|nicknames?": "Which name do you like?",
    r"mirrors?|photo\w*|selfies?": "Describe a photograph.",
    r"died|dead|death|lost|grief|fears?|afraid|secrets?|regret\w*|forgiv\w+|shame": "What do you fear?",
}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text.lower())


def opening(text: str) -> str:
    return " ".join(words(text)[:3])


def wrong_ids(ids: Iterable[tuple[str, str]]) -> list[str]:
    """What an id must begin with, then two to six plain words, in kebab case; each once."""
    ids = list(ids)
    counts = Counter(each for _, each in ids)
    return [
        each
        for begins, each in ids
        if counts[each] > 1 or not re.fullmatch(rf"{begins}(-[a-z]+){{2,6}}", each) or len(each) > 60
    ]


def too_long(wordings: Iterable[tuple[str, str]]) -> list[str]:
    return [place for place, text in wordings if len(text) > (LONGEST_NOTE if place.endswith("note") else LONGEST)]


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
