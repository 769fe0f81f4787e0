"""What people read until a circle begins: the form, the invitation, their seat, who would rather not sit together."""

from bot.language import Text

# The themes, as an invitation names them
THEMES = {
    "experiences": Text("Sharing experiences"),
    "learning": Text("Learning from each other"),
    "safety": Text("Creating safe spaces"),
    "intersections": Text("Many parts, one life"),
    "stereotypes": Text("Beyond the picture"),
    "bridges": Text("Building bridges"),
    "voices": Text("Voices heard"),
    "reflection": Text("Looking inward"),
}

# The form
FORM_TITLE = Text("A new circle")
FIELD_TITLE = Text("Title")
FIELD_TITLE_ABOUT = Text("A few words that everyone here can read.")
FIELD_THEME = Text("Theme")
FIELD_WHEN = Text("When")
FIELD_WHEN_ABOUT = Text("“now”, “19:30”, “tomorrow 19:30” or “2026-12-05 19:30”. Zone: {zone}.")
FIELD_PACE = Text("Pace")
PACE_LIVE = Text("Live")
PACE_LIVE_ABOUT = Text("Everybody is there at the same time, for about two hours.")
PACE_SLOW = Text("Slow")
PACE_SLOW_ABOUT = Text("A turn lasts up to a day. You come when it suits you.")
FIELD_SEATS = Text("Seats")
SEATS = Text("Up to {count} people")
SEATS_ABOUT = Text("If more people come, Banyan makes several circles.")
WORD_NOW = Text("now")
WORD_TODAY = Text("today")
WORD_TOMORROW = Text("tomorrow")

NO_TITLE = Text("Please give the circle a title of a few words.")
TITLE_TOO_LONG = Text("A title has at most {longest} characters. Please use fewer words.")
NOT_A_WHEN = Text(
    "Banyan cannot read “{typed}” as a time. Write “now”, “19:30”, “tomorrow 19:30” or “2026-12-05 19:30 Asia/Manila”."
)
DOES_NOT_EXIST = Text(
    "{time} does not exist on {date} in {zone}: the clocks are moved forward. The next time is {next}. "
    "Nothing was opened; please write that, or another time."
)
IS_PAST = Text("That time has passed in {zone}. Write “now”, or a later time such as “tomorrow {time}”.")
TOO_FAR = Text("A circle is announced at most {days} days ahead. The latest day is {latest}.")

# Who may open one, and what is lacking
FACILITATORS_OPEN = Text("Here {role} and the team open circles. You can ask one of them to open one.")
TEAM_OPENS = Text("Here the team opens circles. You can ask them to open one.")
NO_ROOM = Text(
    "There is no room for circles here yet. Somebody who can manage this server can choose one: /settings set, "
    "circles.room."
)
ROOM_GONE = Text(
    "The room for circles is not there any more. Somebody who can manage this server can choose another: "
    "/settings set, circles.room."
)
ROOM_LACKS = Text("In {room} Banyan lacks: {missing}. Somebody who can manage this server can give it these.")
TOO_MANY = Text(
    "There can be one circle at a time here. When it has ended, you can open yours.",
    "There can be {count} circles at the same time here. When one has ended, you can open yours.",
)
HOSTS_ONE = Text("You host a circle at that time already: “{title}”. Choose another time, or call that one off.")
TOO_NEW = Text(
    "Here you can take part in circles after one day in this server. That is on {since}.",
    "Here you can take part in circles after {count} days in this server. That is on {since}.",
)

# After opening: what the host reads
OPENED = Text("**Your invitation stands in {room}.** It begins when you press “Begin” there, once four have joined.")
OPENED_SCHEDULED = Text("**Your invitation stands in {room}.** The circle begins by itself: {when}.")
OPENED_SOON = Text("**Your circle is kept.** Its invitation will stand in {room} as soon as Banyan can write there.")
HOST_PAGE = Text("**“{title}”**\nThe two rounds will ask:\n1. {one}\n2. {two}")
HOST_PAGE_NOTE = Text("The invitation says: {note}")
HOST_PAGE_QUIET = Text("You host, and you can tell too: press “Join” on the invitation.")
ANOTHER_PAIR = Text("Another pair of questions")
HOST_PAGE_BUTTON = Text("What I host here")
INVITE_AGAIN = Text("Show the invitation")
INVITE_AGAIN_OF = Text("Show the invitation: {title}")
INVITED_AGAIN = Text("The invitation stands in {room}.")
INVITED_SOON = Text("The invitation will stand in {room} as soon as Banyan can write there.")
CHANGE = Text("Change title or time")
CALL_OFF = Text("Call it off")
KEEP_IT = Text("Keep it")
CALL_OFF_ASK = Text("Call off “{title}”? The invitation will say so, and whoever asked for a reminder gets none.")
CALLED_OFF_NOW = Text("It is called off. The invitation says so.")
ONLY_ONE_PAIR = Text("There is no other pair of questions for this theme now.")
CHANGED = Text("It is changed. The invitation shows it.")
CHANGE_TITLE = Text("Change the circle")
HOST_DECIDES = Text("The host decides this. If the host is away once it is time, anyone with a seat can.")

# The invitation
CARD_HEAD = Text("-# A story circle · {theme}")
CARD_TITLE = Text("## {title}")
CARD_NOTE = Text("Before you join: {note}")
CARD_LIVE_NOW = Text("Live, about two hours. It begins when the host presses “Begin”, once four have joined.")
CARD_LIVE_AT = Text("Live, about two hours. It begins {when}, {soon}.")
CARD_SLOW_NOW = Text("Slow: a turn lasts up to a day. It begins when the host presses “Begin”, once four have joined.")
CARD_SLOW_AT = Text("Slow: a turn lasts up to a day. It begins {when}, {soon}.")
CARD_HOST = Text("Host: {host}")
CARD_NO_HOST = Text("Nobody hosts yet.")
CARD_TELL = Text("To tell and listen: {people}")
CARD_LISTEN = Text("To listen: {people}")
CARD_NOBODY = Text("Nobody has joined to tell yet. Four people are enough for a circle.")
CARD_MORE = Text("{people} and one more", "{people} and {count} more")
CARD_FEW = Text(
    "A circle needs four people. If nobody else comes, you can wait for more, talk as a pair or a trio, or call it off."
)
CARD_FACILITATOR = Text("This circle needs a facilitator. It waits until one hosts it.")
CARD_BEGUN = Text("It has begun.", "It has begun, in {count} circles.")
CARD_LATE = Text("You can still come in to listen.")
CARD_WAITS = Text("One more circle waits for a facilitator.", "{count} more circles wait for a facilitator.")
CARD_ENDED = Text("This circle has ended.")
CARD_CALLED_OFF = Text("This circle was called off. There is nothing you need to do.")
CARD_QUIET = Text("You may pass at any time, and leave at any time. No reason is needed.")
JOIN = Text("Join")
LISTEN = Text("Listen only")
ABOUT = Text("What happens here?")
LEAVE = Text("Leave quietly")
MY_SEAT = Text("My seat")
BEGIN = Text("Begin")
WAIT = Text("Wait for more")
FEW = Text("Talk as a pair or trio")
HOST_IT = Text("Host this circle")

# What happens here?
ABOUT_ALL = Text(
    "**What happens in a circle**\n"
    "1. You meet in a private thread. You read a few agreements. You agree, or you leave again.\n"
    "2. Each tells something small, about two minutes. Nobody answers yet. You can always pass.\n"
    "3. Each tells something more, about three minutes. You choose how much.\n"
    "4. When all have told, you may give each a line about what stayed with you.\n"
    "5. You talk with each other, and look back on it with a few questions.\n"
    "6. Everyone can say a closing word. You decide what is kept of your own words: at first nothing is.\n\n"
    "People who only listen are just as much a part of it. "
    "You can ask for a pause or leave at any moment; Banyan tells nobody who did."
)
ABOUT_SLOW = Text("This circle is slow: a turn lasts up to a day, and the whole may take a week or two.")
ABOUT_READERS = Text(
    "**Who can look in**\n"
    "- The people in your circle, and whoever hosts it.\n"
    "- Until the talk has ended, others may come in to listen. They can read what was told before.\n"
    "- Admins of this server, and {roles}: they can open every private thread here.\n"
    "- {operator}, who runs this bot: technically, what Banyan keeps.\n"
    "- Discord, which carries every message.\n"
    "Banyan deletes the thread 48 hours after the circle has ended. Somebody may have made a copy by then."
)
ROLES_NOBODY = Text("whoever has “Manage Threads”")

# A seat
SEATED = Text("**You have a seat.**")
SEATED_LISTENER = Text("**You have a seat, to listen.**")
SEATED_WHEN = Text("“{title}” begins {when}.")
SEATED_NOW = Text(
    "“{title}” begins when the host presses “Begin”, once four have joined. A thread will open for you, below {room}."
)
SEATED_BEGUN = Text("“{title}” has begun. Its thread is in your list, below {room}.")
SEATED_WAITS = Text(
    "“{title}” waits for a facilitator. If none comes by {when}, it is called off, and next time you are among the "
    "first to get a seat."
)
NO_SEAT_HERE = Text("You have no seat in this circle.")
NO_SEAT_THIS_TIME = Text("There was no seat for you this time. Next time you are among the first to get one.")
WAITED_IN_VAIN = Text("Your circle was called off. Next time you are among the first to get a seat.")
REMIND = Text("Remind me a day and an hour before")
REMIND_OFF = Text("Do not remind me")
REMINDS = Text("Banyan writes to you a day and an hour before. You can switch that off here.")
MORE_TIME = Text("Always take all the time I need")
MORE_TIME_OFF = Text("The usual time again")
UNHURRIED = Text("In every circle you take all the time you need. Nobody is told, and nobody reminds you in your turn.")
NO_REMINDERS = Text("It begins soon or has begun, so there is nothing left to remind you of.")
COME_IN = Text(
    "**It has begun.** You can come in and listen. By coming in you agree to what the others agreed to:\n{agreements}"
)
COME_IN_BUTTON = Text("I agree, and come in to listen")
NO_LATE_SEAT = Text("There is no seat to listen here now. The next circle is open to you.")

# Beginning
BEGINS = Text("It begins. A private thread opens for each circle.")
WAITS = Text("It waits. It begins {when}, if there are four people by then. You can press “Begin” earlier.")
NOT_WITH_THESE = Text(
    "A circle of four is not possible with these seats now. You can wait for more people, talk as a pair or a trio, "
    "or call it off."
)
NO_TALK_EITHER = Text("This cannot begin with these seats now. You can wait for more people, or call it off.")
HOSTED = Text("You host this circle now.")
FACILITATOR_HOSTS = Text("Here a facilitator hosts each circle. It waits until one does.")

# The lists
LIST_TITLE = Text("**Circles here**")
LIST_LINE = Text("- **{title}** · {theme} · {pace}\n  {state}")
LIST_EMPTY = Text("There is no circle here at this moment. {how}")
LIST_OPEN_ONE = Text("/circle open invites people to one.")
LIST_ASK = Text("The team or a facilitator can open one.")
LIST_NOW = Text("when the host begins it")
LIST_GATHERING = Text("open: {count} person has a seat", "open: {count} people have a seat")
LIST_BEGUN = Text("it has begun; you can come in to listen")
LIST_RUNNING = Text("it has begun")
LIST_MINE = Text("you have a seat")
LIST_HOST = Text("you host")
LIST_LINK = Text("[Open the invitation]({link})")
LIST_MORE = Text("And one more.", "And {count} more.")
LIST_QUIET = Text("/circle join takes a seat, /circle leave gives it up quietly.")

# Kept apart
APART_TITLE = Text("**Who you would rather not sit with**")
APART_ABOUT = Text(
    "Banyan never seats you in one circle with the people on this list. This is not promised of a host without a seat, "
    "or of somebody who begins to host later. Only you can see this list. We never say why. In a small group someone "
    "may guess."
)
APART_NOBODY = Text("Nobody is on your list.")
APART_ADD = Text("Add somebody")
APART_OFF = Text("Take off: {name}")
APART_FORM = Text("Who you would rather not sit with")
APART_WHO = Text("Who")
APART_WHO_ABOUT = Text("They are not told, now or later.")
APART_FULL = Text("There are at most {most} names on this list. Take one off first.")
APART_SELF = Text("You cannot put yourself on this list. Please choose somebody else.")
APART_BOT = Text("Bots do not sit in circles. Please choose a person.")
APART_NONE = Text("Nobody was chosen. Your list is as it was.")

# Letters
LETTER_SOON = Text("A reminder you asked for: something you signed up for begins {when}.")
LETTER_NO_SEAT = Text("Banyan has a message for you about something you signed up for.")
LETTER_READ = Text("What is it?")
LETTER_NO_MORE = Text("No more letters about this")
LETTER_STOPPED = Text("There are no more letters about this.")
LETTER_ABOUT = Text("“{title}” begins {when}. The invitation is in {room}; there you can leave quietly too.")
LETTER_OVER = Text("This is over, or you have no seat in it any more.")
