"""Every word a person reads in daily reflections."""

from bot.language import Text

# The themes, as a card names them
THEMES = {
    "experiences": Text("Sharing experiences"),
    "learning": Text("Learning from each other"),
    "safety": Text("Creating safe spaces"),
    "intersections": Text("Many parts, one life"),
    "stereotypes": Text("Beyond the picture"),
    "bridges": Text("Building bridges"),
    "voices": Text("Voices heard"),
    "reflection": Text("Looking inward"),
}

# The day's card
CARD_TITLE = Text("-# Today’s reflection · {theme}")
CARD_NOTE = Text("Before you read on: {note}")
CARD_QUIET = Text("Answer for yourself or for everyone. Not answering is fine, today and always.")
REFLECT = Text("Reflect")
ANOTHER_ANGLE = Text("Another angle")
MORE = Text("More")
THREAD_NAME = Text("{date} · {theme}")

# Another angle
ANGLE = Text("A gentler way in, only for you:\n**{prompt}**")

# More
MORE_TITLE = Text("Also here for you:")
NOT_THIS_THEME = Text("Not this theme for me")
THEME_AGAIN = Text("Give me this theme again")
MY_JOURNAL = Text("My journal")
WHAT_IS_KEPT = Text("What is kept")
THEME_SET_ASIDE = Text(
    "From now on, on days of “{theme}”, Reflect and /reflect offer you another prompt. "
    "The card itself stays visible to everyone, so you may still see it in passing. "
    "Members and moderators cannot see that you set it aside."
)
THEME_TAKEN_UP = Text("“{theme}” comes to you again, like every other theme.")
INSTEAD = Text("You set the day’s theme aside, so here is another prompt:")
OFF_DAY = Text("Here is a prompt for you:")
KEPT_ABOUT = Text(
    "**What is kept of a reflection**\n"
    "- Your words, encrypted, with the prompt and the time, until you delete them. "
    "Members and moderators cannot read what you keep for yourself; "
    "{operator}, who runs this bot, technically could. "
    "Discord carries every message and form, so it could read them too.\n"
    "- What you share shows your name in this server. You can take it back at any time; "
    "someone may have read or copied it by then.\n"
    "- What you write in a thread without Banyan’s form, Banyan does not read.\n"
    "- /privacy about says it in full; /journal export gives you everything you wrote."
)

# The form
FORM_TITLE = Text("Your reflection")
YOUR_WORDS = Text("Your words")
YOUR_WORDS_ABOUT = Text("A line is enough. “Not yet” is an answer too.")
WHO_MAY_READ = Text("Who may read them")
ONLY_ME = Text("Only me")
ONLY_ME_ABOUT = Text("In your journal. No member or moderator can read it.")
EVERYONE = Text("Everyone here, as me")
EVERYONE_ABOUT = Text("Shown with your name. Everyone who can see the room can read it.")

# After it
KEPT = Text(
    "**Kept, only for you.** Members and moderators cannot read it; {operator}, who runs this bot, technically could."
)
SHARED = Text("**Kept, and shared as you** in {place}. You can take it back at any time.")
SHARED_SOON = Text(
    "**Kept, and shared as you.** It is not shown yet: Banyan keeps trying until it is, and you can take it back."
)
SHARED_TAKEN_DOWN = Text(
    "**Kept.** Its message was removed in the room, so it is not shown there any more. Your words are still in your "
    "journal. To show them again: Take back, then Share."
)
TAKEN_BACK = Text("**Gone here; someone may have copied it.** Your words are still in your journal, only for you.")
TAKEN_BACK_SOON = Text(
    "**Closed in your journal, but still shown for now.** Discord has not confirmed that the message is gone; "
    "Banyan keeps trying. Open the entry with /journal read to see how it stands."
)
SHARE = Text("Share")
TAKE_BACK = Text("Take back")
CHANGE = Text("Change")
DELETE = Text("Delete")
KEEP_IT = Text("Keep it")
KEEP_THEM = Text("Keep them")
DELETE_ASK = Text("Delete this entry for good? There is no way to get it back.")
DELETED = Text("Deleted.")
DELETED_SOON = Text(
    "Deleted from your journal. Its message in the room is still shown for now; Banyan keeps trying to remove it."
)

# A share in the room
SHARE_ON = Text("On: {prompt}")

# The journal
JOURNAL_EMPTY = Text("Your journal here is empty. Whenever you like, /reflect opens a first page.")
JOURNAL_TITLE = Text("**Your journal in this server** · only you see this")
JOURNAL_LINE = Text("{date} · {state}\n> {words}")
STATE_ONLY_ME = Text("only you")
STATE_SHARED = Text("shared")
STATE_GOING = Text("only you; its message in the room is still being removed")
EARLIER = Text("Earlier")
LATER = Text("Later")
DELETE_ALL = Text("Delete all")
DELETE_ALL_ASK = Text(
    "Delete your one entry in this server for good? There is no way to get it back.",
    "Delete all {count} of your entries in this server for good? There is no way to get them back.",
)
ALL_DELETED = Text("Your one entry is deleted.", "Your {count} entries are deleted.")
COUNT_CHANGED = Text("Your journal has changed meanwhile, so nothing was deleted. Please look again and decide anew.")
EXPORTED = Text(
    "Your journal in this server, as a Markdown file. Only you can see it here; where you save it is up to you."
)
EXPORT_HEAD = Text("# Your journal\n")
EXPORT_ENTRY = Text("## {date}\n\n*{prompt}*\n\n{words}\n\n({state})\n")
EXPORT_FILE = Text("journal.md")
ENTRY = Text("{date} · {state}\n*{prompt}*")

# Kind noes
NO_WORDS = Text("There were no words to keep, so nothing was kept. Whenever you like, try again, or leave it.")
TOO_LONG = Text("This is {count} characters, and a reflection holds up to {longest}. Please make it a little shorter.")
CARD_TOO_OLD = Text("This card is more than 30 days old. /reflect gives you a prompt for today.")
UNKNOWN_DAY = Text("This card is not here any more. /reflect gives you a prompt for today.")
UNKNOWN_ENTRY = Text("There is no such entry in your journal here. /journal list shows what there is.")
NOT_ON = Text("This server has no room for reflections, so nothing can be shared here. “Only me” works all the same.")

# What the team hears
SKIPPED = Text(
    "No reflection was posted on {about}: Banyan could not post here at the time, and more than six hours had passed. "
    "The next one comes as planned."
)
FEW_LEFT = Text(
    "Prompts left that this server has not seen: {about}. After that, earlier ones come back, the longest unseen first."
)

# Commands
REFLECT_COMMAND = Text("Answer today’s prompt, for yourself or for everyone")
JOURNAL_COMMAND = Text("Your own reflections in this server; only you see them")
JOURNAL_LIST = Text("Your entries, newest first")
JOURNAL_READ = Text("Open one entry: read, change, share, take back, delete")
JOURNAL_READ_ENTRY = Text("Which entry")
JOURNAL_EXPORT = Text("All your entries as a Markdown file")

# Settings
SETTING_ROOM = Text("Room")
SETTING_ROOM_ABOUT = Text("Where the daily reflection is posted; “none” turns it off.")
SETTING_TIME = Text("Time")
SETTING_TIME_ABOUT = Text("The local time of day at which it is posted.")
SETTING_WEEKDAYS = Text("Weekdays")
SETTING_WEEKDAYS_ABOUT = Text("The days on which it is posted.")
SETTING_THEMES = Text("Themes")
SETTING_THEMES_ABOUT = Text("The themes that prompts come from.")
SETTING_THREAD = Text("A thread a day")
SETTING_THREAD_ABOUT = Text("On: shares stand in a thread under the card. Off: they stand in the room.")
SETTING_ROLE = Text("Role to mention")
SETTING_ROLE_ABOUT = Text("A role that each card mentions; “none” mentions nobody.")

NEXT_DAYS = Text("The next ones, shown in your own time zone: {dates}")
OFF = Text("Daily reflections are off here.")
ROOM_LACKS = Text(
    "In {room} Banyan still lacks: {missing}. Until that is given nothing is lost: the card waits, and comes then."
)

# What is kept of a person
HELD_ENTRIES = Text("What you wrote to prompts and, while it is shared, that it is yours")
HELD_ENTRIES_KEPT = Text("until you delete it, or use /privacy erase")
HELD_ENTRIES_READERS = Text("only you; what you share, everyone who can read the room")
HELD_THEMES = Text("Themes you set aside")
HELD_THEMES_KEPT = Text("until you take them up again, or use /privacy erase")
HELD_THEMES_READERS = Text("only you")
