"""Numbers and times as GPX and TCX write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import isfinite


def parse_number(text: str) -> float:
    """Read a number, even one with a decimal comma.

    Raises:
        ValueError: if it is none.
    """
    return float(text.replace(",", "."))


def number_or_none(text: str) -> float | None:
    """The number in a text; None if it is none that can be measured."""
    with suppress(ValueError):
        number = parse_number(text)
        return number if isfinite(number) else None
    return None


def parse_instant(text: str) -> datetime:
    """Read a time and return it in UTC, which is also the default zone.

    Raises:
        ValueError: if it is not a time.
    """
    read = datetime.fromisoformat(text)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def offset_in(text: str) -> timedelta | None:
    """How far the zone in a time is ahead of UTC; None if it names none, or UTC itself.

    Most programs write UTC wherever the runner is, so that it says nothing of the day.
    """
    with suppress(ValueError):
        return datetime.fromisoformat(text).utcoffset() or None
    return None


def instant_or_none(text: str) -> datetime | None:
    """The time in a text; None if it is not one, such as a time of the year 0."""
    with suppress(ValueError, OverflowError):
        return parse_instant(text)
    return None
