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
    "Banyan is in no server with exactly that name or id. Please check it; the list shows the servers you are in now."
)

DOOR_TITLE = Text("## Something happened")
DOOR_WORDS = Text(
    "If somebody hurt you or somebody else, here or elsewhere, you can tell the team; also when you are not sure what "
    "it was. Nobody here sees that you press the button. You choose what to tell, and nothing is sent until you press "
    "Submit."
)
DOOR_QUIET = Text(
    "Other ways: hold or right-click a message or a name, then Apps, then Tell the team. Or write /report open, here "
    "or in a direct message to Banyan."
)
DOOR_BUTTON = Text("Tell the team")

SETTING_ROOM = Text("Room for “Something happened”")
SETTING_ROOM_ABOUT = Text("Where the card stands from which people tell the team. “none”: no card; the menus remain.")

# The form

FORM_TITLE = Text("Tell the team")
FORM_TITLE_OF = Text("Tell the team of {server}")
READERS = Text(
    "**{names}** can read this while they are in the team, usually within {days}. {operator} runs this bot and "
    "technically could.\n"
    "They are volunteers and no emergency service, and Banyan does not know where you are. **If you are in danger, "
    "call your local emergency number.**\n"
    "You choose what to tell; every part may stay empty. Nothing is sent until you press Submit. Then Discord and "
    "this bot have it, and you can take it back."
)
NOBODY_YET = Text(
    "**Nobody here can take this at the moment.** What you write is kept for you, nobody in the team can read it, and "
    "you are shown what else you can do. {operator} runs this bot and technically could read it.\n"
    "Banyan is no emergency service. **If you are in danger, call your local emergency number.**\n"
    "Every part may stay empty. Nothing is sent until you press Submit. Then Discord and this bot have it, and you "
    "can take it back."
)
DAYS = Text("{count} day", "{count} days")
AND = Text("{first} and {last}")

LEFT_OUT = Text("Who should not read it?")
LEFT_OUT_ABOUT = Text("Tick their names. The person it is about is left out already.")
MY_NAME = Text("Your name")
NOT_SHOWN = Text("Not shown")
NOT_SHOWN_ABOUT = Text("They may still guess who you are from what happened.")
SHOWN = Text("Shown")
SHOWN_ABOUT = Text("Those who read it see who you are. Once shown, it stays shown.")
WORDS = Text("What happened")
WORDS_ABOUT = Text("In any order, in any language; gaps are fine. You can add more later.")
WORDS_ABOUT_CIRCLE = Text("The team sees it was in the circle “{circle}”. Any language; gaps are fine.")
PICTURES = Text("Pictures and files of the message")
COPY_PICTURES = Text("Copy them too")
COPY_PICTURES_ABOUT = Text("Not nudity, and not anyone who may be under 18: report those to Discord.")
WHO = Text("Who is it about?")
WHO_ABOUT_LETTER = Text("Their id, or their user name such as @rainy.day. You may leave it empty.")
WHO_ABOUT = Text("You may leave it empty.")
ALSO = Text("Who else is named in it?")
ALSO_ABOUT = Text("They cannot read it either. You may leave it empty.")
LEFT_OUT_TYPED = Text("Their id or user name; several with commas. Whoever you name here cannot read it.")
PEOPLE = Text("{count} person", "{count} people")

# Kept

KEPT = Text("Kept: *{name}*. The team can read it from {when} on.")
KEPT_LATER = Text(
    "Kept: *{name}*. This one reaches the team later than usual: {when}. Either several came in a short time, or the "
    "team asked for more time. Only danger does not wait: “Someone may be in danger” always sends it at once."
)
KEPT_PRIVATE = Text("Kept only for you: *{name}*. Nobody in the team can read it. It stays until you take it back.")
KEPT_NOBODY = Text(
    "Kept, not sent: *{name}*. Nobody here can take this. It stays until you take it back. What you can do now:"
)
KEPT_SOMEBODY_NOW = Text(
    "Kept, not sent: *{name}*. Nobody could take it before; now somebody can. Press “Send now” if you still want that."
)
NOT_COPIED = Text(
    "Banyan was restarted while you wrote, so neither the text of the message nor its pictures were copied. The link "
    "to it is kept."
)
ABOUT_YOURSELF = Text("It is about yourself, and that is all right.")
ABOUT_A_BOT = Text("It is about a bot, and the team can look into it.")
ABOUT_BANYAN = Text("It is about Banyan itself; {operator} runs this bot.")
ABOUT_DELETED = Text("The account was deleted; what happened still counts.")
THANKS = Text(
    "Thank you for telling us. You do not have to prove anything to be heard, and what somebody did to you is not "
    "your fault."
)
UNSURE_WHO = Text(
    "Banyan does not know whom this is about. If it may be somebody who takes reports here, press “Who is it about?” "
    "and leave them out: from then on they cannot read it."
)
UNFOUND_WHO = Text(
    "Banyan could not find the person you named. If it may be somebody who takes reports here, press “Who is it "
    "about?” and leave them out: from then on they cannot read it."
)
IF_WANTED = Text("Only if you want to:")
MAY_WRITE_ASK = Text(
    "May Banyan write to you about this? The note says only: “There is something new for you.” If you do not answer, "
    "Banyan does not write."
)
MAY_WRITE_YES = Text("Banyan writes you a short neutral note when there is something new.")
MAY_WRITE_NO = Text("Banyan does not write to you about this. You find everything in /report mine.")
IN_DANGER = Text(
    "Marked as urgent. **Please call your local emergency number now.** Banyan is writing to everybody who can take "
    "this, but they are volunteers and may not be there. /support lists people who listen, in many countries."
)
IN_DANGER_UNREACHED = Text(
    "Marked as urgent, but Banyan could reach nobody: those who can take this accept no messages from it, and nobody "
    "has read it yet. **Please call your local emergency number now**, or somebody near you. /support lists people who "
    "listen, in many countries."
)
IN_DANGER_NOBODY = Text(
    "Marked as urgent, but nobody here can be written to. **Please call your local emergency number now.** /support "
    "lists people who listen, in many countries."
)
ONLY_YOU = Text("Only you see this, and you can dismiss it. What you told is not shown again here.")

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
OPEN = Text("Open {name}")
NEWER = Text("Show newer")
OLDER = Text("Show older")
EARLIER = Text("Show what was said before")
DELETE_LETTERS = Text("Delete Banyan's messages to me")
KEEP_IT = Text("Leave it as it is")

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

STATE_NEW = Text("*{name}*: the team has it. Nobody has read it yet.")
STATE_OWNER = Text("*{name}*: the owner of this server was asked to look at it.")
STATE_LOOKING = Text("*{name}*: the team has opened it.")
STATE_WAITING = Text("*{name}*: the team asked you something and goes on when you have answered or skipped it.")
STATE_DECIDED = Text("*{name}*: the team has decided.")
STATE_CLOSED = Text("*{name}*: the team has finished. If it goes on, add more: then they look again.")
STATE_TAKEN_BACK = Text("*{name}*: taken back. Its words and what was copied are gone.")
NEXT_WORD = Text("The next message to you comes by {when}, even if there is nothing new.")
LINE_STATES = {
    "kept": Text("kept, not with the team yet"),
    "private": Text("only for you"),
    "nobody": Text("kept, not sent"),
    "new": Text("with the team"),
    "looking": Text("the team has opened it"),
    "waiting": Text("the team asks you something"),
    "decided": Text("decided"),
    "closed": Text("finished"),
    "taken_back": Text("taken back"),
}

# Taking it back, adding, changing

TAKE_BACK_ASK = Text(
    "Take *{name}* back? If nobody in the team has read it, nothing of it stays. If somebody has, its words and "
    "what was copied go, and they see that you took it back; what they have read they have read. This cannot be undone."
)
TAKE_BACK_NOW = Text("Take it back")
TAKEN_BACK = Text("Taken back. Nobody in the team had seen it, and nothing of it is kept.")
TAKEN_BACK_SENT = Text(
    "Taken back. Nobody in the team had read your words, and nothing of it is kept. They may have seen that something "
    "was there, and what kind of thing, if you had said so."
)
TAKEN_BACK_READ = Text(
    "Taken back. Somebody in the team had read it before; its words and what was copied are gone, and the team sees "
    "that you took it back."
)
ADD_TITLE = Text("Add more")
ADD_WORDS = Text("What you want to add")
KIND = Text("What was it?")
KIND_UNSAID = Text("I would rather not say")
WISH = Text("What would help you now?")
WISH_ABOUT = Text("Every part may stay empty. What you wish for does not bind the team, and you can change it later.")
ADDED = Text("Added.")
CHANGE_SAYS = Text("*{name}*: you can add more, or say whom it is about, at any time.")
SHOW_NAME_ASK = Text(
    "Show your name for *{name}*? Those who read it see it from then on, and it cannot be hidden again."
)
SHOW_NAME_NOW = Text("Yes, show my name")
NAME_SHOWN = Text("Those who read it see your name.")
NAME_NOT_SHOWN = Text(
    "Those who read it do not see your name. They may still guess who you are from what happened. Once you show it, it "
    "stays shown."
)
WHO_TITLE = Text("Who is it about?")
WHO_KEPT = Text("Kept. Those you named cannot read it from now on, if Banyan could find them.")
LEFT_OUT_ALSO = Text("Who else should not read it?")

KINDS = {
    "insult": Text("Insults"),
    "hate": Text("Slurs, or contempt for who somebody is"),
    "unwanted": Text("Unwanted messages or attention"),
    "sexual": Text("Something sexual that was not wanted"),
    "threat": Text("A threat, or following somebody around"),
    "outing": Text("Telling others something private"),
    "belonging": Text("Doubting who somebody is or where they belong"),
    "pretending": Text("Pretending to be somebody else, or a trick"),
    "other": Text("Something else"),
}
WISHES = {
    "record": Text("Keep it as a record"),
    "talk": Text("Talk with me first"),
    "act": Text("Have the team act"),
    "unsure": Text("I do not know yet"),
}

# Talk

ASKED = Text("**The team asked, {when}**\n{words}")
ASK_ABOUT = Text("You can answer, skip it, or say not now. Your report stays open in each case.")
YOU_ANSWERED = Text("You answered, {when}.")
YOU_SKIPPED = Text("You skipped the question, {when}.")
YOU_ADDED = Text("You added something, {when}.")
TEAM_SAYS = Text("**The team wrote, {when}**\n{words}")
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
MINE_UNSEEN = Text("-# Nobody in the team has read it yet.")
QUIET_NOW = Text(
    "Banyan no longer writes to you about what you told, and deletes what it wrote about it. If you want notes again, "
    "open a report in /report mine and allow them."
)
LETTERS_DELETED = Text("Banyan's messages to you about what you told are being deleted.")

# Letters: neutral, for whoever looks over a shoulder

LETTER_SAYS = Text("There is something new for you.")
LETTER_LABEL = Text("See what is new")

# What is not done

NO_SUCH_REPORT = Text("There is no such report of yours here.")
WITH_THE_TEAM_ALREADY = Text(
    "The team can read it already, so it cannot be only yours again. You can still take it back: then its words go."
)
TAKEN_BACK_ALREADY = Text("You took this back, so nothing can be added to it. /report open begins a new one.")
NOT_WITH_THE_TEAM = Text("This is not with the team yet, so there is nothing to answer.")
OWNER_HAS_A_PART = Text("The owner has a part in this, so they are not asked.")
NOTHING_TO_ADD = Text("There was nothing in it to add. You can try again, or leave it.")
