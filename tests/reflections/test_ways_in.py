"""Other ways in: a gentler angle, another theme, /reflect from anywhere."""

from cogs.reflections import texts
from tests.reflections.doing import (
    at,
    first_card,
    form_text,
    pass_days,
    prompt_in,
    reflect,
    rows,
    says,
    turn_on,
)
from tests.world import World, labels_of, newest_answer, text_of

WORDS = "The key my aunt left on the nail by the door."
OTHER_WORDS = "The nail, more than the key."


async def test_another_angle_is_a_gentler_wording_only_for_whoever_asked(world: World) -> None:
    card = await first_card(world)
    gentler = prompt_in(text_of(card)).gentler
    angle = await world.press(world.member, card, "Another angle")
    assert gentler in world.said(angle)
    assert newest_answer(angle).ephemeral
    opened = await world.press(world.member, angle, "Reflect")
    assert gentler in form_text(opened)
    await world.fill(world.member, opened, words=WORDS, readers="everyone")
    thread = world.thread(world.daily)
    assert text_of(world.card(thread)) == f"{world.member.mention}\n{WORDS}\n-# On: {gentler}"


async def test_more_holds_what_is_rarer(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    assert labels_of(more) == ["Not this theme for me", "My journal", "What is kept"]
    assert says(world.said(await world.press(world.member, more, "My journal")), texts.JOURNAL_EMPTY)


async def test_what_is_kept_names_everyone_who_could_read_it(world: World) -> None:
    """P18."""
    more = await world.press(world.member, await first_card(world), "More")
    said = world.said(await world.press(world.member, more, "What is kept"))
    for named in ("Members and moderators cannot read", "Noor (noor@example.org)", "Discord carries every message"):
        assert named in said


async def test_a_theme_set_aside_brings_another_prompt_and_says_that_the_card_stays(world: World) -> None:
    card = await first_card(world)
    theme = prompt_in(text_of(card)).theme
    more = await world.press(world.member, card, "More")
    aside = await world.press(world.member, more, "Not this theme for me")
    assert "The card itself stays visible to everyone" in world.said(aside)
    assert text_of(world.card(world.daily)) == text_of(card)

    for opened in (
        await world.press(world.member, card, "Reflect"),
        await world.member.slash(world.general, "reflect"),
    ):
        assert says(form_text(opened), texts.INSTEAD)
        assert prompt_in(form_text(opened)).theme != theme
    angle = world.said(await world.press(world.member, card, "Another angle"))
    assert prompt_in(angle).theme != theme

    for_others = await world.press(world.other, card, "Reflect")
    assert prompt_in(form_text(for_others)) == prompt_in(text_of(card))


async def test_an_answer_to_the_other_prompt_is_kept_with_it_and_shared_under_the_days_card(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    await world.press(world.member, more, "Not this theme for me")
    opened = await world.press(world.member, card, "Reflect")
    offered = prompt_in(form_text(opened))
    await world.fill(world.member, opened, words=WORDS, readers="everyone")
    assert text_of(world.card(world.thread(world.daily))).endswith(f"{WORDS}\n-# On: {offered.text}")


async def test_on_days_of_other_themes_the_card_is_answered_as_ever(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    await world.press(world.member, more, "Not this theme for me")
    await world.pass_until(at(days=1))
    tomorrow = world.card(world.daily)
    opened = await world.press(world.member, tomorrow, "Reflect")
    assert prompt_in(form_text(opened)) == prompt_in(text_of(tomorrow))


async def test_a_theme_can_be_taken_up_again(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    aside = await world.press(world.member, more, "Not this theme for me")
    more_again = await world.press(world.member, aside, "More")
    back = await world.press(world.member, more_again, "Give me this theme again")
    assert says(world.said(back), texts.THEME_TAKEN_UP)
    opened = await world.press(world.member, card, "Reflect")
    assert prompt_in(form_text(opened)) == prompt_in(text_of(card))
    assert rows(world, "reflection_aside_themes") == []


# From anywhere


async def test_reflect_opens_todays_prompt_from_any_room(world: World) -> None:
    card = await first_card(world)
    opened = await world.member.slash(world.general, "reflect")
    assert prompt_in(form_text(opened)) == prompt_in(text_of(card))
    assert not says(form_text(opened), texts.OFF_DAY)
    await world.fill(world.member, opened, words=WORDS, readers="everyone")
    assert WORDS in world.room_text(world.thread(world.daily))


async def test_without_a_card_for_today_reflect_offers_a_light_prompt_and_says_so(world: World) -> None:
    await first_card(world)
    await world.set(world.admin, "reflections.weekdays", "thu")
    await pass_days(world, 2)
    opened = await world.member.slash(world.general, "reflect")
    assert says(form_text(opened), texts.OFF_DAY)
    assert prompt_in(form_text(opened)).depth < 3
    assert says(world.said(await world.fill(world.member, opened, words=WORDS)), texts.KEPT)


async def test_a_share_without_a_day_stands_in_the_room_with_its_prompt(world: World) -> None:
    await turn_on(world)
    answer = await reflect(world, world.member, WORDS, readers="everyone")
    assert world.said(answer) == texts.SHARED.in_("en", place=world.daily.mention)
    assert WORDS in text_of(world.card(world.daily))
    assert "-# On: " in text_of(world.card(world.daily))


async def test_where_reflections_are_off_the_journal_works_all_the_same(world: World) -> None:
    """P13 and P15: sharing is refused, and the words come back."""
    assert says(world.said(await reflect(world, world.member, WORDS)), texts.KEPT)
    refused = await reflect(world, world.member, OTHER_WORDS, readers="everyone")
    assert says(world.said(refused), texts.NOT_ON)
    assert list(world.files(refused).values()) == [OTHER_WORDS.encode()]
    assert len(rows(world, "reflection_entries")) == 1
