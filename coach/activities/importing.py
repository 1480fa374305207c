"""Many files into the journal, in the order of time, and what became of each.

Everything is read before anything is recorded, so that runs are recorded in the order in which
they were run, however the files are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from coach.activities.finding import activity_files
from coach.activities.reading import printable, read
from coach.coach import Coach
from coach.domain.activity import Activity, ActivityKind
from coach.domain.routine import AS_SHIPPED, Display
from coach.errors import ActivityError, NoActivityError


class Outcome(StrEnum):
    """What recording an activity came to."""

    NEW = "new"
    KNOWN = "known"
    OFF = "off"
    """Known, from another recording whose clock is hours from this one's."""


class Report(Struct, frozen=True):
    """What became of some files.

    `left_out` has a sentence for each sound file without an activity, as a watch has many;
    `problems` has one for each file or folder that could not be read, and `remarks` have one for
    each activity of which something was left out or made good.
    """

    files: int
    new: tuple[Activity, ...]
    known: tuple[Activity, ...]
    left_out: tuple[str, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def import_files(
    paths: Iterable[Path],
    record: Callable[[Activity], Outcome],
    now: datetime,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    display: Display = AS_SHIPPED,
) -> Report:
    """Read files, and record the activities in them.

    Args:
        paths: files, read whatever their names are, and folders, searched to the bottom.
        record: takes one activity, and says whether it was new.
        now: an aware instant; what is said to have begun a day after it is refused.
        on_progress: told how many files have been read, and how many there are.
        display: how distances are told.
    """
    reading = _Reading(now, display)
    files = reading.find(paths)
    for count, path in enumerate(files, 1):
        reading.read(path)
        on_progress(count, len(files))
    found = sorted(reading.found, key=lambda activity: (activity.began, activity.source))
    outcomes = [(activity, record(activity)) for activity in found]
    return Report(
        files=len(files),
        new=tuple(activity for activity, outcome in outcomes if outcome is Outcome.NEW),
        known=tuple(activity for activity, outcome in outcomes if outcome is not Outcome.NEW),
        left_out=tuple(reading.left_out),
        problems=tuple(reading.problems),
        remarks=tuple(text for one in outcomes for text in remarks(*one)),
    )


def recorded(coach: Coach, activity: Activity) -> Outcome:
    """Record an activity in the journal, unless it is there."""
    if coach.log_activity(activity):
        return Outcome.NEW
    return Outcome.OFF if coach.is_known_by_another_clock(activity) else Outcome.KNOWN


def remarks(activity: Activity, outcome: Outcome) -> Iterator[str]:
    """What is to be said of an activity: what was left out of it, and whether its clock is off."""
    for remark in activity.remarks:
        yield f"{activity.source}: {remark}."
    if outcome is Outcome.OFF:
        yield (
            f"{activity.source}: a {_noun(activity)} of the same length began hours before or "
            "after it, so one of the two clocks is wrong and it counts once; if it was another "
            f"one, enter it with `coach {_command(activity)}`."
        )


def _noun(activity: Activity) -> str:
    return "recording" if activity.kind is ActivityKind.OTHER else str(activity.kind)


def _command(activity: Activity) -> str:
    return "ran" if activity.kind is ActivityKind.RUN else "trained"


class _Reading:
    """What has been read so far, and what could not be."""

    def __init__(self, now: datetime, display: Display) -> None:
        self._now = now
        self._display = display
        self.found: list[Activity] = []
        self.left_out: list[str] = []
        self.problems: list[str] = []

    def find(self, paths: Iterable[Path]) -> list[Path]:
        """The files that are meant, each of them once."""
        files: dict[Path, Path] = {}
        for path in paths:
            for file in self._in_folder(path) if _is_folder(path) else (path,):
                files.setdefault(file.absolute(), file)
        return list(files.values())

    def read(self, path: Path) -> None:
        """Take the activities of a file, or the reason why there are none."""
        try:
            self.found += read(path, self._now, self._display)
        except NoActivityError as nothing:
            self.left_out.append(str(nothing))
        except ActivityError as error:
            self.problems.append(str(error))

    def _in_folder(self, folder: Path) -> list[Path]:
        try:
            return sorted(Path(entry) for entry in activity_files(folder, self._closed))
        except OSError as error:
            error.filename = folder
            self._closed(error)
            return []

    def _closed(self, error: OSError) -> None:
        folder = printable(str(error.filename))
        self.problems.append(
            f"{folder} cannot be looked into ({error.strerror}); see that you may."
        )


def _is_folder(path: Path) -> bool:
    """Whether it is one; what cannot be asked is left to reading, which tells why."""
    try:
        return path.is_dir()
    except OSError:
        return False
