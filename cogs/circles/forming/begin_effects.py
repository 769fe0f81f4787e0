"""Jobs of forming: it is time to begin, to remind. Each may run twice, late, or for nothing."""

from typing import TYPE_CHECKING

from bot.membership import person_in
from bot.refusal import Refusal
from bot.server_settings import values_in
from bot.worker import WaitForReturn
from cogs.circles import keeping, names, texts, who
from cogs.circles.circle import Leave, Pace, Stage, StopHosting
from cogs.circles.forming import begin_actions, form_rules, open_actions
from cogs.circles.forming.new_circle import has_a_time, plan
from data import cards, circles, jobs
from data.jobs import Job, Urgency

if TYPE_CHECKING:
    from bot.app import Banyan


async def begin(bot: "Banyan", job: Job) -> None:
    """Begin a circle whose time has come; one that cannot asks on its invitation, and is called off in the end."""
    guild_id = job.guild_id or 0
    now = bot.kit.clock()
    async with bot.kit.store.reading() as session:
        row = await circles.circle(session, guild_id, job.subject_id)
    if row is None or row.stage != Stage.GATHERING:
        return
    if now >= row.starts_at + form_rules.UNBEGUN[Pace(row.pace)]:
        async with bot.jobs.recording(job) as session:
            again = await circles.circle(session, guild_id, job.subject_id)
            if again is not None and again.stage == Stage.GATHERING:
                await open_actions.call_off_in(bot.kit, session, again, 0)
        return
    if has_a_time(row) and now >= row.starts_at:
        try:
            await only_a_facilitator_hosts(bot, guild_id, row.id)
            await begin_actions.begin_by(bot.kit, guild_id, row.id, deed=lambda: bot.jobs.recording(job))
            return
        except Refusal:
            pass  # too few, or no facilitator: the invitation asks
    async with bot.jobs.recording(job) as session:
        again = await circles.circle(session, guild_id, job.subject_id)
        if again is not None and again.stage == Stage.GATHERING:
            await cards.show(session, names.INVITATION_CARD, again.origin_id, guild_id=guild_id, now=now)
            await plan(session, again, now)


async def only_a_facilitator_hosts(bot: "Banyan", guild_id: int, circle_id: int) -> None:
    """Find out, before a circle begins, whether its host still leads circles here, where a facilitator has to.

    Raises:
        Refusal: when they do not, or left the server; nobody hosts it from now on.
    """
    async with bot.kit.store.reading() as session:
        row = await circles.circle(session, guild_id, circle_id)
        if row is None or row.stage != Stage.GATHERING or not row.needs_facilitator or row.host is None:
            return
        host = int((await bot.kit.seals.of(session, guild_id)).open(row, "host"))
        values = await values_in(session, bot.kit.server_settings, guild_id)
    guild = bot.get_guild(guild_id)
    if guild is None:
        raise WaitForReturn
    person = await person_in(guild, host)
    if person is not None and who.leads(person, values):
        return
    event = Leave(host) if person is None else StopHosting(host)
    async with bot.kit.store.writing() as session:
        await keeping.happens_in(bot.kit, session, guild_id, circle_id, event)
    raise Refusal(texts.NEEDS_FACILITATOR)


async def remind(bot: "Banyan", job: Job) -> None:
    """Write to those who wished it, a day and an hour before; and take back what does not hold any more."""
    now = bot.kit.clock()
    async with bot.jobs.recording(job) as session:
        row = await circles.circle(session, job.guild_id or 0, job.subject_id)
        if row is None:
            return
        due = row.stage == Stage.GATHERING and form_rules.is_reminder(row.starts_at, now)
        for seat in await circles.seats(session, row.id):
            stands = await cards.card_of(session, names.SEAT_LETTER, seat.id) is not None
            if stands or (due and seat.may_remind and not seat.gone):
                await cards.show(session, names.SEAT_LETTER, seat.id, guild_id=row.guild_id, now=now)
        at = form_rules.next_reminder(row.starts_at, now) if row.stage == Stage.GATHERING else None
        if at is not None:
            schedule = Urgency.SCHEDULE
            await jobs.ask(session, names.REMIND, row.id, guild_id=row.guild_id, at=at, urgency=schedule, move=True)
