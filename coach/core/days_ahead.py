"""The plan of the days ahead, and what their runs may be if the mornings stay like today's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from coach.core.coach import Coach
from coach.core.outlook import start_from
from coach.domain.day.coming_days import coming_days
from coach.domain.day.planned import Day
from coach.domain.heel.inputs import check_for
from coach.domain.heel.rules import Level
from coach.domain.outlook.runner import SimulatedDay, runs_ahead
from coach.domain.routine.model import Routine


class DaysAhead(NamedTuple):
    """Some days from today on, and the runs that the rules would allow on them.

    The runs are by their days. `is_known` says whether a morning is known to go by, and
    `awaits_clinician` that a warning sign stops all running.
    """

    days: tuple[Day, ...]
    runs: dict[date, SimulatedDay]
    is_known: bool
    awaits_clinician: bool


def look_ahead(coach: Coach, count: int) -> DaysAhead:
    """The next days, including today."""
    today, judgement = coach.present_day(), coach.judgement()
    start = start_from(coach, coach.days.judge_of(today), today)
    is_known = check_for(start.history.mornings, today) is not None
    found = [] if judgement.awaits_clinician else runs_ahead(start, today, count)
    return DaysAhead(
        tuple(days_ahead(coach, count)),
        {one.day: one for one in found},
        is_known,
        judgement.awaits_clinician,
    )


def days_ahead(coach: Coach, count: int) -> Iterator[Day]:
    """The next days as planned, including today."""
    return coming_days(
        _later(coach),
        coach.today(),
        count,
        coach.days.lately(),
        coach.clock.now(),
        coach.zone,
        away=coach.days.times_away(),
    )


def _later(coach: Coach) -> Callable[[date], Routine]:
    """The routine of later days; with a warning sign, rest continues until it is cleared."""
    judgement, today = coach.judgement(), coach.today()
    if judgement.level is Level.REST and judgement.flags:
        return lambda _: today.routine
    return coach.days.judge_of(today.date).routine_ahead
