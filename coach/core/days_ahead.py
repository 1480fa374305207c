"""The plan of the days ahead, and what their runs may be if the mornings stay like today's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from coach.core.coach import Coach
from coach.core.outlook import start_from
from coach.domain.day.coming_days import coming_days
from coach.domain.day.planned import Day, PlannedStep
from coach.domain.heel.inputs import check_for
from coach.domain.heel.rules import Level
from coach.domain.outlook.runner import SimulatedDay, runs_ahead
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.model import Routine
from coach.wording.day import DayWords
from coach.wording.days_ahead import UNKNOWN, run_words, what_is_assumed


class DaysAhead(NamedTuple):
    """Some days from today on, and the runs that the rules would allow on them.

    The runs are by their days. `is_known` says whether a morning is known to go by, and
    `awaits_clinician` that a warning sign stops all running.
    """

    days: tuple[Day, ...]
    runs: dict[date, SimulatedDay]
    is_known: bool
    awaits_clinician: bool

    def assumed(self, days: tuple[Day, ...]) -> str:
        """What the runs of some of these days rest on; empty if they have none."""
        steps = (one.step for day in days if not day.away for one in day.steps)
        if not (self.awaits_clinician or any(one.kind is StepKind.RUN for one in steps)):
            return ""
        return what_is_assumed(is_known=self.is_known, awaits_clinician=self.awaits_clinician)

    def note(self, words: DayWords, planned: PlannedStep) -> str:
        """What a coming run may be; today, how a step stands."""
        if words.day is self.days[0]:
            return words.result_in_full(planned)
        if planned.step.kind is not StepKind.RUN:
            return ""
        run = self.runs.get(words.day.date)
        return run_words(run, words.routine.display) if run else UNKNOWN


def words_of(coach: Coach, day: Day) -> DayWords:
    """The words of one of the days ahead."""
    is_today = day.date == coach.present_day()
    events = tuple(coach.days.history(timedelta())) if is_today else ()
    return DayWords(day.routine, day, events, coach.clock.now(), coach.zone)


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
