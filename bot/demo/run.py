"""`python -m bot demo`: with a browser, or with `--tour` in the terminal alone."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import webbrowser

from bot.demo import people
from bot.demo.site import HOST, Site


async def run_demo(*, port: int | None, open_browser: bool) -> None:
    """Show the community in a browser until Ctrl-C or SIGTERM.

    port: where to listen, a free one when None. Raises OSError when it is taken.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    site = Site(socket.create_server((HOST, port or 0)))
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
