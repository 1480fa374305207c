"""Mornings to come, drawn from those of the runner's own last weeks.

A morning to come is the pain that the heel will have come to, plus what one of the runner's own
mornings differed from its course. That course is a straight line through the last four weeks, as
uncertain as they leave it; from today on it goes down at that pace or more slowly, never up, and
levels out. Mornings are drawn a few in a row, since bad ones come together, and the next ones from
the last week, since a bad week does not end overnight. A flare, a week well above what was usual,
may pass within three weeks, or stay. All of this is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, islice
from math import exp
from random import Random
from typing import NamedTuple, TypeVar

from coach.domain.events.types import PainChecked
from coach.domain.heel.episode import median
from coach.domain.heel.thresholds import REAL_CHANGE

T = TypeVar("T")

LAST_WEEKS = timedelta(days=28)
"""The mornings that are drawn from."""
FEWEST = 7
"""Mornings below which it is too early to say anything."""
_IN_A_ROW = 3
"""Mornings that are drawn together."""
_LAST_WEEK = 7
"""The latest mornings, and as many next ones that are drawn from them."""
_LONGER = timedelta(days=56)
"""The mornings that say what was usual."""
_FLARES_THAT_PASS = 0.75
_FLARE = (2, 21)
"""The days after which a flare passes, if it does."""
_LEAST = 1.0
"""The pain below which no improvement is assumed: most have some for months ([P33])."""
_PACE = (0.5, 1.0)
"""The shares of its own pace at which the pain goes on falling."""
WORST = 10
"""The end of the scale of pain."""


class Morning(NamedTuple):
    """The first steps of a day: their pain, whether it eases, and whether walking hurts.

    None stands for an answer that was not given, as it was on the morning that it is like.
    """

    pain: int
    eases: bool | None
    walking_pain: bool | None


class OwnMornings:
    """What the runner's last weeks say of those to come."""

    def __init__(self, mornings: Mapping[date, PainChecked], today: date) -> None:
        """Take in the mornings up to and with a day."""
        days = sorted(day for day in mornings if today - _LONGER < day <= today)
        lately = [day for day in days if today - day < LAST_WEEKS]
        self._longer = [mornings[day] for day in days]
        self._usual = median([one.pain for one in self._longer]) if days else 0.0
        self._checks = [mornings[day] for day in lately]
        self._course = _course([(day - today).days for day in lately], self._checks)
        self._differences = [
            one.pain - self._course.at((day - today).days)
            for day, one in zip(lately, self._checks, strict=True)
        ]

    @property
    def count(self) -> int:
        """How many there are to draw from."""
        return len(self._checks)

    @property
    def are_enough(self) -> bool:
        """Whether there are enough to draw from."""
        return self.count >= FEWEST

    @property
    def swing(self) -> float:
        """How far the mornings are from their course, on average, in points."""
        return sum(map(abs, self._differences)) / max(1, self.count)

    @property
    def usual_most(self) -> int:
        """The pain that three in four of the mornings of the last week do not exceed."""
        lately = sorted(one.pain for one in self._checks[-_LAST_WEEK:])
        return lately[len(lately) * 3 // 4] if lately else 0

    @property
    def is_flare(self) -> bool:
        """Whether the last week is clearly worse than what was usual."""
        lately = median([one.pain for one in self._checks[-_LAST_WEEK:]])
        return lately - self._usual >= REAL_CHANGE

    def drawn(self, chance: Random) -> Iterator[Morning]:
        """Mornings from tomorrow on, without end."""
        return self._in_flare(chance) if self.is_flare else self._in_course(chance)

    def _in_flare(self, chance: Random) -> Iterator[Morning]:
        """Mornings as in the last week, and once the flare has passed as they were before it."""
        before = [one for one in self._longer if one.pain < self._usual + REAL_CHANGE]
        passes = chance.random() < _FLARES_THAT_PASS
        flare = _a_few_in_a_row(self._checks[-_LAST_WEEK:], chance)
        lasting = islice(flare, chance.randint(*_FLARE)) if passes else flare
        for check in chain(lasting, _a_few_in_a_row(before, chance)):
            yield _morning(check, check.pain)

    def _in_course(self, chance: Random) -> Iterator[Morning]:
        level, slope = self._course.drawn(chance)
        least = min(_LEAST, level)
        pace = -slope / level * chance.uniform(*_PACE) if level > _LEAST else 0.0
        known = list(zip(self._checks, self._differences, strict=True))
        soon = islice(_a_few_in_a_row(known[-_LAST_WEEK:], chance), _LAST_WEEK)
        mornings = chain(soon, _a_few_in_a_row(known, chance))
        for ahead, (check, difference) in enumerate(mornings, start=1):
            expected = least + (level - least) * exp(-pace * ahead)
            yield _morning(check, expected + difference)


def _a_few_in_a_row(known: Sequence[T], chance: Random) -> Iterator[T]:
    """Drawn without end."""
    while True:
        first = chance.randrange(len(known))
        yield from known[first : first + _IN_A_ROW]


class _Line(NamedTuple):
    """A straight line through mornings, by days from today, and how uncertain it is."""

    day: float
    pain: float
    """The mean of the mornings lies on it."""
    slope: float
    pain_error: float
    slope_error: float

    def at(self, day: float) -> float:
        return self.pain + self.slope * (day - self.day)

    def drawn(self, chance: Random) -> tuple[float, float]:
        """A line that may be the true one: its pain today, and its slope from then on, never up.

        What has risen may stay as bad, or fall back to where it was.
        """
        slope = chance.gauss(self.slope, self.slope_error)
        pain = chance.gauss(self.pain, self.pain_error)
        risen = slope * -self.day
        kept = risen * chance.random() if risen > 0 else risen
        return max(0.0, pain + kept), min(0.0, slope)


def _course(days: Sequence[int], checks: Sequence[PainChecked]) -> _Line:
    """The line of least squares, with the standard errors of its mean and its slope."""
    count = len(days) or 1
    pains = [one.pain for one in checks]
    day, pain = sum(days) / count, sum(pains) / count
    spread = sum((one - day) ** 2 for one in days) or 1.0
    points = list(zip(days, pains, strict=True))
    slope = sum((one - day) * (height - pain) for one, height in points) / spread
    left = sum((height - pain - slope * (one - day)) ** 2 for one, height in points)
    variance = left / max(1, count - 2)
    return _Line(day, pain, slope, (variance / count) ** 0.5, (variance / spread) ** 0.5)


def _morning(like: PainChecked, pain: float) -> Morning:
    """A morning like another one, with a pain of its own."""
    return Morning(max(0, min(WORST, round(pain))), like.eases, like.walking_pain)
