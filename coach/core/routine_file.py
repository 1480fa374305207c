"""The config file as last read: its routine, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coach.config.reading import Reading, load
from coach.domain.events.types import StepChange
from coach.domain.routine.model import Routine
from coach.domain.units import counted

if TYPE_CHECKING:
    from coach.config.plan import Plan


class RoutineFile:
    """The config file, and the last good routine in it."""

    def __init__(self, path: Path) -> None:
        """Read the routine.

        Args:
            path: the user's config file, which need not exist.

        Raises:
            ConfigError: if the file has problems.
        """
        self.path = path
        self.problems: tuple[str, ...] = ()
        self._files: tuple[Path, ...] = (path,)
        self.reading: Reading = self._load()
        self.routine: Routine = self.reading.or_fail()

    def follow(self) -> bool:
        """Read the file again if it has changed since the last call, and say whether it did.

        A change in a file that it includes counts too. If the file has problems or is gone, only
        `problems` changes: the last good routine stays.
        """
        if _signatures(self._files) == self._seen:
            return False
        self.read_again()
        return True

    def read_again(self) -> None:
        """Read the file, whether or not it has changed."""
        reading = self._load(was_there=self.reading.is_there)
        self.problems = _in_lines(reading)
        if reading.routine is not None:
            self.reading, self.routine = reading, reading.routine

    def plan(self) -> Plan:
        """The plan as last read, to be changed."""
        from coach.config.plan import Plan  # noqa: PLC0415 - few programs change it

        return Plan.of(self.reading.text, str(self.path))

    def write(self, key: str, value: object) -> None:
        """Set a value in the file, and apply it."""
        from coach.config.editing import set_value  # noqa: PLC0415 - few programs write it

        set_value(self.path, key, value)
        self.read_again()

    def change_step(self, step: str, change: StepChange) -> StepChange:
        """Change a step in the file, apply it, and return the change with the value before."""
        from coach.config.step_changes import make  # noqa: PLC0415 - seldom needed

        made = make(self.path, step, change)
        self.read_again()
        return made

    def take_back(self, step: str, change: StepChange) -> None:
        """Take back a change to a step, unless it was changed again since then."""
        from coach.config.step_changes import take_back  # noqa: PLC0415 - seldom needed

        take_back(self.path, step, change)
        self.read_again()

    def _load(self, *, was_there: bool = False) -> Reading:
        """Read the file; once more if it includes others than before, whose times were unknown."""
        while True:
            self._seen = _signatures(self._files)
            reading = load(self.path, was_there=was_there)
            files = (self.path, *(Path(one.source) for one in reading.included))
            if files == self._files:
                return reading
            self._files = files


def _in_lines(reading: Reading) -> tuple[str, ...]:
    """The problems of a config file that was good before, under one heading."""
    if not reading.problems:
        return ()
    problems = counted(len(reading.problems), "problem")
    heading = f"{reading.source} has {problems}; the last good routine stays in force."
    return (heading, *(one.sentence("") for one in reading.problems))


def _signatures(paths: tuple[Path, ...]) -> list[tuple[int, int, int] | None]:
    """Values that change when the files do."""
    return [_signature(path) for path in paths]


def _signature(path: Path) -> tuple[int, int, int] | None:
    """A value that changes when a file does."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
