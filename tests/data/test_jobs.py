"""Jobs as rows: asked for, claimed once, released, tried again; nothing here runs them."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.kit import Kit
from data import jobs
from data.jobs import FIRST_RETRY, LEASE, LONGEST_RETRY, Job, JobRow, LostClaim, Urgency, retry_after
from tests.builders import START, Clock, kit_on

GUILD = 7
LATER = START + timedelta(hours=1)
MUCH_LATER = START + timedelta(days=1)


async def ask(
    kit: Kit, subject: int = 1, *, at: datetime = START, urgency: Urgency = Urgency.SCHEDULE, move: bool = False
) -> None:
    async with kit.store.writing() as session:
        await jobs.ask(session, "tests.look", subject, guild_id=GUILD, at=at, urgency=urgency, move=move)


async def claim(
    kit: Kit, most: int = 8, *, now: datetime = START, least_urgent: Urgency = Urgency.SCHEDULE
) -> list[Job]:
    async with kit.store.writing() as session:
        return list(await jobs.claim(session, now=now, most=most, least_urgent=least_urgent))


async def claimed(kit: Kit, subject: int = 1, *, now: datetime = START) -> Job:
    """Ask for a job and take it."""
    await ask(kit, subject)
    (job,) = await claim(kit, now=now)
    return job


async def done(kit: Kit, job: Job) -> bool:
    async with kit.store.writing() as session:
        return await jobs.done(session, job)


async def retry(kit: Kit, job: Job, *, at: datetime) -> bool:
    async with kit.store.writing() as session:
        return await jobs.retry(session, job, at=at)


async def give_up(kit: Kit, job: Job, *, now: datetime = START) -> bool:
    async with kit.store.writing() as session:
        return await jobs.give_up(session, job, now=now)


async def something_returned(kit: Kit, *, now: datetime = START) -> None:
    async with kit.store.writing() as session:
        await jobs.ask_given_up(session, GUILD, now=now)


async def row(kit: Kit, subject: int = 1) -> JobRow | None:
    async with kit.store.reading() as session:
        return (await session.scalars(select(JobRow).where(JobRow.subject_id == subject))).one_or_none()


async def next_due_at(kit: Kit) -> datetime | None:
    async with kit.store.reading() as session:
        return await jobs.next_due_at(session)


# Asking


async def test_asking_twice_keeps_one_job_and_the_earlier_time(kit: Kit) -> None:
    await ask(kit, at=LATER)
    await ask(kit, at=START)
    await ask(kit, at=MUCH_LATER)
    assert await next_due_at(kit) == START


async def test_a_job_can_be_moved_to_a_later_time(kit: Kit) -> None:
    await ask(kit, at=START)
    await ask(kit, at=LATER, move=True)
    assert await next_due_at(kit) == LATER


async def test_asking_makes_a_job_more_urgent_and_never_less(kit: Kit) -> None:
    await ask(kit, urgency=Urgency.SCHEDULE)
    await ask(kit, urgency=Urgency.SAFETY)
    await ask(kit, urgency=Urgency.SCHEDULE)
    (job,) = await claim(kit)
    assert job.urgency == Urgency.SAFETY


# Claiming


async def test_what_is_not_due_is_not_claimed(kit: Kit) -> None:
    await ask(kit, at=START + timedelta(microseconds=1))
    assert await claim(kit) == []


async def test_what_is_due_at_this_very_moment_is_claimed(kit: Kit) -> None:
    await ask(kit, at=START)
    assert len(await claim(kit)) == 1


async def test_the_most_urgent_come_first_and_among_them_the_oldest(kit: Kit) -> None:
    for subject, urgency, minutes in ((1, 2, 9), (2, 1, 1), (3, 0, 1), (4, 0, 5)):
        await ask(kit, subject, at=START - timedelta(minutes=minutes), urgency=Urgency(urgency))
    assert [job.subject_id for _ in range(4) for job in await claim(kit, 1)] == [4, 3, 2, 1]


async def test_what_is_less_urgent_can_be_left(kit: Kit) -> None:
    await ask(kit, 1, urgency=Urgency.SOMEBODY_WAITS)
    await ask(kit, 2, urgency=Urgency.SAFETY)
    assert [job.subject_id for job in await claim(kit, least_urgent=Urgency.SAFETY)] == [2]


async def test_two_processes_on_one_file_claim_nothing_twice(kit: Kit, database: Path, clock: Clock) -> None:
    other = kit_on(database, clock)
    for subject in range(100):
        await ask(kit, subject)
    taken: Counter[int] = Counter()
    while batch := [*await claim(kit, 7), *await claim(other, 5)]:
        taken.update(job.subject_id for job in batch)
    await other.store.close()
    assert taken == Counter(range(100))


async def test_a_claimed_job_is_not_claimed_again_before_its_lease_ends(kit: Kit) -> None:
    await claimed(kit)
    assert await claim(kit, now=START + LEASE - timedelta(microseconds=1)) == []
    assert len(await claim(kit, now=START + LEASE)) == 1


async def test_one_job_can_be_taken_before_it_is_due_but_not_from_whoever_has_it(kit: Kit) -> None:
    await ask(kit, at=MUCH_LATER)
    async with kit.store.writing() as session:
        assert await jobs.claim_one(session, "tests.look", 1, now=START) is not None
        assert await jobs.claim_one(session, "tests.look", 1, now=START) is None


async def test_a_job_that_was_given_up_is_not_taken_by_itself(kit: Kit) -> None:
    await give_up(kit, await claimed(kit))
    async with kit.store.writing() as session:
        assert await jobs.claim_one(session, "tests.look", 1, now=START) is None


# A lost lease


async def lose(kit: Kit) -> tuple[Job, Job]:
    """Let a lease run out and another take the job; return both claims."""
    first = await claimed(kit)
    (second,) = await claim(kit, now=START + LEASE)
    return first, second


async def test_whoever_lost_the_lease_records_nothing(kit: Kit) -> None:
    first, second = await lose(kit)
    assert not await done(kit, first)
    assert not await retry(kit, first, at=START)
    assert not await give_up(kit, first)
    assert await done(kit, second)
    assert await row(kit) is None


async def test_a_deed_of_whoever_lost_the_lease_is_refused(kit: Kit) -> None:
    first, second = await lose(kit)
    async with kit.store.writing() as session:
        await jobs.hold_claim(session, second)
        with pytest.raises(LostClaim):
            await jobs.hold_claim(session, first)


async def test_a_deed_for_a_job_that_is_gone_is_refused(kit: Kit) -> None:
    job = await claimed(kit)
    await done(kit, job)
    async with kit.store.writing() as session:
        with pytest.raises(LostClaim):
            await jobs.hold_claim(session, job)


# Asked again


async def test_a_job_that_is_done_is_gone(kit: Kit) -> None:
    await done(kit, await claimed(kit))
    assert await row(kit) is None
    assert await next_due_at(kit) is None


async def test_asked_again_while_it_runs_it_is_looked_at_again(kit: Kit) -> None:
    job = await claimed(kit)
    await ask(kit, at=START)
    assert await claim(kit) == []
    await done(kit, job)
    (again,) = await claim(kit)
    assert again.attempts == 1


async def test_asked_again_for_later_while_it_runs_it_waits_until_then(kit: Kit) -> None:
    job = await claimed(kit)
    await ask(kit, at=LATER)
    await done(kit, job)
    assert await claim(kit) == []
    assert await next_due_at(kit) == LATER


async def test_asked_again_while_it_fails_it_does_not_wait_for_the_next_try(kit: Kit) -> None:
    job = await claimed(kit)
    await ask(kit, at=START)
    await retry(kit, job, at=LATER)
    assert len(await claim(kit)) == 1


async def test_asked_for_a_later_look_while_it_fails_it_is_tried_again_before(kit: Kit) -> None:
    job = await claimed(kit)
    await ask(kit, at=MUCH_LATER)
    await retry(kit, job, at=LATER)
    assert await next_due_at(kit) == LATER


async def test_asked_again_while_it_is_given_up_it_is_looked_at_again(kit: Kit) -> None:
    job = await claimed(kit)
    await ask(kit, at=START)
    await give_up(kit, job)
    assert len(await claim(kit)) == 1


async def test_asked_again_after_it_was_given_up_it_begins_anew(kit: Kit) -> None:
    job = await claimed(kit)
    await give_up(kit, job)
    assert await claim(kit, now=MUCH_LATER) == []
    await ask(kit, at=START)
    (again,) = await claim(kit)
    assert again.attempts == 1


async def test_asked_while_it_waits_for_the_next_try_it_is_looked_at_at_once(kit: Kit) -> None:
    await retry(kit, await claimed(kit), at=LATER)
    await ask(kit, at=START)
    assert len(await claim(kit)) == 1


# Waiting for something to come back


async def test_what_was_given_up_is_tried_again_when_something_comes_back(kit: Kit) -> None:
    await give_up(kit, await claimed(kit, 1))
    await something_returned(kit)
    (again,) = await claim(kit)
    assert again.attempts == 1


async def test_what_was_given_up_elsewhere_is_left_alone(kit: Kit) -> None:
    await give_up(kit, await claimed(kit))
    async with kit.store.writing() as session:
        await jobs.ask_given_up(session, GUILD + 1, now=START)
    assert await claim(kit) == []


async def test_what_comes_back_while_the_look_that_misses_it_still_runs_is_not_overlooked(kit: Kit) -> None:
    job = await claimed(kit)
    await something_returned(kit)
    await give_up(kit, job)
    assert len(await claim(kit)) == 1


async def test_what_comes_back_does_not_hasten_what_is_merely_planned(kit: Kit) -> None:
    await ask(kit, at=LATER)
    await something_returned(kit)
    assert await next_due_at(kit) == LATER


# After a restart


async def test_a_new_process_looks_at_once_at_what_the_dead_one_held(kit: Kit) -> None:
    await claimed(kit)
    async with kit.store.writing() as session:
        await jobs.release_all(session, now=START)
    assert len(await claim(kit)) == 1


async def test_a_new_process_keeps_what_was_asked_while_the_dead_one_held_it(kit: Kit) -> None:
    await claimed(kit)
    await ask(kit, at=LATER)
    async with kit.store.writing() as session:
        await jobs.release_all(session, now=START)
    assert await next_due_at(kit) == LATER


async def test_a_new_process_leaves_what_was_given_up_and_what_is_planned(kit: Kit) -> None:
    await give_up(kit, await claimed(kit, 1))
    await ask(kit, 2, at=LATER)
    async with kit.store.writing() as session:
        await jobs.release_all(session, now=START)
    assert await claim(kit) == []
    assert await next_due_at(kit) == LATER


# When to look next


async def test_the_next_look_is_when_a_lease_ends_if_nothing_else_is_due_before(kit: Kit) -> None:
    await claimed(kit)
    assert await next_due_at(kit) == START + LEASE


async def test_the_next_look_is_never_at_a_moment_when_nothing_can_be_claimed(kit: Kit) -> None:
    await claimed(kit)
    await ask(kit, at=MUCH_LATER)
    found = await next_due_at(kit)
    assert found is not None
    assert len(await claim(kit, now=found)) == 1


@given(st.integers(1, 10_000))
def test_the_wait_after_a_failure_grows_and_has_an_end(attempts: int) -> None:
    assert FIRST_RETRY <= retry_after(attempts) <= retry_after(attempts + 1) <= LONGEST_RETRY


def test_the_first_wait_after_a_failure_is_five_seconds_and_the_last_an_hour() -> None:
    assert retry_after(1) == timedelta(seconds=5)
    assert retry_after(jobs.TRIES) == timedelta(hours=1)
