"""Every word about who takes reports: the settings, the guide, `/safety`."""

from bot.language import Text

SETTING_ROSTER = Text("People who take reports")
SETTING_ROSTER_ABOUT = Text(
    "A mention or id adds one person, “remove” and a name takes one off. Ten at most; each says yes: /safety accept."
)
SETTING_LOOK = Text("How often somebody looks")
SETTING_LOOK_ABOUT = Text("In days. It is what people are promised when they tell the team something.")

# Kind noes
NOT_A_PERSON = Text(
    "“{typed}” is not a mention or an id. Write @ and pick the person, or paste their id: names alone can be mistaken."
)
OWNER_NOT_NAMED = Text(
    "The owner of the server cannot be named here. Whoever tells something can choose, each time, to ask the owner."
)
BANYAN_NOT_NAMED = Text("Banyan itself takes no reports. Name a person who can read calmly and decide with others.")
TOO_MANY = Text("At most {most} people can take reports here. Take somebody off first: “remove” and their name.")
NOT_ON_IT = Text("Nobody here who takes reports is “{typed}”. Write “remove” and a mention, an id, or their name.")
NOT_NAMED = Text("Nobody has named you to take reports here. An admin does that with /settings set, reports.roster.")
NOT_ACCEPTED = Text("You have not taken this on yet. /safety accept shows what it asks of you.")
WHEN = Text(
    "“{typed}” is not something Banyan can read. Write a number of days up to {most}, a date such as 2026-08-31, "
    "or “off” when you are back."
)

# After a change
NOT_YET = Text("one person has not accepted yet", "{count} people have not accepted yet")
IS_A_BOT = Text("That is a bot, so it was taken off again. Only people take reports.")
NOT_HERE = Text("{person} is not in this server at the moment. They can accept once they are.")
NEEDS_THE_ROLE = Text(
    "{person} can accept once they may Time Out Members here: only people with that permission read reports."
)
THEY_ACCEPT = Text(
    "{person} takes reports once they have read the guide and said yes: /safety accept. Please tell them."
)
EVERYBODY_OFF = Text("Nobody takes reports here now. Whoever tells something is told so before they write.")

# The guide
GUIDE = Text(
    "**Taking reports here: what it asks of you**\n"
    "- Read calmly. You do not have to find out what is true on the first day; you have to be there.\n"
    "- Promise nothing that you cannot keep. “We have read it, and you hear from us by Thursday” is enough.\n"
    "- Never tell the person it is about who told, and never hint at it: no place, no day, no quotation.\n"
    "- Ask one question at a time. Skipping it is an answer.\n"
    "- Ask nobody to prove who they are. Use the words that people use for themselves.\n"
    "- Talk about a case only with people who may read it, and only inside Banyan."
)
GUIDE_KEPT = Text(
    "**What Banyan keeps and does**\n"
    "- Your name and handle, sealed: so that people know who reads, and so that no report about you comes to you.\n"
    "- Which cases you opened and what you did, for as long as the case is kept. Others who may read it can see that.\n"
    "- Banyan may write you a letter, a direct message, when a case waits. It gives a code name and no more."
)
GUIDE_REST = Text(
    "**Your own rest**\n"
    "- *Not me* closes one case for you. No reason is asked, then or later.\n"
    "- /safety away takes you out until a day you choose. /safety leave ends it.\n"
    "- After one case you may stop for the day. What stays with you is worth talking about: /support."
)
GUIDE_NOBODY = Text("At the moment nobody else takes reports here.")
GUIDE_ONE = Text(
    "At the moment one person takes reports here. One person may act alone, and nobody can ask to see who told."
)
GUIDE_TWO = Text("At the moment two people take reports here. Where two have to agree, that is both.")
GUIDE_MORE = Text("At the moment {count} people take reports here. Where two have to agree, any two may.")
TAKE_ON = Text("I take this on")
NOT_NOW = Text("Not now")
TAKEN_ON = Text(
    "Thank you. You take reports here from now on. /case list shows what waits; /safety away is always there."
)
TAKEN_ON_ALREADY = Text("You have taken this on already. This is the guide again.")
NOT_TAKEN_ON = Text("That is fine. Nothing is kept of this, and /safety accept stays where it is.")

# Away, and stepping back
AWAY = Text("You are away until {until}. Until then no case reaches you, and you can read none.")
BACK = Text("You are back. /case list shows what waits.")
LEFT = Text("You no longer take reports here, and your name is gone from the list. Thank you for the time you gave.")
SLOWED = Text(
    "What this code name tells reaches the team a day later from now on. Whose it is stays hidden, and danger is never "
    "slowed."
)
NOT_SLOWED = Text("What this code name tells reaches the team at its usual time again.")

# Commands
SAFETY_COMMAND = Text("For the people who take reports here")
SAFETY_ACCEPT = Text("Read what taking reports asks of you, and say yes or not")
SAFETY_GUIDE = Text("Read the guide again")
SAFETY_AWAY = Text("Be away for some days; no case reaches you until then")
SAFETY_AWAY_UNTIL = Text("A number of days, a date such as 2026-08-31, or “off” when you are back")
SAFETY_LEAVE = Text("Step back: you take no reports here any more")
SAFETY_SLOW = Text("Let what a code name tells arrive a day later, without learning whose it is")
SAFETY_SLOW_NAME = Text("The case")
SAFETY_SLOW_OFF = Text("Arrive at the usual time again")
