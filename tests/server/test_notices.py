"""What admins hear: once, where they can read it, never about a person, and a word when it is mended."""

import pytest

from bot.hearing import CANNOT_REACH, MENDED, QUIET
from tests.reflections.doing import NINE, at, forbid, pass_days, remove, says, shared, turn_on
from tests.world import World, text_of


async def close_the_room(world: World) -> None:
    """Let Banyan's permission to post be taken, and a morning pass."""
    await forbid(world, world.daily, "send_messages")
    await world.pass_until(max(NINE, world.now()))
    await world.pass_time(minutes=5)


async def test_the_team_hears_of_one_matter_once(world: World) -> None:
    """P12: three mornings, four restarts, one message."""
    await turn_on(world)
    await close_the_room(world)
    for _ in range(3):
        await pass_days(world, 1)
        await world.restart()
    (notice,) = world.messages(world.team)
    assert CANNOT_REACH.in_("en", about=world.daily.id) in text_of(notice)
    assert text_of(notice).endswith("-# " + QUIET.in_("en"))


@pytest.mark.parametrize("threads", ["on", "off"])
async def test_what_is_mended_is_said_on_the_same_message(world: World, threads: str) -> None:
    """P12."""
    await world.set(world.admin, "reflections.thread_a_day", threads)
    await turn_on(world)
    await close_the_room(world)
    (before,) = world.messages(world.team)
    await forbid(world, world.daily)
    await world.pass_time(minutes=1)
    (after,) = world.messages(world.team)
    assert after.id == before.id
    assert says(text_of(after), MENDED)
    assert says(text_of(after), CANNOT_REACH)


async def test_what_breaks_again_is_heard_again(world: World) -> None:
    """P12."""
    await turn_on(world)
    await close_the_room(world)
    await forbid(world, world.daily)
    await world.pass_time(minutes=1)
    await forbid(world, world.daily, "send_messages")
    await world.pass_until(at(days=1, hours=1))
    assert not says(text_of(world.card(world.team)), MENDED)
    assert says(text_of(world.card(world.team)), CANNOT_REACH)


async def test_without_a_team_room_whoever_last_changed_the_settings_gets_a_letter(world: World) -> None:
    """P12."""
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    await close_the_room(world)
    (letter,) = world.messages(world.letters(world.admin))
    assert says(text_of(letter), CANNOT_REACH)
    assert world.letters(world.person("mehwish")).history() == []
    await forbid(world, world.daily)
    await world.pass_time(minutes=1)
    (letter,) = world.messages(world.letters(world.admin))
    assert says(text_of(letter), MENDED)


async def test_if_that_admin_takes_no_letters_the_owner_gets_it(world: World) -> None:
    """P12."""
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    world.closes_letters(world.admin)
    await close_the_room(world)
    (letter,) = world.messages(world.letters(world.person("mehwish")))
    assert says(text_of(letter), CANNOT_REACH)


async def test_if_the_teams_room_is_gone_too_a_letter_is_written(world: World) -> None:
    """P12."""
    await turn_on(world)
    await remove(world, world.team)
    await close_the_room(world)
    (letter,) = world.messages(world.letters(world.admin))
    assert says(text_of(letter), CANNOT_REACH)


async def test_if_nobody_can_be_reached_it_waits_and_is_read_once_a_room_is_chosen(world: World) -> None:
    """P12: and the bot stays up."""
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    for person in (world.admin, world.person("mehwish")):
        world.closes_letters(person)
    await close_the_room(world)
    await world.set(world.admin, "server.team_room", "#team")
    await world.pass_time(minutes=1)
    assert says(world.room_text(world.team), CANNOT_REACH)


async def test_a_notice_pings_nobody_and_names_nobody(world: World) -> None:
    """P18."""
    await turn_on(world)
    await forbid(world, world.daily, "create_public_threads")
    await world.pass_until(NINE)
    await shared(world, world.member, world.card(world.daily), "My own words.")
    await world.pass_time(minutes=5)
    said = world.room_text(world.team)
    assert says(said, CANNOT_REACH)
    assert "My own words." not in said
    assert str(world.member.id) not in said
    sent = world.sent("POST", f"/channels/{world.team.id}/messages")
    assert sent
    assert not any(any(body["allowed_mentions"].values()) for body in sent)


async def test_members_hear_nothing_of_it(world: World) -> None:
    """P11: a notice is for the team; members see cards and nothing else."""
    await turn_on(world)
    await forbid(world, world.daily, "create_public_threads")
    await world.pass_until(NINE)
    await world.pass_time(minutes=5)
    assert says(world.room_text(world.team), CANNOT_REACH)
    assert len(world.messages(world.daily)) == 1
    for room in (world.daily, world.general):
        assert not says(world.room_text(room), CANNOT_REACH)
    assert world.letters(world.member).history() == []
