"""The trail: whatever is changed, removed, added or moved in it shows, and what was deleted by its date does not."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from data import trail
from data.base import new_id
from data.sealing import GuildSeals
from data.trail import TrailEntry, Verified
from tests.builders import START, Clock, kit_on, put_copy

GUILD, OTHER_GUILD = 11, 22
CASE, OTHER_CASE = 101, 202
PERSON = 303


async def write(kit: Kit, *what: str, case_id: int | None = CASE, guild_id: int = GUILD) -> None:
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, guild_id)
        for each in what:
            await trail.append(
                session, seals, each, case_id=case_id, actor_id=PERSON, now=kit.clock(), why=f"Because of {each}."
            )


async def delete_case(kit: Kit, case_id: int) -> None:
    async with kit.store.writing() as session:
        entries = await trail.of_case(session, GUILD, case_id)
        await trail.blank(session, await kit.seals.of(session, GUILD), entries, now=kit.clock())


async def verified(kit: Kit, guild_id: int = GUILD) -> Verified:
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, guild_id)
        assert seals is not None
        return await trail.verify(session, seals)


async def change(kit: Kit, number: int, **values: object) -> None:
    async with kit.store.writing() as session:
        is_it = (TrailEntry.guild_id == GUILD, TrailEntry.number == number)
        await session.execute(update(TrailEntry).where(*is_it).values(**values))


async def entry(session: AsyncSession, number: int) -> TrailEntry:
    is_it = select(TrailEntry).where(TrailEntry.guild_id == GUILD, TrailEntry.number == number)
    return (await session.scalars(is_it)).one()


async def seals_of(kit: Kit) -> GuildSeals:
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, GUILD)
        assert seals is not None
        return seals


async def swap(kit: Kit, first: int, second: int) -> None:
    """Let two entries change places."""
    async with kit.store.writing() as session:
        for old, new in ((first, -1), (second, first), (-1, second)):
            await session.execute(text(f"UPDATE trail SET number = {new} WHERE number = {old}"))  # noqa: S608


async def test_an_untouched_trail_fits_and_tells_its_length_and_latest_value(kit: Kit) -> None:
    await write(kit, "kept", "opened", "decided")
    found = await verified(kit)
    async with kit.store.reading() as session:
        assert found == Verified(3, (await entry(session, 3)).chain, None)


async def test_an_empty_trail_fits(kit: Kit) -> None:
    async with kit.store.writing() as session:
        await kit.seals.of(session, GUILD)
    assert await verified(kit) == Verified(0, b"", None)


@pytest.mark.parametrize(
    "values",
    [
        {"what": "closed"},
        {"case_id": OTHER_CASE},
        {"case_id": None},
        {"at": START.replace(year=2027)},
        {"content": bytes(32)},
        {"chain": bytes(32)},
        {"actor": b"somebody else"},
        {"actor": None},
        {"why": None},
        {"salt": None},
    ],
    ids=lambda values: f"{next(iter(values))} {next(iter(values.values())) is None}",
)
async def test_a_changed_entry_is_found(kit: Kit, values: dict[str, object]) -> None:
    await write(kit, "kept", "opened", "decided")
    await change(kit, 2, **values)
    assert (await verified(kit)).broken_at == 2


async def test_another_actor_sealed_with_the_right_key_is_found(kit: Kit) -> None:
    await write(kit, "kept", "opened", "decided")
    async with kit.store.reading() as session:
        forged = (await seals_of(kit)).seal(await entry(session, 2), "actor", "404")
    await change(kit, 2, actor=forged)
    assert (await verified(kit)).broken_at == 2


async def test_a_removed_entry_is_found_even_when_the_rest_is_numbered_anew(kit: Kit) -> None:
    await write(kit, "kept", "opened", "noted", "decided")
    async with kit.store.writing() as session:
        await session.execute(delete(TrailEntry).where(TrailEntry.number == 2))
    assert (await verified(kit)).broken_at == 3
    async with kit.store.writing() as session:
        await session.execute(text("UPDATE trail SET number = number - 1 WHERE number > 2"))
    assert (await verified(kit)).broken_at == 2


async def test_an_inserted_entry_is_found(kit: Kit) -> None:
    await write(kit, "kept", "opened", "decided")
    async with kit.store.writing() as session:
        copied = await entry(session, 2)
        values = {column.name: getattr(copied, column.name) for column in TrailEntry.__table__.columns}
        await session.execute(text("UPDATE trail SET number = 4 WHERE number = 3"))
        session.add(TrailEntry(**{**values, "id": new_id(START), "number": 3}))
    assert (await verified(kit)).broken_at == 3


async def test_entries_that_changed_places_are_found(kit: Kit) -> None:
    await write(kit, "kept", "opened", "noted", "decided")
    await swap(kit, 2, 3)
    assert (await verified(kit)).broken_at == 2


async def test_an_entry_of_another_server_does_not_fit(kit: Kit) -> None:
    await write(kit, "kept", "opened")
    await write(kit, "kept", guild_id=OTHER_GUILD)
    async with kit.store.writing() as session:
        await session.execute(delete(TrailEntry).where(TrailEntry.guild_id == GUILD, TrailEntry.number == 1))
        await session.execute(text(f"UPDATE trail SET guild_id = {GUILD} WHERE guild_id = {OTHER_GUILD}"))  # noqa: S608
    assert (await verified(kit)).broken_at == 1


async def test_each_server_has_a_trail_of_its_own(kit: Kit) -> None:
    await write(kit, "kept", "opened")
    await write(kit, "kept", guild_id=OTHER_GUILD)
    await write(kit, "decided")
    assert [(await verified(kit, each)).entries for each in (GUILD, OTHER_GUILD)] == [3, 1]
    assert [(await verified(kit, each)).broken_at for each in (GUILD, OTHER_GUILD)] == [None, None]


# Deleted with their case


async def test_entries_emptied_with_their_case_still_fit(kit: Kit) -> None:
    await write(kit, "kept", "opened")
    await write(kit, "kept", case_id=OTHER_CASE)
    await write(kit, "decided")
    await delete_case(kit, CASE)
    assert (await verified(kit)).broken_at is None
    await write(kit, "opened", case_id=OTHER_CASE)
    assert (await verified(kit)).broken_at is None
    await delete_case(kit, OTHER_CASE)
    assert await verified(kit) == Verified(7, (await verified(kit)).latest, None)


async def test_of_a_deleted_case_no_entry_says_who_or_why_or_which(kit: Kit) -> None:
    await write(kit, "kept", "opened")
    await delete_case(kit, CASE)
    async with kit.store.reading() as session:
        for number in (1, 2):
            emptied = await entry(session, number)
            assert (emptied.case_id, emptied.actor, emptied.why, emptied.salt) == (None, None, None, None)
        seals = await seals_of(kit)
        told = await entry(session, 3)
        assert told.case_id is None
        assert seals.open(told, "actor") == ""
        assert seals.open(told, "why") == "1,2"


async def test_an_entry_emptied_without_its_case_being_deleted_is_found(kit: Kit) -> None:
    await write(kit, "kept", "opened", "decided")
    await change(kit, 2, case_id=None, actor=None, why=None, salt=None)
    assert (await verified(kit)).broken_at == 2


async def test_an_emptied_entry_of_a_deleted_case_cannot_be_given_another_hash(kit: Kit) -> None:
    await write(kit, "kept", "opened")
    await delete_case(kit, CASE)
    await change(kit, 2, content=bytes(32))
    assert (await verified(kit)).broken_at == 2


async def test_a_case_without_entries_leaves_none(kit: Kit) -> None:
    await write(kit, "kept")
    await delete_case(kit, OTHER_CASE)
    assert (await verified(kit)).entries == 1


# Whatever was done, in whatever order

deeds = st.lists(
    st.tuples(st.sampled_from(["write", "write", "write", "delete"]), st.sampled_from([CASE, OTHER_CASE, 303, 404])),
    min_size=1,
    max_size=15,
)
FIELDS = ("what", "case_id", "at", "content", "chain", "actor", "why", "salt")


async def do(kit: Kit, done: list[tuple[str, int]]) -> None:
    for what, case_id in done:
        if what == "write":
            await write(kit, "opened", case_id=case_id)
        else:
            await delete_case(kit, case_id)


async def play(template: Path, done: list[tuple[str, int]], at: int, field: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kit = kit_on(put_copy(template, Path(folder)), Clock())
        await write(kit, "kept")
        await do(kit, done)
        before = await verified(kit)
        assert before.broken_at is None
        number = at % before.entries + 1
        async with kit.store.reading() as session:
            changed = await entry(session, number)
        emptied = changed.salt is None
        other = {"what": "closed", "case_id": 909, "at": START.replace(year=2027)}.get(field, b"x" * 32)
        await change(kit, number, **{field: other})
        after = await verified(kit)
        if emptied and field in ("what", "at"):
            assert after.broken_at is None  # without its salt nothing is left to hold them against
        else:
            assert after.broken_at == number
        await kit.store.close()


@settings(max_examples=40)
@given(done=deeds, at=st.integers(0, 10**6), field=st.sampled_from(FIELDS))
def test_in_any_trail_whatever_is_changed_anywhere_is_found_where_it_was_changed(
    template: Path, done: list[tuple[str, int]], at: int, field: str
) -> None:
    asyncio.run(play(template, done, at, field))
