"""What the last days show: pain, kilometres, stretch sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from coach.domain.day.planned import steps_on
from coach.domain.day.travel import swallowed_days
from coach.domain.day.wallclock import week_start
from coach.domain.events.grouping import events_by_day, steps_by_day
from coach.domain.events.types import Event, PainChecked, RunLogged, StepDone, StepSkipped
from coach.domain.heel.lookback import programme_of
from coach.domain.heel.warning_signs import hides_all
from coach.domain.history.day_record import StretchDay, streak
from coach.domain.routine.model import Routine, SessionKind

_DAY = timedelta(days=1)


class Progress(Struct, frozen=True):
    """The last days, oldest first and ending today.

    `pain` is first-step pain (0-10) or nothing where it was not checked; `week` is the runs since
    its first day, metres by day.
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
    signs: Sequence[Event],
    today: date,
    days: int,
    now: datetime,
) -> Progress:
    """Work out the last `days` days up to today, and to `now`.

    Args:
        routine: what the runner configured.
        history: the events of those days that are in force.
        signs: each warning sign that was ever raised or cleared, in that order.
        today: the coach day.
        days: how many.
        now: the present instant.
    """
    events = list(history)
    span = [today - _DAY * ago for ago in reversed(range(days))]
    pain = {event.day: event.pain for event in events if isinstance(event, PainChecked)}
    first = week_start(today, routine.running.week_starts)
    runs = [one for one in events if isinstance(one, RunLogged) and first <= one.day <= today]
    return Progress(
        pain=tuple(pain.get(day) for day in span),
        stretched=_stretched(routine, events, signs, span, now),
        week=tuple(
            sum(run.distance for run in runs if run.day == first + _DAY * index)
            for index in range((today - first).days + 1)
        ),
        runs=len(runs),
    )


def _stretched(
    routine: Routine,
    events: Sequence[Event],
    signs: Sequence[Event],
    span: Sequence[date],
    now: datetime,
) -> tuple[StretchDay, ...]:
    stretches = routine.steps_with(SessionKind.STRETCH)
    done = steps_by_day(events, StepDone)
    excused = steps_by_day((one for one in events if getattr(one, "because", None)), StepSkipped)
    swallowed = swallowed_days(events, span[-1], now)
    found = []
    by_day = events_by_day(events)
    for day in span:
        near = [
            one for ago in range(routine.longest_rhythm) for one in by_day.get(day - _DAY * ago, ())
        ]
        kept = done.get(day, frozenset()) & stretches
        is_hidden = day in swallowed or _hides_all(signs, day)
        planned = kept if is_hidden else stretches & steps_on(routine, day, near).keys()
        found.append(
            StretchDay(
                stretches=len(kept),
                planned_stretches=len(planned),
                excused_stretches=len((excused.get(day, frozenset()) & stretches) - kept),
            )
        )
    return tuple(found)


def _hides_all(signs: Sequence[Event], day: date) -> bool:
    told = (one for one in signs if one.day <= day)
    return hides_all(programme_of(told, day, None).flags)
