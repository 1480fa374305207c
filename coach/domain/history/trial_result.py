"""What a trial by lot says.

A day is judged by the first steps of the next morning, by what was drawn for it and not by what was
done. All limits are ours; that two points are a real difference is not ([P9]).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from coach.domain.events.types import PainChecked
from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.history.trial import BLOCK, PAIRS, Trial, used_before

FEWEST = 6
"""Pairs below which any result could be chance."""
_CHANCE = 0.05
_AS_DRAWN = 0.75
"""The least share of the answers that say it was used as drawn."""
_TINY = 1e-9
_EFFECTS = [tenths / 10 for tenths in range(-100, 101)]
_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """What a trial says."""

    LESS = "less pain"
    MORE = "more pain"
    NO_REAL_DIFFERENCE = "no real difference"
    UNCLEAR = "unclear"
    TOO_FEW = "too few mornings"
    NOT_AS_DRAWN = "not used as drawn"


class TrialResult(NamedTuple):
    """The answer in points of first-step pain; negative is less pain with it.

    `low` and `high` are the effects that chance could have hidden, one time in twenty left out;
    `chance` is how often the lot alone makes a difference as large. `as_drawn` of `answered`
    mornings say that it was used as drawn.
    """

    verdict: Verdict
    as_drawn: int
    answered: int
    mornings: int
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None


def result_of(trial: Trial, checks: Mapping[date, PainChecked]) -> TrialResult:
    """What a trial says, from the pain checks by their days."""
    days = [trial.first + _DAY * ahead for ahead in range(trial.number(trial.last))]
    known = [day for day in days if day + _DAY in checks]
    answers = [(day, used_before(checks[day + _DAY], trial.aid)) for day in known]
    told = [used is trial.is_with(day) for day, used in answers if used is not None]
    so_far = TrialResult(Verdict.TOO_FEW, sum(told), len(told), len(known))
    pairs = list(_differences(trial, {day: checks[day + _DAY].pain for day in known}))
    if len(pairs) < FEWEST:
        return so_far
    low, high = _interval(pairs)
    result = so_far._replace(difference=_mean(pairs), low=low, high=high, chance=chance_of(pairs))
    return result._replace(verdict=_verdict(result))


def chance_of(differences: Sequence[float], effect: float = 0) -> float:
    """How often the lot alone makes the pairs differ as much as they do, if this is the effect."""
    return _share(_ways(differences), effect)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _interval(differences: Sequence[float]) -> tuple[float, float]:
    """The effects, in tenths of a point, that fit the one seen."""
    ways = _ways(differences)
    found = [effect for effect in _EFFECTS if _share(ways, effect) > _CHANCE]
    return min(found, default=-10), max(found, default=10)


def _ways(differences: Sequence[float]) -> list[tuple[float, int]]:
    """All ways in which the lot could have fallen, the way it did first.

    In each pair it could as well have fallen the other way, which turns the sign. So nothing is
    assumed of how pain is distributed. Each way has the sum of the differences, and of the signs.
    """
    return [
        (sum(sign * one for sign, one in zip(signs, differences, strict=True)), sum(signs))
        for signs in product((1, -1), repeat=len(differences))
    ]


def _share(ways: Sequence[tuple[float, int]], effect: float) -> float:
    """How many of the ways differ from this effect at least as much as the first one does."""
    apart = [abs(total - effect * signs) for total, signs in ways]
    return sum(one >= apart[0] - _TINY for one in apart) / len(apart)


def _differences(trial: Trial, pains: Mapping[date, int]) -> Iterator[float]:
    """The pain with it minus the pain without it, for each pair that has both."""
    for pair in range(PAIRS):
        first = trial.first + _DAY * (pair * 2 * BLOCK)
        days = [day for ahead in range(2 * BLOCK) if (day := first + _DAY * ahead) in pains]
        with_ = [pains[day] for day in days if trial.is_with(day)]
        without = [pains[day] for day in days if not trial.is_with(day)]
        if with_ and without:
            yield _mean(with_) - _mean(without)


def _verdict(result: TrialResult) -> Verdict:
    if result.as_drawn < _AS_DRAWN * result.answered:
        return Verdict.NOT_AS_DRAWN
    if result.chance is not None and result.chance <= _CHANCE:
        return Verdict.LESS if (result.difference or 0) < 0 else Verdict.MORE
    is_narrow = max(abs(result.low or 0), abs(result.high or 0)) < REAL_CHANGE
    return Verdict.NO_REAL_DIFFERENCE if is_narrow else Verdict.UNCLEAR
