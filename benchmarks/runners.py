"""What the judgement does to six hundred simulated runners in 26 weeks, against targets.

The judgement is the product's own, the runners are those of `lives`. All numbers are ours: the
targets say what we want the rules to do, and no source states them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from multiprocessing import Pool
from statistics import fmean, median

from benchmarks.lives import (
    DAYS,
    GROUPS,
    LADDER,
    RELAPSING,
    RUNNING,
    STEADY_1,
    WEEKS,
    Day,
    Group,
    life,
)
from benchmarks.measured import Measured, told
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE

_RUNNERS = 100
_LITTLE, _MUCH = 2, 5
"""Pain up to which rest is needless, and from which running after some such mornings is wrong."""
_IN_A_ROW = 3
_LOW_STAGE = 3
_FREE = LAST_STAGE + 1
"""The place of a runner who runs freely."""
_WEEKS_5_TO_8 = range(28, 56)
_LAST_WEEKS = range(DAYS - 28, DAYS)
_HEAD = f"""
{_RUNNERS} runners a group, {WEEKS} weeks; means of a runner, but counts of the group in (brackets)

                     (R04   changes a  (back to  first    km a week  (3 x 5+     days at level
                   at 0-2)       week   stage 1)  free                   held)   0   1   2   3   4
                           level kind              run    5-8   last
"""


class Outcome:
    """The results for the runners of one group."""

    def __init__(self, lives: Sequence[Sequence[Day]]) -> None:
        self._lives = lives

    @cached_property
    def needless_rests(self) -> int:
        """Days of rest for a week of worse mornings (R04), on mornings of little pain."""
        return sum(
            day.advice.row == "R04" and day.pain is not None and day.pain <= _LITTLE
            for days in self._lives
            for day in days
        )

    @cached_property
    def level_changes(self) -> float:
        """How often a week the level differs from the day before."""
        return self._changes(lambda level: level)

    @cached_property
    def kind_changes(self) -> float:
        """How often a week the kind of day changes: rest, cross-training, walk-jog, run."""
        return self._changes(lambda level: min(level, Level.NO_INCREASE))

    @cached_property
    def thrown_back(self) -> int:
        """How often a runner fell from above stage 3, or from running, to stage 1 in a day."""
        return sum(
            before > _LOW_STAGE and after == 1
            for days in self._lives
            for before, after in pairwise(_places(days))
        )

    @cached_property
    def runs_from(self) -> float:
        """The day of the first free run, counted from 1, of the median runner."""
        return median(map(_first_free_run, self._lives))

    def kilometres(self, during: range) -> float:
        """Kilometres a week during some days."""
        metres = fmean(sum(days[number].metres for number in during) for days in self._lives)
        return metres / 1000 / (len(during) / 7)

    @cached_property
    def bad_mornings(self) -> list[Level]:
        """The levels of mornings that were at least the third in a row with much pain."""
        return [
            days[-1].advice.level
            for one in self._lives
            for days in zip(*(one[ahead:] for ahead in range(_IN_A_ROW)), strict=False)
            if all(day.pain is not None and day.pain >= _MUCH for day in days)
        ]

    @cached_property
    def too_lenient(self) -> int:
        """How many of these mornings allowed more than cross-training."""
        return sum(level > Level.CROSS_TRAIN for level in self.bad_mornings)

    @cached_property
    def days_at(self) -> list[float]:
        """Days of a runner at each level."""
        counts = Counter(day.advice.level for days in self._lives for day in days)
        return [counts[level] / len(self._lives) for level in Level]

    def _changes(self, of: Callable[[Level], int]) -> float:
        changes = sum(
            of(before.advice.level) != of(after.advice.level)
            for days in self._lives
            for before, after in pairwise(days)
        )
        return changes / len(self._lives) / WEEKS


def measures() -> Iterator[Measured]:
    """Let all runners live; print the results, and say whether they are as they should be."""
    outcomes = _outcomes()
    print(_HEAD.rstrip())
    for group, outcome in outcomes.items():
        print(_line(group, outcome))
    print()
    for group, most_changes in ((LADDER, 0.7), (RUNNING, 0.7), (STEADY_1, 0.4)):
        yield from _well(group, outcomes[group], most_changes)
    yield Measured("Ladder: first free run, day", outcomes[LADDER].runs_from, 65)
    early, late = (outcomes[STEADY_1].kilometres(one) for one in (_WEEKS_5_TO_8, _LAST_WEEKS))
    yield Measured("Steady 1/10: km of weeks 5-8 / of last", early / late, 1)
    bad = outcomes[RELAPSING]
    absolute = f"of {len(bad.bad_mornings)} mornings"
    yield Measured("Relapsing: 3rd of 5 or more, above 1", bad.too_lenient, 0, absolute)


def _outcomes() -> dict[Group, Outcome]:
    tasks = [(group, number) for group in range(len(GROUPS)) for number in range(_RUNNERS)]
    with Pool() as pool:
        lives = pool.starmap(_life, tasks, chunksize=10)
    return {
        group: Outcome(lives[first : first + _RUNNERS])
        for first, group in zip(range(0, len(lives), _RUNNERS), GROUPS, strict=True)
    }


def _life(group: int, number: int) -> list[Day]:
    return life(GROUPS[group], number)


def _well(group: Group, outcome: Outcome, most_changes: float) -> Iterator[Measured]:
    """The targets for runners who get better, or have little pain."""
    name = group.name.capitalize()
    yield Measured(f"{name}: R04 at 0-2", outcome.needless_rests, 0)
    yield Measured(f"{name}: kinds a week", outcome.kind_changes, most_changes)
    yield Measured(f"{name}: back to stage 1", outcome.thrown_back, 0)


def _line(group: Group, outcome: Outcome) -> str:
    free = outcome.runs_from
    bad = len(outcome.bad_mornings)
    held = f"{bad - outcome.too_lenient}/{bad}"
    return (
        f"{group.name:<19}{outcome.needless_rests:6}"
        f" {outcome.level_changes:6.2f}{outcome.kind_changes:5.2f}{outcome.thrown_back:8}"
        f" {f'day {free:.0f}' if free <= DAYS else 'never':>9}"
        f"{outcome.kilometres(_WEEKS_5_TO_8):6.1f}{outcome.kilometres(_LAST_WEEKS):7.1f}"
        f"{held:>11} " + "".join(f"{days:4.0f}" for days in outcome.days_at)
    )


def _places(days: Sequence[Day]) -> Iterator[int]:
    """A runner's place each day: a stage of the ladder, or beyond it."""
    place = 1
    for day in days:
        if day.advice.stage is not None:
            place = day.advice.stage
        elif day.advice.level >= Level.NO_INCREASE:
            place = _FREE
        yield place


def _first_free_run(days: Sequence[Day]) -> int:
    """The day of the first run that is no walk-jog; after the last day if there is none."""
    free = (
        number
        for number, day in enumerate(days, start=1)
        if day.is_run_day and day.advice.level >= Level.NO_INCREASE
    )
    return next(free, DAYS + 1)


if __name__ == "__main__":
    results = [told(one) for one in measures()]
    sys.exit(0 if all(results) else 1)
