"""Work out how much may be run: no more than lately, or a tenth more (S28).

The strongest support is for the single run, measured against the longest of the last 30 days [P15].
That the week may grow by a tenth is a cautious rule, not proven (evidence 3.3). Caution is not
punished: a short run or a short week leaves the measure as it was (ours).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import floor

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.day.wallclock import week_start
from coach.domain.heel.rules import Level
from coach.domain.routine.settings import Running, WeekBase

_MORE = 1.10
LONGEST_OF = timedelta(days=30)
BEST_OF = 4
"""The number of weeks whose best is the measure (ours)."""
_ENOUGH = 0.8
"""The share of the best week that last week must reach before anything is added (ours)."""
_TWICE = 2.0
"""A run longer than twice any other is an outlier, and not a measure by itself (ours)."""
_WEEK = timedelta(days=7)
_FIRST_FREE_RUNS = 2
"""How many runs after the ladder are limited to the time of its last stage (ours)."""
LEAST_RUN = 100.0
"""Metres below which there is no run (ours)."""
A_LITTLE = 100.0
"""How many metres over the cap are not worth mentioning (ours)."""


class Ran(Struct, frozen=True):
    """A run, as the caps see it: its day, its metres, and how hard it was (RPE, if given)."""

    day: date
    distance: float
    effort: int | None = None


class Before(Struct, frozen=True):
    """The metres of a week, and of the longest run, from before the runner had the coach.

    If the week counts, the number of its runs is not known.
    """

    week: float = 0
    longest: float = 0
    is_last_week: bool = False
    """Whether the week from the intake reaches into last week."""


class Caps(Struct, frozen=True):
    """What this week and this day allow, in metres and runs; None means that there is no cap."""

    run: float | None
    """The longest distance of a run today."""
    week: float | None
    """The distance of the whole week."""
    runs: int | None
    """The number of runs in the whole week."""
    done: float
    done_runs: int
    effort: int | None
    """The highest effort allowed; None: free."""
    day: float | None = None
    """The distance of today, over all its runs."""
    done_today: float = 0
    seconds: int | None = None
    """How long the first runs after the ladder may last; then no distance is capped."""

    @property
    def left(self) -> float | None:
        """The distance left this week."""
        return None if self.week is None else max(0.0, self.week - self.done)

    @property
    def today(self) -> float | None:
        """The longest that today's next run may be; the week and the run count limit it too."""
        if self.runs is not None and self.done_runs >= self.runs:
            return 0.0
        left_today = None if self.day is None else max(0.0, self.day - self.done_today)
        known = [cap for cap in (self.run, left_today, self.left) if cap is not None]
        return min(known, default=None)

    @property
    def is_used_up(self) -> bool:
        """Whether they leave too little for another run today; adding up may lose a metre."""
        return self.today is not None and self.today + 1 < LEAST_RUN


def caps(
    runs: Iterable[Ran],
    today: date,
    level: Level,
    running: Running,
    *,
    before: Before | None = None,
    seconds: int | None = None,
) -> Caps:
    """The caps of a day.

    Args:
        runs: those of the last weeks, today's among them.
        today: the coach day.
        level: what today's heel allows; below `AS_PLANNED` nothing grows.
        running: how the runner counts.
        before: what the intake says about the time before the coach.
        seconds: how long a run may last, if time is the limit and not distance.
    """
    known = list(runs)
    before = before or Before()
    week_starts = week_start(today, running.week_starts)
    past = _without_outliers((one for one in known if one.day < today), before.longest)
    weeks = [
        _between(past, week_starts - _WEEK * ago, week_starts - _WEEK * (ago - 1))
        for ago in range(1, BEST_OF + 1)
    ]
    this_week = [one for one in known if week_starts <= one.day <= today]
    ran_today = [one for one in this_week if one.day == today]
    growth = _MORE if level is Level.AS_PLANNED else 1.0
    lately = _between(past, today - LONGEST_OF, today)
    longest = max((one.distance for one in lately), default=0)
    run = max(longest, before.longest) * growth or None
    found = Caps(
        run=run,
        week=_week_cap(weeks, before, level, running.week_base),
        runs=None if before.week else _run_count(weeks, level, one_more_run=running.one_more_run),
        done=_metres(this_week),
        done_runs=len(this_week),
        effort=_effort_cap(weeks[0], level),
        day=None if run is None else max(run, _longest_day(lately) * growth),
        done_today=_metres(ran_today),
        seconds=seconds,
    )
    return found if seconds is None else replace(found, run=None, week=None, day=None)


def seconds_after_ladder(free_runs: int, session: timedelta) -> int | None:
    """How long the first free runs after the ladder may be; None after that."""
    return round(session.total_seconds()) if free_runs < _FIRST_FREE_RUNS else None


def is_outlier(distance: float, others: Iterable[float]) -> bool:
    """Whether a run is more than twice as long as any other of the last 30 days."""
    longest = max(others, default=0)
    return bool(longest) and distance > _TWICE * longest


def _between(runs: Sequence[Ran], first: date, until: date) -> list[Ran]:
    return [one for one in runs if first <= one.day < until]


def _metres(runs: Iterable[Ran]) -> float:
    return sum(one.distance for one in runs)


def _without_outliers(runs: Iterable[Ran], usual: float) -> list[Ran]:
    """The runs, with an outlier cut down to the longest of the others."""
    known = list(runs)
    *others, longest = sorted([usual, *(one.distance for one in known)])
    most = others[-1] if is_outlier(longest, others) else longest
    return [one if one.distance <= most else replace(one, distance=most) for one in known]


def _longest_day(runs: Sequence[Ran]) -> float:
    """The most metres run on one day."""
    days: dict[date, float] = {}
    for one in runs:
        days[one.day] = days.get(one.day, 0) + one.distance
    return max(days.values(), default=0)


def _week_cap(
    weeks: Sequence[Sequence[Ran]], before: Before, level: Level, week_base: WeekBase
) -> float | None:
    """The best of the last weeks, or a tenth more if the last one nearly reached it."""
    totals = [_metres(week) for week in weeks]
    last = max(totals[0], before.week if before.is_last_week else 0)
    best = max(*totals, before.week)
    base = last if week_base is WeekBase.LAST else best
    may_grow = level is Level.AS_PLANNED and last >= _ENOUGH * base
    return base * (_MORE if may_grow else 1.0) or None


def _run_count(weeks: Sequence[Sequence[Ran]], level: Level, *, one_more_run: bool) -> int | None:
    """The most runs in one of the last weeks, or a tenth more, which is none below ten (S28)."""
    most = max(len(week) for week in weeks)
    if not most:
        return None
    if level is not Level.AS_PLANNED:
        return most
    literal = floor(most * _MORE + 1e-9)
    return max(literal, most + 1) if one_more_run else literal


def _effort_cap(last_week: Sequence[Ran], level: Level) -> int | None:
    known = [one.effort for one in last_week if one.effort is not None]
    return max(known) if known and level is not Level.AS_PLANNED else None
