"""Circles in the demo: Meher invites, four say yes, and whoever visits lives through one with them.

*Let the others speak* plays the others by the buttons that everybody has, until it is up to the visitor.
"""

import contextlib
from collections.abc import Mapping
from datetime import timedelta

import discord
import simcord

from bot.demo import people
from bot.demo.stage import Stage as Tour
from bot.demo.stage import Step, filled_in
from bot.demo.world import World
from cogs.circles import keeping, names
from cogs.circles.circle import ROUNDS, Circle, Pace, Seat, Stage
from cogs.circles.demo_words import CLOSING, DEBRIEF, LINES, PAIR, TALK, TITLE, TOLD
from cogs.circles.forming import form_texts
from cogs.circles.hosting import host_texts
from cogs.circles.rules import FEWEST
from cogs.circles.sitting import step_texts, telling_texts
from data import cards, circles
from data.circles import CircleRow

PLACE = 2  # of its steps in the strip
ROOM, HOST, VISITOR = "story-circles", "meher", "sora"
TELLERS, LISTENER = ("arjun", "dilnoza", "tashi", "noor"), "lani"
WHEN = "2026-03-12 20:00"  # a Thursday, so far ahead that days can pass before; Meher may begin sooner
OTHERS = "Let the others speak"
DEEDS = 40  # of the others at most before it is the visitor's turn again
MOMENT = timedelta(seconds=3)  # until a change is shown

STEPS = (
    Step(
        "A circle is announced",
        "Meher invites people to tell and listen in turn. Press “What happens here?”, then “Join”. Listening is a full "
        "part, too.",
        room=ROOM,
        person=VISITOR,
    ),
    Step(
        "It begins",
        "Press “Let the others speak”: Meher begins, and the others agree. A thread has appeared below the room. Open "
        "it and press “I agree”.",
        room=ROOM,
        person=VISITOR,
        others=OTHERS,
    ),
    Step(
        "Tell and listen",
        "Let the others speak until it is your turn. Then write in the thread, or use the form; press “I’m done”, or "
        "“Pass”. There are two rounds.",
        room=ROOM,
        person=VISITOR,
        others=OTHERS,
    ),
    Step(
        "What comes back",
        "After the last story each person may give you one line. Only you see it, under “Lines for me”; you show it or "
        "keep it. Then people talk, and a few questions end it.",
        room=ROOM,
        person=VISITOR,
        others=OTHERS,
    ),
    Step(
        "What becomes of it",
        "Nothing is kept unless you say so: press “My stories” on the last card. /circle archive shows it later; "
        "“+1 day” brings the day after.",
        room=ROOM,
        person=VISITOR,
        others=OTHERS,
    ),
    Step(
        "Host one, live or slow",
        "Be Meher: type /circle open, and choose “Slow” for a circle in which a turn lasts a day. The others join and "
        "speak when you let them; “+1 day” shows what happens when nobody does. /circles list is for facilitators.",
        room=ROOM,
        person=HOST,
        others=OTHERS,
    ),
)


async def seed(world: World) -> None:
    """Turn circles on, let Meher invite, and let four people and a listener say yes."""
    for name, value in (("circles.room", f"#{ROOM}"), ("circles.facilitators", "@Facilitator")):
        await world.person("noor").slash(world.room("team"), "settings set", name=name, value=value)
    room, host = world.room(ROOM), world.person(HOST)
    form = await host.slash(room, "circle open")
    theme = form_texts.THEMES["bridges"].source
    opened = await host.submit_modal(form, filled_in(form, {"Title": TITLE, "Theme": theme, "When": WHEN}))
    assert opened.response is not None
    while (await _newest(world)).pair_id != PAIR:
        await host.click(opened.response, label=form_texts.ANOTHER_PAIR.source)
    await world.advance(MOMENT)
    for person in TELLERS:
        await world.person(person).click(_invitation(world), label=form_texts.JOIN.source)
    await world.person(LISTENER).click(_invitation(world), label=form_texts.LISTEN.source)
    await world.advance(MOMENT)


async def let_others_act(world: World, visitor: str) -> str:
    """Let everybody but the visitor do what they would do, until it is up to the visitor. Returns a sentence."""
    for _ in range(DEEDS):
        with contextlib.suppress(TimeoutError):  # a busy machine: what was pressed is done all the same
            said = await _Circle(world, await _newest(world), visitor).goes_on()
            await world.advance(MOMENT)
            if said:
                return said
    return "The others have said what they had to say."


async def tour(stage: Tour) -> None:
    """Play a circle from the invitation to the day after."""
    world = stage.world
    stage.heading("Meher has announced a circle")
    stage.shows(_invitation(world))
    await stage.presses(VISITOR, _invitation(world), form_texts.ABOUT.source)
    await stage.presses(VISITOR, _invitation(world), form_texts.JOIN.source)
    await let_others_act(world, VISITOR)

    stage.heading("It begins in a private thread, with what everybody agrees on")
    circle = _Circle(world, await _newest(world), VISITOR)
    stage.shows(await circle.card())
    await stage.presses(VISITOR, await circle.card(), step_texts.AGREE.source)
    heard = 0
    for name in ("one", "two"):
        await world.advance(MOMENT)
        await let_others_act(world, VISITOR)
        stage.heading(f"Round {name}: the others have told, and it is Sora’s turn")
        heard = stage.hears(circle.thread(), after=heard)
        stage.shows(await circle.card())
        await circle.says(VISITOR, TOLD[f"round_{name}"][VISITOR])
        heard = stage.hears(circle.thread(), after=heard)
        await stage.presses(VISITOR, await circle.card(), step_texts.DONE.source)
    await world.advance(MOMENT)
    await let_others_act(world, VISITOR)

    stage.heading("A line from each who listened, for Sora first")
    stage.shows(await circle.card())
    await stage.presses(VISITOR, await circle.card(), step_texts.LINES.source)

    stage.heading("They talk, look back with a few questions, and end")
    for _ in range(DEEDS):
        await let_others_act(world, VISITOR)
        heard = stage.hears(circle.thread(), after=heard)
        if (await _newest(world)).closed_at is not None:
            break
    stage.shows(await circle.card())


async def _newest(world: World) -> CircleRow:
    """The circle that was announced last."""
    async with world.bot.kit.store.reading() as session:
        newest = await circles.newest(session, world.guild.id)
    if newest is None:
        raise LookupError("there is no circle")
    return newest


def _invitation(world: World) -> discord.Message:
    """The card in the room."""
    for message in reversed(world.room(ROOM).history()):
        if message.author.bot and message.components:
            return message
    raise LookupError("there is no invitation")


class _Circle:
    """One circle as it is now, and what the others do in it."""

    def __init__(self, world: World, row: CircleRow, visitor: str) -> None:
        self._world = world
        self._row = row
        self._visitor = visitor
        self._keys = {world.person(person.key).id: person.key for person in people.PEOPLE}

    async def goes_on(self) -> str:
        """Do one thing that somebody else would do. Returns a sentence when it is up to the visitor."""
        async with self._world.bot.kit.store.reading() as session:
            seals = await self._world.bot.kit.seals.of(session, self._world.guild.id)
            circle = await keeping.load(session, seals, self._row)
        if circle.is_over:
            return "This circle has ended. “+1 day” brings the day after; /circle open begins another."
        if circle.paused_at is not None:
            return "There is a pause. Press “Go on” when you like."
        if circle.stage is Stage.GATHERING:
            return await self._begins(circle)
        if circle.stage is Stage.AGREEMENTS:
            return await self._agrees(circle)
        if circle.stage in ROUNDS:
            return await self._tells(circle)
        return await self._talks(circle)

    # Each stage

    async def _begins(self, circle: Circle) -> str:
        """First they join, where the visitor has invited them; then whoever hosts begins."""
        joins = [key for key in TELLERS if key != self._visitor and not self._sits(circle, key)]
        if joins and len(circle.tellers) < FEWEST:
            await self._world.person(joins[0]).click(_invitation(self._world), label=form_texts.JOIN.source)
            return ""
        host = self._host(circle)
        if self._visitor == host:
            return "They have joined. You host: press “Begin” when you like."
        await self._world.person(host).click(_invitation(self._world), label=form_texts.BEGIN.source)
        return ""

    async def _agrees(self, circle: Circle) -> str:
        waiting = [seat for seat in self._others(circle) if not seat.agreed]
        if not waiting:
            return "The others agree. Now it is up to you: open the thread below the room."
        await self._presses(self._key(waiting[0]), step_texts.AGREE.source)
        return ""

    async def _tells(self, circle: Circle) -> str:
        holder = circle.seat(circle.holder if circle.holder is not None else circle.queue[0])
        if circle.holder is None:
            begins = next((seat for seat in self._others(circle) if seat.id in circle.queue), None)
            if begins is None:
                return "You are the only one who is still to be asked: press “I begin”."
            await self._presses(self._key(begins), step_texts.I_BEGIN.source)
            return ""
        if self._key(holder) == self._visitor:
            return "It is your turn. Take your time; you may pass."
        words = TOLD[circle.stage].get(self._key(holder))
        if words is None:
            await self._presses(self._key(holder), step_texts.PASS.source)
            return ""
        await self.says(self._key(holder), words)
        await self._presses(self._key(holder), step_texts.DONE.source)
        if circle.pace is Pace.SLOW:
            return "One of them has told. The next has about a day; “+1 day” lets it go by."
        return ""

    async def _talks(self, circle: Circle) -> str:
        """First what the others would say here, then the host goes on."""
        if circle.stage is Stage.FLASHBACKS and await self._give_lines(circle):
            return "Each of them gave you a line: press “Lines for me”, then let the others speak again."
        words = self._said_in(circle)
        if words and not self._somebody_wrote_below(await self.card()):
            for key, said in words.items():
                await self.says(key, said)
            if circle.stage is Stage.CONSENT:
                return "Each has left a closing word. Press “My stories”; letting the others speak again ends it."
            return "They have said something. Answer if you like; then let the others speak again."
        host = self._host(circle)
        if self._visitor == host:
            return "You host: press “Go on” when people are ready."
        is_last = circle.stage is Stage.CONSENT
        await self._presses(host, (step_texts.CLOSE if is_last else step_texts.GO_ON).source)
        return "" if is_last else f"The host goes on. This part is over: {host_texts.STAGES[circle.stage].source}."

    def _said_in(self, circle: Circle) -> Mapping[str, str]:
        said = {
            Stage.TALK: TALK,
            Stage.DEBRIEF: DEBRIEF[circle.question % len(DEBRIEF)],
            Stage.CONSENT: CLOSING,
        }.get(circle.stage, {})
        here = {self._key(seat) for seat in self._others(circle)}
        return {key: words for key, words in said.items() if key in here}

    def _somebody_wrote_below(self, card: discord.Message) -> bool:
        visitor = self._world.person(self._visitor).id
        written = (message for message in self.thread().history() if not message.author.bot)
        return any(message.id > card.id and message.author.id != visitor for message in written)

    async def _give_lines(self, circle: Circle) -> bool:
        """Let the others give their lines to the visitor; once, and only to somebody who told something."""
        mine = circle.seat_of(self._world.person(self._visitor).id)
        if mine is None or not mine.has_told or await self._were_given(mine):
            return False
        for key in (self._key(seat) for seat in self._others(circle) if self._key(seat) in LINES):
            offered = await self._presses(key, step_texts.GIVE.source)
            assert offered.response is not None
            form = await self._world.person(key).click(offered.response, custom_id=f"circles:line_to:{mine.id}")
            words = {telling_texts.LINE_LABEL.source: LINES[key]}
            await self._world.person(key).submit_modal(form, filled_in(form, words))
        return True

    async def _were_given(self, seat: Seat) -> bool:
        async with self._world.bot.kit.store.reading() as session:
            return bool(await circles.flashbacks_to(session, self._row.id, seat.id))

    # What anybody does

    async def says(self, key: str, words: str) -> None:
        """Write in the circle's thread."""
        await self._world.person(key).send(self.thread(), words)

    async def _presses(self, key: str, label: str) -> simcord.InteractionResult:
        return await self._world.person(key).click(await self.card(), label=label)

    async def card(self) -> discord.Message:
        """The card of what is asked now: what is told stands below it, and may have buttons, too."""
        async with self._world.bot.kit.store.reading() as session:
            row = await circles.circle(session, self._row.guild_id, self._row.id)
            shown = row and row.step_id and await cards.card_of(session, names.STEP_CARD, row.step_id)
        for message in self.thread().history():
            if shown and message.id == shown.message_id:
                return message
        raise LookupError("nothing is asked yet")

    def thread(self) -> simcord.ChannelHandle:
        """Where the circle meets."""
        return next(thread for thread in self._world.room(ROOM).threads if thread.name == self._row.name)

    def _others(self, circle: Circle) -> list[Seat]:
        me = self._world.person(self._visitor).id
        return [seat for seat in circle.present if seat.person != me]

    def _host(self, circle: Circle) -> str:
        return HOST if circle.host is None else self._keys[circle.host]

    def _sits(self, circle: Circle, key: str) -> bool:
        return circle.seat_of(self._world.person(key).id) is not None

    def _key(self, seat: Seat) -> str:
        return self._keys[seat.person]
