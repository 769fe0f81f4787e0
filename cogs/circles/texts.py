"""What people read of circles everywhere: why something cannot be done now."""

from bot.language import Text

# Of the engine

IS_OVER = Text("This circle has ended.")
HAS_BEGUN = Text("This circle has begun already.")
NOT_BEGUN = Text("This circle has not begun yet.")
TOO_LATE = Text("This circle is about to end. The next one is open to you.")
HAS_A_SEAT = Text("You have a seat in this circle already.")
NO_SEAT = Text("This is for the people in this circle.")
BEGAN_WITHOUT = Text(
    "The circle began with those who had agreed by then, so your seat is free. Until the talk has ended you can still "
    "come in: “Listen only” on the invitation."
)
NEEDS_FACILITATOR = Text("Here a circle goes on only with a facilitator. It waits until one hosts it.")
TOO_FEW = Text("A circle needs four people. With two or three you can talk as a pair or a trio.")
STEP_IS_OVER = Text("The circle has gone on since. The newest card shows what is asked now.")
NOT_YOUR_TURN = Text("It is not your turn at this moment. Nothing has changed.")
ONCE_MORE_ALREADY = Text("You were asked once more already in this round. Take all the time you need, or pass.")
NOBODY_AFTER_YOU = Text("You are the last of this round. Take all the time you need, or pass.")
HOST_GOES_ON = Text("The host goes on to the next part. If the host is away for a while, you can.")
HOST_ALONE_GOES_ON = Text("Here only the host or a facilitator goes on. You can ask one of them.")
HOST_ENDS = Text("The host can end this circle. If the host is away for a while, you can.")
HAS_A_HOST = Text("This circle has a host who is here.")
IN_A_PAUSE = Text("The circle is in a pause. Press “Go on” when everybody is ready.")
NO_PAUSE = Text("There is no pause at this moment.")
UNKNOWN_CIRCLE = Text("This circle is not here any more.")

# What admins can set

SETTING_ROOM = Text("Room for circles")
SETTING_ROOM_ABOUT = Text(
    "Where circles are announced; each meets in a private thread of this room. “none”: no circles."
)
SETTING_FACILITATORS = Text("Facilitators")
SETTING_FACILITATORS_ABOUT = Text("The role of those who open and host circles. The team always may.")
SETTING_AGES = Text("Ages in this server")
SETTING_AGES_ABOUT = Text("“mixed”: a facilitator hosts every circle, and members open none. Nobody is asked an age.")
SETTING_MEMBERS = Text("Members open circles")
SETTING_MEMBERS_ABOUT = Text("Whether members may open circles too. Only where the ages are set to “adults”.")
SETTING_LARGEST = Text("Seats in a circle")
SETTING_LARGEST_ABOUT = Text("How many people tell in one circle at most. Five is best.")
SETTING_AT_ONCE = Text("Circles at once")
SETTING_AT_ONCE_ABOUT = Text("How many circles there may be at the same time.")
SETTING_MEMBERSHIP = Text("Days before a circle")
SETTING_MEMBERSHIP_ABOUT = Text("How many days somebody is in the server before they can sit in a circle.")

# The commands

CIRCLE_COMMAND = Text("Story circles: tell and listen in turn.")
CIRCLE_OPEN = Text("Invite people to a circle.")
CIRCLE_LIST = Text("The circles you can join, and your own.")
CIRCLE_JOIN = Text("Take a seat in a circle.")
CIRCLE_WHICH = Text("Pick a circle from the list.")
CIRCLE_LEAVE = Text("Give up your seat, quietly.")
CIRCLE_APART = Text("Who you would rather not sit with. Only you see it.")
CIRCLE_ARCHIVE = Text("What was kept for the circles you sat in.")
CIRCLES_COMMAND = Text("Circles, for those who look after them.")
CIRCLES_LIST = Text("Every circle that has not ended.")
CIRCLES_MANAGE = Text("Host, pause, move on, end a circle, or take somebody out of it.")
