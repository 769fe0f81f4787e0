"""What the bot sends is what Discord describes: every request of the whole suite, and that wrong ones are seen.

`tests/conftest.py` puts the contract around every test; here stands what makes it worth something.
"""

from typing import Any

import discord
import pytest
import simcord
from discord.http import Route

from tests.contract import description
from tests.contract.description import Description
from tests.contract.holding import Contract
from tests.world import World

CALLBACK = "/interactions/1/a-token/callback"
MESSAGES = "/channels/1/messages"
COMMANDS = "/applications/1/commands"
ANSWER = "/webhooks/1/a-token/messages/@original"

pytestmark = pytest.mark.skipif(description.given() is None, reason=description.WHY_SKIPPED)


@pytest.fixture
def described() -> Description:
    found = description.given()
    assert found is not None
    return found


def button(**others: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Reflect", "custom_id": "reflections:reflect:1", **others}


def card(*parts: dict[str, Any], **others: Any) -> dict[str, Any]:
    row = {"type": 1, "components": list(parts)}
    said = {"type": 10, "content": "A question for today."}
    return {"flags": 32768, "components": [{"type": 17, "id": 2000, "components": [said, row]}], **others}


def form(**others: Any) -> dict[str, Any]:
    field = {"type": 4, "style": 2, "custom_id": "words:7", "max_length": 1500, **others}
    label = {"type": 18, "label": "Your words", "component": field}
    return {"type": 9, "data": {"custom_id": "reflections:keep:1:7", "title": "Your reflection", "components": [label]}}


def command(**others: Any) -> list[dict[str, Any]]:
    return [{"name": "reflect", "description": "Answer today's prompt", "type": 1, **others}]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGES, card(button())),
        ("POST", MESSAGES, card(button(), nonce="a" * 25, enforce_nonce=True, allowed_mentions={"parse": []})),
        ("POST", CALLBACK, {"type": 4, "data": card(button())}),
        ("POST", CALLBACK, {"type": 6}),
        ("POST", CALLBACK, {"type": 7, "data": card(button(), tts=False)}),
        ("POST", CALLBACK, form()),
        ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "Room", "value": "reflections.room"}]}}),
        ("PATCH", ANSWER, card(button())),
        ("PUT", COMMANDS, command()),
        ("GET", "/gateway/bot", None),
        ("DELETE", MESSAGES + "/2", None),
    ],
)
def test_what_discord_describes_passes(described: Description, method: str, path: str, body: Any) -> None:
    assert described.differs(method, path, body) == []


@pytest.mark.parametrize(
    ("path", "body", "what"),
    [
        (MESSAGES, card(button(custom_id="x" * 101)), "custom_id.*longer than 100"),
        (MESSAGES, card(button(label="x" * 81)), "label.*longer than 80"),
        (MESSAGES, card(button(colour=1)), "'colour' was unexpected"),
        (MESSAGES, card(button(), colour=1), "'colour' was unexpected"),
        (MESSAGES, card(button(), nonce="x" * 26), "nonce"),
        (MESSAGES, card(*[button()] * 6), "more than 5 items"),
        (MESSAGES, card(button(), allowed_mentions={"parse": ["here"]}), "'here' is not one of|allowed_mentions"),
        (MESSAGES, None, "object"),
        (CALLBACK, {"type": 4, "data": card(button(label="x" * 81))}, "label.*longer than 80"),
        (CALLBACK, form(custom_id="x" * 101), "custom_id.*longer than 100"),
        (CALLBACK, form(max_length=4001), "4001 is greater"),
        (CALLBACK, form(placeholder="x" * 101), "placeholder.*longer than 100"),
        (CALLBACK, {"type": 9, "data": {**form()["data"], "title": "x" * 46}}, "title.*longer than 45"),
        (CALLBACK, {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "1"}]}}, "name.*longer than 100"),
        (CALLBACK, {"type": 99}, "99"),
    ],
)
def test_what_discord_would_refuse_is_seen(described: Description, path: str, body: Any, what: str) -> None:
    found = described.differs("POST", path, body)
    assert len(found) == 1
    with pytest.raises(AssertionError, match=what):
        raise AssertionError(found[0])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", COMMANDS, command(description="x" * 101)),
        ("PUT", COMMANDS, command(name="")),
        ("PUT", COMMANDS, command(default_member_permissions="many")),
        ("PATCH", ANSWER, card(button(), tts=True)),
        ("POST", CALLBACK, {"type": 7, "data": card(button(), tts=True)}),
        ("PATCH", ANSWER, card(button(), nonce="one")),
        ("POST", MESSAGES + "/2", {}),
        ("GET", "/channels/1/rooms", None),
        ("DELETE", MESSAGES + "/2", {"why": "nothing"}),
    ],
)
def test_wrong_commands_routes_and_bodies_are_seen(described: Description, method: str, path: str, body: Any) -> None:
    assert described.differs(method, path, body) != []


def test_two_tolerances_and_no_more(described: Description) -> None:
    as_integers = card(button(), allowed_mentions={"parse": [], "roles": [2]})
    as_text = command(default_member_permissions="32")
    assert described.differs("POST", MESSAGES, as_integers) == []
    assert described.differs("PUT", COMMANDS, as_text) == []
    assert described.differs("POST", MESSAGES, card(button(), allowed_mentions={"parse": [], "roles": [2.5]})) != []
    assert described.differs("POST", MESSAGES, card(button(), flags="32768")) != []


async def test_a_wrong_request_fails_the_test_in_which_it_was_made(contract: Contract) -> None:
    env = simcord.Env(discord.Client(intents=discord.Intents.none()), check_errors=False)
    await env.start()
    with pytest.raises(discord.NotFound):
        await env.bot.http.request(Route("POST", "/channels/{channel_id}/messages", channel_id=1), json={"colour": 1})
    await env.shutdown()
    with pytest.raises(AssertionError, match="'colour' was unexpected"):
        contract.hold()


async def test_a_day_of_the_real_bot_is_as_described(world: World, described: Description) -> None:
    await world.set(world.admin, "reflections.room", "daily-reflection")
    await world.pass_time(hours=10)
    opened = await world.press(world.member, world.card(world.daily), "Reflect")
    kept = await world.fill(world.member, opened, words="The bridge near the two markets.", readers="everyone")
    changed = await world.press(world.member, kept, "Change")
    await world.fill(world.member, changed, words="The bridge between the two markets.")
    await world.press(world.member, kept, "Take back")
    await world.member.slash(world.general, "journal export")
    await world.member.autocomplete(world.general, "journal read", "entry", "bridge")
    made = [(each.method, each.path, each.json) for each in world.env.http_requests]
    kinds = {(method, path.split("/")[1], path.split("/")[-1] == "callback") for method, path, _ in made}
    assert len(kinds) >= 6
    assert [line for each in made for line in described.differs(*each)] == []
