"""Find the present episode of heel pain: when it began, and how its first week was.

An episode ends with 28 days whose 7-day median is 1 or less; the next one begins with the first
morning of 3 or more (ours; medians from evidence 3.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_QUIET = 28
"""How many quiet days end an episode."""
_HARDLY_ANY = 1
_PAINFUL = 3

Span = tuple[date, date]
"""The days from one to another, without the latter."""
Pains = Callable[[Sequence[Span]], Sequence[Sequence[int]]]
"""Looks up the first-step pains that were recorded in each of some spans."""


class Episode(Struct, frozen=True):
    """A period of heel pain: its first day, and the median of its first week."""

    began: date
    first_week: float | None


def episode_on(today: date, began: date, pains: Pains) -> Episode | None:
    """The present episode; None after one has ended, until pain comes back.

    Args:
        today: the coach day.
        began: the first day with an entry.
        pains: the mornings.
    """
    for day in _quiet_samples(today, began, pains):
        if end := _end_of_quiet(day, today, pains):
            return _first_painful(end, today, pains)
    return Episode(began, first_week(began, today, pains))


def first_week(began: date, today: date, pains: Pains) -> float | None:
    """The median of the first week of an episode, so far."""
    (told,) = pains([(began, min(began + _WEEK, today + _DAY))])
    return median(told) if told else None


def _quiet_samples(today: date, began: date, pains: Pains) -> Iterator[date]:
    """Every 28th day that was quiet, the latest first: 28 quiet days contain one of them.

    So ten years of mornings take little longer than some weeks.
    """
    count = (today - began).days // _QUIET + 1
    return _quiet((today - _DAY * _QUIET * number for number in range(count)), pains)


def _quiet(days: Iterable[date], pains: Pains) -> Iterator[date]:
    """The days whose 7-day median is low enough."""
    known = list(days)
    weeks = pains([(day - _WEEK + _DAY, day + _DAY) for day in known])
    for day, told in zip(known, weeks, strict=True):
        if told and median(told) <= _HARDLY_ANY:
            yield day


def _end_of_quiet(sample: date, today: date, pains: Pains) -> date | None:
    """The last of the quiet days around one, if there are enough of them."""
    around = (sample + _DAY * ahead for ahead in range(-_QUIET, _QUIET + 1))
    quiet = set(_quiet((day for day in around if day <= today), pains))
    first = last = sample
    while last + _DAY in quiet:
        last += _DAY
    while first - _DAY in quiet:
        first -= _DAY
    return last if (last - first).days + 1 >= _QUIET else None


def _first_painful(end: date, today: date, pains: Pains) -> Episode | None:
    days = [end + _DAY * ahead for ahead in range(1, (today - end).days + 1)]
    told = zip(days, pains([(day, day + _DAY) for day in days]), strict=True)
    first = next((day for day, pain in told if pain and max(pain) >= _PAINFUL), None)
    return Episode(first, first_week(first, today, pains)) if first else None


def median(numbers: Sequence[float]) -> float:
    """The median; `statistics` would cost a megabyte to load."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2
