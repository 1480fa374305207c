"""Values as people type them on the command line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from coach.config.first_file import STRETCHES
from coach.config.problems import nearest
from coach.domain.day.dates import (
    NAMES,
    NAMES_AHEAD,
    day_text,
    parse_day,
    parse_day_ahead,
    parse_day_around,
    parse_length,
    weekday,
)
from coach.domain.routine.kinds import Weekday
from coach.domain.units import Duration, WallTime, parse_distance, parse_run_time

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Parsed(click.ParamType[Any]):
    """A value that a function reads, or refuses with ValueError."""

    def __init__(
        self,
        name: str,
        parse: Callable[[str], Any],
        example: str,
        words: Collection[str] = (),
        others: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.name = name
        self.read = parse
        self.example = example
        self._words = words
        """Words that may have been meant."""
        self._others = others
        """The parsed value, and why it is refused nevertheless."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The words that may stand for the value, such as `yesterday`."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only while completing

        del ctx, param
        return [CompletionItem(one) for one in self._words if one.startswith(incomplete)]

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click hands over any value
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - what the function makes of it
        """The value that a person typed.

        Raises:
            UsageError: if it cannot be read.
        """
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except ValueError:
            why = self._others.get(value.strip().lower())
            near = "" if why else nearest(value, self._words)
            refusal = f"{value!r} {why or f'is not a {self.name}'}; write it like {self.example}"
            self.fail(refusal + (near or "."), param, ctx)


class Whole(click.IntRange):
    """A whole number within limits, refused in a sentence that names them."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        super().__init__(least, most)
        self._limits = f"from {least} to {most}"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as above
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - as above
        """The number that a person typed.

        Raises:
            UsageError: if it is not such a number.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{str(value)!r} is not a whole number {self._limits}.", param, ctx)


def _distance(text: str) -> str:
    """The text, if it is a distance; only the config file knows the unit of a bare number."""
    parse_distance(text, "km")
    return text


def _words(text: str) -> set[str]:
    """Words separated by commas; `none` means none of them."""
    return set(text.lower().replace(" ", "").split(",")) - {"none"}


def _stretches(text: str) -> tuple[str, ...]:
    """Some of the stretch sessions, in their own order."""
    words = _words(text)
    if not words <= set(STRETCHES):
        raise ValueError(text)
    return tuple(one for one in STRETCHES if one in words)


def _weekdays(text: str) -> tuple[Weekday, ...]:
    """Some of the weekdays, in their own order."""
    numbers = {weekday(one) for one in _words(text)}
    if None in numbers:
        raise ValueError(text)
    return tuple(one for number, one in enumerate(Weekday) if number in numbers)


def _text(text: str) -> str:
    """The text itself, unless it contains bytes that are not text, which no journal can store.

    Raises:
        ValueError: if it does (UnicodeError is one).
    """
    text.encode()
    return text


class NamedPath(click.Path):
    """A file or a folder; an empty name would be the present folder, all of it."""

    def __init__(self, mend: str, *, dir_okay: bool = True) -> None:
        """Take a path.

        Args:
            mend: what to do about an empty one.
            dir_okay: whether it may be a folder.
        """
        super().__init__(path_type=Path, dir_okay=dir_okay)
        self._mend = mend

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click hands over any value
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - a path, as its type says
        """The path that a person typed.

        Raises:
            UsageError: if it is empty, as from a variable that is not set.
        """
        if value == "":
            self.fail(f"'' is not a file or folder; {self._mend}.", param, ctx)
        return super().convert(value, param, ctx)


class _Theme(click.ParamType[str]):
    """The name of a shipped theme."""

    name = "theme"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only while completing

        from coach.config.themes import shipped  # noqa: PLC0415 - only this needs it

        del ctx, param
        return [CompletionItem(one) for one in shipped() if one.startswith(incomplete)]

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from coach.config.themes import shipped  # noqa: PLC0415 - only this needs it

        known = shipped()
        if value not in known:
            self.fail(f"there is no theme {value!r} among {', '.join(known)}.", param, ctx)
        return value


_WEEKDAYS = ", ".join(Weekday)

DISTANCE = Parsed("distance", _distance, "5.2km, 3.1mi or 800m")
LENGTH = Parsed("length of time", partial(parse_length, unit="week"), "6, '10 days' or '3 months'")
RUN_TIME = Parsed("time", parse_run_time, "31m, 31:20 or 1h05m")
DURATION = Parsed("duration", Duration.parse, "10m or 1h30m")
TIME_OF_DAY = Parsed("time of day", WallTime.parse, "06:30")
DAYS = Parsed("list of days", _weekdays, f"mon,wed,sat (out of {_WEEKDAYS}), or none")
STRETCH_SESSIONS = Parsed("list of stretch sessions", _stretches, ",".join(STRETCHES))
RECORDINGS = NamedPath("write it like run.fit")
THEME = _Theme()
TEXT = Parsed("UTF-8 text", _text, "Dr Lee")


def _named_day(text: str) -> str:
    """A text that names a day; which one depends on the coach's own today."""
    parse_day(text, date(9999, 12, 31))
    return text


def _day_ahead(text: str) -> str:
    """A text that names a day to come; which one depends on the coach's own today."""
    parse_day_ahead(text, date(2000, 1, 1))
    return text


def _any_day(text: str) -> str:
    """A text that names a past day or one to come."""
    parse_day_around(text, date(2000, 1, 1))
    return text


DATE = Parsed(
    "day",
    _day_ahead,
    f"2026-12-24, '4 weeks', today, tomorrow, or one of {_WEEKDAYS}",
    NAMES_AHEAD,
    {"yesterday": "is in the past"},
)
DAY = Parsed(
    "day",
    _named_day,
    f"2026-11-20, today, yesterday, or one of {_WEEKDAYS}",
    NAMES,
    {"tomorrow": "has not come yet"},
)
ANY_DAY = Parsed(
    "day",
    _any_day,
    f"2026-12-04, today, yesterday, tomorrow, one of {_WEEKDAYS}, or 'next fri'",
    (*NAMES, *NAMES_AHEAD),
)
_PAST = "2026-11-20, yesterday, tue or '3 days ago'"
OF_DAY = click.option("--day", type=DAY, help=f"For a past day: {_PAST}.")
ONE_DAY = click.option("--day", type=DAY, help=f"Only this day: {_PAST}.")
SINCE = click.option("--since", type=DAY, help=f"From this day on: {_PAST}.")
UNTIL = click.option("--until", type=DAY, help=f"Up to this day: {_PAST}.")


def day_of(text: str | None, today: date) -> date | None:
    """The day that a person named, if any."""
    return parse_day(text, today) if text else None


def for_day(day: date | None, today: date) -> str:
    """Which day an entry is for, if it is not today: ` for Thursday 26 November`."""
    return "" if day is None or day == today else f" for {day_text(day)}"
