"""Wherever the process dies between a press, its commit, what is sent and its record: what people were told holds.

Each story plays other people in another order (`story.py`); a failed one has its seed in its name, and says what
happened in it.
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

THREAD_MADE = "reflections.thread_made"
NAMED = ("card.recorded", "card.sent", "card.tried", "reflections.kept", THREAD_MADE)
"""The points that a day of reflections comes to; the others are played where their feature is tested."""
POINTS = (*NAMED, *seams.WINDOWS)
"""And the windows around each request about a room (a message sent, edited, removed) and each answer to a person."""
STORIES = 4  # for each point
DEATHS = 6  # in each story: 216 in all, and half of them are followed by another one
DOWN_SECONDS = (0, 0, 5, 90, 4000)


@pytest.fixture
def _windows(world: World) -> Iterator[None]:
    """Make the windows around requests points like the named ones."""
    with seams.around_requests(lambda point: world.bot.kit.crashpoint(point)):
        yield


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize("seed", range(STORIES))
@pytest.mark.parametrize("point", POINTS)
async def test_what_people_were_told_holds_when_the_process_dies(world: World, point: str, seed: int) -> None:
    chance = random.Random(f"{point} {seed}")
    story = Story(world, chance)
    with story.retold_on_failure():
        await story.begin(with_threads=point == THREAD_MADE or chance.random() < 0.8)
        for _ in range(DEATHS):
            await _dies_and_comes_back(story, point, chance)
            await world.pass_time(minutes=2)
            await story.holds()


async def _dies_and_comes_back(story: Story, point: str, chance: random.Random) -> None:
    world = story.world
    for _ in range(chance.randint(0, 2)):
        await story.goes_on()
    world.crash_at(point, times_before=chance.randint(0, 1))
    await story.until_the_process_dies(days_come=point == THREAD_MADE)
    await world.pass_time(seconds=chance.choice(DOWN_SECONDS))
    second = chance.choice(POINTS) if chance.random() < 0.5 else None
    await world.restart_after_crash(dying_at=second)
    if second is not None:
        for _ in range(chance.randint(0, 2)):  # the second death may come while it starts, or soon
            if not world.died:
                await story.goes_on()
        await world.kill_and_restart()
    if chance.random() < 0.5:
        await story.unanswered_forms_are_sent_again()


def test_every_named_point_is_played() -> None:
    root = FEATURES.parent
    sources = [file for folder in ("bot", "cogs", "data") for file in Path(root, folder).rglob("*.py")]
    named = {point for file in sources for point in re.findall(r"crashpoint\(\s*([^)]*?)\s*\)", file.read_text())}
    folders = ("reports", "circles")
    tests = [file.read_text() for folder in folders for file in (root / "tests" / folder).glob("*.py")]
    played_elsewhere = {point for point in named if any(point in test and "crash_at(" in test for test in tests)}
    assert named == {f'"{point}"' for point in NAMED} | played_elsewhere
