"""Discord takes a nonce that comes again within two minutes for the earlier message, and sends no second one.

The simulated Discord does not know nonces, so what it is sent is looked at instead.
"""

from tests.world import World

WORDS = "The lantern that my neighbour mended."


async def test_what_is_shared_again_is_another_message_to_discord(world: World) -> None:
    await world.set(world.admin, "reflections.room", "daily-reflection")
    await world.pass_time(hours=10)
    opened = await world.press(world.member, world.card(world.daily), "Reflect")
    answer = await world.fill(world.member, opened, words=WORDS, readers="everyone")
    answer = await world.press(world.member, answer, "Take back")
    await world.press(world.member, answer, "Share")
    sent = [body for body in world.sent("POST", "/messages") if WORDS in str(body)]
    assert len(sent) == 2
    assert sent[0]["nonce"] != sent[1]["nonce"]


async def test_every_first_message_of_a_card_asks_discord_to_refuse_a_second(world: World) -> None:
    await world.set(world.admin, "reflections.room", "daily-reflection")
    await world.pass_time(days=2)
    sent = world.sent("POST", "/messages")
    assert len(sent) == 2
    assert [body["enforce_nonce"] for body in sent] == [True, True]
    assert len({body["nonce"] for body in sent}) == 2
