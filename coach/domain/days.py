"""Days as people write and read them."""

from __future__ import annotations

from datetime import date, timedelta

_DAY = timedelta(days=1)
_AGO = {"today": 0, "yesterday": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 2


def parse_day(text: str, today: date) -> date:
    """Read a day: `yesterday`, the last `tue` up to today, or `2026-11-20`.

    Raises:
        ValueError: if it is none.
    """
    word = text.strip().lower()
    if word in _AGO:
        return today - _DAY * _AGO[word]
    meant = [number for number, name in enumerate(_WEEKDAYS) if name.startswith(word)]
    if len(word) >= _SHORTEST and len(meant) == 1:
        return today - _DAY * ((today.weekday() - meant[0]) % len(_WEEKDAYS))
    return date.fromisoformat(word)


def day_text(day: date) -> str:
    """A day as people say it: `Tuesday 24 November 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"
