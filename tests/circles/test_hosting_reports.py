"""Circles and reports: telling the team in a circle, another host, the measure that keeps somebody out of circles."""

import pytest
from sqlalchemy import select

from cogs.circles.circle import Stage
from cogs.circles.hosting import host_texts as texts
from cogs.reports import gate
from cogs.reports.casework import case_texts
from cogs.reports.deciding import measure_texts
from cogs.reports.deciding.pieces import moment
from cogs.reports.telling import texts as telling_texts
from data.case_papers import Line
from tests.circles.doing import (
    HOST,
    OUTSIDER,
    a_circle,
    a_moment,
    brought_to,
    now_asked,
    press_blind,
    press_now,
    row_of,
    seat_of,
    value_of,
)
from tests.circles.doing_hosting import absences, facilitators, manage, press, step_of, thread_people
from tests.reflections.doing import says
from tests.reports import doing, doing_deciding, working
from tests.reports.doing_deciding import another, decide, letters_to, outcomes, preview, ready
from tests.reports.test_appeals import answer, appeal
from tests.world import World, labels_of, newest_answer, text_of

OUT = texts.OUT.in_("en")
ANOTHER = "Someone else hosts the circle"


async def join(world: World, key: str, circle: int) -> str:
    """Press *Join*: what is answered."""
    return world.said(await press_blind(world, world.person(key), "circles:join", circle))


# Telling the team in a circle


@pytest.mark.parametrize("stage", [Stage.AGREEMENTS, Stage.CLOSED])
async def test_telling_the_team_in_a_circle_keeps_which_circle_and_the_team_finds_its_thread(
    world: World, stage: Stage
) -> None:
    await doing.ready(world)
    circle = await a_circle(world)
    await brought_to(world, circle, stage)
    opened = await press_now(world, world.member, circle, "Tell the team")
    await doing.send(world.member, opened, words="Somebody would not stop.")
    await doing.sent(world)
    case, row = await doing.case_of(world), await row_of(world, circle)
    page = await doing_deciding.press(world, world.moderator, "show", case.id)
    link = f"https://discord.com/channels/{world.guild.id}/{row.thread_id}"
    assert case_texts.IN_CIRCLE.in_("en", name=row.name, link=link) in world.said(page)


async def test_the_form_in_a_circle_says_that_the_circle_is_told_along_and_lets_leave_out_whoever_sits_there(
    world: World,
) -> None:
    await doing.ready(world)
    circle = await a_circle(world, host="batbayar")
    opened = await press_now(world, world.member, circle, "Tell the team")
    assert opened.modal is not None
    name = (await row_of(world, circle)).name
    assert telling_texts.WORDS_ABOUT_CIRCLE.in_("en", circle=name) in str(opened.modal)
    await doing.send(world.member, opened, words="Just so.", left_out=[str(world.moderator.id)])
    await doing.sent(world)
    case = await doing.case_of(world)
    refused = await doing_deciding.press(world, world.moderator, "show", case.id)
    assert world.said(refused) == working.REFUSED
    shown = await doing_deciding.press(world, world.person("shirin"), "show", case.id)
    assert name in world.said(shown)


async def test_a_form_opened_before_a_restart_still_keeps_its_circle(world: World) -> None:
    await doing.ready(world)
    circle = await a_circle(world)
    opened = await press_now(world, world.member, circle, "Tell the team")
    await world.restart()
    await doing.send(world.member, opened, words="Later.")
    await doing.sent(world)
    case = await doing.case_of(world)
    shown = await doing_deciding.press(world, world.moderator, "show", case.id)
    assert (await row_of(world, circle)).name in world.said(shown)


async def test_somebody_who_has_no_part_in_a_circle_tells_the_team_without_it(world: World) -> None:
    await doing.ready(world)
    circle = await a_circle(world)
    opened = await press(world, world.person(OUTSIDER), "reports:tell_circle", await step_of(world, circle))
    await doing.send(world.person(OUTSIDER), opened, words="Only so.")
    async with world.bot.store.reading() as session:
        assert not list(await session.scalars(select(Line)))
    assert len(await doing.cases_of(world)) == 1


async def test_taken_back_after_it_was_read_the_circle_goes_with_the_words(world: World) -> None:
    await doing.ready(world)
    circle = await a_circle(world)
    opened = await press_now(world, world.member, circle, "Tell the team")
    receipt = await doing.send(world.member, opened, words="Hm.")
    await doing.sent(world)
    case, name = await doing.case_of(world), (await row_of(world, circle)).name
    await doing_deciding.press(world, world.moderator, "show", case.id)
    sure = await world.press(world.member, receipt, "Take it back")
    await world.press(world.member, sure, "Take it back")
    shown = await doing_deciding.press(world, world.moderator, "show", case.id)
    assert name not in world.said(shown)


# Another host, while a case about the host is not decided


async def test_whoever_may_read_an_undecided_case_about_the_host_hosts_instead_and_all_read_one_sentence(
    world: World,
) -> None:
    circle, slow = await a_circle(world), await a_circle(world, "tenzin", "dilan", "kavya", "rin")
    it = await ready(world, about=world.person(HOST))
    more = await doing_deciding.press(world, world.moderator, "more_case", it.case.id)
    first = await world.press(world.moderator, more, ANOTHER)
    assert says(text_of(newest_answer(first)), case_texts.OTHER_HOST_FIRST)
    assert (await value_of(world, circle)).host == world.person(HOST).id
    done = await world.press(world.moderator, first, "I host it")
    await a_moment(world)
    assert says(text_of(newest_answer(done)), case_texts.YOU_HOST)
    for each in (circle, slow):
        assert (await value_of(world, each)).host == world.moderator.id
        assert texts.OTHER_HOST.in_("en") in text_of(await now_asked(world, each))
        assert {world.moderator.id, world.person(HOST).id} <= await thread_people(world, each)


async def test_the_card_and_rows_after_it_are_those_of_any_other_change_of_host(world: World) -> None:
    await facilitators(world, HOST)
    plain, told = await a_circle(world, begun=True), await a_circle(world)
    it = await ready(world, about=world.person(HOST))
    before, cases_before = len(doing.rows(world, "trail")), doing.rows(world, "cases")
    await doing_deciding.press(world, world.moderator, "other_host_now", it.case.id)
    assert len(doing.rows(world, "trail")) == before
    assert doing.rows(world, "cases") == cases_before
    await world.press(world.moderator, await manage(world, world.moderator, plain), "Pause")
    third = await a_circle(world)
    await world.press(world.moderator, await manage(world, world.moderator, third), "Host it")
    await a_moment(world)
    cards = [text_of(await now_asked(world, each)) for each in (told, third)]
    assert cards[0] == cards[1]
    assert all(str(it.case.id) not in str(line) and it.case.team_name not in str(line) for line in world.logged)


@pytest.mark.parametrize("who", ["shirin", "kavya", HOST], ids=["moderator not on the roster", "reporter", "subject"])
async def test_nobody_else_replaces_the_host_and_reads_why(world: World, who: str) -> None:
    circle = await a_circle(world)
    it = await ready(world, about=world.person(HOST), takers=("batbayar",))
    for verb in ("other_host", "other_host_now"):
        answer = await doing_deciding.press(world, world.person(who), verb, it.case.id)
        assert world.said(answer) == gate.NO_SUCH_CASE.in_("en")
    assert (await value_of(world, circle)).host == world.person(HOST).id


async def test_the_button_is_there_only_while_the_case_is_open_and_they_host_something(world: World) -> None:
    it = await ready(world, about=world.person(HOST))
    assert ANOTHER not in labels_of(await doing_deciding.press(world, world.moderator, "more_case", it.case.id))
    answer = await doing_deciding.press(world, world.moderator, "other_host_now", it.case.id)
    assert world.said(answer) == case_texts.NO_CIRCLE.in_("en")
    circle = await a_circle(world)
    assert ANOTHER in labels_of(await doing_deciding.press(world, world.moderator, "more_case", it.case.id))
    await decide(world, world.moderator, it.case, "note")
    assert ANOTHER not in labels_of(await doing_deciding.press(world, world.moderator, "more_case", it.case.id))
    answer = await doing_deciding.press(world, world.moderator, "other_host_now", it.case.id)
    assert world.said(answer) == case_texts.NO_CIRCLE.in_("en")
    assert (await value_of(world, circle)).host == world.person(HOST).id


async def test_the_role_lost_between_page_and_press_replaces_nobody(world: World) -> None:
    circle = await a_circle(world)
    it = await ready(world, about=world.person(HOST))
    first = await doing_deciding.press(world, world.moderator, "other_host", it.case.id)
    for role in ("Moderator", "Keeper"):
        role_id = world.guild.roles[role].id
        world.env.backend.remove_member_role(world.guild.id, world.moderator.id, role_id)
    answer = await world.press(world.moderator, first, "I host it")
    assert text_of(newest_answer(answer)) == gate.NO_SUCH_CASE.in_("en")
    assert (await value_of(world, circle)).host == world.person(HOST).id


# The measure


async def test_removed_from_circles_somebody_loses_seat_and_thread_reads_until_when_and_cannot_join(
    world: World,
) -> None:
    circle, waiting = await a_circle(world), await a_circle(world, begun=False)
    it = await ready(world)
    await decide(world, world.moderator, it.case, "circles", until="week")
    assert await outcomes(world) == ["done"]
    for each in (circle, waiting):
        assert (await seat_of(world, each, "rin")).gone
    assert world.other.id not in await thread_people(world, circle)
    (letter,) = letters_to(world, it.subject)
    read = await world.press(it.subject, letter, "Read the letter")
    assert measure_texts.AS_TOLD["circles"].in_("en") in world.said(read)
    (measure,) = await doing_deciding.measures(world)
    assert measure.ends_at is not None
    until = texts.OUT_UNTIL.in_("en", when=moment(measure.ends_at))
    assert await join(world, "rin", waiting) == until


@pytest.mark.parametrize("who", ["rin", OUTSIDER], ids=["with a seat", "without a seat"])
async def test_whoever_hosts_and_is_removed_from_circles_hosts_no_more_and_is_out_of_the_thread(
    world: World, who: str
) -> None:
    circle, host = await a_circle(world, host=who), world.person(who)
    it = await ready(world, about=host)
    assert host.id in await thread_people(world, circle)
    await decide(world, world.moderator, it.case, "circles", until="day")
    assert (await value_of(world, circle)).host is None
    assert host.id not in await thread_people(world, circle)
    answer = await press(world, host, "circles:host", await step_of(world, circle))
    assert says(world.said(answer), texts.OUT_UNTIL)


async def test_when_its_time_is_over_they_sit_in_circles_again(world: World) -> None:
    """R28"""
    it = await ready(world)
    await decide(world, world.moderator, it.case, "circles", until="day")
    circle = await a_circle(world, "kavya", "aizhan", "farid", begun=False)
    assert says(await join(world, "rin", circle), texts.OUT_UNTIL)
    await world.pass_time(days=1, seconds=10)
    assert await outcomes(world) == ["ended"]
    assert not await absences(world)
    await join(world, "rin", circle)
    assert not (await seat_of(world, circle, "rin")).gone


async def test_undone_they_sit_in_circles_again_are_brought_in_anew_and_hear_of_it(world: World) -> None:
    """R27"""
    circle = await a_circle(world)
    it = await ready(world)
    done = await decide(world, world.moderator, it.case, "circles")
    assert await join(world, "rin", circle) == OUT
    await doing_deciding.press(world, world.moderator, "undo", doing_deciding.row(done, "Undo"))
    assert await outcomes(world) == ["undone"]
    assert len(letters_to(world, it.subject)) == 2
    assert world.other.id not in await thread_people(world, circle)
    await press_blind(world, world.other, "circles:come_in", circle)
    assert not (await seat_of(world, circle, "rin")).gone
    assert world.other.id in await thread_people(world, circle)


async def test_of_two_that_overlap_the_longer_holds_and_undoing_one_leaves_the_other(world: World) -> None:
    """R30"""
    it = await ready(world)
    second = await another(world, about=it.subject, teller=world.person("aizhan"))
    circle = await a_circle(world, "kavya", "aizhan", "farid", begun=False)
    await decide(world, world.moderator, it.case, "circles", until="week")
    answer = await decide(world, world.moderator, second.case, "circles", until="day")
    assert await outcomes(world) == ["done", "done"]
    assert says(world.said(answer), measure_texts.LONGER_UNTIL)
    await world.pass_time(days=1, seconds=10)
    assert await outcomes(world) == ["done", "replaced"]
    assert says(await join(world, "rin", circle), texts.OUT_UNTIL)
    assert len(await absences(world)) == 1


async def test_after_an_appeal_that_gives_it_an_earlier_end_they_sit_in_circles_from_then_on(world: World) -> None:
    it = await ready(world)
    await decide(world, world.moderator, it.case, "circles", until="week")
    await appeal(world, it)
    await answer(world, world.person("shirin"), "changed", until="hour")
    circle = await a_circle(world, "kavya", "aizhan", "farid", begun=False)
    (measure,) = await doing_deciding.measures(world)
    assert measure.ends_at is not None
    assert await join(world, "rin", circle) == texts.OUT_UNTIL.in_("en", when=moment(measure.ends_at))
    await world.pass_time(hours=1, seconds=10)
    assert await outcomes(world) == ["ended"]
    await join(world, "rin", circle)
    assert not (await seat_of(world, circle, "rin")).gone


async def test_it_needs_no_permission_of_banyans_and_holds_for_whoever_is_away_too(world: World) -> None:
    it = await ready(world)
    world.env.backend.remove_member(world.guild.id, it.subject.id)
    await decide(world, world.moderator, it.case, "circles", until="month")
    assert await outcomes(world) == ["done"]
    assert len(await absences(world)) == 1


async def test_it_stands_next_to_others_in_one_decision_with_one_letter(world: World) -> None:
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "warn", "circles", "timeout", until="day")
    assert measure_texts.KINDS["circles"].in_("en") in world.said(shown)
    await world.press(world.moderator, shown, "Do it")
    assert await outcomes(world) == ["done"] * 3
    assert len(letters_to(world, it.subject)) == 1


async def test_the_end_of_the_process_between_deed_and_record_removes_nobody_twice(world: World) -> None:
    circle = await a_circle(world)
    it = await ready(world)
    shown = await preview(world, world.moderator, it.case, "circles", until="day")
    world.crash_at("measure.acted")
    await world.press(world.moderator, shown, "Do it")
    await world.restart_after_crash()
    assert await outcomes(world) == ["done"]
    assert len(await absences(world)) == 1
    assert (await seat_of(world, circle, "rin")).gone


async def test_neither_the_page_nor_the_list_nor_the_log_says_who_is_kept_out_by_a_decision(world: World) -> None:
    circle = await a_circle(world)
    it = await ready(world)
    await decide(world, world.moderator, it.case, "circles", until="day")
    page = world.said(await manage(world, world.person("shirin"), circle))
    listed = world.said(await world.person("shirin").slash(world.general, "circles list"))
    assert str(it.subject.id) not in page + listed
    assert not any(str(it.subject.id) in str(line) for line in world.logged)
