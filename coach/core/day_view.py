"""The present day at one instant, worked out once, so that everything shown of it agrees."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from coach.core.coach import Coach
from coach.domain.day.planned import Day
from coach.domain.events.types import Event, PainChecked
from coach.domain.heel.judgement import Judgement
from coach.wording.day import DayWords

_TODAY_ONLY = timedelta()


class DayView(NamedTuple):
    """The day, what the heel allows on it, and the events up to now."""

    day: Day
    judgement: Judgement
    events: tuple[Event, ...]
    now: datetime
    zone: tzinfo

    @property
    def check(self) -> PainChecked | None:
        """The pain check of the day."""
        today = (one for one in reversed(self.events) if one.day == self.day.date)
        return next((one for one in today if isinstance(one, PainChecked)), None)

    def words(self, start_key: str = "") -> DayWords:
        """The day in words, with the key that starts a step."""
        return DayWords(self.day.routine, self.day, self.events, self.now, self.zone, start_key)


def view_day(coach: Coach, span: timedelta = _TODAY_ONLY) -> DayView:
    """View the present day, and the events of the days of `span` before it."""
    events = tuple(coach.days.history(span))
    return DayView(coach.today(), coach.judgement(), events, coach.clock.now(), coach.zone)
