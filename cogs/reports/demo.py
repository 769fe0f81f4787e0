"""Reports in the demo."""

from bot.demo.stage import Stage, Step
from bot.demo.world import World

STEPS: tuple[Step, ...] = ()


async def seed(world: World) -> None:
    """Nothing yet."""


async def tour(stage: Stage) -> None:
    """Nothing yet."""
