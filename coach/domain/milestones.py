"""What has been reached on the way back, and what lies ahead of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from coach.domain.ladder import LAST_STAGE
from coach.domain.record import DayRecord, median_pain, rolling_pain

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
REAL_CHANGE = 2
"""Points of the seven-day median from which a change is real ([P9])."""
_ALMOST_NONE = 1
_WEEKS = (8, 12, 26)
"""When the plan should have helped, and when to ask for more (S49, S51, [P21])."""


class MilestoneKind(StrEnum):
    """What kind of mark it is."""

    BEGAN = "began"
    REAL_CHANGE = "real change"
    ALMOST_NONE = "almost none"
    FIRST_RUN = "first run"
    LADDER_DONE = "ladder done"
    WEEK = "week"


class Milestone(Struct, frozen=True):
    """A mark on the way; `weeks` since the first day for those that are only time."""

    kind: MilestoneKind
    day: date
    weeks: int = 0


def milestones(days: Sequence[DayRecord], began: date) -> tuple[Milestone, ...]:
    """What was reached on these days, oldest first; they begin with the first day or earlier."""
    known = [one for one in days if one.day >= began]
    if not known:
        return ()
    found = [Milestone(MilestoneKind.BEGAN, began), *_of_pain(known, began), *_of_runs(known)]
    last = known[-1].day
    found += [
        Milestone(MilestoneKind.WEEK, began + _WEEK * weeks, weeks)
        for weeks in _WEEKS
        if began + _WEEK * weeks <= last
    ]
    return tuple(sorted(found, key=lambda one: one.day))


def next_week_mark(began: date, today: date) -> Milestone | None:
    """The next of the weeks at which there is something to look at."""
    ahead = (Milestone(MilestoneKind.WEEK, began + _WEEK * weeks, weeks) for weeks in _WEEKS)
    return next((one for one in ahead if one.day > today), None)


def _of_pain(days: Sequence[DayRecord], began: date) -> Iterator[Milestone]:
    first = median_pain(one for one in days if one.day < began + _WEEK)
    pains = {one.day: one.pain for one in days if one.pain is not None}
    later = [one.day for one in days if one.day >= began + _WEEK]
    medians = list(zip(later, rolling_pain(pains, later), strict=True))
    if first is None:
        return
    reached = (day for day, pain in medians if pain is not None and first - pain >= REAL_CHANGE)
    if day := next(reached, None):
        yield Milestone(MilestoneKind.REAL_CHANGE, day)
    gone = (day for day, pain in medians if pain is not None and pain <= _ALMOST_NONE < first)
    if day := next(gone, None):
        yield Milestone(MilestoneKind.ALMOST_NONE, day)


def _of_runs(days: Sequence[DayRecord]) -> Iterator[Milestone]:
    runs = [run for one in days for run in one.runs]
    if free := next((run for run in runs if run.stage is None), None):
        yield Milestone(MilestoneKind.FIRST_RUN, free.day)
    if last := next((run for run in runs if run.stage == LAST_STAGE), None):
        yield Milestone(MilestoneKind.LADDER_DONE, last.day)
