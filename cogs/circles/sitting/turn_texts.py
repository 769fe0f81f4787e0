"""What somebody reads after they pressed: in a turn, on going on, on pausing and on leaving."""

from bot.language import Text

AGREED = Text("Thank you. The first round begins when everybody has agreed, or with those who have.")
LISTENS = Text("You are here to listen, and are not asked to tell. Listening is a full part.")
LISTENS_AND_AGREES = Text(
    "You are here to listen, and are not asked to tell. Listening is a full part. If you agree to the six lines, press "
    "“I agree” too."
)
NOBODY_TELLS = Text(
    "Now everybody here would listen, so the circle is called off this time. Another can be opened any day."
)
YOU_BEGIN = Text("It is your turn. Take your time.")
THANKS = Text("Thank you for telling.")
PASSED = Text("You passed. That needs no reason.")
ASKED_LATER = Text("You are asked once more at the end of this round.")
PASSED_ALWAYS = Text("You are not asked again in this circle. Listening is enough.")
MORE_TIME = Text("Take your time. Nobody is told that you asked for more.")
ALL_TIME = Text(
    "From now on you take all the time you need, in every circle. Nobody reminds you, and nobody else sees this. "
    "You can change it here, or when you join a circle."
)
USUAL_TIME = Text("From the next circle on you have the usual time again.")
WENT_ON = Text("The circle goes on.")
CALLED_OFF = Text("The circle is called off this time. Another can be opened any day.")
NOT_ALL_AGREED = Text(
    "One person has not agreed yet. If you go on, their seat is free, and they can still come in to listen.",
    "{count} people have not agreed yet. If you go on, their seats are free, and they can still come in to listen.",
)
GO_ON_WITHOUT = Text("Go on with those who agreed")
TOO_FEW_AGREED = Text(
    "Too few have agreed to begin yet. If you go on, the circle is called off for everybody. You can also wait."
)
CALL_OFF = Text("Call it off")

# More…

MORE = Text("Only you see this.")
MORE_TIME_BUTTON = Text("I’m still here, more time")
ALL_TIME_BUTTON = Text("Always take all the time I need")
USUAL_TIME_BUTTON = Text("The usual time again")
PASS_ALWAYS_BUTTON = Text("Do not ask me again in this circle")

# What is asked, once more

ASK_AGAIN = Text("Show what is asked")
ASK_AGAIN_OF = Text("Show what is asked: {title}")
ASKED_HERE = Text("What this circle asks now stands here: {link}")
ASKED_SOON = Text("What this circle asks now is shown in its thread as soon as Banyan can post there.")

# Pausing

PAUSED = Text("There is a pause now. Nobody is told who asked for it. Anybody can press “Go on” later.")
RESUMED = Text("The circle goes on.")

# Leaving

LEFT = Text("Your seat is free. Banyan tells nobody.")
SEAT_GIVEN_UP = Text("Not today is fine. Your seat is free, and Banyan tells nobody.")
LEFT_WORDS = Text(
    "If you told something through the form, it still stands in the thread. /circle archive takes it back."
)
LEFT_THREAD = Text("To leave the thread too: {how}")
LEAVE_WHICH = Text("Which circle would you like to leave? Banyan tells nobody.")
LEAVE_ONE = Text("Leave “{title}” ({name})")
NO_CIRCLE = Text("You have no seat in a circle at this moment.")
