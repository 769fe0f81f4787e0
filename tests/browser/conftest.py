"""A visitor of the demo, at a desk and with a phone. Skipped on a machine without a Chromium."""

import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

from bot.demo.site import HOST, Site
from tests.browser.visiting import CHROMIUM, QUIET, Visitor

expect.set_options(timeout=30_000)  # milliseconds: as long as everything else in the browser is waited for


@pytest_asyncio.fixture(params=[(1280, 800), (390, 844)], ids=["desk", "phone"])
async def visitor(request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    site = Site(socket.create_server((HOST, 0)))
    await site.start()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            width, height = request.param
            page = await browser.new_page(viewport={"width": width, "height": height})
            visitor = Visitor(page)
            await visitor.opens(site.link)
            yield visitor
            await browser.close()
            assert visitor.troubles == []
    finally:
        await site.close()
