"""Units as people write and read them: durations, times of day, distances, counts."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from math import floor

_DURATION = r"(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?"
_SPAN = r"(?:(\d{1,4})d(?:ays?)?)?(?:(\d{1,4})h)?(?:(\d{1,5})m(?:in)?)?(?:(\d{1,6})s)?"
_CLOCK = r"(\d{1,2}):(\d\d)"
_DISTANCE = r"(\d+(?:[.,]\d+)?) ?(km|k|mi|m)?"
_METRES = {"km": 1000.0, "k": 1000.0, "mi": 1609.344, "m": 1.0}
LONGEST_RUN = 500_000.0
"""Metres of the longest run that can be true."""
LONGEST_WEEK = 400_000.0
"""Metres a week; more than an injured runner has run (ours)."""
_LOST = 1.0
"""Metres that adding up may lose."""
_STOPWATCH = r"\d+(?::[0-5]?\d){1,2}"
_MINUTE = 60
_HOUR = 3600
_LONGEST = 24 * _HOUR


class Duration(int):
    """A length of time in whole seconds; people write `45s`, `12m`, `1m30s` or `2h`."""

    @classmethod
    def parse(cls, text: object) -> Duration:
        """Read a duration; a bare number is seconds.

        Raises:
            ValueError: if it is not a duration, negative, or longer than a day.
        """
        if isinstance(text, int) and not isinstance(text, bool):
            return cls(_within_a_day(text))
        compact = text.replace(" ", "") if isinstance(text, str) else ""
        match = re.fullmatch(_DURATION, compact)
        if not compact or match is None:
            raise ValueError(text)
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return cls(_within_a_day(hours * _HOUR + minutes * _MINUTE + seconds))


def parse_span(text: str) -> timedelta:
    """Read a length of time that may be days: `30m`, `36h`, `3d` or `1d12h`.

    Raises:
        ValueError: if the text is no such length.
    """
    compact = text.replace(" ", "")
    match = re.fullmatch(_SPAN, compact)
    if not compact or match is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


class Distance(float):
    """A distance in metres; people write `5km`, `13.1 mi` or `800m`."""

    @classmethod
    def parse(cls, text: object) -> Distance:
        """Read a distance with its unit.

        Raises:
            ValueError: if it is none, or longer than any run.
        """
        if not isinstance(text, str) or text.strip()[-1:].isdigit():
            raise ValueError(text)
        metres = parse_distance(text, "km")
        if metres > LONGEST_RUN:
            raise ValueError(text)
        return cls(metres)


class WallTime(time):
    """A time of day on the runner's wall clock, to the minute; people write `06:45`."""

    @classmethod
    def parse(cls, text: object) -> WallTime:
        """Read a time of day.

        Raises:
            ValueError: if it is not one.
        """
        if isinstance(text, time):
            return cls(text.hour, text.minute)
        match = re.fullmatch(_CLOCK, text) if isinstance(text, str) else None
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))


def parse_distance(text: str, unit: str) -> float:
    """Read a distance such as `5.2km`, `5k`, `3.1 mi` or `800m` and return metres.

    Args:
        text: what somebody wrote.
        unit: `km` or `mi`, for a bare number.

    Raises:
        ValueError: if it is not a distance.
    """
    match = re.fullmatch(_DISTANCE, text.strip().lower())
    if match is None:
        raise ValueError(text)
    return float(match[1].replace(",", ".")) * _METRES[match[2] or unit]


def parse_run_time(text: str) -> Duration:
    """Read how long a run took: `31m`, `31:20`, `1:05:00`, or bare minutes.

    Raises:
        ValueError: if it is not a duration.
    """
    text = text.strip().lower()
    if text.isdigit():
        return Duration(_within_a_day(int(text) * _MINUTE))
    if ":" not in text:
        return Duration.parse(text)
    if not re.fullmatch(_STOPWATCH, text):
        raise ValueError(text)
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * _MINUTE + int(part)
    return Duration(_within_a_day(seconds))


def stopwatch_text(seconds: float) -> str:
    """A length as a stopwatch shows it, where one is running or typed: `0:18`, `1:04:05`.

    Anywhere else it would look like a time of day.
    """
    whole = round(seconds)
    hours, rest = divmod(whole, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def length_text(seconds: float) -> str:
    """An exact length: `18 s`, `9 min 16 s`, `1 h 5 min`."""
    hours, rest = divmod(round(seconds), _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    pieces = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{number} {unit}" for number, unit in pieces if number) or "0 s"


def span_text(seconds: float) -> str:
    """About how long, as people say it: `5 h 18 min`, `12 min`, `40 s`."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    hours, minutes = divmod(whole // _MINUTE, _MINUTE)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def duration_text(seconds: float) -> str:
    """A duration as people write it: `45s`, `12m`, `1m30s`, `2h`."""
    minutes, rest = divmod(round(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _HOUR // _MINUTE)
    pieces = ((hours, "h"), (minutes, "m"), (rest, "s"))
    return "".join(f"{number}{unit}" for number, unit in pieces if number) or "0s"


def distance_text(metres: float, unit: str) -> str:
    """A distance to one decimal of `km` or `mi`: `5.2 km`."""
    return f"{distance_number(metres, unit)} {unit}"


def distance_number(metres: float, unit: str) -> str:
    """The same without its unit: `5.2`."""
    return f"{metres / _METRES[unit]:.1f}"


def exact_distance_text(metres: float, unit: str) -> str:
    """A measured distance, with as many decimals as it needs: `5.2 km`, `3.23 mi`."""
    return f"{round(metres / _METRES[unit], 2):g} {unit}"


def most_distance(metres: float, unit: str) -> tuple[str, str]:
    """The number and the unit of a distance not to be exceeded.

    It is never rounded up; less than a tenth is given in metres.
    """
    tenths = floor((metres + _LOST) * 10 / _METRES[unit])
    return (f"{tenths / 10:.1f}", unit) if tenths or metres < _LOST else (f"{floor(metres)}", "m")


def counted(count: int, one: str, many: str = "") -> str:
    """How many there are: `1 run`, `3 runs`; `many` if an s is not enough."""
    return f"{count} {plural(count, one, many)}"


def plural(count: float, one: str, many: str = "") -> str:
    """The word for a count, if the number itself is written differently."""
    return one if abs(count) == 1 else many or f"{one}s"


def times(count: int) -> str:
    """How often: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def clock_text(at: time | datetime, *, seconds: bool = False) -> str:
    """A time of the wall clock over 24 hours: `17:30`."""
    return f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"


def twelve_hour_text(at: time | datetime, *, seconds: bool = False) -> str:
    """A time of the wall clock over twice 12 hours: `5:30 pm`; midnight is `12:00 am`."""
    minutes = f"{at:%M:%S}" if seconds else f"{at:%M}"
    return f"{at.hour % 12 or 12}:{minutes} {'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def _within_a_day(seconds: int) -> int:
    if not 0 <= seconds <= _LONGEST:
        raise ValueError(seconds)
    return seconds
