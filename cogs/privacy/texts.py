"""Every word a person reads about what is kept of them."""

from bot.language import Text

PRIVACY_COMMAND = Text("What Banyan keeps about you here: read it, take it with you, erase it")
ABOUT_COMMAND = Text("What Banyan keeps, how long, and who can read it")
EXPORT_COMMAND = Text("Everything Banyan keeps about you in this server, as a file")
ERASE_COMMAND = Text("Erase what Banyan keeps about you in this server")

ABOUT_TITLE = Text("**What Banyan keeps about a person in this server**")
ABOUT_LINE = Text("**{meaning}**\nKept {kept}. Readable by {readers}.")
ABOUT_OPERATOR = Text(
    "Private words are encrypted. {operator}, who runs this bot, holds the key and technically could read them; "
    "Discord carries every message and form, so it could too. Banyan reads no messages by itself: only commands, "
    "buttons, its own forms, and a message that somebody holds to report it."
)
ABOUT_LOGS = Text("Its logs hold numbers and outcomes, never anybody’s words.")
SAFETY_RECORDS = Text(
    "Safety records, if there are any, stay until the date set for them, and Banyan never says whether there are any."
)

EXPORTED = Text("What Banyan keeps about you in this server, as a file. Only you can see it here.")
EXPORT_FILE = Text("what-banyan-keeps.json")

ERASE_ASK = Text(
    "Erase what Banyan keeps about you in this server?\n{counts}\n\n"
    "There is no way to get it back. What you shared disappears from the room too; someone may have copied it."
)
ERASE_COUNT = Text("- {meaning}: {count}")
ERASE = Text("Erase")
KEEP_IT = Text("Keep it")
KEPT_IT = Text("Nothing was erased.")
ERASED = Text("**Erased.**")
ERASED_SOON = Text(
    "**Erased, but traces are left for a moment** in the file where the database notes its latest changes. Banyan "
    "is clearing it and keeps trying. Use /privacy erase again in a few minutes and it says whether that is done."
)
COPIES = Text(
    "Copies of the database that Banyan itself made before an update are deleted within 30 days. Copies that "
    "{operator} made are theirs to delete; you can ask them."
)
