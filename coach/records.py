"""The days behind us, worked out month by month when somebody looks at them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from coach.coach import Coach
from coach.domain.day import plan_day
from coach.domain.events import Event, PainChecked, RunLogged
from coach.domain.judgement import LOOK_BACK
from coach.domain.milestones import Milestone, milestones
from coach.domain.record import DayRecord, record_of, weeks_of
from coach.domain.wallclock import week_start
from coach.review import Review

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_LOOK_BACK = timedelta(weeks=12)
"""How many weeks are compared with and without an aid."""


class Records:
    """Looks days up in the journal, and keeps what it found until anything is written."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._seen: object = None
        self._known: dict[date, DayRecord] = {}

    def days(self, first: date, last: date) -> tuple[DayRecord, ...]:
        """The records of the coach days from `first` to `last`, oldest first."""
        self._forget_what_changed()
        last = min(last, self._coach.present_day())
        wanted = [first + _DAY * ahead for ahead in range((last - first).days + 1)]
        for month in sorted({day.replace(day=1) for day in wanted if day not in self._known}):
            self._look_up(month, _after(month))
        return tuple(self._known[day] for day in wanted)

    def began(self) -> date:
        """The first coach day of which the runner told."""
        today = self._coach.present_day()
        return min(self._coach.journal.first_day() or today, today)

    def milestones(self, today: date | None = None) -> tuple[Milestone, ...]:
        """What has been reached by a day, by the present one if none is given."""
        told = self._coach.journal.of_kinds(PainChecked, RunLogged)
        known = (one for one in told if isinstance(one, PainChecked | RunLogged))
        return milestones(known, self.began(), today or self._coach.present_day())

    def review(self, day: date) -> Review:
        """The week that holds a day, up to now, with what it is to be compared with."""
        coach = self._coach
        starts = week_start(day, coach.routine.running.week_starts)
        days = self.days(starts - _LOOK_BACK, min(starts + _WEEK - _DAY, coach.present_day()))
        known = tuple(one for one in days if one.day >= self.began())
        *before, week = weeks_of(known or days[-1:], coach.routine.running.week_starts)
        return Review(
            week=week,
            before=before[-1] if before else None,
            days=known,
            routine=coach.routine,
            judgement=coach.judgement(),
            began=self.began(),
            today=coach.present_day(),
        )

    def _forget_what_changed(self) -> None:
        coach = self._coach
        now = (coach.journal.stamp(), coach.unsaved, coach.routine, str(coach.zone))
        if now != self._seen:
            self._seen, self._known = now, {}
        else:
            self._known.pop(coach.present_day(), None)

    def _look_up(self, first: date, until: date) -> None:
        coach = self._coach
        until = min(until, coach.present_day() + _DAY)
        events = coach.between(first - LOOK_BACK, until)
        judged = coach.judged(events)
        by_day = _by_day(events)
        longest = max((step.every for step in coach.routine.steps.values()), default=1)
        for day in (first + _DAY * ahead for ahead in range((until - first).days)):
            lately = [by_day.get(day - _DAY * ago, ()) for ago in reversed(range(longest))]
            known = [event for one in lately for event in one]
            judgement = judged.judgement(day)
            planned = plan_day(judged.routine_of(day), day, known, coach.zone, coach.began())
            now = coach.clock.now()
            self._known[day] = record_of(planned, judgement, by_day.get(day, ()), now)


def _by_day(events: Iterable[Event]) -> dict[date, list[Event]]:
    days: dict[date, list[Event]] = {}
    for event in events:
        days.setdefault(event.day, []).append(event)
    return days


def _after(month: date) -> date:
    """The first day of the month after."""
    return (month + timedelta(days=31)).replace(day=1)
