"""Cards, forms and buttons that outlive a process, a month, or the setting that made them."""

import pytest

from cogs.reflections import texts
from tests.reflections.doing import (
    down_for,
    entry_of,
    first_card,
    form_text,
    pass_days,
    prompt_in,
    rows,
    says,
    send_form,
    shared,
    turn_on,
    write,
)
from tests.world import World, text_of

WORDS = "Three houses ago, the same lamp."


async def test_a_card_answers_after_a_restart(world: World) -> None:
    """P14."""
    card = await first_card(world)
    await world.restart()
    assert says(world.said(await write(world, world.member, card, WORDS)), texts.KEPT)
    for label in ("Another angle", "More"):
        assert world.said(await world.press(world.member, card, label))


async def test_a_form_opened_before_a_restart_is_kept_after_it(world: World) -> None:
    """P14 and P15: the process that opened it is gone, the words are not."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    await world.restart()
    answer = await world.fill(world.member, opened, words=WORDS)
    assert says(world.said(answer), texts.KEPT)
    assert len(rows(world, "reflection_entries")) == 1


async def test_a_form_opened_before_a_kill_is_kept_after_it(world: World) -> None:
    """P14 and P15."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    await world.kill_and_restart()
    answer = await world.fill(world.member, opened, words=WORDS, readers="everyone")
    assert says(world.said(answer), texts.SHARED)


async def test_the_buttons_of_a_private_answer_work_after_a_restart(world: World) -> None:
    """P14: nothing important lives only in a view."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    await world.restart()
    after = await world.press(world.member, answer, "Share")
    assert says(world.said(after), texts.SHARED)
    await world.restart()
    assert says(world.said(await world.press(world.member, after, "Take back")), texts.TAKEN_BACK)


async def test_a_card_of_29_days_ago_answers_and_shares_after_a_restart(world: World) -> None:
    """P14: with its own prompt, and into its own thread."""
    card = await first_card(world)
    await world.set(world.admin, "reflections.weekdays", "mon")
    await down_for(world, days=29)
    assert prompt_in(form_text(await world.press(world.member, card, "Reflect"))) == prompt_in(text_of(card))
    await shared(world, world.member, card, WORDS)
    first_thread = min(world.daily.threads, key=lambda thread: thread.id)
    assert WORDS in world.room_text(first_thread)


async def test_a_card_of_31_days_ago_leads_kindly_to_what_works(world: World) -> None:
    """P13 and P14: its form, opened in time and sent too late, gives the words back."""
    card = await first_card(world)
    await world.set(world.admin, "reflections.weekdays", "mon")
    await down_for(world, days=29)
    opened = await world.press(world.member, card, "Reflect")
    await down_for(world, days=2)
    late = await world.fill(world.member, opened, words=WORDS)
    assert says(world.said(late), texts.CARD_TOO_OLD)
    assert list(world.files(late).values()) == [WORDS.encode()]
    assert rows(world, "reflection_entries") == []
    for label in ("Reflect", "Another angle"):
        refused = await world.press(world.member, card, label)
        assert refused.modal is None
        assert says(world.said(refused), texts.CARD_TOO_OLD)


async def test_an_entry_of_long_ago_can_still_be_shared_changed_and_deleted(world: World) -> None:
    """P14: the card grows old, one's own journal does not."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    await world.set(world.admin, "reflections.weekdays", "mon")
    await down_for(world, days=40)
    entry = str(entry_of(answer))
    read = await world.member.slash(world.general, "journal read", entry=entry)
    assert says(world.said(await world.press(world.member, read, "Share")), texts.SHARED)
    again = await world.member.slash(world.general, "journal read", entry=entry)
    asked = await world.press(world.member, again, "Delete")
    assert world.said(await world.press(world.member, asked, "Delete")) == texts.DELETED.in_("en")


@pytest.mark.parametrize("how", ["form", "press"])
async def test_nothing_is_shared_any_more_once_an_admin_switched_reflections_off(world: World, how: str) -> None:
    """P13: state is looked at when the form arrives, not when it was opened."""
    card = await first_card(world)
    kept = await write(world, world.member, card, "Kept before.")
    opened = await world.press(world.member, card, "Reflect")
    await world.set(world.admin, "reflections.room", "none")
    if how == "form":
        refused = await world.fill(world.member, opened, words=WORDS, readers="everyone")
        assert list(world.files(refused).values()) == [WORDS.encode()]
    else:
        refused = await world.press(world.member, kept, "Share")
    assert says(world.said(refused), texts.NOT_ON)
    assert world.messages(world.thread(world.daily)) == []


async def test_what_is_kept_for_oneself_works_also_when_reflections_are_off(world: World) -> None:
    """P13 and P15: the form was open, and nothing about it needs the room."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    await world.set(world.admin, "reflections.room", "none")
    assert says(world.said(await world.fill(world.member, opened, words=WORDS)), texts.KEPT)


async def test_what_is_shared_can_be_taken_back_also_when_reflections_are_off(world: World) -> None:
    """P13."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    await world.set(world.admin, "reflections.room", "none")
    assert says(world.said(await world.press(world.member, answer, "Take back")), texts.TAKEN_BACK)
    assert world.messages(world.thread(world.daily)) == []


async def test_a_form_whose_entry_was_deleted_meanwhile_gives_the_words_back(world: World) -> None:
    """P13 and P15."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    opened = await world.press(world.member, answer, "Change")
    asked = await world.press(world.member, answer, "Delete")
    await world.press(world.member, asked, "Delete")
    late = await send_form(world, world.member, opened, words="Changed too late.")
    assert says(world.said(late), texts.UNKNOWN_ENTRY)
    assert list(world.files(late).values()) == [b"Changed too late."]
    assert rows(world, "reflection_entries") == []


async def test_a_form_that_was_opened_before_its_theme_was_set_aside_is_still_kept(world: World) -> None:
    """P13 protects a member from the machine, not from their own words."""
    card = await first_card(world)
    opened = await world.press(world.member, card, "Reflect")
    more = await world.press(world.member, card, "More")
    await world.press(world.member, more, "Not this theme for me")
    assert says(world.said(await world.fill(world.member, opened, words=WORDS)), texts.KEPT)


async def test_a_card_that_was_never_pressed_is_forgotten_by_nobody(world: World) -> None:
    """P14: the second restart of a card that has stood untouched for a week."""
    await turn_on(world)
    await pass_days(world, 1)
    card = world.card(world.daily)
    for _ in range(2):
        await pass_days(world, 3)
        await world.restart()
    assert says(world.said(await write(world, world.other, card, WORDS)), texts.KEPT)
