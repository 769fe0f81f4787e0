"""`/settings`: everything that can be set is shown, offered and read kindly, and only admins change it."""

import re
from datetime import UTC, datetime

import pytest

from bot.access import ONLY_FOR_ADMINS
from bot.answers import BUSY
from bot.server_settings import UNKNOWN_SETTING
from bot.setting_kinds import NOT_A_ZONE
from cogs.reflections.texts import OFF
from cogs.server import texts
from data.prompts import THEMES
from tests.reflections.doing import NINE, first_card, locked, rows, says
from tests.server.doing import offered, show_settings_to, value_of
from tests.world import World, newest_answer

SHOWN_AT_FIRST = {
    "server.team_room": "none",
    "server.zone": "UTC",
    "server.language": "en",
    "circles.room": "none",
    "circles.facilitators": "none",
    "circles.ages": "mixed",
    "circles.members_may_open": "off",
    "circles.largest": "6",
    "circles.at_once": "5",
    "circles.membership_days": "0",
    "reflections.room": "none",
    "reflections.time": "09:00",
    "reflections.weekdays": "every day",
    "reflections.themes": ", ".join(THEMES),
    "reflections.thread_a_day": "on",
    "reflections.role": "none",
    "reports.room": "none",
    "reports.roster": "none",
    "reports.look": "3",
    "reports.second_person": "off",
    "reports.appeal_contact": "none",
    "support.own": "none",
}


def moments_in(said: str) -> list[datetime]:
    """The moments that an answer shows, as Discord's timestamps."""
    return [datetime.fromtimestamp(int(stamp), UTC) for stamp in re.findall(r"<t:(\d+):F>", said)]


# Showing


async def test_every_setting_is_shown_with_what_it_is_now(world: World) -> None:
    assert {entry.key for entry in world.bot.server_settings} == SHOWN_AT_FIRST.keys()
    for key, shown in SHOWN_AT_FIRST.items():
        assert await value_of(world, key) == shown
    answer = await world.admin.slash(world.general, "settings show")
    assert newest_answer(answer).ephemeral
    for entry in world.bot.server_settings:
        assert f"**{entry.label.in_('en')}**" in world.said(answer)
        assert f"-# {entry.about.in_('en')}" in world.said(answer)


async def test_with_everything_chosen_the_list_still_fits_a_message(world: World) -> None:
    await world.set(world.admin, "server.team_room", "#team")
    await world.set(world.admin, "server.zone", "America/Argentina/ComodRivadavia")
    await world.set(world.admin, "reflections.role", "@Facilitator")
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    assert await value_of(world, "reflections.room") == world.daily.mention


# Changing


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("server.zone", "Asia/Kathmandu", "Asia/Kathmandu"),
        ("server.zone", " asia/ho chi minh ", "Asia/Ho_Chi_Minh"),
        ("server.language", "en", "en"),
        ("reflections.time", "7:30", "07:30"),
        ("reflections.weekdays", "Sunday, wed", "wed, sun"),
        ("reflections.weekdays", "every day", "every day"),
        ("reflections.themes", "voices, bridges", "bridges, voices"),
        ("reflections.themes", "all", ", ".join(THEMES)),
        ("reflections.thread_a_day", "No", "off"),
        ("reflections.thread_a_day", "on", "on"),
    ],
)
async def test_what_is_set_is_read_shown_back_and_kept(world: World, key: str, typed: str, shown: str) -> None:
    """P8."""
    said = world.said(await world.set(world.admin, key, typed))
    label = world.bot.server_settings.named(key).label.in_("en")
    assert texts.CHANGED.in_("en", label=label, value=shown) in said
    assert await value_of(world, key) == shown


@pytest.mark.parametrize("form", ["#{name}", "{name}", "{mention}", "{id}", "DAILY-reflection"])
async def test_a_room_may_be_named_in_every_way_people_name_rooms(world: World, form: str) -> None:
    room = world.daily
    await world.set(world.admin, "reflections.room", form.format(name=room.name, mention=room.mention, id=room.id))
    assert await value_of(world, "reflections.room") == room.mention


@pytest.mark.parametrize("form", ["@{name}", "{name}", "{mention}", "{id}"])
async def test_a_role_may_be_named_in_every_way_people_name_roles(world: World, form: str) -> None:
    role = world.guild.roles["Facilitator"]
    await world.set(world.admin, "reflections.role", form.format(name=role.name, mention=role.mention, id=role.id))
    assert await value_of(world, "reflections.role") == role.mention


@pytest.mark.parametrize("typed", ["none", "None", "off", "-"])
async def test_a_room_can_be_left_out_again(world: World, typed: str) -> None:
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    said = world.said(await world.set(world.admin, "reflections.room", typed))
    assert says(said, OFF)
    assert await value_of(world, "reflections.room") == "none"


async def test_a_change_of_room_time_zone_or_weekdays_shows_the_next_three_dates(world: World) -> None:
    """P8: so that a mistake is seen at once."""
    said = world.said(await world.set(world.admin, "reflections.room", "#daily-reflection"))
    assert moments_in(said) == [NINE, NINE.replace(day=2), NINE.replace(day=3)]
    said = world.said(await world.set(world.admin, "reflections.weekdays", "fri"))
    assert moments_in(said) == [NINE.replace(day=day) for day in (2, 9, 16)]
    said = world.said(await world.set(world.admin, "reflections.time", "18:30"))
    assert moments_in(said)[0] == datetime(2026, 1, 2, 18, 30, tzinfo=UTC)
    said = world.said(await world.set(world.admin, "server.zone", "Asia/Kathmandu"))
    assert moments_in(said)[0] == datetime(2026, 1, 2, 12, 45, tzinfo=UTC)


async def test_the_next_dates_leave_out_a_day_that_has_its_card(world: World) -> None:
    """P1 and P8: what is promised is what comes."""
    await first_card(world)
    said = world.said(await world.set(world.admin, "reflections.time", "22:00"))
    assert [moment.day for moment in moments_in(said)] == [2, 3, 4]


async def test_each_server_has_settings_of_its_own(world: World) -> None:
    await world.set(world.admin, "reflections.time", "18:30")
    second = world.env.create_guild("Another grove", owner=world.admin.user)
    there = second.add_member(world.admin.user)
    room = second.create_text_channel("lobby")
    assert "(`reflections.time`): 09:00" in world.said(await there.slash(room, "settings show"))


# What cannot be read


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Asia/Manilla", "Asia/Manila"),
        ("manila", "Asia/Manila"),
        ("Asia/Katmandu ", "Asia/Katmandu"),
        ("America/New_Yrok", "America/New_York"),
        ("new york", "America/New_York"),
        ("Europe/Lodnon", "Europe/London"),
        ("Kolkatta", "Asia/Kolkata"),
    ],
)
async def test_a_zone_with_a_typo_is_refused_and_the_nearest_is_offered(world: World, typed: str, near: str) -> None:
    said = world.said(await world.set(world.admin, "server.zone", typed))
    if typed.strip() == near:
        assert says(said, texts.CHANGED)
        assert await value_of(world, "server.zone") == near
    else:
        assert NOT_A_ZONE.in_("en", typed=typed.strip(), near=near) == said
        assert await value_of(world, "server.zone") == "UTC"


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("server.zone", "where the heart is", "Write it like Asia/Manila"),
        ("server.zone", "", "Write it like Asia/Manila"),
        ("server.zone", "../../etc/passwd", "Write it like Asia/Manila"),
        ("server.language", "klingon", "is not one of: en"),
        ("reflections.room", "#nowhere", "is not a room here. Pick one from the list"),
        ("reflections.room", "99999999999999999999", "is not a room here"),
        ("server.team_room", "<#123>", "is not a room here"),
        ("reflections.role", "@everyone", "is not a role here"),
        ("reflections.role", "@Banyan", "is not a role here"),
        ("reflections.time", "24:00", "Write it like 09:00 or 18:30"),
        ("reflections.weekdays", "someday", "mon, wed, fri"),
        ("reflections.themes", "sports", "is not one of: experiences, learning"),
        ("reflections.themes", " , ", "At least one has to stay"),
        ("reflections.thread_a_day", "maybe", "is not one of: on, off"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_what_would_be_right(
    world: World, key: str, typed: str, says: str
) -> None:
    """P8."""
    before = rows(world, "server_settings")
    answer = await world.set(world.admin, key, typed)
    assert says in world.said(answer)
    assert rows(world, "server_settings") == before


@pytest.mark.parametrize("key", ["reflections.colour", "", "server", "reflections.room; --", "x" * 2000])
async def test_a_setting_that_does_not_exist_leads_to_the_list(world: World, key: str) -> None:
    said = world.said(await world.set(world.admin, key, "on"))
    assert says(said, UNKNOWN_SETTING)
    assert len(said) < 300


async def test_what_was_typed_is_shown_short_and_notifies_nobody(world: World) -> None:
    answer = await world.set(world.admin, "server.zone", "@everyone " * 300)
    assert len(world.said(answer)) < 300
    (body,) = [request.json for request in world.env.http_requests if "@everyone" in str(request.json)]
    assert body is not None
    assert not any(body["data"]["allowed_mentions"].values())


# Offering


async def test_every_setting_is_offered_by_name_and_by_label(world: World) -> None:
    found = await world.admin.autocomplete(world.general, "settings set", "name", "")
    assert [choice["value"] for choice in found] == list(SHOWN_AT_FIRST)
    found = await world.admin.autocomplete(world.general, "settings set", "name", "role to")
    assert [choice["value"] for choice in found] == ["reflections.role"]


@pytest.mark.parametrize(
    ("key", "typed", "some"),
    [
        ("reflections.room", "", ["#daily-reflection", "#general", "#team", "none"]),
        ("reflections.room", "daily", ["#daily-reflection"]),
        ("reflections.role", "", ["@Facilitator", "@Moderator", "@Admin", "none"]),
        ("reflections.time", "18", ["18:00", "18:30"]),
        ("reflections.weekdays", "mon,wed", ["mon,wed,fri"]),
        ("reflections.thread_a_day", "", ["on", "off"]),
        ("reflections.themes", "voices", ["all but voices"]),
        ("server.language", "", ["en"]),
        ("server.zone", "kathm", ["Asia/Kathmandu"]),
        ("server.zone", "new york", ["America/New_York"]),
    ],
)
async def test_what_exists_here_is_offered_as_one_types(world: World, key: str, typed: str, some: list[str]) -> None:
    assert sorted(await offered(world, world.admin, key, typed)) == sorted(some)


async def test_whatever_is_offered_can_be_set(world: World) -> None:
    for key in SHOWN_AT_FIRST:
        found = await world.admin.autocomplete(world.general, "settings set", "value", "", name=key)
        assert 0 < len(found) <= 25
        for choice in found[:6]:
            assert says(world.said(await world.set(world.admin, key, choice["value"])), texts.CHANGED)


async def test_for_a_setting_that_does_not_exist_nothing_is_offered(world: World) -> None:
    assert await offered(world, world.admin, "reflections.colour", "") == []


# Who may


async def test_settings_are_hidden_from_whoever_cannot_manage_the_server(world: World) -> None:
    for person in (world.member, world.moderator, world.person("linh")):
        assert not [name for name in person.available_commands(world.general) if name.startswith("settings")]
    assert "settings set" in world.admin.available_commands(world.general)


async def test_shown_to_others_all_the_same_they_are_refused_and_nothing_is_offered(world: World) -> None:
    """What Discord shows is a convenience and protects nothing."""
    await world.set(world.admin, "reflections.time", "10:00")
    before = rows(world, "server_settings")
    for person in (world.member, world.moderator, world.person("linh")):
        await show_settings_to(world, person)
        for answer in (
            await world.set(person, "reflections.time", "11:00"),
            await person.slash(world.general, "settings show"),
        ):
            assert world.said(answer) == ONLY_FOR_ADMINS.in_("en")
        assert await offered(world, person, "reflections.room", "") == []
        assert await person.autocomplete(world.general, "settings set", "name", "") == []
    assert rows(world, "server_settings") == before


async def test_the_owner_may_without_any_role(world: World) -> None:
    assert says(world.said(await world.set(world.person("mehwish"), "reflections.time", "10:00")), texts.CHANGED)


async def test_while_the_file_is_held_nothing_is_set_and_it_says_so(world: World) -> None:
    before = rows(world, "server_settings")
    with locked(world):
        said = world.said(await world.set(world.admin, "reflections.room", "#daily-reflection"))
    assert said == BUSY.in_("en")
    assert rows(world, "server_settings") == before
    assert says(world.said(await world.set(world.admin, "reflections.room", "#daily-reflection")), texts.CHANGED)
