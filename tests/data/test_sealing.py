"""Seals: a value opens only where it was put, and whose it is cannot be read off the rows."""

import asyncio
import os
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import keys
from bot.app import create_bot
from bot.kit import Kit
from data import sealing
from data.engine import AlreadyRunning
from data.reflections import Entry
from data.sealing import (
    BadKey,
    CannotOpen,
    GuildKeyRow,
    GuildSeals,
    Seals,
    WrongMasterKey,
    master_key,
    new_master_key,
)
from data.servers import Server
from tests.builders import Clock, kit_on, settings_in

WORDS = "My aunt kept both calendars on the kitchen wall."


async def seals_of(kit: Kit, guild_id: int) -> GuildSeals:
    async with kit.store.writing() as session:
        return await kit.seals.of(session, guild_id)


async def wrapped(kit: Kit) -> dict[int, tuple[bytes, bytes]]:
    """The key rows as they stand in the file."""
    async with kit.store.reading() as session:
        return {row.guild_id: (row.wrapped, row.master_key_id) for row in await session.scalars(select(GuildKeyRow))}


def entry(entry_id: int = 1, **columns: bytes) -> Entry:
    return Entry(id=entry_id, **columns)


# A value in its place


async def test_what_was_sealed_opens_in_its_place(kit: Kit) -> None:
    seals = await seals_of(kit, 7)
    sealed = seals.seal(entry(), "words", WORDS)
    assert seals.open(entry(words=sealed), "words") == WORDS


async def test_what_was_sealed_says_nothing_and_is_never_twice_the_same(kit: Kit) -> None:
    seals = await seals_of(kit, 7)
    first, second = (seals.seal(entry(), "words", WORDS) for _ in range(2))
    assert first != second
    assert b"calendars" not in first


async def test_a_value_moved_to_another_row_does_not_open(kit: Kit) -> None:
    seals = await seals_of(kit, 7)
    sealed = seals.seal(entry(1), "words", WORDS)
    with pytest.raises(CannotOpen):
        seals.open(entry(2, words=sealed), "words")


async def test_bytes_that_stand_outside_the_database_open_for_their_row_and_no_other(kit: Kit) -> None:
    seals, other = await seals_of(kit, 7), await seals_of(kit, 8)
    sealed = seals.seal_bytes(entry(1), "file", b"\x00\xffpixels")
    assert b"pixels" not in sealed
    assert seals.open_bytes(entry(1), "file", sealed) == b"\x00\xffpixels"
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for using, row_id, what, content in (
        (seals, 2, "file", sealed),
        (seals, 1, "words", sealed),
        (other, 1, "file", sealed),
        (seals, 1, "file", changed),
        (seals, 1, "file", b""),
    ):
        with pytest.raises(CannotOpen):
            using.open_bytes(entry(row_id), what, content)


async def test_a_value_moved_to_another_field_does_not_open(kit: Kit) -> None:
    seals = await seals_of(kit, 7)
    sealed = seals.seal(entry(), "words", WORDS)
    with pytest.raises(CannotOpen):
        seals.open(entry(author=sealed), "author")


async def test_a_value_moved_to_another_table_does_not_open(kit: Kit) -> None:
    seals = await seals_of(kit, 7)
    sealed = seals.seal(Server(id=1), "changed_by", WORDS)
    same_name = Entry(id=1)
    vars(same_name)["changed_by"] = sealed
    with pytest.raises(CannotOpen):
        seals.open(same_name, "changed_by")


async def test_a_value_moved_to_another_guild_does_not_open_even_under_the_same_key(kit: Kit) -> None:
    ours = await seals_of(kit, 7)
    theirs = await seals_of(kit, 8)
    sealed = ours.seal(entry(), "words", WORDS)
    with pytest.raises(CannotOpen):
        theirs.open(entry(words=sealed), "words")
    with pytest.raises(CannotOpen):
        GuildSeals(8, ours._cipher).open(entry(words=sealed), "words")


async def test_names_that_run_together_the_same_way_are_not_the_same_place(kit: Kit) -> None:
    assert sealing._context("ab", "c") != sealing._context("a", "bc")
    assert sealing._context(1, 12) != sealing._context(11, 2)


@given(place=st.integers(0, 10_000), flipped=st.integers(1, 255))
async def test_a_value_changed_anywhere_does_not_open(place: int, flipped: int) -> None:
    seals = GuildSeals(7, sealing._Cipher.of(b"k" * 32))
    sealed = bytearray(seals.seal(entry(), "words", WORDS))
    sealed[place % len(sealed)] ^= flipped
    with pytest.raises(CannotOpen):
        seals.open(entry(words=bytes(sealed)), "words")


def test_a_value_cut_short_anywhere_does_not_open() -> None:
    seals = GuildSeals(7, sealing._Cipher.of(b"k" * 32))
    sealed = seals.seal(entry(), "words", WORDS)
    for length in range(len(sealed)):
        with pytest.raises(CannotOpen):
            seals.open(entry(words=sealed[:length]), "words")


@given(st.binary(max_size=60))
async def test_what_was_never_sealed_does_not_open(rubbish: bytes) -> None:
    seals = GuildSeals(7, sealing._Cipher.of(b"k" * 32))
    with pytest.raises(CannotOpen):
        seals.open(entry(words=rubbish), "words")


@given(st.text(), st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
async def test_any_words_come_back_as_they_were(words: str, entry_id: int, key: bytes) -> None:
    seals = GuildSeals(7, sealing._Cipher.of(key))
    sealed = seals.seal(entry(entry_id), "words", words)
    assert seals.open(entry(entry_id, words=sealed), "words") == words


# Whose it is


@given(st.integers(1, 2**63 - 1))
def test_no_digest_of_a_person_is_equal_across_purposes_or_guilds(user_id: int) -> None:
    seals = [GuildSeals(guild, sealing._Cipher.of(bytes([guild]) * 32)) for guild in (7, 8)]
    made = [each.who(purpose, user_id) for each in seals for purpose in ("journal", "themes", "report", "")]
    assert len(set(made)) == len(made)


async def test_a_digest_is_the_same_for_the_same_person_and_purpose_and_no_other(kit: Kit) -> None:
    seals = await seals_of(kit, 7)
    assert seals.who("journal", 5) == seals.who("journal", 5)
    assert seals.who("journal", 5) != seals.who("journal", 6)


async def test_a_digest_cannot_be_made_without_the_guilds_key(kit: Kit) -> None:
    ours = await seals_of(kit, 7)
    other = GuildSeals(7, sealing._Cipher.of(b"k" * 32))
    assert ours.who("journal", 5) != other.who("journal", 5)


# Guild keys


async def test_a_guilds_key_is_made_once_and_found_by_the_next_process(kit: Kit, database: Path, clock: Clock) -> None:
    key = master_key(new_master_key())
    first, second = kit_on(database, clock, keys=[key]), kit_on(database, clock, keys=[key])
    sealed = (await seals_of(first, 7)).seal(entry(), "words", WORDS)
    assert (await seals_of(second, 7)).open(entry(words=sealed), "words") == WORDS
    assert list(await wrapped(kit)) == [7]
    await first.store.close()
    await second.store.close()


async def test_a_guild_that_has_no_key_yet_gets_none_by_being_looked_at(kit: Kit) -> None:
    async with kit.store.reading() as session:
        assert await kit.seals.known(session, 7) is None
    assert await wrapped(kit) == {}


async def test_a_guild_key_made_in_a_deed_that_fails_is_not_remembered(kit: Kit) -> None:
    lost: list[GuildSeals] = []
    with pytest.raises(ZeroDivisionError):
        await make_key_and_fail(kit, lost)
    sealed = (await seals_of(kit, 7)).seal(entry(), "words", WORDS)
    with pytest.raises(CannotOpen):
        lost[0].open(entry(words=sealed), "words")
    kit.seals._guilds.clear()  # as after a restart
    async with kit.store.reading() as session:
        known = await kit.seals.known(session, 7)
    assert known is not None
    assert known.open(entry(words=sealed), "words") == WORDS


async def make_key_and_fail(kit: Kit, made: list[GuildSeals]) -> None:
    async with kit.store.writing() as session:
        made.append(await kit.seals.of(session, 7))
        assert await kit.seals.known(session, 7) is made[0]
        assert await kit.seals.of(session, 7) is made[0]
        raise ZeroDivisionError


async def test_two_deeds_at_once_make_one_key(kit: Kit) -> None:
    first, second = await asyncio.gather(seals_of(kit, 7), seals_of(kit, 7))
    sealed = first.seal(entry(), "words", WORDS)
    assert second.open(entry(words=sealed), "words") == WORDS


async def test_a_wrapped_key_put_in_place_of_another_guilds_does_not_open(kit: Kit) -> None:
    await seals_of(kit, 7)
    async with kit.store.writing() as session:
        ours = await session.get_one(GuildKeyRow, 7)
        session.add(GuildKeyRow(guild_id=8, wrapped=ours.wrapped, master_key_id=ours.master_key_id))
    with pytest.raises(WrongMasterKey):
        await seals_of(kit, 8)


# The master key


async def test_another_master_key_opens_nothing_and_changes_nothing(kit: Kit) -> None:
    await seals_of(kit, 7)
    before = await wrapped(kit)
    other = Seals([master_key(new_master_key())])
    async with kit.store.reading() as session:
        with pytest.raises(WrongMasterKey):
            await other.check(session)
        with pytest.raises(WrongMasterKey):
            await other.known(session, 7)
    assert await wrapped(kit) == before


async def test_the_right_master_key_among_others_is_enough(kit: Kit, database: Path, clock: Clock) -> None:
    old, new = master_key(new_master_key()), master_key(new_master_key())
    before = kit_on(database, clock, keys=[old])
    await seals_of(before, 7)
    async with before.store.reading() as session:
        await Seals([new, old]).check(session)
    await before.store.close()


def test_a_key_that_was_made_is_a_key() -> None:
    assert len(master_key(new_master_key())) == 32
    assert new_master_key() != new_master_key()


def test_what_is_no_key_is_refused() -> None:
    key = new_master_key()
    for text in ("", "short", "no base64 at all!", "QUJD", key[:-4], "!" + key, "ключ"):
        with pytest.raises(BadKey):
            master_key(text)


async def test_a_bot_whose_key_is_missing_refuses_to_start_and_makes_no_new_one(kit: Kit, database: Path) -> None:
    await seals_of(kit, 7)
    bot = create_bot(settings_in(database.parent), clock=kit.clock, shard_count=1)
    with pytest.raises(WrongMasterKey):
        await bot.setup_hook()
    await bot.store.close()
    assert not (database.parent / "master.key").exists()


async def test_a_bot_with_another_key_refuses_to_start_and_touches_nothing(kit: Kit, database: Path) -> None:
    await seals_of(kit, 7)
    before = await wrapped(kit)
    settings = settings_in(database.parent, secret_keys=new_master_key())
    bot = create_bot(settings, clock=kit.clock, shard_count=1)
    with pytest.raises(WrongMasterKey):
        await bot.setup_hook()
    await bot.store.close()
    assert await wrapped(kit) == before


async def test_when_the_key_file_is_lost_the_copy_that_a_second_person_keeps_opens_everything(
    kit: Kit, database: Path
) -> None:
    kept_apart = sealing.make_key_file(database.parent / "master.key")
    kit.seals.use(kept_apart)
    before = (await seals_of(kit, 7)).who("journal", 1)
    written_down = (database.parent / "master.key").read_text("ascii").strip()
    (database.parent / "master.key").unlink()  # R49
    bot = create_bot(settings_in(database.parent, secret_keys=written_down), clock=kit.clock, shard_count=1)
    bot.kit.seals.use(await bot._master_keys())
    async with bot.store.reading() as session:
        seals = await bot.kit.seals.known(session, 7)
    await bot.store.close()
    assert seals is not None
    assert seals.who("journal", 1) == before


# The key file


def test_a_key_file_is_readable_by_its_owner_only_and_made_once(tmp_path: Path) -> None:
    file = tmp_path / "state" / "master.key"
    made = sealing.make_key_file(file)
    assert sealing.read_key_file(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        sealing.make_key_file(file)
    assert sealing.read_key_file(file) == made


def test_no_key_file_holds_no_key(tmp_path: Path) -> None:
    assert sealing.read_key_file(tmp_path / "master.key") == []


def test_a_key_file_with_a_broken_line_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    for line in ("something else", "ключ"):
        file.write_text(f"{new_master_key()}\n{line}\n")
        with pytest.raises(BadKey):
            sealing.read_key_file(file)


def test_a_fresh_key_is_put_before_the_older_ones_and_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    old = sealing.make_key_file(file)
    keys_now = sealing.add_key_to_file(file)
    assert keys_now[1:] == old
    assert keys_now[0] not in old
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["master.key"]


# Rotation


@pytest_asyncio.fixture
async def sealed_file(database: Path, clock: Clock) -> bytes:
    """A file with three guilds under the key of its key file, and something sealed in the first."""
    kit = kit_on(database, clock, keys=sealing.make_key_file(database.parent / "master.key"))
    sealed = (await seals_of(kit, 1)).seal(entry(), "words", WORDS)
    for guild_id in (2, 3):
        await seals_of(kit, guild_id)
    await kit.store.close()
    return sealed


async def opened(database: Path, sealed: bytes, master_keys: list[bytes]) -> str:
    kit = kit_on(database, Clock(), keys=master_keys)
    try:
        return (await seals_of(kit, 1)).open(entry(words=sealed), "words")
    finally:
        await kit.store.close()


async def test_after_a_rotation_the_new_key_alone_opens_everything_as_it_was(
    sealed_file: bytes, database: Path
) -> None:
    settings = settings_in(database.parent)
    assert await keys.rotate(settings) == 3
    new, *_ = sealing.read_key_file(settings.key_file)
    assert await opened(database, sealed_file, [new]) == WORDS


async def test_a_rotation_that_was_interrupted_is_finished_by_the_next_with_the_same_key(
    sealed_file: bytes, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, rewrap, wrapped_so_far = settings_in(database.parent), Seals.rewrap, list[int]()

    def rewrap_two(seals: Seals, row: GuildKeyRow) -> bool:
        if len(wrapped_so_far) == 2:
            raise KeyboardInterrupt
        changed = rewrap(seals, row)
        wrapped_so_far.extend([row.guild_id] * changed)
        return changed

    monkeypatch.setattr(Seals, "rewrap", rewrap_two)
    with pytest.raises(KeyboardInterrupt):
        await keys.rotate(settings)
    monkeypatch.undo()
    in_between = sealing.read_key_file(settings.key_file)
    assert await opened(database, sealed_file, in_between) == WORDS
    assert await keys.rotate(settings) == 1
    assert sealing.read_key_file(settings.key_file) == in_between
    assert await opened(database, sealed_file, in_between[:1]) == WORDS


async def test_keys_from_the_environment_are_rotated_to_the_first_of_them(sealed_file: bytes, database: Path) -> None:
    new, old = new_master_key(), (database.parent / "master.key").read_text().strip()
    settings = settings_in(database.parent, secret_keys=f"{new},{old}")
    assert await keys.rotate(settings) == 3
    assert await keys.rotate(settings) == 0
    assert await opened(database, sealed_file, [master_key(new)]) == WORDS


async def test_a_rotation_without_the_right_key_changes_nothing(
    sealed_file: bytes, database: Path, clock: Clock
) -> None:
    kit = kit_on(database, clock)
    before = await wrapped(kit)
    with pytest.raises(WrongMasterKey):
        await keys.rotate(settings_in(database.parent, secret_keys=new_master_key()))
    os.unlink(database.parent / "master.key")
    with pytest.raises(WrongMasterKey):
        await keys.rotate(settings_in(database.parent))
    assert await wrapped(kit) == before
    assert not (database.parent / "master.key").exists()
    await kit.store.close()


async def test_a_rotation_before_anything_was_sealed_has_nothing_to_do(database: Path) -> None:
    assert await keys.rotate(settings_in(database.parent)) == 0


async def test_a_rotation_waits_for_the_bot_to_be_stopped(sealed_file: bytes, database: Path, clock: Clock) -> None:
    running = kit_on(database, clock)
    running.store.hold()
    with pytest.raises(AlreadyRunning):
        await keys.rotate(settings_in(database.parent))
    await running.store.close()
