"""Parse answers that are typed as text; a `ValueError` says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from coach.domain.day.dates import parse_day, parse_day_ahead
from coach.domain.routine.settings import Display
from coach.domain.units import parse_run_time

T = TypeVar("T")
PAST_DAY_EXAMPLE = "yesterday, tue or 2026-11-20"
_MOST_WEEKS = 2000


def distance(display: Display) -> Callable[[str], float]:
    """Reads a distance in the runner's units, as metres."""
    return lambda text: _positive(display.metres(text))


def distance_or_nothing(display: Display) -> Callable[[str], float]:
    """Reads a distance, or 0 from an empty text."""
    return lambda text: display.metres(text) if text.strip() else 0.0


def run_time(text: str) -> float:
    """Reads how long something took, as seconds."""
    return _positive(parse_run_time(text))


def unless_unchanged(shown: str, value: T, parse: Callable[[str], T]) -> Callable[[str], T]:
    """Keep the exact value if its text was left unchanged, such as the metres of a distance."""
    return lambda text: value if text == shown else parse(text)


def past_day(today: date) -> Callable[[str], date]:
    """Reads a day that is not in the future."""

    def read(text: str) -> date:
        day = parse_day(text, today)
        if day > today:
            raise ValueError(text)
        return day

    return read


def day_ahead(today: date) -> Callable[[str], date]:
    """Reads a day that is not in the past."""

    def read(text: str) -> date:
        day = parse_day_ahead(text, today)
        if day < today:
            raise ValueError(text)
        return day

    return read


def weeks_before(today: date) -> Callable[[str], date]:
    """Reads a number of weeks, and returns the day that long ago."""
    return lambda text: today - timedelta(weeks=_count(text))


def days_before(today: date) -> Callable[[str], date]:
    """Reads a number of days, and returns the day that long ago."""
    return lambda text: today - timedelta(days=_count(text))


def name(text: str) -> str:
    """Reads a name, which may not be empty."""
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def _count(text: str) -> int:
    count = int(text.split(maxsplit=1)[0]) if text.strip() else -1
    if not 0 <= count <= _MOST_WEEKS:
        raise ValueError(text)
    return count


def _positive(number: float) -> float:
    if number <= 0:
        raise ValueError(number)
    return number
