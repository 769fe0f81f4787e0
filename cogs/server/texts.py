"""Every word a person reads in a server's own matters."""

from bot.language import Text

SETTINGS_COMMAND = Text("What Banyan does in this server")
SETTINGS_SHOW = Text("Every setting and what it is now")
SETTINGS_SET = Text("Change one setting")
SETTINGS_SET_NAME = Text("Which setting")
SETTINGS_SET_VALUE = Text("Its new value; the list offers what exists here")
HELP_COMMAND = Text("What Banyan can do for you here")

SHOWN = Text("**What is set in this server**")
SHOWN_LINE = Text("**{label}** (`{key}`): {value}\n-# {about}")
SHOWN_LOCKED = Text("fixed by {operator}")
SHOWN_QUIET = Text("Change one with /settings set.")
CHANGED = Text("**{label}** is now: {value}")

HELP_TITLE = Text("**What Banyan can do for you here**")
HELP_LINE = Text("`/{name}` · {about}")
HELP_QUIET = Text("Only you see this, and only you see what Banyan answers to a command.")

HELD_SERVER = Text("That you last changed a setting of this server")
HELD_SERVER_KEPT = Text("until somebody else changes one, or you use /privacy erase")
HELD_SERVER_READERS = Text("nobody; Banyan writes to you if it cannot reach the team’s room")
