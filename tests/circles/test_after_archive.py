"""`/circle archive`: only those who sat in a circle read what was kept for it, and it tells nothing else."""

import pytest
import simcord

from cogs.circles.afterwards import after_texts
from cogs.circles.circle import Leave
from data.base import new_id
from data.circles import ABSENT, Absence
from tests.circles.doing import row_of
from tests.circles.doing_after import (
    OUTSIDER,
    STORY,
    agreed,
    archive,
    asks_for_consent,
    close,
    closed,
    happen,
    my_stories,
    save,
    stories,
    story_in_archive,
    write,
)
from tests.reflections.doing import forge_press, says
from tests.world import World, labels_of, newest_answer

CIRCLE = "Keep for this circle"


async def remove(world: World, key: str, *, circle_id: int | None) -> None:
    """Let the team have removed somebody from a circle, or from all."""
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        who = seals.who(ABSENT, world.person(key).id)
        absence = Absence(
            id=new_id(world.now()), guild_id=world.guild.id, who=who, circle_id=circle_id, made_at=world.now()
        )
        absence.person = seals.seal(absence, "person", str(world.person(key).id))
        session.add(absence)


async def test_those_who_sat_there_read_who_told_it_when_and_in_which_circle(world: World) -> None:
    await closed(world, keep=CIRCLE)
    listed = await archive(world, world.other)
    said = world.said(listed)
    assert world.member.mention in said
    assert "Words we carried" in said
    assert STORY in said
    assert newest_answer(listed).ephemeral
    read = await world.press(world.other, listed, "Read 1")
    assert STORY in world.said(read)
    assert says(world.said(read), after_texts.STAYS_IN_THE_CIRCLE)
    assert labels_of(read) == ["All that is kept"]


async def test_an_outsiders_archive_equals_an_empty_one(world: World) -> None:
    outsider = world.person(OUTSIDER)
    before = world.said(await archive(world, outsider))
    await closed(world, keep=CIRCLE)
    assert world.said(await archive(world, outsider)) == before == after_texts.EMPTY.source
    (story,) = await stories(world)
    said = world.said(await forge_press(world, outsider, f"circles:read_story:{story.id}"))
    assert said == after_texts.UNKNOWN_STORY.source


async def test_the_host_without_a_seat_and_the_team_read_as_little_as_any_outsider(world: World) -> None:
    await closed(world, keep=CIRCLE)
    for person in (world.person("linh"), world.moderator, world.admin):
        assert world.said(await archive(world, person)) == after_texts.EMPTY.source


async def test_nothing_is_kept_means_nothing_is_read(world: World) -> None:
    await closed(world)
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source


@pytest.mark.parametrize("everywhere", [False, True])
async def test_whoever_the_team_removed_reads_nothing_of_others(world: World, everywhere: bool) -> None:
    circle_id = await closed(world, keep=CIRCLE)
    await remove(world, "rin", circle_id=None if everywhere else circle_id)
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source
    assert STORY in world.said(await archive(world, world.person("farid")))


async def test_before_a_teller_keeps_something_they_read_that_whoever_the_team_took_out_is_no_reader(
    world: World,
) -> None:
    circle_id = await asks_for_consent(world)
    shown = await my_stories(world, world.member, circle_id)
    kept = await world.press(world.member, shown, CIRCLE)
    for said in (world.said(shown), world.said(kept)):
        assert "verybody who sat in it, except whoever the team took out, can read it" in said


async def test_whoever_was_removed_keeps_nothing_for_the_circle_but_still_chooses_for_their_own(world: World) -> None:
    circle_id = await asks_for_consent(world)
    await remove(world, "kavya", circle_id=circle_id)
    shown = await story_in_archive(world, world.member)
    said = world.said(await world.press(world.member, shown, CIRCLE))
    assert said == after_texts.NOT_FOR_THIS_CIRCLE.source
    assert [story.keep for story in await stories(world)] == ["nothing"]
    await world.press(world.member, shown, "Offer to the library")
    assert [story.keep for story in await stories(world)] == ["library"]


async def test_whoever_left_quietly_still_reads_it_and_whoever_never_agreed_does_not(world: World) -> None:
    from tests.circles.doing import a_circle

    circle_id = await asks_for_consent(world)
    shown = await story_in_archive(world, world.member)
    await world.press(world.member, shown, CIRCLE)
    await happen(world, circle_id, Leave(world.other.id))
    await close(world, circle_id)
    assert STORY in world.said(await archive(world, world.other))
    other = await a_circle(world, "kavya", "rin", "farid", "mei")  # another, in which nobody has agreed yet
    async with world.deed() as session:
        from sqlalchemy import update

        from data.circles import Story

        await session.execute(update(Story).values(circle_id=other))
    assert world.said(await archive(world, world.person("farid"))) == after_texts.EMPTY.source


async def test_ones_own_come_first_and_long_lists_come_in_pages(world: World) -> None:
    circle_id = await agreed(world)
    for person, name in ((world.member, "Kavya"), (world.other, "Rin")):
        for number in range(3):
            await save(world, person, await write(world, circle_id, person, f"{name} {number}"), keep="circle")
            await world.pass_time(seconds=1)
    first = await archive(world, world.member)
    said = world.said(first)
    assert said.index("Kavya 2") < said.index("Kavya 1") < said.index("Kavya 0") < said.index("Rin 2")
    assert "Rin 1" not in said
    second = await world.press(world.member, first, "Next page")
    assert "Rin 0" in world.said(second)
    assert "Kavya" not in world.said(second)
    forged = await forge_press(world, world.member, f"circles:archive:{2**63 - 1}")
    assert "Rin 0" in world.said(forged)


async def test_a_content_note_stands_in_the_list_instead_of_the_words(world: World) -> None:
    await closed(world, keep=CIRCLE, note="about loss")
    listed = await archive(world, world.other)
    assert "about loss" in world.said(listed)
    assert STORY not in world.said(listed)
    read: simcord.results.InteractionResult = await world.press(world.other, listed, "Read 1")
    assert STORY in world.said(read)
    assert (await row_of(world, (await stories(world))[0].circle_id)).closed_at is not None


async def test_in_another_server_nothing_of_it_is_read(world: World) -> None:
    await closed(world, keep=CIRCLE)
    second = world.env.create_guild("Another grove")
    there = second.add_member(world.other.user)
    room = second.create_text_channel("lobby")
    assert world.said(await there.slash(room, "circle archive")) == after_texts.EMPTY.source
