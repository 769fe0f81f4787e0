"""The words that a reporter reads are true when they read them, ask nothing twice, and make nothing seem required."""

import pytest

from cogs.reports.telling import texts
from tests.reflections.doing import forge_press, says
from tests.reports.doing import (
    WORDS,
    case_of,
    hold,
    message_of,
    open_report,
    ready,
    receipt_of,
    send,
    sent,
    tell,
    told,
)
from tests.reports.doing_deciding import form as deciding_form
from tests.world import World, fields_of, labels_of

RADIO = 21  # Discord's number of a field in which one thing is chosen


async def test_after_a_no_nobody_is_asked_again_in_the_same_answer(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    said = await world.press(world.member, answer, "No, I look in /report mine")
    assert says(world.said(said), texts.MAY_WRITE_NO)
    assert texts.MAY_WRITE_ASK.in_("en") not in world.said(said)
    assert "A short neutral note" not in labels_of(said)
    looked = await forge_press(world, world.member, f"reports:look:{(await case_of(world)).receipt_id}")
    assert "A short neutral note" in labels_of(looked)


async def test_from_when_on_the_team_can_read_it_stays_true_however_late_it_is_read(world: World) -> None:
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    at = int((await case_of(world)).sends_at.timestamp())  # type: ignore[union-attr]
    assert f"The team can read it from <t:{at}:t> on." in world.said(answer)


async def test_one_that_comes_later_says_the_day_too(world: World) -> None:
    await ready(world)
    for _ in range(5):
        await told(world, world.member)
    answer = await tell(world, world.member)
    at = int((await case_of(world, receipt_of(answer))).sends_at.timestamp())  # type: ignore[union-attr]
    assert f"later than usual: <t:{at}:f>." in world.said(answer)


async def test_a_claim_that_ended_is_not_called_somebody_looking_into_it(world: World) -> None:
    await ready(world)
    await told(world, world.member, about=world.other)
    await sent(world)
    case = await case_of(world)
    await forge_press(world, world.moderator, f"reports:show:{case.id}")
    await world.pass_time(days=1, minutes=1)
    looked = await forge_press(world, world.member, f"reports:look:{case.receipt_id}")
    assert says(world.said(looked), texts.STATE_LOOKING)
    listed = await world.member.slash(world.general, "report mine")
    assert texts.LINE_STATES["looking"].in_("en") in world.said(listed)
    assert "looking into it" not in world.said(looked) + world.said(listed)


async def test_a_handle_that_nobody_has_is_called_not_found_and_nothing_said_is_called_unknown(world: World) -> None:
    await ready(world)
    opened = await open_report(world, world.member, in_letters=True)
    named = await send(world.member, opened, in_letters=True, words=WORDS, who="@quiet.pond")
    assert says(world.said(named), texts.UNFOUND_WHO)
    opened = await open_report(world, world.member, in_letters=True)
    unsaid = await send(world.member, opened, in_letters=True, words=WORDS)
    assert says(world.said(unsaid), texts.UNSURE_WHO)


async def test_that_it_is_kept_comes_first_and_is_said_once(world: World) -> None:
    await ready(world)
    own = await message_of(world, world.member, "I said something I regret.")
    said = world.said(await send(world.member, await hold(world, world.member, own), words=WORDS))
    assert said.startswith("Kept: *")
    assert texts.ABOUT_YOURSELF.in_("en") in said
    assert said.count("Kept") == 1


@pytest.mark.parametrize("of_the_team", [False, True])
async def test_only_what_has_to_be_chosen_is_marked_as_required(world: World, of_the_team: bool) -> None:
    await ready(world)
    opened = await open_report(world, world.member)
    await send(world.member, opened, words=WORDS, who=[world.other])
    case = await case_of(world)
    if of_the_team:
        await sent(world)
        fields = fields_of(await deciding_form(world, world.moderator, case))
    else:
        fields = fields_of(opened) + fields_of(await forge_press(world, world.member, f"reports:add:{case.receipt_id}"))
    chosen = {each["custom_id"].partition(":")[0]: each["required"] for each in fields if each["type"] == RADIO}
    assert chosen == ({"until": True} if of_the_team else {"name": False, "kind": False, "wish": False})


async def test_a_form_sent_with_nothing_chosen_shows_no_name(world: World) -> None:
    await ready(world)
    opened = await open_report(world, world.member)
    words = next(each["custom_id"] for each in fields_of(opened) if each["custom_id"].startswith("words:"))
    await world.member.submit_modal(opened, {words: WORDS})
    assert not (await case_of(world)).names_reporter
