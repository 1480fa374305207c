"""How far first-step pain has come, in one sentence; no sentence where it is too early to say.

It compares the last seven mornings with the first week of the present episode, and says nothing of
the days ahead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from coach.domain.heel.episode import Episode, median
from coach.domain.heel.thresholds import REAL_CHANGE
from coach.domain.units import counted

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FEWEST_MORNINGS = 3
"""Mornings that a week needs, so that its median says something (ours)."""
_FEWEST_WEEKS = 2
_SMALL = 0.5
"""A smaller change is none (ours)."""
_IN_WEEKS, _IN_MONTHS = 12, 24
"""Up to so many weeks they are counted, and up to so many months those."""
_DAYS_OF_A_MONTH, _DAYS_OF_A_YEAR = 30.44, 365.25
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def headline(pains: Mapping[date, int], episode: Episode | None, today: date) -> str:
    """How first-step pain has changed since the episode began; "" if it is too early to say.

    Args:
        pains: first-step pain, 0 to 10, of at least the first week and the last one.
        episode: the present one; None after one has ended.
        today: the coach day.
    """
    now = _week(pains, today - _WEEK + _DAY)
    if now is None:
        return ""
    if episode is None:
        return f"First-step pain is {now:g}, and the last episode is over."
    then = _week(pains, episode.began)
    if then is None or today < episode.began + _WEEK * _FEWEST_WEEKS:
        return ""
    return f"First-step pain {_change(now, then, time_text(today - episode.began))}."


def _change(now: float, then: float, while_: str) -> str:
    change = abs(now - then)
    if change < _SMALL:
        return f"is {now:g}, as it was {while_} ago"
    if change < REAL_CHANGE:
        return f"is {now:g}, and was {then:g} {while_} ago: no real change"
    return f"is {'down' if now < then else 'up'} from {then:g} to {now:g} in {while_}"


def _week(pains: Mapping[date, int], first: date) -> float | None:
    """The median of seven days; None if too few of them have a morning."""
    days = (first + _DAY * ahead for ahead in range(_WEEK.days))
    known = [pains[day] for day in days if day in pains]
    return median(known) if len(known) >= _FEWEST_MORNINGS else None


def time_text(span: timedelta) -> str:
    """A long time as people say it: `five weeks`, `seven months`, `three years`."""
    weeks, months = span // _WEEK, round(span.days / _DAYS_OF_A_MONTH)
    if weeks <= _IN_WEEKS:
        return _spelled(weeks, "week")
    if months < _IN_MONTHS:
        return _spelled(months, "month")
    return _spelled(round(span.days / _DAYS_OF_A_YEAR), "year")


def _spelled(count: int, unit: str) -> str:
    number, _, unit = counted(count, unit).partition(" ")
    spelled = _NUMBERS[count - 1] if 1 <= count <= len(_NUMBERS) else number
    return f"{spelled} {unit}"
