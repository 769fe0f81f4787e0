"""`python -m tests.bot.running` is `python -m bot` in a world where Discord lets everybody in and says nothing.

Says `ready` once the bot would be at work. What a test wants to go wrong on the way to Discord is named in the
variable `WRONG`.
"""

import os
import sys
from typing import Any
from unittest import mock

import aiohttp
import discord
from discord.http import HTTPClient

from bot import cli
from bot.app import Banyan

ME = {"id": "5", "username": "Banyan", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "5",
    "name": "Banyan",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": ME,
    "team": None,
}


async def _log_in(http: HTTPClient, token: str) -> Any:
    if os.environ.get("WRONG") == "token":
        raise discord.LoginFailure("Improper token has been passed.")
    if os.environ.get("WRONG") == "network":
        raise aiohttp.ClientConnectionError
    return ME


async def _request(http: HTTPClient, route: discord.http.Route, **how: Any) -> Any:
    return APPLICATION if route.path == "/oauth2/applications/@me" else []


async def _connect(bot: Banyan, *, reconnect: bool = True) -> None:
    bot.jobs.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await bot._AutoShardedClient__queue.get()  # type: ignore[attr-defined]  # as discord.py's own: told by close()


if __name__ == "__main__":
    with (
        mock.patch.object(HTTPClient, "static_login", _log_in),
        mock.patch.object(HTTPClient, "request", _request),
        mock.patch.object(Banyan, "connect", _connect),
    ):
        cli.main()
