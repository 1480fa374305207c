"""Read new files from the watch's folder, in whichever program is running.

The folder may be on a drive that does not answer, and may have the files of years. So it is read in
a thread, and the activities are recorded in small pieces, so that keys are handled in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from time import monotonic

from coach.activities.folder import Folder
from coach.activities.reading import printable, readings
from coach.core.coach import Coach
from coach.core.imports import ImportOutcome, about_jogs, recorded, remarks
from coach.domain.events.activity import Activity, ActivityKind, ended
from coach.domain.events.summaries import settled
from coach.domain.routine.settings import Display
from coach.domain.units import counted, minutes_text
from coach.errors import ActivityError, NoActivityError
from coach.runtime.inbox_memory import Memory
from coach.system.threads import run_in_thread

_FRESH = timedelta(hours=12)
"""For so long after its end a run is announced; older ones are history."""
_PATIENCE = 10.0
"""Seconds that a look into the folder may take."""
_PIECE = 20
"""Files to read in one go."""
_SPAN = 0.02
"""Seconds of recording before others have their turn."""
_BREATH = 0.005
_FEW = 3
"""Up to this many remarks are shown one by one; more are only counted."""
_TITLE = "Your watch's files"

Tell = Callable[[str, str], None]
"""Shows a title and a text."""
_Scan = asyncio.Future[tuple[Path, ...]]


class Inbox:
    """Takes in new files, each once, and says what came."""

    def __init__(self, coach: Coach, tell: Tell) -> None:
        self._coach = coach
        self._tell = tell
        self._path = ""
        self._folder: Folder | None = None
        self._memory = Memory(coach.journal, "")
        self._scan: _Scan | None = None
        self._is_silent = False
        self._waiting: list[Activity] = []
        self._outcomes: list[tuple[Activity, ImportOutcome]] = []
        self._is_to_note = False
        self._is_reading = False

    async def poll(self) -> bool:
        """Take in what came since the last look, and say whether anything was new.

        Raises:
            JournalError: if it could not be recorded; it is tried again at the next look.
        """
        if self._is_reading:
            return False
        self._is_reading = True
        try:
            await self._take(await self._new_files())
            await self._record()
            await self._note()
            return self._tell_of_outcomes()
        finally:
            self._is_reading = False

    async def take(self, files: tuple[Path, ...]) -> bool:
        """Take in files that the runner named, and say whether anything was new.

        Raises:
            JournalError: if it could not be recorded.
        """
        self._path = " ".join(map(str, files))
        await self._take(files)
        await self._record()
        return self._tell_of_outcomes()

    async def _new_files(self) -> tuple[Path, ...]:
        self._follow()
        if self._folder is None:
            return ()
        self._scan = self._scan or asyncio.ensure_future(run_in_thread(self._folder.new_files))
        await asyncio.wait({self._scan}, timeout=_PATIENCE)
        if not self._scan.done():
            self._tell_of_silence()
            return ()
        scan, self._scan, self._is_silent = self._scan, None, False
        try:
            return scan.result()
        except ActivityError as error:
            self._tell(_TITLE, str(error))
            return ()

    def _follow(self) -> None:
        """Start again if the config names another folder, or the journal is another one."""
        path = self._coach.routine.activities.folder
        if path == self._path and self._memory.holds():
            return
        self._memory = Memory(self._coach.journal, path)
        known = self._memory.looks()
        self._path, self._scan = path, None
        self._folder = Folder(Path(path).expanduser(), known) if path else None

    def _tell_of_silence(self) -> None:
        """Say once that the folder does not answer; then keep waiting for it."""
        if not self._is_silent:
            self._is_silent = True
            text = f"{printable(self._path)} does not answer; connect its drive"
            self._tell(_TITLE, f"{text}, or change `[activities] folder`.")

    async def _take(self, files: tuple[Path, ...]) -> None:
        """Read files, and send one alert about what is wrong with some of them."""
        problems: list[str] = []
        now, display = self._coach.clock.now(), self._coach.routine.display
        zone = self._coach.clock.zone()
        for piece in _pieces(files):
            found, wrong = await run_in_thread(partial(_read, piece, now, display, zone))
            self._waiting += found
            problems += wrong
        self._waiting = settled(self._waiting)
        self._is_to_note |= bool(files)
        if problems:
            self._tell(_TITLE, _in_one(problems, "files could not be read", self._path))

    async def _record(self) -> None:
        """Record what waits, a little at a time."""
        begun = monotonic()
        while self._waiting:
            outcome = recorded(self._coach, self._waiting[0])
            self._outcomes.append((self._waiting.pop(0), outcome))
            if monotonic() - begun > _SPAN:
                await asyncio.sleep(_BREATH)
                begun = monotonic()

    async def _note(self) -> None:
        """Remember the files, now that their activities are recorded."""
        if self._is_to_note and self._folder:
            self._is_to_note = False
            self._memory.note(self._folder.reported())

    def _tell_of_outcomes(self) -> bool:
        outcomes, self._outcomes = self._outcomes, []
        new = [activity for activity, outcome in outcomes if outcome is ImportOutcome.NEW]
        if new:
            self._tell(*_said(new, self._coach))
        said = [
            text
            for activity, outcome in outcomes
            if outcome is not ImportOutcome.KNOWN
            for text in remarks(activity, outcome)
        ]
        if said:
            self._tell(_TITLE, _in_one(said, "recordings have errors", self._path))
        return bool(new)


def _pieces(files: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    return (files[begin : begin + _PIECE] for begin in range(0, len(files), _PIECE))


def _read(
    files: tuple[Path, ...], now: datetime, display: Display, zone: tzinfo
) -> tuple[list[Activity], list[str]]:
    """The activities in some files, and what is wrong with the others."""
    found: list[Activity] = []
    problems: list[str] = []
    for one in (one for path in files for one in readings(path, now, display, zone=zone)):
        match one:
            case NoActivityError():
                continue
            case ActivityError():
                problems.append(str(one))
            case _:
                found += one
    return found, problems


def _in_one(sentences: list[str], many: str, folder: str) -> str:
    """A few sentences as they are; of many the first, and where to read the others."""
    if len(sentences) <= _FEW:
        return " ".join(sentences)
    head = f"{len(sentences)} {many}; `coach import {printable(folder)}` lists them all"
    return f"{head}. The first: {sentences[0]}"


def _said(new: list[Activity], coach: Coach) -> tuple[str, str]:
    """What to say about new activities: a recent run by itself, the others by number."""
    last = new[-1]
    if last.kind is ActivityKind.RUN and coach.clock.now() - ended(last) < _FRESH:
        text = f"{coach.routine.display.distance(last.distance)} in {minutes_text(last.duration)}."
        others = f" {counted(len(new) - 1, 'other')} came with it." if len(new) > 1 else ""
        jogs = about_jogs(coach, last)
        text = f"{text[:-1]}, {jogs}." if jogs else text
        return "Your run is in", f"{text} How did it feel? Then cool down, and ice.{others}"
    return _TITLE, f"{counted(len(new), 'activity', 'activities')} imported."
