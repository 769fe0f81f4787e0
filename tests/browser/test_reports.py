"""Someone tells the team, the team decides, and who must not find it does not: in a browser, as in the demo."""

from playwright.async_api import expect

from cogs.reports.casework import case_texts
from cogs.reports.deciding import measure_texts
from cogs.reports.demo import STEPS
from cogs.reports.telling import texts
from tests.browser.visiting import Visitor

MESSAGE = "Dilnoza, you grew up in Berlin."


async def dilnoza_tells_in_four_presses(visitor: Visitor) -> None:
    """Hold Yusuf's last message, Apps, Tell the team, Submit: nothing has to be written."""
    await visitor.becomes("dilnoza")
    await visitor.goes_to("exchange")
    await visitor.reads_last(MESSAGE)
    before = await visitor.presses_so_far()
    held = 1
    await visitor.holds_the_last_message()
    await visitor.chooses_app(texts.TELL_THE_TEAM.source)
    await visitor.presses("Submit")
    await visitor.reads_last("Kept:")
    assert held + await visitor.presses_so_far() - before == 4
    await visitor.presses(texts.SEND_NOW.source)
    await visitor.reads_last("the team has it")


async def thuy_opens_the_case_in_two_presses(visitor: Visitor) -> None:
    await visitor.presses(case_texts.OPEN.source)
    await visitor.presses(case_texts.SHOW.source)
    await visitor.reads_last(MESSAGE)


async def test_four_presses_tell_the_team_and_it_asks_by_a_letter_that_says_nothing(visitor: Visitor) -> None:
    question, answer = "Would it help if one of us spoke with them first?", "Yes. I do not want anybody gone."
    await dilnoza_tells_in_four_presses(visitor)
    name = await visitor.messages.last.locator("em").first.inner_text()
    await visitor.presses(texts.A_NOTE.source)
    await visitor.reads_last(texts.MAY_WRITE_YES.source)
    await visitor.types_command("/report mine")
    await visitor.reads_last(texts.MINE_TITLE.source.strip("*"))
    await visitor.reads_last(name)

    await visitor.becomes("thuy")
    await visitor.goes_to("team")
    await thuy_opens_the_case_in_two_presses(visitor)
    assert not await visitor.sees(name)
    await visitor.presses(case_texts.ASK.source)
    await visitor.writes(case_texts.ASK_FIELD.source, question)
    await visitor.presses("Submit")
    await visitor.reads_last("Asked.")

    await visitor.becomes("dilnoza")
    await visitor.goes_to("letters")
    await visitor.reads_last(texts.LETTER_SAYS.source)
    assert not await visitor.sees(question)
    await visitor.presses(texts.LETTER_LABEL.source)
    await visitor.reads_last(question)
    await visitor.presses(texts.ANSWER.source)
    await visitor.writes(texts.ANSWER_WORDS.source, answer)
    await visitor.presses("Submit")
    await visitor.reads_last(texts.ANSWERED.source)

    await visitor.becomes("thuy")
    await visitor.goes_to("team")
    await thuy_opens_the_case_in_two_presses(visitor)
    await visitor.reads_last(answer)


async def test_a_case_is_decided_in_five_presses_and_whom_it_is_about_can_appeal(visitor: Visitor) -> None:
    rule = "Nobody here decides who somebody is."
    await dilnoza_tells_in_four_presses(visitor)
    await visitor.becomes("thuy")
    await visitor.goes_to("team")
    before = await visitor.presses_so_far()
    await thuy_opens_the_case_in_two_presses(visitor)
    await visitor.presses(case_texts.DECIDE.source)
    await visitor.writes(measure_texts.RULE.source, rule)
    await visitor.presses("Submit")
    await visitor.reads_last(rule)
    await visitor.presses(measure_texts.DO_IT.source)
    await visitor.reads_last("Done.")
    assert await visitor.presses_so_far() - before == 5

    await visitor.becomes("yusuf")
    await visitor.goes_to("letters")
    assert not await visitor.sees(rule)
    await visitor.presses(measure_texts.READ.source)
    await visitor.reads_last(rule)
    assert not await visitor.sees("Thuy")
    assert not await visitor.sees("Dilnoza")
    await visitor.presses(measure_texts.ASK_AGAIN.source)
    await visitor.writes(measure_texts.APPEAL_WORDS.source, "I meant it as a joke.")
    await visitor.presses("Submit")
    await visitor.reads_last("Kept")

    await visitor.becomes("kenji")
    await visitor.goes_to("team")
    await visitor.reads_last("An appeal is waiting")


async def test_kenji_finds_no_trace_of_the_case_about_him_and_thuy_reads_it(visitor: Visitor) -> None:
    await visitor.becomes("thuy")
    await visitor.goes_to("team")
    await visitor.types_command("/case list")
    await visitor.reads_last(case_texts.LIST_TITLE.source.strip("*"))
    name = await visitor.messages.last.locator("em").inner_text()
    await visitor.presses(name)
    await visitor.presses(case_texts.SHOW.source)
    await visitor.reads_last("away to see my grandmother")
    await visitor.reads_last("Kenji Alvarado")

    await visitor.becomes("kenji")
    await visitor.types_command("/case list")
    await visitor.reads_last(case_texts.LIST_EMPTY.source)
    assert not await visitor.sees(name)
    await visitor.goes_to("letters")
    await visitor.reads_nothing("Banyan has not written to you.")


async def test_the_card_opens_the_form_and_the_keyboard_alone_fills_and_sends_it(visitor: Visitor) -> None:
    await visitor.becomes("sora")
    await visitor.goes_to("welcome")
    await visitor.reads(texts.DOOR_TITLE.source.strip("# "))
    await visitor.page.locator(".skip").focus()
    await visitor.page.keyboard.press("Enter")
    await visitor.page.keyboard.press("Tab")
    await expect(visitor.frame.get_by_role("button", name=texts.DOOR_BUTTON.source)).to_be_focused()
    await visitor.page.keyboard.press("Enter")

    form = visitor.frame.get_by_role("dialog", name=texts.FORM_TITLE.source)
    left_out = form.get_by_role("group", name=texts.LEFT_OUT.source)
    my_name = form.get_by_role("radiogroup", name=texts.MY_NAME.source)
    await expect(left_out.get_by_role("checkbox", name="Thuy Larsen")).to_be_focused()
    await visitor.page.keyboard.press("Tab")
    kenji = left_out.get_by_role("checkbox", name="Kenji Alvarado")
    await expect(kenji).to_be_focused()
    await visitor.page.keyboard.press("Space")
    await expect(kenji).to_be_checked()
    await visitor.page.keyboard.press("Tab")
    await expect(my_name.get_by_role("radio", name=texts.NOT_SHOWN_ABOUT.source)).to_be_focused()
    await visitor.page.keyboard.press("ArrowDown")
    await expect(my_name.get_by_role("radio", name=texts.SHOWN_ABOUT.source)).to_be_checked()
    await visitor.page.keyboard.press("Tab")
    await expect(form.get_by_role("textbox", name=texts.WORDS.source)).to_be_focused()
    await visitor.page.keyboard.type("It is not the first time.")
    await visitor.page.keyboard.press("Tab")
    await expect(form.get_by_role("combobox", name=texts.WHO.source)).to_be_focused()
    await visitor.page.keyboard.press("Tab")
    await expect(form.get_by_role("button", name="Cancel")).to_be_focused()
    await visitor.page.keyboard.press("Tab")
    await expect(form.get_by_role("button", name="Submit")).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await visitor.reads_last("Kept:")
    await expect(form).to_have_count(0)
    await expect(visitor.messages.last).to_be_focused()
    await visitor.page.keyboard.press("Tab")
    await expect(visitor.messages.last.get_by_role("button", name="Dismiss message")).to_be_focused()
    await visitor.page.keyboard.press("Tab")
    await expect(visitor.messages.last.get_by_role("button", name=texts.SEND_NOW.source)).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await visitor.reads_last("the team has it")
    await expect(visitor.messages.last).to_be_focused()


async def test_the_steps_lead_to_the_right_person_and_room(visitor: Visitor) -> None:
    title, say = visitor.page.locator("#strip h3"), visitor.page.locator("#strip .say")
    count, following = visitor.page.locator("#strip .count"), visitor.page.locator("#step-next")
    while await title.inner_text() != STEPS[0].title:
        before = await count.inner_text()
        await following.click()
        await expect(count).not_to_have_text(before)
    for step in STEPS:
        await expect(title).to_have_text(step.title)
        await expect(say).to_have_text(step.say)
        await visitor.is_in(step.person, step.room)
        if step != STEPS[-1]:
            await following.click()
    await visitor.becomes("tashi")  # who may not see the room of the team
    await visitor.is_in("tashi", "welcome")
    await visitor.page.get_by_role("button", name="Take me there").click()
    await visitor.is_in(STEPS[-1].person, STEPS[-1].room)
