"""A circle with a time: Discord's event mirrors it, and whoever wished to be reminded is."""

import datetime

import discord
import pytest

from cogs.circles.circle import Stage
from cogs.circles.forming import form_texts as texts
from tests.circles.doing import brought_to, row_of, value_of
from tests.circles.doing_forming import (
    TELLERS,
    TITLE,
    begun,
    events,
    host,
    invited,
    join,
    press,
    ready,
    seat_row,
)
from tests.reflections.doing import forge_press, says
from tests.world import World, labels_of, text_of

START = datetime.datetime(2026, 1, 4, 19, 30, tzinfo=datetime.UTC)
SOON, ACTIVE, DONE, CANCELED = 1, 2, 3, 4  # Discord's numbers of how an event stands


def may_mirror(world: World, *, allowed: bool = True) -> None:
    """Give the bot the permissions that events need, or take them away."""
    role = world.guild.roles[world.env.backend.bot_user.name]
    wanted = discord.Permissions(world.env.backend.get_role(world.guild.id, role.id).permissions)
    wanted.update(manage_events=allowed, create_events=allowed, administrator=False)
    world.env.backend.edit_role(world.guild.id, role.id, {"permissions": wanted.value})


async def scheduled(world: World, **fields: str) -> int:
    """Open a circle for the fourth of January, 19:30 UTC."""
    return await invited(world, None, when="2026-01-04 19:30", **fields)


def letters_of(world: World, key: str) -> list[str]:
    """What Banyan has written to somebody and has not taken back."""
    return [text_of(message) for message in world.messages(world.letters(world.person(key)))]


async def wishes_reminders(world: World, circle_id: int, *keys: str) -> None:
    """Let people join and say yes to reminders."""
    for key in keys:
        mine = await join(world, circle_id, key)
        await world.press(world.person(key), mine, "Remind me a day and an hour before")


# The event


async def test_a_circle_with_a_time_is_mirrored_as_an_event_with_public_facts_only(world: World) -> None:
    """C11."""
    await ready(world)
    may_mirror(world)
    await scheduled(world, theme="bridges")
    (event,) = events(world)
    assert event.name == TITLE
    assert datetime.datetime.fromisoformat(event.scheduled_start_time) == START
    assert event.scheduled_end_time is not None
    assert datetime.datetime.fromisoformat(event.scheduled_end_time) == START + datetime.timedelta(hours=2)
    assert event.entity_metadata == {"location": "#circles"}
    assert event.description is None
    await invited(world, title="At once", pace="slow")
    assert len(events(world)) == 1


async def test_a_slow_one_is_mirrored_for_a_week(world: World) -> None:
    await ready(world)
    may_mirror(world)
    await scheduled(world, pace="slow")
    (event,) = events(world)
    assert event.scheduled_end_time is not None
    assert datetime.datetime.fromisoformat(event.scheduled_end_time) == START + datetime.timedelta(days=7)


async def test_it_is_renamed_moved_and_cancelled_with_the_circle(world: World) -> None:
    await ready(world)
    may_mirror(world)
    circle_id = await scheduled(world)
    form = await forge_press(world, host(world), f"circles:plan_change:{circle_id}")
    await world.fill(host(world), form, title="Other words", when="2026-01-05 20:00")
    await world.pass_time(seconds=5)
    (event,) = events(world)
    assert event.name == "Other words"
    moved = datetime.datetime.fromisoformat(event.scheduled_start_time)
    assert moved == START + datetime.timedelta(days=1, minutes=30)
    await forge_press(world, host(world), f"circles:call_off_now:{circle_id}")
    await world.pass_time(seconds=5)
    (event,) = events(world)
    assert event.status == CANCELED


async def test_what_somebody_changes_in_the_event_is_mended_within_a_day(world: World) -> None:
    """C11: Banyan's table is the truth."""
    await ready(world)
    may_mirror(world)
    await scheduled(world)
    (event,) = events(world)
    world.env.backend.edit_scheduled_event(world.guild.id, event.id, {"name": "Something else"})
    await world.pass_time(days=1, minutes=1)
    (event,) = events(world)
    assert event.name == TITLE


async def test_an_event_that_was_taken_down_by_hand_stays_down(world: World) -> None:
    await ready(world)
    may_mirror(world)
    await scheduled(world)
    (event,) = events(world)
    world.env.backend.delete_scheduled_event(world.guild.id, event.id)
    await world.pass_time(days=1, minutes=1)
    assert events(world) == []


async def test_begun_early_the_event_begins_and_ends_with_the_circle(world: World) -> None:
    await ready(world)
    may_mirror(world)
    circle_id = await scheduled(world)
    await join(world, circle_id, *TELLERS[:4])
    await begun(world, circle_id)
    (event,) = events(world)
    assert event.status == ACTIVE
    await brought_to(world, circle_id, Stage.CLOSED)
    await world.pass_time(seconds=5)
    (event,) = events(world)
    assert event.status == DONE


async def test_where_too_few_have_come_the_event_does_not_go_on_and_another_shows_the_new_time(world: World) -> None:
    """C11: Discord begins an event by itself at its time, and Banyan's table is the truth."""
    await ready(world)
    may_mirror(world)
    circle_id = await scheduled(world)
    await join(world, circle_id, *TELLERS[:2])
    await world.pass_until(START + datetime.timedelta(minutes=2))
    (event,) = events(world)
    assert event.status == DONE
    await press(world, "linh", circle_id, "Wait for more")
    await world.pass_time(seconds=5)
    event, waits = events(world)
    assert (event.status, waits.status) == (DONE, SOON)
    starts_at = (await row_of(world, circle_id)).starts_at
    assert datetime.datetime.fromisoformat(waits.scheduled_start_time) == starts_at > START
    await join(world, circle_id, *TELLERS[2:4])
    await begun(world, circle_id)
    assert [each.status for each in events(world)] == [DONE, ACTIVE]


async def test_moved_just_after_its_time_the_event_that_discord_began_ends_at_once(world: World) -> None:
    await ready(world)
    may_mirror(world)
    circle_id = await scheduled(world)
    await world.pass_until(START + datetime.timedelta(seconds=20))
    assert [each.status for each in events(world)] == [ACTIVE]
    form = await forge_press(world, host(world), f"circles:plan_change:{circle_id}")
    await world.fill(host(world), form, when="2026-01-05 19:30")
    await world.pass_time(seconds=5)
    assert [each.status for each in events(world)] == [DONE, SOON]


async def test_begun_by_itself_at_its_time_the_event_is_on(world: World) -> None:
    await ready(world)
    may_mirror(world)
    circle_id = await scheduled(world)
    await join(world, circle_id, *TELLERS[:4])
    await world.pass_until(START + datetime.timedelta(minutes=5))
    assert (await value_of(world, circle_id)).stage is Stage.AGREEMENTS
    assert [each.status for each in events(world)] == [ACTIVE]


async def test_without_the_permission_nothing_happens_and_nobody_hears_of_it(world: World) -> None:
    await ready(world)
    may_mirror(world, allowed=False)
    circle_id = await scheduled(world)
    await join(world, circle_id, *TELLERS[:4])
    await world.pass_until(START + datetime.timedelta(minutes=1))
    assert events(world) == []
    assert (await value_of(world, circle_id)).stage is Stage.AGREEMENTS
    assert world.room_text(world.team) == ""
    assert all(world.letters(actor).history() == [] for actor in (world.admin, host(world), world.person("mehwish")))


@pytest.mark.parametrize("times", [0, 1])
async def test_killed_between_discords_answer_and_the_record_there_is_one_event(world: World, times: int) -> None:
    await ready(world)
    may_mirror(world)
    world.crash_at("circles.event_made")
    form = await host(world).slash(world.general, "circle open")
    await world.fill(host(world), form, title=TITLE, when="2026-01-04 19:30")
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert len(events(world)) == 1
    await world.pass_time(days=times)
    assert len(events(world)) == 1


async def test_waiting_for_more_people_makes_no_event_and_offers_no_reminder(world: World) -> None:
    await ready(world)
    may_mirror(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:2])
    await press(world, "linh", circle_id, "Wait for more")
    await world.pass_time(seconds=5)
    assert events(world) == []
    assert labels_of(await press(world, "kavya", circle_id, "My seat"))[0] != "Remind me a day and an hour before"


# Reminders


async def test_whoever_said_yes_is_reminded_a_day_and_an_hour_before_and_nobody_else(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya", "rin")
    await join(world, circle_id, "mei", "farid")
    await world.pass_until(START - datetime.timedelta(days=1, minutes=1))
    assert letters_of(world, "kavya") == []
    await world.pass_time(minutes=2)
    assert [len(letters_of(world, key)) for key in ("kavya", "rin", "mei", "farid", "linh")] == [1, 1, 0, 0, 0]
    (letter,) = letters_of(world, "kavya")
    assert TITLE not in letter
    assert "experiences" not in letter.lower()
    assert str(world.guild.id) not in letter
    sent = len(world.letters(world.member).history())
    await world.pass_until(START - datetime.timedelta(minutes=59))
    assert [len(letters_of(world, key)) for key in ("kavya", "rin", "mei")] == [1, 1, 0]
    newest = world.messages(world.letters(world.member))[-1]
    assert len(world.letters(world.member).history()) == sent  # the first one went, the second one came
    assert newest.created_at >= START - datetime.timedelta(hours=1)


async def test_the_letter_says_behind_its_button_what_it_is_and_can_be_the_last(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya")
    await world.pass_until(START - datetime.timedelta(hours=23))
    letter = world.messages(world.letters(world.member))[-1]
    assert labels_of(letter) == ["What is it?", "No more letters about this"]
    assert TITLE in world.said(await world.press(world.member, letter, "What is it?"))
    stopped = await world.press(world.member, letter, "No more letters about this")
    assert says(world.said(stopped), texts.LETTER_STOPPED)
    assert letters_of(world, "kavya") == []
    await world.pass_until(START)
    assert letters_of(world, "kavya") == []


async def test_a_letter_is_answered_to_its_reader_only(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya")
    seat = (await seat_row(world, circle_id, "kavya")).id
    for verb in ("letter", "letter_no_more"):
        assert says(world.said(await forge_press(world, world.other, f"circles:{verb}:{seat}")), texts.LETTER_OVER)
    assert (await seat_row(world, circle_id, "kavya")).may_remind


async def test_of_a_moment_that_has_passed_nobody_hears(world: World) -> None:
    await ready(world)
    circle_id = await invited(world, when="19:30")
    await wishes_reminders(world, circle_id, "kavya")
    await world.pass_time(hours=2)
    assert letters_of(world, "kavya") == []
    await world.pass_until(START.replace(day=1) - datetime.timedelta(minutes=59))
    assert len(letters_of(world, "kavya")) == 1


async def test_a_circle_called_off_reminds_nobody_and_takes_its_letters_back(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya")
    await world.pass_until(START - datetime.timedelta(hours=23))
    assert len(letters_of(world, "kavya")) == 1
    await forge_press(world, host(world), f"circles:call_off_now:{circle_id}")
    await world.pass_time(seconds=5)
    assert letters_of(world, "kavya") == []
    await world.pass_until(START)
    assert letters_of(world, "kavya") == []


async def test_a_circle_that_is_moved_reminds_at_its_new_time(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya")
    await world.pass_until(START - datetime.timedelta(hours=23))
    form = await forge_press(world, host(world), f"circles:plan_change:{circle_id}")
    await world.fill(host(world), form, when="2026-01-06 19:30")
    await world.pass_time(seconds=5)
    assert letters_of(world, "kavya") == []
    await world.pass_until(START + datetime.timedelta(days=1, minutes=1))
    assert len(letters_of(world, "kavya")) == 1


async def test_whoever_leaves_is_not_reminded(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya", "rin")
    await press(world, "kavya", circle_id, "Leave quietly")
    await world.pass_until(START - datetime.timedelta(hours=23))
    assert [len(letters_of(world, key)) for key in ("kavya", "rin")] == [0, 1]


async def test_somebody_who_takes_no_letters_stops_nobody_else(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya", "rin")
    world.closes_letters(world.member)
    await world.pass_until(START - datetime.timedelta(hours=23))
    assert len(letters_of(world, "rin")) == 1
    assert world.room_text(world.team) == ""


async def test_after_a_restart_each_reminder_comes_once(world: World) -> None:
    await ready(world)
    circle_id = await scheduled(world)
    await wishes_reminders(world, circle_id, "kavya")
    await world.pass_until(START - datetime.timedelta(days=1, seconds=-5))
    await world.restart()
    await world.pass_time(hours=1)
    assert len(world.letters(world.member).history()) == 1
