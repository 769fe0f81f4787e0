"""The names of this feature's settings, jobs, cards and notices."""

ROOM = "reflections.room"
TIME = "reflections.time"
WEEKDAYS = "reflections.weekdays"
THEMES = "reflections.themes"
THREAD = "reflections.thread_a_day"
ROLE = "reflections.role"

OPEN_DAY = "reflections.open_day"  # a job: look whether a server's next day is due
OPEN_THREAD = "reflections.open_thread"  # a job: give a day's card its thread
DAY_CARD = "reflections.day"
SHARE_CARD = "reflections.share"
SKIPPED = "reflections.skipped"
FEW_LEFT = "reflections.few_left"
