"""The names of this feature's settings, jobs, cards and notices."""

ROOM = "circles.room"
FACILITATORS = "circles.facilitators"
MEMBERS_MAY_OPEN = "circles.members_may_open"
AGES = "circles.ages"
AT_ONCE = "circles.at_once"
LARGEST = "circles.largest"
MEMBERSHIP = "circles.membership_days"

LOOK = "circles.look"  # a job: time alone may have moved a circle
BEGIN = "circles.begin"  # a job: it is time to begin
PLACE = "circles.place"  # a job: a circle that has begun has its thread, with its people in it
EVENT = "circles.event"  # a job: Discord's event mirrors the circle
REMIND = "circles.remind"  # a job: who wished to be reminded before it begins
LEAVE_THREAD = "circles.leave_thread"  # a job: somebody whom the team removed is out of the thread; subject: an absence
END_THREAD = "circles.end_thread"  # a job: the thread goes, and what nobody kept
END_STORY = "circles.end_story"  # a job: what was kept for a year ends; subject: a story
ASK_AFTER = "circles.ask_after"  # a job: the day after
FORGET = "circles.forget"  # a job: who sat there is no longer needed

INVITATION_CARD = "circles.invitation"  # subject: a circle
STEP_CARD = "circles.step"  # subject: a step
PAUSE_CARD = "circles.pause"  # subject: the step in which there is a pause
REMINDER_CARD = "circles.reminder"  # subject: a step
STORY_CARD = "circles.story"  # subject: a story told through the form
FLASHBACK_CARD = "circles.flashback"  # subject: a flashback that is shown
SEAT_LETTER = "circles.seat_letter"  # subject: a seat
AFTER_LETTER = "circles.after_letter"  # subject: a seat
