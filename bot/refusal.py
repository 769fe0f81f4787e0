"""A kind no: raised by rules and actions, read by the person."""

from bot.language import Text


class Refusal(Exception):
    """What was asked is not done, and this sentence says why and what else is possible.

    Args:
        text: The sentence.
        **names: What to fill into it; a text among them is said in the same language.
    """

    def __init__(self, text: Text, **names: object) -> None:
        super().__init__(text.source)
        self.text = text
        self.names = names

    def in_(self, language: str) -> str:
        """Return the sentence in a language."""
        said = {name: value.in_(language) if isinstance(value, Text) else value for name, value in self.names.items()}
        return self.text.in_(language, **said)
