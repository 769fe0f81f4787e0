"""What one person sees of the community: its rooms, the threads in them, their letters from the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import simcord

from bot.demo import people, simcord_seams
from bot.demo.world import World

LETTERS = "letters"
"""The key of the room in which the bot writes to one person."""

THREADS_SHOWN = 3
"""How many threads of a room stand in the list: the newest. A daily thread would fill it otherwise."""


@dataclass(frozen=True)
class Spot:
    """A place that one person may open. `viewer` is that person as the place knows them."""

    key: str
    kind: str
    name: str
    topic: str
    place: simcord.ChannelHandle
    viewer: simcord.MemberActor | simcord.UserHandle


def spots_of(world: World, person: str, *, opened: str = "") -> list[Spot]:
    """Every place that this person sees, in the order of the list on the left. Raises KeyError.

    opened: the key of a thread that stays in the list although newer ones have come.
    """
    actor = world.person(person)
    spots = []
    for room in people.ROOMS:
        place = world.room(room.key)
        if not simcord_seams.may_read(world.env, place, actor):
            continue
        spots.append(Spot(room.key, "room", room.key, room.topic, place, actor))
        threads = [thread for thread in place.threads if _is_open_to(world, thread, actor)]
        for thread in threads:
            if thread in threads[-THREADS_SHOWN:] or str(thread.id) == opened:
                topic = f"A thread in #{room.key}."
                spots.append(Spot(str(thread.id), "thread", thread.name or "", topic, thread, actor))
    name, topic = f"From {people.BOT}", "What it writes to you alone."
    spots.append(Spot(LETTERS, "letters", name, topic, actor.user.dm_channel, actor.user))
    return spots


def _is_open_to(world: World, thread: simcord.ChannelHandle, actor: simcord.MemberActor) -> bool:
    return simcord_seams.may_read(world.env, thread, actor) and not simcord_seams.is_archived(thread)


def spot_of(world: World, person: str, key: str) -> Spot:
    """One place as this person sees it. Raises KeyError when there is none that they may read."""
    for spot in spots_of(world, person, opened=key):
        if spot.key == key:
            return spot
    raise KeyError(key)


def state_of(world: World, person: str, room: str) -> dict[str, Any]:
    """What the page shows around the open room, for this person, now. Raises KeyError."""
    spots = spots_of(world, person, opened=room)
    return {
        "now": world.now().isoformat(),
        "apps": simcord_seams.apps(world.env, spots[0].place, world.person(person)),
        "spots": [
            {
                "key": spot.key,
                "kind": spot.kind,
                "name": spot.name,
                "topic": spot.topic,
                "latest": str(simcord_seams.newest(world.env, spot.place)),
            }
            for spot in spots
        ],
    }
