"""The people of the tests: invented, the same in every test, each with a zone and a role of their own."""

from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in Grove.

    Attributes:
        key: How tests call them.
        name: Their name as the server shows it.
        zone: Where they live, as an IANA name.
        role: A key of `ROLES`, None for a member without one.
        language: What their Discord is set to.
    """

    key: str
    name: str
    zone: str
    role: str | None = None
    language: str = "en-US"


ROLES = {
    "Facilitator": discord.Permissions(manage_threads=True),
    "Moderator": discord.Permissions(manage_messages=True, manage_threads=True, moderate_members=True),
    "Admin": discord.Permissions(manage_guild=True, manage_channels=True, manage_roles=True),
}
"""From the lowest to the highest."""

OWNER = Person("mehwish", "Mehwish Qadri-Olsen", "Europe/Oslo", language="en-GB")
ADMIN = Person("amihan", "Amihan Duarte", "Asia/Manila", "Admin")
MODERATORS = (
    Person("batbayar", "Batbayar Ellis", "Asia/Ulaanbaatar", "Moderator"),
    Person("shirin", "Shirin Park-Azari", "Asia/Tehran", "Moderator"),
)
FACILITATOR = Person("linh", "Linh Fournier", "Europe/Paris", "Facilitator", "fr")
MEMBERS = (
    Person("kavya", "Kavya Mendes", "Asia/Kolkata", language="en-GB"),
    Person("rin", "Rin Hoshino-Baker", "Asia/Tokyo"),
    Person("aizhan", "Aizhan Petrov", "Asia/Almaty", language="ru"),
    Person("farid", "Farid Hossain", "Asia/Dhaka"),
    Person("mei", "Mei Castellanos", "America/Lima", language="es-ES"),
    Person("tenzin", "Tenzin Adeyemi", "Asia/Kathmandu"),
    Person("dilan", "Dilan Kaya-Berg", "Europe/Istanbul", language="tr"),
)
CAST = (OWNER, ADMIN, *MODERATORS, FACILITATOR, *MEMBERS)
