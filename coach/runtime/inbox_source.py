"""A place where files arrive, looked into in a thread, since its drive may not answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from coach.activities.file_state import FileState
from coach.errors import ActivityError
from coach.system.threads import run_in_thread

_PATIENCE = 10.0
"""Seconds that a look may take before the others go on without it."""


class Files(Protocol):
    """What finds files that are new since its last look."""

    def new_files(self) -> tuple[Path, ...]:
        """The files to read now; it may block."""

    def reported(self) -> Mapping[str, FileState]:
        """The files that were found, as they were then."""


class Source:
    """Looks for files again and again; reports each problem once."""

    def __init__(self, files: Files, tell: Callable[[str], None], silence: str) -> None:
        """Prepare; `silence` is what to report if there is no answer, or empty."""
        self._files = files
        self._tell = tell
        self._silence = silence
        self._scan: asyncio.Future[tuple[Path, ...]] | None = None
        self._is_silent = False

    async def new_files(self) -> tuple[Path, ...]:
        """The files to read now; none while there is no answer, for which it keeps waiting."""
        self._scan = self._scan or asyncio.ensure_future(run_in_thread(self._files.new_files))
        await asyncio.wait({self._scan}, timeout=_PATIENCE)
        if not self._scan.done():
            if self._silence and not self._is_silent:
                self._tell(self._silence)
            self._is_silent = True
            return ()
        scan, self._scan, self._is_silent = self._scan, None, False
        try:
            return scan.result()
        except ActivityError as error:
            self._tell(str(error))
            return ()

    def looks(self) -> Mapping[str, FileState]:
        """The files that were found, as they were then."""
        return self._files.reported()
