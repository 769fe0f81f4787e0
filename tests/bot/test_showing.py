"""Cards: one message for one row, never two, whatever breaks between the row and the message."""

from dataclasses import dataclass, replace
from datetime import timedelta

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import Banyan
from bot.kit import Kit
from bot.showing import BETWEEN_EDITS, Letter, Owner, Place, Room
from bot.ui import Drawing, button
from data import cards, jobs, servers
from data.cards import CardRow, Fate
from data.jobs import Job
from tests import seams
from tests.world import World, parts_of, text_of

KIND = "tests.note"
POINTS = ("card.tried", "card.sent", "card.recorded")


@dataclass(frozen=True, slots=True)
class Note:
    """What a card of the tests shows."""

    words: str
    places: tuple[Place, ...]
    buttons: bool = True
    mentions: tuple[int, ...] = ()


class Board:
    """Cards of the tests: what they show stands in `notes`, by row.

    Attributes:
        notes: The rows.
        shown: The rows whose new message was recorded, in order.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.notes: dict[int, Note] = {}
        self.shown: list[int] = []
        world.equip(self._fit)

    def _fit(self, bot: Banyan) -> None:
        bot.cards.on(KIND, facts=self._facts, draw=draw, shown=self._shown)

    async def _facts(self, kit: Kit, session: AsyncSession, row_id: int) -> Note | None:
        return self.notes.get(row_id)

    async def _shown(self, kit: Kit, session: AsyncSession, card: CardRow) -> None:
        self.shown.append(card.subject_id)

    async def show(self, row_id: int = 1, words: str = "one", *, again: bool = False) -> None:
        """Write a row that stands in #general, and ask for its card."""
        self.notes[row_id] = Note(words, (Room(self.world.general.id),))
        await self.ask(row_id, again=again)

    async def ask(self, row_id: int = 1, *, again: bool = False) -> None:
        """Ask for a row's card."""
        async with self.world.deed() as session:
            now, guild_id = self.world.now(), self.world.guild.id
            await cards.show(session, KIND, row_id, guild_id=guild_id, now=now, again=again)

    async def withdraw(self, row_id: int = 1) -> None:
        """Delete a row, and ask for its card to follow."""
        del self.notes[row_id]
        await self.ask(row_id)

    def standing(self, room: simcord.ChannelHandle | None = None) -> list[str]:
        """What the bot's messages in a room say, oldest first."""
        return [text_of(message) for message in self.world.messages(room or self.world.general)]

    def numbers(self) -> list[int]:
        """The numbers that the messages in #general carry."""
        return [next(parts_of(message))["id"] for message in self.world.messages(self.world.general)]

    async def row(self, row_id: int = 1) -> CardRow | None:
        """Where a row's card stands."""
        async with self.world.bot.store.reading() as session:
            return await cards.card_of(session, KIND, row_id)

    async def fate(self, row_id: int = 1) -> str | None:
        """What became of a row's card."""
        card = await self.row(row_id)
        return None if card is None else card.fate

    async def thread(self) -> simcord.ChannelHandle:
        """A thread in #general, and the first row standing in it."""
        room = await self.world.bot.fetch_channel(self.world.general.id)
        assert isinstance(room, discord.TextChannel)
        made = await room.create_thread(name="talk", type=discord.ChannelType.public_thread)
        thread = self.world.thread(self.world.general)
        self.notes[1] = Note("one", (Room(made.id),))
        await self.ask()
        return thread


def draw(note: Note) -> Drawing:
    buttons = [button("Press", "tests:press", 1)] if note.buttons else []
    return Drawing(parts=[note.words], buttons=buttons, mentions=note.mentions)


@pytest.fixture
def board(world: World) -> Board:
    return Board(world)


def posts(world: World, room: simcord.ChannelHandle) -> int:
    """How many messages the bot has tried to post in a room."""
    return len(world.sent("POST", f"/channels/{room.id}/messages"))


# One message


async def test_a_row_gets_one_message_however_often_it_is_asked_for(board: Board) -> None:
    for _ in range(3):
        await board.show()
    await board.world.pass_time(minutes=5)
    assert board.standing() == ["one"]


async def test_a_message_follows_its_row(board: Board) -> None:
    await board.show(words="one")
    await board.show(words="two")
    await board.world.pass_time(minutes=1)
    assert board.standing() == ["two"]


async def test_a_row_that_goes_takes_its_message_along(board: Board) -> None:
    await board.show(1)
    await board.show(2, "two")
    await board.withdraw(1)
    assert board.standing() == ["two"]
    assert await board.row(1) is None


async def test_a_row_that_goes_before_its_message_was_sent_gets_none(board: Board) -> None:
    await board.world.forbid(board.world.general, "send_messages")
    await board.show()
    await board.withdraw()
    await board.world.permit(board.world.general)
    assert board.standing() == []
    assert await board.row() is None


async def test_a_burst_of_changes_becomes_one_edit(board: Board) -> None:
    await board.show(words="0")
    for number in range(1, 6):
        await board.show(words=str(number))
    message = board.world.card(board.world.general)
    await board.world.pass_time(seconds=BETWEEN_EDITS.total_seconds())
    assert board.standing() == ["5"]
    assert len(board.world.sent("PATCH", f"/messages/{message.id}")) == 1


async def test_changes_that_go_on_are_shown_once_in_two_seconds(board: Board) -> None:
    board.world.env.settle_timeout = 0.9  # so that a wait of a second belongs to the clock
    await board.show(words="0")
    message = board.world.card(board.world.general)
    for number in range(10):
        await board.world.pass_time(seconds=1)
        await board.show(words=str(number))
    await board.world.pass_time(minutes=1)
    assert board.standing() == ["9"]
    assert len(board.world.sent("PATCH", f"/messages/{message.id}")) <= 6


async def test_what_follows_a_new_message_is_told_once_and_not_at_every_edit(board: Board) -> None:
    await board.show()
    await board.show(words="two")
    await board.world.pass_time(minutes=1)
    assert board.shown == [1]


async def test_a_place_that_does_not_exist_yet_is_waited_for_without_bothering_anybody(board: Board) -> None:
    board.notes[1] = Note("one", (Room(None),))
    await board.ask()
    assert await board.fate() == Fate.WAITING
    async with board.world.bot.store.reading() as session:
        assert await jobs.guilds_given_up(session) == set()
    await board.show()
    assert board.standing() == ["one"]
    assert board.world.room_text(board.world.letters(board.world.person("mehwish"))) == ""


# Never two


@pytest.mark.parametrize("asked_again", [0, 1, 3])
@pytest.mark.parametrize("point", POINTS)
async def test_a_process_that_dies_around_a_send_leaves_one_message(board: Board, point: str, asked_again: int) -> None:
    board.world.crash_at(point)
    await board.show()
    for _ in range(asked_again):
        await board.ask()
    await board.world.restart_after_crash()
    for _ in range(asked_again):
        await board.ask()
    await board.world.pass_time(minutes=3)
    assert board.standing() == ["one"]
    assert await board.fate() == Fate.SHOWN


@pytest.mark.parametrize("buttons", [True, False])
async def test_a_process_that_dies_again_and_again_leaves_one_message(board: Board, buttons: bool) -> None:
    board.notes[1] = Note("one", (Room(board.world.general.id),), buttons=buttons)
    board.world.crash_at(POINTS[0])
    await board.ask()
    for point in (POINTS[0], POINTS[1]):
        await board.world.restart_after_crash(dying_at=point)
    await board.world.restart_after_crash()
    await board.world.pass_time(minutes=3)
    assert board.standing() == ["one"]


@pytest.mark.parametrize("point", POINTS)
async def test_a_row_that_goes_while_the_process_is_dead_leaves_no_message(board: Board, point: str) -> None:
    board.world.crash_at(point)
    await board.show()
    await board.withdraw()
    await board.world.restart_after_crash()
    await board.world.pass_time(minutes=3)
    assert board.standing() == []


async def test_a_send_whose_answer_is_lost_on_the_way_leaves_one_message(board: Board) -> None:
    lost: list[str] = []

    async def lose_the_answer(point: str) -> None:
        if point == "card.sent" and not lost:
            lost.append(point)
            raise ConnectionResetError

    object.__setattr__(board.world.bot.kit, "crashpoint", lose_the_answer)
    await board.show()
    await board.world.pass_time(minutes=3)
    assert lost
    assert board.standing() == ["one"]
    assert board.world.errors() == ["jobs.failed"]


async def test_a_send_that_discord_could_not_take_is_tried_again(board: Board) -> None:
    board.world.env.inject_error("POST", "/channels/*/messages", status=500)
    await board.show()
    await board.world.pass_time(minutes=1)
    assert board.standing() == ["one"]
    assert board.world.errors() == ["jobs.failed"]


async def test_an_edit_that_discord_could_not_take_is_tried_again(board: Board) -> None:
    await board.show()
    board.world.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    await board.show(words="two")
    await board.world.pass_time(minutes=1)
    assert board.standing() == ["two"]
    assert board.world.errors() == ["jobs.failed"]


async def test_a_look_back_takes_no_other_card_for_its_own(board: Board) -> None:
    await board.show(2, "another")
    board.world.crash_at("card.tried")
    await board.show(1, "one")
    await board.world.restart_after_crash()
    await board.show(3, "a third")
    await board.world.pass_time(minutes=3)
    assert sorted(board.standing()) == ["a third", "another", "one"]


async def test_a_look_back_takes_nobody_elses_message_for_its_own(board: Board) -> None:
    board.world.crash_at("card.tried")
    await board.show()
    card = await board.row()
    assert card is not None
    forged = draw(board.notes[1]).numbered(cards.number(card)).to_components()  # type: ignore[no-untyped-call]
    stranger = board.world.env.create_user("another-bot", bot=True)
    board.world.guild.add_member(stranger)
    board.world.env.backend.create_message(board.world.general.id, stranger.id, "", components=forged, flags=1 << 15)
    await board.world.restart_after_crash()
    await board.world.pass_time(minutes=3)
    assert board.standing() == ["one"]
    assert len(board.world.general.history()) == 2


async def test_a_look_back_finds_its_message_under_many_others(board: Board) -> None:
    board.world.crash_at("card.sent")
    await board.show()
    for number in range(150):
        await board.world.member.send(board.world.general, str(number))
    await board.world.restart_after_crash()
    await board.world.pass_time(minutes=3)
    assert board.standing() == ["one"]


async def test_without_read_message_history_it_waits_and_the_admins_hear_once(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    world.crash_at("card.sent")
    await board.show()
    await world.forbid(world.general, "read_message_history")
    await world.restart_after_crash()
    for _ in range(3):
        await board.ask()
        await world.pass_time(hours=1)
    assert posts(world, world.general) == 1
    assert world.room_text(world.team).count("Read Message History") == 1
    await world.permit(world.general)
    await world.pass_time(minutes=1)
    assert board.standing() == ["one"]
    assert await board.fate() == Fate.SHOWN


async def test_a_room_that_cannot_be_seen_after_a_try_is_not_taken_for_gone(board: Board) -> None:
    world = board.world
    world.crash_at("card.sent")
    await board.show()
    await world.forbid(world.general, "view_channel")
    await world.restart_after_crash()
    await world.pass_time(hours=1)
    await world.permit(world.general)
    await world.pass_time(minutes=1)
    assert board.standing() == ["one"]


# The number and the nonce


async def test_the_number_is_the_same_in_every_edit_and_another_for_another_row(board: Board) -> None:
    await board.show(1)
    await board.show(2)
    before = board.numbers()
    await board.show(1, "two")
    await board.world.pass_time(minutes=1)
    assert board.standing() == ["two", "one"]
    assert board.numbers() == before
    assert len(set(before)) == 2


@given(st.integers(0, 2**63 - 1), st.integers(1, 2**31))
def test_numbers_and_nonces_fit_where_discord_takes_them(row_id: int, incarnation: int) -> None:
    card = CardRow(kind=KIND, subject_id=row_id, incarnation=incarnation)
    assert 1000 <= cards.number(card) < 2**31
    assert len(cards.nonce(card)) == 24
    assert cards.nonce(card) != cards.nonce(CardRow(kind=KIND, subject_id=row_id, incarnation=incarnation + 1))


def test_no_number_is_one_that_discord_gives_to_other_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_digest", lambda card: bytes(32))
    assert cards.number(CardRow()) == 1000


async def test_a_send_carries_its_nonce_and_notifies_nobody(board: Board) -> None:
    await board.show(words="Hello @everyone and @here, <@1> and <@&2>")
    card = await board.row()
    assert card is not None
    (sent,) = board.world.sent("POST", f"/channels/{board.world.general.id}/messages")
    assert sent["nonce"] == cards.nonce(card)
    assert sent["enforce_nonce"] is True
    mentions = sent["allowed_mentions"]
    assert mentions["parse"] == []
    assert not mentions.get("users")
    assert not mentions.get("roles")
    assert not mentions.get("replied_user")


async def test_a_card_notifies_the_role_it_is_to_notify_once_and_no_other(board: Board) -> None:
    role = board.world.guild.create_role("Readers")
    board.notes[1] = Note("one", (Room(board.world.general.id),), mentions=(role.id,))
    await board.ask()
    board.notes[1] = replace(board.notes[1], words="two")
    await board.ask()
    await board.world.pass_time(minutes=1)
    (sent,) = board.world.sent("POST", f"/channels/{board.world.general.id}/messages")
    (edit,) = board.world.sent("PATCH", f"/messages/{board.world.card(board.world.general).id}")
    assert sent["allowed_mentions"]["roles"] == [role.id]
    assert sent["allowed_mentions"]["parse"] == edit["allowed_mentions"]["parse"] == []
    assert not edit["allowed_mentions"].get("roles")


async def test_every_try_of_one_incarnation_carries_the_same_nonce(board: Board) -> None:
    board.world.env.inject_error("POST", "/channels/*/messages", status=500)
    await board.show()
    await board.world.pass_time(minutes=1)
    first, second = board.world.sent("POST", f"/channels/{board.world.general.id}/messages")
    assert first["nonce"] == second["nonce"]
    board.world.errors()


async def test_a_row_that_went_and_came_back_does_not_repeat_its_nonce(board: Board) -> None:
    await board.show()
    await board.withdraw()
    await board.show()
    first, second = board.world.sent("POST", f"/channels/{board.world.general.id}/messages")
    assert first["nonce"] != second["nonce"]
    assert board.standing() == ["one"]


# A room that is gone or closed


async def test_a_room_gone_before_the_send_lets_the_card_wait_until_there_is_another(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    gone = await world.create_room("exchange")
    board.notes[1] = Note("one", (Room(gone.id),))
    await world.delete_room(gone)
    await board.ask()
    await world.pass_time(hours=2)
    assert world.room_text(world.team).count(str(gone.id)) >= 1
    again = await world.create_room("exchange")
    board.notes[1] = Note("one", (Room(again.id),))
    await board.ask()
    assert board.standing(again) == ["one"]


async def test_a_room_gone_after_the_send_lets_the_card_wait_and_stand_anew_elsewhere(board: Board) -> None:
    world = board.world
    first = await world.create_room("exchange")
    board.notes[1] = Note("one", (Room(first.id),))
    await board.ask()
    before = await board.row()
    await world.delete_room(first)
    await board.ask()
    assert await board.fate() == Fate.WAITING
    second = await world.create_room("exchange")
    board.notes[1] = Note("one", (Room(second.id),))
    await board.ask()
    after = await board.row()
    assert board.standing(second) == ["one"]
    assert before is not None
    assert after is not None
    assert cards.number(before) != cards.number(after)


async def test_a_room_that_vanishes_during_an_edit_lets_the_card_stand_anew_elsewhere(board: Board) -> None:
    world = board.world
    await board.show()
    other = await world.create_room("exchange")
    board.notes[1] = Note("one", (Room(other.id),))
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=404, code=10003)
    await world.pass_time(minutes=1)
    await board.ask()
    assert board.standing(other) == ["one"]


async def test_a_row_that_goes_after_its_room_is_forgotten_quietly(board: Board) -> None:
    world = board.world
    room = await world.create_room("exchange")
    board.notes[1] = Note("one", (Room(room.id),))
    await board.ask()
    await world.delete_room(room)
    await board.withdraw()
    assert await board.row() is None


@pytest.mark.parametrize("permission", ["send_messages", "view_channel"])
async def test_a_permission_that_comes_back_lets_the_card_come(board: Board, permission: str) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    await world.forbid(world.general, permission)
    for _ in range(3):
        await board.show()
        await world.pass_time(hours=1)
    assert board.standing() == []
    assert world.room_text(world.team).count("Banyan cannot post in") == 1
    await world.permit(world.general)
    assert board.standing() == ["one"]
    await world.pass_time(minutes=1)
    assert "Mended" in world.room_text(world.team)


async def test_admins_hear_again_when_what_was_mended_breaks_again(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    for row_id in (1, 2):
        await world.forbid(world.general, "send_messages")
        await board.show(row_id)
        assert "Mended" not in text_of(world.card(world.team))
        await world.permit(world.general)
        await world.pass_time(minutes=1)
        assert "Mended" in text_of(world.card(world.team))


async def test_a_notice_deleted_by_hand_stays_deleted_until_it_is_mended_and_breaks_again(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    await world.forbid(world.general, "send_messages")
    await board.show()
    await world.moderator.delete(world.card(world.team))
    for row_id in (2, 3, 4):
        await board.show(row_id)
        await world.pass_time(hours=1)
    assert world.messages(world.team) == []
    await world.permit(world.general)
    await world.forbid(world.general, "send_messages")
    await board.show(5)
    assert "Banyan cannot post in" in text_of(world.card(world.team))


async def test_an_edit_waits_for_the_permission_to_see_the_room(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    await board.show()
    await world.forbid(world.general, "view_channel")
    await board.show(words="two")
    await world.pass_time(hours=1)
    assert board.standing() == ["one"]
    assert "Banyan cannot post in" in text_of(world.card(world.team))
    await world.permit(world.general)
    await world.pass_time(minutes=1)
    assert board.standing() == ["two"]
    assert "Mended" in text_of(world.card(world.team))


async def test_a_withdrawal_waits_for_the_permission_to_see_the_room(board: Board) -> None:
    world = board.world
    await board.show()
    await world.forbid(world.general, "view_channel")
    await board.withdraw()
    assert await board.row() is not None
    await world.permit(world.general)
    assert board.standing() == []
    assert await board.row() is None


# Taken down by hand


async def test_a_message_deleted_by_hand_stays_deleted(board: Board) -> None:
    await board.show()
    await board.world.moderator.delete(board.world.card(board.world.general))
    for words in ("two", "three"):
        await board.show(words=words)
        await board.world.pass_time(minutes=1)
    assert board.standing() == []
    assert await board.fate() == Fate.TAKEN_DOWN


async def test_a_message_deleted_by_hand_is_shown_again_when_asked_for(board: Board) -> None:
    await board.show()
    await board.world.moderator.delete(board.world.card(board.world.general))
    await board.show(words="two")
    await board.world.pass_time(minutes=1)
    await board.show(words="two", again=True)
    assert board.standing() == ["two"]


async def test_showing_again_what_stands_sends_no_second_message(board: Board) -> None:
    await board.show()
    await board.show(again=True)
    await board.world.pass_time(minutes=1)
    assert board.standing() == ["one"]


async def test_a_row_that_goes_just_after_its_message_was_deleted_by_hand_is_forgotten(board: Board) -> None:
    await board.show()
    await board.world.moderator.delete(board.world.card(board.world.general))
    await board.withdraw()
    assert await board.row() is None


async def test_a_row_that_goes_long_after_its_message_was_deleted_by_hand_is_forgotten(board: Board) -> None:
    await board.show()
    await board.world.moderator.delete(board.world.card(board.world.general))
    await board.show(words="two")
    await board.world.pass_time(minutes=1)
    await board.withdraw()
    assert await board.row() is None


# Threads


async def test_a_card_in_an_archived_thread_is_edited_and_the_thread_archived_again(board: Board) -> None:
    thread = await board.thread()
    await board.world.archive(thread)
    board.notes[1] = replace(board.notes[1], words="two")
    await board.ask()
    await board.world.pass_time(minutes=1)
    assert board.standing(thread) == ["two"]
    assert board.world.is_archived(thread)


async def test_a_card_in_an_archived_thread_can_be_withdrawn(board: Board) -> None:
    thread = await board.thread()
    await board.world.archive(thread)
    await board.withdraw()
    assert board.standing(thread) == []
    assert board.world.is_archived(thread)


async def test_a_thread_is_not_woken_for_a_change_that_comes_too_soon(board: Board) -> None:
    thread = await board.thread()
    await board.world.archive(thread)
    board.notes[1] = replace(board.notes[1], words="two")
    await board.ask()
    assert board.world.sent("PATCH", f"/channels/{thread.id}") == []


async def test_an_archived_thread_that_cannot_be_seen_is_not_taken_for_gone(board: Board) -> None:
    world = board.world
    thread = await board.thread()
    await world.archive(thread)  # discord.py forgets it now
    assert world.bot.get_channel(thread.id) is None
    await world.forbid(world.general, "view_channel")
    await board.withdraw()
    await world.pass_time(minutes=5)
    assert await board.row() is not None
    assert board.standing(thread) == ["one"]
    await world.permit(world.general)
    await world.pass_time(minutes=5)
    assert board.standing(thread) == []
    assert await board.row() is None


async def test_a_card_tried_in_a_thread_that_cannot_be_seen_is_not_sent_twice(board: Board) -> None:
    world = board.world
    world.crash_at("card.sent")
    thread = await board.thread()
    await world.archive(thread)
    await world.forbid(world.general, "view_channel")
    await world.restart_after_crash()
    await world.pass_time(minutes=5)
    await world.permit(world.general)
    await world.pass_time(minutes=5)
    assert board.standing(thread) == ["one"]


async def test_a_thread_that_was_deleted_takes_its_card_along_and_the_row_waits(board: Board) -> None:
    thread = await board.thread()
    await board.world.delete_room(thread)
    await board.ask()
    assert await board.fate() == Fate.WAITING


# To a person


def letter_to(world: World, key: str) -> Note:
    return Note("one", (Letter(world.person(key).id),))


async def test_a_letter_reaches_a_person_and_follows_its_row(board: Board) -> None:
    board.notes[1] = letter_to(board.world, "rin")
    await board.ask()
    await board.world.restart()
    board.notes[1] = replace(board.notes[1], words="two")
    await board.ask()
    await board.world.pass_time(minutes=1)
    assert board.standing(board.world.letters(board.world.other)) == ["two"]


async def test_a_letter_that_is_refused_is_not_tried_again_until_it_is_asked_for_anew(board: Board) -> None:
    world = board.world
    world.closes_letters(world.other)
    board.notes[1] = letter_to(world, "rin")
    for _ in range(3):
        await board.ask()
        await world.pass_time(hours=1)
    assert await board.fate() == Fate.REFUSED
    assert posts(world, world.letters(world.other)) == 1
    await board.ask(again=True)
    assert posts(world, world.letters(world.other)) == 2


async def test_nobody_hears_that_a_letter_was_refused(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    world.closes_letters(world.other)
    board.notes[1] = letter_to(world, "rin")
    await board.ask()
    await world.pass_time(hours=1)
    assert world.room_text(world.team) == ""


async def test_nobody_hears_that_a_letter_could_not_be_changed(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    board.notes[1] = letter_to(world, "rin")
    await board.ask()
    path = f"/channels/{world.letters(world.other).id}/messages/*"
    world.env.inject_error("PATCH", path, status=403, code=50007, times=None)
    board.notes[1] = replace(board.notes[1], words="two")
    await board.ask()
    await world.pass_time(hours=1)
    assert await board.fate() == Fate.REFUSED
    assert world.room_text(world.team) == ""


async def test_a_letter_around_whose_send_the_process_dies_is_sent_once(board: Board) -> None:
    world = board.world
    board.notes[1] = letter_to(world, "rin")
    world.crash_at("card.sent")
    await board.ask()
    await world.restart_after_crash()
    await world.pass_time(minutes=3)
    assert board.standing(world.letters(world.other)) == ["one"]


async def test_the_first_place_that_can_be_reached_has_the_card(board: Board) -> None:
    world = board.world
    world.closes_letters(world.other)
    places = (Room(None), Room(1), Letter(world.other.id), Owner(), Room(world.general.id))
    board.notes[1] = Note("one", places)
    await board.ask()
    assert board.standing(world.letters(world.person("mehwish"))) == ["one"]
    assert board.standing() == []


# What the admins hear, and where


async def cannot_post(board: Board) -> str:
    """Let something be wrong that the admins hear of; return what they heard."""
    await board.world.forbid(board.world.general, "send_messages")
    await board.show()
    return "Banyan cannot post in"


async def test_admins_hear_in_the_teams_room(board: Board) -> None:
    await board.world.set(board.world.admin, "server.team_room", "team")
    heard = await cannot_post(board)
    assert heard in board.world.room_text(board.world.team)


async def test_without_a_teams_room_whoever_last_changed_the_settings_gets_a_letter(board: Board) -> None:
    await board.world.set(board.world.admin, "server.zone", "Asia/Manila")
    heard = await cannot_post(board)
    assert heard in board.world.room_text(board.world.letters(board.world.admin))


async def test_without_either_the_owner_gets_a_letter(board: Board) -> None:
    heard = await cannot_post(board)
    assert heard in board.world.room_text(board.world.letters(board.world.person("mehwish")))


async def test_when_the_teams_room_is_closed_and_the_admin_takes_no_letters_the_owner_gets_one(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    await world.forbid(world.team, "send_messages")
    world.closes_letters(world.admin)
    heard = await cannot_post(board)
    assert heard in world.room_text(world.letters(world.person("mehwish")))


async def test_when_nobody_can_be_reached_nobody_is_told_of_that_and_it_waits(board: Board) -> None:
    world = board.world
    await world.set(world.admin, "server.team_room", "team")
    await world.forbid(world.team, "send_messages")
    world.closes_letters(world.admin)
    world.closes_letters(world.person("mehwish"))
    heard = await cannot_post(board)
    assert len(await notices(world)) == 1
    await world.permit(world.team)
    assert heard in world.room_text(world.team)


async def notices(world: World) -> list[servers.Notice]:
    """What the admins are to hear."""
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(servers.Notice)))


# For somebody who waits


async def test_whoever_waits_is_told_whether_the_message_stands(board: Board) -> None:
    world = board.world
    board.notes[1] = Note("one", (Room(world.general.id),))
    with seams.as_bot(world.env):
        async with world.bot.store.writing() as session:
            await cards.show(session, KIND, 1, guild_id=world.guild.id, now=world.now())
        assert await world.bot.cards.may_be_seen((KIND, 1))
    await world.env.settle()
    assert board.standing() == ["one"]


async def test_whoever_waits_is_told_that_the_message_does_not_stand(board: Board) -> None:
    world = board.world
    await world.forbid(world.general, "send_messages")
    board.notes[1] = Note("one", (Room(world.general.id),))
    with seams.as_bot(world.env):
        async with world.bot.store.writing() as session:
            await cards.show(session, KIND, 1, guild_id=world.guild.id, now=world.now())
        assert not await world.bot.cards.may_be_seen((KIND, 1))
    await world.env.settle()


# The claim


async def test_a_card_whose_job_was_lost_to_another_records_nothing(board: Board) -> None:
    world, taken = board.world, list[Job]()

    async def take_it_away(point: str) -> None:
        if point == "card.tried" and not taken:
            async with world.bot.store.writing() as session:
                taken.extend(await jobs.claim(session, now=world.now() + jobs.LEASE, most=1))

    object.__setattr__(world.bot.kit, "crashpoint", take_it_away)
    await board.show()
    card = await board.row()
    assert taken
    assert card is not None
    assert card.message_id is None
    await world.pass_until(world.now() + 3 * jobs.LEASE + timedelta(seconds=1))
    assert board.standing() == ["one"]
    assert (await board.fate()) == Fate.SHOWN


async def test_a_server_that_banyan_left_makes_no_noise(board: Board) -> None:
    world = board.world
    async with world.bot.store.writing() as session:
        await servers.set_value(session, 999, "server.team_room", "1")
    board.notes[1] = Note("one", (Room(5),))
    async with world.deed() as session:
        await cards.show(session, KIND, 1, guild_id=999, now=world.now())
    await world.pass_time(days=1)
    assert await board.fate() == Fate.WAITING
    assert await notices(world) == []
