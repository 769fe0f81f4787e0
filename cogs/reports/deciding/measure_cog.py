"""What is decided: preview, measures, notices, appeals."""

from typing import TYPE_CHECKING

from bot.server_settings import Setting
from bot.setting_kinds import NONE, SWITCH, WORDS
from cogs.reports import names
from cogs.reports.deciding import (
    appeal_views,
    measure_effects,
    measure_views,
    notice_actions,
    notice_views,
    outcome_views,
    preview_views,
    review_effects,
    second_views,
)
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.letter_views import LetterKind, Letters

if TYPE_CHECKING:
    from bot.app import Banyan


async def install(bot: "Banyan", letters: Letters) -> None:
    """Register settings, jobs, cards, letters, presses and forms."""
    bot.server_settings.add(
        Setting(names.SECOND_PERSON, SWITCH, "off", texts.SETTING_SECOND, texts.SETTING_SECOND_ABOUT),
        Setting(names.APPEAL_CONTACT, WORDS, NONE, texts.SETTING_CONTACT, texts.SETTING_CONTACT_ABOUT),
    )
    bot.jobs.on(names.MEASURE, measure_effects.bring_into_step)
    bot.jobs.on(names.REVIEW, review_effects.review)
    bot.cards.on(names.APPEAL_CARD, facts=appeal_views.appeal_facts, draw=appeal_views.appeal_card)
    _letters(letters)

    bot.presses.on("reports:decide", measure_views.decide)
    bot.presses.on_form("reports:decided", measure_views.decided, defer="update")
    bot.presses.on("reports:do_it", preview_views.do_it, defer="update")
    bot.presses.on("reports:change_decision", measure_views.change)
    bot.presses.on("reports:leave_decision", preview_views.leave, defer="update")
    bot.presses.on("reports:undo", outcome_views.undo, defer="update")
    bot.presses.on("reports:try_again", outcome_views.try_again, defer="update")
    bot.presses.on("reports:send_again", outcome_views.send_again, defer="update")
    bot.presses.on("reports:open_decision", second_views.open_decision, defer="private")
    bot.presses.on("reports:what_decided", second_views.what_was_decided, defer="private")
    bot.presses.on("reports:agree", second_views.agree, defer="update")
    bot.presses.on("reports:disagree", second_views.disagree, defer="update")
    bot.presses.on("reports:take_back_decision", second_views.take_back, defer="update")
    bot.presses.on("reports:cannot_wait", second_views.cannot_wait, defer="update")
    bot.presses.on("reports:it_stands", second_views.it_stands, defer="update")

    bot.presses.on("reports:notice", notice_views.read)
    bot.presses.on("reports:corrected", notice_views.corrected)
    bot.presses.on("reports:undone", notice_views.undone)
    bot.presses.on("reports:verdict", notice_views.verdict)
    bot.presses.on("reports:appeal", notice_views.ask)
    bot.presses.on_form("reports:appeal", notice_views.asked, defer="private")

    bot.presses.on("reports:open_appeal", appeal_views.open_appeal, defer="private")
    bot.presses.on("reports:show_appeal", appeal_views.show_appeal, defer="update")
    bot.presses.on("reports:answer_appeal", appeal_views.answer)
    bot.presses.on_form("reports:answer_appeal", appeal_views.answered, defer="update")
    bot.presses.on_form("reports:appeal_for", appeal_views.asked_for_another, defer="private")


def _letters(letters: Letters) -> None:
    theirs, ours = notice_actions.name_in_letter, notice_actions.team_name_in_letter
    letters.on(
        names.NOTICE_LETTER,
        LetterKind(texts.NOTICE, texts.READ, "reports:notice", theirs, more=notice_views.in_the_letter),
    )
    letters.on(names.CORRECTION_LETTER, LetterKind(texts.CORRECTION, texts.READ, "reports:corrected", theirs))
    letters.on(names.UNDONE_LETTER, LetterKind(texts.UNDONE_LETTER, texts.READ, "reports:undone", theirs))
    letters.on(names.VERDICT_LETTER, LetterKind(texts.VERDICT_LETTER, texts.READ, "reports:verdict", theirs))
    for about, says in (
        (names.SECOND_LETTER, texts.SECOND_LETTER),
        (names.REVIEW_LETTER, texts.REVIEW_LETTER),
        (names.FAILED_LETTER, texts.FAILED_LETTER),
        (names.NOT_AGREED_LETTER, texts.NOT_AGREED_LETTER),
        (names.SECOND_ENDED_LETTER, texts.SECOND_ENDED_LETTER),
    ):
        letters.on(about, LetterKind(says, texts.OPEN, "reports:open_decision", ours))
    letters.on(names.APPEAL_LETTER, LetterKind(texts.APPEAL_LETTER, texts.OPEN, "reports:open_appeal", ours))
