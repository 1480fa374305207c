"""Days as people write and read them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from coach.domain.units import counted

_DAY = timedelta(days=1)
_AGO = {"today": 0, "yesterday": 1}
_AHEAD = {"today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMES, NAMES_AHEAD = (*_AGO, *_WEEKDAYS), (*_AHEAD, *_WEEKDAYS)
"""The words for a past or a coming day, besides dates and shorter weekdays."""
_SHORTEST = 2
_NEXT, _BEFORE, _IN = "next ", "last ", "in "
_SINCE = r"(\d{1,4}) (day|week)s? ago"
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "": 7}
_LENGTH = r"(\d{1,5})(?: ?(day|week|month|year)s?)?"
_DAYS_OF = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONGEST = timedelta(weeks=2000)
_WEEK = timedelta(weeks=1)
_FIRST, _LAST = date(1900, 1, 1), date(9999, 1, 1)
"""Other days are typing mistakes; nothing can be worked out at the ends of the calendar."""
_FARTHEST = 3660
"""Days ahead; ten years are longer than any advice lasts."""


def parse_day(text: str, today: date) -> date:
    """Read a day: `yesterday`, `3 days ago`, the last `tue` up to today, or `2026-11-20`.

    `last tue` is the one before today.

    Raises:
        ValueError: if the text is not such a day.
    """
    word = text.strip().lower()
    if ago := re.fullmatch(_SINCE, word):
        return today - _DAY * int(ago[1]) * _DAYS_OF[ago[2]]
    if word.startswith(_BEFORE):
        return parse_day(_weekday_only(word.removeprefix(_BEFORE)), today - _DAY)
    if word in _AGO:
        return today - _DAY * _AGO[word]
    if (meant := weekday(word)) is not None:
        return today - _DAY * ((today.weekday() - meant) % len(_WEEKDAYS))
    return _written(word)


def parse_day_around(text: str, today: date) -> date:
    """Read a past day as `parse_day` does, or a coming one: `tomorrow`, `next tue`, or a date.

    Raises:
        ValueError: if the text is not such a day.
    """
    word = text.strip().lower()
    if word == "tomorrow" or word.startswith((_NEXT, _IN)):
        return parse_day_ahead(word, today)
    return parse_day(word, today)


def _weekday_only(text: str) -> str:
    """The text, if it is a weekday.

    Raises:
        ValueError: if it is none.
    """
    if weekday(text) is None:
        raise ValueError(text)
    return text


def weekday(text: str) -> int | None:
    """The number of a weekday, from 0 for Monday, written `tue`, `Tuesday` or the like."""
    word = text.strip().lower()
    meant = [number for number, name in enumerate(_WEEKDAYS) if name.startswith(word)]
    return meant[0] if len(word) >= _SHORTEST and len(meant) == 1 else None


def _written(text: str) -> date:
    """Read a day such as `2026-11-20`.

    Raises:
        ValueError: if the text is not such a day, or at an end of the calendar.
    """
    day = date.fromisoformat(text)
    if not _FIRST <= day <= _LAST:
        raise ValueError(text)
    return day


def day_text(day: date) -> str:
    """A day as people say it: `Tuesday 24 November 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def near_day_text(day: date) -> str:
    """A day of these weeks in short: `Tue 24 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def parse_length(text: str, unit: str) -> timedelta:
    """Read how long something has lasted: `10 days`, `6 weeks`, `3 months` or `1 year`.

    Args:
        text: what somebody wrote; a month counts as 30 days, and a year as 365.
        unit: `day` or `week`, for a bare number.

    Raises:
        ValueError: if the text is no such length, or too long to be meant.
    """
    match = re.fullmatch(_LENGTH, text.strip().lower())
    if match is None:
        raise ValueError(text)
    length = _DAY * int(match[1]) * _DAYS_OF[match[2] or unit]
    if length > _LONGEST:
        raise ValueError(text)
    return length


def length_text(length: timedelta) -> str:
    """A length of days as `parse_length` reads it; if no unit fits, in whole weeks from two on."""
    for unit, days in sorted(_DAYS_OF.items(), key=lambda one: -one[1]):
        fits = not length.days % days or (unit == "week" and length >= 2 * _WEEK)
        if length and fits:
            return counted(length.days // days, unit)
    return counted(length.days, "day")


def parse_day_ahead(text: str, today: date) -> date:
    """Read a coming day: `in 4 weeks`, `today`, `tomorrow`, the next `tue`, or `2026-12-24`.

    `in` and `next` may be left out.

    Raises:
        ValueError: if the text is not such a day, or too far ahead to be meant.
    """
    said = text.strip().lower()
    if said.startswith(_NEXT):
        said = _weekday_only(said.removeprefix(_NEXT))
    word, _, unit = said.removeprefix(_IN).partition(" ")
    if word.isdecimal() and unit in _UNITS:
        count = int(word) * _UNITS[unit]
        if count > _FARTHEST:
            raise ValueError(text)
        return today + _DAY * count
    if unit:
        raise ValueError(text)
    if word in _AHEAD:
        return today + _DAY * _AHEAD[word]
    if (meant := weekday(word)) is not None:
        return today + _DAY * ((meant - today.weekday() - 1) % len(_WEEKDAYS) + 1)
    return _written(word)
