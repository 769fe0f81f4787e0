"""The demo's site: who gets what, and what the buttons do. The real bot runs behind it."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiohttp
import pytest_asyncio

from bot.demo.site import HOST, NO_PROMPT, Site


class Visitor:
    """A browser, as far as requests go."""

    def __init__(self, site: Site, session: aiohttp.ClientSession) -> None:
        self.link = site.link
        self.key = site.link.split("/")[-2]
        self.origin = site.link.removesuffix(f"/{self.key}/")
        self.session = session

    async def state(self, person: str = "sora", room: str = "welcome") -> Any:
        async with self.session.get(f"{self.link}state?person={person}&room={room}") as answer:
            return await answer.json()

    async def do(self, what: str, person: str = "sora", **wish: str) -> Any:
        wish = {"what": what, "person": person, "room": "welcome", **wish}
        async with self.session.post(f"{self.link}do", json=wish) as answer:
            return answer.status, await answer.json() if answer.status == 200 else None

    async def open_room(self, person: str, room: str, *, key: str | None = None) -> tuple[int, Any]:
        ticket = {"X-Simcord-Capability": f"{key or self.key}~{person}~{room}"}
        async with self.session.post(f"{self.origin}/api/pages", json={}, headers=ticket) as answer:
            return answer.status, await answer.json() if answer.status == 200 else None


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    site = Site(socket.create_server((HOST, 0)))
    await site.start()
    yield site
    await site.close()


@pytest_asyncio.fixture
async def visitor(site: Site) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as session:
        yield Visitor(site, session)


async def test_without_the_key_there_is_nothing_to_see_and_nothing_to_do(visitor: Visitor) -> None:
    wrong = f"{visitor.origin}/{'x' * len(visitor.key)}/"
    for path in ("", "community", "state?person=sora&room=welcome", "room", "file/page.js", "face/sora"):
        async with visitor.session.get(wrong + path) as answer:
            assert answer.status == 404
    async with visitor.session.post(f"{wrong}do", json={"what": "day", "person": "sora"}) as answer:
        assert answer.status == 404
    assert (await visitor.open_room("sora", "welcome", key="x"))[0] == 404
    async with visitor.session.get(f"{visitor.origin}/api/state") as answer:
        assert answer.status == 404


async def test_another_name_for_this_machine_is_refused(visitor: Visitor) -> None:
    async with visitor.session.get(visitor.link, headers={"Host": "rebound.example"}) as answer:
        assert answer.status == 403


async def test_the_page_takes_nothing_from_elsewhere_and_stands_in_no_frame(visitor: Visitor) -> None:
    async with visitor.session.get(visitor.link) as answer:
        policy = answer.headers["Content-Security-Policy"]
        html = await answer.text()
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script>" not in html


def test_no_file_of_the_page_asks_for_something_from_the_net() -> None:
    for file in files("bot.demo").joinpath("page").iterdir():
        asked = re.findall(r"""(?:src|href|url|import|fetch)[\s=("'`]*https?:""", file.read_text("utf-8"))
        assert asked == [], file.name


async def test_files_outside_the_page_stay_outside(visitor: Visitor) -> None:
    for name in ("..%2fsite.py", "%2e%2e%2fsite.py", "nothing.js"):
        async with visitor.session.get(f"{visitor.link}file/{name}") as answer:
            assert answer.status == 404


async def test_a_member_does_not_see_the_rooms_of_the_team(visitor: Visitor) -> None:
    seen = [spot["key"] for spot in (await visitor.state("sora"))["spots"]]
    assert "team" not in seen
    assert (await visitor.open_room("sora", "team"))[0] == 404
    assert "team" in [spot["key"] for spot in (await visitor.state("kenji"))["spots"]]
    assert (await visitor.open_room("kenji", "team"))[0] == 200


async def test_the_first_card_is_there_when_the_visitor_comes(visitor: Visitor) -> None:
    _, room = await visitor.open_room("sora", "daily-reflection")
    cards = [message for message in room["messages"].values() if message["components"]]
    assert len(cards) == 1
    assert cards[0]["author"]["name"] == "Banyan"


async def test_a_room_opens_at_its_newest_message_for_everyone_who_may_read_it(visitor: Visitor) -> None:
    for person in ("noor", "thuy", "meher", "tashi"):
        status, room = await visitor.open_room(person, "exchange")
        assert status == 200
        assert room["targetId"] == room["timeline"][-1]


async def test_letters_belong_to_the_person_who_opens_them(visitor: Visitor) -> None:
    sora, arjun = [(await visitor.open_room(person, "letters"))[1] for person in ("sora", "arjun")]
    assert sora["channelId"] != arjun["channelId"]


async def test_time_passes_as_far_as_the_button_says(visitor: Visitor) -> None:
    before = (await visitor.state())["now"]
    _, after = await visitor.do("hour")
    assert before[11:13] == "01"
    assert after["now"][11:13] == "02"
    _, after = await visitor.do("day")
    assert after["now"][8:10] == "03"


async def test_the_next_prompt_brings_a_new_card_and_shows_which_room_it_came_to(visitor: Visitor) -> None:
    before = {spot["key"]: spot["latest"] for spot in (await visitor.state())["spots"]}
    _, after = await visitor.do("next")
    changed = {spot["key"] for spot in after["spots"] if before.get(spot["key"]) != spot["latest"]}
    assert "daily-reflection" in changed
    assert changed.isdisjoint({"welcome", "exchange", "story-circles"})


async def test_where_no_prompt_is_planned_the_page_says_so(site: Site, visitor: Visitor) -> None:
    world = site._world
    with world.env.time_context():
        noor, team = world.person("noor"), world.room("team")
        await noor.slash(team, "settings set", name="reflections.room", value="none")
    _, answer = await visitor.do("next")
    assert answer == {"sorry": NO_PROMPT}
    assert (await visitor.do("hour"))[0] == 200


async def test_a_restart_keeps_the_community(visitor: Visitor) -> None:
    before = await visitor.state()
    status, after = await visitor.do("restart")
    assert status == 200
    assert "sorry" not in after
    assert after["world"] == before["world"]
    assert [spot["latest"] for spot in after["spots"]] == [spot["latest"] for spot in before["spots"]]


async def test_starting_again_is_the_first_morning_anew(visitor: Visitor) -> None:
    first = await visitor.state()
    await visitor.do("day")
    _, again = await visitor.do("again")
    assert again["world"] == first["world"] + 1
    assert again["now"][:13] == first["now"][:13]
    assert (await visitor.open_room("sora", "daily-reflection"))[0] == 200


async def test_wishes_that_make_no_sense_are_refused_and_the_demo_goes_on(visitor: Visitor) -> None:
    for wish in ({"what": "fly"}, {"what": "hour", "person": "nobody"}, {"what": "app", "target": "noor"}):
        status, _ = await visitor.do(**wish)
        assert status == 404
    assert (await visitor.do("hour"))[0] == 200


def is_there(folder: str) -> bool:
    return Path(folder).exists()


async def test_closing_leaves_nothing_behind() -> None:
    before = asyncio.all_tasks()
    site = Site(socket.create_server((HOST, 0)))
    await site.start()
    folder = site._world._folder.name
    assert is_there(folder)
    await site.close()
    assert not is_there(folder)
    assert asyncio.all_tasks() <= before
