"""`/privacy about, export, erase`: made from what every feature declared in `bot/privacy.py`."""

import io
import json
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Call, answered, file_part
from bot.privacy import EMPTY_LOG
from bot.showing import STILL_SHOWN
from bot.ui import Drawing, Style, button
from bot.worker import Later
from cogs.privacy import texts
from data import jobs
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan


class Privacy(commands.Cog):
    """`/privacy`."""

    privacy = app_commands.Group(name="privacy", description=texts.PRIVACY_COMMAND.source, guild_only=True)

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot

    @privacy.command(name="about", description=texts.ABOUT_COMMAND.source)
    @answered()
    async def about(self, call: Call) -> None:
        """Say what is kept, how long, and who can read it."""
        spoken = call.language
        lines = [
            texts.ABOUT_LINE.in_(
                spoken,
                meaning=holding.meaning.in_(spoken),
                kept=holding.kept.in_(spoken),
                readers=holding.readers.in_(spoken),
            )
            for holding in self.bot.privacy.holdings
        ]
        await call.show(
            Drawing(
                parts=[
                    texts.ABOUT_TITLE.in_(spoken),
                    *dict.fromkeys(lines),  # what several tables hold together is said once
                    texts.ABOUT_OPERATOR.in_(spoken, operator=self.bot.operator),
                    texts.SAFETY_RECORDS.in_(spoken),
                ],
                quiet=texts.ABOUT_LOGS.in_(spoken),
            )
        )

    @privacy.command(name="export", description=texts.EXPORT_COMMAND.source)
    @answered(defer="private")
    async def export(self, call: Call) -> None:
        """Give everything as a file."""
        spoken = call.language
        held = await self.bot.privacy.export(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id)
        told = {holding.meaning.in_(spoken): rows for holding, rows in held}
        written = json.dumps(told, ensure_ascii=False, indent=2)
        file = discord.File(io.BytesIO(written.encode()), texts.EXPORT_FILE.in_(spoken))
        await call.show(
            Drawing(
                parts=[texts.EXPORTED.in_(spoken), file_part(file)],
                quiet=texts.SAFETY_RECORDS.in_(spoken),
                buttons=[button(step.label.in_(spoken), step.leads_to, 0) for step in self.bot.privacy.second_steps],
            ),
            file=file,
        )

    @privacy.command(name="erase", description=texts.ERASE_COMMAND.source)
    @answered()
    async def erase(self, call: Call) -> None:
        """Name what would go, and ask."""
        spoken = call.language
        held = await self.bot.privacy.export(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id)
        counts = [
            texts.ERASE_COUNT.in_(spoken, meaning=holding.meaning.in_(spoken), count=len(rows))
            for holding, rows in held
        ]
        await call.show(
            Drawing(
                parts=[texts.ERASE_ASK.in_(spoken, counts="\n".join(counts))],
                quiet="\n".join([_about_copies(call), texts.SAFETY_RECORDS.in_(spoken)]),
                buttons=[
                    button(texts.KEEP_IT.in_(spoken), "privacy:keep", 0, style=Style.primary),
                    button(texts.ERASE.in_(spoken), "privacy:erase", 0, style=Style.danger),
                ],
            )
        )


async def keep_it(call: Call) -> None:
    """Do nothing, and say so."""
    await call.replace(Drawing(parts=[texts.KEPT_IT.in_(call.language)]))


async def erase_now(call: Call) -> None:
    """Erase, and say what of it Discord and the file have confirmed."""
    following = await call.bot.privacy.erase(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id)
    call.committed = True
    standing = await call.bot.cards.may_be_seen(*following, within=1.0)
    emptied = await call.kit.store.emptied_log()
    parts = [(texts.ERASED if emptied else texts.ERASED_SOON).in_(call.language)]
    if standing:
        parts.append(STILL_SHOWN.in_(call.language))
    quiet = "\n".join([_about_copies(call), texts.SAFETY_RECORDS.in_(call.language)])
    await call.replace(Drawing(parts=parts, quiet=quiet))


def _about_copies(call: Call) -> str:
    return texts.COPIES.in_(call.language, operator=call.bot.operator)


async def empty_log(bot: "Banyan", job: Job) -> None:
    """Clear the database's log of what was erased; again soon, while somebody reads."""
    if not await bot.kit.store.emptied_log():
        raise Later(bot.kit.clock() + jobs.FIRST_RETRY)


async def install(bot: "Banyan") -> None:
    """Register the commands, presses and the job that clears the log."""
    bot.presses.on("privacy:keep", keep_it)
    bot.presses.on("privacy:erase", erase_now, defer="update")
    bot.jobs.on(EMPTY_LOG, empty_log)
    await bot.add_cog(Privacy(bot))
