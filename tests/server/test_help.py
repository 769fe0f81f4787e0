"""`/help`: what this person may do here, and nothing else."""

import re

import pytest
import simcord

from cogs.server import texts
from tests.reflections.doing import says
from tests.server.doing import show_settings_to
from tests.world import World, newest_answer

FOR_EVERYBODY = [
    "reflect",
    "journal export",
    "journal list",
    "journal read",
    "circle archive",
    "circle join",
    "circle keep-apart",
    "circle leave",
    "circle list",
    "circle open",
    "help",
    "privacy about",
    "privacy erase",
    "privacy export",
    "report mine",
    "report open",
    "report quiet",
    "support",
]
CASE = ["case appeal", "case audit", "case list", "case mine", "case next", "case search", "case show"]
SAFETY = ["safety accept", "safety away", "safety guide", "safety leave", "safety slow"]
CIRCLES = ["circles list", "circles manage"]
FIRST, CIRCLE, REST = FOR_EVERYBODY[:4], FOR_EVERYBODY[4:10], FOR_EVERYBODY[10:-1]
FOR_FACILITATORS = [*FIRST, *CIRCLE, *CIRCLES, *REST, "support"]
FOR_MODERATORS = [*FIRST, *CASE, *CIRCLE, *CIRCLES, *REST, *SAFETY, "support"]
FOR_ADMINS = [*FIRST, *CIRCLE, *REST, "settings set", "settings show", "support"]
FOR_THE_OWNER = [*FIRST, *CASE, *CIRCLE, *CIRCLES, *REST, *SAFETY, "settings set", "settings show", "support"]


async def listed(world: World, actor: simcord.MemberActor) -> list[str]:
    return re.findall(r"^`/([a-z -]+)` · \S", world.said(await actor.slash(world.general, "help")), re.MULTILINE)


@pytest.mark.parametrize(
    ("person", "commands"),
    [
        ("kavya", FOR_EVERYBODY),
        ("linh", FOR_FACILITATORS),
        ("batbayar", FOR_MODERATORS),
        ("amihan", FOR_ADMINS),
        ("mehwish", FOR_THE_OWNER),
    ],
)
async def test_everybody_reads_what_they_may_use_and_discord_offers(
    world: World, person: str, commands: list[str]
) -> None:
    assert await listed(world, world.person(person)) == commands


async def test_help_lists_exactly_what_discord_offers(world: World) -> None:
    for person in (world.member, world.moderator, world.admin):
        assert sorted(await listed(world, person)) == sorted(person.available_commands(world.general))


async def test_a_command_that_was_merely_shown_is_not_promised(world: World) -> None:
    await show_settings_to(world, world.member)
    assert "settings set" in world.member.available_commands(world.general)
    assert await listed(world, world.member) == FOR_EVERYBODY


async def test_only_whoever_asked_sees_it(world: World) -> None:
    answer = await world.member.slash(world.general, "help")
    assert newest_answer(answer).ephemeral
    assert says(world.said(answer), texts.HELP_QUIET)
