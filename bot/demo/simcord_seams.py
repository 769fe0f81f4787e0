"""Every private name of simcord that the demo leans on, and nothing else.

simcord's preview shows one room in one server of its own. The demo serves many rooms from one site, so it
opens the preview's pages itself. simcord is pinned to one version; tests/demo/test_seams.py names what moved.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import simcord
import simcord.preview as preview_module
import simcord.preview._server as server_module
from aiohttp import web
from simcord.backend.access import can_access_channel
from simcord.backend.cdn import CDN_BASE
from simcord.enums import AppCommandType
from simcord.preview import Preview
from simcord.preview._pages import _Page
from simcord.preview._server import PreviewServer

Place = simcord.ChannelHandle
Viewer = simcord.MemberActor | simcord.UserHandle
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def christen(env: simcord.Env, *, bot_name: str, starts_at: datetime) -> None:
    """Name the bot and set the clock. Must happen before `env.start()`."""
    env.backend.bot_user.name = bot_name
    env.backend.clock._epoch = starts_at


def bot_id(env: simcord.Env) -> int:
    """The bot's own user id."""
    return int(env.backend.bot_user.id)


def set_face(env: simcord.Env, user_id: int) -> str:
    """Give a user an avatar and return the address at which the preview looks for its picture."""
    env.backend.get_user(user_id).avatar = "demo"
    return _face_address(user_id)


def _face_address(user_id: int) -> str:
    return f"{CDN_BASE}/avatars/{user_id}/demo.png"


def happenings(env: simcord.Env) -> int:
    """How many things have happened in this world: a number that grows with each."""
    return len(env.backend.transcript)


def may_read(env: simcord.Env, place: Place, viewer: Viewer) -> bool:
    """Whether this viewer sees the room and its history."""
    return bool(can_access_channel(env, place.id, viewer, history=True))


def newest(env: simcord.Env, place: Place, viewer: Viewer | None = None) -> int:
    """The id of the newest message, 0 when there is none; of those for everybody without a viewer."""
    messages = env.backend.messages.get(place.id, {}).values()
    viewer_id = viewer.id if viewer else None
    return max((message.id for message in messages if message.visible_to(viewer_id)), default=0)


def is_archived(place: Place) -> bool:
    """Whether the thread has been archived."""
    metadata = place._channel.thread_metadata
    return bool(metadata and metadata.archived)


def apps(env: simcord.Env, place: Place, viewer: Viewer) -> dict[str, list[str]]:
    """The names in the Apps menu of a message and of a person, as this viewer would see them here."""

    def names(kind: AppCommandType) -> list[str]:
        found = env.backend.visible_commands(user_id=viewer.id, channel_id=place.id, type=kind)
        return [command["name"] for command in found]

    return {"message": names(AppCommandType.MESSAGE), "person": names(AppCommandType.USER)}


def message_in(env: simcord.Env, place: Place, message_id: int) -> simcord.ResponseMessage:
    """The message as actors take it. Raises simcord.BackendError when it is gone."""
    return simcord.ResponseMessage(env, env.backend.get_message(place.id, message_id))


class _Mounted(PreviewServer):
    """simcord's request handlers without a port of their own: the demo's site calls them."""

    async def start(self) -> None:
        vars(server_module)["web"] = web  # simcord imports it only when it starts its own server
        self.port = self._requested_port

    def _authorized(self, request: web.Request, *, context: str | None = None) -> bool:
        # The site has already checked host and capability; what is left is whose page is asked for.
        return context is None or request.headers.get("X-Simcord-Context") == context


class Pages:
    """Every open page of one world: a room as one person sees it, drawn by simcord's preview."""

    def __init__(self, env: simcord.Env, *, zone: str, faces: dict[str, tuple[str, bytes]], port: int) -> None:
        self._env, self._zone, self._faces, self._port = env, zone, faces, port
        self._places: dict[str, Place] = {}
        self._shown: dict[str, int] = {}
        self._preview: Preview

    async def start(self, place: Place, viewer: Viewer) -> None:
        """Begin with any room that any viewer may read; pages are opened later."""
        self._preview = self._env.preview(
            place, viewers=[viewer], layout="channel", locale="en-GB", timezone=self._zone, assets=self._faces
        )
        self._preview._server = _Mounted(self._preview, self._port)
        await self._preview.__aenter__()
        # A page in an empty room copies the position of this one, which stands in another room.
        first = cast(_Page, self._preview._python)
        first.target_id = first.window_end_id = None

    async def close(self) -> None:
        """End every page."""
        await self._preview.close()

    def open(self, place: Place, viewer: Viewer) -> dict[str, Any]:
        """A new page, as its first snapshot. Raises simcord.SetupError when there are too many."""
        self._preview.channel, self._preview.viewers = place, (viewer,)
        self._preview._advance_presentation_time()
        page = self._preview._open_page(viewer.id, newest(self._env, place, viewer) or None)
        self._places[page.id] = place
        self._shown[page.id] = happenings(self._env)
        return dict(self._preview._page_payload(page))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """What a person does in a page: press, choose, send, run a command, submit a form."""
        page_id = request.headers.get("X-Simcord-Context", "")
        if page_id in self._places:
            self._preview.channel = self._places[page_id]
        response = await self.handler("action")(request)
        self._shown[page_id] = happenings(self._env)  # the acting page is fresh already
        return response

    def show_form(self, page_id: str, result: simcord.InteractionResult) -> None:
        """Open the form of an answer in a page. A page that has gone is left alone."""
        page = self._preview._pages.get(page_id)
        if page is not None and result.modal is not None:
            page.modal, page.modal_handle = result, "m_" + secrets.token_urlsafe(12)
            self._preview._publish(page, reason="refresh")

    def close_forms(self) -> None:
        """Close every form that is open, also those that a person has closed and simcord would show again."""
        for page in self._preview._pages.values():
            page.modal = page.modal_handle = None

    def publish(self) -> None:
        """Bring every page up to date in which something may have changed."""
        now = happenings(self._env)
        self._preview._advance_presentation_time()
        for page in tuple(self._preview._pages.values()):
            if self._shown.get(page.id) != now:
                self._preview._publish(page, reason="refresh")
                self._shown[page.id] = now

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """A picture of a page. Faces are ours and go out at once; simcord examines the rest."""
        page = self._preview._pages.get(request.headers.get("X-Simcord-Context", ""))
        record = page.assets.get(request.match_info["asset_id"]) if page else None
        if record is not None and record.source and record.source[0] == "user_avatar":
            picture = self._faces[_face_address(record.source[1])][1]
            return web.Response(body=picture, content_type="image/png")
        return await self.handler("asset")(request)

    def handler(self, name: str) -> Handler:
        """simcord's own handler for one kind of request: 'state', 'commands' and so on."""
        return cast(Handler, getattr(self._preview._server, f"_{name}"))


def static_paths() -> Iterable[str]:
    """The paths of the preview's own scripts, styles and fonts."""
    return (path for path in PreviewServer._STATIC_FILES if path != "/")


def frame_html() -> str:
    """The preview's page."""
    return Path(preview_module.__file__).with_name("static").joinpath("index.html").read_text("utf-8")


def frame_headers() -> dict[str, str]:
    """The preview's security headers, but its page may stand in a frame of the same site."""
    headers = dict(PreviewServer._SECURITY_HEADERS)
    headers["X-Frame-Options"] = "SAMEORIGIN"
    policy = headers["Content-Security-Policy"]
    headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return headers
