"""A line on Today that takes a moment to work out, so it is worked out between key presses."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator

from textual.screen import Screen

from coach.core.coach import Coach
from coach.core.day_view import DayView
from coach.tui.idle_work import IdleWork


class IdleLine:
    """Works its line out again whenever the day has changed and Today is on the screen."""

    def __init__(self, screen: Screen[None], coach: Coach, draw: Callable[[], None]) -> None:
        """`draw` is called when the line is there."""
        self.line = ""
        self._screen = screen
        self._coach = coach
        self._facts: tuple[object, ...] = ()
        self._worked_on: tuple[object, ...] = ()
        self._pieces = IdleWork(screen, draw)

    @property
    def is_worked_out(self) -> bool:
        """Whether the line is that of the day as it is now."""
        return self._worked_on == self._facts and not self._pieces.is_under_way

    def follow(self, view: DayView) -> None:
        """Begin to work the line out, unless only time has passed since the last one."""
        self._facts = view.facts
        if self._worked_on != self._facts and self._is_on_top:
            self._worked_on = self._facts
            self._pieces.begin(self._work())

    @property
    def _is_on_top(self) -> bool:
        return self._screen.app.screen is self._screen

    @abstractmethod
    def _work(self) -> Iterator[bool]:
        """Set the line, and yield false between pieces of work."""
