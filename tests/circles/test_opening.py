"""Opening a circle: who may, the form, limits, and what the host can still change."""

import pytest

from cogs.circles.circle import Pace
from cogs.circles.forming import form_texts as texts
from data import circle_prompts
from tests.circles.doing import ROOM, a_circle
from tests.circles.doing_forming import TITLE, card, host, invited, join, opened, press, ready, rows
from tests.reflections.doing import forge_press, pass_days, says, send_form
from tests.world import World, fields_of, labels_of, text_of

# Who may


async def test_the_invitation_stands_before_the_host_reads_that_it_does(world: World) -> None:
    await ready(world)
    answer = await opened(world)
    (row,) = await rows(world)
    assert "Your invitation stands in" in world.said(answer)
    assert labels_of(answer) == ["Another pair of questions", "Change title or time", "Call it off"]
    shown = await card(world, row.id)
    assert TITLE in text_of(shown)
    assert "Sharing experiences" in text_of(shown)
    assert labels_of(shown) == ["Join", "Listen only", "What happens here?", "My seat", "Leave quietly"]
    pair = circle_prompts.pair(row.pair_id)
    assert pair is not None
    assert pair.one in world.said(answer)
    assert pair.one not in text_of(shown)


async def test_who_may_not_open_one_reads_who_may(world: World) -> None:
    await ready(world)
    refused = await world.member.slash(world.general, "circle open")
    assert says(world.said(refused), texts.FACILITATORS_OPEN)
    assert str(world.guild.roles["Facilitator"].id) in world.said(refused)
    await world.set(world.admin, "circles.facilitators", "none")
    assert says(world.said(await world.member.slash(world.general, "circle open")), texts.TEAM_OPENS)
    assert (await world.moderator.slash(world.general, "circle open")).modal is not None


async def test_members_open_circles_only_where_all_are_adults_and_the_server_allows_it(world: World) -> None:
    await ready(world, ages="mixed")
    await world.set(world.admin, "circles.members_may_open", "on")
    assert (await world.member.slash(world.general, "circle open")).modal is None
    await world.set(world.admin, "circles.ages", "adults")
    await invited(world, world.member)
    assert len(await rows(world)) == 1


async def test_somebody_who_may_no_longer_open_one_is_refused_when_the_form_is_sent(world: World) -> None:
    await ready(world)
    await world.set(world.admin, "circles.members_may_open", "on")
    form = await world.member.slash(world.general, "circle open")
    await world.set(world.admin, "circles.members_may_open", "off")
    answer = await world.fill(world.member, form, title=TITLE)
    assert says(world.said(answer), texts.FACILITATORS_OPEN)
    assert await rows(world) == []


async def test_without_a_room_the_host_reads_who_can_choose_one(world: World) -> None:
    await ready(world)
    await world.delete_room(world.room(ROOM))
    assert says(world.said(await host(world).slash(world.general, "circle open")), texts.ROOM_GONE)
    await world.set(world.admin, "circles.room", "none")
    assert says(world.said(await host(world).slash(world.general, "circle open")), texts.NO_ROOM)


async def test_what_banyan_lacks_in_the_room_is_named_before_the_form(world: World) -> None:
    await ready(world)
    await world.forbid(world.room(ROOM), "create_private_threads", "manage_threads")
    said = world.said(await host(world).slash(world.general, "circle open"))
    assert "Create Private Threads, Manage Threads" in said
    await world.permit(world.room(ROOM))
    assert (await host(world).slash(world.general, "circle open")).modal is not None


# The form


async def test_the_form_offers_eight_themes_two_paces_and_as_many_seats_as_the_server_has(world: World) -> None:
    await ready(world)
    fields = fields_of(await host(world).slash(world.general, "circle open"))
    title, theme, _, pace, seats = fields
    assert title["max_length"] == 80
    assert [len(each["options"]) for each in (theme, pace, seats)] == [8, 2, 3]
    await world.set(world.admin, "circles.largest", "4")
    assert len(fields_of(await host(world).slash(world.general, "circle open"))) == 4


async def test_a_title_of_4000_characters_opens_nothing_and_is_given_back(world: World) -> None:
    await ready(world)
    form = await host(world).slash(world.general, "circle open")
    answer = await send_form(world, host(world), form, title="x" * 4000, when="now")
    assert says(world.said(answer), texts.TITLE_TOO_LONG)
    assert world.files(answer)["your-words.txt"].startswith(b"x" * 4000)
    assert await rows(world) == []


async def test_a_title_can_neither_be_a_heading_nor_hide_a_link(world: World) -> None:
    await ready(world)
    circle_id = await invited(world, title="# [free](https://example.org) **gifts**")
    assert r"## \# \[free](https://example.org) \*\*gifts\*\*" in text_of(await card(world, circle_id))


async def test_a_form_opened_before_a_restart_still_opens_a_circle(world: World) -> None:
    await ready(world)
    form = await host(world).slash(world.general, "circle open")
    await world.restart()
    answer = await world.fill(host(world), form, title=TITLE, theme="bridges", pace="slow", seats="5")
    assert "Your invitation stands in" in world.said(answer)
    (row,) = await rows(world)
    assert (row.theme, row.pace, row.most) == ("bridges", Pace.SLOW, 5)


async def test_the_same_form_sent_twice_opens_one_circle(world: World) -> None:
    await ready(world)
    form = await host(world).slash(world.general, "circle open")
    answers = await world.race(
        lambda: send_form(world, host(world), form, title=TITLE, when="now"),
        lambda: send_form(world, host(world), form, title=TITLE, when="now"),
    )
    assert ["Your invitation stands in" in world.said(answer) for answer in answers] == [True, True]
    assert len(await rows(world)) == 1
    assert len(world.messages(world.room(ROOM))) == 1


@pytest.mark.parametrize("point", ["circles.opened", "card.tried", "card.sent"])
async def test_killed_while_opening_there_is_one_invitation(world: World, point: str) -> None:
    await ready(world)
    form = await host(world).slash(world.general, "circle open")
    world.crash_at(point)
    await world.fill(host(world), form, title=TITLE)
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert len(await rows(world)) == 1
    assert len(world.messages(world.room(ROOM))) == 1


async def test_a_time_that_does_not_exist_that_night_is_refused_with_the_next_one(world: World) -> None:
    """C11: in Paris the clocks go forward on 29 March 2026."""
    await ready(world)
    await world.set(world.admin, "server.zone", "Europe/Paris")
    await pass_days(world, 60)
    said = world.said(await opened(world, when="2026-03-29 02:30"))
    assert "02:30 does not exist on 2026-03-29 in Europe/Paris" in said
    assert "The next time is 03:00." in said
    assert await rows(world) == []
    assert "begins by itself" in world.said(await opened(world, when="2026-03-29 03:00"))


async def test_a_time_that_has_passed_or_is_far_ahead_opens_nothing(world: World) -> None:
    await ready(world)
    await world.pass_time(hours=20)
    assert says(world.said(await opened(world, when="19:30")), texts.IS_PAST)
    assert says(world.said(await opened(world, when="2026-03-20 19:30")), texts.TOO_FAR)
    assert says(world.said(await opened(world, when="soon")), texts.NOT_A_WHEN)
    assert await rows(world) == []


# Limits


async def test_two_hosts_at_once_at_the_limit_open_one_circle(world: World) -> None:
    await ready(world)
    await world.set(world.admin, "circles.at_once", "1")
    one, other = host(world), world.moderator
    forms = [await actor.slash(world.general, "circle open") for actor in (one, other)]
    answers = await world.race(
        lambda: world.fill(one, forms[0], title=TITLE), lambda: world.fill(other, forms[1], title=TITLE)
    )
    said = [world.said(answer) for answer in answers]
    assert sorted("Your invitation stands in" in each for each in said) == [False, True]
    assert any(says(each, texts.TOO_MANY) for each in said)
    assert len(await rows(world)) == 1


async def test_a_host_opens_no_second_live_circle_for_the_same_time(world: World) -> None:
    await ready(world)
    await invited(world)
    said = world.said(await opened(world, title="Another"))
    assert says(said, texts.HOSTS_ONE)
    assert TITLE in said
    await invited(world, title="Another", when="tomorrow 19:30")
    await invited(world, title="A slow one", pace="slow")
    assert len(await rows(world)) == 3


async def test_whoever_is_new_in_the_server_reads_from_when_on_they_can(world: World) -> None:
    await ready(world)
    await world.set(world.admin, "circles.members_may_open", "on")
    await world.set(world.admin, "circles.membership_days", "3")
    assert says(world.said(await world.member.slash(world.general, "circle open")), texts.TOO_NEW)
    circle_id = await invited(world)
    assert says(world.said(await press(world, "kavya", circle_id, "Join")), texts.TOO_NEW)
    await pass_days(world, 3)
    circle_id = await invited(world, title="Later")
    assert "You have a seat" in world.said(await press(world, "kavya", circle_id, "Join"))


# What the host can change


async def test_another_pair_is_asked_and_goes_deep_only_while_nobody_has_joined(world: World) -> None:
    await ready(world)
    answer = await opened(world, theme="bridges")
    (row,) = await rows(world)
    depths = {}
    for _ in range(4):
        answer = await world.press(host(world), answer, "Another pair of questions")
        pair = circle_prompts.pair((await rows(world))[0].pair_id)
        assert pair is not None
        assert pair.two in world.said(answer)
        depths[pair.id] = pair.depth
        if pair.depth == 3:
            await world.pass_time(seconds=5)
            assert pair.note is not None
            assert "Before you join: " + pair.note in text_of(await card(world, row.id))
    assert sorted(depths.values()) == [2, 2, 2, 3]
    await join(world, row.id, "kavya")
    for _ in range(4):
        await world.press(host(world), answer, "Another pair of questions")
        pair = circle_prompts.pair((await rows(world))[0].pair_id)
        assert pair is not None
        assert pair.depth == 2


async def test_a_member_who_hosts_is_offered_nothing_that_goes_deep(world: World) -> None:
    await ready(world)
    await world.set(world.admin, "circles.members_may_open", "on")
    answer = await opened(world, world.member, theme="bridges")
    for _ in range(4):
        answer = await world.press(world.member, answer, "Another pair of questions")
        assert "The invitation says" not in world.said(answer)


async def test_title_and_time_can_be_changed_until_it_begins(world: World) -> None:
    await ready(world)
    answer = await opened(world, when="tomorrow 19:30")
    (row,) = await rows(world)
    form = await world.press(host(world), answer, "Change title or time")
    assert [each["value"] for each in fields_of(form)] == [TITLE, "2026-01-02 19:30 UTC"]
    await world.fill(host(world), form, title="Other words", when="2026-01-03 20:00")
    await world.pass_time(seconds=5)
    shown = text_of(await card(world, row.id))
    assert "Other words" in shown
    assert TITLE not in shown
    (row,) = await rows(world)
    assert f"{row.starts_at:%Y-%m-%d %H:%M}" == "2026-01-03 20:00"


async def test_somebody_else_changes_nothing_of_it(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya")
    for verb in ("pair", "plan_change", "call_off", "call_off_now", "host_page", "begin", "few", "wait"):
        answer = await forge_press(world, world.member, f"circles:{verb}:{circle_id}")
        assert says(world.said(answer), texts.HOST_DECIDES), verb


async def test_it_can_be_called_off_after_a_second_question(world: World) -> None:
    await ready(world)
    answer = await opened(world)
    (row,) = await rows(world)
    asked = await world.press(host(world), answer, "Call it off")
    assert labels_of(asked) == ["Keep it", "Call it off"]
    kept = await world.press(host(world), asked, "Keep it")
    assert "Another pair of questions" in labels_of(kept)
    asked = await world.press(host(world), kept, "Call it off")
    done = await world.press(host(world), asked, "Call it off")
    assert says(world.said(done), texts.CALLED_OFF_NOW)
    await world.pass_time(seconds=5)
    assert says(text_of(await card(world, row.id)), texts.CARD_CALLED_OFF)
    assert labels_of(await card(world, row.id)) == []
    assert await rows(world) == []


async def test_the_card_of_two_hundred_people_is_no_longer_than_discord_takes(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    async with world.deed() as session:
        from cogs.circles import keeping
        from cogs.circles.circle import Join

        for person in range(200):
            event = Join(1456074443980900000 + person, keeping.new_seat_id())
            await keeping.happens_in(world.bot.kit, session, world.guild.id, circle_id, event)
    await world.pass_time(seconds=5)
    shown = text_of(await card(world, circle_id))
    assert "and 160 more" in shown
    assert len(shown) < 4000


async def test_what_happens_here_says_the_whole_evening_and_who_can_look_in(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    said = world.said(await press(world, "kavya", circle_id, "What happens here?"))
    assert [f"\n{number}. " in said for number in range(1, 7)] == [True] * 6
    assert f"<@&{world.guild.roles['Facilitator'].id}>" in said
    assert "Noor (noor@example.org)" in said
    assert "Discord" in said


async def test_a_circle_that_was_begun_elsewhere_has_an_invitation_too(world: World) -> None:
    await ready(world)
    circle_id = await a_circle(world)
    assert says(text_of(await card(world, circle_id)), texts.CARD_BEGUN)
