"""Who someone is here: member, moderator, admin. Knows no Discord; `bot/membership.py` finds it out there.

What Discord shows of a command follows Discord's own permissions and is a convenience, never protection:
every command and press asks here again, for the person.
"""

from dataclasses import dataclass
from enum import IntEnum

from bot.language import Text
from bot.refusal import Refusal

ONLY_FOR_MODERATORS = Text("This is for moderators of this server.")
ONLY_FOR_ADMINS = Text("This is for people who can manage this server.")
ONLY_IN_A_SERVER = Text("This works inside a server, not in a direct message.")


class Standing(IntEnum):
    """What someone is in a server; each includes those before it."""

    MEMBER = 0
    MODERATOR = 1
    ADMIN = 2


_ONLY_FOR = {Standing.MODERATOR: ONLY_FOR_MODERATORS, Standing.ADMIN: ONLY_FOR_ADMINS}


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, where, and as what.

    Attributes:
        guild_id: The server, None in a direct message.
        user_id: The person.
        standing: What they are in that server at this moment.
        owns_server: Whether the server is theirs.
        role_ids: Their roles there.
    """

    guild_id: int | None
    user_id: int
    standing: Standing
    owns_server: bool = False
    role_ids: frozenset[int] = frozenset()

    @property
    def server_id(self) -> int:
        """The server.

        Raises:
            Refusal: in a direct message.
        """
        if self.guild_id is None:
            raise Refusal(ONLY_IN_A_SERVER)
        return self.guild_id

    def must_be(self, least: Standing) -> None:
        """Refuse whoever is less.

        Raises:
            Refusal: saying for whom it is.
        """
        if self.standing < least:
            raise Refusal(_ONLY_FOR[least])
