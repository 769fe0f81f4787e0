"""Every word about decisions: what the team reads when it decides, and what a person reads who was decided about."""

from bot.language import Text

# The measures

KINDS = {
    "note": Text("Note for the team"),
    "warn": Text("Warning"),
    "remove_message": Text("Remove the message"),
    "circles": Text("Remove from circles"),
    "lift": Text("Lift a time-out"),
    "timeout": Text("Time-out"),
    "kick": Text("Remove from the server (kick)"),
    "ban": Text("Ban"),
    "unban": Text("Lift a ban"),
}
KINDS_ABOUT = {
    "note": Text("Only the team sees it. Nobody is written to."),
    "warn": Text("A letter from Banyan, nothing else."),
    "remove_message": Text("Report it to Discord first; deleted messages cannot be reported."),
    "circles": Text("They lose their seats and cannot sit in circles. The thread shows that they were removed."),
    "lift": Text("They can write and speak again at once."),
    "timeout": Text("They can read, but not write, react or speak. It needs an end."),
    "kick": Text("They can come back with an invitation."),
    "ban": Text("They cannot come back until it ends or is lifted."),
    "unban": Text("They can come back with an invitation."),
    "nothing": Text("The reporter can still be told something."),
}
NO_MEASURE = Text("No measure")
AS_TOLD = {
    "warn": Text("a warning"),
    "remove_message": Text("a message of yours is removed"),
    "circles": Text("you cannot sit in story circles"),
    "lift": Text("your time-out is lifted"),
    "timeout": Text("a time-out, in which you can read, but not write, react or speak"),
    "kick": Text("you are removed from the server, and may come back with an invitation"),
    "ban": Text("you cannot be in the server"),
    "unban": Text("your ban is lifted, and you may come back with an invitation"),
}
REPAIRS = {
    "correction": Text("If it does not happen again, it is settled."),
    "warning": Text("Tell somebody in the team in a sentence what you will do differently, and it is settled."),
    "limits": Text("When it ends, you are as welcome as before."),
    "temporary": Text("When you come back, tell somebody in the team first what will be different."),
    "permanent": Text("If much has changed one day, you can write to {contact} and ask that it is looked at anew."),
}
LENGTHS = {
    "hour": Text("1 hour"),
    "day": Text("1 day"),
    "week": Text("7 days"),
    "month": Text("28 days"),
    "two_months": Text("60 days"),
    "none": Text("No end"),
}

# The form

DECIDE_TITLE = Text("Decide: {name}")
WHAT_TO_DO = Text("What should happen")
SUGGESTED = Text("What is ticked is only a suggestion. Change it as you see fit.")
UNTIL_WHEN = Text("Until when")
RULE = Text("Which rule, in a few words")
TO_SUBJECT = Text("The exact words they get")
TO_SUBJECT_ABOUT = Text(
    "Banyan fills in what is in [brackets]. No place, no day, no quotation, nothing about who they are."
)
TO_REPORTER = Text("What the reporter reads")
TO_REPORTER_ABOUT = Text("If empty, they read only that it was decided.")
WHOM = Text("Who is it about?")
WHOM_ABOUT = Text("Nobody is named in this case yet. Without a person, only “No measure” is possible.")
WHOM_ABOUT_SEVERAL = Text("Several people are named in this case. Pick whom this decision is about.")
DEFAULT_TO_SUBJECT = Text("[until] this applies to you here: [measures]. [rule] [repair]")
DEFAULT_TO_REPORTER = Text(
    "We looked at what you told us, and decided. It may not stop everything, and we cannot share everything about "
    "another person. If it goes on, add more: then we look again."
)
RULE_TOLD = Text("The rule is: {rule}.")
UNTIL = Text("Until {end}")
FROM_NOW = Text("From now on")

CHOOSE_ONE = Text("Please tick what should happen, or “No measure”.")
NOTHING_AND_SOMETHING = Text("“No measure” and a measure do not go together. Please tick one or the other.")
NOT_TOGETHER = Text("Two of these do not go together: one already contains or undoes the other.")
NO_MESSAGE_TO_REMOVE = Text("There is no message in this case that Banyan could remove.")
TIME_OUT_NEEDS_AN_END = Text("A time-out needs an end. Pick one of the lengths.")
TOO_LONG = Text("That is more than {longest} characters. Please leave some of it out.")
TOO_LONG_FILLED = Text(
    "With everything filled in, that is more than {longest} characters. Please leave some of it out."
)
WHICH_RULE = Text("Please name the rule in a few words: they have a right to know it.")
NEEDS_WORDS = Text("Please write what they get. A letter without words helps nobody.")
NOBODY_KNOWN = Text("Nobody was picked whom this is about, so only “No measure” is possible. Pick a person first.")

# The guard

NOT_ON_YOURSELF = Text("You cannot decide about yourself. Somebody else in the team can.")
NOT_ON_BANYAN = Text("That is Banyan itself. If Banyan did something wrong, please tell whoever runs it.")
NOT_ON_A_BOT = Text("That is a bot. Whoever manages the server can remove it in the server’s settings.")
NOT_ON_THE_OWNER = Text(
    "That is the server’s owner: nobody here can take a measure on them. You can report them to Discord."
)
NOT_HERE = Text("{measure}: they are not in the server any more. Notes, removing a message and bans by id still work.")
YOU_LACK = Text(
    "{measure}: you would need the permission “{permission}” in this server. Somebody who has it can decide."
)
RANKED_ABOVE_YOU = Text("{measure}: their highest role is not below yours. Somebody with a higher role can decide.")
BANYAN_LACKS = Text("{measure}: Banyan lacks the permission “{permission}” in this server.")
RANKED_ABOVE_BANYAN = Text(
    "{measure}: their highest role is not below Banyan’s, so Discord refuses it. Whoever manages the server can move "
    "Banyan’s role up."
)
ADMINS_TAKE_NO_TIME_OUT = Text("Discord gives no time-out to people with the Administrator permission.")

# The preview

PREVIEW = Text("**Not done yet.** This is what would happen in *{name}*:")
PREVIEW_PERSON = Text("About <@{user_id}> ({user_id})")
PREVIEW_NOBODY = Text("About nobody: no measure.")
PREVIEW_MEASURE = Text("- **{measure}**{until}")
PREVIEW_UNTIL = Text(", until {end}")
PREVIEW_NO_END = Text(", with no end")
PREVIEW_MESSAGE = Text(
    "- **Remove the message** {link}. Report it to Discord first; deleted messages cannot be reported."
)
PREVIEW_WORDS = Text("They get a letter. Its exact words:\n{words}")
PREVIEW_NO_LETTER = Text("They are not written to.")
PREVIEW_REPORTER = Text("The reporter reads:\n{words}")
PREVIEW_REPORTER_NOTHING = Text("The reporter reads only that it was decided.")
PREVIEW_SECOND = Text("Somebody else has to agree before it happens.")
PREVIEW_TALK_FIRST = Text("The reporter wished to be talked to before anything is done.")
ASK_FIRST = Text("Ask first")
DO_IT = Text("Do it")
CHANGE_IT = Text("Change")
LEAVE_IT = Text("Do nothing")
LEFT = Text("Nothing was done, and nobody was written to.")
OLD_PREVIEW = Text("Nothing was done: this preview is no longer current. Press “Decide” in the case for a new one.")
WENT_ON = Text("Not done: {who} went on with this case {when} ({what}). Look at the case again before you decide.")
WENT_ON_UNNAMED = Text(
    "Not done: something came into this case since your preview. Look at it again before you decide."
)
SOMEBODY = Text("somebody in the team")
WHAT_WENT_ON = {
    "decided": Text("decided"),
    "undone": Text("undid a decision"),
    "asked": Text("asked the reporter something"),
    "closed": Text("closed it"),
    "handed_over": Text("handed it over"),
}
NOT_OPEN = Text("This case is not open any more. Reopen it first if something is still to be decided.")

# Done

DONE = Text("**Done.** *{name}*")
DECIDED_NOTHING = Text("**Decided: no measure.** *{name}*")
OUTCOME = Text("- {measure}: {outcome}")
OUTCOMES = {
    "waiting": Text("under way. Banyan keeps trying."),
    "done": Text("done."),
    "failed": Text("not done."),
    "ended": Text("over."),
    "replaced": Text("a later or longer one holds instead."),
    "undone": Text("undone."),
    "to_undo": Text("being taken back. Banyan keeps trying."),
}
WHYS = {
    "already": Text("it was so already; Banyan changed nothing."),
    "gone": Text("they are not in the server any more."),
    "absent": Text("not done: they are not in the server any more."),
    "forbidden": Text("not done: Discord refuses it. Banyan lacks the permission, or its role is too low."),
    "unknown": Text("not done: Discord knows no such person or message any more."),
    "discord": Text("not done: Discord did not answer as it should, many times. A person has to look."),
    "not_lifted": Text("its time is over, but Discord refuses to end it. A person has to look."),
    "by_hand": Text("somebody ended it by hand."),
    "other": Text("something else holds by now; Banyan left it."),
    "longer": Text("one that ends later holds already; this one changes nothing by itself."),
}
WHYS_AFTER = {
    "not_undone": Text("taken back here, but Discord refuses to end it, so it still holds. A person has to look."),
    "away": Text(
        "taken back here, but they are not in the server, so Discord keeps it until {end}. Banyan looks once a day "
        "and ends it if they are back before."
    ),
}
LONGER_UNTIL = Text("one that ends later holds already, until {end}; this one changes nothing by itself.")
CANNOT_BE_UNDONE = {
    "kick": Text("A kick cannot be undone; an invitation brings them back."),
    "remove_message": Text("A removed message cannot be brought back."),
    "lift": Text("What was lifted stays lifted; decide anew if it is to hold again."),
    "unban": Text("What was lifted stays lifted; decide anew if it is to hold again."),
}
LETTER_SENT = Text("Their letter: sent.")
LETTER_REFUSED = Text("Their letter: not delivered, since they take no messages from Banyan. That stops no measure.")
LETTER_WAITING = Text("Their letter: not sent yet.")
LETTER_NOT_TRIED = Text("Their letter: not tried, since nothing changed for them.")
LETTER_NONE = Text("No letter: they are not written to about this.")
NOTHING_DECIDED = Text("Nothing was decided in this case.")
WHAT_WAS_DECIDED = Text("What was decided")
UNDO = Text("Undo")
SEND_AGAIN = Text("Send again")
TRY_AGAIN = Text("Try again")
UNDONE = Text("**Undone.** *{name}*")
UNDONE_ALREADY = Text("That was undone before.")
NOT_CARRIED_OUT = Text("**Not carried out.** *{name}*")
NOT_UNDONE_YET = Text("**Taken back, but not all of it has ended yet.** *{name}*")

# The reporter hears that it ended, and never why

REPORTER_NO_MORE = Text(
    "Something that was decided about what you told has changed: what held before does not hold any more."
)
REPORTER_BACK = Text(
    "Something that was decided about what you told has changed: what held before does not hold any more. Somebody "
    "who was kept out of the server may be back."
)
REPORTER_EARLIER = Text(
    "Something that was decided about what you told has changed: it ends earlier. If somebody was kept out of the "
    "server, they may be back sooner."
)

# A second person

NEEDS_SECOND = Text(
    "**Not done yet.** *{name}*: somebody else has to agree first. Those who can have been written to. If it cannot "
    "wait, you can act alone: then somebody else looks at it within 24 hours."
)
IT_CANNOT_WAIT = Text("It cannot wait: act alone")
SECOND_LETTER = Text("A decision waits for a second person: *{name}*.")
REVIEW_LETTER = Text(
    "Somebody acted alone because it could not wait: *{name}*. Please look at it again within 24 hours."
)
FAILED_LETTER = Text("Discord did not carry out what was decided in *{name}*. A person has to look.")
OPEN = Text("Open the case")
AGREE = Text("Agree")
DO_NOT_AGREE = Text("Do not agree")
IT_STANDS = Text("It stands")
SECOND_ASKED = Text(
    "{who} decided this and asks for a second person. If you agree, it happens at once, and its time runs from then."
)
DECIDED_ALONE = Text("{who} acted alone, because it could not wait. Please look at it again.")
YOUR_OWN = Text("You decided this yourself. Somebody else has to look at it.")
NOT_AGREED = Text("Not agreed. Nothing was done, and nobody was written to.")
NOT_AGREED_LETTER = Text("The second person did not agree: *{name}*. Nothing was done.")
LOOKED_AT = Text("Noted: it stands.")
LOOKED_AT_BEFORE = Text("Somebody looked at it already.")
SECOND_STALE = Text(
    "Something came into this case since this was decided, so it cannot be agreed to as it is. Look at the case again; "
    "after “Do not agree” it can be decided anew."
)
SECOND_ENDED_LETTER = Text("Nobody agreed within seven days: *{name}*. Nothing was done. You can decide again.")
TAKE_IT_BACK = Text("Take it back")
NO_SECOND_NEEDED = Text("This does not wait for anybody any more.")

SETTING_SECOND = Text("Second person")
SETTING_SECOND_ABOUT = Text("Whether a kick or ban waits until a second person in the team agrees.")
SETTING_CONTACT = Text("Contact for appeals")
SETTING_CONTACT_ABOUT = Text("An address that people write to who were removed from the server, such as an email.")

# To whom it is about. Never a moderator’s name, never who told (R16).

NOTICE = Text("A letter for you: *{name}*. Only you can open it.")
READ = Text("Read the letter")
NOTICE_FROM = Text("**From the team of {server}**")
BEHIND = Text("If the button does not work any more: the same words stand here, covered. Press them to read them.")
HOW_TO_ASK = Text("Someone who did not take this decision can look at it again if you ask by {date}: {route}.")
HOW_TO_ASK_ALONE = Text(
    "You can ask by {date} that it is looked at again: {route}. The team is one person at this moment; they look at "
    "it again after 72 hours at the earliest."
)
BY_BUTTON = Text("press “Ask for another look” below")
BY_CONTACT = Text("write to {contact} and give the code {code}")
BY_NOTHING = Text("ask somebody in the team, and give the code {code}")
ASK_AGAIN = Text("Ask for another look")
NO_SUCH_LETTER = Text("There is nothing here for you to read.")
APPLIES_NO_MORE = Text("This does not apply to you any more.")
STILL_HOLDS = Text(
    "It was taken back or its time is over, but Discord has not ended it yet, so until then it still holds. The team "
    "can see that."
)
NOTHING_CAME_ABOUT = Text("It could not be carried out, so nothing applies to you.")
CORRECTION = Text("A correction of the letter *{name}*. Only you can open it.")
CORRECTED = Text(
    "**From the team of {server}**\nThe letter *{name}* said more than what happened: not all of it could be carried "
    "out. What applies to you now stands in the letter itself."
)
UNDONE_LETTER = Text("Something new about the letter *{name}*. Only you can open it.")
UNDONE_FOR_YOU = Text("**From the team of {server}**\nWhat the letter *{name}* said does not apply to you any more.")

# Asking for another look

APPEAL_TITLE = Text("Ask for another look")
APPEAL_WORDS = Text("What should the team know?")
APPEAL_WORDS_ABOUT = Text("Up to 1,000 characters, once. Whoever told the team does not see it.")
APPEAL_KEPT = Text("**Kept:** *{name}*. Somebody looks at it again, and an answer comes by {date}.")
APPEAL_KEPT_ALONE = Text(
    "**Kept:** *{name}*. The team is one person at this moment: they look at it again after {after}, and an answer "
    "comes by {date}."
)
APPEAL_EMPTY = Text("Please write a sentence: what should whoever looks at it again know?")
APPEAL_ALREADY = Text("Another look was asked for: {when}. There is one for each decision; the answer comes by {date}.")
APPEAL_HEARD = Text("This was looked at again already.")
APPEAL_TOO_LATE = Text("The time to ask for another look ended on {date}.")
VERDICT_LETTER = Text("An answer about the letter *{name}*. Only you can open it.")
VERDICTS_TOLD = {
    "upheld": Text("It was looked at again, and it stands."),
    "changed": Text("It was looked at again, and changed. It now ends {end}."),
    "reversed": Text("It was looked at again, and taken back. It does not apply to you any more."),
}

REVERSED_NOT_YET = Text(
    "It was looked at again, and taken back. Discord has not ended it yet, so until then it still applies to you."
)
WITHOUT_END = Text("at no set time")

# What the team reads of an appeal

APPEAL_CARD = Text("An appeal is waiting: *{name}*. It came {since}.")
APPEAL_LETTER = Text("An appeal is waiting: *{name}*.")
APPEAL_PAGE = Text("**An appeal: *{name}***\nAsked {since}, an answer is promised by {due}.")
APPEAL_DECIDED = Text("What was decided, {when}, by {who}:")
APPEAL = Text("Appeal")
SHOW_APPEAL = Text("Show what they wrote")
THEY_WROTE = Text("They wrote:\n{words}")
GIVE_ANSWER = Text("Answer the appeal")
ALONE = Text("You decided this yourself, and nobody else could look at it. The answer says so.")
SOMEBODY_ELSE = Text("Somebody who did not take this decision looks at it again. They have been told of it.")
ALONE_LATER = Text("You took this decision yourself and are alone, so you can look at it again from {when} on.")
VERDICT_TITLE = Text("After another look")
VERDICT = Text("What holds now")
VERDICTS = {
    "upheld": Text("It stands"),
    "changed": Text("It gets another end"),
    "reversed": Text("It is taken back"),
}
VERDICTS_ABOUT = {
    "upheld": Text("Nothing changes."),
    "changed": Text("Counted from now; only for a time-out, a ban or a removal from circles that holds."),
    "reversed": Text("Banyan undoes what this decision did."),
}
NEW_END = Text("The other end")
ANSWER = Text("What they read")
ANSWER_ABOUT = Text("From the team, without names. A sentence that says why.")
ANSWER_NEEDED = Text("Please write a sentence for them: an answer without a reason is hard to take.")
NOTHING_TO_CHANGE = Text(
    "Nothing of this decision has an end that could be changed. Choose that it stands or is taken back."
)
ONLY_EARLIER = Text("The other end has to be earlier than the present one: after an appeal nothing gets longer.")
NOBODY_ELSE_MAY = Text("Not answered: {why} Nobody else who may look at it again can do that now either.")
SOMEBODY_ELSE_MAY = Text("Not answered: {why} Who could: {who}.")
VERDICT_KEPT = Text("**Answered:** *{name}*. Banyan writes to them.")
BY_ONE_PERSON = Text("The team is one person at this moment, so whoever decided looked at it again.")

# A code

CASE_APPEAL = Text("Pass on the appeal of somebody who was removed and wrote to the contact")
CASE_APPEAL_CODE = Text("The code that they gave, such as ABCD-EFGH-IJKL-MNOP")

NO_SUCH_CODE = Text("There is no decision with this code that you could open. Please check the code and try again.")
TOO_MANY_CODES = Text(
    "That was {tries} codes within an hour. Please wait until {when}; somebody else in the team can try meanwhile."
)
