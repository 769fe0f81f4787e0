"""Every private name of simcord that the tests lean on, and nothing else. `test_seams.py` guards each.

What is changed here: settling looks often instead of every 50 ms, and at fewer timers; people have languages; and
the simulated Discord refuses a few things that Discord refuses.
"""

import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock
from weakref import WeakKeyDictionary

import simcord
import simcord.actors as actors
import simcord.interactions as interactions
from simcord import _dpy_internals
from simcord.backend import Backend
from simcord.backend.access import can_access_channel
from simcord.backend.errors import BackendError
from simcord.http import client, router
from simcord.results import InteractionResult

IDLE_SECONDS = 0.002
TRIES = 40
BEFORE_REQUEST, AFTER_REQUEST, BEFORE_ANSWER, AFTER_ANSWER = WINDOWS = (
    "before a request",
    "after a request",
    "before an answer",
    "after an answer",
)
_languages: WeakKeyDictionary[Backend, dict[int, str]] = WeakKeyDictionary()
_settle = simcord.Env._settle_internal
_advance = simcord.Env.advance_time
_base_payload = interactions.base_payload
_check_faults = router._check_faults
_is_sleep_waiter = _dpy_internals.is_sleep_waiter
_DIRECT_MESSAGE = re.compile(r"/channels/(?P<channel>\d+)/messages")
_ONE_MESSAGE = re.compile(r"/channels/(?P<channel>\d+)/messages/\d+")
_THREAD_OF_MESSAGE = re.compile(r"/channels/\d+/messages/(?P<message>\d+)/threads")


def install() -> None:
    """Change simcord for this process."""
    simcord.Env._settle_internal = _settle_often  # type: ignore[assignment, method-assign]
    simcord.Env.advance_time = _advance_on  # type: ignore[assignment, method-assign]
    interactions.base_payload = _with_language
    router._check_faults = _as_discord_refuses
    _dpy_internals.is_sleep_waiter = _is_sleep_waiter_soon


def speaks(env: simcord.Env, user_id: int, language: str) -> None:
    """Give a person a language, as their Discord sends it along."""
    _languages.setdefault(env.backend, {})[user_id] = language


def channel_name(env: simcord.Env, channel_id: int) -> str | None:
    """The name of a room or thread."""
    return env.backend.get_channel(channel_id).name


def file_bytes(env: simcord.Env, url: str) -> bytes:
    """What an attachment holds."""
    held = env.backend.cdn.get(url)
    assert held is not None
    return bytes(held)


@asynccontextmanager
async def without_settling(env: simcord.Env) -> AsyncIterator[None]:
    """Let people act one after the other before the bot gets to do anything; then let it come to rest."""

    async def at_once(**how: Any) -> None:
        return None

    env._settle_internal = at_once  # type: ignore[method-assign]
    try:
        yield
    finally:
        del env._settle_internal
    await env.settle()


@contextmanager
def around_requests(reached: Callable[[str], Awaitable[None]]) -> Iterator[None]:
    """Come to one of `WINDOWS` before and after each request about a room, and each answer to a person."""
    about_room, answer = client.FakeHTTPClient.request, client.FakeWebhookAdapter.request

    async def in_room(http: client.FakeHTTPClient, route: Any, **how: Any) -> Any:
        if not route.path.startswith("/channels/"):
            return await about_room(http, route, **how)
        await reached(BEFORE_REQUEST)
        said = await about_room(http, route, **how)
        await reached(AFTER_REQUEST)
        return said

    async def to_person(adapter: client.FakeWebhookAdapter, route: Any, session: Any, **how: Any) -> Any:
        await reached(BEFORE_ANSWER)
        said = await answer(adapter, route, session, **how)
        await reached(AFTER_ANSWER)
        return said

    with (
        mock.patch.object(client.FakeHTTPClient, "request", in_room),
        mock.patch.object(client.FakeWebhookAdapter, "request", to_person),
    ):
        yield


@contextmanager
def as_bot(env: simcord.Env) -> Iterator[None]:
    """Let what begins here count as the bot's own work, which settling waits for."""
    with env._bot_scope():
        yield


async def forge(
    actor: simcord.MemberActor, room: simcord.ChannelHandle, kind: int, data: dict[str, Any]
) -> InteractionResult:
    """Send an interaction that no button or form of a real client would send."""
    return await actor._dispatch_interaction(kind, room, data)


async def _settle_often(env: simcord.Env, *, timeout: float | None = None, **how: Any) -> None:  # noqa: ASYNC109
    """Look every 2 ms, and wait no longer at a start than elsewhere: else a pause of 2 s is slept through.

    On a machine that is busy with other things the bot is given that time several times over.
    """
    shortest = env.settle_timeout if timeout is None else min(timeout, env.settle_timeout)
    for _ in range(TRIES - 1):
        with contextlib.suppress(TimeoutError):
            return await _settle(env, timeout=shortest, **{**how, "idle": IDLE_SECONDS})
        how.pop("_deadline", None)
    return await _settle(env, timeout=shortest, **{**how, "idle": IDLE_SECONDS})


async def _advance_on(env: simcord.Env, seconds: float) -> None:
    """Go on from where a busy machine ran out of real time: what has passed has passed."""
    until = env.now() + timedelta(seconds=seconds)
    for _ in range(TRIES - 1):
        with contextlib.suppress(TimeoutError):
            await _advance(env, max(0.0, (until - env.now()).total_seconds()))
            return
    await _advance(env, max(0.0, (until - env.now()).total_seconds()))


def _is_sleep_waiter_soon(waiter: Any, loop: Any, deadline: float) -> bool:
    """Ask only the timers that wake this waiter: in a world that has lived for days, others are hundreds."""
    wakes_it = [handle for handle in loop._scheduled if handle._args and handle._args[0] is waiter]
    return bool(wakes_it) and _is_sleep_waiter(waiter, SimpleNamespace(_scheduled=wakes_it), deadline)


def _with_language(backend: Backend, **kinds: Any) -> Any:
    record, payload = _base_payload(backend, **kinds)
    payload["locale"] = _languages.get(backend, {}).get(kinds["user_id"], "en-US")
    return record, payload


def _as_discord_refuses(backend: Backend, method: str, path: str) -> None:
    _check_faults(backend, method, path)
    if method == "POST" and (found := _DIRECT_MESSAGE.fullmatch(path)):
        _refuse_strangers(backend, int(found["channel"]))
    elif method in ("PATCH", "DELETE") and (found := _ONE_MESSAGE.fullmatch(path)):
        thread = backend.channels.get(int(found["channel"]))
        if thread and thread.thread_metadata and thread.thread_metadata.archived:
            raise BackendError(400, 50083, "Thread is archived")
    elif method == "POST" and (found := _THREAD_OF_MESSAGE.fullmatch(path)):
        _refuse_second_thread(backend, int(found["message"]))


def _refuse_second_thread(backend: Backend, message_id: int) -> None:
    if message_id in backend.channels:  # a thread begun on a message has the message's id
        raise BackendError(400, 160004, "A thread has already been created for this message")


def _refuse_strangers(backend: Backend, channel_id: int) -> None:
    for user_id, direct_id in backend.dm_channels.items():
        shared = any(user_id in guild.members for guild in backend.guilds.values())
        if direct_id == channel_id and not shared:
            raise BackendError(403, 50007, "Cannot send messages to this user")


# In direct messages: what a client does not offer there, and somebody may send all the same


async def slash_in_letters(actor: simcord.MemberActor, name: str) -> Any:
    """Send a command from a direct message with the bot, where none of them is offered."""
    root_name, _, leaf = name.partition(" ")
    root = actor._env.backend.find_command(root_name, None, type=1)
    assert root is not None
    options = [{"type": 1, "name": leaf, "options": []}] if leaf else []
    data = {"id": root["id"], "name": root_name, "type": 1, "options": options}
    return await actors._dispatch_actor_interaction(actor.user, 2, actor.user.dm_channel, data)


async def press_in_letters(actor: simcord.MemberActor, custom_id: str) -> Any:
    """Press a button in a direct message with the bot that was never shown there."""
    data = {"custom_id": custom_id, "component_type": 2}
    return await actors._dispatch_actor_interaction(actor.user, 3, actor.user.dm_channel, data)


def may_read(env: simcord.Env, place: simcord.ChannelHandle, viewer: simcord.MemberActor) -> bool:
    """Whether this person sees a room and its history."""
    return bool(can_access_channel(env, place.id, viewer, history=True))


# A form sent again, or under another id


def send_again(opened: InteractionResult) -> None:
    """Let a form be sent a second time, as a phone does that got no answer."""
    opened._interaction.modal_consumed = False


def rename_form(opened: InteractionResult, custom_id: str) -> None:
    """Give an opened form another id, as no client does."""
    assert opened._interaction.modal is not None
    opened._interaction.modal["custom_id"] = custom_id
