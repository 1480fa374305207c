"""Sleep until a file changes: the system tells, so nothing is looked at meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_WRITTEN = frozenset({"modified", "created", "moved", "deleted", "closed"})
"""What happens to a file when it is written; reading it does nothing of this."""
_CONFIG, _LOG = ".toml", "-wal"


class FileChanges(FileSystemEventHandler):
    """Notices when a journal, or a config file beside the named ones, is written."""

    def __init__(self, journal: Path, configs: Iterable[Path]) -> None:
        self._journal = {journal.name, journal.name + _LOG}
        self._has_changed = Event()
        self._observer = Observer()
        folders = {one.absolute().parent for one in (journal, *configs)}
        for folder in folders:
            if folder.is_dir():
                self._observer.schedule(self, str(folder))

    def __enter__(self) -> Self:
        self._observer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change; called in a thread of its own."""
        names = {Path(os.fsdecode(one)).name for one in (event.src_path, event.dest_path)}
        is_meant = names & self._journal or any(one.endswith(_CONFIG) for one in names)
        if is_meant and event.event_type in _WRITTEN:
            self._has_changed.set()

    def forget(self) -> None:
        """Start again; changes from now on are noticed."""
        self._has_changed.clear()

    def wait(self, seconds: float) -> None:
        """Sleep until something has changed since `forget`, or for some seconds."""
        self._has_changed.wait(seconds)
