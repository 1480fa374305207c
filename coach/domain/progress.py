"""What the last days show: pain, kilometres, sessions kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from coach.domain.events import Event, PainChecked, RunLogged, StepDone, StepSkipped
from coach.domain.record import ENOUGH_STRETCHES
from coach.domain.routine import Routine, SessionKind
from coach.domain.travel import swallowed_days
from coach.domain.wallclock import week_start

_DAY = timedelta(days=1)


class Progress(Struct, frozen=True):
    """The last days, oldest first and ending today.

    `pain` is first-step pain (0-10) or nothing where it was not checked; `stretches` counts
    the stretch sessions done each day, `excused` those that nobody could help: skipped for such a
    reason, or of a day that a journey swallowed;
    `week` is the runs since its first day, metres by day.
    """

    pain: tuple[int | None, ...]
    stretches: tuple[int, ...]
    excused: tuple[int, ...]
    week: tuple[float, ...]
    runs: int

    @property
    def streak(self) -> int:
        """Days in a row with enough stretch sessions; today counts once it has them."""
        days = list(zip(self.stretches, self.excused, strict=True))
        if days and days[-1][0] < ENOUGH_STRETCHES:
            days.pop()
        kept = 0
        while days and sum(days[-1]) >= ENOUGH_STRETCHES:
            done, _ = days.pop()
            kept += done >= ENOUGH_STRETCHES
        return kept


def progress(
    routine: Routine, history: Iterable[Event], today: date, days: int, now: datetime
) -> Progress:
    """Work out the last `days` days up to today, and to `now`, from the events that hold."""
    events = list(history)
    span = [today - _DAY * ago for ago in reversed(range(days))]
    pain = {event.day: event.pain for event in events if isinstance(event, PainChecked)}
    steps = _stretch_steps(routine)
    done = {(one.day, one.step) for one in events if isinstance(one, StepDone)}
    excused = {
        (one.day, one.step) for one in events if isinstance(one, StepSkipped) and one.because
    }
    stretches, excuses = _counted(done, steps), _counted(excused - done, steps)
    excuses |= dict.fromkeys(swallowed_days(events, today, now), ENOUGH_STRETCHES)
    first = week_start(today, routine.running.week_starts)
    runs = [one for one in events if isinstance(one, RunLogged) and first <= one.day <= today]
    return Progress(
        pain=tuple(pain.get(day) for day in span),
        stretches=tuple(stretches[day] for day in span),
        excused=tuple(excuses[day] for day in span),
        week=tuple(
            sum(run.distance for run in runs if run.day == first + _DAY * index)
            for index in range((today - first).days + 1)
        ),
        runs=len(runs),
    )


def _stretch_steps(routine: Routine) -> frozenset[str]:
    return frozenset(
        step.id
        for step in routine.steps.values()
        if (session := routine.session_of(step)) and session.kind is SessionKind.STRETCH
    )


def _counted(found: Iterable[tuple[date, str]], steps: frozenset[str]) -> Counter[date]:
    """How many of these steps were found on each day."""
    return Counter(day for day, step in found if step in steps)
