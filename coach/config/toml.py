"""Read TOML that anybody may have written, without spending long on any of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from coach.config.problems import Problem
from coach.system.owners import mend_access

LARGEST = 1_000_000
"""Bytes of a config file; the shipped routine has 25,000."""

_DEEP_KEY = r"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}"""
"""A key of more pieces than any has; tomllib takes the square of their number in steps."""


def loads(text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        ValueError: if it is not TOML, or a key or a number in it is too long.
        RecursionError: if its values are nested too deeply.
    """
    if re.search(_DEEP_KEY, text):
        raise ValueError("a key has too many dots; shorten it")
    return tomllib.loads(text)


def readable(text: str) -> str:
    """A text without control characters, so that no config can control the terminal."""
    return "".join(one if one.isprintable() else " " for one in text).strip()


def without_controls(value: Any) -> Any:  # noqa: ANN401 - TOML values are of any type
    """Remove control characters from every text, so that no config can control the terminal."""
    match value:
        case dict():
            return {without_controls(key): without_controls(one) for key, one in value.items()}
        case list():
            return [without_controls(one) for one in value]
        case str():
            return readable(value)
        case _:
            return value


class Parsed(NamedTuple):
    """The tables of a config text, or the problem that prevents them."""

    tables: dict[str, Any]
    problems: tuple[Problem, ...] = ()


def parsed(text: str) -> Parsed:
    """The tables of a config text, without control characters."""
    try:
        return Parsed(without_controls(loads(text)))
    except tomllib.TOMLDecodeError as error:
        return Parsed({}, (_syntax_problem(error, text),))
    except (ValueError, RecursionError):
        problem = Problem((), "has a number, a key or a nesting that is too long; shorten it")
        return Parsed({}, (problem,))


def unreadable(error: OSError | UnicodeDecodeError, path: Path) -> Problem:
    """What is wrong with a file that cannot be read."""
    if isinstance(error, UnicodeDecodeError):
        before = error.object[: error.start].decode().split("\n")
        words = "is not UTF-8 text; save the file as UTF-8"
        return Problem((), words, len(before), len(before[-1]) + 1)
    mend = mend_access(path) or "check that it is your file"
    return Problem((), f"cannot be read ({error.strerror}); {mend}")


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    message, _, place = str(error).rpartition(" (at ")
    numbers = [int(word) for word in place.strip(")").replace(",", " ").split() if word.isdigit()]
    if not numbers:
        from coach.config.positions import line_and_column  # noqa: PLC0415 - few files end too early

        numbers = [*line_and_column(text, len(text.rstrip()))]
    line, column = numbers
    return Problem((), f"this is not TOML: {message[:1].lower()}{message[1:]}", line, column)
