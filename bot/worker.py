"""The one loop: look what is due, claim it, run it, record what came of it.

There are no timers but one sleep until the nearest job, so a restart loses nothing. A handler is given the
bot and the job, reads the subject's own row and decides; it may run twice, late, or for nothing. One that
wants a later look asks for it on every run.
"""

import asyncio
import contextvars
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import logs
from bot.kit import Kit
from data import jobs, servers
from data.jobs import Job, Urgency

log = logs.get(__name__)

SLOTS = 8
KEPT_FOR_SAFETY = 2
LONGEST_NAP = timedelta(hours=1)
HANDLER_LIMIT = jobs.LEASE - timedelta(seconds=10)  # a handler ends before its lease does
GAVE_UP = "server.gave_up"

Handler = Callable[[Any, Job], Awaitable[None]]


class Later(Exception):
    """Raised by a handler: nothing is wrong, only too soon. Look again at `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


class WaitForReturn(Exception):
    """Raised by a handler: a room, role or server is gone. Look again when something there comes back."""


class Worker:
    """Runs the jobs of one database file.

    Args:
        kit: Time and store.
        bot: Given to every handler first.
    """

    def __init__(self, kit: Kit, bot: Any) -> None:
        self._kit = kit
        self._bot = bot
        self._handlers: dict[str, Handler] = {}
        self._running: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._ordinary = 0  # how many of the running ones are not about people's safety
        self._context: contextvars.Context | None = None
        self._nap: asyncio.Task[None] | None = None
        self._nap_ends_at: datetime | None = None
        self._looking: asyncio.Task[None] | None = None
        self._look_again = False
        self._stopping = False

    def on(self, kind: str, handler: Handler) -> None:
        """Say who looks at a kind of subject."""
        self._handlers[kind] = handler

    def start(self) -> None:
        """Begin. What an earlier process held was released before, by `jobs.release_all`."""
        # The loop's tasks belong to the process, not to whichever press happened to wake them.
        self._context = contextvars.copy_context()
        self._kit.store.asked = self._asked
        self.look()

    async def stop(self, *, within: float = 10) -> None:
        """Take nothing new and let what runs finish.

        Args:
            within: How many seconds to wait for it; what is left is looked at again after the next start.
        """
        self._stopping = True
        self._kit.store.asked = lambda at: None
        self._end_nap()
        if self._looking is not None:
            await asyncio.wait([self._looking], timeout=within)  # it may just have claimed something
        if self._running:
            _, left = await asyncio.wait(self._running.values(), timeout=within)
            for task in left:
                task.cancel()

    async def next_due_at(self) -> datetime | None:
        """Return when there is something to look at next."""
        async with self._kit.store.reading() as session:
            return await jobs.next_due_at(session)

    @asynccontextmanager
    async def recording(self, job: Job) -> AsyncIterator[AsyncSession]:
        """A deed on behalf of a job.

        Raises:
            LostClaim: when the job is no longer ours; then nothing is recorded.
        """
        async with self._kit.store.writing(in_background=True) as session:
            await jobs.hold_claim(session, job)
            yield session

    async def run_now(self, kind: str, subject_id: int, *, within: float) -> None:
        """Run one job without waiting for its turn, for a person who is waiting to read what came of it.

        Args:
            kind: The job's kind.
            subject_id: Its subject.
            within: How many seconds to wait at most; it goes on behind the scenes after that.
        """
        key = (kind, subject_id)
        if key not in self._running:
            async with self._kit.store.writing() as session:
                job = await jobs.claim_one(session, kind, subject_id, now=self._kit.clock())
            if job is not None:
                self._begin(job)
        if key in self._running:
            await asyncio.wait([self._running[key]], timeout=within)

    def look(self) -> None:
        """Look now what is due."""
        if self._stopping or self._context is None:
            return
        if self._looking is not None:
            self._look_again = True
            return
        self._end_nap()
        self._looking = self._spawn(self._look_until_nothing_is_due())

    def _asked(self, at: datetime) -> None:
        """Hear, after a commit, that a job was asked for."""
        if at <= self._kit.clock() or self._looking is not None:
            self.look()  # a look under way may have read the next moment already
        elif self._nap_ends_at is not None and at < self._nap_ends_at:
            self._nap_until(at)

    async def _look_until_nothing_is_due(self) -> None:
        try:
            while True:
                self._look_again = False
                due_at = await self.next_due_at()
                taken = 0
                if due_at is not None and due_at <= self._kit.clock() and not self._stopping:
                    taken = await self._claim_and_begin()
                if not taken and not self._look_again:
                    break
        except Exception:
            log.exception("jobs.look_failed")
            due_at = self._kit.clock() + jobs.FIRST_RETRY
        self._looking = None
        self._nap_until(due_at)

    async def _claim_and_begin(self) -> int:
        now = self._kit.clock()
        free = max(SLOTS - len(self._running), 0)
        room = min(free, SLOTS - KEPT_FOR_SAFETY - self._ordinary)
        async with self._kit.store.writing(in_background=True) as session:
            if room > 0:
                taken = await jobs.claim(session, now=now, most=room)
            else:
                taken = await jobs.claim(session, now=now, most=free, least_urgent=Urgency.SAFETY)
        for job in taken:
            self._begin(job)
        return len(taken)

    def _begin(self, job: Job) -> None:
        self._ordinary += job.urgency != Urgency.SAFETY
        self._running[(job.kind, job.subject_id)] = self._spawn(self._run(job))

    async def _run(self, job: Job) -> None:
        try:
            record = await self._outcome(job)
            if record is not None:
                await record
        except Exception:
            # The lease stays and runs out; then the job is looked at again.
            log.exception("jobs.record_failed", kind=job.kind, subject=job.subject_id)
        finally:
            del self._running[(job.kind, job.subject_id)]
            self._ordinary -= job.urgency != Urgency.SAFETY
            self.look()

    async def _outcome(self, job: Job) -> Coroutine[Any, Any, None] | None:
        """Run the handler; return how to record what came of it, or None when it is no longer ours."""
        handler = self._handlers.get(job.kind)
        if handler is None:
            log.error("jobs.unknown_kind", kind=job.kind)
            return self._record(jobs.give_up, job, now=self._kit.clock())
        try:
            async with asyncio.timeout(HANDLER_LIMIT.total_seconds()):
                await handler(self._bot, job)
        except Later as later:
            return self._record(jobs.later, job, at=later.at)
        except WaitForReturn:
            return self._record(jobs.give_up, job, now=self._kit.clock())
        except jobs.LostClaim:
            log.warning("jobs.lost_claim", kind=job.kind, subject=job.subject_id)
            return None
        except Exception:
            log.exception("jobs.failed", kind=job.kind, subject=job.subject_id, attempts=job.attempts)
            if job.attempts >= jobs.TRIES:
                return self._give_up_and_tell(job)
            return self._record(jobs.retry, job, at=self._kit.clock() + jobs.retry_after(job.attempts))
        return self._record(jobs.done, job)

    async def _record(self, outcome: Callable[..., Awaitable[bool]], job: Job, **how: Any) -> None:
        async with self._kit.store.writing(in_background=True) as session:
            ours = await outcome(session, job, **how)
        if not ours:
            log.warning("jobs.lost_claim", kind=job.kind, subject=job.subject_id)

    async def _give_up_and_tell(self, job: Job) -> None:
        now = self._kit.clock()
        async with self._kit.store.writing(in_background=True) as session:
            await jobs.give_up(session, job, now=now)
            if job.guild_id is not None and servers.NOTICE_CARD not in job.kind:
                # What it was is not said: it might be about a person, or about a report.
                await servers.tell_admins(session, job.guild_id, GAVE_UP, about="", now=now)

    def _nap_until(self, at: datetime | None) -> None:
        """Sleep until a moment, an hour at most, and look then."""
        if self._stopping:
            return
        now = self._kit.clock()
        latest = now + LONGEST_NAP
        self._nap_ends_at = latest if at is None else min(at, latest)
        if self._nap_ends_at <= now and self._running:
            # Every slot that may take it is busy: whoever finishes looks, and so does whoever asks.
            self._nap_ends_at = now + jobs.FIRST_RETRY
        self._end_nap(forget=False)
        self._nap = self._spawn(self._sleep((self._nap_ends_at - now).total_seconds()))

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0))
        self._nap = None
        self.look()

    def _end_nap(self, *, forget: bool = True) -> None:
        if self._nap is not None:
            self._nap.cancel()
            self._nap = None
        if forget:
            self._nap_ends_at = None

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(work, context=self._context)
