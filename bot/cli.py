"""The terminal: `python -m bot run | demo | check | invite | sync | migrate | keys … | audit verify`.

Exit codes: 0 done, 1 failed, 2 wrong configuration. `run` is read by hand, so that it starts without Typer and
Rich.
"""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Iterator
from typing import Annotated, NoReturn

from bot import logs
from bot.settings import Settings, WrongSetting, load, variable_of
from data.engine import AlreadyRunning
from data.migrating import TooNew
from data.sealing import BadKey, WrongMasterKey

DONE, FAILED, WRONG_CONFIGURATION = 0, 1, 2


def main() -> None:
    """Do what the command line says."""
    try:
        if sys.argv[1:] == ["run"]:
            run()
        else:
            _others()
    except WrongSetting as wrong:
        _stop(*wrong.lines)
    except AlreadyRunning as other:
        _stop(f"Another Banyan is already running on {other}. Stop it first, or use another {_DATABASE}.")
    except WrongMasterKey:
        _stop(
            f"The database is sealed with another master key. Put it back into {variable_of('secret_keys')} or into "
            "the key file. Nothing was changed."
        )
    except TooNew:
        _stop("The database was last changed by a newer Banyan. Run that one, or put a copy of before back.")
    except PermissionError as error:
        _stop(
            f"{variable_of('state_dir')} or {_DATABASE}: {error.filename} cannot be written. Example of right: "
            "a folder that belongs to whoever runs this."
        )
    except BadKey:
        _stop("The key file holds a line that is no key. Put the right file back. Nothing was changed.")


_DATABASE = variable_of("database_url")


def _stop(*lines: str, code: int = WRONG_CONFIGURATION) -> NoReturn:
    print("\n".join(lines), file=sys.stderr)
    raise SystemExit(code)


def _need_token(settings: Settings) -> str:
    if settings.token is None:
        raise WrongSetting(
            [
                f"{variable_of('token')} is missing. Put the bot's token into .env, as .env.example shows; "
                "`python -m bot demo` needs none."
            ]
        )
    return settings.token.get_secret_value()


def run() -> None:
    """Run Banyan until SIGINT or SIGTERM, then finish what is in flight."""
    settings = load()
    token = _need_token(settings)
    logs.set_up(level=settings.log_level, form=settings.log_format)
    asyncio.run(_run(settings, token))


@contextlib.contextmanager
def _reaching_discord() -> Iterator[None]:
    """Turn what goes wrong on the way to Discord into a line."""
    import aiohttp
    import discord

    try:
        yield
    except discord.LoginFailure:
        raise WrongSetting(
            [f"{variable_of('token')}: Discord does not accept this token. Reset it in the developer portal."]
        ) from None
    except (aiohttp.ClientConnectionError, discord.DiscordServerError):
        _stop("Discord cannot be reached at this moment. Nothing was changed; try again later.", code=FAILED)


async def _run(settings: Settings, token: str) -> None:
    from bot.app import create_bot, make_private

    make_private(settings.state_dir)
    bot = create_bot(settings)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.loop_failed)
    ending: set[asyncio.Task[None]] = set()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, lambda: ending.add(loop.create_task(bot.close())))
    try:
        with _reaching_discord():
            await bot.start(token)
    finally:
        await bot.close()
        await asyncio.gather(*ending)


def _others() -> None:
    import typer
    from rich.console import Console

    terminal = typer.Typer(
        name="banyan",
        help="A Discord bot for communities that listen.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    keys = typer.Typer(help="The master keys that private words are sealed with.", no_args_is_help=True)
    terminal.add_typer(keys, name="keys")
    audit = typer.Typer(help="The trail of who did or read what in which case.", no_args_is_help=True)
    terminal.add_typer(audit, name="audit")
    console = Console()

    @terminal.command("run")
    def _run_it() -> None:
        """Run Banyan until Ctrl-C or SIGTERM."""
        run()

    @terminal.command()
    def demo(
        tour: Annotated[bool, typer.Option(help="Play it in the terminal, as a transcript.")] = False,
        port: Annotated[int, typer.Option(help="The port of the page; 0 takes a free one.")] = 0,
        browser: Annotated[bool, typer.Option(help="Try to open a browser.")] = True,
    ) -> None:
        """Open a community with Banyan in the browser: no Discord account, nothing left behind."""
        try:
            from bot.demo.run import run_demo, run_tour
        except ModuleNotFoundError as missing:
            _stop(f"The demo needs one more package ({missing.name}): pip install -e '.[demo]'", code=FAILED)
        asyncio.run(run_tour() if tour else run_demo(port=port, open_browser=browser))

    @terminal.command()
    def check() -> None:
        """Show what is configured and, with a token, what each server lacks and how to mend it."""
        from bot.check import report

        settings = load()
        with _reaching_discord():
            well = asyncio.run(report(settings, console))
        raise typer.Exit(DONE if well else WRONG_CONFIGURATION)

    @terminal.command()
    def invite(
        measures: Annotated[
            bool, typer.Option(help="Also ask for what time-outs, removals, kicks and bans need.")
        ] = False,
        circles: Annotated[
            bool, typer.Option(help="Also ask for what circles need: private threads, and events that mirror them.")
        ] = False,
    ) -> None:
        """Print the link that invites Banyan to a server, with just the permissions it needs."""
        from bot.check import asked_for, invitation

        token = _need_token(load())
        with _reaching_discord():
            link = asyncio.run(invitation(token, asked_for(measures=measures, circles=circles)))
        console.print(link, soft_wrap=True)

    @terminal.command()
    def sync() -> None:
        """Hand the commands to Discord, changed or not."""
        from bot.check import sync_commands

        settings = load()
        with _reaching_discord():
            count = asyncio.run(sync_commands(settings, _need_token(settings)))
        console.print(f"{count} commands are with Discord.")

    @terminal.command()
    def migrate() -> None:
        """Bring the database's tables up to date, with a copy made first."""
        from bot.app import now
        from data import migrating
        from data.engine import Store

        settings = load()
        store = Store(settings.database_url)
        store.hold()
        try:
            migrating.bring_up_to_date(store.path, settings.state_dir, now())
        finally:
            store.let_go()
        console.print(f"The tables are at revision {migrating.newest()}.")

    @keys.command("new")
    def keys_new() -> None:
        """Print a fresh master key, for BANYAN_SECRET_KEYS."""
        from data.sealing import new_master_key

        console.print(new_master_key(), soft_wrap=True)

    @keys.command("rotate")
    def keys_rotate() -> None:
        """Wrap every server's key with the current master key; safe to interrupt and to run again."""
        from bot.keys import rotate

        count = asyncio.run(rotate(load()))
        console.print(
            f"{count} keys were wrapped anew. Copies made before still open with the older master key, so keep or "
            "destroy it together with them."
        )

    @audit.command("verify")
    def audit_verify(
        noted: Annotated[str, typer.Option(help="A value that somebody noted down: is it still there?")] = "",
    ) -> None:
        """Look whether each server's trail still says what it said, while the bot runs or not."""
        from bot.audit import NoDatabase, verify

        try:
            found = asyncio.run(verify(load(), noted=noted))
        except NoDatabase:
            _stop(f"There is no database of this version at {_DATABASE}. Start Banyan once, or use `migrate`.")
        for line in found.lines:
            console.print(line, soft_wrap=True, highlight=False)
        raise typer.Exit(DONE if found.fits else FAILED)

    terminal(standalone_mode=True)
