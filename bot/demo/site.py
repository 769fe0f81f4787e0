"""The demo's web site: one page around the rooms, on this machine only, for whoever has its link.

`/<key>/…` is the page and what it asks for; the key is random and stands in the link that the terminal
shows. The rooms in its frame are drawn by simcord's preview: its scripts are public files, its data needs the
same key, which the frame sends in a header together with who looks at which room.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import socket
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from typing import Any

import simcord
from aiohttp import web

from bot import logs
from bot.demo import faces, people, simcord_seams
from bot.demo.simcord_seams import Handler, Pages
from bot.demo.view import spot_of, state_of
from bot.demo.world import World, features

HOST = "127.0.0.1"
TICK = 1.0
"""Seconds between two looks at the clock and at what has happened."""

LONGEST_TICK = 60.0
"""Seconds that pass at most between two ticks, also when the machine slept in between."""

NO_PROMPT = "No prompt is planned. Noor can set a room for them with /settings set."
PAGE_TYPES = {"css": "text/css", "js": "text/javascript"}
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}

log = logs.get(__name__)


class Site:
    """The running demo: a world, its open pages, and what the browser asks for. One deed at a time."""

    def __init__(self, listening: socket.socket) -> None:
        self._socket = listening
        self._port: int = listening.getsockname()[1]
        self._key = secrets.token_urlsafe(24)
        self._faces = faces.draw_all()
        self._steps = [(feature, step) for feature in features() for step in feature.STEPS]
        self._turn = asyncio.Lock()
        self._world: World
        self._pages: Pages
        self._worlds = 0
        self._runner: web.AppRunner
        self._ticking: asyncio.Task[None]

    @property
    def link(self) -> str:
        """The address to open. Whoever has it may take part."""
        return f"http://{HOST}:{self._port}/{self._key}/"

    async def start(self) -> None:
        """Begin the community and answer requests."""
        await self._begin()
        app = web.Application(middlewares=[self._guard])
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket).start()
        self._ticking = asyncio.create_task(self._tick())

    async def close(self) -> None:
        """Stop answering and end the community."""
        async with self._turn:  # so that no deed is cut in the middle
            self._ticking.cancel()
        await asyncio.gather(self._ticking, return_exceptions=True)
        await self._runner.cleanup()
        await self._end()

    async def _begin(self) -> None:
        self._world = await World.begin()
        self._worlds += 1
        env = self._world.env
        ids = {person.key: self._world.person(person.key).id for person in people.PEOPLE}
        ids[people.BOT] = simcord_seams.bot_id(env)
        pictures = {
            simcord_seams.set_face(env, ids[name]): ("face.png", picture) for name, picture in self._faces.items()
        }
        self._pages = Pages(env, zone=people.ZONE, faces=pictures, port=self._port)
        admin = people.PEOPLE[0].key
        await self._pages.start(self._world.room(people.ROOMS[0].key), self._world.person(admin))

    async def _end(self) -> None:
        await self._pages.close()
        await self._world.close()

    async def _tick(self) -> None:
        """Real time passes in the community too, and open pages learn what it brought."""
        clock = asyncio.get_running_loop().time
        last = clock()
        while True:
            await asyncio.sleep(TICK)
            async with self._turn:
                passed, last = clock() - last, clock()
                try:
                    await self._world.env.advance_time(min(passed, LONGEST_TICK))
                    self._pages.publish()
                except (simcord.SetupError, TimeoutError) as error:
                    log.warning("demo.skipped_a_beat", exc_info=error)

    # Requests

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.get("/{key}/", self._page_file),
            web.get("/{key}/file/{name}", self._page_file),
            web.get("/{key}/face/{name}", self._face),
            web.get("/{key}/community", self._community),
            web.get("/{key}/state", self._state),
            web.post("/{key}/do", self._do),
            web.get("/{key}/room", self._frame),
            web.post("/api/pages", self._open_room),
            web.delete("/api/pages/{context_id}", self._by_preview("delete_page")),
            web.get("/api/state", self._by_preview("state")),
            web.get("/api/commands", self._by_preview("commands")),
            web.get("/api/action-result", self._by_preview("action_result")),
            web.get("/api/assets/{asset_id}", self._asset),
            web.post("/api/action", self._act),
            *(web.get(path, self._frame_file) for path in simcord_seams.static_paths()),
        ]

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only this machine by name, nothing but public files without the key, and one request at a time."""
        if request.host not in (f"{HOST}:{self._port}", f"localhost:{self._port}"):
            raise web.HTTPForbidden
        given = request.match_info.get("key")
        if request.path.startswith("/api/"):
            given = _ticket(request)[0]
        if given is not None and not secrets.compare_digest(given.encode(), self._key.encode()):
            raise web.HTTPNotFound(text="Please open the link that the terminal shows.")
        try:
            async with self._turn:  # nobody looks at a world in the middle of a restart
                return await handler(request)
        except KeyError as missing:
            log.warning("demo.unknown", exc_info=missing)
            raise web.HTTPNotFound(text=f"There is no {missing} here.") from missing

    async def _page_file(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        body = files("bot.demo").joinpath("page", name)
        if "/" in name or not body.is_file():
            raise web.HTTPNotFound
        kind = PAGE_TYPES.get(name.rpartition(".")[2], "text/html")
        return web.Response(text=body.read_text("utf-8"), content_type=kind, headers=PAGE_HEADERS)

    async def _face(self, request: web.Request) -> web.Response:
        picture = self._faces[request.match_info["name"]]
        return web.Response(body=picture, content_type="image/png", headers={"Cache-Control": "max-age=3600"})

    async def _community(self, request: web.Request) -> web.Response:
        """What stays the same: who lives here, and the guided steps."""
        return _json(
            {
                "server": people.SERVER,
                "bot": people.BOT,
                "zone": people.ZONE,
                "people": [vars(person) for person in people.PEOPLE],
                "steps": [vars(step) for _, step in self._steps],
            }
        )

    async def _state(self, request: web.Request) -> web.Response:
        return self._state_for(request.query)

    def _state_for(self, visitor: Mapping[str, str]) -> web.Response:
        return _json({"world": self._worlds, **state_of(self._world, visitor["person"], visitor["room"])})

    async def _do(self, request: web.Request) -> web.Response:
        """One press of a button of the page: time, the bot, or something from an Apps menu."""
        wish = await request.json()
        try:
            sorry = await self._fulfil(wish)
            self._pages.publish()
        except (simcord.SetupError, simcord.BackendError, TimeoutError) as error:
            log.warning("demo.not_done", what=wish.get("what"), exc_info=error)
            return _json({"sorry": "That did not work here. Please try it again."})
        return _json({"sorry": sorry}) if sorry else self._state_for(wish)

    async def _fulfil(self, wish: Mapping[str, str]) -> str | None:
        """Do it. Returns a sentence when there was nothing to do."""
        match wish["what"]:
            case "hour":
                await self._world.advance(timedelta(hours=1))
            case "day":
                await self._world.advance(timedelta(days=1))
            case "next":
                if not await self._world.advance_to_next_prompt():
                    return NO_PROMPT
            case "restart":
                self._pages.close_forms()  # they belong to the bot before
                await self._world.restart_bot()
            case "again":
                await self._end()
                await self._begin()
            case "app":
                await self._use_app(wish)
            case "others":
                feature, _ = self._steps[int(wish["step"])]
                return str(await feature.let_others_act(self._world, wish["person"]))
            case unknown:
                raise KeyError(unknown)
        return None

    async def _use_app(self, wish: Mapping[str, str]) -> None:
        """Use an Apps command on a message of a room, or on a person while standing in the room."""
        spot = spot_of(self._world, wish["person"], wish["room"])
        target: simcord.ResponseMessage | simcord.MemberActor
        if "message" in wish:
            target = simcord_seams.message_in(self._world.env, spot.place, int(wish["message"]))
        else:
            target = self._world.person(wish["target"])
        answer = await self._world.person(wish["person"]).context_menu(spot.place, wish["name"], target)
        self._pages.show_form(wish["page"], answer)

    # Rooms, in the frame

    async def _frame(self, request: web.Request) -> web.Response:
        own = f"/{self._key}/file"
        styles = "".join(f'<link rel="stylesheet" href="{own}/{name}.css">' for name in ("theme", "room"))
        script = f'<script type="module" src="{own}/room.js"></script>'
        html = simcord_seams.frame_html().replace("</head>", f"{styles}{script}</head>")
        return web.Response(text=html, content_type="text/html", headers=simcord_seams.frame_headers())

    async def _frame_file(self, request: web.Request) -> web.StreamResponse:
        response = await self._pages.handler("static")(request)
        response.headers["Cache-Control"] = "max-age=3600"
        if request.path.endswith(".css") and isinstance(response, web.Response):
            # Its 30 MB of fonts would be loaded at every opening of a room; room.css brings them when needed.
            response.text = re.sub(r"@font-face\s*{[^}]*}", "", response.text or "")
        return response

    async def _open_room(self, request: web.Request) -> web.Response:
        _, person, key = _ticket(request)
        spot = spot_of(self._world, person, key)
        return _json(self._pages.open(spot.place, spot.viewer))

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        return await self._pages.asset(request)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        return await self._pages.act(request)

    def _by_preview(self, name: str) -> Handler:
        async def handler(request: web.Request) -> web.StreamResponse:
            return await self._pages.handler(name)(request)

        return handler


def _ticket(request: web.Request) -> tuple[str, str, str]:
    """Key, person and room that a frame sends with each request."""
    key, _, rest = request.headers.get("X-Simcord-Capability", "").partition("~")
    person, _, room = rest.partition("~")
    return key, person, room


def _json(value: Any) -> web.Response:
    return web.json_response(value, headers={"Cache-Control": "no-store"})
