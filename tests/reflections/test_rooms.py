"""Where a day stands: its thread, whom it pings, and rooms that are closed, deleted, left and found again."""

from datetime import timedelta
from typing import Any

from simcord.backend import serializers

from bot.hearing import CANNOT_REACH, MENDED
from cogs.reflections import texts
from tests.reflections.doing import (
    NINE,
    archive,
    at,
    first_card,
    first_sends,
    forbid,
    remove,
    says,
    shared,
    turn_on,
)
from tests.world import World, labels_of, text_of

# The thread


async def test_a_thread_that_fails_does_not_take_the_card_with_it_and_the_team_hears(world: World) -> None:
    """P12: the card stands, shares wait for the thread, and appear in it."""
    await turn_on(world)
    await forbid(world, world.daily, "create_public_threads")
    await world.pass_until(NINE)
    card = world.card(world.daily)
    assert labels_of(card) == ["Reflect", "Another angle", "More"]
    assert "Create Public Threads" in world.room_text(world.team)

    said = world.said(await shared(world, world.member, card, "The gate of the old school."))
    assert says(said, texts.SHARED_SOON)
    assert "The gate of the old school." not in world.room_text(world.daily)

    await forbid(world, world.daily)
    await world.pass_time(minutes=1)
    assert "The gate of the old school." in world.room_text(world.thread(world.daily))
    assert len(world.messages(world.daily)) == 1


async def test_once_the_thread_stands_the_team_reads_that_it_is_mended(world: World) -> None:
    """P12."""
    await turn_on(world)
    await forbid(world, world.daily, "create_public_threads")
    await world.pass_until(NINE)
    await forbid(world, world.daily)
    await world.pass_time(minutes=1)
    assert says(world.room_text(world.team), MENDED)
    assert len(world.messages(world.team)) == 1


async def test_while_threads_still_fail_the_next_card_does_not_call_it_mended(world: World) -> None:
    """P12: a card that came through says nothing about threads."""
    await turn_on(world)
    await forbid(world, world.daily, "create_public_threads")
    await world.pass_until(at(days=1, hours=1))
    assert len(world.messages(world.daily)) == 2
    assert not says(world.room_text(world.team), MENDED)


async def test_a_share_survives_its_thread_being_archived(world: World) -> None:
    card = await first_card(world)
    await archive(world, world.thread(world.daily))
    said = world.said(await shared(world, world.member, card, "Later in the day."))
    assert says(said, texts.SHARED)
    assert "Later in the day." in world.room_text(world.thread(world.daily))


async def test_without_threads_shares_stand_in_the_room(world: World) -> None:
    """P12."""
    await world.set(world.admin, "reflections.thread_a_day", "off")
    card = await first_card(world)
    await shared(world, world.member, card, "Under the mango tree.")
    assert world.daily.threads == []
    assert "Under the mango tree." in world.room_text(world.daily)


async def test_a_thread_is_named_by_its_date_and_theme(world: World) -> None:
    card = await first_card(world)
    name = str(world.thread(world.daily).name)
    assert name.startswith("1 Jan · ")
    assert name.removeprefix("1 Jan · ") in text_of(card)


# Whom it pings


async def test_a_card_pings_nobody(world: World) -> None:
    """P12: nothing notifies unless an admin chose a role."""
    await first_card(world)
    (sent,) = first_sends(world, world.daily)
    assert pinged(sent) == {"parse": [], "roles": []}
    assert "<@" not in text_of(world.card(world.daily))


async def test_a_chosen_role_is_mentioned_and_no_other(world: World) -> None:
    """P12."""
    role = world.guild.roles["Facilitator"]
    await world.set(world.admin, "reflections.role", "@Facilitator")
    card = await first_card(world)
    (sent,) = first_sends(world, world.daily)
    assert pinged(sent) == {"parse": [], "roles": [str(role.id)]}
    assert text_of(card).count("<@") == 1
    assert f"<@&{role.id}>" in text_of(card)


def pinged(body: dict[str, Any]) -> dict[str, list[str]]:
    """Whom a request lets Discord notify."""
    allowed = body["allowed_mentions"]
    assert not allowed.get("users")
    assert not allowed.get("replied_user")
    return {"parse": allowed.get("parse", []), "roles": [str(role) for role in allowed.get("roles", [])]}


# Rooms that are gone or closed


async def test_where_banyan_may_not_send_the_card_waits_the_team_hears_and_it_comes_once(world: World) -> None:
    """P12: nothing is lost, and the team reads when it is mended."""
    await turn_on(world)
    await forbid(world, world.daily, "send_messages")
    await world.pass_until(at(hours=1))
    assert world.messages(world.daily) == []
    assert says(world.room_text(world.team), CANNOT_REACH)
    assert world.daily.mention in world.room_text(world.team)
    await forbid(world, world.daily)
    await world.pass_time(minutes=1)
    assert len(world.messages(world.daily)) == 1
    assert says(world.room_text(world.team), MENDED)
    assert len(world.messages(world.team)) == 1


async def test_an_admin_reads_at_once_what_banyan_lacks_in_the_room(world: World) -> None:
    """P8 and P12."""
    await forbid(world, world.daily, "send_messages", "create_public_threads")
    said = world.said(await world.set(world.admin, "reflections.room", "#daily-reflection"))
    assert "Send Messages" in said
    assert "Create Public Threads" in said
    assert "View Channel" not in said


async def test_a_room_deleted_and_chosen_anew_has_the_waiting_card_and_those_after_it(world: World) -> None:
    """P12: the team was told that nothing is lost."""
    await turn_on(world)
    await remove(world, world.daily)
    await world.pass_until(at(hours=1))
    assert says(world.room_text(world.team), CANNOT_REACH)
    again = world.guild.create_text_channel("daily-reflection-2")
    await world.set(world.admin, "reflections.room", "#daily-reflection-2")
    await world.pass_time(minutes=10)
    assert len(world.messages(again)) == 1
    await world.pass_until(at(days=1))
    assert len(world.messages(again)) == 2


async def test_a_share_stands_where_its_card_came_to_stand(world: World) -> None:
    """Its author pressed Reflect there, so whoever reads there is whom they shared it with."""
    await turn_on(world)
    await world.set(world.admin, "reflections.thread_a_day", "off")
    await remove(world, world.daily)
    await world.pass_until(at(hours=1))
    again = world.guild.create_text_channel("daily-reflection-2")
    await world.set(world.admin, "reflections.room", "#daily-reflection-2")
    await world.pass_time(minutes=10)
    said = world.said(await shared(world, world.member, world.card(again), "Both are here."))
    assert says(said, texts.SHARED)
    assert "Both are here." in world.room_text(again)


async def test_removed_from_the_server_nothing_is_tried_and_invited_again_the_card_comes_late(world: World) -> None:
    """P3."""
    await turn_on(world)
    await world.pass_until(NINE - timedelta(hours=1))
    await leave(world)
    await world.pass_until(at(hours=2))
    assert first_sends(world, world.daily) == []
    await come_back(world)
    await world.pass_time(minutes=1)
    assert len(world.messages(world.daily)) == 1


async def leave(world: World) -> None:
    """Let somebody remove Banyan from the server."""
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    assert world.bot.get_guild(world.guild.id) is None


async def come_back(world: World) -> None:
    """Let somebody invite Banyan again."""
    backend = world.env.backend
    backend.emit("GUILD_CREATE", serializers.guild_create_payload(backend, backend.get_guild(world.guild.id)))
    await world.env.settle()
