"""What the team meets: `/case`, cards and letters of cases, and what is done with one."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.access import Standing
from bot.answers import Call, answered
from bot.refusal import Refusal
from cogs.reports import names
from cogs.reports.casework import (
    case_effects,
    case_list_actions,
    case_list_views,
    case_more_views,
    case_texts,
    case_views,
    desk,
    host_views,
    stopped_views,
)
from cogs.reports.deciding import appeal_views, measure_texts
from cogs.reports.letter_views import LetterKind, Letters
from cogs.reports.roster import safety_cog
from cogs.reports.telling import texts

if TYPE_CHECKING:
    from bot.app import Banyan

_CHOICES = 25


class Cases(commands.Cog):
    """`/case`."""

    case = app_commands.Group(
        name="case",
        description=case_texts.CASE_COMMAND.source,
        guild_only=True,
        default_permissions=discord.Permissions(moderate_members=True),
    )

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot

    @case.command(name="list", description=case_texts.CASE_LIST.source)
    @answered(least=Standing.MODERATOR)
    async def list_cases(self, call: Call) -> None:
        """Show the cases that wait, those due first."""
        await call.show(await case_list_views.waiting_drawing(call, after=0))

    @case.command(name="show", description=case_texts.CASE_SHOW.source)
    @app_commands.describe(name=case_texts.CASE_NAME.source)
    @answered(least=Standing.MODERATOR)
    async def show(self, call: Call, name: str) -> None:
        """Say what a case contains, before it is shown."""
        case_id = await case_list_actions.id_of(call.kit, call.person, name)
        await call.show(await case_views.before_showing(call, case_id))

    @case.command(name="search", description=case_texts.CASE_SEARCH.source)
    @app_commands.describe(name=case_texts.CASE_SEARCH_NAME.source, person=case_texts.CASE_SEARCH_PERSON.source)
    @answered(least=Standing.MODERATOR)
    async def search(self, call: Call, name: str | None = None, person: discord.User | None = None) -> None:
        """Find cases by code name or by whom they are about."""
        if person is not None:
            found = await case_list_actions.about(call.kit, call.person, user_id=person.id)
        elif name:
            most = case_list_actions.MOST_FOUND
            found = await case_list_actions.begins_with(call.kit, call.person, name, most=most)
        else:
            raise Refusal(case_texts.SEARCH_NOTHING)
        await call.show(case_list_views.drawn(call, case_texts.FOUND_TITLE, found))

    @case.command(name="next", description=case_texts.CASE_NEXT.source)
    @answered(least=Standing.MODERATOR)
    async def next_case(self, call: Call) -> None:
        """Say what the case contains that is due next."""
        await call.show(await case_list_views.next_drawing(call, call.person))

    @case.command(name="mine", description=case_texts.CASE_MINE.source)
    @answered(least=Standing.MODERATOR)
    async def mine(self, call: Call) -> None:
        """Show the cases that somebody is on."""
        found = await case_list_actions.mine(call.kit, call.person)
        await call.show(case_list_views.drawn(call, case_texts.MINE_TITLE, found))

    @case.command(name="audit", description=case_texts.CASE_AUDIT.source)
    @app_commands.describe(name=case_texts.CASE_NAME.source)
    @answered(least=Standing.MODERATOR)
    async def audit(self, call: Call, name: str) -> None:
        """Show what was done in a case, and by whom; that is noted too."""
        found = await case_list_actions.audit(call.kit, call.person, name)
        for drawing in case_list_views.audit_drawings(found, call.language):
            await call.show(drawing)

    @case.command(name="appeal", description=measure_texts.CASE_APPEAL.source)
    @app_commands.describe(code=measure_texts.CASE_APPEAL_CODE.source)
    @answered(least=Standing.MODERATOR)
    async def appeal(self, call: Call, code: str) -> None:
        """Pass on the appeal of somebody whom no button reaches."""
        await appeal_views.enter_code(call, code)

    @show.autocomplete("name")
    @audit.autocomplete("name")
    @search.autocomplete("name")
    async def _names(self, interaction: "discord.Interaction[Banyan]", typed: str) -> list[app_commands.Choice[str]]:
        return await case_list_views.name_choices(Call(interaction), typed, most=_CHOICES)


async def install(bot: "Banyan", letters: Letters) -> None:
    """Register what the team meets."""
    bot.cards.on(names.CASE_CARD, facts=desk.case_facts, draw=case_views.case_card)
    bot.jobs.on(names.LOOK_AFTER, case_effects.look_after)
    for about, says in (
        (names.CASE_LETTER, case_texts.LETTER_CASE),
        (names.DANGER_LETTER, case_texts.LETTER_DANGER),
        (names.HANDED_LETTER, case_texts.LETTER_HANDED),
        (names.CASE_NEWS_LETTER, case_texts.LETTER_CASE_NEWS),
    ):
        letters.on(about, LetterKind(says, case_texts.OPEN, "reports:open", name=desk.team_name))
    letters.on(names.UNSEEN_LETTER, LetterKind(texts.LETTER_SAYS, texts.LETTER_LABEL, "reports:look"))
    letters.on(names.STOPPED_LETTER, LetterKind(texts.LETTER_SAYS, texts.LETTER_LABEL, "reports:stopped"))

    bot.presses.on("reports:open", case_views.open_case, defer="private")
    bot.presses.on("reports:open_here", case_list_views.open_here, defer="update")
    bot.presses.on("reports:show", case_views.show, defer="update")
    bot.presses.on("reports:not_me", case_list_views.not_me, defer="update")
    bot.presses.on("reports:next", case_list_views.next_case, defer="update")
    bot.presses.on("reports:enough", case_list_views.enough)
    bot.presses.on("reports:list", case_list_views.waiting, defer="update")
    bot.presses.on("reports:list_ended", case_list_views.ended, defer="update")

    bot.presses.on("reports:more_case", case_more_views.more, defer="update")
    bot.presses.on("reports:ask", case_more_views.ask)
    bot.presses.on_form("reports:asked", case_more_views.asked, defer="private")
    bot.presses.on("reports:team_note", case_more_views.note)
    bot.presses.on_form("reports:noted", case_more_views.noted, defer="private")
    bot.presses.on("reports:hand_over", case_more_views.hand_over)
    bot.presses.on_form("reports:handed", case_more_views.handed, defer="private")
    bot.presses.on("reports:link", case_more_views.link)
    bot.presses.on_form("reports:linked", case_more_views.linked, defer="private")
    bot.presses.on("reports:files", case_more_views.files, defer="update")
    bot.presses.on("reports:close", case_more_views.close)
    bot.presses.on_form("reports:closed", case_more_views.closed, defer="private")
    bot.presses.on("reports:reopen", case_more_views.reopen, defer="update")
    bot.presses.on("reports:ask_name", case_more_views.ask_name)
    bot.presses.on_form("reports:asked_name", case_more_views.asked_name, defer="private")
    bot.presses.on("reports:other_host", host_views.other_host, defer="update")
    bot.presses.on("reports:other_host_now", host_views.other_host_now, defer="update")
    bot.presses.on("reports:agree_name", case_more_views.agree_name, defer="update")

    bot.presses.on("reports:stopped", stopped_views.stopped, defer="private")
    bot.presses.on("reports:it_stopped", stopped_views.it_stopped, defer="update")
    bot.presses.on("reports:goes_on", stopped_views.goes_on, defer="update")
    bot.presses.on("reports:rather_not", stopped_views.rather_not)
    await bot.add_cog(Cases(bot))
    await safety_cog.install(bot)
