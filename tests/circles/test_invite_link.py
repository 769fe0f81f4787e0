"""`invite`: the link asks for what is needed, and for more only where the operator wishes it."""

import sys
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot import cli
from bot.check import CIRCLES, MEASURES, NEEDED, asked_for

APPLICATION = 4711


@pytest.fixture(autouse=True)
def discord_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let Discord take any token and say which application it is."""

    async def login(self: discord.Client, token: str) -> None:
        pass

    async def application_info(self: discord.Client) -> SimpleNamespace:
        return SimpleNamespace(id=APPLICATION)

    monkeypatch.setattr(discord.Client, "login", login)
    monkeypatch.setattr(discord.Client, "application_info", application_info)
    monkeypatch.setenv("DISCORD_TOKEN", "the-lantern-by-the-canal")
    monkeypatch.setenv("BANYAN_STATE_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], NEEDED),
        (["--measures"], NEEDED | MEASURES),
        (["--circles"], NEEDED | CIRCLES),
        (["--circles", "--measures"], NEEDED | MEASURES | CIRCLES),
    ],
)
def test_the_link_asks_for_just_what_was_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], asked: discord.Permissions
) -> None:
    monkeypatch.setattr(sys, "argv", ["bot", "invite", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code in (None, 0)
    link = parse_qs(urlsplit(capsys.readouterr().out.strip()).query)
    assert link["client_id"] == [str(APPLICATION)]
    assert link["permissions"] == [str(asked.value)]


def test_asked_for_more_once_it_asks_for_no_more_the_next_time() -> None:
    before = NEEDED.value
    asked_for(measures=True, circles=True)
    assert asked_for().value == before


def test_for_circles_it_asks_for_private_threads_and_events_and_for_nothing_else() -> None:
    assert {name for name, on in CIRCLES if on} == {"create_private_threads", "manage_threads", "create_events"}
    assert not (NEEDED & CIRCLES).value
