"""What the last days show: pain, kilometres, sessions kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from coach.domain.events import Event, PainChecked, RunLogged, StepDone
from coach.domain.routine import Routine, SessionKind
from coach.domain.wallclock import week_start

_DAY = timedelta(days=1)
ENOUGH_STRETCHES = 2
"""Stretch sessions a day that keep one running (S19)."""


class Progress(Struct, frozen=True):
    """The last days, oldest first and ending today.

    `pain` is first-step pain (0-10) or nothing where it was not checked; `stretches` counts
    the stretch sessions done each day; `week` is the runs since its first day, metres by day.
    """

    pain: tuple[int | None, ...]
    stretches: tuple[int, ...]
    week: tuple[float, ...]
    runs: int

    @property
    def streak(self) -> int:
        """Days in a row with enough stretch sessions; today counts once it has them."""
        days = list(self.stretches)
        if days and days[-1] < ENOUGH_STRETCHES:
            days.pop()
        kept = 0
        while days and days.pop() >= ENOUGH_STRETCHES:
            kept += 1
        return kept


def progress(routine: Routine, history: Iterable[Event], today: date, days: int) -> Progress:
    """Work out the last `days` days up to today from the events that hold."""
    events = list(history)
    span = [today - _DAY * ago for ago in reversed(range(days))]
    pain = {event.day: event.pain for event in events if isinstance(event, PainChecked)}
    stretches = _stretches(routine, events)
    first = week_start(today, routine.running.week_starts)
    runs = [one for one in events if isinstance(one, RunLogged) and first <= one.day <= today]
    return Progress(
        pain=tuple(pain.get(day) for day in span),
        stretches=tuple(stretches.get(day, 0) for day in span),
        week=tuple(
            sum(run.distance for run in runs if run.day == first + _DAY * index)
            for index in range((today - first).days + 1)
        ),
        runs=len(runs),
    )


def _stretches(routine: Routine, events: list[Event]) -> dict[date, int]:
    """How many stretch sessions were done each day."""
    stretch_steps = {
        step.id
        for step in routine.steps.values()
        if (session := routine.session_of(step)) and session.kind is SessionKind.STRETCH
    }
    done = {
        (event.day, event.step)
        for event in events
        if isinstance(event, StepDone) and event.step in stretch_steps
    }
    counts: dict[date, int] = {}
    for day, _ in done:
        counts[day] = counts.get(day, 0) + 1
    return counts
