"""`/support`: the emergency number first, then who listens."""

from datetime import date
from typing import TYPE_CHECKING

import discord
from babel import Locale
from babel.core import get_global
from discord import app_commands
from discord.ext import commands

from bot.answers import Call, answered
from bot.server_settings import Setting, values_of
from bot.setting_kinds import NONE, WORDS
from bot.ui import Drawing
from cogs.support import rules, texts
from data.support import Resource, resources

if TYPE_CHECKING:
    from bot.app import Banyan

OWN = "support.own"
ACCENT = discord.Colour(0x8A6D3B)


class Support(commands.Cog):
    """`/support`."""

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot

    @app_commands.command(name="support", description=texts.SUPPORT_COMMAND.source)
    @app_commands.describe(where=texts.SUPPORT_WHERE.source)
    @answered()
    async def support(self, call: Call, where: str = "") -> None:
        """Show who listens outside the server."""
        await call.show(await support_page(call, where))

    @support.autocomplete("where")
    async def _countries(
        self, interaction: "discord.Interaction[Banyan]", typed: str
    ) -> list[app_commands.Choice[str]]:
        spoken = Call(interaction).language
        named = sorted((country(code, spoken), code) for code in {code for each in resources() for code in each.where})
        return [
            app_commands.Choice(name=name, value=code) for name, code in named if typed.casefold() in name.casefold()
        ]


async def show_page(call: Call) -> None:
    """Show it to whoever pressed a button for it: below a report, in a circle, in a letter."""
    await call.show(await support_page(call, ""))


async def support_page(call: Call, where: str) -> Drawing:
    """Draw the page: emergency number, the community's own words, then who listens.

    Args:
        call: Who asks.
        where: A country's code or name as somebody typed it, or nothing for all.
    """
    spoken, today = call.language, call.kit.clock().date()
    parts = [texts.FIRST.in_(spoken)]
    own = await _own_words(call)
    if own != NONE:
        parts.append(texts.OWN.in_(spoken, words=own))
    code = code_of(where, spoken)
    found = [each for each in resources() if not code or not each.where or code in each.where]
    parts.append("\n".join(line(each, spoken, today) for each in found))
    if code and not any(code in each.where for each in found):
        parts.append(texts.NOTHING_THERE.in_(spoken, country=country(code, spoken)))
    return Drawing(
        accent=ACCENT, parts=parts, quiet=f"{texts.CHECK_FIRST_MEANS.in_(spoken)}\n{texts.QUIET.in_(spoken)}"
    )


def line(resource: Resource, spoken: str, today: date) -> str:
    """Say who a service is for, how to reach it and when, and whether to check that first."""
    countries = ", ".join(country(code, spoken) for code in resource.where)
    details = [texts.FOR.in_(spoken, about=resource.about), resource.languages, resource.hours]
    return texts.LINE.in_(
        spoken,
        name=resource.name,
        where=texts.WHERE.in_(spoken, countries=countries) if countries else "",
        check=texts.CHECK_FIRST.in_(spoken) if rules.says_check_first(resource, today) else "",
        contact=resource.contact,
        details=". ".join(detail for detail in details if detail) + ".",
    )


def code_of(typed: str, spoken: str) -> str:
    """Return the code of a country that was typed as a code or a name; what is no country stays as it was typed."""
    wanted = " ".join(typed.split()).casefold()
    for code, name in (*_countries(spoken).items(), *_countries("en").items()):
        if wanted in (code.casefold(), name.casefold()):
            return code
    return str(get_global("territory_aliases").get(wanted.upper(), [typed.strip()])[0])


def country(code: str, spoken: str) -> str:
    """Return a country's name in a language; what is no country stays as it was typed."""
    return _countries(spoken).get(code, code[:40])


def _countries(spoken: str) -> dict[str, str]:
    return dict(Locale.parse(spoken.replace("-", "_")).territories)


def old_resources(today: date) -> list[tuple[str, str, str]]:
    """Tell the operator which services to look up again (R51)."""
    old = [each.name for each in resources() if rules.is_for_operator(each, today)]
    if not old:
        return []
    mend = texts.OPERATOR_LOOK_UP.in_("en", names=", ".join(old))
    return [("support", texts.OPERATOR_OLD.in_("en", count=len(old)), mend)]


async def _own_words(call: Call) -> str:
    if call.person.guild_id is None:
        return NONE
    return (await values_of(call.kit, call.person.guild_id)).text(OWN)


async def install(bot: "Banyan") -> None:
    """Register the command and the community's own words."""
    bot.operator_checks.append(old_resources)
    bot.server_settings.add(Setting(OWN, WORDS, NONE, texts.SETTING_OWN, texts.SETTING_OWN_ABOUT))
    bot.presses.on("support:page", show_page)
    await bot.add_cog(Support(bot))
