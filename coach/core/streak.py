"""Count the days in a row with enough stretch sessions, back from today, in pieces.

A day with two stretch sessions done is certain, whatever it allowed; so a long row costs little
more than reading when they were done. Only the other days are worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.domain.events.types import MaintenanceChosen
from coach.domain.heel.thresholds import STRETCHES_A_DAY
from coach.domain.history.day_record import StretchDay, streak
from coach.domain.routine.kinds import SessionKind

_DAY = timedelta(days=1)
_MONTH = timedelta(days=28)
_LONGEST = timedelta(days=371)
"""How far back it is counted at most."""


class Streak(Struct, frozen=True):
    """Days in a row, from a day to another; `is_longer` if they may begin before that day."""

    days: int
    first: date
    last: date
    kept: tuple[StretchDay, ...]
    is_longer: bool


class StreakCount:
    """Counts once for each state of the journal."""

    def __init__(self, coach: Coach, records: DayRecords) -> None:
        self._coach = coach
        self._records = records
        self._counted_at: object = None
        self._whole_at: object = None
        self._days: dict[date, StretchDay] = {}

    def so_far(self) -> Streak | None:
        """The streak as far as it is counted."""
        days = self._days if self._counted_at == self._state() else {}
        count = streak(tuple(days.values()))
        if not count:
            return None
        kept = [day for day, one in days.items() if one.has_stretched][-count:]
        first = next(iter(days))
        is_longer = kept[0] == first > self._records.began()
        return Streak(count, kept[0], kept[-1], tuple(days[day] for day in kept), is_longer)

    def counting(self) -> Iterator[None]:
        """Go back month by month, until a day breaks the row; yields after each day worked out."""
        state, days = self._state(), dict[date, StretchDay]()
        if self._whole_at == state:
            return
        today = self._records.today()
        first = max(self._records.began(), today - _LONGEST)
        was_never_maintained = not self._coach.ledger.of_kinds(MaintenanceChosen)
        until = today + _DAY
        while until > first and not any(one.breaks_a_streak for one in list(days.values())[:-1]):
            begins = max(first, until - _MONTH)
            month = dict[date, StretchDay]()
            certain = self._certain(begins, until) if was_never_maintained else {}
            yield from self._work_out(begins, until, certain, month)
            if self._state() != state:
                return
            days, until = month | days, begins
            self._counted_at, self._days = state, days
        self._whole_at = state

    def _work_out(
        self,
        first: date,
        until: date,
        certain: Mapping[date, StretchDay],
        found: dict[date, StretchDay],
    ) -> Iterator[None]:
        days = [first + _DAY * ahead for ahead in range((until - first).days)]
        yield from self._records.working_out_each([day for day in days if day not in certain])
        known = {one.day: one for one in self._records.known(first, until - _DAY)}
        found |= {day: one for day in days if (one := known.get(day) or certain.get(day))}

    def _certain(self, first: date, until: date) -> dict[date, StretchDay]:
        """The days with two sessions done, for a runner without maintenance days."""
        steps = self._coach.routine.steps_with(SessionKind.STRETCH)
        done = sorted(self._coach.ledger.done_between(first, until, steps), key=attrgetter("day"))
        counts = {
            day: len({getattr(one, "step", None) for one in on_day})
            for day, on_day in groupby(done, attrgetter("day"))
        }
        return {
            day: StretchDay(stretches=count)
            for day, count in counts.items()
            if count >= STRETCHES_A_DAY
        }

    def _state(self) -> object:
        return self._coach.days.state(), self._records.today()
