"""Copy what watches on a USB cable have recorded, since they are slow and may be unplugged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.activities.discovery import activity_files
from coach.activities.file_state import FileState
from coach.system.mounted_watch import folders_of_recordings, runtime_folder


class WatchFiles:
    """Finds the files that connected watches have recorded since the last look."""

    def __init__(self, known: Mapping[str, FileState], root: Path = Path("/")) -> None:
        """Look for watches; `known` files count as reported, until they change.

        Args:
            known: the files by their paths on the watch.
            root: the root of the file system, below which drives are mounted.
        """
        self._given = dict(known)
        self._root = root
        self._copies: TemporaryDirectory[str] | None = None
        self.originals: dict[Path, Path] = {}
        """Where each of the present copies comes from."""

    def new_files(self) -> tuple[Path, ...]:
        """Copies of the new files, which exist until they are dropped."""
        self.drop_copies()
        for path, state in self._states():
            if self._given.get(str(path)) != state and (copy := self._copied(path)):
                self.originals[copy] = path
                self._given[str(path)] = state
        return tuple(self.originals)

    def drop_copies(self) -> None:
        """Remove the copies, once they are read."""
        if self._copies:
            self._copies.cleanup()
        self._copies, self.originals = None, {}

    def reported(self) -> dict[str, FileState]:
        """The reported files, as they were then; a watch that is unplugged comes back."""
        return dict(self._given)

    def _states(self) -> Iterator[tuple[Path, FileState]]:
        """The files that have arrived on the watches, as they are now."""
        for folder in folders_of_recordings(self._root, runtime_folder()):
            with suppress(OSError):
                for entry in activity_files(folder, on_error=lambda _: None):
                    status = entry.stat()
                    yield Path(entry.path), FileState(status.st_size, status.st_mtime_ns)

    def _copied(self, path: Path) -> Path | None:
        """A copy; None if the watch was unplugged meanwhile."""
        self._copies = self._copies or TemporaryDirectory(prefix="coach-watch-")
        copy = Path(self._copies.name, str(len(self.originals)), path.name)
        copy.parent.mkdir()
        with suppress(OSError):
            return Path(shutil.copyfile(path, copy))
        shutil.rmtree(copy.parent)
        return None
