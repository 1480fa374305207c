"""Import many files into the journal, in the order of time, and report on each.

Everything is read before anything is recorded, so that runs are recorded in the order in which they
were run, however the files are named.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import partial
from pathlib import Path

from msgspec import Struct

from coach.activities.discovery import activity_files
from coach.activities.reading import printable, readings
from coach.core.coach import Coach
from coach.core.log_book import SHORT
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.summaries import settled
from coach.domain.events.types import RunLogged
from coach.domain.routine.settings import AS_SHIPPED, Display
from coach.domain.units import counted
from coach.errors import ActivityError, NoActivityError
from coach.wording.answers import jogs_text

_HALF = 0.5
"""The share of the work that is reading; the rest is recording what was found."""
_NAMED = 3
"""How many problems of one archive to name."""


class ImportOutcome(StrEnum):
    """The result of recording an activity."""

    NEW = "new"
    KNOWN = "known"
    OFF = "off"
    """Known already, from another recording with a clock hours from this one's."""


class FileReport(Struct, frozen=True):
    """The result of one file: its activities, or why it has none.

    `reason` is a sentence; if `is_read`, the file is valid, and only has no activity.
    """

    path: str
    results: tuple[tuple[Activity, ImportOutcome], ...] = ()
    reason: str = ""
    is_read: bool = True


class ImportReport(Struct, frozen=True):
    """The result of importing some files.

    `left_out` has a sentence for each valid file without an activity, such as a watch's settings;
    `problems` has one for each file or folder that could not be read, but only the first ones of an
    archive; `remarks` has one for each activity in which something was left out or corrected. Each
    file in an archive counts in `files` and `unread`, and has its own report in `by_file`.
    """

    files: int
    new: tuple[Activity, ...]
    known: tuple[Activity, ...]
    left_out: tuple[str, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    unread: int = 0
    by_file: tuple[FileReport, ...] = ()


def import_files(
    paths: Iterable[Path],
    record: Callable[[Activity], ImportOutcome],
    now: datetime,
    on_progress: Callable[[float], None] = lambda _: None,
    display: Display = AS_SHIPPED,
    zone: tzinfo = UTC,
) -> ImportReport:
    """Read files, and record the activities in them.

    Args:
        paths: files, read whatever their names are, and folders, searched with all folders in them.
        record: takes one activity, and says whether it was new.
        now: an aware instant; activities that begin more than a day later are refused.
        on_progress: told which part of the work is done, from 0 to 1.
        display: how to show distances.
        zone: where the runner is, for files that write local times.
    """
    reading = _Reading(now, display, zone)
    files = reading.find(paths)

    def tell(number: int, part: float) -> None:
        on_progress(_HALF * (number + part) / len(files))

    for number, path in enumerate(files):
        reading.read(path, partial(tell, number))
    found = settled(reading.found)
    outcomes = []
    for number, activity in enumerate(found, 1):
        outcomes.append((activity, record(activity)))
        on_progress(_HALF + _HALF * number / len(found))
    return ImportReport(
        files=reading.files,
        new=tuple(activity for activity, outcome in outcomes if outcome is ImportOutcome.NEW),
        known=tuple(activity for activity, outcome in outcomes if outcome is not ImportOutcome.NEW),
        left_out=tuple(reading.left_out),
        problems=tuple(reading.problems),
        remarks=tuple(text for one in outcomes for text in remarks(*one)),
        unread=reading.unread,
        by_file=tuple(_with_outcomes(reading.by_file, outcomes)),
    )


def _with_outcomes(
    files: Iterable[tuple[str, tuple[Activity, ...] | ActivityError]],
    outcomes: Iterable[tuple[Activity, ImportOutcome]],
) -> Iterator[FileReport]:
    """The reports on files; a summary of what is recorded counts as known."""
    outcomes_of: dict[tuple[object, ...], deque[ImportOutcome]] = {}
    for activity, outcome in outcomes:
        outcomes_of.setdefault(_identity(activity), deque()).append(outcome)
    for path, one in files:
        if isinstance(one, ActivityError):
            is_read = isinstance(one, NoActivityError)
            yield FileReport(path, reason=str(one), is_read=is_read)
        else:
            yield FileReport(path, tuple((each, _next(outcomes_of, each)) for each in one))


def _next(
    outcomes_of: dict[tuple[object, ...], deque[ImportOutcome]], activity: Activity
) -> ImportOutcome:
    """The outcome of the next of several equal activities."""
    left = outcomes_of.get(_identity(activity))
    return left.popleft() if left else ImportOutcome.KNOWN


def _identity(activity: Activity) -> tuple[object, ...]:
    """What stays as it is when a summary adds its kind and remarks."""
    one = activity
    return one.began, one.source, one.duration, one.distance, one.is_summary


def recorded(coach: Coach, activity: Activity) -> ImportOutcome:
    """Record an activity in the journal, unless it is there already."""
    if coach.imports.log_activity(activity):
        return ImportOutcome.NEW
    return (
        ImportOutcome.OFF
        if coach.imports.is_known_by_another_clock(activity)
        else ImportOutcome.KNOWN
    )


def about_jogs(coach: Coach, activity: Activity) -> str:
    """The jogs of a recorded run, beside those that its day asked for; mostly empty."""
    if not activity.jogs:
        return ""
    events = coach.days.events_of(coach.imports.day_of(activity))
    runs = (one for one in events if isinstance(one, RunLogged) and one.began == activity.began)
    run = next(runs, None)
    return jogs_text(run.jogs, coach.runs.asked_jogs(run)) if run else ""


def taken_back(coach: Coach, activity: Activity) -> str:
    """That a known activity was taken back, and the command that brings it back; mostly empty."""
    found = coach.imports.entry_of(activity)
    if found is None or found.retracted_by is None:
        return ""
    if not coach.corrections.may_come_back([found.event]):
        return "It was recorded before, and undone since."
    back = f"`coach delete --undo {found.event.id[-SHORT:]}`"
    return f"It was recorded before, and undone since; {back} brings it back."


def remarks(activity: Activity, outcome: ImportOutcome) -> Iterator[str]:
    """Remarks on an activity: what was left out of it, and whether its clock is off."""
    for remark in activity.remarks:
        yield f"{activity.source}: {remark}."
    if outcome is ImportOutcome.OFF:
        yield (
            f"{activity.source}: a {_noun(activity)} of the same length began before or after "
            "it, so one of the two clocks is wrong and it counts once; if it was another one, "
            f"enter it with `coach {_command(activity)}`."
        )


def _noun(activity: Activity) -> str:
    return "recording" if activity.kind is ActivityKind.OTHER else str(activity.kind)


def _command(activity: Activity) -> str:
    return "ran" if activity.kind is ActivityKind.RUN else "trained"


class _Reading:
    """What has been read so far, and what could not be."""

    def __init__(self, now: datetime, display: Display, zone: tzinfo) -> None:
        self._now = now
        self._display = display
        self._zone = zone
        self.found: list[Activity] = []
        self.by_file: list[tuple[str, tuple[Activity, ...] | ActivityError]] = []
        self.left_out: list[str] = []
        self.problems: list[str] = []
        self.files = 0
        self.unread = 0

    def find(self, paths: Iterable[Path]) -> list[Path]:
        """The files that are meant, each once."""
        files: dict[Path, Path] = {}
        for path in paths:
            for file in self._in_folder(path) if _is_folder(path) else (path,):
                files.setdefault(file.absolute(), file)
        return list(files.values())

    def read(self, path: Path, on_part: Callable[[float], None]) -> None:
        """Read a file, or the reason why it has no content."""
        problems = []
        for one in readings(path, self._now, self._display, zone=self._zone, on_part=on_part):
            match one:
                case NoActivityError():
                    self.left_out.append(str(one))
                case ActivityError():
                    problems.append(str(one))
                case _:
                    self.found += one
            self.by_file.append((printable(path), one))
            self.files += 1
        self.unread += len(problems)
        self.problems += _first(problems, path)

    def _in_folder(self, folder: Path) -> list[Path]:
        try:
            return sorted(Path(entry) for entry in activity_files(folder, self._closed))
        except OSError as error:
            error.filename = folder
            self._closed(error)
            return []

    def _closed(self, error: OSError) -> None:
        folder = printable(str(error.filename))
        self.unread += 1
        problem = f"{folder} cannot be opened ({error.strerror}); check that you have permission."
        self.by_file.append((folder, ActivityError(problem)))
        self.problems.append(problem)


def _first(problems: list[str], path: Path) -> Iterator[str]:
    """The problems of a file; of many in an archive, the first few and how many more there are."""
    yield from problems[:_NAMED]
    if len(problems) > _NAMED:
        more = (
            f"{counted(len(problems) - _NAMED, 'more file')} in {printable(path)} could not be read"
        )
        yield f"{more}; unpack it, and import its folder, to see all of them listed."


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; if the system cannot say, reading it will report why."""
    try:
        return path.is_dir()
    except OSError:
        return False
