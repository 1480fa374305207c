"""When one can run again: the range of many simulated courses of the days ahead.

This is not a promise. It holds if the mornings go on as in the last weeks, and if the runner
stretches twice a day (once on the maintenance day) and runs no further than each day allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from math import floor, inf
from random import Random
from typing import NamedTuple

from coach.domain.heel.episode import median
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.outlook.mornings import WORST, Morning, OwnMornings
from coach.domain.outlook.runner import JOG, SimulatedDay, SimulatedRunner, Start

_DAY = timedelta(days=1)
HORIZON = 182
"""Days that are simulated: half a year."""
_RANGE = (0.05, 0.5, 0.95)
"""The shares of the courses by which a milestone has come early, likely and late."""
_SETBACK_EVERY = 4
"""Of so many courses one is simulated with a setback too."""
_SETBACK_WITHIN = 14
"""Days in which the setback begins."""
_SETBACK = (3, 4)
"""Mornings that a setback lasts, and the points that it adds: a flare of some days (ours)."""


class Milestone(StrEnum):
    """What a runner waits for."""

    NEXT_STAGE = "next stage"
    FREE_RUN = "free run"
    USUAL = "usual distance"
    GOAL = "goal"


_Course = dict[Milestone, int]
"""How many days ahead each milestone comes; `HORIZON` where it does not."""


class Wanted(NamedTuple):
    """The distances that a runner waits for, in metres, and the day of the goal, if it has one."""

    usual: float | None = None
    goal: float | None = None
    goal_on: date | None = None

    @property
    def most(self) -> float | None:
        """The longest run that is wanted."""
        return max((one for one in (self.usual, self.goal) if one), default=None)


class Span(NamedTuple):
    """When something comes: in days from the first simulated one; None: not in half a year."""

    early: int | None
    likely: int | None
    late: int | None
    setback: int
    """How many days later it is likely after one setback."""


class Outlook(NamedTuple):
    """What is ahead, by milestones; those that are reached already are not among them."""

    first: date
    courses: int
    spans: dict[Milestone, Span]
    is_return: bool
    """Whether running starts again, on the walk-jog ladder."""
    goal_in_time: float | None = None
    """The share of the courses that reach the goal by its day; None: it has none, or is reached."""

    def day(self, ahead: int | None) -> date | None:
        """The day that is so far ahead."""
        return None if ahead is None else self.first + _DAY * ahead


class OutlookView(NamedTuple):
    """What can be said of the days ahead."""

    mornings: OwnMornings
    wanted: Wanted
    awaits_clinician: bool = False
    """Whether a warning sign stops all running until a clinician has advised."""
    is_at_rest: bool = False
    """Whether today's level is rest, so that there is no forecast."""
    is_maintained: bool = False
    """Whether the runner is on the maintenance day."""
    now: Outlook | None = None
    """None: it is not worked out yet, or nothing can be said."""
    before: Outlook | None = None
    """The outlook of a week ago; None as above."""


class OutlookMaker:
    """Simulates one course after the other, and says what they have in common."""

    def __init__(self, start: Start, now: Judgement, mornings: OwnMornings, wanted: Wanted) -> None:
        """Begin with no course.

        Args:
            start: where the simulation begins.
            now: what today allows.
            mornings: those to draw from; enough of them.
            wanted: the distances to wait for.
        """
        self._start = start
        self._now = now
        self._mornings = mornings
        self._wanted = wanted
        self.ahead = list(self._milestones())
        self._courses: list[_Course] = []
        self._delays: list[_Course] = []

    @property
    def facts(self) -> tuple[object, ...]:
        """All that the courses depend on, besides the day whose mornings they draw from."""
        return self._start, self._wanted, self.ahead, self._now.is_on_ladder, _number(self._now)

    def simulate(self, courses: int) -> Iterator[Outlook]:
        """Simulate courses, and some again with a setback; the outlook after each of them."""
        for number in range(courses):
            course = self._course(number)
            self._courses.append(course)
            yield self._outlook()
            if number % _SETBACK_EVERY == 0:
                setback = self._course(number, has_setback=True)
                self._delays.append({one: setback[one] - course[one] for one in self.ahead})
                yield self._outlook()

    def _outlook(self) -> Outlook:
        """What the courses so far say."""
        spans = {one: self._span(one) for one in self.ahead}
        is_return = self._now.is_on_ladder
        return Outlook(
            self._start.first, len(self._courses), spans, is_return, self._goal_in_time()
        )

    def _goal_in_time(self) -> float | None:
        day = self._wanted.goal_on
        if day is None or Milestone.GOAL not in self.ahead:
            return None
        ahead = (day - self._start.first).days
        in_time = sum(one[Milestone.GOAL] <= min(ahead, HORIZON - 1) for one in self._courses)
        return in_time / len(self._courses)

    def _milestones(self) -> Iterator[Milestone]:
        """What is still ahead."""
        now, longest = self._now, _longest(self._now)
        if now.is_on_ladder and now.stage and now.stage.number < LAST_STAGE:
            yield Milestone.NEXT_STAGE
        if now.is_on_ladder or now.level < Level.NO_INCREASE:
            yield Milestone.FREE_RUN
        if self._wanted.usual and longest < self._wanted.usual:
            yield Milestone.USUAL
        if self._wanted.goal and longest < self._wanted.goal:
            yield Milestone.GOAL

    def _course(self, number: int, *, has_setback: bool = False) -> _Course:
        """The days ahead on which the milestones come; the same for the same number."""
        course = dict.fromkeys(self.ahead, HORIZON)
        left = set(self.ahead)
        for one in self._runner(number, has_setback=has_setback).run_days(HORIZON):
            for milestone in [each for each in left if self._is_reached(each, one)]:
                course[milestone] = (one.day - self._start.first).days
                left.remove(milestone)
            if not left:
                break
        return course

    def _runner(self, number: int, *, has_setback: bool) -> SimulatedRunner:
        seed = f"{self._start.first} {number}"
        drawn = self._mornings.drawn(_chance(seed, "mornings"))
        if has_setback:
            drawn = _with_setback(drawn, _chance(seed, "setback").randrange(_SETBACK_WITHIN))
        return SimulatedRunner(self._start, drawn, _chance(seed, "runs"))

    def _is_reached(self, milestone: Milestone, one: SimulatedDay) -> bool:
        free = inf if one.allowed is None else one.allowed
        match milestone:
            case Milestone.NEXT_STAGE:
                return one.is_free or _number(one.judgement) > _number(self._now)
            case Milestone.FREE_RUN:
                return one.is_free
            case Milestone.USUAL:
                return free >= (self._wanted.usual or 0)
            case Milestone.GOAL:
                return free >= (self._wanted.goal or 0)

    def _span(self, milestone: Milestone) -> Span:
        days = sorted(one[milestone] for one in self._courses)
        early, likely, late = (days[floor(share * (len(days) - 1) + 0.5)] for share in _RANGE)
        delays = [one[milestone] for one in self._delays]
        delay = round(median(delays)) if delays else 0
        return Span(_known(early), _known(likely), _known(late), delay)


def _known(ahead: int) -> int | None:
    return None if ahead >= HORIZON else ahead


def _number(judgement: Judgement) -> int:
    return judgement.stage.number if judgement.stage else 0


def _longest(judgement: Judgement) -> float:
    """The longest run that today's heel allows, whatever was run already."""
    if judgement.level < Level.NO_INCREASE:
        return 0.0
    if judgement.caps.seconds:
        return judgement.caps.seconds * JOG
    return inf if judgement.caps.run is None else judgement.caps.run


def _with_setback(mornings: Iterator[Morning], ahead: int) -> Iterator[Morning]:
    """The same mornings, but some in a row are worse, from so many days ahead on."""
    lasts, points = _SETBACK
    for number, one in enumerate(mornings):
        is_in_it = ahead <= number < ahead + lasts
        yield one._replace(pain=min(WORST, one.pain + points)) if is_in_it else one


def _chance(*seed: str) -> Random:
    return Random(" ".join(seed))  # noqa: S311 - a possible course, and no secret
