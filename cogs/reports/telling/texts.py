"""Every word a reporter reads. Calm, no blame, no legal tone; what was sent is never said again."""

from bot.language import Text

# Ways in

TELL_THE_TEAM = Text("Tell the team")
TELL_ABOUT = Text("Tell the team about…")
REPORT_COMMAND = Text("Tell the team what happened, and look where it stands")
REPORT_OPEN = Text("Tell the team what happened. Only you see this")
REPORT_OPEN_SERVER = Text("Which server's team; only needed in a direct message")
REPORT_MINE = Text("What you told, where it stands, and what the team asks")
REPORT_QUIET = Text("Banyan no longer writes to you first about what you told")
WHICH_SERVER = Text(
    "Which server's team do you want to tell? Use /report open again and pick it under “server”. "
    "If you are no longer in it, type its exact name or its id."
)
NO_SUCH_SERVER = Text(
    "Banyan is in no server with exactly that name or id. Please check it; in the list are the servers you are in now."
)

DOOR_TITLE = Text("## Something happened")
DOOR_WORDS = Text(
    "Somebody hurt you or somebody else, here or elsewhere, or you are not sure what it was: you can tell the team. "
    "Nobody sees that you press. Nothing is sent until you press Submit, and you decide what you tell."
)
DOOR_QUIET = Text(
    "Also: hold a message or a name, then Apps, then Tell the team. Or /report open, in a direct message too."
)
DOOR_BUTTON = Text("Tell the team")

SETTING_ROOM = Text("Room for “Something happened”")
SETTING_ROOM_ABOUT = Text("Where the card stands from which people tell the team. “none”: no card; the menus remain.")

# The form

FORM_TITLE = Text("Tell the team")
FORM_TITLE_OF = Text("Tell the team of {server}")
READERS = Text(
    "**{names}** can read this, usually within {days}. {operator} runs this bot and technically could. "
    "They are volunteers and no emergency service, and Banyan does not know where you are: in danger, call your "
    "local emergency number.\n"
    "You choose what to tell; every part may stay empty, and gaps are fine. Nothing is sent until you press Submit. "
    "After that Discord and this bot have it, and you can take it back."
)
NOBODY_YET = Text(
    "**Nobody here takes reports yet.** What you write is kept for you, and nobody of the team can read it. After "
    "that you see what else there is. {operator} runs this bot and technically could read it. Banyan is no emergency "
    "service: in danger, call your local emergency number."
)
DAYS = Text("{count} day", "{count} days")
AND = Text("{first} and {last}")

LEFT_OUT = Text("Who is not to read it?")
LEFT_OUT_ABOUT = Text("Whoever it is about is left out already.")
MY_NAME = Text("Your name")
NOT_SHOWN = Text("Not shown")
NOT_SHOWN_ABOUT = Text("They may still guess from what happened.")
SHOWN = Text("Shown")
SHOWN_ABOUT = Text("Those who read it see who you are.")
WORDS = Text("What happened")
WORDS_ABOUT = Text("In any order, in any language. You can add more later.")
PICTURES = Text("Pictures and files of the message")
COPY_PICTURES = Text("Copy them too")
COPY_PICTURES_ABOUT = Text("Not nudity, not anyone who may be under 18: report those to Discord.")
WHO = Text("Who is it about?")
WHO_ABOUT_LETTER = Text("Their id, or their user name such as @rainy.day. You may leave it empty.")
WHO_ABOUT = Text("You may leave it empty.")

# Kept

KEPT = Text("Kept: *{name}*. The team can read it {when}.")
KEPT_LATER = Text(
    "Kept: *{name}*. This one reaches the team later: {when}. Either several came in a short time, or the team asked "
    "for more time. If somebody may be in danger, press that: then it goes at once, always."
)
KEPT_PRIVATE = Text("Kept only for you: *{name}*. Nobody of the team can read it. It stays until you take it back.")
KEPT_NOBODY = Text(
    "Kept, not sent: *{name}*. Nobody here can take this. It stays until you take it back. Here is what else there is."
)
KEPT_SOMEBODY_NOW = Text(
    "Kept, not sent: *{name}*. Nobody could take it before; now somebody can. Press Send now if you still want that."
)
NOT_COPIED = Text(
    "Banyan was restarted while you wrote, so the text of the message was not copied. The link to it is kept."
)
ABOUT_YOURSELF = Text("You told this about yourself. That is all right: it is kept like every other.")
ABOUT_A_BOT = Text("This is about a bot. It is kept like every other; the team can find out who is behind it.")
ABOUT_BANYAN = Text("This is about Banyan itself. It is kept like every other. {operator} runs this bot.")
ABOUT_DELETED = Text("That account was deleted. It is kept all the same: what happened still counts.")
THANKS = Text("You do not have to prove anything to be heard, and what somebody did to you is not your fault.")
UNSURE_WHO = Text(
    "It is not clear to Banyan whom this is about. If it is somebody who takes reports here, say so now and they "
    "cannot read it."
)
IF_WANTED = Text("Only if you want to:")
MAY_WRITE_ASK = Text("May Banyan write to you about this? If you say nothing, it does not.")
MAY_WRITE_YES = Text("Banyan writes to you with a short neutral note when there is something new.")
MAY_WRITE_NO = Text("Banyan does not write to you about this. You find everything in /report mine.")
IN_DANGER = Text(
    "Marked: somebody may be in danger. Everybody who can take it is written to at once. They are volunteers and may "
    "not be there: **call your local emergency number.** /support lists people who listen, in many countries."
)
IN_DANGER_NOBODY = Text(
    "Marked: somebody may be in danger. But nobody here can be written to. **Call your local emergency number.** "
    "/support lists people who listen, in many countries."
)
ONLY_YOU = Text("Only you see this. What you told is not shown again here.")

SEND_NOW = Text("Send now")
KEEP_PRIVATE = Text("Keep only for me")
TAKE_BACK = Text("Take it back")
DANGER = Text("Someone may be in danger")
ADD_MORE = Text("Add more")
SUPPORT = Text("Support")
A_NOTE = Text("A short neutral note")
I_LOOK = Text("No, I look in /report mine")
WHO_BUTTON = Text("Who is it about?")
ASK_OWNER = Text("Ask the owner")
DISCORDS_OWN = Text("Discord's own report")
HELP_OUTSIDE = Text("Help outside")
ANSWER = Text("Answer")
SKIP = Text("Skip")
NOT_NOW = Text("Not now")
CHANGE = Text("Change my mind…")
SHOW_NAME = Text("Show my name")
BACK = Text("Back")
OPEN = Text("Open")
NEWER = Text("Newer")
OLDER = Text("Older")
EARLIER = Text("Earlier")
DELETE_LETTERS = Text("Delete Banyan's messages to me")
KEEP_IT = Text("Leave it as it is")

SUPPORT_SAYS = Text(
    "Use /support: people outside this server who listen, in many countries and languages. Nobody is told that you "
    "asked. In danger, call your local emergency number."
)
DISCORD_SAYS = Text(
    "You can tell Discord itself; it does not need this server for that.\n"
    "For a message: hold it, or right-click it, choose Report Message, then what fits best. Do it before the message "
    "is deleted: deleted messages cannot be reported.\n"
    "For a person: open their profile, then the three dots, then Report User Profile.\n"
    "Discord does not tell the other person who reported."
)
OWNER_ASKED = Text(
    "The owner of this server is asked to look at *{name}*. They can read what you told; nobody else here can take it "
    "now."
)

# Where it stands

STATE_NEW = Text("*{name}*: the team has it. Nobody has opened it yet.")
STATE_OWNER = Text("*{name}*: the owner of this server was asked to look at it.")
STATE_LOOKING = Text("*{name}*: somebody of the team is looking into it.")
STATE_WAITING = Text("*{name}*: the team asked you something and goes on when you have answered or skipped it.")
STATE_DECIDED = Text("*{name}*: the team has decided, and is carrying it out.")
STATE_CLOSED = Text("*{name}*: the team has finished. If it goes on, add more: then they look again.")
STATE_TAKEN_BACK = Text("*{name}*: taken back. Its words and what was copied are gone.")
NEXT_WORD = Text("The next word comes by {when}, even if there is nothing new.")
LINE_STATES = {
    "kept": Text("kept, not with the team yet"),
    "private": Text("only for you"),
    "nobody": Text("kept, not sent"),
    "new": Text("with the team"),
    "looking": Text("the team is looking into it"),
    "waiting": Text("the team asks you something"),
    "decided": Text("decided"),
    "closed": Text("finished"),
    "taken_back": Text("taken back"),
}

# Taking it back, adding, changing

TAKE_BACK_ASK = Text(
    "Take *{name}* back? If nobody of the team has opened it, nothing of it stays. If somebody has, its words and "
    "what was copied go, and they see that you took it back; what they have read they have read."
)
TAKE_BACK_NOW = Text("Take it back")
TAKEN_BACK = Text("Taken back. Nobody of the team had opened it, and nothing of it is kept.")
TAKEN_BACK_READ = Text(
    "Taken back. Somebody of the team had opened it before; its words and what was copied are gone, and the team sees "
    "that you took it back."
)
ADD_TITLE = Text("Add more")
ADD_WORDS = Text("What you want to add")
KIND = Text("What was it?")
KIND_UNSAID = Text("I would rather not say")
WISH = Text("What would help you now?")
WISH_ABOUT = Text("You can change your mind later. It does not bind the team, and they ask you where they can.")
ADDED = Text("Added.")
CHANGE_SAYS = Text("You can change these for *{name}* at any time.")
NAME_SHOWN = Text("Those who read it see your name.")
NAME_NOT_SHOWN = Text("Those who read it do not see your name. They may still guess from what happened.")
WHO_TITLE = Text("Who is it about?")
WHO_KEPT = Text("Kept. Whoever has a part in it cannot read it from now on.")
LEFT_OUT_ALSO = Text("Who else is not to read it?")

KINDS = {
    "insult": Text("Insults"),
    "hate": Text("Slurs, or contempt for who somebody is"),
    "unwanted": Text("Unwanted messages or attention"),
    "sexual": Text("Something sexual that was not wanted"),
    "threat": Text("A threat, or following somebody around"),
    "outing": Text("Telling others something private"),
    "belonging": Text("Doubting who somebody is or where they belong"),
    "pretending": Text("Pretending to be somebody, or a trick"),
    "other": Text("Something else"),
}
WISHES = {
    "record": Text("Keep it as a record"),
    "talk": Text("Talk with me first"),
    "act": Text("Act"),
    "unsure": Text("I do not know yet"),
}

# Talk

ASKED = Text("**The team asks, {when}**\n{words}")
ASK_ABOUT = Text("You can answer, skip it, or say not now. Your report stays open in each case.")
YOU_ANSWERED = Text("You answered, {when}.")
YOU_SKIPPED = Text("You skipped the question, {when}.")
YOU_ADDED = Text("You added something, {when}.")
TEAM_SAYS = Text("**The team writes, {when}**\n{words}")
ANSWER_TITLE = Text("Your answer")
ANSWER_WORDS = Text("Your answer")
ANSWERED = Text("Thank you. The team can read your answer now.")
SKIPPED = Text("Skipped. That is an answer too, and the team goes on without it.")
LATER = Text("All right. The question stays open, and you find it in /report mine.")
NO_QUESTION = Text("This question is no longer open. You can still add something.")
NOTHING_EARLIER = Text("There is nothing earlier.")

# All of mine

MINE_TITLE = Text("**What you told**")
MINE_EMPTY = Text("There is nothing of yours here. /report open tells the team something, whenever you want.")
MINE_LINE = Text("*{name}* · {state} · {when}")
MINE_LINE_IN = Text("*{name}* · {server} · {state} · {when}")
MINE_QUESTION = Text("-# The team asks you something.")
QUIET_NOW = Text(
    "Banyan writes to you about none of this any more, and what it wrote is being deleted. Each report has a button "
    "with which you can allow it again."
)
LETTERS_DELETED = Text("Banyan's messages to you about what you told are being deleted.")

# Letters: neutral, for whoever looks over a shoulder

LETTER_SAYS = Text("There is something new for you.")
LETTER_LABEL = Text("Look")

# What is not done

NO_SUCH_REPORT = Text("There is no such report of yours here.")
WITH_THE_TEAM_ALREADY = Text(
    "The team can read it already, so it cannot be only yours again. You can still take it back: then its words go."
)
TAKEN_BACK_ALREADY = Text("You took this back, so nothing can be added to it. /report open begins a new one.")
NOT_WITH_THE_TEAM = Text("This is not with the team yet, so there is nothing to answer.")
OWNER_HAS_A_PART = Text("The owner has a part in this, so they are not asked.")
NOTHING_TO_ADD = Text("There was nothing in it to add. You can try again, or leave it.")
