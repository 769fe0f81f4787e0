"""How circles look."""

import discord

ACCENT = discord.Colour(0x7A4E9C)
