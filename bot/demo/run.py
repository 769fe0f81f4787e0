"""`python -m bot demo`: with a browser, or with `--tour` in the terminal alone."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import webbrowser

from bot import logs
from bot.demo import people
from bot.demo.site import HOST, Site
from bot.demo.stage import Stage
from bot.demo.world import World, features


async def run_demo(*, port: int, open_browser: bool) -> None:
    """Show the community in a browser until Ctrl-C or SIGTERM.

    port: where to listen; 0 takes a free one. Raises OSError when it is taken.
    """
    logs.set_up(level="WARNING", form="text")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    site = Site(socket.create_server((HOST, port)))
    await site.start()
    try:
        print(f"{people.SERVER} is open on this computer:\n\n    {site.link}\n", flush=True)
        print("Ctrl-C closes it.", flush=True)
        if open_browser:
            await asyncio.to_thread(_open_browser, site.link)
        await stop.wait()
    finally:
        await site.close()
        print("Closed. Nothing was kept.")


def _open_browser(link: str) -> None:
    """Try to. The link is on the screen too, so nothing is lost without a browser."""
    with contextlib.suppress(webbrowser.Error, OSError):
        if type(webbrowser.get()) is not webbrowser.GenericBrowser:  # that would be one inside the terminal
            webbrowser.open(link)


async def run_tour() -> None:
    """Print what the bot is for, played by its people. What goes wrong is raised: the tour is a test too."""
    logs.set_up(level="WARNING", form="text")
    world = await World.begin()
    try:
        print(f"{people.SERVER}: an invented community.")
        print(f"Its people act, and the real bot, {people.BOT}, answers.")
        with world.env.time_context():
            for feature in features():
                await feature.tour(Stage(world))
        world.env.raise_errors()
    finally:
        await world.close()
    print("\nThat was the tour. Nothing was kept.")
