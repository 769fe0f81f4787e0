"""The pages that are made from the code: `python -m tests.documents` writes them, `--check` compares."""

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from discord import app_commands

from bot.access import Standing
from bot.app import Banyan, create_bot
from bot.server_settings import variable_of_default
from bot.settings import Settings, variables

DOCS = Path(__file__).parent.parent / "docs"
_WHO = {Standing.MEMBER: "everyone", Standing.MODERATOR: "moderators", Standing.ADMIN: "admins"}
_HEAD = "<!-- Made from the code by `python -m tests.documents`; change the code instead. -->\n"


async def whole_bot(state_dir: Path, settings: Settings | None = None) -> Banyan:
    """Return a bot with every feature registered and nothing opened."""
    own = Settings(database_url=f"sqlite+aiosqlite:///{state_dir}/banyan.db", state_dir=state_dir)
    bot = create_bot(settings or own, shard_count=1)
    await bot.add_features()
    return bot


def commands_of(bot: Banyan) -> list["app_commands.Command[Any, ..., Any]"]:
    """Return every command in reading order."""
    found = [each for each in bot.tree.walk_commands() if isinstance(each, app_commands.Command)]
    return sorted(found, key=lambda each: each.qualified_name)


def who_may_do_what(bot: Banyan) -> str:
    """Return the table of commands, presses and forms, and of who may use each."""
    lines = [
        _HEAD,
        "# Who may do what\n",
        "Checked when it is done, for the person who does it: admins are those who may Manage Server, moderators",
        "those who may Time Out Members. What Discord shows in its menus is a convenience and protects nothing.\n",
        "Buttons on private messages lead only to what is one's own: each looks again whose entry it is.\n",
        "| what | who | what it does |",
        "|---|---|---|",
    ]
    for command in commands_of(bot):
        least = getattr(command.callback, "least", Standing.MEMBER)
        who = "facilitators and the team" if getattr(command.callback, "facilitators", False) else _WHO[least]
        lines.append(f"| `/{command.qualified_name}` | {who} | {command.description} |")
    for menu in bot.tree.get_commands():
        if isinstance(menu, app_commands.ContextMenu):
            about = (menu.callback.__doc__ or "").strip().splitlines()[0]
            lines.append(
                f"| Apps, *{menu.name}* | {_WHO[getattr(menu.callback, 'least', Standing.MEMBER)]} | {about} |"
            )
    for verb, door in bot.presses.doors():
        about = (door.handler.__doc__ or "").strip().splitlines()[0]
        lines.append(f"| `{verb}` | {_WHO[door.least]} | {about} |")
    return "\n".join(lines) + "\n"


def settings_page(bot: Banyan) -> str:
    """Return the tables of what operators and what admins can set."""
    lines = [
        _HEAD,
        "# Settings\n",
        "## What the operator sets, in the environment or `.env`\n",
        "| variable | what it does | example |",
        "|---|---|---|",
    ]
    for name, field in variables().items():
        info = Settings.model_fields[field]
        lines.append(f"| `{name}` | {info.description} | `{(info.examples or [''])[0]}` |")
    lines += [
        "",
        "## What a server's admins set, with `/settings set`\n",
        "The operator can give another default with the variable, or fix a setting by naming it in `BANYAN_LOCKED`.\n",
        "| setting | what it does | default | variable |",
        "|---|---|---|---|",
    ]
    for entry in bot.server_settings:
        variable = f"`{variable_of_default(entry.key)}`" if entry.kind.anywhere else "–"
        lines.append(f"| `{entry.key}` | {entry.about.in_('en')} | `{entry.default}` | {variable} |")
    return "\n".join(lines) + "\n"


async def pages() -> dict[Path, str]:
    """Return every page that is made from the code."""
    with tempfile.TemporaryDirectory() as folder:
        bot = await whole_bot(Path(folder))
        return {
            DOCS / "who-may-do-what.md": who_may_do_what(bot),
            DOCS / "settings.md": settings_page(bot),
        }


def main() -> int:
    """Write the pages, or with `--check` say which ones differ."""
    differing = []
    for file, text in asyncio.run(pages()).items():
        if "--check" in sys.argv[1:]:
            if not file.exists() or file.read_text("utf-8") != text:
                differing.append(file.name)
        else:
            file.write_text(text, "utf-8")
    if differing:
        sys.stderr.write(f"{', '.join(differing)}: run `python -m tests.documents`\n")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
