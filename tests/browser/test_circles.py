"""One person lives through a story circle with four others, live and slow: in a browser, as in the demo."""

from cogs.circles.afterwards import after_texts
from cogs.circles.demo import ROOM, STEPS
from cogs.circles.forming import form_texts
from cogs.circles.sitting import step_texts, telling_texts
from tests.browser.visiting import Visitor

TOLD = "My two families set the table in two ways. I do it in a third."
ANNOUNCED, BEGINS, TELLS, COMES_BACK, BECOMES, HOSTS = (step.title for step in STEPS)
MY_TURN, A_LINE, ENDED = "It is your turn", "Each of them gave you a line", "This circle has ended"
A_WORD = "Each has left a closing word"
TITLE = "Two calendars on one wall"


async def sora_sits_in_the_circle(visitor: Visitor) -> None:
    await visitor.goes_to_step(ANNOUNCED)
    await visitor.presses(form_texts.ABOUT.source)
    await visitor.reads_last("Who can look in")
    await visitor.presses(form_texts.JOIN.source)
    await visitor.reads_last("You have a seat.")
    await visitor.goes_to_step(BEGINS)
    await visitor.lets_the_others_speak("Now it is up to you")
    await visitor.enters_the_thread_below(ROOM)
    await visitor.presses(step_texts.AGREE.source)


async def test_one_person_alone_lives_through_a_circle_from_the_invitation_to_what_is_kept(visitor: Visitor) -> None:
    await sora_sits_in_the_circle(visitor)
    await visitor.goes_to_step(TELLS)
    await visitor.lets_the_others_speak(MY_TURN)
    await visitor.enters_the_thread_below(ROOM)
    await visitor.presses(step_texts.FORM.source)
    await visitor.writes(telling_texts.YOUR_WORDS.source, TOLD)
    await visitor.presses("Submit")
    await visitor.reads(TOLD)
    await visitor.presses(step_texts.DONE.source)
    await visitor.lets_the_others_speak(MY_TURN)
    await visitor.presses(step_texts.PASS.source)

    await visitor.goes_to_step(COMES_BACK)
    await visitor.lets_the_others_speak(A_LINE)
    await visitor.enters_the_thread_below(ROOM)
    await visitor.presses(step_texts.LINES.source)
    await visitor.presses(telling_texts.SHOW_LINE.source)

    await visitor.goes_to_step(BECOMES)
    await visitor.lets_the_others_speak(A_WORD)
    await visitor.enters_the_thread_below(ROOM)
    await visitor.presses(step_texts.MY_STORIES.source)
    await visitor.reads_last(TOLD)
    await visitor.presses(after_texts.KEEP_CIRCLE.source)
    await visitor.lets_the_others_speak(ENDED)

    await visitor.becomes("arjun")
    await visitor.types_command("/circle archive")
    await visitor.reads_last(TOLD)
    await visitor.becomes("yusuf")
    await visitor.goes_to(ROOM)
    await visitor.types_command("/circle archive")
    await visitor.reads_last(after_texts.EMPTY.source)
    assert not await visitor.sees(TOLD)


async def test_one_person_alone_hosts_a_slow_circle_in_which_days_pass(visitor: Visitor) -> None:
    await visitor.goes_to_step(HOSTS)
    await visitor.types_command("/circle open")
    await visitor.writes(form_texts.FIELD_TITLE.source, TITLE)
    await visitor.frame.get_by_role("dialog").get_by_text(form_texts.PACE_SLOW.source, exact=True).click()
    await visitor.presses("Submit")
    await visitor.reads(TITLE)
    await visitor.lets_the_others_speak("They have joined")
    await visitor.presses(form_texts.BEGIN.source)
    await visitor.enters_the_thread_below(ROOM)
    await visitor.lets_the_others_speak("One of them has told")
    await visitor.reads_last("the turn of @Dilnoza")
    await visitor.lets_time_pass("day")
    await visitor.enters_the_thread_below(ROOM)
    await visitor.reads_last("the turn of @Tashi")
    await visitor.reads_last("@Dilnoza")  # whose turn comes again, at the end of the round

    for _ in range(6):
        await visitor.lets_the_others_speak("One of them has told")
    await visitor.presses(step_texts.GO_ON.source)
    await visitor.reads_last(step_texts.TALK_ABOUT.source)
