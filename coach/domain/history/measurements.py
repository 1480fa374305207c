"""What is measured every four weeks, when it is due, and which of its changes count as real.

Activities of one's own are rated as on the Patient-Specific Functional Scale [P40]. Its figures
for a real change hold for the mean of the activities and for a single one. Scores of
questionnaires have figures of their own; for heel raises and knee to wall we know of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from coach.domain.events.types import Event, Measured, ScoreBrought
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.warning_signs import hides_all

ACTIVITIES = 3
"""How many activities are rated."""
MOST_RAISES, MOST_CENTIMETRES, MOST_SCORE = 200, 40, 1000
"""More is a typing mistake (ours)."""
EVERY = timedelta(weeks=4)
"""From one measurement to the next (ours)."""
_FIRST_AFTER = timedelta(weeks=1)
_SHOWN = timedelta(weeks=1)
"""After the first week with Coach, and then for a week at a time (ours)."""
_REAL_MEAN, _REAL_ONE = 2.0, 3.0
"""Points of the mean of the activities, and of a single one ([P40])."""
_REAL_SCORES = {
    "ffi": 7.0,
    "foot function index": 7.0,
    "ffi pain": 12.0,
    "ffi disability": 7.0,
    "fhsq pain": 14.0,
    "fhsq function": 7.0,
    "fhsq general foot health": 9.0,
    "faam adl": 8.0,
    "faam sport": 12.3,
}
"""Points of known questionnaires ([P8] [P9] [P10]), the larger figure where there are two."""
_NO_TIME = timedelta()


class Better(StrEnum):
    """Which values are the better ones."""

    HIGHER = "higher"
    LOWER = "lower"


_BETTER_SCORES = {
    "ffi": Better.LOWER,
    "foot function index": Better.LOWER,
    "faam": Better.HIGHER,
    "foot and ankle ability measure": Better.HIGHER,
    "fhsq": Better.HIGHER,
    "foot health status questionnaire": Better.HIGHER,
}
"""Of known questionnaires and their parts ([P10] [P41])."""


def next_due(today: date, began: date, last: date | None) -> date:
    """The first day of the week in which to measure: the present one, or the next.

    Args:
        today: the coach day.
        began: the first coach day with Coach.
        last: the day of the last measurement, or on which it was put off.
    """
    first = began + _FIRST_AFTER if last is None else last + EVERY
    passed = max(today - first, _NO_TIME) // EVERY
    due = first + passed * EVERY
    return due if today < due + _SHOWN else due + EVERY


def may_raise_heels(judgement: Judgement) -> bool:
    """Whether heel raises until the leg is tired are safe (ours): not on a day without running.

    It takes a pain check of the day, and no warning sign.
    """
    is_free = judgement.level >= Level.WALK_JOG and not judgement.flags
    return is_free and judgement.verdict.inputs.is_checked and judgement.allows_heel_raises


def may_bend_ankles(judgement: Judgement) -> bool:
    """Whether knee to wall is safe: not with a warning sign that hides all stretches."""
    return not hides_all(judgement.flags)


class Topic(StrEnum):
    """What a trend is about."""

    ACTIVITY = "activity"
    MEAN = "mean of the activities"
    RAISES = "heel raises"
    WALL = "knee to wall"
    SCORE = "score"


class Trend(NamedTuple):
    """Values over time, oldest first, each with its day; there is at least one.

    `name` is the activity or the title of the questionnaire, or the side. `real` is the change from
    which it is more than chance and error; None if no figure is known, as with `better`.
    """

    topic: Topic
    name: str
    values: tuple[tuple[date, float], ...]
    real: float | None = None
    better: Better | None = Better.HIGHER

    @property
    def value(self) -> float:
        """The last value."""
        return self.values[-1][1]

    @property
    def since_first(self) -> float | None:
        """The change since the first value; None if there is only one."""
        return round(self.value - self.values[0][1], 3) if len(self.values) > 1 else None

    @property
    def since_last(self) -> float | None:
        """The change since the value before; None if there is only one."""
        return round(self.value - self.values[-2][1], 3) if len(self.values) > 1 else None

    def is_real(self, change: float | None) -> bool | None:
        """Whether a change counts as real; None if that is not known."""
        return None if change is None or self.real is None else abs(change) >= self.real

    def is_better(self, change: float | None) -> bool | None:
        """Whether a change is for the better; None if there is none, or that is not known."""
        if not change or self.better is None:
            return None
        return (change > 0) is (self.better is Better.HIGHER)


def trends_of(events: Iterable[Event]) -> tuple[Trend, ...]:
    """What was measured so far, from events in any order; of a day, the last entry counts.

    Of the activities only the latest ones have a trend.
    """
    known = sorted(events, key=lambda one: (one.day, one.order))
    measured = [one for one in known if isinstance(one, Measured)]
    scores = [one for one in known if isinstance(one, ScoreBrought)]
    return (*_activities(measured), *_tests(measured), *_scores(scores))


def latest_activities(measured: Iterable[Measured]) -> tuple[str, ...]:
    """The activities of the last measurement that has any, in their order."""
    rated = [one for one in measured if one.activities]
    last = max(rated, key=lambda one: (one.day, one.order), default=None)
    return tuple(one.activity for one in last.activities) if last else ()


def _activities(measured: list[Measured]) -> Iterator[Trend]:
    names = latest_activities(measured)
    days = {one.day: _ratings(one) for one in measured if one.activities}
    whole = {day: rated for day, rated in days.items() if rated.keys() == set(map(_key, names))}
    if len(names) > 1:
        means = {day: sum(rated.values()) / len(rated) for day, rated in whole.items()}
        yield Trend(Topic.MEAN, "", _values(means), _REAL_MEAN)
    for name in names:
        rated = {day: one[_key(name)] for day, one in days.items() if _key(name) in one}
        yield Trend(Topic.ACTIVITY, name, _values(rated), _REAL_ONE)


def _ratings(measured: Measured) -> dict[str, float]:
    return {_key(one.activity): one.score for one in measured.activities}


def _tests(measured: list[Measured]) -> Iterator[Trend]:
    for topic, field in ((Topic.RAISES, "raises"), (Topic.WALL, "wall")):
        for side in ("left", "right"):
            values = {one.day: getattr(one, f"{field}_{side}") for one in measured}
            known = {day: value for day, value in values.items() if value is not None}
            if known:
                yield Trend(topic, side, _values(known))


def _scores(scores: list[ScoreBrought]) -> Iterator[Trend]:
    for key in dict.fromkeys(_key(one.title) for one in scores):
        same = [one for one in scores if _key(one.title) == key]
        values = {one.day: one.score for one in same}
        yield Trend(
            Topic.SCORE, same[-1].title, _values(values), _REAL_SCORES.get(key), _better(key)
        )


def _better(title: str) -> Better | None:
    """Which scores of a questionnaire, or of a part of it, are the better ones, if known."""
    known = (one for name, one in _BETTER_SCORES.items() if f"{title} ".startswith(f"{name} "))
    return next(known, None)


def _values(by_day: Mapping[date, float]) -> tuple[tuple[date, float], ...]:
    return tuple(sorted(by_day.items()))


def _key(text: str) -> str:
    """What two spellings of a name have in common."""
    return " ".join(text.casefold().split())
