"""Reports in the demo: Dilnoza tells the team without a name, Thuy works it, Yusuf is decided about.

And Lani told something about Kenji, who is of the team, and cannot find it.
"""

from datetime import timedelta

import simcord

from bot.demo.stage import Stage, Step, filled_in
from bot.demo.world import World
from cogs.reports.telling import texts

PLACE = 3  # of its steps in the strip
ROOM, TEAM, LETTERS = "exchange", "team", "letters"

STEPS = (
    Step(
        "Tell without your name",
        "Yusuf’s last message hurt Dilnoza. Press Apps on it, then Tell the team. You need not write anything. "
        "Submit; then press “A short neutral note” and “Send now”.",
        room=ROOM,
        person="dilnoza",
    ),
    Step(
        "Work it as a moderator",
        "Press “Open the case”, then “Show the case”. Press “Ask one question” and ask it as you would ask a friend.",
        room=TEAM,
        person="thuy",
    ),
    Step(
        "Be asked, and answer",
        "Banyan wrote only that there is something. Press “See what is new”, then Answer; skipping is an answer, too.",
        room=LETTERS,
        person="dilnoza",
    ),
    Step(
        "Decide, with a preview",
        "Open the case again and press Decide. One step is suggested; name the rule. What comes next shows exactly "
        "what Yusuf gets. Do it, or leave it.",
        room=TEAM,
        person="thuy",
    ),
    Step(
        "Be decided about",
        "Press “Read the letter”, then “Ask for another look”; write a sentence. Kenji, who did not decide it, hears.",
        room=LETTERS,
        person="yusuf",
    ),
    Step(
        "What Kenji cannot find",
        "Lani told the team about Kenji this morning. Try as him: /case list, /case next, /case search. Then go and "
        "be Thuy: she was written to.",
        room=TEAM,
        person="kenji",
    ),
)


async def seed(world: World) -> None:
    """Let Noor name who takes reports, let them accept, and let Lani tell something about one of them."""
    noor, team = world.person("noor"), world.room(TEAM)
    await _set(world, "server.team_room", f"#{TEAM}")
    await _set(world, "reports.room", "#welcome")
    for key in ("thuy", "kenji"):
        person = world.person(key)
        await noor.slash(team, "settings set", name="reports.roster", value=f"<@{person.id}>")
        guide = await person.slash(team, "safety accept")
        assert guide.response is not None
        await person.click(guide.response, label="I take this on")
    await _tell_about_kenji(world)


async def _set(world: World, name: str, value: str) -> None:
    await world.person("noor").slash(world.room(TEAM), "settings set", name=name, value=value)


async def _tell_about_kenji(world: World) -> None:
    lani = world.person("lani")
    form = await lani.context_menu(world.room("welcome"), texts.TELL_ABOUT.source, world.person("kenji"))
    words = "Three times this month he told a room that I was away to see my grandmother. Nobody had to know that."
    await lani.submit_modal(form, filled_in(form, {texts.WORDS.source: words}))
    await world.advance(timedelta(minutes=11))


async def tour(stage: Stage) -> None:
    """Play a case from the first press to the appeal, and look for the one that Kenji may not see."""
    stage.heading("Dilnoza tells the team, without her name")
    message = stage.last_words(ROOM)
    form = await stage.uses_app("dilnoza", ROOM, texts.TELL_THE_TEAM.source, message)
    words = "It is not the first time. I was born in Berlin, and I count in three languages."
    kept = await stage.submits("dilnoza", form, {texts.WORDS.source: words})
    note = await stage.presses("dilnoza", _answer(kept), texts.A_NOTE.source)
    await stage.presses("dilnoza", _answer(note, kept), texts.SEND_NOW.source)

    stage.heading("Thuy opens it")
    card = stage.latest(TEAM)
    stage.shows(card)
    before = await stage.presses("thuy", card, "Open the case")
    case = await stage.presses("thuy", _answer(before), "Show the case")
    form = await stage.presses("thuy", _answer(case, before), "Ask one question")
    await stage.submits("thuy", form, {"Your question": "Would it help if one of us spoke with him first?"})

    stage.heading("Dilnoza is asked, and answers")
    letter = stage.letter_to("dilnoza")
    stage.shows(letter, only="dilnoza")
    asked = await stage.presses("dilnoza", letter, "See what is new", in_letters=True)
    form = await stage.presses("dilnoza", _answer(asked), "Answer", in_letters=True)
    answer = "Yes. I do not want him gone. I want him to think before he says who counts."
    await stage.submits("dilnoza", form, {"Your answer": answer}, in_letters=True)

    stage.heading("Thuy decides, and sees first what Yusuf will get")
    before = await stage.presses("thuy", stage.latest(TEAM), "Open the case")
    case = await stage.presses("thuy", _answer(before), "Show the case")
    form = await stage.presses("thuy", _answer(case, before), "Decide")
    preview = await stage.submits("thuy", form, {"Which rule, in a few words": "Nobody here decides who somebody is."})
    await stage.presses("thuy", _answer(preview), "Do it")

    stage.heading("Yusuf reads it, and asks for another look")
    letter = stage.letter_to("yusuf")
    stage.shows(letter, only="yusuf")
    notice = await stage.presses("yusuf", letter, "Read the letter", in_letters=True)
    form = await stage.presses("yusuf", _answer(notice), "Ask for another look", in_letters=True)
    plea = {"What should the team know?": "I meant it as a joke among us. I see now that it was not one for her."}
    await stage.submits("yusuf", form, plea, in_letters=True)

    stage.heading("Lani told something about Kenji, and Kenji cannot find it")
    await stage.uses("kenji", TEAM, "case list")
    stage.shows(stage.letter_to("thuy"), only="thuy")


def _answer(*results: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The newest message among some answers; an answer that only changed the message before has none of its own."""
    for result in results:
        for message in (*reversed(result.followups), result.response):
            if message is not None:
                return message
    raise LookupError("nothing was answered")
