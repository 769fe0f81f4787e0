"""`python -m bot demo --tour`: what the bot is for, played by its people, as a transcript."""

from __future__ import annotations

from bot.demo import people
from bot.demo.stage import Stage
from bot.demo.world import World, features


async def run_tour() -> None:
    """Print the tour. Whatever goes wrong in it is raised, so that it also serves as a test."""
    world = await World.begin()
    try:
        print(f"{people.SERVER}: an invented community.")
        print(f"Its people act, and the real bot, {people.BOT}, answers.")
        with world.env.time_context():
            for feature in features():
                await feature.tour(Stage(world))
        world.env.raise_errors()
    finally:
        await world.close()
    print("\nThat was the tour. Nothing was kept.")
