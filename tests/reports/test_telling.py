"""Telling the team: every way in, the one form, and that what was told is kept whatever breaks."""

import asyncio
import contextlib
import json
import sys
from datetime import timedelta
from typing import Any

import discord
import pytest

from cogs.reports.telling import texts
from data import case_papers, code_names
from data.case_papers import Copy
from tests import seams
from tests.reflections.doing import forge_form, forge_press, form_text, says
from tests.reports.doing import (
    WORDS,
    case_of,
    cases_of,
    hold,
    message_of,
    open_report,
    opened,
    parts_in,
    ready,
    receipt_of,
    roster,
    row_of,
    rows,
    send,
    sent,
    tell,
    told,
)
from tests.world import World, answers_of, fields_of, labels_of, newest_answer

SAID = "people like you should pick one country and go there"
PICTURE = ("holiday.png", b"\x89PNG not really")
PRESSES_OF_A_MENU = 3  # hold, Apps, the name; simcord does all three as one
ALPHABETS = {
    "latin": "Ngày hôm đó tôi không ngủ được. ",
    "devanagari": "उसने सबके सामने मेरा पुराना नाम लिया। ",
    "arabic": "قال لي إن مكاني ليس هنا. ",
    "han": "他把我的照片貼給所有人看。",
    "emoji": "🧑🏽‍🤝‍🧑🏻🏳️‍🌈👩‍👩‍👧",
}


async def evidence_in(world: World) -> list[case_papers.Evidence]:
    case = await case_of(world)
    async with world.bot.store.reading() as session:
        return list(await case_papers.evidence(session, case.id))


def names_of(opened_form: Any) -> list[str]:
    return [field["custom_id"].partition(":")[0] for field in fields_of(opened_form)]


# Ways in


async def test_a_held_message_is_told_in_four_presses_and_kept_with_text_author_link_and_time(world: World) -> None:
    """Hold, Apps, Tell the team, Submit. Nothing has to be filled in."""
    await ready(world)
    message = await message_of(world, world.other, SAID)
    form = await hold(world, world.member, message)
    answer = await send(world.member, form)
    presses = PRESSES_OF_A_MENU + 1
    assert presses == 4
    assert says(world.said(answer), texts.KEPT)
    assert labels_of(answer)[:3] == ["Send now", "Keep only for me", "Take it back"]
    case = await case_of(world)
    assert receipt_of(answer) == case.receipt_name
    assert await parts_in(world, case) == {("reporter", str(world.member.id)), ("subject", str(world.other.id))}
    (kept,) = await evidence_in(world)
    assert (kept.copy, kept.said_at) == (Copy.KEPT, message.created_at)
    assert await opened(world, kept, "words") == SAID
    assert await opened(world, kept, "author") == str(world.other.id)
    assert await opened(world, kept, "link") == message.jump_url


async def test_a_held_person_is_told_about_without_asking_again_who(world: World) -> None:
    await ready(world)
    form = await hold(world, world.member, world.other)
    assert names_of(form) == ["left_out", "name", "words"]
    await send(world.member, form, words=WORDS)
    case = await case_of(world)
    assert await opened(world, case, "words") == WORDS
    assert ("subject", str(world.other.id)) in await parts_in(world, case)


async def test_the_command_asks_whom_it_is_about_with_a_picker(world: World) -> None:
    await ready(world)
    await told(world, world.member, about=world.other)
    assert ("subject", str(world.other.id)) in await parts_in(world, await case_of(world))


async def test_the_card_stands_in_its_room_and_moves_and_goes_with_the_setting(world: World) -> None:
    await ready(world)
    await world.set(world.admin, "reports.room", "#general")
    card = world.card(world.general)
    assert labels_of(card) == ["Tell the team"]
    await send(world.member, await world.press(world.member, card, "Tell the team"), words=WORDS)
    assert len(await cases_of(world)) == 1
    await world.set(world.admin, "reports.room", "#daily-reflection")
    assert world.messages(world.general) == []
    assert labels_of(world.card(world.daily)) == ["Tell the team"]
    await world.set(world.admin, "reports.room", "none")
    assert world.messages(world.daily) == []


async def test_the_card_waits_while_its_room_is_closed_to_banyan(world: World) -> None:
    await ready(world)
    await world.forbid(world.general, "send_messages")
    await world.set(world.admin, "reports.room", "#general")
    assert world.messages(world.general) == []
    await world.permit(world.general)
    await world.pass_time(seconds=10)
    assert len(world.messages(world.general)) == 1


async def test_in_a_direct_message_the_servers_offered_are_those_one_is_in_now(world: World) -> None:
    await ready(world)
    stranger = world.env.create_guild("Reading Circle")
    offered = await world.member.user.autocomplete("report open", "server", "")
    assert [each["name"] for each in offered] == ["Grove"]
    assert str(stranger.id) not in json.dumps(offered)


async def test_in_a_direct_message_no_server_is_chosen_silently_while_another_is_not_known(world: World) -> None:
    await ready(world)
    elsewhere = world.env.create_guild("Reading Circle")
    elsewhere.add_member(world.member.user)
    path = f"/guilds/{elsewhere.id}/members/{world.member.id}"
    world.env.inject_error("GET", path, status=500, code=0, times=None)
    answer = await world.member.user.slash("report open")
    assert texts.WHICH_SERVER.in_("en") in world.said(answer)


async def test_in_a_direct_message_no_server_is_chosen_silently_out_of_more_than_are_asked(world: World) -> None:
    await ready(world)
    for number in range(25):
        world.env.create_guild(f"Circle {number}")
    answer = await world.member.user.slash("report open")
    assert texts.WHICH_SERVER.in_("en") in world.said(answer)


async def test_in_a_direct_message_one_tells_by_id_or_handle(world: World) -> None:
    await ready(world)
    form = await open_report(world, world.member, in_letters=True)
    assert form.modal is not None
    assert form.modal["title"] == "Tell the team of Grove"
    assert names_of(form) == ["left_out", "name", "words", "who"]
    await send(world.member, form, in_letters=True, words=WORDS, who=f"<@{world.other.id}>, @Quiet.Pond")
    case = await case_of(world)
    assert {person for part, person in await parts_in(world, case) if part == "subject"} == {
        str(world.other.id),
        "@quiet.pond",
    }
    assert case.guild_id == world.guild.id


async def test_in_a_direct_message_without_a_server_the_only_one_is_meant(world: World) -> None:
    await ready(world)
    form = await world.member.user.slash("report open")
    await send(world.member, form, in_letters=True, words=WORDS)
    assert (await case_of(world)).guild_id == world.guild.id


async def test_who_was_put_out_of_a_server_can_still_tell_its_team(world: World) -> None:
    """By its exact name or id; no list gives it away."""
    await ready(world)
    gone = world.member
    world.guild.remove_member(gone)
    assert await gone.user.autocomplete("report open", "server", "Gro") == []
    refused = await gone.user.slash("report open", server="Grov")
    assert says(world.said(refused), texts.NO_SUCH_SERVER)
    for typed in ("grove", str(world.guild.id)):
        form = await gone.user.slash("report open", server=typed)
        await send(gone, form, in_letters=True, words=WORDS)
    assert len(await cases_of(world)) == 2


async def test_who_is_not_in_the_server_sees_how_many_take_reports_and_not_who(world: World) -> None:
    await ready(world)
    stranger = world.env.create_user("passing.cloud")
    form = await stranger.slash("report open", server=str(world.guild.id))
    assert form_text(form).startswith("**2 people** can read this")
    assert not [name for name in ("Batbayar", "Shirin", str(world.moderator.id)) if name in json.dumps(form.modal)]
    assert names_of(form) == ["left_out", "name", "words", "who"]


async def test_who_was_put_out_of_a_server_leaves_out_by_name_whoever_did_it(world: World) -> None:
    await ready(world)
    gone = world.member
    world.guild.remove_member(gone)
    form = await gone.user.slash("report open", server="grove")
    await send(gone, form, in_letters=True, words=WORDS, left_out=f"@{world.moderator.name}")
    case = await case_of(world)
    assert ("left_out", str(world.moderator.id)) in await parts_in(world, case)
    page = await gone.user.slash("report mine")
    again = await world.press(gone, await world.press(gone, page, f"Open {case.receipt_name}"), "Who is it about?")
    assert not [name for name in ("Batbayar", "Shirin") if name in json.dumps(again.modal)]
    await send(gone, again, in_letters=True, who="@quiet.pond", also=str(world.person("shirin").id))
    parts = await parts_in(world, case)
    assert ("left_out", str(world.moderator.id)) in parts
    assert ("witness", str(world.person("shirin").id)) in parts


async def test_somebody_timed_out_tells_in_a_direct_message(world: World) -> None:
    """R40: whoever is silenced can still be heard."""
    await ready(world)
    until = world.now() + timedelta(days=7)
    world.env.backend.guilds[world.guild.id].members[world.member.id].timed_out_until = until.isoformat()
    form = await open_report(world, world.member, in_letters=True)
    answer = await send(world.member, form, in_letters=True, words=WORDS)
    assert says(world.said(answer), texts.KEPT)
    await sent(world)
    assert (await case_of(world)).state == "new"


# The form


async def test_the_form_says_who_reads_it_how_soon_who_runs_the_bot_and_that_it_is_no_emergency_service(
    world: World,
) -> None:
    await ready(world)
    said = form_text(await open_report(world, world.member))
    assert said.startswith(
        "**Batbayar Ellis and Shirin Park-Azari** can read this while they are in the team, usually within 3 days."
    )
    assert "Noor (noor@example.org) runs this bot and technically could." in said
    assert "no emergency service" in said
    await world.set(world.admin, "reports.look", "1")
    assert "usually within 1 day." in form_text(await open_report(world, world.member))


async def test_the_names_in_the_form_are_those_who_can_take_this_very_report(world: World) -> None:
    await ready(world)
    batbayar, shirin = world.person("batbayar"), world.person("shirin")
    about_batbayar = await hold(world, world.member, batbayar)
    assert "Batbayar" not in form_text(about_batbayar)
    assert "**Shirin Park-Azari** can read this" in form_text(about_batbayar)
    by_shirin = await open_report(world, shirin)
    assert "Shirin" not in form_text(by_shirin)
    (boxes,) = [field for field in fields_of(by_shirin) if field["custom_id"].startswith("left_out:")]
    assert [option["label"] for option in boxes["options"]] == ["Batbayar Ellis"]


async def test_nothing_is_required_and_the_safe_choice_is_chosen(world: World) -> None:
    await ready(world)
    form = await open_report(world, world.member)
    left_out, name, words, who = fields_of(form)
    assert not any(field.get("required") for field in (left_out, words, who))
    assert not any(option.get("default") for option in left_out["options"])
    assert [option["value"] for option in name["options"] if option["default"]] == ["not_shown"]
    assert words["max_length"] == 4000
    await send(world.member, form)
    case = await case_of(world)
    assert case.words is None
    assert not case.names_reporter


async def test_pictures_are_offered_only_where_there_are_some_and_off(world: World) -> None:
    await ready(world)
    without = await hold(world, world.member, await message_of(world, world.other, SAID))
    assert "pictures" not in names_of(without)
    message = await message_of(world, world.other, SAID, attachments=[PICTURE])
    form = await hold(world, world.member, message)
    (pictures,) = [field for field in fields_of(form) if field["custom_id"].startswith("pictures:")]
    assert [bool(option.get("default")) for option in pictures["options"]] == [False]
    assert "may be under 18: report those to Discord" in json.dumps(pictures)
    await send(world.member, form)
    _, file = await evidence_in(world)
    assert (file.copy, file.source) == (Copy.NOT_COPIED, None)
    assert await opened(world, file, "file_name") == "holiday.png"


async def test_where_nobody_takes_reports_every_door_says_so_before_the_form_and_the_report_is_kept(
    world: World,
) -> None:
    for form in (
        await open_report(world, world.member),
        await hold(world, world.member, world.other),
        await hold(world, world.member, await message_of(world, world.other, SAID)),
    ):
        assert form_text(form).startswith("**Nobody here can take this at the moment.**")
        assert "left_out" not in names_of(form)
        answer = await send(world.member, form, words=WORDS)
        assert says(world.said(answer), texts.KEPT_NOBODY)
        assert labels_of(answer)[:5] == [
            "Keep only for me",
            "Ask the owner",
            "Discord's own report",
            "Help outside",
            "Take it back",
        ]
    assert {case.state for case in await cases_of(world)} == {"nobody"}


async def test_each_opening_has_fresh_ids(world: World) -> None:
    first, second = [await open_report(world, world.member) for _ in range(2)]
    assert {field["custom_id"] for field in fields_of(first)}.isdisjoint(
        field["custom_id"] for field in fields_of(second)
    )


# Kept first


async def test_the_same_form_arriving_twenty_times_is_one_report(world: World) -> None:
    """R8."""
    await ready(world)
    form = await open_report(world, world.member)
    sent_once = await send(world.member, form, words=WORDS)

    def again() -> Any:
        seams.send_again(form)
        return send(world.member, form, words=WORDS)

    answers = await world.race(*[again] * 19)
    assert {receipt_of(answer) for answer in [sent_once, *answers]} == {(await case_of(world)).receipt_name}
    assert len(await cases_of(world)) == 1


async def test_with_every_answer_failing_the_report_is_kept_all_the_same(world: World) -> None:
    """R2: kept before Discord is told anything."""
    await ready(world)
    form = await open_report(world, world.member)
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=2)
    await send(world.member, form, words=WORDS)
    assert await opened(world, await case_of(world), "words") == WORDS
    assert "answer.failed" in world.errors()


async def test_with_the_teams_room_closed_the_report_waits_and_is_posted_when_it_opens(world: World) -> None:
    """R2: undelivered, and tried again."""
    await ready(world)
    await world.forbid(world.team, "send_messages")
    await told(world, world.member)
    await sent(world)
    assert (await case_of(world)).state == "new"
    assert world.messages(world.team) == []
    await world.permit(world.team)
    await world.pass_time(minutes=2)
    assert (await case_of(world)).team_name in world.room_text(world.team)


async def test_an_id_that_discord_does_not_know_is_kept_and_answered(world: World) -> None:
    """R1."""
    await ready(world)
    form = await open_report(world, world.member, in_letters=True)
    answer = await send(world.member, form, in_letters=True, who="123456789012345678")
    assert says(world.said(answer), texts.KEPT)
    await sent(world)
    case = await case_of(world)
    assert ("subject", "123456789012345678") in await parts_in(world, case)
    assert case.state == "new"


async def test_the_author_left_and_the_message_is_gone_and_it_is_kept(world: World) -> None:
    """R9."""
    await ready(world)
    message = await message_of(world, world.other, SAID)
    form = await hold(world, world.member, message)
    await world.other.delete(message)
    world.guild.remove_member(world.other)
    await send(world.member, form, words=WORDS)
    (kept,) = await evidence_in(world)
    assert await opened(world, kept, "words") == SAID
    await sent(world)
    assert (await case_of(world)).state == "new"


@pytest.mark.parametrize("script", ALPHABETS)
async def test_four_thousand_characters_of_any_script_are_kept_whole(world: World, script: str) -> None:
    """R50."""
    await ready(world)
    words = (ALPHABETS[script] * 400)[:4000].strip()
    await told(world, world.member, words=words)
    assert await opened(world, await case_of(world), "words") == words


async def test_more_than_a_form_holds_is_given_back_and_not_cut(world: World) -> None:
    await ready(world)
    form = await open_report(world, world.member)
    assert form.modal is not None
    words = "a" * 4001
    answer = await forge_form(world, world.member, form.modal["custom_id"], words)
    assert await cases_of(world) == []
    assert list(world.files(answer).values()) == [words.encode()]


async def test_a_message_form_opened_before_a_restart_is_kept_with_its_link_and_says_what_is_missing(
    world: World,
) -> None:
    await ready(world)
    message = await message_of(world, world.other, SAID)
    form = await hold(world, world.member, message)
    await world.restart()
    answer = await send(world.member, form, words=WORDS)
    assert says(world.said(answer), texts.NOT_COPIED)
    (kept,) = await evidence_in(world)
    assert (kept.copy, kept.words, kept.said_at) == (Copy.NOT_COPIED, None, message.created_at)
    assert await opened(world, kept, "link") == message.jump_url
    case = await case_of(world)
    assert ("subject", str(world.other.id)) in await parts_in(world, case)  # its author was asked for afterwards


async def test_the_author_of_such_a_message_never_reads_it(world: World) -> None:
    await ready(world)
    message = await message_of(world, world.moderator, SAID)
    form = await hold(world, world.member, message)
    await world.restart()
    await send(world.member, form, words=WORDS)
    await sent(world)
    case = await case_of(world)
    assert ("subject", str(world.moderator.id)) in await parts_in(world, case)
    assert case.by_letter
    assert world.letters(world.moderator).history() == []


async def test_a_form_about_a_person_opened_before_a_restart_is_kept_and_asks_again_who(world: World) -> None:
    await ready(world)
    form = await hold(world, world.member, world.other)
    await world.restart()
    answer = await send(world.member, form, words=WORDS)
    assert says(world.said(answer), texts.UNSURE_WHO)
    assert "Who is it about?" in labels_of(answer)


async def test_a_form_in_a_direct_message_opened_before_a_restart_still_knows_its_server(world: World) -> None:
    await ready(world)
    form = await open_report(world, world.member, in_letters=True)
    await world.restart()
    await send(world.member, form, in_letters=True, words=WORDS)
    assert (await case_of(world)).guild_id == world.guild.id


async def test_two_hundred_reports_in_a_minute_are_all_kept_and_each_is_answered(world: World) -> None:
    await ready(world)
    people = [world.person(key) for key in ("kavya", "rin", "aizhan", "farid", "mei", "tenzin", "dilan", "linh")]
    answers = [await tell(world, people[number % len(people)], words=f"{number}") for number in range(200)]
    assert all(says(world.said(answer), texts.KEPT) or says(world.said(answer), texts.KEPT_LATER) for answer in answers)
    kept = {await opened(world, case, "words") for case in await cases_of(world)}
    assert kept == {str(number) for number in range(200)}


async def test_where_somebody_tells_much_the_later_ones_wait_and_the_answer_says_when_and_what_never_waits(
    world: World,
) -> None:
    """R43."""
    await ready(world)
    answers = [await tell(world, world.member, words=f"{number}") for number in range(6)]
    assert says(world.said(answers[4]), texts.KEPT)
    assert says(world.said(answers[5]), texts.KEPT_LATER)
    assert "Send now" not in labels_of(answers[5])
    assert says(world.said(await tell(world, world.other)), texts.KEPT)  # nobody else waits for it
    await sent(world)
    assert [case.state for case in await cases_of(world)].count("kept") == 1
    await world.press(world.member, answers[5], "Someone may be in danger")
    assert [case.state for case in await cases_of(world)].count("kept") == 0


# Whom it is about


async def test_reporting_oneself_a_bot_or_banyan_is_kept_with_a_kind_sentence(world: World) -> None:
    await ready(world)
    other_bot = world.guild.add_member(world.env.create_user("jukebox", bot=True))
    for person, said in ((world.member, texts.ABOUT_YOURSELF), (other_bot, texts.ABOUT_A_BOT)):
        answer = await send(world.member, await hold(world, world.member, person), words=WORDS)
        assert says(world.said(answer), said)
        assert says(world.said(answer), texts.KEPT)
    await world.set(world.admin, "reports.room", "#general")
    card = world.card(world.general)
    answer = await send(world.member, await hold(world, world.member, card), words=WORDS)
    assert says(world.said(answer), texts.ABOUT_BANYAN)
    form = await open_report(world, world.member, in_letters=True)
    answer = await send(world.member, form, in_letters=True, who=str(world.member.id))
    assert says(world.said(answer), texts.ABOUT_YOURSELF)
    assert len(await cases_of(world)) == 4


async def test_a_deleted_account_is_kept_with_a_kind_sentence(world: World) -> None:
    await ready(world)
    deleted = world.guild.add_member(world.env.create_user("deleted_user_0a1b2c", global_name="Deleted User"))
    answer = await send(world.member, await hold(world, world.member, deleted), words=WORDS)
    assert says(world.said(answer), texts.ABOUT_DELETED)


@pytest.mark.parametrize("typed", ["batbayar", "@Batbayar", "ＢＡＴＢＡＹＡＲ", "Batbayar  ellis"])
async def test_a_typed_handle_or_name_of_somebody_who_takes_reports_keeps_it_from_them(
    world: World, typed: str
) -> None:
    """R44, R47."""
    await ready(world)
    form = await open_report(world, world.member, in_letters=True)
    await send(world.member, form, in_letters=True, words=WORDS, who=typed)
    await sent(world)
    case = await case_of(world)
    assert ("subject", str(world.moderator.id)) in await parts_in(world, case)
    assert case.by_letter
    assert case.team_name not in world.room_text(world.team)
    assert world.letters(world.moderator).history() == []
    assert len(world.letters(world.person("shirin")).history()) == 1


async def test_whoever_is_left_out_has_a_part_and_it_goes_by_letter_to_the_others(world: World) -> None:
    await ready(world)
    await told(world, world.member, about=world.other, left_out=[world.person("shirin")])
    await sent(world)
    case = await case_of(world)
    assert ("left_out", str(world.person("shirin").id)) in await parts_in(world, case)
    assert case.team_name not in world.room_text(world.team)
    assert world.letters(world.person("shirin")).history() == []
    assert len(world.letters(world.moderator).history()) == 1


async def test_without_a_team_room_it_goes_by_letter(world: World) -> None:
    await roster(world, "batbayar")
    await told(world, world.member, about=world.other)
    await sent(world)
    assert (await case_of(world)).by_letter
    assert len(world.letters(world.moderator).history()) == 1


async def test_whoever_lost_the_role_or_left_is_found_gone_and_gets_nothing(world: World) -> None:
    await ready(world)
    await roster(world, "kavya")  # of the roster still, of the team no more
    world.guild.remove_member(world.person("shirin"))
    await told(world, world.other)
    await sent(world)
    gone = [row[-1] for row in rows(world, "roster")]
    assert sum(each is not None for each in gone) == 2
    assert (await case_of(world)).state == "new"


async def test_when_everybody_of_the_roster_is_gone_it_is_kept_not_sent_and_said_where_that_is_wanted(
    world: World,
) -> None:
    await roster(world, "rin")
    answer = await tell(world, world.member)
    await world.press(world.member, answer, "A short neutral note")
    await told(world, world.person("mei"))
    await sent(world)
    assert {case.state for case in await cases_of(world)} == {"nobody"}
    (letter,) = world.messages(world.letters(world.member))
    assert world.letters(world.person("mei")).history() == []
    looked = await world.press(world.member, letter, "See what is new")
    assert says(world.said(looked), texts.KEPT_NOBODY)


# Nobody else learns of it


CANARY, HANDLE = "the-lamp-behind-the-shrine", "@night.heron"


async def test_what_was_told_is_in_no_log_no_request_but_the_form_and_no_reason(world: World) -> None:
    """R11, R19."""
    await ready(world)
    message = await message_of(world, world.other, f"{SAID} {CANARY}")
    await send(world.member, await hold(world, world.member, message), words=CANARY)
    form = await open_report(world, world.member, in_letters=True)
    await send(world.member, form, in_letters=True, words=CANARY, who=HANDLE)
    await sent(world)
    await world.member.slash(world.general, "report mine")
    made = json.dumps([[each.path, each.json, each.reason] for each in world.env.http_requests], default=str)
    logged = json.dumps(world.logged, ensure_ascii=False)
    for secret in (CANARY, HANDLE, HANDLE.strip("@")):
        assert secret not in made
        assert secret not in logged
    for person in (world.member, world.other):
        assert str(person.id) not in logged


async def test_words_are_in_no_log_when_keeping_breaks_and_come_back_to_whoever_wrote_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R19."""
    await ready(world)
    form = await open_report(world, world.member)

    async def fail(*anything: Any) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(code_names, "fresh", fail)
    answer = await send(world.member, form, words=CANARY)
    assert list(world.files(answer).values()) == [CANARY.encode()]
    assert world.errors()
    assert CANARY not in json.dumps(world.logged)


async def test_every_answer_is_seen_only_by_whoever_told(world: World) -> None:
    """R13."""
    await ready(world)
    before = world.room_text(world.general)
    answer = await tell(world, world.member, about=world.other)
    for label in ("Send now", "Support", "Add more", "A short neutral note", "No, I look in /report mine"):
        pressed = await world.press(world.member, answer, label)
        assert all(each.ephemeral for each in answers_of(pressed))
    for command in ("report mine", "report quiet"):
        assert newest_answer(await world.member.slash(world.general, command)).ephemeral
    assert world.room_text(world.general) == before


async def test_a_team_members_own_report_posts_no_card_where_they_could_see_it(world: World) -> None:
    await ready(world)
    await told(world, world.moderator, about=world.other)
    await sent(world)
    case = await case_of(world)
    assert case.by_letter
    assert case.team_name not in world.room_text(world.team)


# The process ends in between


async def test_the_process_dying_before_the_answer_loses_nothing(world: World) -> None:
    """R2: what was committed is found, and reaches the team."""
    await ready(world)
    form = await open_report(world, world.member)
    world.crash_at("report.kept")
    await world.race(lambda: send(world.member, form, words=WORDS))
    await world.restart_after_crash()
    assert await opened(world, await case_of(world), "words") == WORDS
    mine = await world.member.slash(world.general, "report mine")
    assert (await case_of(world)).receipt_name in world.said(mine)
    await sent(world)
    assert (await case_of(world)).team_name in world.room_text(world.team)


@pytest.mark.parametrize("point", ["report.sent", "card.tried", "card.sent", "card.recorded"])
async def test_the_process_dying_while_the_team_hears_of_it_lets_them_hear_once(world: World, point: str) -> None:
    await ready(world)
    await told(world, world.member, about=world.other)
    world.crash_at(point)
    with contextlib.suppress(TimeoutError):
        await sent(world)
    await world.restart_after_crash()
    await world.pass_time(minutes=3)
    assert (await case_of(world)).state == "new"
    assert len(world.messages(world.team)) == 1


# What no client would send


async def test_only_so_many_open_forms_are_remembered_and_the_forgotten_ones_are_kept_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ready(world)
    monkeypatch.setattr(
        sys.modules["cogs.reports.telling.door_views"], "_MOST_HELD", 2
    )  # each bot loads its features anew
    forms = [await hold(world, world.member, await message_of(world, world.other, f"{n}")) for n in range(3)]
    answers = [await send(world.member, form, words=WORDS) for form in forms]
    assert [says(world.said(answer), texts.NOT_COPIED) for answer in answers] == [True, False, False]
    assert len(await cases_of(world)) == 3


async def test_a_form_for_a_server_that_banyan_is_not_in_gives_the_words_back(world: World) -> None:
    form = await open_report(world, world.member, in_letters=True)
    assert form.modal is not None
    seams.rename_form(form, form.modal["custom_id"].replace(str(world.guild.id), "4711"))
    answer = await send(world.member, form, in_letters=True, words=WORDS)
    assert says(world.said(answer), texts.NO_SUCH_SERVER)
    assert list(world.files(answer).values()) == [WORDS.encode()]
    assert await cases_of(world) == []


async def test_send_now_pressed_where_it_was_not_offered_keeps_its_turn(world: World) -> None:
    """R43."""
    await ready(world)
    answers = [await tell(world, world.member, words=f"{number}") for number in range(6)]
    row_id = row_of(newest_answer(answers[5]), "Keep only for me")
    before = (await case_of(world, receipt_of(answers[5]))).sends_at
    await forge_press(world, world.member, f"reports:send_now:{row_id}")
    after = await case_of(world, receipt_of(answers[5]))
    assert (after.state, after.sends_at) == ("kept", before)


async def test_the_list_of_servers_does_not_wait_for_a_discord_that_does_not_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["cogs.reports.telling.servers_of"], "_WITHIN", 0.01)

    async def never(guild: discord.Guild, user_id: int) -> discord.Member:
        await world.env.external_wait(asyncio.Event().wait(), reason="Discord does not answer")
        raise AssertionError

    monkeypatch.setattr(discord.Guild, "fetch_member", never)
    assert await world.member.user.autocomplete("report open", "server", "") == []


async def test_the_card_is_pinned_where_banyan_may_and_stands_unpinned_where_it_may_not(world: World) -> None:
    await ready(world)
    await world.set(world.admin, "reports.room", "#general")
    assert world.card(world.general).pinned
    await world.forbid(world.daily, "manage_messages", "pin_messages")
    await world.set(world.admin, "reports.room", "#daily-reflection")
    assert not world.card(world.daily).pinned
    assert labels_of(world.card(world.daily)) == ["Tell the team"]


async def test_while_discord_tells_of_nobody_it_goes_by_letter_to_everybody_who_takes_reports(world: World) -> None:
    """What is not known counts as a yes: a card might be seen by whoever it is about."""
    await ready(world)
    await told(world, world.member, about=world.other)
    world.env.inject_error("GET", "/guilds/*/members/*", status=403, code=50001, times=None)
    await sent(world)
    case = await case_of(world)
    assert case.state == "new"
    assert case.by_letter
    assert world.messages(world.team) == []
    assert all(len(world.messages(world.letters(world.person(key)))) == 1 for key in ("batbayar", "shirin"))


async def test_while_banyan_does_not_run_a_report_waits_and_goes_when_it_is_back(world: World) -> None:
    await ready(world)
    await told(world, world.member, about=world.other)
    await world.bot.close()
    await world.env.advance_time(3600)
    await world.restart()
    await world.pass_time(seconds=10)
    assert (await case_of(world)).state == "new"
    assert len(world.messages(world.team)) == 1


async def test_forms_of_two_people_that_happen_to_have_one_number_are_two_reports(world: World) -> None:
    """R8 goes by form and person."""
    await ready(world)
    for person in (world.member, world.other):
        form = await open_report(world, person)
        seams.rename_form(form, f"reports:keep:{world.guild.id}:7")
        await send(person, form, words=WORDS)
    assert len(await cases_of(world)) == 2
