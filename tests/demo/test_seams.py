"""The private names of simcord that the demo leans on. A failure here names the one that moved."""

import dataclasses
from collections.abc import AsyncIterator

import discord
import pytest_asyncio
import simcord
from simcord.preview import Preview
from simcord.preview._pages import _Page
from simcord.preview._server import PreviewServer

from bot.demo import simcord_seams

PINNED = "3.2.1"


def missing(owner: object, *names: str) -> list[str]:
    return [name for name in names if not hasattr(owner, name)]


@pytest_asyncio.fixture
async def env() -> AsyncIterator[simcord.Env]:
    bot = discord.Client(intents=discord.Intents.none())
    env = simcord.Env(bot, check_errors=False)
    await env.start()
    yield env
    await env.shutdown()
    await bot.close()


def test_simcord_is_the_version_whose_private_names_are_known() -> None:
    assert simcord.__version__ == PINNED


async def test_the_simulated_server_still_has_what_the_demo_reads(env: simcord.Env) -> None:
    names = ("bot_user", "clock", "transcript", "messages", "get_user", "get_message", "visible_commands")
    assert missing(env.backend, *names) == []
    assert missing(env.backend.clock, "_epoch") == []


async def test_a_room_still_knows_whether_it_is_an_archived_thread(env: simcord.Env) -> None:
    room = env.create_guild("Here").create_text_channel("room")
    assert missing(room, "_channel") == []
    assert missing(room._channel, "thread_metadata") == []
    assert simcord_seams.is_archived(room) is False


async def test_the_preview_still_has_what_the_demo_calls(env: simcord.Env) -> None:
    guild = env.create_guild("Here")
    room = guild.create_text_channel("room")
    preview = env.preview(room, viewers=[guild.add_member(env.create_user("ada"))], layout="channel")
    methods = ("_open_page", "_page_payload", "_publish", "_advance_presentation_time", "__aenter__", "close")
    assert missing(Preview, *methods) == []
    assert missing(preview, "_pages", "_python", "_server", "channel", "viewers") == []


def test_a_page_still_has_the_fields_that_the_demo_sets() -> None:
    wanted = {"id", "viewer", "target_id", "window_end_id", "modal", "modal_handle", "assets"}
    assert wanted - {field.name for field in dataclasses.fields(_Page)} == set()


def test_the_preview_still_answers_requests_by_the_same_handlers() -> None:
    handlers = ("_state", "_commands", "_action_result", "_action", "_asset", "_delete_page", "_static")
    assert missing(PreviewServer, *handlers, "_authorized", "_STATIC_FILES", "_SECURITY_HEADERS") == []
    assert "frame-ancestors 'self'" in simcord_seams.frame_headers()["Content-Security-Policy"]


def test_the_preview_still_draws_the_parts_that_the_demo_hides_and_completes() -> None:
    html = simcord_seams.frame_html()
    assert html.count("</head>") == 1
    for part in ("toolbar", "messages-sidebar", "inspector-panel", "channel-message-list"):
        assert f'id="{part}"' in html, f"simcord's page has no #{part} any more; see page/room.css"


async def test_the_clock_starts_where_it_is_told_and_the_bot_has_its_name() -> None:
    env = simcord.Env(discord.Client(intents=discord.Intents.none()), check_errors=False)
    starts_at = discord.utils.utcnow().replace(year=2031, microsecond=0)
    simcord_seams.christen(env, bot_name="Banyan", starts_at=starts_at)
    assert env.now() == starts_at
    assert env.backend.bot_user.name == "Banyan"


async def test_only_the_one_it_is_for_sees_a_message_as_the_newest(env: simcord.Env) -> None:
    guild = env.create_guild("Here")
    room = guild.create_text_channel("room")
    ada = guild.add_member(env.create_user("ada"))
    assert simcord_seams.newest(env, room) == 0
    message = await ada.send(room, "hello")
    assert simcord_seams.newest(env, room) == simcord_seams.newest(env, room, ada) == message.id
    before = simcord_seams.happenings(env)
    await ada.send(room, "again")
    assert simcord_seams.happenings(env) > before
