"""The changes made in one window, so that it undoes its own and no others."""

from __future__ import annotations

from typing import TypeVar

from coach.core.coach import Coach
from coach.core.log_book import LogEntry
from coach.domain.events.types import Event
from coach.errors import RefusedError

F = TypeVar("F", bound=Event)


class EditSession:
    """Deletes, and remembers what was recorded, whichever day it was about."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._recorded: list[Event] = []

    def delete(self, line: LogEntry) -> None:
        """Delete the entry of a line; a played session is deleted as a whole.

        Raises:
            RefusedError: if it was retracted.
        """
        if line.fate:
            raise RefusedError(f"This was already {line.fate}; there is nothing to delete.")
        self.recorded(self._coach.corrections.delete(line.events))

    def recorded(self, event: F) -> F:
        """Remember what was added or corrected."""
        self._recorded.append(event)
        return event

    def undo(self) -> Event:
        """Take back the last change, so that all is as it was before, and return it.

        Raises:
            RefusedError: if there is nothing left, or another window or machine has changed it;
                then the next undo continues with the change before.
        """
        if not self._recorded:
            raise RefusedError("There is no change here to undo.")
        last = self._recorded.pop()
        self._coach.corrections.take_back(last)
        return last
