"""Remember which files of the watched folder were read, so that no start reads them all again.

The list is in a file beside the journal, and may be lost: then everything is read once more, and
what the journal has already stays as it is. It counts only for a journal that contains the last
entry of that time; a journal restored from a copy gets its runs again. A newer coach may read what
an older one could not, so it starts again too.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import msgspec
from msgspec import Struct

from coach import __version__
from coach.activities.folder import FileState
from coach.journal import Journal
from coach.system.atomic_write import write


class _Noted(Struct, frozen=True):
    coach: str
    folder: str
    entry: str
    looks: dict[str, FileState]


class Memory:
    """The files read from one folder, for one journal."""

    def __init__(self, journal: Journal, folder: str) -> None:
        self._journal = journal
        self._path = journal.path.with_suffix(".activities.json")
        self._folder = folder
        self._entry = ""

    def looks(self) -> dict[str, FileState]:
        """The files that were read, as they were then."""
        with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
            noted = msgspec.json.decode(self._path.read_bytes(), type=_Noted)
            self._entry = noted.entry
            is_ours = (noted.coach, noted.folder) == (__version__, self._folder)
            if is_ours and self.holds():
                return noted.looks
        self._entry = ""
        return {}

    def holds(self) -> bool:
        """Whether the journal is still the one for which the files were noted."""
        return not self._entry or self._journal.entry(self._entry) is not None

    def note(self, looks: Mapping[str, FileState]) -> None:
        """Replace the list with these files; if that is impossible, nothing is lost."""
        self._entry = self._journal.last_id()
        noted = _Noted(__version__, self._folder, self._entry, dict(looks))
        with suppress(OSError, UnicodeEncodeError):
            write(self._path, msgspec.json.encode(noted))
