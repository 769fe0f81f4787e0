"""The day's card, lived through: it comes once, in time or late, whatever breaks and whatever an admin changes."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.hearing import CANNOT_LOOK_BACK, MENDED
from bot.kit import Kit
from cogs.reflections import day_actions, names, rules, settings, texts
from data import cards, prompts, reflections, servers
from data.jobs import JobRow
from tests.builders import Clock, kit_on
from tests.reflections.doing import (
    NINE,
    at,
    down_for,
    first_card,
    first_sends,
    forbid,
    prompt_in,
    reflect,
    says,
    shared,
    turn_on,
)
from tests.world import World, text_of


async def days_of(world: World) -> list[reflections.Day]:
    async with world.bot.store.reading() as session:
        found = select(reflections.Day).where(reflections.Day.guild_id == world.guild.id)
        return list(await session.scalars(found.order_by(reflections.Day.local_on)))


# Once


async def test_ten_restarts_in_the_due_minute_give_one_card(world: World) -> None:
    """P1."""
    await turn_on(world)
    await world.pass_until(NINE - timedelta(seconds=30))
    for _ in range(10):
        await world.restart()
        await world.pass_time(seconds=6)
    assert world.now() == NINE + timedelta(seconds=30)
    assert len(world.messages(world.daily)) == 1
    assert len(first_sends(world, world.daily)) == 1


async def test_ten_processes_killed_in_the_due_minute_give_one_card(world: World) -> None:
    """P1: as before, and none of them ends in good order."""
    await turn_on(world)
    await world.pass_until(NINE - timedelta(seconds=30))
    for _ in range(10):
        await world.kill_and_restart()
        await world.pass_time(seconds=6)
    assert len(world.messages(world.daily)) == 1


async def test_two_workers_on_one_file_open_one_day(database: Path, clock: Clock) -> None:
    """P2: whoever is second finds the date taken, and neither fails."""
    both = [kit_on(database, clock), kit_on(database, clock)]
    async with both[0].store.writing() as session:
        await servers.set_value(session, 7, names.ROOM, "70")
        await day_actions_are_known(both[0], both[1])
        await reflections.settle(session, 7, clock())
    clock.pass_time(hours=9)

    async def look(kit: Kit) -> None:
        async with kit.store.writing() as session:
            await day_actions.open_due_day(kit, session, 7)

    await asyncio.gather(*(look(kit) for kit in both for _ in range(5)))
    async with both[0].store.reading() as session:
        assert len(list(await session.scalars(select(reflections.Day)))) == 1
        cards = select(JobRow).where(JobRow.kind == f"card:{names.DAY_CARD}")
        assert len(list(await session.scalars(cards))) == 1
    for kit in both:
        await kit.store.close()


async def day_actions_are_known(*kits: Kit) -> None:
    """Let the registries of bare kits know this feature's settings."""
    for kit in kits:
        kit.server_settings.add(*settings.ENTRIES)


async def test_a_card_comes_each_morning_for_a_week_and_each_with_another_prompt(world: World) -> None:
    """P1 and P9."""
    await turn_on(world)
    await world.pass_until(at(days=6, hours=1))
    cards = world.messages(world.daily)
    assert len(cards) == 7
    assert len({prompt_in(text_of(card)).id for card in cards}) == 7
    assert [day.local_on for day in await days_of(world)] == [date(2026, 1, 1) + timedelta(days=n) for n in range(7)]


async def test_a_prompt_of_ones_own_does_not_use_up_the_day(world: World) -> None:
    """P5: somebody who writes before the card comes takes nothing from it."""
    await turn_on(world)
    await reflect(world, world.member, "Early this morning.")
    await world.pass_until(NINE)
    assert len(world.messages(world.daily)) == 1


async def test_answers_do_not_decide_what_comes_next(world: World) -> None:
    """P10: the second card is the one that history alone gives, however many answered the first."""
    card = await first_card(world)
    for person in (world.member, world.other, world.moderator):
        await shared(world, person, card, "An answer.")
    given = [(day.local_on, day.prompt_id) for day in await days_of(world)]
    await world.pass_until(at(days=1))
    expected = rules.choose(
        prompts.bank(), frozenset(prompts.THEMES), given, guild_id=world.guild.id, on=date(2026, 1, 2)
    )
    assert prompt_in(text_of(world.card(world.daily))) == expected


# Late


async def test_after_three_hours_of_downtime_the_card_comes_late_and_once(world: World) -> None:
    """P3."""
    await turn_on(world)
    await world.pass_until(NINE - timedelta(minutes=1))
    await down_for(world, hours=3)
    assert len(world.messages(world.daily)) == 1
    assert world.room_text(world.team) == ""
    await world.pass_until(at(days=1))
    assert len(world.messages(world.daily)) == 2


async def test_after_seven_hours_of_downtime_the_day_is_skipped_and_the_team_hears(world: World) -> None:
    """P3."""
    await turn_on(world)
    await world.pass_until(NINE - timedelta(minutes=1))
    await down_for(world, hours=7)
    await world.pass_time(minutes=5)
    assert world.messages(world.daily) == []
    assert texts.SKIPPED.in_("en", about="2026-01-01") in world.room_text(world.team)
    await world.pass_until(at(days=1))
    assert len(world.messages(world.daily)) == 1


async def test_a_skipped_day_takes_no_prompt_from_the_bank(world: World) -> None:
    """P9: what nobody saw can still come."""
    await turn_on(world)
    await world.pass_until(NINE - timedelta(minutes=1))
    await down_for(world, hours=7)
    await world.pass_until(at(days=1))
    expected = rules.choose(prompts.bank(), frozenset(prompts.THEMES), [], guild_id=world.guild.id, on=date(2026, 1, 2))
    assert prompt_in(text_of(world.card(world.daily))) == expected


async def test_after_four_days_of_downtime_only_today_is_posted(world: World) -> None:
    """P3: no burst of old cards."""
    await turn_on(world)
    await world.pass_until(NINE - timedelta(minutes=1))
    await down_for(world, days=3, hours=1)
    assert len(world.messages(world.daily)) == 1
    said = world.room_text(world.team)
    assert [day in said for day in ("2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04")] == [True] * 3 + [False]


# Whatever breaks


async def test_a_failed_send_is_tried_again_until_the_card_stands(world: World) -> None:
    """P4."""
    await turn_on(world)
    world.env.inject_error("POST", f"/channels/{world.daily.id}/messages", status=500, times=3)
    await world.pass_until(NINE)
    assert world.messages(world.daily) == []
    await world.pass_time(minutes=10)
    assert len(world.messages(world.daily)) == 1
    assert len(first_sends(world, world.daily)) == 4
    assert world.errors()


@pytest.mark.parametrize("point", ["card.tried", "card.sent", "card.recorded", "reflections.thread_made"])
async def test_a_process_that_dies_at_any_point_leaves_one_card_with_one_thread(world: World, point: str) -> None:
    """P4: what became of the send is found out, never guessed."""
    await turn_on(world)
    world.crash_at(point)
    await world.pass_until(NINE)
    await world.restart_after_crash()
    await world.pass_time(minutes=5)
    assert len(world.messages(world.daily)) == 1
    assert len(world.daily.threads) == 1
    assert [day.thread_id for day in await days_of(world)] == [world.thread(world.daily).id]


async def test_without_message_history_an_interrupted_card_waits_and_the_team_hears(world: World) -> None:
    """P4: never a blind second send."""
    await turn_on(world)
    world.crash_at("card.sent")
    await world.pass_until(NINE)
    await forbid(world, world.daily, "read_message_history")
    await world.restart_after_crash()
    await world.pass_time(minutes=5)
    assert len(world.messages(world.daily)) == 1
    assert says(world.room_text(world.team), CANNOT_LOOK_BACK)
    await forbid(world, world.daily)
    await world.pass_time(minutes=5)
    assert len(first_sends(world, world.daily)) == 1


async def test_a_card_deleted_by_hand_is_not_posted_again_however_often_it_is_looked_at(world: World) -> None:
    """P4: what somebody took down stays down."""
    card = await first_card(world)
    await world.moderator.delete(card)
    (day,) = await days_of(world)
    for _ in range(2):
        async with world.bot.store.writing() as session:
            await cards.show(session, names.DAY_CARD, day.id, guild_id=world.guild.id, now=world.now())
        await world.restart()
        await world.pass_time(minutes=5)
    assert world.messages(world.daily) == []


# What the team hears


async def test_the_team_hears_when_fourteen_and_when_three_prompts_are_left(world: World) -> None:
    """P11: and members only see cards, also when none are left."""
    await turn_on(world)
    await world.set(world.admin, "reflections.themes", "voices,bridges")
    await world.pass_until(at(days=5, hours=-1))
    assert not says(world.room_text(world.team), texts.FEW_LEFT)
    await world.pass_until(at(days=5, hours=1))
    assert texts.FEW_LEFT.in_("en", about="14") in world.room_text(world.team)
    await world.pass_until(at(days=16, hours=1))
    assert texts.FEW_LEFT.in_("en", about="3") in world.room_text(world.team)
    await world.pass_until(at(days=22, hours=1))
    assert len(world.messages(world.daily)) == 23
    assert not says(world.room_text(world.daily), texts.FEW_LEFT)
    assert len(world.messages(world.team)) == 2


async def test_the_team_hears_also_when_a_theme_less_takes_the_number_past_fourteen(world: World) -> None:
    """P11: from twenty to nine overnight, the warning is not jumped over."""
    await turn_on(world)
    await world.set(world.admin, "reflections.themes", "voices,bridges")
    await world.pass_until(at(days=1, hours=1))
    await world.set(world.admin, "reflections.themes", "voices")
    await world.pass_until(at(days=2, hours=1))
    assert says(world.room_text(world.team), texts.FEW_LEFT)


async def test_the_team_hears_again_when_new_prompts_run_low_in_their_turn(world: World) -> None:
    """P11: what was warned of once and then mended is warned of once more."""
    await turn_on(world)
    await world.set(world.admin, "reflections.themes", "voices,bridges")
    await world.pass_until(at(days=5, hours=1))
    await world.set(world.admin, "reflections.themes", "voices,bridges,safety")
    await world.pass_until(at(days=6, hours=1))
    assert says(text_of(world.card(world.team)), MENDED)
    await world.pass_until(at(days=15, hours=1))
    assert texts.FEW_LEFT.in_("en", about="14") in text_of(world.card(world.team))
    assert not says(text_of(world.card(world.team)), MENDED)


# What an admin changes


async def test_a_time_later_today_gives_no_second_card_today(world: World) -> None:
    """P1: one a local date, ever."""
    await first_card(world)
    await world.set(world.admin, "reflections.time", "11:00")
    await world.pass_until(at(hours=5))
    assert len(world.messages(world.daily)) == 1
    await world.pass_until(at(days=1, hours=2.5))
    assert len(world.messages(world.daily)) == 2


async def test_another_zone_moves_the_next_card_and_repeats_no_date(world: World) -> None:
    """P1 and P6: Manila is eight hours ahead, so tomorrow's nine o'clock comes sixteen hours after today's."""
    await first_card(world)
    await world.set(world.admin, "server.zone", "Asia/Manila")
    await world.pass_until(at(hours=15.9))
    assert len(world.messages(world.daily)) == 1
    await world.pass_until(at(hours=16))
    assert len(world.messages(world.daily)) == 2
    assert [day.local_on for day in await days_of(world)] == [date(2026, 1, 1), date(2026, 1, 2)]


async def test_a_zone_in_which_it_is_still_yesterday_repeats_no_date_either(world: World) -> None:
    """P1: nine o'clock of 1 January comes again in Honolulu, and the card does not."""
    await world.set(world.admin, "server.zone", "Pacific/Kiritimati")
    await turn_on(world)
    await world.pass_until(NINE + timedelta(hours=12))  # 2 January, 11:00, in Kiritimati
    assert len(world.messages(world.daily)) == 1
    await world.set(world.admin, "server.zone", "Pacific/Honolulu")
    await world.pass_until(NINE + timedelta(days=2, hours=11))  # 3 January, 10:00, in Honolulu
    dates = [day.local_on for day in await days_of(world)]
    assert dates == sorted(set(dates))
    assert len(world.messages(world.daily)) == len(dates)


async def test_switched_off_nothing_comes_and_switched_on_again_no_day_is_made_up_for(world: World) -> None:
    """P3: being off is not downtime; nothing is posted late or noted as skipped."""
    await first_card(world)
    await world.set(world.admin, "reflections.room", "none")
    await world.pass_until(at(days=2, hours=1))
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    await world.pass_time(minutes=10)
    assert len(world.messages(world.daily)) == 1
    assert world.room_text(world.team) == ""
    await world.pass_until(at(days=3))
    assert len(world.messages(world.daily)) == 2


async def test_on_other_weekdays_nothing_comes(world: World) -> None:
    """P6: 1 January 2026 is a Thursday."""
    await world.set(world.admin, "reflections.weekdays", "fri, mon")
    await turn_on(world)
    await world.pass_until(at(days=7, hours=1))
    assert [day.local_on for day in await days_of(world)] == [date(2026, 1, 2), date(2026, 1, 5)]
    assert len(world.messages(world.daily)) == 2


async def test_another_room_has_the_next_card_and_the_old_card_stays(world: World) -> None:
    await first_card(world)
    await world.set(world.admin, "reflections.room", "#general")
    await world.pass_until(at(days=1))
    assert len(world.messages(world.daily)) == 1
    assert len(world.messages(world.general)) == 1
