"""Read new files from the watch's folders, in whichever program is running.

A folder may be on a drive that does not answer, and may have the files of years. So it is looked
into in a thread, many files are read in a process of their own, and the activities are recorded in
small pieces, so that keys are handled in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic

from msgspec.structs import replace

from coach.activities.folder import Folder
from coach.activities.reading import printable
from coach.core.coach import Coach
from coach.core.imports import ImportOutcome, about_jogs, recorded, remarks
from coach.domain.events.activity import Activity
from coach.domain.events.summaries import settled
from coach.domain.routine.settings import Activities
from coach.runtime.file_reading import FileReading, read_files
from coach.runtime.inbox_memory import Memory
from coach.runtime.inbox_source import Source
from coach.runtime.inbox_summary import TITLE, Arrived, alerts
from coach.runtime.watch_files import WatchFiles
from coach.system.threads import run_in_thread

_PIECE = 100
"""Files to read in one go."""
_SPAN = 0.02
"""Seconds of recording before others have their turn."""
_BREATH = 0.005

Tell = Callable[[str, str], None]
"""Shows a title and a text."""


class Inbox:
    """Takes in new files, each once, and says what came."""

    def __init__(self, coach: Coach, tell: Tell) -> None:
        self._coach = coach
        self._tell = tell
        self._settings = Activities()
        self._sources: list[Source] = []
        self._on_watch: WatchFiles | None = None
        self._memory = Memory(coach.journal)
        self._readings: list[FileReading] = []
        self._waiting: list[Activity] = []
        self._outcomes: list[tuple[Activity, ImportOutcome]] = []
        self._is_polling = False

    async def poll(self) -> bool:
        """Take in what came since the last look, and say whether anything was new.

        Raises:
            JournalError: if it could not be recorded; it is tried again at the next look.
        """
        if self._is_polling:
            return False
        self._is_polling = True
        try:
            self._follow()
            await self._read(await self._new_files())
            await self._record()
            return self._finish()
        finally:
            self._is_polling = False

    async def take(self, files: tuple[Path, ...]) -> bool:
        """Take in files that the runner named, and say whether anything was new.

        Raises:
            JournalError: if it could not be recorded.
        """
        await self._read(files)
        await self._record()
        return self._finish()

    def _follow(self) -> None:
        """Start again if the config names other folders, or the journal is another one."""
        settings = self._coach.routine.activities
        if settings == self._settings and self._memory.holds():
            return
        self._memory = Memory(self._coach.journal)
        self._settings = settings
        rest, tell = dict(self._memory.looks), partial(self._tell, TITLE)
        self._sources = []
        for named in settings.all_folders:
            folder = Path(named).expanduser()
            known = {path: rest.pop(path) for path in list(rest) if _is_in(folder, path)}
            self._sources.append(Source(Folder(folder, known), tell, _silence_of(named)))
        self._on_watch = WatchFiles(rest) if settings.watch else None
        if self._on_watch:
            self._sources.append(Source(self._on_watch, tell, silence=""))

    async def _new_files(self) -> tuple[Path, ...]:
        found = await asyncio.gather(*(one.new_files() for one in self._sources))
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    async def _read(self, files: tuple[Path, ...]) -> None:
        """Read files; all of them before any is recorded, so that the order is that of time."""
        now, display = self._coach.clock.now(), self._coach.routine.display
        zone = self._coach.clock.zone()
        for piece in _pieces(files):
            copies = await run_in_thread(partial(read_files, piece, now, display, zone))
            read = [self._as_on_watch(one) for one in copies]
            self._readings += read
            self._waiting += chain.from_iterable(one.activities for one in read)
        if self._on_watch and not self._on_watch.originals.keys().isdisjoint(files):
            self._on_watch.drop_copies()
        self._waiting = settled(self._waiting)

    def _as_on_watch(self, one: FileReading) -> FileReading:
        """A reading by the name on the watch, if a copy was read."""
        original = self._on_watch and self._on_watch.originals.get(Path(one.path))
        if not original:
            return one
        path = str(original)
        return replace(one, path=path, reason=one.reason.replace(one.path, printable(path)))

    async def _record(self) -> None:
        """Record what waits, a little at a time."""
        begun = monotonic()
        while self._waiting:
            outcome = recorded(self._coach, self._waiting[0])
            self._outcomes.append((self._waiting.pop(0), outcome))
            if monotonic() - begun > _SPAN:
                await asyncio.sleep(_BREATH)
                begun = monotonic()

    def _finish(self) -> bool:
        """Remember what was read, now that it is recorded, and report the result once."""
        readings, self._readings = self._readings, []
        outcomes, self._outcomes = self._outcomes, []
        if not readings:
            return False
        if self._sources:
            looks = dict(chain.from_iterable(one.looks().items() for one in self._sources))
            self._memory.note(looks, readings)
        arrived = _arrived(readings, outcomes)
        jogs = about_jogs(self._coach, arrived.new[-1]) if arrived.new else ""
        now, zone, display = self._coach.clock.now(), self._coach.zone, self._coach.routine.display
        for title, text in alerts(arrived, now, zone, display, jogs, self._follows()):
            self._tell(title, text)
        return bool(arrived.new)

    def _follows(self) -> str:
        """The steps after the run that are still open, in words."""
        now = self._coach.clock.now()
        follow = [
            one.step.name.lower()
            for one in self._coach.today().steps
            if one.anchor and not one.step.before and one.status(now).is_open
        ]
        return ", then ".join(follow)


def _is_in(folder: Path, path: str) -> bool:
    return Path(path).is_relative_to(folder)


def _silence_of(folder: str) -> str:
    text = f"{printable(folder)} does not answer; connect its drive"
    return f"{text}, or change `folder` in [activities]."


def _pieces(files: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    return (files[begin : begin + _PIECE] for begin in range(0, len(files), _PIECE))


def _arrived(
    readings: list[FileReading], outcomes: list[tuple[Activity, ImportOutcome]]
) -> Arrived:
    """The result for some files, as far as it was not known."""
    told = [one for one in outcomes if one[1] is not ImportOutcome.KNOWN]
    return Arrived(
        new=[activity for activity, outcome in outcomes if outcome is ImportOutcome.NEW],
        unread=[one.reason for one in readings if not one.is_read],
        remarks=[text for one in told for text in remarks(*one)],
        empty=sum(bool(one.reason and one.is_read) for one in readings),
    )
