"""Values as people type them on the command line."""

from collections.abc import Callable
from typing import Any

import click

from coach.domain.units import Duration, parse_distance, parse_run_time


class _Parsed(click.ParamType[Any]):
    """A value that a function reads, or refuses with ValueError."""

    def __init__(self, name: str, parse: Callable[[str], Any], example: str) -> None:
        self.name = name
        self._parse = parse
        self._example = example

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click hands over any value
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - what the function makes of it
        if not isinstance(value, str):
            return value
        try:
            return self._parse(value)
        except ValueError:
            self.fail(f"{value!r} is no {self.name}; write it like {self._example}.", param, ctx)


def _distance(text: str) -> str:
    """The text, once it can be read: only the config file knows the unit of a bare number."""
    parse_distance(text, "km")
    return text


DISTANCE = _Parsed("distance", _distance, "5.2km, 3.1mi or 800m")
RUN_TIME = _Parsed("time", parse_run_time, "31m, 31:20 or 1h05m")
DURATION = _Parsed("duration", Duration.parse, "10m or 1h30m")
