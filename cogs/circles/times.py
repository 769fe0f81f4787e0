"""How long things take in a circle. Soft guides and patient deadlines: nothing that waits for words ends by seconds."""

from datetime import timedelta

from cogs.circles.circle import Pace

WAITS = {Pace.LIVE: timedelta(minutes=2), Pace.SLOW: timedelta(hours=12)}
"""How long somebody may offer to begin a round, before the first in the order is asked."""

REMINDS = {Pace.LIVE: timedelta(minutes=10), Pace.SLOW: timedelta(hours=18)}
"""When a holder who has done nothing is reminded, once."""

GRACE = {Pace.LIVE: timedelta(minutes=10), Pace.SLOW: timedelta(hours=6)}
"""How long after the reminder they are asked later instead (C9)."""

STAYS = {Pace.LIVE: timedelta(minutes=30), Pace.SLOW: timedelta(days=1)}
"""How long agreements, flashbacks, talk, a question and consent stay open until the host is reminded (C10)."""

LINGERS = {Pace.LIVE: timedelta(minutes=30), Pace.SLOW: timedelta(hours=12)}
"""How long after that reminder they end by themselves."""

LONGEST_PAUSE = {Pace.LIVE: timedelta(hours=12), Pace.SLOW: timedelta(days=7)}
"""After how long a pause ends the circle, so that nobody is left waiting."""

HOST_GONE = {Pace.LIVE: timedelta(minutes=10), Pace.SLOW: timedelta(days=1)}
"""After how long without a deed of the host somebody else may host, or the circle may end (C8)."""

LATE = timedelta(minutes=1)
"""How late a look may be. One that is later found Banyan away: the same time is given once more, to press in."""
