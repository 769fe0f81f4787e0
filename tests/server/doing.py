"""What the tests of settings do often."""

import simcord

from tests.world import World


async def show_settings_to(world: World, *people: simcord.MemberActor) -> None:
    """Let an admin open `/settings` for people in Discord's own menu, as Discord allows."""
    (settings,) = [command for command in await world.bot.tree.fetch_commands() if command.name == "settings"]
    world.guild.set_command_permissions(settings, dict.fromkeys(people, True))


async def value_of(world: World, key: str) -> str:
    """What a setting is now, as `/settings show` says it."""
    said = world.said(await world.admin.slash(world.general, "settings show"))
    (line,) = [line for line in said.splitlines() if f"(`{key}`)" in line]
    return line.partition("): ")[2]


async def offered(world: World, actor: simcord.MemberActor, key: str, typed: str) -> list[str]:
    """What is offered for the value of a setting while somebody types."""
    found = await actor.autocomplete(world.general, "settings set", "value", typed, name=key)
    return [choice["name"] for choice in found]
