"""The common interface of all service managers, so that the commands need not know which it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

NOTHING = "There is nothing to remove."


class Condition(StrEnum):
    """The condition of the service's file."""

    MISSING = "missing"
    SOUND = "as it should be"
    CHANGED = "edited or outdated"


@dataclass(frozen=True)
class State:
    """The state of the service, as the system reports it."""

    way: str
    path: Path
    condition: Condition
    enabled: bool
    notes: tuple[str, ...] = ()
    """Sentences that the runner should know."""

    @property
    def installed(self) -> bool:
        """Whether its file exists, correct or not."""
        return self.condition != Condition.MISSING

    @property
    def sound(self) -> bool:
        """Whether nothing is left to do."""
        return self.condition == Condition.SOUND and self.enabled


class ServiceManager(Protocol):
    """A way for a system to start a program for its user."""

    def install(self) -> str:
        """Run the reminders now and from now on; returns what was done, in a sentence.

        Raises:
            ServiceError: if the system refuses.
        """

    def remove(self) -> str:
        """Undo `install`, whatever is left of it; returns what was done, in a sentence.

        Raises:
            ServiceError: if the system refuses.
        """

    def state(self) -> State:
        """The present state.

        Raises:
            ServiceError: if something else is where its file belongs.
        """


def installed_text(before: State) -> str:
    """What installing did, judging by the state before."""
    if before.sound:
        return "It was already installed, and has been restarted."
    return f"{'Repaired' if before.installed else 'Installed'} {before.path}."
