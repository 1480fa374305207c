"""Why a step did, will or did not come to the runner's notice.

Worked out from values alone: the day, what is noted of deliveries, what is quiet, and who is open
to tell. A reason is a sentence, with its facts beside it for other programs. Another question gets
a module of its own here, which answers from the same `ReminderSnapshot`, and one more `Section`.
"""

from coach.reminders.why.explain import reason_of_day, reason_of_step
from coach.reminders.why.reason import DayReason, MomentReason, Outcome, StepReason
from coach.reminders.why.snapshot import Announcer, ReminderSnapshot, snapshot_of

__all__ = [
    "Announcer",
    "DayReason",
    "MomentReason",
    "Outcome",
    "ReminderSnapshot",
    "StepReason",
    "reason_of_day",
    "reason_of_step",
    "snapshot_of",
]
