"""`/report mine` and `/report quiet`: where everything one told stands, and that Banyan can be silenced."""

import json

from cogs.reports.telling import texts
from tests.reflections.doing import says
from tests.reports.doing import (
    WORDS,
    case_of,
    cases_of,
    message_of,
    opened_from_mine,
    ready,
    receipt_of,
    roster,
    send,
    sent,
    tell,
    told,
)
from tests.world import World, custom_ids, labels_of, newest_answer


async def written_to(world: World) -> int:
    return len(world.messages(world.letters(world.member)))


async def test_it_lists_ones_own_by_code_name_and_state_and_nobody_elses(world: World) -> None:
    """R48: the account is the receipt."""
    await ready(world)
    first = await told(world, world.member, about=world.other)
    await sent(world)
    second = await told(world, world.member)
    theirs = await told(world, world.other)
    said = world.said(await world.member.slash(world.general, "report mine"))
    assert f"*{first}* · with the team" in said
    assert f"*{second}* · kept, not with the team yet" in said
    assert said.index(second) < said.index(first)
    assert theirs not in said
    assert WORDS not in said


async def test_with_nothing_told_it_says_what_can_be_done(world: World) -> None:
    assert says(world.said(await world.member.slash(world.general, "report mine")), texts.MINE_EMPTY)


async def test_it_finds_them_after_a_restart_and_in_a_direct_message(world: World) -> None:
    """R3."""
    await ready(world)
    name = await told(world, world.member)
    await world.restart()
    answer = await world.member.user.slash("report mine")
    assert f"*{name}* · Grove · " in world.said(answer)
    page = await world.press(world.member, answer, f"Open {name}")
    assert receipt_of(page) == name


async def test_what_was_told_in_another_server_is_listed_only_in_direct_messages(world: World) -> None:
    await ready(world)
    elsewhere = world.env.create_guild("Reading Circle")
    elsewhere.add_member(world.member.user)
    form = await world.member.user.slash("report open", server="Reading Circle")
    name = receipt_of(await send(world.member, form, in_letters=True, words=WORDS))
    here = await told(world, world.member)
    in_grove = world.said(await world.member.slash(world.general, "report mine"))
    everywhere = world.said(await world.member.user.slash("report mine"))
    assert here in in_grove
    assert name not in in_grove
    assert f"*{name}* · Reading Circle" in everywhere
    assert f"*{here}* · Grove" in everywhere


async def test_many_are_shown_in_pages(world: World) -> None:
    await ready(world)
    names = [await told(world, world.member, words=f"{number}") for number in range(7)]
    first = await world.member.slash(world.general, "report mine")
    assert len([label for label in labels_of(first) if label.startswith("Open ")]) == 5
    shown = world.said(first)
    second = await world.press(world.member, first, "Show older")
    assert len([label for label in labels_of(second) if label.startswith("Open ")]) == 2
    shown += world.said(second)
    assert all(name in shown for name in names)
    back = await world.press(world.member, second, "Show newer")
    assert len([label for label in labels_of(back) if label.startswith("Open ")]) == 5


async def test_the_page_of_one_says_when_the_next_word_comes(world: World) -> None:
    await ready(world)
    await told(world, world.member, about=world.other)
    await sent(world)
    page = await opened_from_mine(world, world.member)
    assert says(world.said(page), texts.STATE_NEW)
    due = (await case_of(world)).due_at
    assert due is not None
    assert f"<t:{int(due.timestamp())}:D>" in world.said(page)
    assert labels_of(page)[:2] == ["Change my mind…", "Take it back"]


async def test_ones_name_can_be_shown_later_and_the_page_says_what_holds(world: World) -> None:
    await ready(world)
    await told(world, world.member, about=world.other)
    await sent(world)
    page = await opened_from_mine(world, world.member)
    change = await world.press(world.member, page, "Change my mind…")
    assert says(world.said(change), texts.NAME_NOT_SHOWN)
    asked = await world.press(world.member, change, "Show my name")
    assert not (await case_of(world)).names_reporter
    after = await world.press(world.member, asked, "Yes, show my name")
    assert says(world.said(after), texts.NAME_SHOWN)
    assert "Show my name" not in labels_of(after)
    assert (await case_of(world)).names_reporter


# Letters, and silence


async def with_a_letter(world: World) -> None:
    """Let Banyan write to the member: nobody is left, and they said that it may."""
    await roster(world, "rin")
    answer = await tell(world, world.member)
    await world.press(world.member, answer, "A short neutral note")
    await sent(world)
    assert await written_to(world) == 1


async def test_a_letter_says_nothing_that_somebody_beside_one_could_read(world: World) -> None:
    await with_a_letter(world)
    letter = world.card(world.letters(world.member))
    said = json.dumps([part.to_dict() for part in letter.components])
    assert "There is something new for you." in said
    for telling in ("report", "team", (await case_of(world)).receipt_name, "Grove"):
        assert telling not in said.replace(custom_ids(letter)["See what is new"], "")


async def test_quiet_stops_every_first_word_and_takes_back_what_was_written(world: World) -> None:
    await with_a_letter(world)
    await tell(world, world.other)
    said = await world.member.slash(world.general, "report quiet")
    assert says(world.said(said), texts.QUIET_NOW)
    await world.pass_time(seconds=10)
    assert await written_to(world) == 0
    assert not any(case.may_write for case in await cases_of(world))


async def in_another_server_too(world: World) -> None:
    """Let the member have allowed notes about a report in each of two servers."""
    await with_a_letter(world)
    elsewhere = world.env.create_guild("Reading Circle")
    elsewhere.add_member(world.member.user)
    form = await world.member.user.slash("report open", server="Reading Circle")
    page = await send(world.member, form, in_letters=True, words=WORDS)
    await world.press(world.member, page, "A short neutral note")


async def test_quiet_said_in_one_server_holds_for_what_was_told_in_others(world: World) -> None:
    await in_another_server_too(world)
    assert [case.may_write for case in await cases_of(world)] == [True, True]
    await world.member.slash(world.general, "report quiet")
    assert [case.may_write for case in await cases_of(world)] == [False, False]


async def test_banyans_messages_about_every_server_can_be_deleted_in_another(world: World) -> None:
    await in_another_server_too(world)
    assert await written_to(world) == 1
    elsewhere = world.env.create_guild("Tea House")
    room = elsewhere.create_text_channel("general")
    actor = elsewhere.add_member(world.member.user)
    form = await actor.slash(room, "report open")
    await send(actor, form, words=WORDS)
    mine = await actor.slash(room, "report mine")
    await world.press(actor, mine, "Delete Banyan's messages to me")
    await world.pass_time(seconds=10)
    assert await written_to(world) == 0


async def test_after_quiet_one_report_can_be_allowed_again(world: World) -> None:
    await with_a_letter(world)
    await world.member.slash(world.general, "report quiet")
    page = await opened_from_mine(world, world.member)
    await world.press(world.member, page, "A short neutral note")
    assert (await case_of(world)).may_write


async def test_banyans_messages_can_be_deleted_and_writing_stays_as_it_was(world: World) -> None:
    await with_a_letter(world)
    mine = await world.member.slash(world.general, "report mine")
    answer = await world.press(world.member, mine, "Delete Banyan's messages to me")
    assert says(world.said(answer), texts.LETTERS_DELETED)
    await world.pass_time(seconds=10)
    assert await written_to(world) == 0
    assert (await case_of(world)).may_write


async def test_deleting_them_leaves_what_banyan_wrote_to_the_team(world: World) -> None:
    """A moderator who told something keeps the letters about what others told."""
    await roster(world, "batbayar", "shirin")
    await told(world, world.other)
    await told(world, world.moderator)
    await sent(world)
    assert len(world.messages(world.letters(world.moderator))) == 1
    mine = await world.moderator.slash(world.general, "report mine")
    await world.press(world.moderator, mine, "Delete Banyan's messages to me")
    await world.pass_time(seconds=10)
    assert len(world.messages(world.letters(world.moderator))) == 1


async def test_the_export_of_ones_data_is_the_same_with_and_without_a_report(world: World) -> None:
    """Others may hold the same phone."""
    await ready(world)
    before = await world.member.slash(world.general, "privacy export")
    await message_of(world, world.other, "hello")
    await told(world, world.member, about=world.other)
    after = await world.member.slash(world.general, "privacy export")
    assert world.files(before) == world.files(after)
    assert world.said(before) == world.said(after)
    assert newest_answer(after).ephemeral
