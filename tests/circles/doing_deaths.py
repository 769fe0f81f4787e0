"""A circle in which the process dies: what there is to see afterwards, and a whole life of deaths."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from cogs.circles import names, rules, texts
from cogs.circles.circle import Circle, Done, MoveOn, Stage
from cogs.circles.sitting import step_texts
from data.jobs import JobRow
from tests.circles import doing_forming as forming
from tests.circles.doing import FIVE, HOST, MOMENT, ROOM, a_moment, now_asked, thread_of, value_of
from tests.circles.doing_after import happen
from tests.reflections.doing import forge_press, says
from tests.world import Message, World, custom_ids, labels_of

ASKS = "I need a pause"  # only the card of what is asked now has this button
DOWN = 60  # seconds: no deadline of a live circle falls into it unless a test wants that


# Looking


async def notified(world: World, circle_id: int) -> list[int]:
    """Whom the messages in the thread notified, oldest first."""
    sent = world.sent("POST", f"/channels/{(await thread_of(world, circle_id)).id}/messages")
    return [person for body in sent for person in body["allowed_mentions"].get("users", [])]


async def asking(world: World, circle_id: int) -> list[int]:
    """The messages in the thread that ask something."""
    shown = world.messages(await thread_of(world, circle_id))
    return [message.id for message in shown if ASKS in labels_of(message)]


def let_in(world: World, *keys: str) -> dict[str, int]:
    """How often each of these people was brought into a thread."""
    return {key: len(world.sent("PUT", f"/thread-members/{world.person(key).id}")) for key in keys}


def brought_once(world: World) -> dict[str, int]:
    """How often each of a circle was brought into its thread: once.

    Whose coming in was confirmed by Discord and not yet recorded when the process died is brought in again; they
    are in the thread already, so that Discord changes nothing.
    """
    brought = let_in(world, *FIVE, HOST)
    assert sorted(brought.values()) in ([1] * 6, [1] * 5 + [2])
    return brought


async def looked_at(world: World, circle_id: int) -> datetime | None:
    """When time alone may change the circle next, as its job has it."""
    async with world.bot.store.reading() as session:
        is_it = (JobRow.kind == names.LOOK, JobRow.subject_id == circle_id)
        return await session.scalar(select(JobRow.due_at).where(*is_it))


async def reminders(world: World, circle_id: int, key: str) -> int:
    """How many messages in the thread remind somebody."""
    said = step_texts.REMIND_HOLDER.source.partition(",")[2].partition(".")[0]
    said = f"<@{world.person(key).id}>,{said}"
    return world.room_text(await thread_of(world, circle_id)).count(said)


def what(circle: Circle) -> tuple[Any, ...]:
    """Where a circle stands, whatever the time."""
    seats = tuple((seat.person, seat.told, seat.agreed, seat.gone, seat.came_back) for seat in circle.seats)
    return circle.stage, circle.step, circle.question, circle.holder, circle.queue, seats


# Dying


async def dies_and_comes_back(world: World, *, again_at: str | None = None) -> None:
    """Let the dead process lie for a while, and start another one, which may die of the same."""
    await world.pass_time(seconds=DOWN)
    await world.restart_after_crash(dying_at=again_at)
    if again_at is not None:
        assert world.died, "the second process never came to the point at which it was to die"
        await world.kill_and_restart()
    await a_moment(world)


@dataclass
class Life:
    """One circle that is lived through, with a death after every press.

    Attributes:
        circle_id: The circle.
        point: Where the process dies.
        again_at: Where the process after it dies, if it does.
        told: Whom the circle has to have notified, in this order.
        brought: How often each was brought into the thread when it began.
    """

    world: World
    circle_id: int
    point: str
    again_at: str | None
    told: list[int] = field(default_factory=list)
    brought: dict[str, int] = field(default_factory=dict)

    async def dies(
        self,
        key: str,
        label: str,
        *,
        stage: Stage,
        turn: str | None = None,
        queue: Sequence[str] = (),
        question: int = 0,
    ) -> None:
        """Let somebody press and the process die of it; afterwards the circle stands where the press brought it."""
        await self._dies_of(key, await now_asked(self.world, self.circle_id), label, self.point)
        circle = await value_of(self.world, self.circle_id)
        people = {seat.id: seat.person for seat in circle.seats}
        assert (circle.stage, circle.question) == (stage, question)
        assert (circle.holder and people[circle.holder]) == (turn and self.world.person(turn).id)
        assert [people[seat] for seat in circle.queue] == [self.world.person(each).id for each in queue]

    async def begins(self) -> list[str]:
        """Let the host begin, and the process die of it. Returns who sits there, in the order that is shown."""
        point = "circles.begun" if self.point == "circles.kept" else self.point
        await self._dies_of(HOST, await forming.card(self.world, self.circle_id), "Begin", point)
        circle = await value_of(self.world, self.circle_id)
        assert circle.stage is Stage.AGREEMENTS
        return forming.keys_in(self.world, circle)

    async def they_tell(self, *keys: str) -> None:
        """Let these people tell one after the other while the process lives; whoever follows is notified."""
        step = (await value_of(self.world, self.circle_id)).step
        people = [self.world.person(key).id for key in keys]
        await happen(self.world, self.circle_id, *(Done(person, step + nth) for nth, person in enumerate(people)))
        circle = await value_of(self.world, self.circle_id)
        assert circle.holder is not None
        self.told.append(circle.seat(circle.holder).person)

    async def to_the_last_question(self) -> None:
        """Let the host go on until the last question is asked."""
        circle = await value_of(self.world, self.circle_id)
        host, left = self.world.person(HOST).id, circle.questions - 1 - circle.question
        await happen(self.world, self.circle_id, *(MoveOn(host, circle.step + nth) for nth in range(left)))

    async def _dies_of(self, key: str, card: Message, label: str, point: str) -> None:
        world, circle_id, actor = self.world, self.circle_id, self.world.person(key)
        pressed = custom_ids(card)[label]
        before = await value_of(world, circle_id)
        world.crash_at(point)
        await world.press(actor, card, label)
        committed = await value_of(world, circle_id)
        assert committed.step == before.step + 1
        await dies_and_comes_back(world, again_at=self.again_at)

        self.brought = self.brought or brought_once(world)
        now = await self._holds(committed)
        refused = world.said(await forge_press(world, actor, pressed))  # who got no answer presses again
        no_more = texts.HAS_BEGUN if label == "Begin" else texts.IS_OVER if now.is_over else texts.STEP_IS_OVER
        assert says(refused, no_more)
        assert await value_of(world, circle_id) == now

    async def _holds(self, committed: Circle) -> Circle:
        world, circle_id = self.world, self.circle_id
        now = await value_of(world, circle_id)
        assert what(now) == what(committed)
        if now.holder is not None:
            self.told.append(now.seat(now.holder).person)
        assert await notified(world, circle_id) == self.told
        assert len(world.room(ROOM).threads) == 1
        assert set(self.brought) == {*FIVE, HOST}
        assert let_in(world, *FIVE, HOST) == self.brought, "somebody was brought in again"
        if now.is_over:
            assert await asking(world, circle_id) == []
            return now
        assert await asking(world, circle_id) == [(await now_asked(world, circle_id)).id]
        assert now.since is not None
        if committed.since is None:
            assert world.now() - now.since <= timedelta(seconds=MOMENT), "time ran before it was shown"
        else:
            assert now.since == committed.since, "time began anew"
        assert await looked_at(world, circle_id) == rules.next_look(now)
        return now
