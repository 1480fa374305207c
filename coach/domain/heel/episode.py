"""Find the episodes of heel pain: when each began, how it went, and when it ended.

An episode ends with 28 days whose 7-day median is 1 or less; the next one begins with the first
morning of 3 or more (ours; medians from evidence 3.4).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
QUIET_DAYS = 28
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


class EpisodeRecord(Struct, frozen=True):
    """An episode with its first day, the medians of its weeks, and the day that ended it.

    A week without any check has no median. `ended` is the last of the quiet days that it takes.
    """

    began: date
    weeks: tuple[float | None, ...]
    ended: date | None = None

    @property
    def worst(self) -> tuple[int, float] | None:
        """The number of the week with the highest median, the first if several have it, and it."""
        known = [(number, pain) for number, pain in enumerate(self.weeks, 1) if pain is not None]
        return max(known, key=lambda one: (one[1], -one[0]), default=None)


def episodes(pains: Mapping[date, int], began: date, today: date) -> tuple[EpisodeRecord, ...]:
    """All episodes up to a day, oldest first; each counts its own weeks.

    Args:
        pains: the first-step pain of each morning.
        began: the first day with an entry.
        today: the coach day.
    """
    found: list[EpisodeRecord] = []
    first: date | None = began
    quiet = 0
    for day, has_been_quiet in _quiet_by_day(pains, began - _DAY * QUIET_DAYS, today):
        quiet = quiet + 1 if has_been_quiet else 0
        if first and day >= first and quiet >= QUIET_DAYS:
            found.append(EpisodeRecord(first, _weeks(pains, first, day), day))
            first = None
        elif first is None and quiet < QUIET_DAYS and pains.get(day, 0) >= _PAINFUL:
            first = day
    return (*found, EpisodeRecord(first, _weeks(pains, first, today))) if first else tuple(found)


def _quiet_by_day(
    pains: Mapping[date, int], first: date, last: date
) -> Iterator[tuple[date, bool]]:
    """Whether each of some days is quiet, as `is_quiet` says of one; ten years take 10 ms."""
    week = deque[int | None](maxlen=_WEEK.days)
    for ahead in range(1 - _WEEK.days, (last - first).days + 1):
        day = first + _DAY * ahead
        week.append(pains.get(day))
        known = [one for one in week if one is not None]
        if ahead >= 0:
            yield day, bool(known) and median(known) <= _HARDLY_ANY


def _weeks(pains: Mapping[date, int], first: date, last: date) -> tuple[float | None, ...]:
    starts = (first + _WEEK * number for number in range((last - first).days // 7 + 1))
    return tuple(median_between(pains, start, min(start + _WEEK - _DAY, last)) for start in starts)


def is_quiet(pains: Mapping[date, int], day: date) -> bool:
    """Whether the median of the seven days up to a day is known, and 1 or less."""
    told = median_between(pains, day - _WEEK + _DAY, day)
    return told is not None and told <= _HARDLY_ANY


def first_week(began: date, today: date, pains: Pains) -> float | None:
    """The median of the first week of an episode, so far."""
    (told,) = pains([(began, min(began + _WEEK, today + _DAY))])
    return median(told) if told else None


def _quiet_samples(today: date, began: date, pains: Pains) -> Iterator[date]:
    """Every 28th day that was quiet, the latest first: 28 quiet days contain one of them.

    So ten years of mornings take little longer than some weeks.
    """
    count = (today - began).days // QUIET_DAYS + 1
    return _quiet((today - _DAY * QUIET_DAYS * number for number in range(count)), pains)


def _quiet(days: Iterable[date], pains: Pains) -> Iterator[date]:
    """The days whose 7-day median is low enough."""
    known = list(days)
    weeks = pains([(day - _WEEK + _DAY, day + _DAY) for day in known])
    for day, told in zip(known, weeks, strict=True):
        if told and median(told) <= _HARDLY_ANY:
            yield day


def _end_of_quiet(sample: date, today: date, pains: Pains) -> date | None:
    """The last of the quiet days around one, if there are enough of them."""
    around = (sample + _DAY * ahead for ahead in range(-QUIET_DAYS, QUIET_DAYS + 1))
    quiet = set(_quiet((day for day in around if day <= today), pains))
    first = last = sample
    while last + _DAY in quiet:
        last += _DAY
    while first - _DAY in quiet:
        first -= _DAY
    return last if (last - first).days + 1 >= QUIET_DAYS else None


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


def median_between(pains: Mapping[date, int], first: date, last: date) -> float | None:
    """The median of the mornings of some days, the last one included; None if there is none."""
    days = range((last - first).days + 1)
    known = [pain for on in days if (pain := pains.get(first + _DAY * on)) is not None]
    return median(known) if known else None
