"""Show a line again whenever it changes: by an entry, the config file, or the passing of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn, Protocol

from coach.core.coach import Coach

Line = Callable[[datetime], str]
"""A text at an instant, worked out from what is known now."""

_LONGEST = 60.0
"""Seconds to sleep at most: nothing signals that the clock was set, or that the machine slept."""
_EXACT = 0.05


class Changes(Protocol):
    """What tells that a file has changed."""

    def forget(self) -> None:
        """Start again; changes from now on are noticed."""

    def wait(self, seconds: float) -> None:
        """Sleep until something has changed since `forget`, or for some seconds."""


def follow(
    coach: Coach, line_of: Callable[[], Line], show: Callable[[str], None], changes: Changes
) -> NoReturn:
    """Show a line now and after each change, but never the same one twice in a row.

    Args:
        coach: what the line is about.
        line_of: looks at the coach, and returns the line for each instant until it changes.
        show: prints one.
        changes: tells that the journal or a config file was written.

    Raises:
        JournalError: if the journal cannot be read.
    """
    shown = None
    while True:
        changes.forget()  # First of all: what comes while this looks is noticed after it.
        coach.changes()
        coach.days.follow_zone()
        line, now = line_of(), coach.clock.now()
        text = line(now)
        if text != shown:
            show(text)
            shown = text
        changes.wait(_seconds_to_next(line, now, text))


def _seconds_to_next(line: Line, now: datetime, text: str) -> float:
    """When the line reads differently by itself, within the longest sleep."""
    if line(now + timedelta(seconds=_LONGEST)) == text:
        return _LONGEST
    same, other = 0.0, _LONGEST
    while other - same > _EXACT:
        middle = (same + other) / 2
        if line(now + timedelta(seconds=middle)) == text:
            same = middle
        else:
            other = middle
    return other
