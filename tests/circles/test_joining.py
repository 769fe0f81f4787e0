"""Taking a seat: joining, listening, coming late, one's own seat, the list, and who cannot come."""

from datetime import timedelta

import pytest
import simcord

from cogs.circles import actions
from cogs.circles import texts as shared
from cogs.circles.circle import Part, Stage
from cogs.circles.forming import form_texts as texts
from cogs.circles.hosting import host_texts
from cogs.circles.sitting import step_texts
from tests.circles.doing import ROOM, a_circle, brought_to, seat_of, value_of
from tests.circles.doing_forming import (
    TELLERS,
    TITLE,
    begun,
    card,
    host,
    invited,
    join,
    kept_apart,
    keys_in,
    press,
    ready,
    rows,
    seat_row,
    values,
)
from tests.circles.doing_hosting import take_out
from tests.reflections.doing import forge_press, says
from tests.world import World, labels_of, text_of


async def offered(world: World, actor: simcord.MemberActor, typed: str = "") -> list[str]:
    """The circles that Discord offers somebody for `/circle join`."""
    choices = await actor.autocomplete(world.general, "circle join", "circle", typed)
    return [choice["name"] for choice in choices]


# Joining and listening


async def test_who_joins_is_named_on_the_card_and_notified_by_nothing(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    answer = await join(world, circle_id, "kavya")
    assert says(world.said(answer), texts.SEATED)
    await join(world, circle_id, "rin", label="Listen only")
    shown = text_of(await card(world, circle_id))
    assert f"To tell and listen: <@{world.member.id}>" in shown
    assert f"To listen: <@{world.other.id}>" in shown
    sent = world.sent("POST", f"/channels/{world.room('circles').id}/messages")
    assert all(body["allowed_mentions"]["parse"] == [] for body in sent)
    assert not any(body["allowed_mentions"].get("users") for body in sent)


async def test_telling_and_listening_can_be_exchanged_until_it_begins(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya")
    await join(world, circle_id, "kavya", label="Listen only")
    assert (await seat_of(world, circle_id, "kavya")).part is Part.LISTENER
    await join(world, circle_id, "kavya")
    assert (await seat_of(world, circle_id, "kavya")).part is Part.TELLER
    assert says(world.said(await press(world, "kavya", circle_id, "Join")), shared.HAS_A_SEAT)


async def test_joining_twice_at_once_is_one_seat(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await world.race(
        lambda: forge_press(world, world.member, f"circles:join:{circle_id}"),
        lambda: forge_press(world, world.member, f"circles:join:{circle_id}"),
    )
    assert len((await value_of(world, circle_id)).present) == 1


async def test_whoever_leaves_and_joins_again_has_one_seat_further_on_as_before(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "rin")
    left = await press(world, "kavya", circle_id, "Leave quietly")
    assert "Banyan tells nobody" in world.said(left)
    await world.pass_time(seconds=5)
    assert f"<@{world.member.id}>" not in text_of(await card(world, circle_id))
    await join(world, circle_id, "kavya")
    assert keys_in(world, await value_of(world, circle_id)) == ["kavya", "rin"]


async def test_whoever_the_team_keeps_out_of_circles_reads_so_and_gets_no_seat(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    kit, until = world.bot.kit, world.now() + timedelta(days=3)
    async with world.deed() as session:
        await actions.keep_out(kit, session, world.guild.id, user_id=world.member.id, until=until, measure_id=1)
    said = world.said(await press(world, "kavya", circle_id, "Join"))
    assert "You have a seat" not in said
    assert "<t:" in said
    assert (await value_of(world, circle_id)).present == ()


async def test_an_invitation_of_another_server_or_of_nothing_gives_no_seat(world: World) -> None:
    await ready(world)
    for verb in ("join", "listen", "come_in", "seat", "about", "remind", "more_time", "begin", "host_gathering"):
        answer = await forge_press(world, world.member, f"circles:{verb}:12345")
        assert "not here any more" in world.said(answer) or says(world.said(answer), shared.NO_SEAT), verb


async def test_a_press_on_a_circle_that_was_called_off_says_that_it_has_ended(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await forge_press(world, host(world), f"circles:call_off_now:{circle_id}")
    for verb in ("join", "listen", "come_in"):
        assert says(world.said(await forge_press(world, world.member, f"circles:{verb}:{circle_id}")), shared.IS_OVER)
    assert says(world.said(await forge_press(world, host(world), f"circles:begin:{circle_id}")), shared.IS_OVER)


# Late


async def test_whoever_comes_late_reads_the_agreements_first_and_then_listens(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:5])
    await begun(world, circle_id)
    asked = await press(world, "dilan", circle_id, "Listen only")
    assert step_texts.SIX_AGREEMENTS.source in world.said(asked)
    assert "dilan" not in keys_in(world, await value_of(world, circle_id))
    await world.press(world.person("dilan"), asked, "I agree, and come in to listen")
    late = await seat_of(world, circle_id, "dilan")
    assert (late.part, late.agreed) == (Part.LISTENER, True)  # also while the others are still asked to agree
    again = await press(world, "dilan", circle_id, "Listen only")
    assert says(world.said(again), shared.HAS_A_SEAT)


async def test_an_old_card_leads_late_comers_to_listening(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:5])
    await begun(world, circle_id)
    asked = await forge_press(world, world.person("dilan"), f"circles:join:{circle_id}")
    assert labels_of(asked) == ["I agree, and come in to listen"]


async def test_late_comers_go_where_fewest_listen_and_not_to_whom_they_keep_away_from(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:8])
    await begun(world, circle_id)
    await kept_apart(world, "amihan", "kavya")
    for key in ("shirin", "amihan", "mehwish"):
        await forge_press(world, world.person(key), f"circles:come_in:{circle_id}")
    found = [keys_in(world, circle) for circle in await values(world)]
    assert sorted(len(keys) for keys in found) == [5, 6]
    assert not [keys for keys in found if {"amihan", "kavya"} <= set(keys)]


async def test_where_every_circle_has_somebody_they_keep_away_from_there_is_no_late_seat(world: World) -> None:
    await ready(world)
    await kept_apart(world, "kavya", "dilan")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:5])
    await begun(world, circle_id)
    assert says(world.said(await press(world, "dilan", circle_id, "Listen only")), texts.NO_LATE_SEAT)
    forced = await forge_press(world, world.person("dilan"), f"circles:come_in:{circle_id}")
    assert says(world.said(forced), texts.NO_LATE_SEAT)


async def test_whoever_was_taken_out_of_one_circle_of_an_invitation_comes_late_into_another_only(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:10])
    await begun(world, circle_id)
    (split_off,) = [circle for circle in await values(world) if circle.id != circle_id]
    key = next(key for key in keys_in(world, split_off) if key in TELLERS[:7])
    await take_out(world, world.moderator, split_off.id, world.person(key))
    await forge_press(world, world.person("mehwish"), f"circles:come_in:{circle_id}")  # in the other fewer listen now
    await forge_press(world, world.person(key), f"circles:come_in:{circle_id}")
    first, other = [keys_in(world, circle) for circle in await values(world)]
    assert key not in other
    assert key in first
    await brought_to(world, circle_id, Stage.DEBRIEF)
    await world.person(key).slash(world.general, "circle leave")
    answer = await forge_press(world, world.person(key), f"circles:come_in:{circle_id}")
    assert says(world.said(answer), host_texts.OUT_OF_THIS)


async def test_after_the_talk_nobody_comes_in(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:4])
    await begun(world, circle_id)
    await brought_to(world, circle_id, Stage.DEBRIEF)
    await world.pass_time(seconds=5)
    shown = await card(world, circle_id)
    assert "Listen only" not in labels_of(shown)
    late = await forge_press(world, world.person("dilan"), f"circles:listen:{circle_id}")
    assert says(world.said(late), shared.TOO_LATE)


async def test_once_all_have_ended_the_card_says_so_and_has_no_buttons(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:4])
    await begun(world, circle_id)
    await brought_to(world, circle_id, Stage.CLOSED)
    await world.pass_time(seconds=5)
    shown = await card(world, circle_id)
    assert says(text_of(shown), texts.CARD_ENDED)
    assert labels_of(shown) == []


# One's own seat


async def test_my_seat_says_what_somebody_has_and_what_they_can_wish(world: World) -> None:
    await ready(world)
    circle_id = await invited(world, when="19:30")
    assert says(world.said(await press(world, "kavya", circle_id, "My seat")), texts.NO_SEAT_HERE)
    mine = await join(world, circle_id, "kavya")
    assert labels_of(mine) == [
        "Remind me a day and an hour before",
        "Always take all the time I need",
        "Leave quietly",
    ]
    listens = await join(world, circle_id, "rin", label="Listen only")
    assert labels_of(listens) == ["Remind me a day and an hour before", "Leave quietly"]
    hosts = await press(world, "linh", circle_id, "My seat")
    assert labels_of(hosts) == ["What I host here"]
    assert TITLE in world.said(await world.press(host(world), hosts, "What I host here"))


async def test_more_time_holds_for_every_circle_and_can_be_switched_off(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    mine = await join(world, circle_id, "kavya")
    mine = await world.press(world.member, mine, "Always take all the time I need")
    assert says(world.said(mine), texts.UNHURRIED)
    assert (await seat_of(world, circle_id, "kavya")).unhurried
    other_id = await invited(world, title="Another", when="tomorrow 19:30")
    await join(world, other_id, "kavya")
    assert (await seat_of(world, other_id, "kavya")).unhurried
    mine = await world.press(world.member, mine, "The usual time again")
    assert "The usual time again" not in labels_of(mine)
    for each in (circle_id, other_id):
        assert not (await seat_of(world, each, "kavya")).unhurried


async def test_who_takes_more_time_is_shown_to_nobody(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    mine = await join(world, circle_id, "kavya")
    before = text_of(await card(world, circle_id))
    await world.press(world.member, mine, "Always take all the time I need")
    await world.pass_time(seconds=5)
    assert text_of(await card(world, circle_id)) == before


async def test_reminders_are_a_yes_of_ones_own(world: World) -> None:
    await ready(world)
    circle_id = await invited(world, when="19:30")
    mine = await join(world, circle_id, "kavya")
    assert not (await seat_row(world, circle_id, "kavya")).may_remind
    mine = await world.press(world.member, mine, "Remind me a day and an hour before")
    assert (await seat_row(world, circle_id, "kavya")).may_remind
    await world.press(world.member, mine, "Do not remind me")
    assert not (await seat_row(world, circle_id, "kavya")).may_remind
    now_id = await invited(world, title="At once", pace="slow")
    await join(world, now_id, "kavya")
    assert says(world.said(await forge_press(world, world.member, f"circles:remind:{now_id}")), texts.NO_REMINDERS)


# The list


async def test_the_list_shows_what_can_be_joined_and_what_is_ones_own(world: World) -> None:
    await ready(world)
    assert texts.LIST_ASK.source in world.said(await world.member.slash(world.general, "circle list"))
    assert texts.LIST_OPEN_ONE.source in world.said(await host(world).slash(world.general, "circle list"))
    circle_id = await invited(world)
    await invited(world, title="Tomorrow", when="tomorrow 19:30")
    await join(world, circle_id, "kavya", "rin")
    said = world.said(await world.member.slash(world.general, "circle list"))
    assert said.index(TITLE) < said.index("Tomorrow")
    assert "open: 2 people have a seat · you have a seat · [Open the invitation](https://discord.com/channels/" in said
    assert "you host" in world.said(await host(world).slash(world.general, "circle list"))
    assert "you have a seat" not in world.said(await world.person("mei").slash(world.general, "circle list"))


async def test_what_happens_here_names_the_host_among_those_who_can_look_in(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    said = world.said(await press(world, "kavya", circle_id, "What happens here?"))
    assert "The people in your circle, and whoever hosts it." in said


async def test_who_can_read_a_seat_is_told_by_privacy_about_and_is_true(world: World) -> None:
    """The room until it begins, and afterwards the team by a command."""
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "rin", "mei", "farid")
    assert world.member.mention in world.room_text(world.room(ROOM))
    await begun(world, circle_id)
    assert world.member.mention not in world.room_text(world.room(ROOM))
    page = await world.moderator.slash(world.general, "circles manage", circle=str(circle_id))
    assert world.member.mention in world.said(page)
    about = world.said(await world.member.slash(world.general, "privacy about"))
    assert "until it begins, everyone who can read the room of its invitation" in about
    assert "facilitators and the team in /circles manage" in about


async def test_a_circle_is_joined_by_command_from_the_list_of_those_that_can_be(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await invited(world, title="Tomorrow", when="tomorrow 19:30")
    assert await offered(world, world.member) == [TITLE, "Tomorrow"]
    assert await offered(world, world.member, "tom") == ["Tomorrow"]
    answer = await world.member.slash(world.general, "circle join", circle=str(circle_id))
    assert says(world.said(answer), texts.SEATED)
    assert await offered(world, world.member) == ["Tomorrow"]


@pytest.mark.parametrize("typed", ["", "no such", "99999999999999999999", "12345", "１２"])
async def test_a_circle_that_is_not_there_is_not_joined(world: World, typed: str) -> None:
    await ready(world)
    answer = await world.member.slash(world.general, "circle join", circle=typed or " ")
    assert says(world.said(answer), shared.UNKNOWN_CIRCLE)


async def test_split_off_circles_are_listed_for_those_who_sit_there_only(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:10])
    await begun(world, circle_id)
    (other,) = [circle for circle in await values(world) if circle.id != circle_id]
    assert len(await rows(world)) == 2
    inside = world.said(await world.person(keys_in(world, other)[0]).slash(world.general, "circle list"))
    outside = world.said(await world.person("mehwish").slash(world.general, "circle list"))
    assert (inside.count(TITLE), outside.count(TITLE)) == (2, 1)


async def test_nobody_joins_a_split_off_circle_that_waits(world: World) -> None:
    await ready(world, ages="mixed")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:10])
    await begun(world, circle_id)
    (waiting,) = [circle for circle in await values(world) if circle.stage is Stage.GATHERING]
    asked = await world.person("mehwish").slash(world.general, "circle join", circle=str(waiting.id))
    assert labels_of(asked) == ["I agree, and come in to listen"]
    assert len((await value_of(world, waiting.id)).present) == 5


async def test_a_circle_with_six_listeners_reads_as_one_without_a_seat_to_listen(world: World) -> None:
    await ready(world)
    circle = await a_circle(world, listeners=("tenzin", "batbayar", "shirin", "amihan", "mehwish", "linh"), host=None)
    answer = await forge_press(world, world.person("dilan"), f"circles:come_in:{circle}")
    assert "There is no seat to listen here now." in world.said(answer)
