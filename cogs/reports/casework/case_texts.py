"""Every word about a case that the team reads."""

from bot.language import Text

# The card in the team's room, and letters. No person, no kind, no word of what was told.

CARD_NEW = Text("A case is waiting: *{name}*. It came {since}.")
CARD_OVERDUE = Text("A case is still waiting: *{name}*. It came {since}. Its reporter was promised a message by now.")
CARD_LOOKING = Text("*{name}* is being looked into.")
CARD_WAITING = Text("*{name}* waits for its reporter to answer.")
CARD_NEWS = Text("*{name}* has news.")
CARD_DANGER = Text("**Please look soon.**")
CARD_QUIET = Text("Only people who take reports can open it, and not everybody can open every case.")
OPEN = Text("Open the case")
LETTER_CASE = Text("A case is waiting: *{name}*.")
LETTER_DANGER = Text("**Please look soon.** A case is waiting: *{name}*.")
LETTER_HANDED = Text("A case was handed over to you: *{name}*.")
LETTER_CASE_NEWS = Text("*{name}* has news.")

# Before it is shown

CONTAINS = Text("*{name}* · contains: {kind}")
CONTAINS_UNSAID = Text("*{name}* · what it contains was not said. It may be anything.")
MAY_BE_DANGER = Text("**Somebody may be in danger.** Banyan does not know where they are.")
BEFORE_SHOWING = Text(
    "“Show the case” shows what was told, and notes that you read it. You do not have to: “Not me” closes it for you, "
    "for good, and no reason is asked."
)
SHOW = Text("Show the case")
NOT_ME = Text("Not me")
NOT_ME_DONE = Text("Closed for you. Nobody asks why. /case next shows another one, whenever you like.")

# A case

TITLE = Text("**{name}** · {state}")
STATES = {
    "new": Text("new"),
    "looking": Text("being looked into"),
    "waiting": Text("waits for an answer"),
    "decided": Text("decided"),
    "closed": Text("closed"),
    "taken_back": Text("taken back"),
    "nobody": Text("nobody here can take it"),
}
CAME_AT = Text("It came {when}.")
DUE = Text("A message to the reporter is due: {when}.")
YOURS = Text("It is yours. It becomes free again by itself, {when}.")
SOMEBODYS = Text("{name} is on it. It becomes free again {when}.")
FREE = Text("Nobody is on it.")
WHAT_HAPPENED = Text("**What happened**")
NO_WORDS = Text("No words were written. That is all right: nobody has to write any.")
WISH = Text("**What would help them:** {wish}")
WISH_UNSAID = Text("**What would help them:** not said yet. You can ask.")
ABOUT = Text("**Whom it is about:** {people}")
ABOUT_NOBODY = Text("**Whom it is about:** not said, or not known.")
PERSON = Text("<@{id}> ({called}, {id})")
PERSON_UNCALLED = Text("<@{id}> ({id})")
WITNESSES = Text("**Also named:** {people}")
REPORTER_SHOWN = Text("**Who told:** {person}. Only those who may read this case see it.")
REPORTER_NOT_SHOWN = Text("**Who told:** did not show their name.")
HISTORY_NONE = Text("Nothing that you may read was decided about this person before.")
HISTORY = Text(
    "Something was decided about this person in one other case that you may read.",
    "Something was decided about this person in {count} other cases that you may read.",
)
LINKED = Text("**Linked:** {names}. Each is decided by itself.")
HELD = Text("**Kept beyond its date:** {reason}")
DANGER_SHOWN = Text("**They said that somebody may be in danger**, {when}.")
TAKEN_BACK = Text("*{name}* was taken back by whoever told it. Its words and what was copied are gone.")

EVIDENCE = Text("**The message, as it was when it was reported**")
SAID_BY = Text("by {author}, {when} · {link}")
SAID_BY_UNKNOWN = Text("{when} · {link}")
NOT_COPIED = Text("Neither its text nor its files were copied.")
MESSAGE_DESTROYED = Text("What was copied of it was destroyed.")
MESSAGE_WITHOUT_WORDS = Text("It had no words.")
NO_LINK = Text("no link")
FILES = {
    "kept": Text("File: {name} ({size} KB), copied"),
    "waiting": Text("File: {name}, being copied"),
    "failed": Text("File: {name}, could not be copied"),
    "not_copied": Text("File: {name}, not copied: nobody asked for it"),
    "destroyed": Text("A file that was destroyed"),
}
NAMELESS_FILE = Text("without a name")

IN_CIRCLE = Text("**In the circle *{name}*** {link}")
LINES = {
    "question": Text("**{author} asked**, {when}"),
    "answer": Text("**The reporter answered**, {when}"),
    "skipped": Text("**The reporter skipped the question**, {when}. That is an answer too."),
    "addition": Text("**The reporter added**, {when}"),
    "word": Text("**The reporter was told**, {when}"),
    "note": Text("**Note by {author}**, {when}"),
}
BANYAN = Text("Banyan")
SOMEBODY = Text("somebody who is not on the list of people who take reports")

ASK = Text("Ask one question")
DECIDE = Text("Decide")
MORE = Text("More")
BACK = Text("Back to the case")

# Asking

ASK_TITLE = Text("One question")
ASK_FIELD = Text("Your question")
ASK_ABOUT = Text("One thing, in plain words. They may answer, skip it, or leave it for later.")
ASKED = Text("Asked. *{name}* waits for the answer; skipping is an answer, too.")
OPEN_QUESTION = Text("{name} has asked a question already, and it is still open. One at a time is easier to answer.")
NO_QUESTION_WORDS = Text("There was no question in it. You can try again, or leave it.")

# More

HAND_OVER = Text("Hand over")
NOTE = Text("Note")
LINK = Text("Link to another case")
FILES_BUTTON = Text("Files")
CLOSE = Text("Close without a measure")
CLOSE_DECIDED = Text("Close the case")
REOPEN = Text("Reopen")
ASK_NAME = Text("Ask to see the name")
HOLD = Text("Keep beyond its date")
RELEASE = Text("Let it be deleted on its date")
MORE_TITLE = Text("**{name}** · more")

OTHER_HOST = Text("Someone else hosts the circle")
OTHER_HOST_FIRST = Text(
    "The person this is about hosts: {circles}. If you press “I host it”, you host from now on, and Banyan brings you "
    "into the thread. Everybody there can see that you came. Everybody, also the host until now, reads only: "
    "“Someone else hosts this circle now.” The host until now can take part like everybody else, but neither host nor "
    "lead it again, as whenever the team takes over. Nothing that is kept says why."
)
HOST_NOW = Text("I host it")
YOU_HOST = Text("Done. You host now: {circles}.")
NO_CIRCLE = Text("The person this is about hosts no circle at the moment. Nothing has changed.")

HAND_OVER_TITLE = Text("Hand over")
HAND_OVER_TO = Text("To whom")
HAND_OVER_NOBODY = Text("Nobody in particular")
HAND_OVER_NOBODY_ABOUT = Text("It is free again, and anybody who may read it can take it.")
HANDED_OVER = Text("Handed over to {name}. They hear of it by letter. Everything that was said stays where it is.")
SET_FREE = Text("*{name}* is free again. Everything that was said stays where it is.")
NOT_TO_THEM = Text("This person cannot take the case now. Pick somebody else.")
CLAIMED_BY = Text("{name} is on this. It becomes free again {when}; before that they can hand it over.")

NOTE_TITLE = Text("Note")
NOTE_FIELD = Text("Note")
NOTE_ABOUT = Text("Only people who may read this case see it.")
NOTED = Text("Noted.")
NO_NOTE = Text("There was nothing in it to note.")
TOO_LONG = Text("That is more than {longest} characters. Please leave some of it out.")

LINK_TITLE = Text("Link to another case")
LINK_FIELD = Text("Code name of the other case")
LINKED_NOW = Text("Linked with *{name}*. Each is decided by itself.")
LINK_ITSELF = Text("That is this case itself.")

CLOSE_TITLE = Text("Close")
CLOSE_WORDS = Text("What the reporter is told")
CLOSE_WORDS_ABOUT = Text("If empty, they get a usual sentence. Say nothing about the other person.")
CLOSE_STANDARD = Text("We have read what you told us and have finished. If it goes on, add more: then we look again.")
CLOSED = Text("*{name}* is closed. If the reporter allowed notes, Banyan asks them in a week whether it stopped.")
REOPENED = Text("*{name}* is open again.")
NOT_OPEN = Text("*{name}* is not open any more, so this is not possible. Somebody may have closed it meanwhile.")
LOOK_FIRST = Text("Something new came into *{name}*, and nobody has looked at it. Look at the case first.")
NOT_CLOSED = Text("*{name}* is open already.")

FILES_TITLE = Text("**Files of {name}**")
NO_FILES = Text("*{name}* has no files.")
LOOK_AT = Text("Look at file {number}")
DESTROY = Text("Destroy file {number}")

# The name of whoever told (R17)

NAME_TITLE = Text("Ask to see the name")
NAME_REASON = Text("Why")
NAME_ABOUT = Text("Whoever told reads your reason, and not who asked. A second person has to agree.")
NAME_ASKED = Text(
    "Asked. If a second person agrees, you see it on the page of the case. The reporter can read the reason."
)
NAME_ONE = Text("Two people have to agree to this, and fewer than two may read this case now. So it stays closed.")
NAME_OPEN_ALREADY = Text("Somebody has asked already, and it waits for a second person.")
NO_REASON = Text("Please write why: whoever told it reads the reason.")
NAME_WAITS = Text("**{name} asks to see who told**, because: {reason}")
NAME_WAITS_YOURS = Text("**You asked to see who told**, because: {reason}\nIt waits for a second person.")
AGREE = Text("Agree to see who told")
AGREED = Text("You agreed. The page of the case shows it to everybody who may read it.")
NOTHING_ASKED = Text("Nothing waits for a second person here.")
NOT_ALONE = Text("It takes a second person, and you are the one who asked.")
TOLD_NAME_ASKED = Text(
    "The team asked to see your name, because: {reason}\nThey see it only if a second person in the team agrees."
)
REPORTER_OPENED = Text(
    "**Who told:** {person}. Two people in the team agreed to see it, because: {reason}\n"
    "Only those who may read this case see it."
)
TOLD_NAME_OPENED = Text("Two people in the team agreed, and those who may read your report can see your name now.")

# Lists

LIST_TITLE = Text("**Cases that wait**")
LIST_ENDED_TITLE = Text("**Decided and closed cases**")
MINE_TITLE = Text("**Cases that are yours**")
FOUND_TITLE = Text("**Found**")
LIST_LINE = Text("*{name}* · {state} · came {came}")
LIST_DUE = Text("a message is due: {due}")
LIST_ON_IT = Text("{name} is on it")
LIST_YOU_ON_IT = Text("you are on it")
LIST_EMPTY = Text("There is no case for you to look at here.")
LIST_END = Text("There are no more.")
LIST_MORE = Text("Show more")
LIST_ENDED = Text("Decided and closed cases")
LIST_OPEN = Text("Cases that wait")
NEXT_NONE = Text("Nothing waits for you now.")
SEARCH_NOTHING = Text("Write the beginning of a code name, or pick a person.")

AFTER_ONE_NEXT = Text("That was one. The next one is due: {when}.")
AFTER_ONE_LAST = Text("That was one. Nothing else waits for you now.")
NEXT = Text("Next case")
ENOUGH = Text("Enough for today")
ENOUGH_SAID = Text("Thank you. That is enough for today. If something of it stays with you, /support is for you, too.")

# The trail of a case

AUDIT_TITLE = Text("**What was done in {name}, and by whom**")
AUDIT_LINE = Text("{number} · {when} · {who}: {what}")
AUDIT_WHY = Text("  because: {why}")
AUDIT_CHAIN = Text(
    "The latest value of the trail here: `{chain}`. Note it down with the date: if it is missing from the trail later, "
    "the trail was written anew."
)
AUDIT_WORDS = {
    "kept": Text("kept what was told"),
    "sent": Text("handed it to the team"),
    "opened": Text("opened it"),
    "claimed": Text("took it"),
    "not_me": Text("stepped back"),
    "asked": Text("asked a question"),
    "answered": Text("the reporter answered"),
    "noted": Text("wrote a note"),
    "linked": Text("linked it to another case"),
    "handed_over": Text("handed it over"),
    "set_free": Text("set it free"),
    "decided": Text("decided"),
    "closed": Text("closed it"),
    "reopened": Text("opened it again"),
    "identity_asked": Text("asked to see who told"),
    "identity_opened": Text("agreed to show who told"),
    "held": Text("kept it beyond its date"),
    "released": Text("no longer kept it beyond its date"),
    "viewed_file": Text("looked at a file"),
    "destroyed_file": Text("destroyed a file"),
    "slowed": Text("slowed the code name"),
    "unslowed": Text("took the slowing back"),
    "sent_back": Text("gave it back: nobody is left who may take it"),
    "added": Text("the reporter added something"),
    "skipped": Text("the reporter skipped the question"),
    "taken_back": Text("the reporter took it back"),
    "name_shown": Text("the reporter showed their name"),
    "undone": Text("took a decision back"),
    "second_asked": Text("asked a second person to agree"),
    "agreed": Text("agreed to a decision"),
    "not_agreed": Text("did not agree to a decision"),
    "second_left": Text("took back what waited for a second person"),
    "second_ended": Text("nobody agreed within seven days"),
    "acted_alone": Text("decided alone, because it could not wait"),
    "reviewed": Text("looked again at what was decided alone"),
    "tried_again": Text("let a measure be tried again"),
    "letter_again": Text("let a letter be sent again"),
    "appeal_came": Text("an appeal came"),
    "appeal_read": Text("read what an appeal says"),
    "appeal_answered": Text("answered an appeal"),
    "overdue": Text("told the reporter that the promised time has passed"),
    "audited": Text("looked at this list"),
}

# What a reporter hears because of the team

TOLD_OVERDUE = Text(
    "You were promised a message by now, and nobody in the team has written one. "
    "If you cannot wait: /support, or add more to say that it is urgent."
)
TOLD_OPENED = Text("Somebody in the team has opened what you told. The next message comes by {when}.")
TOLD_CLOSED = Text("The team has finished with what you told. If it goes on, add more: then they look again.")
TOLD_REOPENED = Text("The team looks at what you told again.")
TOLD_NOBODY_LEFT = Text(
    "Nobody here can take what you told at the moment, so it is yours again, and nobody in the team has it now. That "
    "says nothing about you or about what happened. /report mine shows what else there is."
)
UNSEEN = Text(
    "Nobody in the team has read *{name}* since you said that somebody may be in danger. **Please call your local "
    "emergency number, or somebody near you.** Banyan tried to write to everybody who can take it, but they are "
    "volunteers and may not be there. /support lists people who listen."
)
STOPPED_ASK = Text("The team finished with *{name}*. Has it stopped?")
HAS_IT_STOPPED = Text("Has it stopped?")
STOPPED = Text("It has stopped")
GOES_ON = Text("It goes on")
ADD_MORE = Text("Add more")
RATHER_NOT = Text("I would rather not say")
STOPPED_THANKS = Text("Thank you for saying so. You can come back to it in /report mine at any time.")
GOES_ON_SAID = Text("It goes on.")
STOPPED_SAID = Text("It has stopped.")
GOES_ON_THANKS = Text("Thank you for saying so. *{name}* is open again, and the team looks at it. You can add more.")
RATHER_NOT_SAID = Text("That is all right. You can come back to it in /report mine at any time.")

# Commands

CASE_COMMAND = Text("Cases: what people told the team")
CASE_LIST = Text("Cases that wait, those due first")
CASE_SHOW = Text("Open a case by its code name")
CASE_NAME = Text("Its code name")
CASE_SEARCH = Text("Find cases by code name or by whom they are about")
CASE_SEARCH_NAME = Text("The beginning of a code name")
CASE_SEARCH_PERSON = Text("Whom it is about")
CASE_NEXT = Text("The case that is due first and that nobody is on")
CASE_MINE = Text("Cases that you are on")
CASE_AUDIT = Text("What was done in a case, and by whom")
