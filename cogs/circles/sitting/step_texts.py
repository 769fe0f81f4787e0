"""What people read on the cards of a circle: what is asked now, and what can be done."""

from bot.language import Text

# On every card

PAUSE = Text("I need a pause")
LEAVE = Text("Leave quietly")
TELL = Text("Tell the team")
SUPPORT = Text("Support")
GO_ON = Text("Go on")
FOR_HOST = Text("For the host…")
HOST_IT = Text("Host this circle")
END_IT = Text("End the circle")
IN_A_PAUSE = Text("**There is a pause.** Nobody is asked why. Press “Go on” when everybody is ready.")
PAUSE_ENDS = Text("If nobody does, the circle ends {when}.")
NO_MESSAGES_READ = Text("Banyan reads no messages here.")

# Agreements

AGREEMENTS = Text("### What we agree on here")
SIX_AGREEMENTS = Text(
    "1. What is told here stays here.\n"
    "2. Speak of your own life, and say “I”.\n"
    "3. Nobody comments or asks until everybody has told.\n"
    "4. Listen to understand. You do not have to answer.\n"
    "5. Passing needs no reason, and neither does only listening.\n"
    "6. You choose how much you say."
)
TELLERS = Text("Here to tell: {people}")
LISTENERS = Text("Here to listen: {people}")
HOST = Text("Host: {person}")
AGREED = Text("{count} of {all} has agreed.", "{count} of {all} have agreed.")
AGREE = Text("I agree")
ONLY_LISTEN = Text("Listen only")
NOT_TODAY = Text("Not for me today")
BEGINS_WITH_ALL = Text(
    "The first round begins when everybody has agreed, or when the circle goes on with those who have. Whoever has not "
    "can still come in to listen."
)

# Rounds

ROUNDS = {"round_one": Text("Round one"), "round_two": Text("Round two")}
ROUND = Text("### {round}")
PROMPT = Text("**{prompt}**")
WHO_BEGINS = Text("Who would like to begin? After that it goes in this order:")
ORDER_LINE = Text("{place}. {person}")
I_BEGIN = Text("I begin")
FIRST_IS_ASKED = Text("If nobody begins, the first in the order is asked.")
ORDER_IS_SHOWN = Text("The order is shown, and nobody is stopped from writing. Banyan reads no messages here.")

# A turn

TURN = Text("### {round}: it is the turn of {person}")
TURN_OVER = Text("-# {round}: {person}")
GUIDE_LIVE = {
    "round_one": Text("About two minutes, or 120 to 200 words. It is only a guide: nothing is cut."),
    "round_two": Text("About three minutes, or 180 to 300 words. It is only a guide: nothing is cut."),
}
GUIDE_SLOW = Text("There is about a day for this turn, and nothing that you write is cut.")
IF_SILENT_SLOW = Text(
    "If nothing is pressed for a day, the circle goes on; at the end of the round you are asked again."
)
IF_SILENT = Text(
    "If nothing is pressed for ten minutes, Banyan may ask whether you are still here. Ten minutes after that the "
    "circle goes on; at the end of the round you are asked again."
)
IF_SILENT_AGAIN = Text(
    "If nothing is pressed for a long time, Banyan may ask whether you are still here, and then go on."
)
TURN_BEGAN = Text("This turn began {when}.")
NEXT = Text("After that: {people}")
LAST = Text("This is the last turn of the round.")
WRITE_OR_FORM = Text("Write here, or use the form, which can carry a content note.")
DONE = Text("I’m done")
PASS = Text("Pass")
LATER = Text("Come back to me")
FORM = Text("Tell through a form")
MORE = Text("More…")

# After the stories

FLASHBACKS = Text("### A line for somebody who told")
FLASHBACKS_ABOUT = Text(
    "Did something stay with you? You can give each of those who told one line, with your name. "
    "It goes to them first. They show it here, or keep it."
)
GIVE = Text("Give a line")
LINES = Text("Lines for me")
TALK = Text("### Time to talk")
TALK_ABOUT = Text("You can talk about everything now. You can ask, and nobody has to answer.")
DEBRIEF = Text("### A question for everybody, {number} of {all}")
DEBRIEF_QUIET = Text("Answer here, or only for yourself.")
CONSENT = Text("### A closing word")
CONSENT_ABOUT = Text(
    "Each of you can leave a closing word here, if you like.\n"
    "**My stories**: you decide what becomes of what you told. If you do nothing, nothing is kept.\n"
    "**Write to me tomorrow**: Banyan asks you tomorrow how you are, in a private message."
)
MY_STORIES = Text("My stories")
TOMORROW = Text("Write to me tomorrow")
CLOSE = Text("Close the circle")

# The end

CLOSED = Text("### This circle has ended\nThank you for being here, whether you told or listened.")
CALLED_OFF = Text(
    "### This circle ends here\nIt did not begin this time. Thank you for coming. Another circle can be opened any day."
)
STORIES_LATER = Text("What becomes of what you told: you can decide it any day, with /circle archive.")
THREAD_UNTIL = Text("This thread is deleted {when}. {about}")
WHO_LOOKS_IN = Text("roles with Manage Threads")
LEAVE_SOONER = Text("To leave it sooner: {how}")
HOW_TO_LEAVE = Text(
    "open the menu of the thread (hold its name, or right-click it) and choose “Leave Thread”. "
    "Discord posts no notice about it."
)

# The reminder

REMIND_HOLDER = Text(
    "{person}, it is still your turn. If you would like more time, press “I’m still here”, as often as you like. "
    "Otherwise the circle goes on {when}. You can pass, or come back later."
)
REMIND_HOST = Text("{person}, the circle can go on whenever people are ready.")
REMIND_ALL = Text("The circle can go on whenever people are ready.")
STILL_HERE = Text("I’m still here")
