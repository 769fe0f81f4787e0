"""The names of this feature's settings, jobs, cards and letters."""

# Settings
ROSTER = "reports.roster"
LOOK = "reports.look"  # how often somebody of the team looks
DOOR_ROOM = "reports.room"  # where the card "Something happened" stands
SECOND_PERSON = "reports.second_person"
APPEAL_CONTACT = "reports.appeal_contact"

# Jobs
SEND = "reports.send"  # look whether a kept case is to reach the team
SOMEBODY_BACK = "reports.somebody_back"  # look whether somebody who was away takes reports again; its row is a server
LOOK_AFTER = "reports.look_after"  # look whether a case is overdue, its claim over, its promise near
PIN_DOOR = "reports.pin_door"  # pin the card "Something happened"
COPY_FILES = "reports.copy_files"  # copy the pictures of a case
MEASURE = "reports.measure"  # make Discord match a measure
REVIEW = "reports.review"  # look whether an emergency or an appeal is to be looked at
DELETE = "reports.delete"  # look whether a case's date has come
FORGET = "reports.forget"  # look whether who did what belongs to no case is to be forgotten
SWEEP_FILES = "reports.sweep_files"  # remove evidence files that no row names any more

# Cards
DOOR_CARD = "reports.door"
CASE_CARD = "reports.case"  # in the team's room
APPEAL_CARD = "reports.appeal"  # in the team's room; its row is an appeal
LETTER_CARD = "reports.letter"  # to one person; its row is a `case_papers.Letter`

# Letters: `about` of a `case_papers.Letter`
CASE_LETTER = "case"  # to the team: a case waits
DANGER_LETTER = "danger"  # to the team: somebody may be in danger
CASE_NEWS_LETTER = "case_news"  # to whoever is on a case: its reporter said something
HANDED_LETTER = "handed"  # to one of the team: a case was handed over to them
NEWS_LETTER = "news"  # to the reporter: there is a word
SOMEBODY_LETTER = "somebody"  # to the reporter: somebody can take what nobody could
QUESTION_LETTER = "question"  # to the reporter: the team asks
STOPPED_LETTER = "stopped"  # to the reporter: did it stop?
UNSEEN_LETTER = "unseen"  # to the reporter: nobody has read what is urgent
NOTICE_LETTER = "notice"  # to whom a decision is about: what applies to them
CORRECTION_LETTER = "correction"  # to them: what was written did not come about
UNDONE_LETTER = "undone"  # to them: it no longer applies
VERDICT_LETTER = "verdict"  # to them: what came of their appeal
SECOND_LETTER = "second"  # to the team: a decision needs a second person
REVIEW_LETTER = "review"  # to the team: somebody decided alone, another looks at it
FAILED_LETTER = "failed"  # to whoever decided: Discord did not carry it out
SECOND_ENDED_LETTER = "second_ended"  # to whoever decided: nobody agreed in time
NOT_AGREED_LETTER = "not_agreed"  # to whoever decided: the second person did not agree
APPEAL_LETTER = "appeal"  # to the team: an appeal waits
