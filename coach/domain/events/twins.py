"""Find entries about an activity that another entry describes better.

Two machines that read the same file, or a file and an entry by hand, give two entries for one
activity. Only entries that may match are compared, nearest first, so that even very many on one day
take little longer than a few.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from math import frexp, inf
from typing import Generic, NamedTuple, TypeVar

from coach.domain.events.activity import Activity, ActivityKind, same
from coach.domain.events.duplicates import NEAR, is_logged_by_hand, recorded_as
from coach.domain.events.types import RunLogged, Trained

T = TypeVar("T")


def twins(entries: Iterable[RunLogged | Trained]) -> tuple[str, ...]:
    """The ids of entries that another one of the same day replaces.

    An entry that says how the activity felt stays, or else the one with the lesser id. So every
    machine decides the same, whatever it learns first.
    """
    days: dict[date, _Known] = {}
    ordered = sorted(entries, key=_worth)
    return tuple(one.id for one in ordered if days.setdefault(one.day, _Known()).learns_again(one))


def _is_rated(entry: RunLogged | Trained) -> bool:
    """Whether the runner told how it felt."""
    return isinstance(entry, RunLogged) and entry.pain is not None


def _worth(entry: RunLogged | Trained) -> tuple[bool, str]:
    return isinstance(entry, RunLogged) and entry.pain is None, entry.id


class _Known:
    """What the better entries say about one day.

    A recorded run that is rated, and one entered by hand that is rated too, are two runs.
    """

    def __init__(self) -> None:
        self._recordings = _Recordings()
        self._rated: _Line[Activity] = _Line()
        self._unrated: _Line[Activity] = _Line()
        self._logged: _Line[RunLogged] = _Line()

    def learns_again(self, entry: RunLogged | Trained) -> bool:
        """Add an entry, and say whether an earlier one was of the same activity."""
        if activity := recorded_as(entry):
            return self._learns_recording(activity, is_rated=_is_rated(entry))
        return isinstance(entry, RunLogged) and self._learns_logged(entry)

    def _learns_recording(self, activity: Activity, *, is_rated: bool) -> bool:
        is_known = self._recordings.has(activity) or (not is_rated and self._is_logged(activity))
        self._recordings.add(activity)
        if activity.kind is ActivityKind.RUN:
            (self._rated if is_rated else self._unrated).add(activity, activity.distance)
        return is_known

    def _is_logged(self, activity: Activity) -> bool:
        near = _like(activity.distance, self._logged)
        return any(is_logged_by_hand(one, activity) for one in near)

    def _learns_logged(self, run: RunLogged) -> bool:
        recorded = (self._unrated,) if _is_rated(run) else (self._unrated, self._rated)
        near = _like(run.distance, *recorded)
        self._logged.add(run, run.distance)
        return any(is_logged_by_hand(run, one) for one in near)


class _Recordings:
    """Recordings by how long they took and when they began."""

    def __init__(self) -> None:
        self._by_length: dict[int, _Line[Activity]] = {}

    def add(self, activity: Activity) -> None:
        """Keep one; a line has those of fewer seconds than two to the power of its number."""
        length = frexp(activity.duration)[1]
        line = self._by_length.setdefault(length, _Line())
        line.add(activity, activity.began.timestamp(), activity.distance)

    def has(self, activity: Activity) -> bool:
        """Whether one of them is of the same activity; only one that overlaps in time can be."""
        began = activity.began.timestamp()
        return any(
            same(activity, one)
            for length, line in self._by_length.items()
            for one in line.around(
                (began, activity.distance), began - 2.0**length, began + activity.duration
            )
        )


class _Place(NamedTuple, Generic[T]):
    at: tuple[float, ...]
    number: int
    thing: T


class _Line(Generic[T]):
    """Items sorted by a number, and by a second one if that is equal."""

    def __init__(self) -> None:
        self._places: list[_Place[T]] = []

    def add(self, thing: T, *at: float) -> None:
        """Insert an item at its place."""
        insort(self._places, _Place(at, len(self._places), thing))

    def between(self, first: float, last: float) -> Iterator[T]:
        """The items from one number to another."""
        return (self._places[index].thing for index in range(*self._span(first, last)))

    def around(self, middle: tuple[float, ...], first: float, last: float) -> Iterator[T]:
        """The same, but those closest to a place between the two come first."""
        begin, end = self._span(first, last)
        above = bisect_left(self._places, (middle,))
        for step in range(max(above - begin, end - above)):
            if above - 1 - step >= begin:
                yield self._places[above - 1 - step].thing
            if above + step < end:
                yield self._places[above + step].thing

    def _span(self, first: float, last: float) -> tuple[int, int]:
        return bisect_left(self._places, ((first,),)), bisect_left(self._places, ((last, inf),))


def _like(distance: float, *lines: _Line[T]) -> Iterator[T]:
    """The things at about a distance, and those without one."""
    span = _near(distance) if distance else (0, inf)
    return chain.from_iterable(chain(one.between(*span), one.between(0, 0)) for one in lines)


def _near(distance: float) -> tuple[float, float]:
    """A range wide enough for all distances that a runner's guess may be off by."""
    return (1 - NEAR) * distance - 1, distance / (1 - NEAR) + 1
