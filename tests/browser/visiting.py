"""Someone opens the demo in a browser, looks around as different people, and presses things."""

import shutil

from playwright.async_api import FrameLocator, Locator, Page, Response, expect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MOST_TIMES = 40
COUNT_PRESSES = "addEventListener('pointerdown', () => { top.presses = (top.presses ?? 0) + 1 }, true)"

COMES_TO_REST = """async () => {
  const ends = performance.now() + 30_000;
  while (!window.simcordPreview?.ready && performance.now() < ends) await new Promise(requestAnimationFrame);
  return Boolean(window.simcordPreview?.ready);
}"""


class Visitor:
    """Someone with the page open. `troubles` are the errors that the browser met."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("response", self._look_at)

    def _look_at(self, answer: Response) -> None:
        if answer.status >= 500:
            self.troubles.append(answer.url)

    async def opens(self, link: str) -> None:
        """Open the page; from now on the browser counts what is pressed."""
        await self.page.add_init_script(COUNT_PRESSES)
        await self.page.goto(link)

    # Looking

    @property
    def frame(self) -> FrameLocator:
        """The open room, once it is drawn."""
        return self.page.frame_locator("#stage[aria-busy=false] iframe")

    @property
    def messages(self) -> Locator:
        return self.frame.locator("#channel-message-list .channel-message")

    async def reads(self, words: str) -> None:
        await self.frame.locator("#channel-message-list").get_by_text(words).first.wait_for()

    async def reads_last(self, words: str) -> None:
        """Reads it in the newest message."""
        await expect(self.messages.last).to_contain_text(words)

    async def reads_nothing(self, words: str) -> None:
        """Reads what stands in an empty room."""
        await self.frame.locator("#channel-empty").get_by_text(words).wait_for()

    async def sees(self, words: str) -> bool:
        return await self.frame.locator("#channel-message-list").get_by_text(words).count() > 0

    # Doing

    async def presses(self, name: str) -> None:
        button = self.frame.get_by_role("button", name=name, exact=True).last
        await button.wait_for()
        await self._is_at_rest()
        await button.click()

    async def presses_so_far(self) -> int:
        """How often the page was pressed since it was opened, as the browser counted it."""
        return int(await self.page.evaluate("top.presses ?? 0"))

    async def holds_the_last_message(self) -> None:
        """What shows the way to Apps: a long press with a finger, here the pointer resting on it."""
        await self.messages.last.hover()

    async def chooses_app(self, name: str) -> None:
        """Press Apps on the message that is held, then one of what it offers."""
        await self.messages.last.get_by_role("button", name="Apps").click()
        await self.page.locator("#apps").get_by_role("button", name=name, exact=True).click()

    async def writes(self, field: str, words: str) -> None:
        """Write into a field of the open form."""
        await self.frame.get_by_role("dialog").get_by_role("textbox", name=field).fill(words)

    async def types_command(self, command: str) -> None:
        """Type a command without options, and send it."""
        await self.frame.locator("#channel-composer-input").fill(command)
        await self.frame.locator(".command-entry.is-active").filter(has_text=command).wait_for()
        await self.page.keyboard.press("Enter")
        await self.frame.locator(".command-row").wait_for()
        await self.page.keyboard.press("Enter")

    async def lets_the_others_speak(self, until: str) -> None:
        """Press the step's button, again and again, until the page says this."""
        button, said = self.page.locator("#step-others"), self.page.locator("#toast")
        for _ in range(MOST_TIMES):
            await button.click()
            await self.page.locator("#step-others:not([disabled])").wait_for()
            if until in await said.inner_text():
                return
        raise AssertionError(f"nobody said {until!r}")

    async def lets_time_pass(self, how: str) -> None:
        """Press a button of the clock: `hour`, `day` or `next`."""
        before = await self.page.locator("#time .clock").inner_text()
        await self._opens_the_side()
        await self.page.locator(f"[data-do={how}]").click()
        await self.page.locator(f"[data-do={how}]:not([disabled])").wait_for(state="attached")
        await expect(self.page.locator("#time .clock")).not_to_have_text(before)
        await self.page.keyboard.press("Escape")

    # Going

    async def goes_to_step(self, title: str) -> None:
        """Press *Next step* until the strip has come to it."""
        heading = self.page.locator("#strip h3")
        for _ in range(MOST_TIMES):
            before = await heading.inner_text()
            if before == title:
                return
            await self.page.locator("#step-next").click()
            await expect(heading).not_to_have_text(before)
        raise AssertionError(f"there is no step {title!r}")

    async def enters_the_thread_below(self, room: str) -> None:
        """Open the thread that came last below a room."""
        await self._opens_the_side()
        thread = self.page.locator(f"#spots li:has([data-key={room}]) + li.thread button")
        key = await thread.get_attribute("data-key")
        await thread.click()
        await self._stands_in(f"$='~{key}'")

    async def _opens_the_side(self) -> None:
        if await self.page.locator("#open-side").is_visible():
            await self.page.locator("#open-side").click()

    async def _is_at_rest(self) -> None:
        """What the page sends for itself, its size when a form opens, is done: a press meanwhile is not heard."""
        stage = await self.page.locator("#stage iframe").element_handle()
        frame = await stage.content_frame() if stage else None
        assert frame is not None
        assert await frame.evaluate(COMES_TO_REST)

    async def becomes(self, person: str) -> None:
        if not await self.page.locator("#people").is_visible():
            await self.page.locator("#who").click()
        await self.page.locator(f"#people [data-key={person}]").click()
        await self._stands_in(f"*='~{person}~'")

    async def goes_to(self, room: str) -> None:
        await self._opens_the_side()
        await self.page.locator(f"#spots [data-key={room}]").click()
        await self._stands_in(f"$='~{room}'")

    async def is_in(self, person: str, room: str) -> None:
        """Is this person, in this room, and it is drawn."""
        await self._stands_in(f"$='~{person}~{room}'")

    async def _stands_in(self, address: str) -> None:
        await self.page.locator(f"#stage[aria-busy=false] iframe[src{address}]").wait_for()
