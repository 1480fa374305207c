"""The last days in figures, as they are shown beside the present one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from coach.domain.day.plan import steps_on
from coach.domain.day.time_away import away_on, came_back_at, times_away
from coach.domain.day.travel import swallowed_days
from coach.domain.day.wallclock import week_start
from coach.domain.events.grouping import events_by_day, steps_by_day
from coach.domain.events.types import (
    Event,
    PainChecked,
    RunLogged,
    StepDone,
    StepSkipped,
)
from coach.domain.heel.lookback import programme_of
from coach.domain.heel.maintenance import STRETCHES, Maintenance
from coach.domain.heel.thresholds import STRETCHES_A_DAY
from coach.domain.heel.warning_signs import hides_all
from coach.domain.history.day_record import StretchDay, streak
from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.model import Routine

_DAY = timedelta(days=1)


class Progress(Struct, frozen=True):
    """The last days, oldest first and ending today.

    `pain` is first-step pain (0-10), or None if it was not checked; `week` is the runs since its
    first day, metres by day.
    """

    pain: tuple[int | None, ...]
    stretched: tuple[StretchDay, ...]
    week: tuple[float, ...]
    runs: int

    @property
    def streak(self) -> int:
        """Days in a row with enough stretch sessions; today counts once it has them."""
        return streak(self.stretched)


def progress(
    routine: Routine,
    history: Iterable[Event],
    lasting: Sequence[Event],
    today: date,
    days: int,
    now: datetime,
    *,
    maintenance: Sequence[Maintenance] = (),
) -> Progress:
    """Work out the last `days` days up to today, and to `now`.

    Args:
        routine: what the runner configured.
        history: the events of those days that are in force.
        lasting: each warning sign that was ever raised or cleared, and each time away.
        today: the coach day.
        days: how many.
        now: the present instant.
        maintenance: the times on the maintenance day.
    """
    events = list(history)
    span = [today - _DAY * ago for ago in reversed(range(days))]
    pain = {event.day: event.pain for event in events if isinstance(event, PainChecked)}
    first = week_start(today, routine.running.week_starts)
    runs = [one for one in events if isinstance(one, RunLogged) and first <= one.day <= today]
    return Progress(
        pain=tuple(pain.get(day) for day in span),
        stretched=_stretched(routine, events, lasting, span, now, maintenance),
        week=tuple(
            sum(run.distance for run in runs if run.day == first + _DAY * index)
            for index in range((today - first).days + 1)
        ),
        runs=len(runs),
    )


def _stretched(
    routine: Routine,
    events: Sequence[Event],
    lasting: Sequence[Event],
    span: Sequence[date],
    now: datetime,
    maintenance: Sequence[Maintenance],
) -> tuple[StretchDay, ...]:
    stretches = routine.steps_with(SessionKind.STRETCH)
    done = steps_by_day(events, StepDone)
    excused = steps_by_day((one for one in events if getattr(one, "because", None)), StepSkipped)
    swallowed, away = swallowed_days(events, span[-1], now), times_away(lasting)
    found = []
    by_day = events_by_day(events)
    for day in span:
        near = [
            one for ago in range(routine.longest_rhythm) for one in by_day.get(day - _DAY * ago, ())
        ]
        kept = done.get(day, frozenset()) & stretches
        today = away_on(away, day)
        is_let_go = day in swallowed or today or came_back_at(away, day)
        planned = (
            kept
            if is_let_go or _hides_all(lasting, day)
            else stretches & steps_on(routine, day, near).keys()
        )
        found.append(
            StretchDay(
                needed=STRETCHES if any(one.has(day) for one in maintenance) else STRETCHES_A_DAY,
                stretches=len(kept),
                planned_stretches=len(planned),
                excused_stretches=len((excused.get(day, frozenset()) & stretches) - kept),
                away=today.because if today else None,
            )
        )
    return tuple(found)


def _hides_all(lasting: Sequence[Event], day: date) -> bool:
    known = (one for one in lasting if one.day <= day)
    return hides_all(programme_of(known, day, None).flags)
