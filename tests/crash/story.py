"""People who write, share, take back, change and delete at random, and what Banyan told each of them.

What somebody was told holds, whatever breaks. What they were not told, because the process died before it
answered, may have come about or not; `may_be` holds both, until they look into their journal.
"""

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import simcord
from simcord.results import InteractionResult

from bot.access import Person, Standing
from cogs.reflections import actions
from tests.builders import START
from tests.reflections.doing import archive, send_form
from tests.world import Message, World, labels_of, parts_of, text_of

MEMBERS = ("kavya", "rin", "aizhan", "farid")
MARK = re.compile(r"leaf \d+:")  # stands first in the words of an entry, and in no other entry
STEPS_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Stand:
    """How an entry stands in its author's journal."""

    words: str
    shared: bool


@dataclass(slots=True)
class Leaf:
    """One entry, as its author knows it.

    Attributes:
        author: Who writes it.
        mark: What its words begin with.
        form: The form in which it was written.
        written: How it was sent the first time.
        may_be: How it may stand; None: not at all.
        ever_shared: Whether its author ever wanted it to be seen.
    """

    author: str
    mark: str
    form: InteractionResult
    written: Stand
    may_be: set[Stand | None]
    ever_shared: bool

    @property
    def fields(self) -> dict[str, str]:
        """What the form holds when it is sent."""
        return {"words": self.written.words, "readers": "everyone" if self.written.shared else "me"}


@dataclass(slots=True)
class Story:
    """What happens in one world."""

    world: World
    chance: random.Random
    leaves: list[Leaf] = field(default_factory=list)
    days: int = 0
    told: list[str] = field(default_factory=list)

    async def begin(self, *, with_threads: bool) -> None:
        """Turn reflections on, and let the first day come."""
        await self.world.set(self.world.admin, "reflections.thread_a_day", "on" if with_threads else "off")
        await self.world.set(self.world.admin, "reflections.time", "01:00")
        await self.world.set(self.world.admin, "reflections.room", "daily-reflection")
        await self._next_day()

    @contextmanager
    def retold_on_failure(self) -> Iterator[None]:
        """Add what happened to whatever fails inside."""
        try:
            yield
        except BaseException as error:
            error.add_note("What happened:\n" + "\n".join(self.told))
            raise

    async def goes_on(self) -> None:
        """Let one thing happen."""
        deeds = {
            self._write: 4,
            self._write_at_once: 1,
            self._turn_to_an_entry: 5,
            self._look_around: 1,
            self._archive_a_thread: 1,
            self._wait: 1,
            self._next_day: 1,
        }
        deed = self.chance.choices(list(deeds), list(deeds.values()))[0]
        await deed()

    async def until_the_process_dies(self, *, days_come: bool) -> None:
        """Let things happen until the process comes to the point at which it is to die.

        Args:
            days_come: Let every other thing be a new day; else days come by chance only.
        """
        for step in range(STEPS_AT_MOST):
            if self.world.died:
                break
            await (self._next_day() if days_come and step % 2 else self.goes_on())
        self.told.append("the process dies")

    async def unanswered_forms_are_sent_again(self) -> None:
        """Let those whose form was never answered send it again: kept already or not, it is kept once."""
        for leaf in self.leaves:
            if leaf.may_be == {None, leaf.written}:
                answer = await send_form(self.world, self._actor(leaf.author), leaf.form, **leaf.fields)
                self._hear(leaf, answer, "Kept", leaf.written)

    # What people do

    async def _write(self) -> None:
        opened = await self._open_form(author := self.chance.choice(MEMBERS))
        if not self.world.died:
            leaf = self._new_leaf(author, opened)
            self._hear(leaf, await self._send(leaf), "Kept", leaf.written)

    async def _write_at_once(self) -> None:
        """Two send their forms before either is answered."""
        authors = self.chance.sample(MEMBERS, 2)
        forms = [await self._open_form(author) for author in authors]
        if not self.world.died:
            one, other = [self._new_leaf(author, opened) for author, opened in zip(authors, forms, strict=True)]
            answers = await self.world.race(lambda: self._send(one), lambda: self._send(other))
            self._hear(one, answers[0], "Kept", one.written)
            self._hear(other, answers[1], "Kept", other.written)

    async def _turn_to_an_entry(self) -> None:
        """Somebody opens one of their entries, and shares, takes back, changes or deletes it."""
        if not self.leaves:
            return
        leaf = self.chance.choice(self.leaves)
        entry_id = _look_up(leaf, await self._journal(leaf.author))
        (before,) = leaf.may_be
        if entry_id is None or before is None:
            return
        author = self._actor(leaf.author)
        page = await author.slash(self.world.general, "journal read", entry=str(entry_id))
        assert text_of(page.response).endswith(before.words) if page.response else self.world.died
        if self.world.died:
            return
        label = self.chance.choice(labels_of(page))
        await {"Share": self._share, "Take back": self._take_back, "Change": self._change, "Delete": self._delete}[
            label
        ](leaf, before, page)

    async def _share(self, leaf: Leaf, before: Stand, page: InteractionResult) -> None:
        after = Stand(before.words, shared=True)
        leaf.ever_shared = True
        leaf.may_be = {before, after}
        self._hear(leaf, await self._press(leaf, page, "Share"), "Kept, and shared as you", after)

    async def _take_back(self, leaf: Leaf, before: Stand, page: InteractionResult) -> None:
        after = Stand(before.words, shared=False)
        leaf.may_be = {before, after}
        answer = await self._press(leaf, page, "Take back")
        self._hear(leaf, answer, "Gone here|Closed in your journal", after)
        if "Gone here" in self.world.said(answer):
            assert leaf.mark not in self._rooms_text(), "told that it is gone, and it stands there"

    async def _change(self, leaf: Leaf, before: Stand, page: InteractionResult) -> None:
        opened = await self._press(leaf, page, "Change")
        if self.world.died:
            return
        after = Stand(f"{leaf.mark} changed {self.chance.randrange(1000)}", before.shared)
        leaf.may_be = {before, after}
        answer = await self.world.fill(self._actor(leaf.author), opened, words=after.words)
        self._hear(leaf, answer, "Kept", after)

    async def _delete(self, leaf: Leaf, before: Stand, page: InteractionResult) -> None:
        asked = await self._press(leaf, page, "Delete")
        if self.world.died:
            return
        leaf.may_be = {before, None}
        answer = await self._press(leaf, asked, "Delete")
        self._hear(leaf, answer, "Deleted", None)
        if self.world.said(answer) == "Deleted.":
            assert leaf.mark not in self._rooms_text(), "told that it is deleted, and it stands there"

    async def _look_around(self) -> None:
        label = self.chance.choice(("More", "Another angle"))
        if self.world.messages(self.world.daily):
            person = self._actor(self.chance.choice(MEMBERS))
            await self.world.press(person, self._day_cards()[-1], label)

    async def _archive_a_thread(self) -> None:
        threads = self.world.daily.threads
        if threads:
            self.told.append("a thread is archived")
            await archive(self.world, self.chance.choice(threads))

    async def _wait(self) -> None:
        await self.world.pass_time(seconds=self.chance.randint(1, 90))

    async def _next_day(self) -> None:
        self.told.append("the next day comes")
        await self.world.pass_until(START + timedelta(days=self.days, hours=2))
        self.days += 1

    # Whether it holds

    async def holds(self) -> None:
        """Hold what stands in journals and rooms against what people were told."""
        for author in MEMBERS:
            await self._the_journal_holds(author)
        self._each_share_stands_once_and_nothing_private_stands()
        self._each_day_has_one_card_and_one_thread()
        self._nothing_was_sent_twice()
        self._nothing_private_was_ever_sent()

    async def _the_journal_holds(self, author: str) -> None:
        journal = await self._journal(author)
        mine = [_look_up(leaf, journal) for leaf in self.leaves if leaf.author == author]
        assert len(journal) == len([entry_id for entry_id in mine if entry_id is not None])

    def _each_share_stands_once_and_nothing_private_stands(self) -> None:
        cards = [text_of(message) for message in self._messages()]
        for leaf in self.leaves:
            (stand,) = leaf.may_be
            shown = [card for card in cards if leaf.mark in card]
            expected = 1 if stand is not None and stand.shared else 0
            assert len(shown) == expected, f"{leaf.mark} stands {len(shown)} times and was to stand {expected} times"
            if stand is not None and shown:
                assert stand.words in shown[0], f"{leaf.mark} stands with other words than its author's last"

    def _each_day_has_one_card_and_one_thread(self) -> None:
        assert len(self._day_cards()) == self.days
        assert len(self.world.daily.threads) in (0, self.days)
        numbers = [next(parts_of(message))["id"] for message in self._messages()]
        assert len(numbers) == len(set(numbers)), "a card stands twice"

    def _nothing_was_sent_twice(self) -> None:
        nonces = [body["nonce"] for body in self.world.sent("POST", "/messages")]
        assert len(nonces) == len(set(nonces)), "a card was sent twice"

    def _nothing_private_was_ever_sent(self) -> None:
        private = {leaf.mark for leaf in self.leaves if not leaf.ever_shared}
        about_rooms = [each for each in self.world.env.http_requests if each.path.startswith("/channels/")]
        assert not private & {mark for each in about_rooms for mark in MARK.findall(str(each.json))}

    # Inside

    def _new_leaf(self, author: str, opened: InteractionResult) -> Leaf:
        mark, share = f"leaf {len(self.leaves)}:", self.chance.random() < 0.6
        written = Stand(f"{mark} as first written", share)
        leaf = Leaf(author, mark, opened, written, may_be={None, written}, ever_shared=share)
        self.leaves.append(leaf)
        return leaf

    async def _open_form(self, author: str) -> InteractionResult:
        cards = self._day_cards()
        if not cards or self.chance.random() < 0.3:
            return await self._actor(author).slash(self.world.general, "reflect")
        return await self.world.press(self._actor(author), cards[-1], "Reflect")

    async def _send(self, leaf: Leaf) -> InteractionResult:
        return await self.world.fill(self._actor(leaf.author), leaf.form, **leaf.fields)

    async def _press(self, leaf: Leaf, page: InteractionResult, label: str) -> InteractionResult:
        return await self.world.press(self._actor(leaf.author), page, label)

    def _hear(self, leaf: Leaf, answer: InteractionResult, expected: str, stand: Stand | None) -> None:
        """What somebody is told holds from now on; no answer says nothing."""
        told = re.search(expected, self.world.said(answer)) is not None
        assert told or self.world.died, f"{leaf.mark} was answered with: {self.world.said(answer)}"
        if told:
            leaf.may_be = {stand}
        self.told.append(f"{leaf.author}, {leaf.mark} {stand or 'deleted'} ({'told' if told else 'not answered'})")

    async def _journal(self, author: str) -> list[actions.Written]:
        reader = Person(self.world.guild.id, self._actor(author).id, Standing.MEMBER)
        written, _ = await actions.journal(self.world.bot.kit, by=reader, page=0, size=1000)
        return written

    def _actor(self, key: str) -> simcord.MemberActor:
        return self.world.person(key)

    def _messages(self) -> list[Message]:
        rooms = [self.world.daily, self.world.general, *self.world.daily.threads]
        return [message for room in rooms for message in self.world.messages(room)]

    def _day_cards(self) -> list[Message]:
        return [each for each in self.world.messages(self.world.daily) if "Reflect" in labels_of(each)]

    def _rooms_text(self) -> str:
        return "\n".join(text_of(message) for message in self._messages())


def _look_up(leaf: Leaf, journal: Sequence[actions.Written]) -> int | None:
    """Find an entry in its author's journal: it is as they were told, or as they could not know."""
    found = [each for each in journal if each.words.startswith(leaf.mark)]
    assert len(found) <= 1, f"{leaf.mark} is kept {len(found)} times"
    stand = Stand(found[0].words, found[0].shared) if found else None
    assert stand in leaf.may_be, f"{leaf.mark} is {stand} and was to be one of {leaf.may_be}"
    leaf.may_be = {stand}
    return found[0].id if found else None
