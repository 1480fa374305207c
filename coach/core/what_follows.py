"""What a check or a run means for the next run: the first one that the rules allow after it."""

from __future__ import annotations

from datetime import date
from itertools import repeat
from random import Random

from coach.core.coach import Coach
from coach.core.outlook import start_from
from coach.domain.heel.inputs import check_for
from coach.domain.outlook.mornings import Morning
from coach.domain.outlook.runner import SimulatedRunner
from coach.wording.outlook import next_run_text

_AS_FAR = 21
"""Days that are looked at."""


def with_what_follows(coach: Coach, text: str, day: date) -> str:
    """A text, and what follows from what was entered for the present day."""
    return f"{text} {what_follows(coach, day)}".rstrip()


def what_follows(coach: Coach, day: date | None = None) -> str:
    """One sentence on the next run, if the mornings stay like today's.

    Empty while today's run is still to come, which the day shows, and after an entry for a past
    `day`.
    """
    today = coach.present_day()
    if day not in {None, today}:
        return ""
    start = start_from(coach, coach.days.judge_of(today), today)
    check = check_for(start.history.mornings, today)
    if check is None or coach.judgement().awaits_clinician:
        return ""
    morning = Morning(check.pain, check.eases, check.walking_pain)
    runner = SimulatedRunner(start, repeat(morning), Random(0))  # noqa: S311 - nothing hangs on it
    found = next((one for one in runner.run_days(_AS_FAR) if one.has_run), None)
    if found and found.day == today:
        return ""
    runs = [one for one in start.history.runs if one.day == today]
    return next_run_text(runs[-1] if runs else None, found, coach.routine.display)
