"""What people read of hosting: taking over, ending, the team's pages, who cannot sit in a circle."""

from bot.language import Text

# The one sentence for every change of host

OTHER_HOST = Text("Someone else hosts this circle now.")

# In the thread

YOU_HOST = Text(
    "You host *{name}* now. Everybody there reads: “Someone else hosts this circle now.”\n"
    "If there is a pause, press “Go on” when people are ready."
)
ONLY_FOR_HOST = Text(
    "This is for whoever hosts the circle. If the host is away for a while, the card shows “Host this circle”."
)
TOOLS = Text("**You look after *{name}*.** Go on when people are ready.")
TOOLS_TURN = Text(
    "**You look after *{name}*.** Somebody has the turn. If they do not answer, you can ask them later instead: at the "
    "end of the round, once. Nobody is told why."
)
TOOLS_LAST_TURN = Text(
    "**You look after *{name}*.** Somebody has the turn. If you go on now, they are not asked again in this round. "
    "What they sent through the form counts as told."
)
ASK_LATER = Text("Ask them later")
END_FIRST = Text(
    "This ends *{name}* for everybody. Whoever told something is still asked what becomes of it. It cannot be undone."
)
END_IT = Text("End it")
NOT_NOW = Text("Not now")
NOTHING_ENDED = Text("Nothing has changed. The circle goes on.")
ENDED = Text("*{name}* ends now. Thank you for looking after it.")

# Who leads

ONLY_FOR_LEADS = Text("This is for facilitators and for the team of this server.")
PICK_ONE = Text("There is no circle of that name here. Pick one from the list.")

# The list

LIST_TITLE = Text("**Circles here**")
LIST_NONE = Text("There is no circle at the moment.")
LIST_LINE = Text("*{name}* · {title}\n{stage} · {pace} · {people} · {host} · {since}")
LIST_MORE = Text("Show more")
LIST_QUIET = Text("To do something for one of them: /circles manage")
ALL_CIRCLES = Text("All circles")
PEOPLE = Text("{tellers} tell, {listeners} listen")
HOSTED_BY = Text("hosted by <@{host}>")
NO_HOST = Text("no host")
STAGES = {
    "gathering": Text("gathering"),
    "agreements": Text("agreements"),
    "round_one": Text("round one"),
    "round_two": Text("round two"),
    "flashbacks": Text("lines"),
    "talk": Text("talk"),
    "debrief": Text("looking back"),
    "consent": Text("what becomes of the stories"),
    "closed": Text("ended"),
    "called_off": Text("called off"),
}
IN_A_PAUSE = Text("{stage}, in a pause")
PACES = {"live": Text("live"), "slow": Text("slow")}

# The page of one circle

PAGE = Text("**{title}** · *{name}*\n{stage} · {pace} · {since}")
PAGE_HOST = Text("Hosted by <@{host}>.")
PAGE_NO_HOST = Text("Nobody hosts it at the moment.")
PAGE_TELLERS = Text("Here to tell: {people}")
PAGE_LISTENERS = Text("Here to listen: {people}")
PAGE_NOBODY = Text("Nobody has a seat.")
PAGE_THREAD = Text("Its thread: <#{thread_id}>")
PAGE_TAKEN_OUT = Text("Taken out by the team: <@{person}>. The reason: {reason}")
PAGE_QUIET = Text("Only you see this page. These buttons do what the buttons in the circle do.")
HOST_IT = Text("Host it")
PAUSE = Text("Pause")
GO_ON = Text("Go on")
MOVE_ON = Text("Move on")
END = Text("End")
TAKE_OUT = Text("Take somebody out")
BACK = Text("Back to the circle")

# Taking somebody out

TAKE_OUT_TITLE = Text("Take somebody out")
TAKE_OUT_FIRST = Text(
    "They lose their seat at once and cannot come back into this circle. Discord posts a notice in the thread: "
    "everybody there can see that they were removed. It cannot be deleted."
)
TAKE_OUT_WHO = Text("Who")
TAKE_OUT_WHO_ABOUT = Text("Somebody who has a seat in this circle.")
TAKE_OUT_WHY = Text("Why")
TAKE_OUT_WHY_ABOUT = Text("Kept for those who look after circles. The circle does not see it.")
PICK_SOMEBODY = Text("Please choose the person to take out.")
WRITE_WHY = Text("Please write why, in a sentence. It is kept for those who look after circles.")
WHY_TOO_LONG = Text("That is more than {longest} characters. Please leave some of it out.")
NOT_IN_IT = Text("This person has no seat in this circle.")
NOT_THE_HOST = Text("This person hosts the circle. Somebody of the team can take them out.")
NOT_YOURSELF = Text("To give up your own seat, use /circle leave.")
TAKEN_OUT = Text("Done. They have no seat in *{name}* any more.")

# Who cannot sit in a circle, or lead it

OUT_OF_THIS = Text("The team took you out of this circle. You can sit in other circles.")
OUT_UNTIL = Text("You cannot sit in circles here until {when}.")
OUT = Text("You cannot sit in circles here.")
OTHERS_LEAD = Text("Somebody of the team has hosted this circle in your place, so others look after it.")
