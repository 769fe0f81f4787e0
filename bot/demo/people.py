"""The invented community: its people, its rooms and what was said before the visitor comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

SERVER = "Under the Banyan"
BOT = "Banyan"
ZONE = "Asia/Taipei"
"""The zone of the server. Rooms and the clock of the page are shown in it."""

EVENING_BEFORE = datetime(2026, 3, 1, 11, 40, tzinfo=UTC)
"""Sunday, 19:40 in ZONE: the world begins. Fixed, so that the same things happen in every demo."""

MORNING = datetime(2026, 3, 2, 1, 1, tzinfo=UTC)
"""Monday, 09:01 in ZONE: the visitor arrives, just after the first reflection of nine o'clock."""


@dataclass(frozen=True)
class Person:
    """Someone of the community. `tint` is behind their initials, dark enough for white letters.

    role: the name of their role; "Member" stands for none.
    """

    key: str
    name: str
    pronouns: str
    place: str
    tint: str
    role: str = "Member"


@dataclass(frozen=True)
class Room:
    """A text channel. Only the team sees it when `team_only`."""

    key: str
    topic: str
    team_only: bool = False


ROLES = ("Admin", "Moderator", "Facilitator")
"""From the highest to the lowest."""

PEOPLE = (
    Person("noor", "Noor Ibrahim-Tan", "she/her", "Singapore", "#7a4f2b", "Admin"),
    Person("kenji", "Kenji Alvarado", "he/him", "Lima", "#2f5d8a", "Moderator"),
    Person("thuy", "Thuy Larsen", "they/them", "Oslo", "#44606b", "Moderator"),
    Person("meher", "Meher Castillo", "she/they", "Manila", "#556b2f", "Facilitator"),
    Person("sora", "Sora Bennett", "they/them", "Leeds", "#8a3f5c"),
    Person("arjun", "Arjun Okafor", "he/him", "Kuala Lumpur", "#3d5a80"),
    Person("dilnoza", "Dilnoza Weiss", "she/her", "Berlin", "#6b4c8a"),
    Person("lani", "Lani Takahashi", "she/her", "Honolulu", "#2b6f68"),
    Person("yusuf", "Yusuf Haddad-Lin", "he/they", "Taipei", "#8a5a1f"),
    Person("tashi", "Tashi Moreau", "any pronouns", "Montréal", "#5c4a3d"),
)

ROOMS = (
    Room("welcome", "Say hello if you like. Reading along is taking part too."),
    Room("daily-reflection", "One question a day. Answer for yourself, for everyone here, or not at all."),
    Room("story-circles", "A few people, one question, the same time for each."),
    Room("exchange", "What we ask and learn from one another."),
    Room("team", "For the team only.", team_only=True),
)

TALK = {
    "welcome": (
        (0, "noor", "Welcome to everyone who came this week. Look around in your own time."),
        (3, "sora", "Hello. I have had this page open for about a month before pressing join."),
        (2, "arjun", "A month is quick. I read along for most of last year. Good to have you here."),
        (6, "kenji", "Hi Sora. If anything here ever feels off, write to Thuy or to me, at any hour."),
    ),
    "exchange": (
        (9, "dilnoza", "For those with two alphabets at home: which one are your shopping lists in?"),
        (4, "yusuf", "Arabic if my mother sends me, Mandarin if my father does. Mine are drawings."),
        (7, "tashi", "French, but I noticed last week that I still count in Tibetan when I measure."),
        (5, "lani", "My great-grandmother wrote everything in katakana, even the English. I kept one."),
        (2, "dilnoza", "You kept one. That is the nicest thing I have read today."),
        (
            8,
            "yusuf",
            "Dilnoza, you grew up in Berlin. On this one you are a guest, so maybe let the rest of us answer.",
        ),
    ),
    "story-circles": (
        (18, "meher", "Thursday evening works for most of us, so the next circle is then. Six seats."),
        (3, "lani", "I would like one, if I may only listen this time."),
        (2, "meher", "Of course. Listening is half of it."),
    ),
    "team": (
        (95, "thuy", "Quiet evening. Two new people, both greeted. Kenji, over to you."),
        (4, "kenji", "Good morning from the other side. Sleep well."),
    ),
}
"""What was said in each room on the evening before: minutes after the line before it, who, what."""
