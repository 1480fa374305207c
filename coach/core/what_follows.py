"""What a check or a run means for the next run: the first one that the rules allow after it."""

from __future__ import annotations

from datetime import date

from coach.core.coach import Coach
from coach.core.outlook import start_from
from coach.domain.heel.inputs import check_for
from coach.domain.outlook.runner import next_run
from coach.wording.outlook import next_run_text


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
    is_known = check_for(start.history.mornings, today) is not None
    if not is_known or coach.judgement().awaits_clinician:
        return ""
    found = next_run(start, today)
    if found and found.day == today:
        return ""
    runs = [one for one in start.history.runs if one.day == today]
    return next_run_text(runs[-1] if runs else None, found, coach.routine.display)
