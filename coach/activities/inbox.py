"""The folder of the watch's files, looked into by whatever is running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from coach.activities.folder import Folder
from coach.activities.reading import read
from coach.coach import Coach
from coach.domain.activity import Activity, ActivityKind
from coach.domain.routine import Display
from coach.domain.units import minutes_text
from coach.errors import ActivityError, NoActivityError

_FRESH = timedelta(hours=12)
"""So long after its end a run is worth a word; older ones are history."""

Tell = Callable[[str, str], None]
"""Tells a title and a text."""


class Inbox:
    """Takes in new files, each once, and tells what came."""

    def __init__(self, coach: Coach, tell: Tell) -> None:
        self._coach = coach
        self._tell = tell
        self._path = ""
        self._folder: Folder | None = None
        self._waiting: list[Activity] = []
        self._is_reading = False

    async def look(self) -> bool:
        """Take in what came since the last look, and say whether anything was new.

        Raises:
            JournalError: if it could not be recorded; it is tried again at the next look.
        """
        if self._is_reading:
            return False
        self._is_reading = True
        try:
            files = self._new_files()
            if files:
                await self._take(files)
            return self._record()
        finally:
            self._is_reading = False

    def _new_files(self) -> tuple[Path, ...]:
        path = self._coach.routine.activities.folder
        if path != self._path:
            self._path = path
            self._folder = Folder(Path(path).expanduser()) if path else None
        if self._folder is None:
            return ()
        try:
            return self._folder.new_files()
        except ActivityError as error:
            self._tell("Your watch's files", str(error))
            return ()

    async def _take(self, files: tuple[Path, ...]) -> None:
        """Read files beside the event loop, since some are large; tell within it."""
        found, problems = await asyncio.to_thread(
            _read, files, self._coach.clock.now(), self._coach.routine.display
        )
        self._waiting += found
        for problem in problems:
            self._tell("Your watch's files", problem)

    def _record(self) -> bool:
        new = []
        while self._waiting:
            if self._coach.log_activity(self._waiting[0]):
                new.append(self._waiting[0])
            self._waiting.pop(0)
        if new:
            self._tell(*_said(new, self._coach))
        return bool(new)


def _read(
    files: tuple[Path, ...], now: datetime, display: Display
) -> tuple[list[Activity], list[str]]:
    """The activities in some files, and what is wrong with the others."""
    found: list[Activity] = []
    problems: list[str] = []
    for path in files:
        try:
            found += read(path, now, display)
        except NoActivityError:
            continue
        except ActivityError as error:
            problems.append(str(error))
    return sorted(found, key=lambda one: one.began), problems


def _said(new: list[Activity], coach: Coach) -> tuple[str, str]:
    """What to tell of new activities: a fresh run by itself, the others by their number."""
    last = new[-1]
    ends = last.began + timedelta(seconds=last.duration)
    if last.kind is ActivityKind.RUN and coach.clock.now() - ends < _FRESH:
        text = f"{coach.routine.display.distance(last.distance)} in {minutes_text(last.duration)}."
        return "Your run is in", f"{text} How did it feel? Then cool down, and ice."
    count = "1 activity" if len(new) == 1 else f"{len(new)} activities"
    return "Your watch's files", f"{count} taken in."
