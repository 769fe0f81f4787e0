"""The names of this feature's settings, jobs, cards and letters."""

# Settings
ROSTER = "reports.roster"
LOOK = "reports.look"  # how often somebody of the team looks
DOOR_ROOM = "reports.room"  # where the card "Something happened" stands
SECOND_PERSON = "reports.second_person"
APPEAL_CONTACT = "reports.appeal_contact"

# Jobs
SEND = "reports.send"  # look whether a kept case is to reach the team
LOOK_AFTER = "reports.look_after"  # look whether a case is overdue, its claim over, its promise near
COPY_FILES = "reports.copy_files"  # copy the pictures of a case
MEASURE = "reports.measure"  # make Discord match a measure
REVIEW = "reports.review"  # look whether an emergency or an appeal is to be looked at
DELETE = "reports.delete"  # look whether a case's date has come

# Cards
DOOR_CARD = "reports.door"
CASE_CARD = "reports.case"  # in the team's room
LETTER_CARD = "reports.letter"  # to one person; its row is a `case_papers.Letter`
