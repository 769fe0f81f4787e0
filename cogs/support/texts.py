"""Every word a person reads about help outside the server."""

from bot.language import Text

SUPPORT_COMMAND = Text("People outside this server who listen, in many countries")
SUPPORT_WHERE = Text("A country, if you want only what is there")

FIRST = Text(
    "**If you or somebody else is in danger, call your local emergency number.** "
    "Banyan does not know where you are and cannot call anyone."
)
OWN = Text("**From this community**\n{words}")
LINE = Text("**{name}**{where}{check}\n{contact}\n-# {details}")
WHERE = Text(" · {countries}")
CHECK_FIRST = Text(" · *check first*")
FOR = Text("For {about}")
CHECK_FIRST_MEANS = Text(
    "“Check first”: what Banyan knows is more than 180 days old or has no date. Look at their own page before you "
    "rely on it."
)
NOTHING_THERE = Text(
    "Banyan has no checked contact for {country} yet; that does not mean there is none. "
    "Find A Helpline, the first one above, lists help in many countries."
)
QUIET = Text("Only you see this. Nobody is told that you asked.")

OPERATOR_OLD = Text("{count} are old or have no date")
OPERATOR_LOOK_UP = Text("look these up on their own pages, then write the date into data/content/support.toml: {names}")

SETTING_OWN = Text("Help from this community")
SETTING_OWN_ABOUT = Text("A line or two of your own that /support shows first after the emergency number.")
