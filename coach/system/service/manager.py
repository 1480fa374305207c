"""What all ways of starting have in common, so that the commands need not know which it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

NOTHING = "There is nothing to remove."


class Condition(StrEnum):
    """How the file of a way is found."""

    MISSING = "missing"
    SOUND = "as it should be"
    CHANGED = "edited or outdated"


@dataclass(frozen=True)
class State:
    """Where a way stands, as the system tells it."""

    way: str
    path: Path
    condition: Condition
    enabled: bool
    notes: tuple[str, ...] = ()
    """Sentences about what the runner should know."""

    @property
    def installed(self) -> bool:
        """Whether its file is there, sound or not."""
        return self.condition != Condition.MISSING

    @property
    def sound(self) -> bool:
        """Whether nothing is left to do."""
        return self.condition == Condition.SOUND and self.enabled


class ServiceManager(Protocol):
    """One way by which a system starts a program for its user."""

    def install(self) -> str:
        """Have the reminders run now and from now on; what was done, in a sentence.

        Raises:
            ServiceError: if the system does not do it.
        """

    def remove(self) -> str:
        """Undo `install`, whatever is left of it; what was done, in a sentence.

        Raises:
            ServiceError: if the system does not do it.
        """

    def state(self) -> State:
        """Where it stands.

        Raises:
            ServiceError: if something else is where its file belongs.
        """


def installed_text(before: State) -> str:
    """What installing came to, seen from how it was before."""
    if before.sound:
        return "It was installed already, and was started anew."
    return f"{'Repaired' if before.installed else 'Installed'} {before.path}."
