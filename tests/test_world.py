"""The world of the tests itself: that it settles, restarts, dies and refuses as it says."""

import pytest

from bot.language import Text
from tests.world import NeverReached, World, labels_of, text_of


async def test_an_admin_turns_reflections_on_and_a_card_comes(world: World) -> None:
    assert labels_of(await world.first_card()) == ["Reflect", "Another angle", "More"]


async def test_a_restart_keeps_the_world_and_the_file(world: World) -> None:
    await world.set(world.admin, "reflections.room", "daily-reflection")
    before = world.bot
    await world.restart()
    assert world.bot is not before
    await world.pass_time(hours=10)
    assert len(world.messages(world.daily)) == 1


async def test_a_process_dies_at_a_named_point_and_another_goes_on(world: World) -> None:
    await world.set(world.admin, "reflections.room", "daily-reflection")
    world.crash_at("card.sent")
    await world.pass_time(hours=10)
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert len(world.messages(world.daily)) == 1


async def test_a_point_that_was_never_reached_is_no_crash(world: World) -> None:
    world.crash_at("card.sent")
    with pytest.raises(NeverReached):
        await world.restart_after_crash()


async def test_two_presses_arrive_before_either_is_answered(world: World) -> None:
    card = await world.first_card()
    first, second = await world.race(
        lambda: world.press(world.member, card, "More"), lambda: world.press(world.other, card, "More")
    )
    assert world.said(first) == world.said(second) != ""


async def test_a_member_writes_and_reads_what_the_bot_says(world: World) -> None:
    opened = await world.press(world.member, await world.first_card(), "Reflect")
    kept = await world.fill(world.member, opened, words="The gate of the old school.", readers="me")
    assert "Kept, only for you" in world.said(kept)
    assert "The gate of the old school." not in world.room_text(world.daily)


async def test_a_person_reads_their_own_language(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []

    def said(text: Text, language: str, **names: object) -> str:
        heard.append(language)
        return "said"

    monkeypatch.setattr(Text, "in_", said)
    monkeypatch.setattr("bot.language.languages", lambda: ("en", "tr"))
    await world.person("dilan").slash(world.general, "help")
    assert set(heard) == {"tr"}


async def test_nobody_gets_a_letter_who_shares_no_server_with_the_bot(world: World) -> None:
    user = await world.bot.fetch_user(world.member.id)
    world.guild.remove_member(world.member)
    with pytest.raises(Exception, match="Cannot send messages to this user"):
        await user.send("Are you there?")


async def test_what_a_failed_test_would_hide_is_raised(world: World) -> None:
    world.logged.append({"event": "answer.failed", "level": "error"})
    assert world.errors() == ["answer.failed"]


async def test_the_text_of_a_card_is_read_through_its_containers(world: World) -> None:
    assert "Not answering is fine" in text_of(await world.first_card())
