"""What the invented members of the demo say in a circle. The words are made up; nobody real said them."""

from collections.abc import Mapping

PAIR = "bridges-side-by-side-at-work"
TITLE = "Side by side"

TOLD: Mapping[str, Mapping[str, str]] = {
    "round_one": {
        "arjun": "A skipping rope. I have not met a car park yet where nobody joined in.",
        "dilnoza": "Sunflower seeds. Put a bag on the table, and people stay for another hour.",
        "tashi": "Humming. Not a song, only one long note. Somebody always joins.",
        "noor": "A pack of cards with one card missing. Everybody has a rule for that.",
        "sora": "Dominoes. My flatmates play it loudly, and I play it badly.",
        "lani": "Shelling peas. Nobody has to look up, so everybody talks.",
    },
    "round_two": {
        "arjun": "One summer I packed parcels beside a man of seventy. We had about forty words in common. By August "
        "he laughed before my joke was over, because he knew my face by then.",
        "dilnoza": "My neighbour and I carried a wardrobe down four floors. She prays five times a day and I do not. "
        "After the second floor we had stopped being so careful with each other.",
        "noor": "In my first week at work the printer broke, and the cleaner and I took it apart with a butter knife. "
        "She used my first name after that. So did everybody else.",
        "sora": "I repaired bicycles with somebody who did not use my pronouns. We never spoke about it. One day she "
        "did, in the middle of a sentence about brake pads.",
        "lani": "I interpreted for two cousins of mine over a broken boat engine. By the evening they pointed, and "
        "nobody needed me.",
    },
}
"""What somebody tells, by round. Whoever has no words in a round passes."""

LINES: Mapping[str, str] = {
    "arjun": "I will remember how you ended it.",
    "dilnoza": "Thank you for the small things in it.",
    "tashi": "I could hear the room.",
    "noor": "That could have been my street.",
    "lani": "I was glad that I only had to listen.",
}
"""The line that somebody gives to the visitor."""

TALK: Mapping[str, str] = {
    "arjun": "Noor, which game is that, with a card missing?",
    "noor": "Come by on a Sunday. It is mostly shouting.",
}
DEBRIEF: tuple[Mapping[str, str], ...] = (
    {"arjun": "Hands. Somebody was holding something in all of them."},
    {"dilnoza": "The one long note. I tried it just now."},
    {"tashi": "It was easy to pass. I had not expected that."},
    {"noor": "I wanted to give advice, and nobody had asked for any."},
    {"arjun": "Because I would have asked too early, and then I would know less."},
    {"dilnoza": "I will knock at my neighbour’s door, without a wardrobe this time."},
)
"""What is answered to each question, in the order of the questions' intents."""

CLOSING: Mapping[str, str] = {"tashi": "Rested.", "dilnoza": "Seeds.", "arjun": "Rope."}
