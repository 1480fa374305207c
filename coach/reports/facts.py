"""The facts on the page for a doctor or physiotherapist, gathered from the journal."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.domain.history.day_record import median_pain, weeks_of
from coach.domain.routine.model import Routine
from coach.errors import RefusedError
from coach.reports.page import Report

WEEKS = 12
"""How many weeks the page covers unless others are named."""


def report_of(coach: Coach, first: date, last: date) -> Report:
    """The content of the page for the days from `first` to `last`.

    Raises:
        RefusedError: if nothing was recorded by then.
    """
    records = DayRecords(coach)
    began, today = records.began(), coach.present_day()
    first = max(first, began)
    if first > last:
        raise RefusedError(f"Nothing was recorded up to {last}; you began on {began}.")
    start = records.days(began, min(began + timedelta(days=6), today))
    days = records.days(first, last)
    return Report(
        days=days,
        weeks=weeks_of(days, coach.routine.running.week_starts),
        first_week=median_pain(start),
        began=began,
        printed=today,
        routine=_as_today_has_it(coach),
        judgement=coach.judgement(),
        intake=coach.days.intake(),
        milestones=records.milestones(last),
        trials=tuple(coach.trials.between(first, last)),
        measured=coach.measuring.trends(last),
        episodes=records.episodes(last),
        changes=tuple(coach.obstacles.look_backs(days)),
    )


def _as_today_has_it(coach: Coach) -> Routine:
    """The routine with the doses of today, even for steps that today leaves out."""
    today = coach.today().routine.sessions
    sessions = {key: today.get(key, one) for key, one in coach.routine.sessions.items()}
    return replace(coach.routine, sessions=sessions)
