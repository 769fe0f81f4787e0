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
    "help",
    "privacy about",
    "privacy erase",
    "privacy export",
    "support",
]
FOR_ADMINS = [*FOR_EVERYBODY[:-1], "settings set", "settings show", "support"]


async def listed(world: World, actor: simcord.MemberActor) -> list[str]:
    return re.findall(r"^`/([a-z ]+)` · \S", world.said(await actor.slash(world.general, "help")), re.MULTILINE)


@pytest.mark.parametrize("person", ["kavya", "linh", "batbayar"])
async def test_members_facilitators_and_moderators_read_what_everybody_may(world: World, person: str) -> None:
    assert await listed(world, world.person(person)) == FOR_EVERYBODY


@pytest.mark.parametrize("person", ["amihan", "mehwish"])
async def test_admins_and_the_owner_read_settings_besides(world: World, person: str) -> None:
    assert await listed(world, world.person(person)) == FOR_ADMINS


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
