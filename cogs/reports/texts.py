"""Every word a reporter reads."""

from bot.language import Text

NO_SUCH_REPORT = Text("There is no such report of yours here.")
WITH_THE_TEAM_ALREADY = Text(
    "The team can read it already, so it cannot be only yours again. You can still take it back: then its words go."
)
