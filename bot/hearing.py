"""What the admins hear: in the team's room, else in a letter to whoever last changed the settings, else to
the owner. Never about a person. One sentence for each matter, once, and a word when it is mended.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bot import showing, worker
from bot.kit import Kit
from bot.language import Text
from bot.server_settings import LANGUAGE, TEAM_ROOM, values_in
from bot.showing import Letter, Owner, Place, Room
from bot.ui import Drawing
from data import servers

if TYPE_CHECKING:
    from bot.app import Banyan

CANNOT_REACH = Text(
    "Banyan cannot post in <#{about}> ({about}): the room is gone, or Banyan lacks View Channel, Send Messages "
    "or, for threads, Create Public Threads or Create Private Threads, Send Messages in Threads and Manage Threads "
    "there. Nothing is lost; it is posted as soon as that is mended."
)
CANNOT_LOOK_BACK = Text(
    "Banyan needs Read Message History in <#{about}>: it was interrupted while posting there and has to see "
    "whether the message arrived before it sends it again."
)
GAVE_UP = Text("Banyan tried several times and could not finish something here. Whoever runs it finds more in its log.")
MENDED = Text("Mended: {what}")
QUIET = Text("For the team of this server.")


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice shows."""

    text: Text
    about: str
    mended: bool
    language: str
    places: tuple[Place, ...]


class Hearing:
    """The sentences that admins may hear.

    Args:
        bot: The running bot.
    """

    def __init__(self, bot: "Banyan") -> None:
        self._sentences: dict[str, Text] = {
            showing.CANNOT_REACH: CANNOT_REACH,
            showing.CANNOT_LOOK_BACK: CANNOT_LOOK_BACK,
            worker.GAVE_UP: GAVE_UP,
        }
        bot.cards.on(servers.NOTICE_CARD, facts=self._facts, draw=notice_card)

    def on(self, what: str, text: Text) -> None:
        """Add a sentence: `what` as the feature tells it, and its words, with `{about}` to fill in."""
        self._sentences[what] = text

    async def _facts(self, kit: Kit, session: AsyncSession, notice_id: int) -> NoticeFacts | None:
        notice = await session.get(servers.Notice, notice_id)
        if notice is None or notice.what not in self._sentences:
            return None
        values = await values_in(session, kit.server_settings, notice.guild_id)
        places: list[Place] = [Room(values.id(TEAM_ROOM))]
        server = await session.get(servers.Server, notice.guild_id)
        seals = await kit.seals.known(session, notice.guild_id)
        if server is not None and server.changed_by is not None and seals is not None:
            places.append(Letter(int(seals.open(server, "changed_by"))))
        return NoticeFacts(
            text=self._sentences[notice.what],
            about=notice.about,
            mended=notice.mended_at is not None,
            language=values.text(LANGUAGE),
            places=(*places, Owner()),
        )


def notice_card(facts: NoticeFacts) -> Drawing:
    """Draw one notice."""
    what = facts.text.in_(facts.language, about=facts.about)
    said = MENDED.in_(facts.language, what=f"~~{what}~~") if facts.mended else what
    return Drawing(parts=[said], quiet=QUIET.in_(facts.language))
