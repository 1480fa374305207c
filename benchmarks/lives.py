"""Simulated runners who do all that is asked of them, for 26 weeks.

All numbers of this world are ours: how pain falls, how much mornings differ, how often a run makes
the next morning sore. It shows what the rules do to people whose condition we know.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import exp, inf
from random import Random
from typing import NamedTuple

from benchmarks.diary import Advice, Diary, Ran
from coach.domain.events.types import Pattern
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import BLOCKS, Stage

WEEKS = 26
DAYS = WEEKS * 7
FIRST = date(2026, 1, 5)
"""A Monday."""
_RUN_DAYS = ((1, 3, 5), (1, 3, 5, 6))
"""Tuesday, Thursday, Saturday; for some runners Sunday too."""
_FORGOTTEN = 0.03
"""The share of mornings without a check."""
_NOISE = 1
"""How far a morning is from the heel's own pain, at most, either way."""
_SORE, _SORE_POINTS = 0.15, (1, 1, 2)
"""The share of runs that make the next morning sore: mostly by a point, sometimes by two.

If it were always two, the steady 1/10 would change the kind of day 0.6 times a week, not 0.4.
"""
_AS_USUAL = 0.95
"""The share of runs that go as the morning promised."""
_AS_BAD = 0.3
"""In a relapse: the share of bad mornings that do not ease, or keep hurting, and of runs that hurt.
"""
_STRETCHES = {3: 0.8, 2: 0.17, 1: 0.03}
"""The sessions of a day, and the share of days with so many."""
_JOG, _WALK = 8 / 3.6, 5.5 / 3.6
"""Metres a second."""
_LEAST_RUN = 100
_MILD, _BAD, _AWFUL = 3, 6, 7


class Heel(NamedTuple):
    """The pain that a heel would have each morning without noise, and the days of its relapses."""

    pains: tuple[float, ...]
    relapses: frozenset[int] = frozenset()


class Group(NamedTuple):
    """Runners of one kind; distances are kilometres a week."""

    name: str
    heel: Callable[[Random], Heel]
    before: float
    """What they have run until now."""
    now: float
    usual: float
    """What they would like to run: a little more each week, starting from `now`."""
    last: int
    """How many days ago they last ran."""
    pattern: Pattern


class Day(NamedTuple):
    """One day: the pain that was entered, what the coach said, and the metres that were run."""

    pain: int | None
    advice: Advice
    metres: float
    is_run_day: bool


def life(group: Group, number: int) -> list[Day]:
    """All days of one runner, the same each time."""
    return Runner(group, number).live()


class Runner:
    """One runner who follows the advice."""

    def __init__(self, group: Group, number: int) -> None:
        self._group = group
        # The heel's random values are drawn separately, so that they do not depend on the rules.
        self._fate = _chance(group, number, "heel")
        self._chance = _chance(group, number, "runs")
        self._heel = group.heel(self._fate)
        self.run_days = self._fate.choice(_RUN_DAYS)
        self._size = self._fate.uniform(0.9, 1.1)
        self._is_sore = False
        self.diary = Diary(FIRST)
        self._begin()

    def live(self) -> list[Day]:
        """Live all days."""
        return [self.day(number) for number in range(DAYS)]

    def _begin(self) -> None:
        weekly = self._group.before * 1000 * self._size
        longest = 1.3 * weekly / len(self.run_days)
        last = FIRST - timedelta(days=self._group.last)
        self.diary.begin(weekly, longest, last, self._group.pattern)

    def day(self, number: int) -> Day:
        """Live the next day, counted from 0."""
        day = FIRST + timedelta(days=number)
        pain = self._morning(number)
        is_forgotten = self._fate.random() < _FORGOTTEN
        if not is_forgotten:
            self._check(day, number, pain)
        advice = self.diary.advice(day)
        is_run_day = day.weekday() in self.run_days
        ran = self._ran(number, pain, advice) if is_run_day else None
        if ran:
            self.diary.run(day, ran)
        self._is_sore = bool(ran) and self._chance.random() < _SORE
        self.diary.stretch(day, self._fate.choices([*_STRETCHES], [*_STRETCHES.values()])[0])
        told = None if is_forgotten else pain
        return Day(told, advice, ran.metres if ran else 0.0, is_run_day)

    def _morning(self, number: int) -> int:
        """First-step pain: the heel's own, a point of noise, and what the last run left."""
        noise = self._fate.uniform(-_NOISE, _NOISE)
        sore = self._fate.choice(_SORE_POINTS) if self._is_sore else 0
        return max(0, min(10, round(self._heel.pains[number] + noise + sore)))

    def _check(self, day: date, number: int, pain: int) -> None:
        is_relapse = number in self._heel.relapses
        stays, hurts_on = (self._fate.random() < _AS_BAD for _ in range(2))
        self.diary.check(
            day,
            pain,
            eases=not (is_relapse and pain >= _AWFUL and stays),
            walking_pain=is_relapse and pain >= _BAD and hurts_on,
        )

    def _ran(self, number: int, pain: int, advice: Advice) -> Ran | None:
        """The run that the advice allows; None: rest, or other training."""
        pattern = self._pattern(pain, is_relapse=number in self._heel.relapses)
        worst = self._worst(pattern)
        if advice.walk_jog:
            return _walk_jog(advice.walk_jog, advice.stage, worst, pattern)
        metres = min(self._wanted(number), inf if advice.most is None else advice.most)
        metres = min(metres, inf if advice.seconds is None else advice.seconds * _JOG)
        if advice.level < Level.NO_INCREASE or metres < _LEAST_RUN:
            return None
        return Ran(metres, round(metres / _JOG), worst, pattern)

    def _wanted(self, number: int) -> float:
        """The metres of a run if the runner could choose; a little more each week."""
        group = self._group
        weekly = group.now + (group.usual - group.now) * number / DAYS
        return weekly * 1000 * self._size / len(self.run_days)

    def _pattern(self, pain: int, *, is_relapse: bool) -> Pattern:
        """How a run goes, as far as the morning shows it."""
        hurts = is_relapse and pain >= _MILD and self._chance.random() < _AS_BAD
        if pain >= _BAD or hurts:
            return self._chance.choice((Pattern.THROUGHOUT, Pattern.WORSE))
        is_usual = self._chance.random() < _AS_USUAL
        return Pattern.NONE if (pain < _MILD) is is_usual else Pattern.FADED

    def _worst(self, pattern: Pattern) -> int:
        """The worst pain in a run."""
        match pattern:
            case Pattern.NONE:
                return 0
            case Pattern.FADED:
                return self._chance.randint(3, 4)
            case _:
                return 6


def _chance(group: Group, number: int, of: str) -> Random:
    return Random(f"{group.name} {number} {of}")  # noqa: S311 - a life, and no secret


def _walk_jog(walk_jog: Stage, number: int | None, pain: int, pattern: Pattern) -> Ran:
    """A walk-jog, which is a stage of the ladder if it has a number."""
    metres = BLOCKS * (walk_jog.jog * _JOG + walk_jog.walk * _WALK)
    seconds = BLOCKS * (walk_jog.jog + walk_jog.walk)
    return Ran(metres, seconds, pain, pattern, number, is_walk_jog=True)


def _recovering(begins: float) -> Callable[[Random], Heel]:
    """Pain that falls to one or less in about 16 weeks, first fast and then slowly."""

    def heel(chance: Random) -> Heel:
        first, last = begins + chance.uniform(-0.5, 0.5), chance.uniform(0, 1)
        pace = 3 / (7 * chance.uniform(14, 18))
        return Heel(tuple(last + (first - last) * exp(-pace * day) for day in range(DAYS)))

    return heel


def _steady(pain: float) -> Callable[[Random], Heel]:
    return lambda _: Heel((pain,) * DAYS)


def _relapsing(chance: Random) -> Heel:
    """A good heel, with three relapses that come over some days and last a week or so."""
    pains = [1.0] * DAYS
    days: set[int] = set()
    for around in (35, 90, 145):
        begins = around + chance.randint(-14, 14)
        for day, pain in enumerate(_relapse(chance), start=begins):
            pains[day] = pain
            days.add(day)
    return Heel(tuple(pains), frozenset(days))


def _relapse(chance: Random) -> list[float]:
    """Up over some days, a week or so at the peak, and down again."""
    peak = chance.uniform(5, 7)
    up, down = chance.randint(3, 5), chance.randint(3, 5)
    rise = [1 + (peak - 1) * step / up for step in range(1, up)]
    fall = [1 + (peak - 1) * step / down for step in range(down - 1, 0, -1)]
    return [*rise, *[peak] * chance.randint(6, 9), *fall]


def _not_improving(chance: Random) -> Heel:
    """Between 3 and 5, up and down over the weeks."""
    weeks = [chance.uniform(3, 5) for _ in range(WEEKS)]
    return Heel(tuple(weeks[day // 7] for day in range(DAYS)))


LADDER = Group("recovering, ladder", _recovering(5), 0, 8, 25, 150, Pattern.THROUGHOUT)
RUNNING = Group("recovering, running", _recovering(4), 25, 25, 25, 2, Pattern.FADED)
STEADY_1 = Group("steady 1/10", _steady(1), 16, 16, 20, 2, Pattern.NONE)
STEADY_2 = Group("steady 2/10", _steady(2), 16, 16, 20, 2, Pattern.NONE)
RELAPSING = Group("relapsing", _relapsing, 16, 16, 20, 2, Pattern.NONE)
NOT_IMPROVING = Group("not improving", _not_improving, 16, 16, 20, 2, Pattern.FADED)
GROUPS = (LADDER, RUNNING, STEADY_1, STEADY_2, RELAPSING, NOT_IMPROVING)
