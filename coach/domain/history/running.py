"""How much a runner has run lately, from the runs that were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from coach.domain.events.types import RunLogged

_WEEKS = 4
SPAN = timedelta(weeks=_WEEKS)
_LATELY = timedelta(weeks=2)
"""After a longer time without a run, nothing is said of the weeks before."""
_ROUNDED = 100.0


class RecentRunning(Struct, frozen=True):
    """Metres a week over the last four weeks, the longest run in them, and the day of the last."""

    weekly: float
    longest: float
    last_run: date


def recent_running(runs: Iterable[RunLogged], today: date) -> RecentRunning | None:
    """What the runs up to a day come to, to 100 m; None without one in the last two weeks."""
    lately = [run for run in runs if today - SPAN < run.day <= today]
    last = max((run.day for run in lately), default=date.min)
    if today - last >= _LATELY:
        return None
    weekly = sum(run.distance for run in lately) / _WEEKS
    longest = max(run.distance for run in lately)
    return RecentRunning(_rounded(weekly), _rounded(longest), last)


def _rounded(metres: float) -> float:
    return round(metres / _ROUNDED) * _ROUNDED
