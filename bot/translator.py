"""Commands in the languages that Banyan speaks: Discord shows each person theirs."""

import hashlib

import discord
from discord import app_commands

from bot import language
from bot.language import Text


class Translator(app_commands.Translator):
    """Says the description of a command in a language; names stay as they are, so that docs can name them."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the description in a language, None where it stays English."""
        describes = context.location.name.endswith("description")
        spoken = language.nearest(str(locale.value))
        if not describes or spoken == language.SOURCE_LANGUAGE:
            return None
        said = Text(string.message).in_(spoken)
        return None if said == string.message else said

    @staticmethod
    def fingerprint() -> list[str]:
        """Return a digest of every translation, so that a new one brings the commands up to date."""
        files = sorted(language.LOCALE.glob("*/banyan.po"))
        return [file.parent.name + hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
