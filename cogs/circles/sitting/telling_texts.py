"""What people read when they tell something, listen to it, or give a line for it."""

from bot.language import Text

# The form

FORM_TITLE = Text("What you tell")
FORM_HEAD = Text("**{prompt}**")
YOUR_WORDS = Text("Your words")
YOUR_WORDS_ABOUT = Text("Shown in this circle with your name.")
NOTE = Text("A content note, if you like")
NOTE_ABOUT = Text("For example: “about illness”. Others then press “Open” to read your words.")
NO_WORDS = Text("There were no words in it. Nothing has changed.")
TOO_LONG = Text("There is room for {longest} characters. Your text has {length}.")

# What the teller reads

STANDS = Text("**Your words stand in the circle.** They count as your turn when you press “I’m done”.")
STANDS_SOON = Text(
    "**Your words are kept**, and they are shown in the circle as soon as Banyan can post there. "
    "They count as your turn when you press “I’m done”."
)
STANDS_CHANGED = Text("**Changed.** Your words stand in the circle as they are now.")
STANDS_CHANGED_SOON = Text("**Changed.** The circle sees it as soon as Banyan can post there.")
CHANGE = Text("Change it")
TAKE_BACK = Text("Take it back")
TAKEN_BACK = Text("**Gone here; someone may have read or copied it.** Your turn goes on: tell something else, or pass.")
TAKEN_BACK_AFTER = Text("**Gone here; someone may have read or copied it.**")
TAKEN_BACK_SOON = Text(
    "**Taken back, but still shown for now.** Discord has not confirmed that the message is gone; "
    "Banyan keeps trying to remove it."
)
NOT_YOURS = Text("This story is not here any more.")
NOT_CHANGED_NOW = Text("This circle has ended. What is kept of it stands in /circle archive.")

# What everybody reads

TELLS = Text("{person} tells:")
TELLS_WITH_NOTE = Text("{person} tells something. Before you open it: **{note}**")
OPEN = Text("Open")
STEP_OUT = Text("Step out")
STEP_OUT_ABOUT = Text(
    "You can step out of this circle at any time and come back. Nobody is told, and your seat stays yours.\n"
    "To get no notifications of it for a while: open the menu of the thread (hold its name, or right-click it) and "
    "choose “Mute”."
)

# A line

NOT_THE_TIME = Text("Lines are given after the last story, and until the circle goes on to talk.")
GIVE_TO = Text("To whom would you like to give a line? It goes to them first.")
NOBODY_TO_GIVE = Text("Nobody else has told something in this circle, so there is nobody to give a line to.")
LINE_TO = Text("{person}")
LINE_GIVEN = Text("{person}: you gave “{line}”")
WRITE_LINE = Text("Write a line")
CHANGE_LINE = Text("Change the line")
LINE_TITLE = Text("A line for somebody who told")
LINE_LABEL = Text("Your line")
LINE_ABOUT = Text("What stayed with you, in 140 characters. No advice, and no need to be clever.")
LINE_SHOWN = Text("They have shown your line in the circle already, so it cannot be changed any more.")
LINE_KEPT = Text("**Your line is with {person}.** They decide whether the circle sees it.")
NO_SUCH_LINE = Text("This line is not here any more.")

LINES_TITLE = Text("**Lines for you**\nOnly you see them here, until you show one.")
NO_LINES = Text("There is no line for you so far. Some people write none, and that says nothing about your story.")
LINE_FROM = Text("{person}: {line}")
LINE_FROM_SHOWN = Text("{person}: {line}\n-# Shown in the circle")
SHOW_LINE = Text("Show in the circle")
KEEP_LINE = Text("Keep to myself")
LINE_CARD = Text("{giver} to {teller}: {line}")
