"""Daily reflections in the demo: Noor turns them on, the strip leads through them, the tour plays them."""

from bot.demo import people
from bot.demo.stage import Stage, Step
from bot.demo.world import World

PLACE = 1  # of its steps in the strip
ROOM = "daily-reflection"

STEPS = (
    Step(
        "A question arrives",
        "The community is invented, the bot is real. Every morning at nine it brings one question here. Doing nothing "
        "is fine, today and always.",
        room=ROOM,
        person="sora",
    ),
    Step(
        "Answer for yourself",
        "Press Reflect, write a line, leave “Only me” chosen and submit. It goes into Sora’s own journal.",
        room=ROOM,
        person="sora",
    ),
    Step(
        "Find it again",
        "Type /journal list below and press Enter twice. /journal read opens one entry: share, change or delete it.",
        room=ROOM,
        person="sora",
    ),
    Step(
        "Look with other eyes",
        "Arjun does not find Sora’s answer here, and nothing shows that there is one. “You are”, at the top right, "
        "makes you anyone.",
        room=ROOM,
        person="arjun",
    ),
    Step(
        "Answer for everyone",
        "Press Reflect and choose “Everyone here, as me”. Then open the thread under the card. You can take it back.",
        room=ROOM,
        person="arjun",
    ),
    Step(
        "Let days pass",
        "“Next prompt”, below the rooms, brings another morning. “Restart the bot” stops and starts it: every card "
        "goes on working, old ones too.",
        room=ROOM,
        person="lani",
    ),
    Step(
        "Set it up",
        "Noor runs this server. Type as her: /settings show tells what is set, /settings set changes it.",
        room="team",
        person="noor",
    ),
)


async def seed(world: World) -> None:
    """Turn daily reflections on, as an admin would."""
    for name, value in (
        ("server.zone", people.ZONE),
        ("server.team_room", "#team"),
        ("reflections.room", f"#{ROOM}"),
    ):
        await world.person("noor").slash(world.room("team"), "settings set", name=name, value=value)


async def tour(stage: Stage) -> None:
    """Play a morning: one answer kept, one shared and taken back, a restart, and another day."""
    stage.heading("A question arrives in #daily-reflection")
    card = stage.latest(ROOM)
    stage.shows(card)

    stage.heading("Sora answers, only for themself")
    form = await stage.presses("sora", card, "Reflect")
    words = "I would rather think about this one on the bus. A first line, so that I find it again."
    await stage.submits("sora", form, {"Your words": words, "Who may read them": "Only me"})
    await stage.uses("sora", ROOM, "journal list")
    await stage.uses("arjun", ROOM, "journal list")

    stage.heading("Arjun answers for everyone, and takes it back")
    form = await stage.presses("arjun", card, "Reflect")
    words = "Something of my grandfather's that everyone else had given up on. It still works, mostly."
    answer = await stage.submits("arjun", form, {"Your words": words, "Who may read them": "Everyone here, as me"})
    stage.thread_of(card)
    if answer.response is not None:
        await stage.presses("arjun", answer.response, "Take back")
    stage.thread_of(card)

    stage.heading("The bot is restarted; the same card goes on working")
    await stage.world.restart_bot()
    await stage.presses("lani", card, "Another angle")

    await stage.world.advance_to_next_prompt()
    stage.heading("The next morning")
    stage.shows(stage.latest(ROOM))
