"""A visitor opens the demo in a browser."""

from playwright.async_api import expect

from tests.browser.visiting import Visitor

WORDS = "A pothos that has moved house with me six times."


async def test_a_visitor_answers_in_private_finds_it_again_and_nobody_else_does(visitor: Visitor) -> None:
    await visitor.reads("Answer for yourself or for everyone.")
    await visitor.presses("Reflect")
    await visitor.frame.get_by_label("Your words").fill(WORDS)
    await visitor.presses("Submit")
    await visitor.reads("Kept, only for you.")
    await visitor.presses("More")
    await visitor.presses("My journal")
    await visitor.reads(WORDS)
    await visitor.becomes("arjun")
    await visitor.reads("Answer for yourself or for everyone.")
    assert not await visitor.sees(WORDS)
    await visitor.presses("More")
    await visitor.presses("My journal")
    await visitor.reads("Your journal here is empty.")
    assert not await visitor.sees(WORDS)


async def test_what_is_shared_stands_in_the_thread_for_everyone(visitor: Visitor) -> None:
    await visitor.presses("Reflect")
    await visitor.frame.get_by_label("Your words").fill(WORDS)
    await visitor.frame.get_by_text("Everyone here, as me").click()
    await visitor.presses("Submit")
    await visitor.reads("Kept, and shared as you")
    await visitor.becomes("tashi")
    await visitor.frame.locator("button.thread-summary").click()
    await visitor.reads(WORDS)


async def test_a_form_shows_who_may_read_without_scrolling_and_begins_at_the_words(visitor: Visitor) -> None:
    await visitor.presses("Reflect")
    words = visitor.frame.get_by_label("Your words")
    await expect(words).to_be_focused()
    for choice in ("Only me", "Everyone here, as me"):
        await expect(visitor.frame.get_by_text(choice, exact=True)).to_be_in_viewport(ratio=1)


async def test_a_command_line_offers_what_there_is_and_is_sent_by_the_keyboard_alone(visitor: Visitor) -> None:
    await visitor.becomes("noor")
    line = visitor.frame.locator("#channel-composer-input")
    await line.fill("/settings set")
    await line.press("Enter")
    offered = visitor.frame.locator(".command-suggestion")
    await offered.filter(has_text="reflections.room").wait_for()
    await visitor.page.keyboard.type("reflections.room")
    await expect(offered).to_have_count(1)
    await visitor.page.keyboard.press("Enter")
    await offered.filter(has_text="#exchange").wait_for()
    await visitor.page.keyboard.type("exchange")
    await expect(offered).to_have_count(1)
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.frame.locator(".command-option-input").last).to_have_value("#exchange")
    await visitor.page.keyboard.press("Enter")
    await visitor.reads("Room is now: #exchange")


async def test_the_thread_of_an_older_day_opens_from_its_card(visitor: Visitor) -> None:
    for _ in range(4):
        if await visitor.page.locator("#open-side").is_visible():
            await visitor.page.locator("#open-side").click()
        await visitor.page.get_by_role("button", name="Next prompt").click()
        await visitor.page.locator("[data-do=next]:not([disabled])").wait_for(state="attached")
        await visitor.page.locator("#stage[aria-busy=false]").wait_for()
    await visitor.frame.locator("button.thread-summary").first.click()
    await visitor.reads_nothing("Nothing has been shared here yet.")


async def test_a_form_that_was_open_at_a_restart_leaves_a_room_that_works(visitor: Visitor) -> None:
    await visitor.presses("Reflect")
    await visitor.frame.get_by_label("Your words").fill(WORDS)
    await visitor.frame.get_by_label("Your words").press("Escape")
    if await visitor.page.locator("#open-side").is_visible():
        await visitor.page.locator("#open-side").click()
    await visitor.page.get_by_role("button", name="Restart the bot").click()
    await visitor.page.get_by_text("The bot was restarted.").wait_for()
    await visitor.page.keyboard.press("Escape")
    await visitor.presses("Another angle")
    await visitor.reads("A gentler way in, only for you:")
    await visitor.reads("A gentler way in")
