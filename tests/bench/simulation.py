"""A simulated Discord for measuring: things arrive, and it is written down when the bot's answer goes out.

simcord follows every task and callback of a bot, so that tests can wait for it; that would be measured too, and
more of it the more a bot awaits. Once the bot has started, the event loop is given back as it was, and nothing
here waits but for the answer itself. The private names of simcord and discord.py that this takes are here.
"""

import asyncio
import gc
import time
from collections import Counter
from typing import Any

import simcord
from discord.ext import commands
from simcord import _runtime, interactions
from simcord.backend import serializers

COMMAND, PRESS, FORM = 2, 3, 5  # Discord's numbers of what can arrive
_settle: Any = simcord.Env._settle_internal
_settle.__kwdefaults__["idle"] = 0.002  # seconds between looks whether a bot has started; 0.05 as shipped


class Simulation:
    """One bot in a simulated Discord.

    Args:
        bot: The bot, not started.
        servers: How many servers it is in, each with one room and one member.

    Attributes:
        rooms: The rooms, one a server.
        seconds_inside: How long the simulation itself took to serve the bot's requests.
    """

    def __init__(self, bot: commands.AutoShardedBot, servers: int = 1) -> None:
        self.bot = bot
        self.env = simcord.Env(bot, check_errors=False)
        self._made: Counter[str] = Counter()
        self.seconds_inside = 0.0
        self._awaited: dict[str, tuple[int, asyncio.Future[float]]] = {}
        self._arrived: dict[str, float] = {}
        self._answered: dict[str, asyncio.Future[float]] = {}
        member = self.env.create_user("member")
        self._guilds = [self.env.create_guild(f"Server {number}") for number in range(servers)]
        self.rooms = [guild.create_text_channel("daily") for guild in self._guilds]
        for guild in self._guilds:
            guild.add_member(member)
        self.member_id = member.id

    async def start(self) -> None:
        """Start the bot; it is ready when this returns, and everything that its start caused is done."""
        await self.env.start()
        _runtime._restore_loop(self.env)
        self._watch()
        gc.freeze()  # so that collecting garbage does not walk through the simulation's servers each time

    def arrive(
        self,
        kind: int,
        data: dict[str, Any],
        *,
        server: int = 0,
        on_message: int | None = None,
        by: int | None = None,
    ) -> asyncio.Future[float]:
        """Let something arrive; what is returned ends when the answer goes out, with the seconds until then.

        Args:
            kind: COMMAND, PRESS or FORM.
            data: What Discord says of it.
            server: In which server.
            on_message: The message whose button was pressed.
            by: Who does it; the one member whom every server has, unless somebody else is named.
        """
        backend, room = self.env.backend, self.rooms[server]
        record, payload = interactions.base_payload(
            backend,
            type=kind,
            channel_id=room.id,
            guild_id=backend.get_channel(room.id).guild_id,
            user_id=by or self.member_id,
            data=data,
        )
        if on_message is not None:
            payload["message"] = serializers.message_payload(backend, backend.get_message(room.id, on_message))
        answered = self._answered[str(record.id)] = asyncio.get_running_loop().create_future()
        backend.emit("INTERACTION_CREATE", payload)
        return answered

    def join(self, count: int) -> list[int]:
        """Let more people come to the first server, and return their ids."""
        people = [self.env.create_user(f"member {number}") for number in range(count)]
        for person in people:
            self._guilds[0].add_member(person)
        return [person.id for person in people]

    def made(self, what: str, count: int) -> asyncio.Future[float]:
        """Return what ends once the bot has made so many requests of a kind from now on, with that moment.

        Args:
            what: Method and route.
            count: How many.
        """
        reached: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._awaited[what] = (self._made[what] + count, reached)
        return reached

    def _watch(self) -> None:
        parsers = self.bot._connection.parsers
        parse = parsers["INTERACTION_CREATE"]

        def arrives(payload: Any) -> None:
            self._arrived[payload["id"]] = time.perf_counter()
            parse(payload)

        adapter: Any = self.env._webhook_adapter  # answers go this way, everything else by the client
        client: Any = self.bot.http
        answer, request = adapter.request, client.request

        async def answers(route: Any, session: Any, **how: Any) -> Any:
            *_, interaction_id, _, last = route.url.partition("?")[0].split("/")
            answered = self._answered.pop(interaction_id, None) if last == "callback" else None
            if answered is not None:
                answered.set_result(time.perf_counter() - self._arrived.pop(interaction_id))
            return await answer(route, session, **how)

        async def requests(route: Any, **how: Any) -> Any:
            began = time.perf_counter()
            what = f"{route.method} {route.path}"
            self._made[what] += 1
            count, reached = self._awaited.get(what, (0, None))
            if reached is not None and self._made[what] == count:
                reached.set_result(began)
            try:
                return await request(route, **how)
            finally:
                self.seconds_inside += time.perf_counter() - began

        parsers["INTERACTION_CREATE"], adapter.request, client.request = arrives, answers, requests


def command(name: str, sub: str | None = None, **options: str) -> dict[str, Any]:
    """Return what Discord says of a command.

    Args:
        name: The command, or its group.
        sub: The command in the group.
        **options: What was typed.
    """
    typed: list[dict[str, Any]] = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    if sub is not None:
        typed = [{"name": sub, "type": 1, "options": typed}]
    return {"id": "1", "name": name, "type": 1, "options": typed}


def press(custom_id: str) -> dict[str, Any]:
    """Return what Discord says of a button that was pressed."""
    return {"custom_id": custom_id, "component_type": 2}


def form(custom_id: str, *, who: int | None = None, **fields: str) -> dict[str, Any]:
    """Return what Discord says of a form that was sent; a field's id is `name:number`.

    Args:
        custom_id: The form's.
        who: The person picked in the field `who`, where the form has one.
        **fields: What was typed.
    """
    fresh = custom_id.rpartition(":")[2]
    controls: list[dict[str, Any]] = [
        {"type": 4, "custom_id": f"{name}:{fresh}", "value": value} for name, value in fields.items()
    ]
    if who is None:
        known = {}
    else:
        controls.append({"type": 5, "custom_id": f"who:{fresh}", "values": [str(who)]})
        known = {str(who): {"id": str(who), "username": "somebody", "discriminator": "0", "avatar": None}}
    components = [{"type": 18, "component": control} for control in controls]
    return {"custom_id": custom_id, "components": components, "resolved": {"users": known}}
