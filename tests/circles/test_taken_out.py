"""Whoever the team took out of a circle: what they told and were given there they can take back, and nothing else."""

import pytest
from sqlalchemy import select

from cogs.circles.circle import Stage
from cogs.circles.hosting import host_texts as texts
from data.circles import Flashback
from tests.circles.doing import a_circle, a_moment, brought_to, thread_of
from tests.circles.doing_after import STORY, agreed, archive, stories, story_in_archive, tell
from tests.circles.doing_hosting import press, take_out
from tests.circles.test_sitting_stories import LINE, a_line, in_a_turn, tells
from tests.world import World

HATE = "Something hateful."


async def test_whoever_was_taken_out_changes_nothing_in_the_thread_by_the_archive_and_can_take_it_back(
    world: World,
) -> None:
    circle = await agreed(world)
    await tell(world, circle, "kavya")
    kavya, thread = world.member, await thread_of(world, circle)
    await take_out(world, world.moderator, circle, kavya)
    form = await world.press(kavya, await story_in_archive(world, kavya), "Edit")
    answer = await world.fill(kavya, form, words=HATE)
    await a_moment(world)
    assert texts.OUT_OF_THIS.in_("en") in world.said(answer)
    assert HATE.encode() in world.files(answer)["your-words.txt"]
    assert STORY in world.room_text(thread)
    sure = await world.press(kavya, await story_in_archive(world, kavya), "Take it back")
    await world.press(kavya, sure, "Keep nothing")
    await a_moment(world)
    assert STORY not in world.room_text(thread)
    assert STORY not in world.said(await archive(world, kavya))


async def test_whoever_was_taken_out_changes_nothing_from_the_thread_and_can_take_it_back(world: World) -> None:
    circle = await in_a_turn(world)
    rin, thread = world.other, await thread_of(world, circle)
    await tells(world, circle, "rin", STORY)
    (story,) = await stories(world)
    await take_out(world, world.moderator, circle, rin)
    form = await press(world, rin, "circles:change", story.id)
    answer = await world.fill(rin, form, words=HATE)
    await a_moment(world)
    assert texts.OUT_OF_THIS.in_("en") in world.said(answer)
    assert STORY in world.room_text(thread)
    await press(world, rin, "circles:take_back", story.id)
    await a_moment(world)
    assert STORY not in world.room_text(thread)


@pytest.mark.parametrize("was_shown", [False, True])
async def test_whoever_was_taken_out_shows_no_line_and_can_keep_one_to_themselves(
    world: World, was_shown: bool
) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    kavya, thread = world.member, await thread_of(world, circle)
    await a_line(world, circle, "rin")
    async with world.bot.store.reading() as session:
        (line,) = await session.scalars(select(Flashback.id))
    if was_shown:
        await press(world, kavya, "circles:show_line", line)
    await take_out(world, world.moderator, circle, kavya)
    answer = await press(world, kavya, "circles:keep_line" if was_shown else "circles:show_line", line)
    assert (texts.OUT_OF_THIS.in_("en") in world.said(answer)) is not was_shown
    await a_moment(world)
    assert LINE not in world.room_text(thread)
