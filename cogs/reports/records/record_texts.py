"""Every word about records: what is kept of a case, how long, and the file of one's own reports."""

from bot.language import Text
from cogs.reports.records.record_rules import Why
from data.case_papers import Copy

HELD_SAFETY = Text("Safety records: what somebody told the team, what was said and decided about it, and who read it")
HELD_SAFETY_KEPT = Text(
    "for 180 days after the team closed it, or longer while a written reason holds it or a measure still has to end; "
    "what the team never got, until whoever told it takes it back. Of the list of who read what, numbers, moments and "
    "words like “opened” stay, without names"
)
HELD_SAFETY_READERS = Text("the people here who take reports, except whoever has a part in it")

HELD_ROSTER = Text("That you were named to take reports here, and your name once you accepted")
HELD_ROSTER_KEPT = Text("until you are taken off that list, or use /privacy erase")
HELD_ROSTER_READERS = Text("admins, and everyone here once you accepted, so that people know who reads what they tell")

# Files of evidence

FILE = Text("**{name}**, {size} KiB\nSHA-256 when it was copied: `{hash}`")
PICTURE = Text("A picture that belongs to a report, covered until you uncover it")
DRAWN_ANEW = Text("Drawn anew, so that nothing hidden in the file is left. The trail notes that you looked at it.")
FIRST_FRAME = Text(
    "The first frame of a moving picture, drawn anew, so that nothing hidden in the file is left. The trail notes that "
    "you looked at it."
)
NO_PICTURE = Text(
    "Banyan shows pictures only, and cannot show this file. The file stays sealed with the case; nobody can "
    "download it here."
)
UNREADABLE = Text("This file can no longer be read: its copy is missing or was changed.")
DESTROY = Text("Destroy this file")
DESTROY_ASK = Text(
    "Destroy this file for good? The case goes on saying that there was a file, and that you destroyed it."
)
KEEP_FILE = Text("Keep it")
FILE_STAYS = Text("The file stays.")
DESTROYED = Text("The file is destroyed.")

WHY: dict[str, Text] = {
    Why.TOO_BIG: Text("it is larger than 25 MB"),
    Why.TOO_MUCH: Text("with the other files it would be more than 100 MB"),
    Why.GONE: Text("it was no longer there"),
    Why.OUT_OF_REACH: Text("it could not be fetched for a whole day"),
}
"""Why a file was not copied, as it goes on after “not copied: …”."""

FAILED = Text("{count} file was not copied: {why}.", "{count} files were not copied: {why}.")

NO_FILE: dict[str, Text] = {
    Copy.WAITING: Text("This file is being copied. Please look again in a minute."),
    Copy.FAILED: Text("This file was not copied: {why}."),
    Copy.NOT_COPIED: Text("This file was not copied: nobody asked for it."),
    Copy.DESTROYED: Text("This file was destroyed."),
}

# Why a case stays

HOLD_TITLE = Text("Keep this case longer")
HOLD_LABEL = Text("Why it has to stay")
HOLD_ABOUT = Text("For example: a court asked for it. Whoever may open the case reads this.")
HELD = Text("It is kept until somebody ends that. The reason is in the trail.")
RELEASED = Text("It will be deleted on its date.")

# The second step of an export

ADD_OWN = Text("Add reports I made")
OWN = Text(
    "The reports you made here, if you made any, as a file: your own words and what you were told. Only you can see "
    "it here. If others use this device, delete the file afterwards."
)
OWN_FILE = Text("reports-i-made.json")

# For the operator

OPERATOR_NO_CONTACT = Text("a contact for appeals: people who are banned reach no button")
OPERATOR_SET_CONTACT = Text("/settings set {key}, to an address that somebody reads")
