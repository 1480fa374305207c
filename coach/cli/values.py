"""Values as people type them on the command line."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from coach.config.starting import STRETCHES
from coach.domain.days import parse_day, parse_day_ahead
from coach.domain.routine import Weekday
from coach.domain.units import Duration, WallTime, parse_distance, parse_run_time


class Parsed(click.ParamType[Any]):
    """A value that a function reads, or refuses with ValueError."""

    def __init__(self, name: str, parse: Callable[[str], Any], example: str) -> None:
        self.name = name
        self.read = parse
        self.example = example

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
            self.fail(f"{value!r} is no {self.name}; write it like {self.example}.", param, ctx)


def _distance(text: str) -> str:
    """The text, once it can be read: only the config file knows the unit of a bare number."""
    parse_distance(text, "km")
    return text


def _some_of(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Reads a few of the known words, parted by commas, into their own order; `none` is none."""

    def read(text: str) -> tuple[str, ...]:
        words = set(text.lower().replace(" ", "").split(",")) - {"none"}
        if not words <= set(known):
            raise ValueError(text)
        return tuple(one for one in known if one in words)

    return read


def _text(text: str) -> str:
    """The text itself, unless it holds bytes that are none, with which no journal can do anything.

    Raises:
        ValueError: if it does (UnicodeError is one).
    """
    text.encode()
    return text


class _Theme(click.ParamType[str]):
    """The name of a theme that comes with Coach."""

    name = "theme"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from coach.theming import shipped  # noqa: PLC0415 - only this needs it

        known = shipped()
        if value not in known:
            self.fail(f"there is no theme {value!r} among {', '.join(known)}.", param, ctx)
        return value


DISTANCE = Parsed("distance", _distance, "5.2km, 3.1mi or 800m")
RUN_TIME = Parsed("time", parse_run_time, "31m, 31:20 or 1h05m")
DURATION = Parsed("duration", Duration.parse, "10m or 1h30m")
TIME_OF_DAY = Parsed("time of day", WallTime.parse, "06:30")
DAYS = Parsed("list of days", _some_of(Weekday), "mon,wed,sat, or none")
STRETCH_SESSIONS = Parsed("list of stretch sessions", _some_of(STRETCHES), ",".join(STRETCHES))
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


DATE = Parsed("day", _day_ahead, "2026-12-24, fri or '4 weeks'")
DAY = Parsed("day", _named_day, "2026-11-20, yesterday or tue")
OF_DAY = click.option("--day", type=DAY, help="Of a past day: 2026-11-20, yesterday or tue.")


def day_of(text: str | None, today: date) -> date | None:
    """The day that a person named, if any."""
    return parse_day(text, today) if text else None
