"""Messages that somebody holds which are not plain words of a person: of webhooks, forwarded, stickers, embeds."""

import discord
from simcord.backend.models import MessageSticker

from cogs.reports.telling import texts
from data.case_papers import Copy, Evidence
from tests.reflections.doing import says
from tests.reports.doing import WORDS, case_of, hold, opened, parts_in, ready, send, sent
from tests.reports.recording import picture
from tests.reports.test_telling import evidence_in
from tests.world import World, labels_of

SAID = "Go back to where you came from."


async def of_a_webhook(world: World) -> discord.Message:
    """A message that a bot posted for somebody, under a name of their own."""
    return await world.guild.create_webhook(world.general, "Proxy").send(SAID, username="Rainy Day")


async def kept_words(world: World) -> str:
    message: Evidence = (await evidence_in(world))[0]
    return await opened(world, message, "words")


async def test_whoever_wrote_under_a_webhook_is_not_taken_for_known(world: World) -> None:
    await ready(world)
    answer = await send(world.member, await hold(world, world.member, await of_a_webhook(world)), words=WORDS)
    assert says(world.said(answer), texts.UNSURE_WHO)
    assert "Who is it about?" in labels_of(answer)
    assert texts.ABOUT_A_BOT.in_("en") not in world.said(answer)
    await sent(world)
    assert not [person for part, person in await parts_in(world, await case_of(world)) if part == "subject"]
    assert await kept_words(world) == SAID


async def test_after_a_restart_a_webhook_is_not_taken_for_its_author_either(world: World) -> None:
    await ready(world)
    form = await hold(world, world.member, await of_a_webhook(world))
    await world.restart()
    await send(world.member, form, words=WORDS)
    await sent(world)
    assert not [person for part, person in await parts_in(world, await case_of(world)) if part == "subject"]


async def test_the_pictures_of_a_forwarded_message_are_copied_too(world: World) -> None:
    await ready(world)
    source = await world.person("farid").send(world.general, SAID, attachments=[("holiday.png", picture())])
    forwarded = await world.other.forward(source, world.general)
    form = await hold(world, world.member, forwarded)
    await send(world.member, form, words=WORDS, pictures=["copy"])
    message, file = await evidence_in(world)
    assert await opened(world, message, "words") == SAID
    assert file.copy == Copy.KEPT
    assert await opened(world, file, "file_name") == "holiday.png"


async def test_stickers_and_embeds_are_kept_in_words(world: World) -> None:
    await ready(world)
    sticker = world.guild.create_sticker("Go home", tags="wave")
    message = world.env.backend.create_message(
        world.general.id,
        world.other.id,
        "See",
        embeds=[{"type": "rich", "title": "A title", "description": "What it says below."}],
        stickers=[MessageSticker(sticker.id, sticker.name, sticker.format_type, world.guild.id)],
    )
    await world.env.settle()
    held = next(each for each in world.general.history() if each.id == message.id)
    await send(world.member, await hold(world, world.member, held), words=WORDS)
    assert (await kept_words(world)).splitlines() == ["See", "Go home", "A title", "What it says below."]
