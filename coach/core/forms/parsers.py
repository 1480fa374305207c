"""Parse answers that are typed as text; a `ValueError` says what is wrong.

A `RefusedError` says it in a sentence for the runner.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from coach.core.forms.form import LEFT_OPEN
from coach.domain.day.dates import parse_day, parse_day_ahead, parse_day_around, parse_length
from coach.domain.routine.settings import Display
from coach.domain.units import LONGEST_RUN, parse_run_time
from coach.errors import RefusedError
from coach.wording.limits import too_far

T = TypeVar("T")
PAST_DAY_EXAMPLE = "yesterday, tue or 2026-11-20"


def distance(display: Display, most: float = LONGEST_RUN) -> Callable[[str], float]:
    """Reads a distance in the runner's units, as metres, `most` at most."""
    return lambda text: _positive(_believable(display.metres(text), most, display))


def distance_or_nothing(display: Display) -> Callable[[str], float]:
    """Reads a distance, or 0 from an empty text."""

    def read(text: str) -> float:
        metres = display.metres(text) if text.strip() else 0.0
        return _believable(metres, LONGEST_RUN, display)

    return read


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


def day_around(today: date) -> Callable[[str], date]:
    """Reads a day that may be past or to come."""
    return lambda text: parse_day_around(text, today)


def day_ahead(today: date) -> Callable[[str], date]:
    """Reads a day that is not in the past."""

    def read(text: str) -> date:
        day = parse_day_ahead(text, today)
        if day < today:
            raise ValueError(text)
        return day

    return read


def time_before(today: date, unit: str) -> Callable[[str], date]:
    """Reads how long ago something was, and returns that day; a bare number counts in `unit`."""
    return lambda text: today - parse_length(text, unit)


def name(text: str) -> str:
    """Reads a name, which may not be empty."""
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def name_or_nothing(text: str) -> str:
    """Reads a name; a dash or an empty text is none."""
    return "" if text.strip() == "-" else " ".join(text.split())


def number(most: float, kind: type[float] = float) -> Callable[[str], float]:
    """Reads a number from 0 to `most`, which may be a whole one only."""

    def read(text: str) -> float:
        number = kind(text.strip().replace(",", "."))
        if not 0 <= number <= most:
            raise RefusedError(f"Write a number from 0 to {most:g}.")
        return number

    return read


def or_nothing(parse: Callable[[str], T]) -> Callable[[str], T | str]:
    """Reads the same, or leaves the question open for a dash or an empty text."""
    return lambda text: LEFT_OPEN if text.strip() in {"", "-"} else parse(text)


def _believable(metres: float, most: float, display: Display) -> float:
    if metres > most:
        raise RefusedError(too_far(metres, most, display))
    return metres


def _positive(number: float) -> float:
    if number <= 0:
        raise ValueError(number)
    return number
