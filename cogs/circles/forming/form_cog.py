"""What forming a circle registers."""

from typing import TYPE_CHECKING

from cogs.circles import names
from cogs.circles.forming import (
    apart_views,
    begin_effects,
    event_effects,
    invitation_facts,
    invitation_views,
    join_views,
    letter_facts,
    open_views,
    seat_letter_views,
)

if TYPE_CHECKING:
    from bot.app import Banyan


async def install(bot: "Banyan") -> None:
    """Register presses, cards and jobs."""
    bot.jobs.on(names.BEGIN, begin_effects.begin)
    bot.jobs.on(names.REMIND, begin_effects.remind)
    bot.jobs.on(names.EVENT, event_effects.mirror)
    bot.cards.on(names.INVITATION_CARD, facts=invitation_facts.invitation_facts, draw=invitation_views.invitation_card)
    bot.cards.on(names.SEAT_LETTER, facts=letter_facts.seat_letter_facts, draw=seat_letter_views.seat_letter)

    bot.presses.on_form("circles:open", open_views.opened, defer="private")
    bot.presses.on("circles:host_page", open_views.host_page)
    bot.presses.on("circles:invite_again", open_views.invite_again, defer="private")
    bot.presses.on("circles:pair", open_views.another_pair)
    bot.presses.on("circles:plan_change", open_views.change)
    bot.presses.on_form("circles:plan_changed", open_views.changed)

    bot.presses.on("circles:about", invitation_views.about)
    bot.presses.on("circles:begin", invitation_views.begin, defer="private")
    bot.presses.on("circles:few", invitation_views.few, defer="private")
    bot.presses.on("circles:wait", invitation_views.wait)
    bot.presses.on("circles:host_gathering", invitation_views.host, defer="private")
    bot.presses.on("circles:call_off", invitation_views.call_off)
    bot.presses.on("circles:call_off_now", invitation_views.call_off_now)

    bot.presses.on("circles:join", join_views.join)
    bot.presses.on("circles:listen", join_views.listen)
    bot.presses.on("circles:come_in", join_views.come_in)
    bot.presses.on("circles:seat", join_views.seat)
    bot.presses.on("circles:remind", join_views.remind)
    bot.presses.on("circles:remind_off", join_views.remind_off)
    bot.presses.on("circles:more_time", join_views.more_time)
    bot.presses.on("circles:more_time_off", join_views.more_time_off)
    bot.presses.on("circles:letter", seat_letter_views.read)
    bot.presses.on("circles:letter_no_more", seat_letter_views.no_more, defer="private")

    bot.presses.on("circles:apart_add", apart_views.add)
    bot.presses.on_form("circles:apart_added", apart_views.added)
    bot.presses.on("circles:apart_off", apart_views.take_off)
