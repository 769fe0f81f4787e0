"""A card or a form as plain lines, for the tour."""

from bot.demo import plain

BUTTON = {"type": 2, "label": "Reflect", "custom_id": "a"}
LINK = {"type": 2, "label": "More", "url": "https://example.org"}


def drawn(*components: plain.Component) -> list[str]:
    lines = plain.draw(list(components), names={"7": "@Sora Bennett"}, zone="Asia/Taipei")
    return [line.removeprefix("  ┃").removeprefix(" ") for line in lines]


def test_a_card_reads_as_its_texts_with_its_buttons_in_one_row() -> None:
    card = {
        "type": 17,
        "components": [
            {"type": 10, "content": "### A word\nWhich one?"},
            {"type": 10, "content": "-# quietly"},
            {"type": 1, "components": [BUTTON, LINK]},
        ],
    }
    assert drawn(card) == ["A word", "Which one?", "quietly", "[ Reflect ]  [ More ↗ ]"]


def test_a_section_shows_its_button_below_its_text() -> None:
    section = {"type": 9, "components": [{"type": 10, "content": "One entry"}], "accessory": BUTTON}
    assert drawn(section) == ["One entry", "[ Reflect ]"]


def test_mentions_and_moments_read_as_names_and_times_of_the_community() -> None:
    text = {"type": 10, "content": "**For** <@7>, <@8> and all at <t:1772413200:R>. See </journal read:5>."}
    assert drawn(text) == ["For @Sora Bennett, @someone and all at Mon 02 Mar, 09:00. See /journal read."]


def test_a_form_shows_what_is_chosen_already() -> None:
    choice = {
        "type": 21,
        "custom_id": "who",
        "options": [{"label": "Only me", "value": "me", "default": True}, {"label": "All", "value": "all"}],
    }
    words = {"type": 4, "custom_id": "words"}
    form = [
        {"type": 18, "label": "Your words", "component": words},
        {"type": 18, "label": "Who", "component": choice},
    ]
    assert drawn(*form) == ["Your words: …", "Who: ● Only me  ○ All"]
    assert dict(plain.controls(form)) == {"Your words": words, "Who": choice}


def test_long_lines_are_broken_between_words() -> None:
    lines = drawn({"type": 10, "content": "word " * 40})
    assert len(lines) > 1
    assert all(len(line) <= plain.WIDTH and not line.endswith("wor") for line in lines)
