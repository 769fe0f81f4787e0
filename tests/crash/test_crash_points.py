"""Wherever the process dies between a press, its commit, what is sent and its record: what people were told holds.

Each run plays other people and another order (`story.py`); a failed one says its name, which is its seed, and
what happened in it.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import FEATURES
from tests import seams
from tests.crash.story import Story
from tests.world import World

NAMED = ("card.recorded", "card.sent", "card.tried", "reflections.kept", "reflections.thread_made")
"""Every named point in the code; `test_every_named_point_is_played` holds this list against it."""
POINTS = (*NAMED, *seams.WINDOWS)
"""And the windows around each request about a room (a message sent, edited, removed) and each answer to a person."""
RUNS = 23  # of each point
DOWN_SECONDS = (0, 0, 5, 90, 4000)


@pytest.fixture
def _windows(world: World) -> Iterator[None]:
    """Make the windows around requests points like the named ones."""
    with seams.around_requests(lambda point: world.bot.kit.crashpoint(point)):
        yield


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize("run", range(RUNS))
@pytest.mark.parametrize("point", POINTS)
async def test_what_people_were_told_holds_when_the_process_dies(world: World, point: str, run: int) -> None:
    chance = random.Random(f"{point} {run}")
    story = Story(world, chance)
    with story.retold_on_failure():
        await story.begin(with_threads=point == "reflections.thread_made" or chance.random() < 0.8)
        for _ in range(chance.randint(0, 3)):
            await story.goes_on()
        world.crash_at(point, times_before=chance.randint(0, 2))
        await story.until_the_process_dies()
        await world.pass_time(seconds=chance.choice(DOWN_SECONDS))
        await world.restart_after_crash(dying_at=chance.choice((None, *POINTS)))
        if chance.random() < 0.5:  # killed twice in a row; perhaps at a named point while it was starting
            await world.kill_and_restart()
        await _goes_on_and_may_die_again(story, chance)
        await world.pass_time(minutes=2)
        await story.holds()


async def _goes_on_and_may_die_again(story: Story, chance: random.Random) -> None:
    for _ in range(chance.randint(0, 3)):
        if story.world.died:
            await story.world.restart_after_crash()
        await story.goes_on()
    if story.world.died:
        await story.world.restart_after_crash()


def test_every_named_point_is_played() -> None:
    root = FEATURES.parent
    sources = [file for folder in ("bot", "cogs", "data") for file in Path(root, folder).rglob("*.py")]
    named = {point for file in sources for point in re.findall(r"crashpoint\(\s*([^)]*?)\s*\)", file.read_text())}
    assert named == {f'"{point}"' for point in NAMED}
