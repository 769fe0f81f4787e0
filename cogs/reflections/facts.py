"""What the cards of daily reflections show, read from their rows."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Place, Room
from cogs.reflections import actions, day_actions, names
from data import jobs, prompts, reflections
from data.cards import CardRow


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the card of a day shows."""

    day_id: int
    theme: str
    prompt: str
    note: str | None
    role_id: int | None
    language: str
    places: tuple[Place, ...]


async def day_facts(kit: Kit, session: AsyncSession, day_id: int) -> DayFacts | None:
    """Return what a day's card shows."""
    day = await session.get(reflections.Day, day_id)
    if day is None or day.opened_at is None:
        return None
    values = await values_in(session, kit.server_settings, day.guild_id)
    prompt = prompts.prompt(day.prompt_id)
    return DayFacts(
        day_id=day.id,
        theme=day.theme,
        prompt=day_actions.wording(day.prompt_id, gentler=False),
        note=prompt.note if prompt else None,
        role_id=day.role_id,
        language=values.text(LANGUAGE),
        places=tuple(Room(room) for room in dict.fromkeys([day.channel_id, values.id(names.ROOM)])),
    )


async def day_shown(kit: Kit, session: AsyncSession, card: CardRow) -> None:
    """Once a day's card stands, give it its thread where the server wants one (P12: a step of its own)."""
    day = await session.get(reflections.Day, card.subject_id)
    if day is not None and day.wants_thread:
        await jobs.ask(session, names.OPEN_THREAD, day.id, guild_id=day.guild_id, at=kit.clock())


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """What a share shows."""

    author_id: int
    words: str
    prompt: str | None  # only where the day's card does not show it already
    language: str
    places: tuple[Place, ...]


async def share_facts(kit: Kit, session: AsyncSession, entry_id: int) -> ShareFacts | None:
    """Return what a share shows, or None once its author closed or deleted it."""
    entry = await session.get(reflections.Entry, entry_id)
    if entry is None or entry.shared_at is None or entry.author is None:
        return None
    seals = await kit.seals.of(session, entry.guild_id)
    values = await values_in(session, kit.server_settings, entry.guild_id)
    day = await session.get(reflections.Day, entry.day_id) if entry.day_id is not None else None
    prompt_is_near = day is not None and day.prompt_id == entry.prompt_id and not entry.gentler
    return ShareFacts(
        author_id=int(seals.open(entry, "author")),
        words=seals.open(entry, "words"),
        prompt=None if prompt_is_near else day_actions.wording(entry.prompt_id, gentler=entry.gentler),
        language=values.text(LANGUAGE),
        places=tuple(Room(room) for room in await actions.rooms_of(kit, session, entry)),
    )
