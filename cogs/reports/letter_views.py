"""Letters: what Banyan writes to one person about a case.

The message says only that something is there; what it is stands behind its button, which checks again who
presses it. Docs: docs/features/reports.md.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.language import Text
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Letter as To
from bot.showing import Place
from bot.ui import Drawing, Style, button
from data import case_papers

NameOf = Callable[[AsyncSession, case_papers.Letter], Awaitable[str]]
MoreOf = Callable[[Kit, AsyncSession, case_papers.Letter], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class LetterKind:
    """What one kind of letter looks like.

    Attributes:
        says: The neutral words; `{name}` is a code name, where it has one.
        label: What its button says.
        leads_to: Where the button leads, `reports:verb`; the letter's `about_id` is its row.
        name: How to find the code name that this reader knows.
        more: How to find what stands in the letter itself, for whom its button may not work; empty for nothing.
    """

    says: Text
    label: Text
    leads_to: str
    name: NameOf | None = None
    more: MoreOf | None = None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter shows."""

    kind: LetterKind
    about_id: int
    name: str
    more: str
    language: str
    places: tuple[Place, ...]


class Letters:
    """The kinds of letters there are, each added by the part of the feature that writes it."""

    def __init__(self) -> None:
        self._kinds: dict[str, LetterKind] = {}

    def on(self, about: str, kind: LetterKind) -> None:
        """Say what a kind of letter looks like."""
        self._kinds[about] = kind

    async def facts(self, kit: Kit, session: AsyncSession, letter_id: int) -> LetterFacts | None:
        """Return what a letter shows, or None once it is withdrawn."""
        letter = await session.get(case_papers.Letter, letter_id)
        if letter is None or letter.withdrawn_at is not None:
            return None
        kind = self._kinds[letter.about]
        seals = await kit.seals.of(session, letter.guild_id)
        values = await values_in(session, kit.server_settings, letter.guild_id)
        return LetterFacts(
            kind=kind,
            about_id=letter.about_id,
            name="" if kind.name is None else await kind.name(session, letter),
            more="" if kind.more is None else await kind.more(kit, session, letter),
            language=values.text(LANGUAGE),
            places=(To(int(seals.open(letter, "person"))),),
        )


def letter_card(facts: LetterFacts) -> Drawing:
    """Draw a letter."""
    spoken = facts.language
    label = button(facts.kind.label.in_(spoken), facts.kind.leads_to, facts.about_id, style=Style.primary)
    parts = [facts.kind.says.in_(spoken, name=facts.name), *([facts.more] if facts.more else [])]
    return Drawing(parts=parts, buttons=[label])
