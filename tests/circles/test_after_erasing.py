"""What circles keep of a person: given whole, erased without stopping a circle, and silent about others' lists."""

import json
from typing import Any

import simcord

from bot.access import Person, Standing
from cogs.circles.afterwards import after_texts
from cogs.circles.circle import End, Pass, Stage
from cogs.circles.forming import apart_actions
from data.base import new_id
from data.circles import ABSENT, Absence
from tests import seams
from tests.circles.doing import HOST, a_circle, a_moment, press_now, row_of, thread_of, value_of
from tests.circles.doing_after import (
    OUTSIDER,
    STORY,
    agreed,
    archive,
    asks_for_consent,
    close,
    closed,
    happen,
    rows,
    stories,
    tell,
    thread_text,
)
from tests.circles.test_after_end import LINE, line_given, wishes
from tests.reflections.doing import bytes_on_disk, forge_press
from tests.world import World

CIRCLE = "Keep for this circle"


async def exported(world: World, actor: simcord.MemberActor) -> dict[str, list[dict[str, str]]]:
    (content,) = world.files(await actor.slash(world.general, "privacy export")).values()
    held: dict[str, list[dict[str, str]]] = json.loads(content)
    return held


async def erase(world: World, actor: simcord.MemberActor) -> str:
    asked = await actor.slash(world.general, "privacy erase")
    said = world.said(await world.press(actor, asked, "Erase"))
    await a_moment(world)
    return said


async def keep_apart(world: World, actor: simcord.MemberActor, other: simcord.MemberActor) -> None:
    """Let somebody put somebody else on their list."""
    by = Person(world.guild.id, actor.id, Standing.MEMBER)
    with seams.as_bot(world.env):
        await apart_actions.add(world.bot.kit, by=by, other_id=other.id, name="Somebody", is_bot=False)
    await world.env.settle()


async def mine(world: World, actor: simcord.MemberActor) -> dict[str, list[Any]]:
    """The rows about a person, by table, as the declarations find them."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        return {
            str(holding.table.__tablename__): list(await holding.mine(session, seals, actor.id))
            for holding in world.bot.privacy.holdings
            if not holding.safety
        }


async def test_an_export_gives_stories_lines_seats_and_ones_own_list(world: World) -> None:
    circle_id = await closed(world, keep=CIRCLE, note="about loss")
    await line_given(world, circle_id)
    await keep_apart(world, world.member, world.person("dilan"))
    held = await exported(world, world.member)
    (story,) = held[after_texts.HELD_STORIES.source]
    assert (story["words"], story["note"], story["keep"]) == (STORY, "about loss", "circle")
    assert [line["words"] for line in held[after_texts.HELD_LINES.source]] == [LINE]
    assert [seat["part"] for seat in held[after_texts.HELD_SEATS.source]] == ["teller"]
    assert str(world.person("dilan").id) in held[after_texts.HELD_APART.source][0]["other"]
    (host,) = (await exported(world, world.person(HOST)))[after_texts.HELD_HOST.source]
    assert host["title"] == "Words we carried"
    assert [line["words"] for line in (await exported(world, world.other))[after_texts.HELD_LINES.source]] == [LINE]


async def test_whoever_stands_on_somebody_elses_list_cannot_find_that_out(world: World) -> None:
    before, said_before = await exported(world, world.other), await erase(world, world.other)
    await keep_apart(world, world.member, world.other)
    assert await exported(world, world.other) == before
    assert await erase(world, world.other) == said_before
    assert len(rows(world, "circle_apart")) == 1  # it is its author's
    await erase(world, world.member)
    assert rows(world, "circle_apart") == []


async def test_a_host_without_a_seat_who_is_erased_is_named_by_no_reminder_any_more(world: World) -> None:
    circle_id = await a_circle(world)
    await world.pass_time(minutes=31)
    host = world.person(HOST)
    assert f"<@{host.id}>" in await thread_text(world, circle_id)
    await erase(world, host)
    assert str(host.id) not in await thread_text(world, circle_id)


async def test_a_host_who_is_replaced_is_named_by_no_reminder_any_more(world: World) -> None:
    circle_id = await a_circle(world)
    await world.pass_time(minutes=31)
    await forge_press(world, world.moderator, f"circles:team_host:{circle_id}")
    await a_moment(world)
    said = await thread_text(world, circle_id)
    assert f"<@{world.person(HOST).id}>" not in said
    assert f"<@{world.moderator.id}>" in said


async def test_whoever_is_erased_in_their_turn_gives_up_the_seat_and_the_circle_goes_on(world: World) -> None:
    circle_id = await agreed(world)
    await tell(world, circle_id, "kavya")
    circle = await value_of(world, circle_id)
    assert circle.holder is not None
    assert circle.seat(circle.holder).person == world.other.id
    await erase(world, world.other)
    circle = await value_of(world, circle_id)
    assert circle.stage is Stage.ROUND_ONE
    assert world.other.id not in {seat.person for seat in circle.seats}
    assert circle.holder is not None
    assert circle.seat(circle.holder).person == world.person("farid").id
    assert world.other.mention not in await thread_text(world, circle_id)
    await press_now(world, world.person("farid"), circle_id, "Pass")
    await happen(world, circle_id, End(world.person(HOST).id))
    await close(world, circle_id)


async def test_an_erasure_takes_what_was_told_and_the_lines_that_name_them_out_of_the_thread(world: World) -> None:
    circle_id = await asks_for_consent(world)
    await line_given(world, circle_id)
    await wishes(world, circle_id, "kavya")
    sealed = [story.words for story in await stories(world)] + [rows(world, "circle_flashbacks")[0][5]]
    await erase(world, world.member)
    await world.pass_time(minutes=1)
    assert not any((await mine(world, world.member)).values())
    assert rows(world, "circle_flashbacks") == []
    said = await thread_text(world, circle_id)
    assert STORY not in said
    assert world.member.mention not in said
    assert not [value for value in sealed if value in bytes_on_disk(world.bot.store.path)]
    await close(world, circle_id)
    await world.pass_time(hours=25)
    assert world.messages(world.letters(world.member)) == []


async def test_a_host_who_is_erased_leaves_the_circle_to_whoever_takes_it_over(world: World) -> None:
    circle_id = await agreed(world)
    await erase(world, world.person(HOST))
    row = await row_of(world, circle_id)
    assert row.host is None
    assert row.host_who is None
    assert (await value_of(world, circle_id)).stage is Stage.ROUND_ONE
    assert not any((await mine(world, world.person(HOST))).values())


async def test_erased_while_people_gather_or_after_the_end_nobody_is_named_any_more(world: World) -> None:
    gathering = await a_circle(world, "kavya", "rin", "farid", "mei", begun=False)
    ended = await closed(world, keep=CIRCLE)
    await erase(world, world.member)
    for circle_id in (gathering, ended):
        assert world.member.id not in {seat.person for seat in (await value_of(world, circle_id)).seats}
    assert world.member.mention not in world.room_text(world.room("circles"))
    assert world.member.mention not in world.room_text(await thread_of(world, ended))
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source


async def test_two_of_whom_one_is_erased_are_not_left_waiting(world: World) -> None:
    circle_id = await agreed(world, "kavya", "rin")
    await erase(world, world.other)
    assert (await row_of(world, circle_id)).closed_at is not None


async def test_that_the_team_removed_somebody_stays_and_is_never_told(world: World) -> None:
    outsider = world.person(OUTSIDER)
    before = await exported(world, outsider)
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        row = Absence(id=new_id(world.now()), guild_id=world.guild.id, made_at=world.now())
        row.who, row.person = seals.who(ABSENT, outsider.id), seals.seal(row, "person", str(outsider.id))
        session.add(row)
    assert await exported(world, outsider) == before
    await erase(world, outsider)
    assert len(rows(world, "circle_absences")) == 1


async def test_others_keep_everything_when_somebody_is_erased(world: World) -> None:
    circle_id = await agreed(world)
    await tell(world, circle_id, "kavya")
    circle = await value_of(world, circle_id)
    await happen(world, circle_id, Pass(world.other.id, circle.step))
    before = await exported(world, world.member)
    await erase(world, world.other)
    assert await exported(world, world.member) == before
    assert STORY in await thread_text(world, circle_id)
