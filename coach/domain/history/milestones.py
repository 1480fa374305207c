"""Milestones on the way back: those reached, and the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import islice

from msgspec import Struct

from coach.domain.events.types import RunLogged
from coach.domain.heel.episode import EpisodeRecord, median, median_between
from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.heel.walk_jog import LAST_STAGE

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_ALMOST_NONE = 1
_WEEKS = (8, 12, 26)
"""When the plan should have helped, and when to ask for more (S49, S51, [P21])."""


class MilestoneKind(StrEnum):
    """The kinds of milestones."""

    BEGAN = "began"
    REAL_CHANGE = "real change"
    ALMOST_NONE = "almost none"
    FIRST_RUN = "first run"
    LADDER_DONE = "ladder done"
    WEEK = "week"


class Milestone(Struct, frozen=True):
    """A milestone; `weeks` since the episode began for those that only mark time."""

    kind: MilestoneKind
    day: date
    weeks: int = 0


def milestones(
    pains: Mapping[date, int],
    runs: Iterable[RunLogged],
    episodes: Sequence[EpisodeRecord],
    today: date,
) -> tuple[Milestone, ...]:
    """The milestones from the first day up to today, oldest first.

    Args:
        pains: first-step pain of all mornings.
        runs: all runs, or those that `turning_points` chooses.
        episodes: those of heel pain; the first one begins on the first coach day with an entry.
        today: the coach day to look back from.
    """
    began = episodes[0].began
    known = {day: pains[day] for day in sorted(pains) if began <= day <= today}
    ran = sorted((one for one in runs if began <= one.day <= today), key=lambda one: one.day)
    found = [
        Milestone(MilestoneKind.BEGAN, began),
        *_of_pain(known, began),
        *_of_runs(ran),
        *_of_weeks(episodes, today),
    ]
    return tuple(sorted(found, key=lambda one: one.day))


def turning_points(runs: Iterable[RunLogged]) -> list[RunLogged]:
    """The runs of a period, given in their order, that may be milestones."""
    known = list(runs)
    free = (one for one in known if not one.is_walk_jog)
    last_stage = (one for one in known if one.stage == LAST_STAGE)
    return [one for found in (free, last_stage) for one in islice(found, 1)]


def next_week_mark(began: date, today: date) -> Milestone | None:
    """The next week with something to look at, in an episode that began on a day."""
    ahead = (Milestone(MilestoneKind.WEEK, began + _WEEK * weeks, weeks) for weeks in _WEEKS)
    return next((one for one in ahead if one.day > today), None)


def _of_weeks(episodes: Iterable[EpisodeRecord], today: date) -> Iterator[Milestone]:
    """The weeks with something to look at that each episode has reached; each counts its own."""
    for one in episodes:
        marks = (
            Milestone(MilestoneKind.WEEK, one.began + _WEEK * weeks, weeks) for weeks in _WEEKS
        )
        yield from (mark for mark in marks if mark.day <= (one.ended or today))


def _of_pain(pains: Mapping[date, int], began: date) -> Iterator[Milestone]:
    """When the median of seven days first was so low, after the first week."""
    first = first_week(pains, began)
    if first is None:
        return

    @cache
    def week_of(day: date) -> float:
        return median_between(pains, day - _WEEK + _DAY, day) or 0

    later = [day for day in pains if day >= began + _WEEK]
    if day := next((day for day in later if first - week_of(day) >= REAL_CHANGE), None):
        yield Milestone(MilestoneKind.REAL_CHANGE, day)
    if day := next((day for day in later if week_of(day) <= _ALMOST_NONE < first), None):
        yield Milestone(MilestoneKind.ALMOST_NONE, day)


def _of_runs(runs: Sequence[RunLogged]) -> Iterator[Milestone]:
    if free := next((run for run in runs if not run.is_walk_jog), None):
        yield Milestone(MilestoneKind.FIRST_RUN, free.day)
    if last := next((run for run in runs if run.stage == LAST_STAGE), None):
        yield Milestone(MilestoneKind.LADDER_DONE, last.day)


def first_week(pains: Mapping[date, int], began: date) -> float | None:
    """The median first-step pain of the first seven days; None if there is none."""
    known = [pain for day, pain in pains.items() if began <= day < began + _WEEK]
    return median(known) if known else None
