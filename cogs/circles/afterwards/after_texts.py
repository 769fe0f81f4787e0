"""Every word a person reads after a circle: what is kept, for whom, and how the rest goes."""

from bot.language import Text

THREAD_GOES = Text(
    "Of what was told, Banyan keeps only what its teller chose to keep. People, phones and other bots may have copies; "
    "admins and {roles} can look into this thread."
)

# One's own stories, and what becomes of them

MINE_TITLE = Text("**Your stories in this circle**")
MINE_NONE = Text(
    "There is no story of yours here that Banyan could keep. To keep a message you wrote in the thread yourself: hold "
    "or right-click it, then Apps, then “Save my story”."
)
HEAD = Text("**{title}** · {date}")
NOTE = Text("Content note: {note}")
STANDS_NOTHING = Text("Nothing is kept of it. It is deleted with the thread, two days after the circle ends.")
STANDS_CIRCLE = Text(
    "**Kept for this circle** until {when}. Everybody who sat in it, except whoever the team took out, can read it in "
    "/circle archive, with your name."
)
STANDS_LIBRARY = Text(
    "**Offered to the library** until {when}. There is no library yet. Until there is one, nobody else can read it."
)
STANDS_CHANGED = Text(
    "**Changed, and not kept yet.** Nobody else can read it in the archive. Please look at it once more and choose. "
    "Without a choice it is deleted on {when}."
)
CHANGED_TOO = Text("Its message in the thread changes too.")
ABOUT_CHOICES = Text(
    "This is the exact text. Is somebody else in it? You can take names and places out with “Edit”.\n"
    "“Keep for this circle”: everybody who sat in it, except whoever the team took out, can read it in "
    "/circle archive, with your name, for a year.\n"
    "“Offer to the library”: there is no library yet. Until there is one, nobody else reads it. It ends after a year "
    "too.\n"
    "You can choose again on any day, in /circle archive. You need no reason."
)
ONLY_YOU = Text("Only you see this. {operator}, who runs this bot, holds the key and technically could read it.")
KEEP_CIRCLE = Text("Keep for this circle")
KEEP_LIBRARY = Text("Offer to the library")
KEEP_NOTHING = Text("Keep nothing")
TAKE_BACK = Text("Take it back")
EDIT = Text("Edit")
BACK = Text("All that is kept")
LEAVE_IT = Text("Leave it as it is")
NOTHING_ASK = Text("Keep nothing of it? Banyan deletes it, and nothing can bring it back. You need no reason.")
GONE = Text("Gone. Nothing of it is kept. Someone may have read or copied it before.")
GONE_SOON = Text(
    "Deleted, and out of the archive. Discord has not confirmed yet that its message in the thread is gone. Banyan "
    "keeps trying."
)
COPIES = Text("Copies of the database that Banyan itself made before an update are deleted within 30 days.")
OWN_MESSAGE = Text(
    "It was saved from a message that you wrote yourself. That message stays until the thread goes; you can delete it "
    "there."
)

# Editing and saving

EDIT_TITLE = Text("Edit your story")
EDIT_ABOUT = Text(
    "You can take out whatever you like, also names and places of others. You see it once more before it is kept."
)
WORDS = Text("Your story")
WORDS_ABOUT = Text("Exactly this is kept.")
NOTE_FIELD = Text("Content note")
NOTE_FIELD_ABOUT = Text("Shown before the story. You may leave it empty.")
SAVE_MENU = Text("Save my story")
SAVE_ABOUT = Text(
    "Is somebody else in it? You can take names and places out. Whatever you choose, you can choose again on any day, "
    "in /circle archive."
)
WHAT_BECOMES = Text("What becomes of it")
KEEP_NOTHING_ABOUT = Text("Nothing is saved.")
KEEP_CIRCLE_ABOUT = Text("Who sat in it, except whoever the team took out, reads it for a year, with your name.")
KEEP_LIBRARY_ABOUT = Text("There is no library yet. Until there is one, nobody else reads it.")
SAVED_NOTHING = Text("Nothing was saved.")

# Kind noes

NO_WORDS_IN_MESSAGE = Text("There are no words in this message. Banyan can keep words, but no pictures and no files.")
TOO_LONG = Text(
    "This message has {count} characters, and a story holds up to {longest}. You can write it again in two messages, "
    "and save both."
)
OF_SOMEBODY_ELSE = Text("Somebody else wrote this message. What becomes of it is for them to choose.")
OF_A_BOT = Text(
    "This message is from a bot. If Banyan posted it for you, choose in /circle archive what becomes of it."
)
OUTSIDE = Text("This is for your own messages in the thread of a circle that you sit in.")
NOT_FOR_THIS_CIRCLE = Text(
    "This cannot be kept for the circle. You can offer it to the library, or keep nothing. You can tell the team "
    "with /report open."
)
UNKNOWN_STORY = Text("There is no such story for you here any more. /circle archive shows what there is.")

# The archive

ARCHIVE_TITLE = Text("**What is kept of your circles**")
EMPTY = Text("Nothing is kept of a circle that you sat in. Each teller chooses what is kept; at first nothing is.")
YOURS = Text("**{number}.** Your story · {title} · {date}")
OF_TELLER = Text("**{number}.** {teller} · {title} · {date}")
TOLD_BY = Text("{teller} told this in **{title}** · {date}")
STAYS_IN_THE_CIRCLE = Text(
    "It was kept for those who sat in this circle. Please leave it there. It is deleted when its teller wishes, or on "
    "{when}."
)
SHORT = {
    "nothing": Text("not kept"),
    "circle": Text("kept for the circle"),
    "library": Text("offered to the library"),
}
READ = Text("Read {number}")
NEWER = Text("Previous page")
OLDER = Text("Next page")

# The day after

WILL_ASK = Text(
    "On the day after the circle Banyan sends you one short letter and asks how you are. It says only that something "
    "is there. If you would rather not have it, press the same button again."
)
WILL_NOT_ASK = Text("Banyan does not write to you after this circle. Press the same button again if you want it to.")
TOO_LATE_TO_ASK = Text("The day after this circle has passed, so there is no letter. /support is there on any day.")
LETTER_SAYS = Text("There is something new for you.")
LETTER_LABEL = Text("See what is new")
HOW_ARE_YOU = Text(
    "**How are you after the circle?** You sat in a story circle. What was told can stay with people for a while, also "
    "with those who listened. That is all right. You do not have to answer."
)
NOBODY_LEARNS = Text("Nobody in the server learns whether you open this, or what you press.")
FINE = Text("I am fine")
SUPPORT = Text("Support")
TELL = Text("Tell the team")
NO_MORE = Text("No more letters about this")
FINE_SAYS = Text("Thank you for saying so. If that changes later, these buttons are still here.")
TELL_SAYS = Text("/report open lets you tell the team, and works here too. Nobody in the server sees that you use it.")
NO_MORE_SAYS = Text("Done. Banyan writes to you no more about this circle, and its letter is deleted.")
NO_MORE_SOON = Text(
    "Done. Banyan writes to you no more about this circle. Its letter still stands, and you can delete it yourself."
)
NO_LETTER = Text("This letter is over. /support is there on any day.")

# What the operator reads

OTHER_READERS = Text("in #{room}, {name} can read the threads of all circles")
OTHER_READERS_MEND = Text("take Manage Threads from the role “{role}” in that room; Administrator includes it")

# What is kept of a person

HELD_HOST = Text("That you host a story circle, and its title")
HELD_HOST_KEPT = Text("until 180 days after the circle, or as long as a story is kept for it")
HELD_HOST_READERS = Text("everyone who can read the room in which it was announced")
HELD_SEATS = Text("Story circles in which you sit or sat")
HELD_SEATS_KEPT = Text(
    "until 180 days after the circle, or as long as a story is kept for it, so that only those who sat there read it; "
    "whether you passed or take more time, until two days after the circle"
)
HELD_SEATS_READERS = Text(
    "until it begins, everyone who can read the room of its invitation; then those in the circle and whoever can look "
    "into its thread, and facilitators and the team in /circles manage"
)
HELD_STORIES = Text("What you told in a story circle through Banyan, or saved of it")
HELD_STORIES_KEPT = Text("until two days after the circle; what you chose to keep, a year, or until you choose again")
HELD_STORIES_READERS = Text(
    "those in the circle and whoever can look into its thread; what you kept for the circle, those who sat in it and "
    "were not taken out; what you offered to the library, only you"
)
HELD_LINES = Text("Lines you gave to a teller, or were given")
HELD_LINES_KEPT = Text("until two days after the circle")
HELD_LINES_READERS = Text("the teller, and those in the circle once the teller shows it")
HELD_WISHES = Text("That you take more time in story circles")
HELD_WISHES_KEPT = Text("until you change it, or use /privacy erase")
HELD_WISHES_READERS = Text("only you")
HELD_APART = Text("With whom you would rather not sit")
HELD_APART_KEPT = Text("until you take them off your list, or use /privacy erase")
HELD_APART_READERS = Text("only you")
HELD_WAITED = Text("That you waited for a seat, so that you sit first next time")
HELD_WAITED_KEPT = Text("until you sat in a circle, or use /privacy erase")
HELD_WAITED_READERS = Text("nobody")
HELD_SAFETY = Text("Safety records of story circles")
HELD_SAFETY_KEPT = Text("as long as the safety of others needs it, also after /privacy erase")
HELD_SAFETY_READERS = Text("the team where it made them; otherwise nobody but their author")
