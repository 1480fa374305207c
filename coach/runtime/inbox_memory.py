"""Remember which files of the watched folders were read, so that no start reads them all again.

The list is in a file beside the journal, and may be lost: then everything is read once more, and
what the journal has already stays as it is. It counts only for a journal that contains the last
entry of that time; a journal restored from a copy gets its runs again. A newer coach may read what
an older one could not, so it starts again too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct

from coach import __version__
from coach.activities.file_state import FileState
from coach.domain.units import counted
from coach.journal import Journal
from coach.system.atomic_write import write

if TYPE_CHECKING:
    from coach.runtime.file_reading import FileReading

_MOST = 100
"""Reasons kept for one archive."""


class Unread(NamedTuple):
    """A file, and the sentence on why it could not be read; that names one in an archive."""

    path: str
    why: str


class _Noted(Struct, frozen=True):
    coach: str
    entry: str
    looks: dict[str, FileState]
    unread: dict[str, tuple[str, ...]] = {}


class Memory:
    """The files that were read for one journal, and why some of them could not be."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._path = journal.path.with_suffix(".activities.json")
        self._entry = ""
        self._noted = self._read()

    @property
    def looks(self) -> Mapping[str, FileState]:
        """The files that were read, as they were then."""
        return self._noted.looks

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The files that could not be read, and have not changed since."""
        noted = sorted(self._noted.unread.items())
        return tuple(Unread(path, why) for path, reasons in noted for why in reasons)

    def holds(self) -> bool:
        """Whether the journal is still the one for which the files were noted."""
        return not self._entry or self._journal.entry(self._entry) is not None

    def note(self, looks: Mapping[str, FileState], readings: Iterable[FileReading]) -> None:
        """Replace the list with these files; if that is impossible, nothing is lost.

        Args:
            looks: the files as they are now.
            readings: what was read of some of them just now.
        """
        unread = dict(self._noted.unread)
        for path, reasons in _by_file(readings).items():
            unread[path] = _first(reasons)
        unread = {path: unread[path] for path in unread if unread[path] and path in looks}
        self._entry = self._journal.last_id()
        self._noted = _Noted(__version__, self._entry, dict(looks), unread)
        with suppress(OSError, UnicodeEncodeError):
            write(self._path, msgspec.json.encode(self._noted))

    def _read(self) -> _Noted:
        with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
            noted = msgspec.json.decode(self._path.read_bytes(), type=_Noted)
            self._entry = noted.entry
            if noted.coach == __version__ and self.holds():
                return noted
        self._entry = ""
        return _Noted(__version__, "", {})


def _by_file(readings: Iterable[FileReading]) -> dict[str, list[str]]:
    """The reasons why files could not be read; none for those that could."""
    found: dict[str, list[str]] = {}
    for one in readings:
        reasons = found.setdefault(one.path, [])
        if not one.is_read:
            reasons.append(one.reason)
    return found


def _first(reasons: list[str]) -> tuple[str, ...]:
    if len(reasons) <= _MOST:
        return tuple(reasons)
    return (*reasons[:_MOST], f"{counted(len(reasons) - _MOST, 'more file')} beside these.")
