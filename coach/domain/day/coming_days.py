"""The days to come, as they are planned: what their heel allows is decided on their mornings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day
from coach.domain.day.time_away import TimeAway
from coach.domain.events.types import Event, StepDone
from coach.domain.routine.model import Routine

_DAY = timedelta(days=1)


def coming_days(
    routine_on: Callable[[date], Routine],
    today: Day,
    count: int,
    history: Iterable[Event],
    now: datetime,
    zone: tzinfo,
    *,
    away: Sequence[TimeAway] = (),
) -> Iterator[Day]:
    """The next days, as if each open step were done, so that steps of every second day fall right.

    Steps skipped or missed today stay so, and come tomorrow as on the screen.

    Args:
        routine_on: the routine that a later day is planned from.
        today: the present coach day.
        count: how many days, including today.
        history: the events of today, and those that did steps on the days it depends on.
        now: the present instant.
        zone: the zone of the runner's wall clock.
        away: the times away.
    """
    known, day = list(history), today
    for _ in range(count):
        yield day
        known += [
            StepDone(id="", at=one.due or day.ends, day=day.date, step=one.step.id)
            for one in day.steps
            if one.status(now).is_open
        ]
        tomorrow = day.date + _DAY
        day = plan_day(routine_on(tomorrow), tomorrow, known, zone, away=away)
