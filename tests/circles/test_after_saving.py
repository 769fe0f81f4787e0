"""*Save my story*: one's own message in a circle's thread, in the exact words, with the same choices."""

from cogs.circles.afterwards import after_texts
from tests.circles.doing import thread_of
from tests.circles.doing_after import OUTSIDER, agreed, archive, close, hold, save, stories, withdraw, words_of, write
from tests.reflections.doing import forge_form, says, send_form
from tests.world import World, fields_of

WORDS = "We spoke three languages at one table."


async def test_the_form_shows_the_exact_words_and_saves_nothing_unless_something_is_chosen(world: World) -> None:
    circle_id = await agreed(world)
    message = await write(world, circle_id, world.member, WORDS)
    form = await hold(world, world.member, message)
    assert {field["custom_id"].partition(":")[0]: field.get("value") for field in fields_of(form)}["words"] == WORDS
    assert says(world.said(await save(world, world.member, message)), after_texts.SAVED_NOTHING)
    assert await stories(world) == []


async def test_what_is_saved_is_shown_as_it_is_kept_and_stands_in_the_archive(world: World) -> None:
    circle_id = await agreed(world)
    message = await write(world, circle_id, world.member, WORDS)
    answer = await save(world, world.member, message, keep="circle")
    assert WORDS in world.said(answer)
    assert says(world.said(answer), after_texts.STANDS_CIRCLE)
    (story,) = await stories(world)
    assert story.told_at is None
    assert await words_of(world, story) == WORDS
    assert WORDS in world.said(await archive(world, world.other))


async def test_the_same_form_sent_twice_saves_once(world: World) -> None:
    circle_id = await agreed(world)
    message = await write(world, circle_id, world.member, WORDS)
    form = await hold(world, world.member, message)
    for _ in range(2):
        await send_form(world, world.member, form, words=WORDS, note="", keep="library")
    assert len(await stories(world)) == 1


async def test_withdrawing_says_that_ones_own_message_still_stands_in_the_thread(world: World) -> None:
    """K2: nobody is told "gone" of what is not."""
    circle_id = await agreed(world)
    answer = await save(world, world.member, await write(world, circle_id, world.member, WORDS), keep="circle")
    said = world.said(await withdraw(world, world.member, answer))
    assert says(said, after_texts.GONE)
    assert says(said, after_texts.OWN_MESSAGE)
    assert await stories(world) == []


async def test_somebody_elses_message_cannot_be_saved(world: World) -> None:
    circle_id = await agreed(world)
    message = await write(world, circle_id, world.member, WORDS)
    said = world.said(await hold(world, world.other, message))
    assert said == after_texts.OF_SOMEBODY_ELSE.source


async def test_outside_a_circle_or_without_a_seat_in_it_there_is_one_kind_sentence(world: World) -> None:
    circle_id = await agreed(world)
    outside = await world.member.send(world.general, WORDS)
    assert world.said(await hold(world, world.member, outside)) == after_texts.OUTSIDE.source
    message = await write(world, circle_id, world.person("linh"), WORDS)  # who hosts it, without a seat
    assert world.said(await hold(world, world.person("linh"), message)) == after_texts.OUTSIDE.source
    await forge_form(world, world.person(OUTSIDER), f"circles:story_saved:{circle_id}:7", WORDS)
    assert await stories(world) == []


async def test_a_message_without_words_and_one_of_a_bot_are_answered_kindly(world: World) -> None:
    circle_id = await agreed(world)
    picture = await write(world, circle_id, world.member, "", attachments=[("a.png", b"picture")])
    assert world.said(await hold(world, world.member, picture)) == after_texts.NO_WORDS_IN_MESSAGE.source
    of_banyan = world.messages(await thread_of(world, circle_id))[0]
    assert world.said(await hold(world, world.member, of_banyan)) == after_texts.OF_A_BOT.source


async def test_a_message_that_is_too_long_says_what_is_possible(world: World) -> None:
    circle_id = await agreed(world)
    message = await write(world, circle_id, world.member, WORDS)
    held = world.env.backend.get_message(message.channel.id, message.id)
    held.content = "word " * 500  # as those write it whose Discord lets them write more
    assert says(world.said(await hold(world, world.member, message)), after_texts.TOO_LONG)


async def test_what_is_saved_stays_when_the_thread_goes(world: World) -> None:
    from tests.circles.doing_after import until_thread_goes

    circle_id = await agreed(world)
    await save(world, world.member, await write(world, circle_id, world.member, WORDS), keep="circle")
    await close(world, circle_id)
    await until_thread_goes(world)
    assert WORDS in world.said(await archive(world, world.other))
