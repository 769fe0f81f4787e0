"""Hosting: the pages of those who lead, taking over, ending, taking somebody out of a circle."""

import pytest

from cogs.circles import texts as shared
from cogs.circles.circle import Stage
from cogs.circles.hosting import host_texts as texts
from tests.circles.doing import (
    HOST,
    OUTSIDER,
    a_circle,
    a_moment,
    all_agree,
    begin_round,
    brought_to,
    holder,
    now_asked,
    press_now,
    row_of,
    seat_of,
    thread_of,
    value_of,
)
from tests.circles.doing_hosting import (
    absences,
    circles_now,
    facilitators,
    manage,
    no_longer_leads,
    press,
    step_of,
    take_out,
    thread_people,
)
from tests.reflections.doing import says
from tests.world import World, labels_of, newest_answer, text_of

GONE = {"minutes": 11}
DEEDS = ("team_host", "team_pause", "team_go_on", "team_end", "team_end_now", "team_remove", "team_show")


# The pages


async def test_the_list_says_of_every_circle_what_everybody_in_it_knows_and_no_more(world: World) -> None:
    circle = await a_circle(world, "kavya", "rin", "aizhan", "farid", listeners=("mei",), host=None)
    await press_now(world, world.other, circle, "I need a pause")
    await press_now(world, world.person("farid"), circle, "Leave quietly")
    said = world.said(await world.moderator.slash(world.general, "circles list"))
    row = await row_of(world, circle)
    assert f"*{row.name}* · Words we carried" in said
    assert "agreements, in a pause · live · 3 tell, 1 listen · no host" in said
    for key in ("rin", "farid"):
        assert str(world.person(key).id) not in said


async def test_a_long_list_goes_on_behind_a_button(world: World) -> None:
    circles = [await a_circle(world, begun=False) for _ in range(16)]
    listed = await world.moderator.slash(world.general, "circles list")
    last = (await row_of(world, circles[-1])).name
    assert world.said(listed).count("Words we carried") == 15
    more = await world.press(world.moderator, listed, "Show more")
    assert f"*{last}*" in world.said(more)


async def test_without_a_circle_the_list_says_so(world: World) -> None:
    assert world.said(await world.moderator.slash(world.general, "circles list")) == texts.LIST_NONE.in_("en")


async def test_the_pages_are_for_facilitators_and_the_team_whatever_discord_shows(world: World) -> None:
    circle = await a_circle(world)
    await facilitators(world, HOST)
    for actor in (world.person(HOST), world.moderator):
        assert says(world.said(await manage(world, actor, circle)), texts.PAGE_HOST)
    for actor in (world.person(OUTSIDER), world.member):
        for verb in DEEDS:
            answer = await press(world, actor, f"circles:{verb}", circle)
            assert world.said(answer) == texts.ONLY_FOR_LEADS.in_("en"), verb
        answer = await press(world, actor, "circles:team_next", await step_of(world, circle))
        assert world.said(answer) == texts.ONLY_FOR_LEADS.in_("en")
    assert (await value_of(world, circle)).stage is Stage.AGREEMENTS


async def test_the_list_of_choices_names_circles_only_to_those_who_lead(world: World) -> None:
    circle = await a_circle(world)
    name = (await row_of(world, circle)).name
    for_team = await world.moderator.autocomplete(world.general, "circles manage", "circle", name[:5])
    assert [choice["value"] for choice in for_team] == [str(circle)]
    for_others = await world.person(HOST).autocomplete(world.general, "circles manage", "circle", "")
    assert not for_others


async def test_a_circle_is_found_by_its_code_name_too_and_another_word_finds_none(world: World) -> None:
    circle = await a_circle(world)
    name = (await row_of(world, circle)).name
    found = await world.moderator.slash(world.general, "circles manage", circle=name.upper())
    assert f"*{name}*" in world.said(found)
    for typed in ("another", "12345", "9" * 30):
        answer = await world.moderator.slash(world.general, "circles manage", circle=typed)
        assert world.said(answer) == texts.PICK_ONE.in_("en")


async def test_the_role_lost_between_page_and_press_decides(world: World) -> None:
    circle = await a_circle(world)
    await facilitators(world, "tenzin")
    page = await manage(world, world.person("tenzin"), circle)
    no_longer_leads(world, "tenzin")
    for label in ("Host it", "Pause", "Move on", "End", "Take somebody out"):
        answer = await world.press(world.person("tenzin"), page, label)
        assert text_of(newest_answer(answer)) == texts.ONLY_FOR_LEADS.in_("en"), label
    circle_now = await value_of(world, circle)
    assert (circle_now.stage, circle_now.paused_at) == (Stage.AGREEMENTS, None)


# The same events as everyone's buttons


async def test_move_on_asks_first_while_not_everybody_has_agreed(world: World) -> None:
    circle = await a_circle(world)
    await press_now(world, world.person("kavya"), circle, "I agree")
    await press_now(world, world.person("rin"), circle, "I agree")
    asked = await world.press(world.moderator, await manage(world, world.moderator, circle), "Move on")
    assert "3 people have not agreed yet." in world.said(asked)
    assert (await value_of(world, circle)).stage is Stage.AGREEMENTS
    await world.press(world.moderator, asked, "Go on with those who agreed")
    assert (await value_of(world, circle)).stage is Stage.ROUND_ONE


async def test_the_team_pauses_goes_on_moves_on_and_ends_from_the_page(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    page = await manage(world, world.moderator, circle)
    assert labels_of(page)[:5] == ["Host it", "Pause", "Move on", "End", "Take somebody out"]
    page = await world.press(world.moderator, page, "Pause")
    assert (await value_of(world, circle)).paused_at is not None
    page = await world.press(world.moderator, page, "Go on")
    page = await world.press(world.moderator, page, "Move on")
    assert (await holder(world, circle)) is not None
    sure = await world.press(world.moderator, page, "End")
    assert says(world.said(sure), texts.END_FIRST)
    assert not (await value_of(world, circle)).is_over
    page = await world.press(world.moderator, sure, "End it")
    assert (await value_of(world, circle)).is_over
    assert labels_of(page) == ["All circles"]


async def test_a_pause_of_the_team_leaves_no_trace_of_who_it_was(world: World) -> None:
    circle = await a_circle(world)
    before = await value_of(world, circle)
    await world.press(world.moderator, await manage(world, world.moderator, circle), "Pause")
    after = await value_of(world, circle)
    assert (after.host, after.host_seen_at) == (before.host, before.host_seen_at)
    assert str(world.moderator.id) not in text_of(await now_asked(world, circle))


async def test_move_on_pressed_twice_is_one_step(world: World) -> None:
    """C2"""
    circle = await a_circle(world)
    await all_agree(world, circle)
    pages = [await manage(world, actor, circle) for actor in (world.moderator, world.person("shirin"))]
    before = (await value_of(world, circle)).step
    answers = await world.race(
        lambda: world.press(world.moderator, pages[0], "Move on"),
        lambda: world.press(world.person("shirin"), pages[1], "Move on"),
    )
    assert (await value_of(world, circle)).step == before + 1
    assert [says(world.said(each), shared.STEP_IS_OVER) for each in answers].count(True) == 1


# Taking over (C8, C10)


async def test_while_the_host_is_there_nobody_takes_over_in_the_thread_and_only_the_team_does_at_once(
    world: World,
) -> None:
    circle = await a_circle(world)
    await facilitators(world, "tenzin")
    for actor in (world.person("tenzin"), world.member):
        answer = await press(world, actor, "circles:host", await step_of(world, circle))
        assert world.said(answer) == shared.HAS_A_HOST.in_("en")
    page = await manage(world, world.person("tenzin"), circle)
    answer = await world.press(world.person("tenzin"), page, "Host it")
    assert text_of(newest_answer(answer)) == shared.HAS_A_HOST.in_("en")
    await world.press(world.moderator, await manage(world, world.moderator, circle), "Host it")
    assert (await value_of(world, circle)).host == world.moderator.id


@pytest.mark.parametrize("who", ["tenzin", "batbayar", "kavya"], ids=["facilitator", "team", "with a seat"])
async def test_once_the_host_is_gone_somebody_else_hosts_and_everybody_reads_one_sentence(
    world: World, who: str
) -> None:
    circle = await a_circle(world)
    await facilitators(world, "tenzin")
    await world.pass_time(**GONE)
    answer = await press_now(world, world.person(who), circle, "Host this circle")
    await a_moment(world)
    assert says(world.said(answer), texts.YOU_HOST)
    assert (await value_of(world, circle)).host == world.person(who).id
    card = text_of(await now_asked(world, circle))
    assert texts.OTHER_HOST.in_("en") in card
    assert world.person(who).id in await thread_people(world, circle)


async def test_whoever_has_no_seat_and_does_not_lead_cannot_host_or_end_it(world: World) -> None:
    circle = await a_circle(world)
    await world.pass_time(**GONE)
    step, outsider = await step_of(world, circle), world.person(OUTSIDER)
    assert world.said(await press(world, outsider, "circles:host", step)) == shared.NO_SEAT.in_("en")
    for verb in ("end", "end_now"):
        assert world.said(await press(world, outsider, f"circles:{verb}", step)) == shared.HOST_ENDS.in_("en")
    assert (await value_of(world, circle)).host == world.person(HOST).id


async def test_where_ages_are_mixed_only_a_facilitator_takes_over(world: World) -> None:
    circle = await a_circle(world, mixed=True)
    await world.pass_time(**GONE)
    answer = await press_now(world, world.member, circle, "Host this circle")
    assert world.said(answer) == shared.NEEDS_FACILITATOR.in_("en")
    await press_now(world, world.moderator, circle, "Host this circle")
    assert (await value_of(world, circle)).host == world.moderator.id


async def test_of_two_facilitators_who_take_over_at_once_one_does_and_the_card_reads_the_same(world: World) -> None:
    circle = await a_circle(world, host=None)
    await facilitators(world, "tenzin", "dilan")
    two, card = [world.person("tenzin"), world.person("dilan")], await now_asked(world, circle)
    answers = await world.race(
        lambda: world.press(two[0], card, "Host this circle"), lambda: world.press(two[1], card, "Host this circle")
    )
    await a_moment(world)
    won = [says(world.said(each), texts.YOU_HOST) for each in answers]
    assert won.count(True) == 1
    assert says(world.said(answers[won.index(False)]), shared.HAS_A_HOST)
    assert (await value_of(world, circle)).host == two[won.index(True)].id
    assert texts.OTHER_HOST.in_("en") in text_of(await now_asked(world, circle))


async def test_a_change_of_host_survives_the_end_of_the_process_right_after_it(world: World) -> None:
    circle = await a_circle(world, host=None)
    card = await now_asked(world, circle)
    world.crash_at("circles.kept")
    await world.press(world.moderator, card, "Host this circle")
    await world.restart_after_crash()
    await a_moment(world)
    assert (await value_of(world, circle)).host == world.moderator.id
    assert world.moderator.id in await thread_people(world, circle)
    assert texts.OTHER_HOST.in_("en") in text_of(await now_asked(world, circle))


async def test_taking_over_from_an_old_card_says_that_the_circle_has_gone_on(world: World) -> None:
    circle = await a_circle(world, host=None)
    old = await step_of(world, circle)
    await all_agree(world, circle)
    answer = await press(world, world.moderator, "circles:host", old)
    assert world.said(answer) == shared.STEP_IS_OVER.in_("en")
    assert (await value_of(world, circle)).host is None


# Ending


async def test_once_the_host_is_gone_somebody_with_a_seat_ends_the_circle_after_a_question(world: World) -> None:
    """C8"""
    circle = await a_circle(world)
    step = await step_of(world, circle)
    assert world.said(await press(world, world.member, "circles:end", step)) == shared.HOST_ENDS.in_("en")
    await world.pass_time(**GONE)
    sure = await press_now(world, world.member, circle, "End the circle")
    assert labels_of(sure) == ["Not now", "End it"]
    await world.press(world.member, sure, "Not now")
    assert not (await value_of(world, circle)).is_over
    sure = await press_now(world, world.member, circle, "End the circle")
    answer = await world.press(world.member, sure, "End it")
    assert says(world.said(answer), texts.ENDED)
    assert (await value_of(world, circle)).is_over
    again = await press(world, world.member, "circles:end_now", step)
    assert world.said(again) == shared.IS_OVER.in_("en")


# Taking somebody out


async def test_somebody_taken_out_loses_seat_and_thread_and_cannot_come_back(world: World) -> None:
    circle = await a_circle(world)
    rin = world.other
    assert rin.id in await thread_people(world, circle)
    answer = await take_out(world, world.moderator, circle, rin, "They read others’ stories out elsewhere.")
    assert says(world.said(answer), texts.TAKEN_OUT)
    assert (await seat_of(world, circle, "rin")).gone
    assert rin.id not in await thread_people(world, circle)
    back = await press(world, rin, "circles:join", circle)
    assert world.said(back) == texts.OUT_OF_THIS.in_("en")
    assert (await seat_of(world, circle, "rin")).gone


async def test_the_reason_is_kept_sealed_and_shown_to_those_who_lead_only(world: World) -> None:
    circle = await a_circle(world)
    reason = "They read others’ stories out elsewhere."
    await take_out(world, world.moderator, circle, world.other, reason)
    assert reason in world.said(await manage(world, world.person("shirin"), circle))
    await a_moment(world)
    assert reason not in world.room_text(await thread_of(world, circle))
    (absence,) = await absences(world)
    assert absence.circle_id == circle
    assert reason.encode() not in world.bot.store.path.read_bytes()
    assert not any(reason in str(line) or str(world.other.id) in str(line) for line in world.logged)
    assert all(reason not in str(entry.reason) for entry in world.guild.audit_log())


async def test_the_form_says_before_what_everybody_in_the_thread_sees(world: World) -> None:
    from tests.reflections.doing import form_text

    circle = await a_circle(world)
    opened = await world.press(world.moderator, await manage(world, world.moderator, circle), "Take somebody out")
    assert texts.TAKE_OUT_FIRST.in_("en") in form_text(opened)


async def test_who_cannot_be_taken_out_and_why_is_said_with_the_words_given_back(world: World) -> None:
    circle = await a_circle(world)
    await facilitators(world, "tenzin")
    reason = "A long and careful reason for this."
    for actor, person, sentence in (
        (world.moderator, world.person(OUTSIDER), texts.NOT_IN_IT),
        (world.moderator, world.moderator, texts.NOT_YOURSELF),
        (world.person("tenzin"), world.person(HOST), texts.NOT_THE_HOST),
    ):
        answer = await take_out(world, actor, circle, person, reason)
        assert sentence.in_("en") in world.said(answer)
        assert reason.encode() in world.files(answer)["your-words.txt"]
    blank = await take_out(world, world.moderator, circle, world.other, "   ")
    assert texts.WRITE_WHY.in_("en") in world.said(blank)
    assert not await absences(world)


async def test_a_host_with_a_seat_taken_out_by_the_team_hosts_no_more(world: World) -> None:
    circle = await a_circle(world, host="kavya")
    await take_out(world, world.moderator, circle, world.member)
    now = await value_of(world, circle)
    assert now.host is None
    assert (await seat_of(world, circle, "kavya")).gone
    assert world.member.id not in await thread_people(world, circle)


async def test_taken_out_in_their_turn_the_next_is_asked(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await press_now(world, world.other, circle, "I begin")
    await a_moment(world)
    await take_out(world, world.moderator, circle, world.other)
    asked = await holder(world, circle)
    assert asked is not None
    assert asked.id != world.other.id


async def test_the_end_of_the_process_before_and_after_the_removal_changes_nothing_of_it(world: World) -> None:
    circle = await a_circle(world)
    world.crash_at("circles.taken_out")
    await take_out(world, world.moderator, circle, world.other)
    await world.restart_after_crash()
    assert world.other.id not in await thread_people(world, circle)
    removals = [each for each in world.env.http_requests if each.method == "DELETE" and "thread-members" in each.path]
    assert len(removals) == 1


async def test_where_discord_forbids_it_the_admins_hear_and_it_is_done_later(world: World) -> None:
    circle = await a_circle(world)
    await world.set(world.admin, "server.team_room", "#team")
    await world.forbid(world.room("circles"), "manage_threads")
    await take_out(world, world.moderator, circle, world.other)
    assert world.other.id in await thread_people(world, circle)
    assert len(world.messages(world.team)) == 1
    await world.permit(world.room("circles"))
    assert world.other.id not in await thread_people(world, circle)


async def test_another_servers_circle_is_none(world: World) -> None:
    circle = await a_circle(world)
    async with world.deed() as session:
        row = await session.get(type((await circles_now(world))[0]), circle)
        assert row is not None
        row.guild_id += 1
    answer = await press(world, world.moderator, "circles:team_end_now", circle)
    assert world.said(answer) == shared.UNKNOWN_CIRCLE.in_("en")


async def test_the_host_reads_first_that_the_last_teller_is_not_asked_again_and_what_was_sent_is_told(
    world: World,
) -> None:
    circle = await a_circle(world, host="dilan")
    await brought_to(world, circle, Stage.ROUND_ONE)
    await begin_round(world, circle, "mei")
    while (teller := await holder(world, circle)) != world.person("farid"):
        assert teller is not None
        await press_now(world, teller, circle, "Pass")
        await a_moment(world)
    form = await press_now(world, world.person("farid"), circle, "Tell through a form")
    await world.fill(world.person("farid"), form, words="It rained all night.", note="")
    page = await press_now(world, world.person("dilan"), circle, "For the host…")
    assert says(world.said(page), texts.TOOLS_LAST_TURN)
    assert "Ask them later" not in labels_of(page)
    await world.press(world.person("dilan"), page, "Move on")
    assert (await value_of(world, circle)).stage is Stage.ROUND_TWO
    assert (await seat_of(world, circle, "farid")).has_told


async def test_the_host_ends_the_circle_or_asks_a_silent_teller_later_by_one_page_of_their_own(world: World) -> None:
    circle = await a_circle(world, host="dilan")
    await brought_to(world, circle, Stage.ROUND_ONE)
    await begin_round(world, circle, "rin")
    page = await press_now(world, world.person("dilan"), circle, "For the host…")
    await world.press(world.person("dilan"), page, "Ask them later")
    await a_moment(world)
    assert await holder(world, circle) == world.person("kavya")
    page = await press_now(world, world.person("dilan"), circle, "For the host…")
    await world.press(world.person("dilan"), await world.press(world.person("dilan"), page, "End it"), "End it")
    assert (await row_of(world, circle)).stage in (Stage.CONSENT, Stage.CLOSED)


async def test_the_hosts_page_is_for_nobody_else(world: World) -> None:
    circle = await a_circle(world, host="dilan")
    await brought_to(world, circle, Stage.ROUND_ONE)
    answer = await press_now(world, world.person("rin"), circle, "For the host…")
    assert "whoever hosts" in world.said(answer)
