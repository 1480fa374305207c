"""How much may be run: at most a tenth more a week, in one run, and in runs (S28).

The strongest support is for the single run, measured against the longest of the last 30 days
[P15]. That the week may grow by a tenth is a cautious rule, and no proof (evidence 3.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import floor

from msgspec import Struct

from coach.domain.readiness import Level

_MORE = 1.10
LONGEST_OF = timedelta(days=30)
_WEEK = timedelta(days=7)


class Ran(Struct, frozen=True):
    """A run, as the caps see it: its day, its metres, and how hard it was (RPE, if told)."""

    day: date
    distance: float
    effort: int | None = None
    is_walk_jog: bool = False


class Before(Struct, frozen=True):
    """The metres of a week, and of the longest run, from before the runner had the coach.

    Where the week counts, nobody knows how many runs it had.
    """

    week: float = 0
    longest: float = 0


class Caps(Struct, frozen=True):
    """What this week and this day allow, in metres and runs; None: no cap can be told."""

    run: float | None
    """The longest that today's run may be."""
    week: float | None
    """The distance of this week."""
    runs: int | None
    """The number of runs of this week."""
    done: float
    done_runs: int
    effort: int | None
    """The effort not to be exceeded; None: free."""

    @property
    def left(self) -> float | None:
        """The distance that is left this week."""
        return None if self.week is None else max(0.0, self.week - self.done)

    @property
    def today(self) -> float | None:
        """The longest that today's run may be, the week and the number of runs included."""
        if self.runs is not None and self.done_runs >= self.runs:
            return 0.0
        known = [cap for cap in (self.run, self.left) if cap is not None]
        return min(known, default=None)


def caps(
    runs: Iterable[Ran],
    today: date,
    week_starts: date,
    level: Level,
    *,
    before: Before | None = None,
    one_more_run: bool = False,
) -> Caps:
    """The caps of a day.

    Args:
        runs: those of the last weeks, today's among them.
        today: the coach day.
        week_starts: the first day of its week.
        level: what today's heel allows; below `AS_PLANNED` nothing grows.
        before: what the runner told of the time before the coach.
        one_more_run: whether one run more a week is allowed where a tenth allows none.
    """
    known = list(runs)
    last_week = [one for one in known if week_starts - _WEEK <= one.day < week_starts]
    this_week = [one for one in known if week_starts <= one.day <= today]
    growth = _MORE if level is Level.AS_PLANNED else 1.0
    before = before or Before()
    base = max(sum(one.distance for one in last_week), before.week)
    counted = 0 if before.week else len(last_week)
    return Caps(
        run=_run_cap(known, today, level, before.longest),
        week=base * growth if base else None,
        runs=_run_count(counted, level, one_more_run=one_more_run),
        done=sum(one.distance for one in this_week),
        done_runs=len(this_week),
        effort=_effort_cap(last_week, level),
    )


def _run_cap(runs: Sequence[Ran], today: date, level: Level, longest: float) -> float | None:
    """A tenth more than the longest of 30 days; without increase, the last run."""
    lately = [one for one in runs if today - LONGEST_OF <= one.day < today and one.distance]
    if level is Level.AS_PLANNED:
        base = max((*(one.distance for one in lately), longest), default=0)
        return base * _MORE or None
    # A walk-jog is no measure for a run, unless there is no other.
    comparable = [one for one in lately if not one.is_walk_jog] or lately
    return (comparable[-1].distance if comparable else longest) or None


def _run_count(last_week: int, level: Level, *, one_more_run: bool) -> int | None:
    if not last_week:
        return None
    if level is not Level.AS_PLANNED:
        return last_week
    literal = floor(last_week * _MORE + 1e-9)
    return max(literal, last_week + 1) if one_more_run else literal


def _effort_cap(last_week: Sequence[Ran], level: Level) -> int | None:
    known = [one.effort for one in last_week if one.effort is not None]
    return max(known) if known and level is not Level.AS_PLANNED else None
