"""One meeting of this machine with the others: take in what is new there, put down what is here.

Entries have ids that are unique, and never change, so a union of all files is the journal of
every machine, in whatever order and however late the files arrive.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from coach.errors import SyncError
from coach.files import write
from coach.journal import Journal
from coach.journal.meetings import Look, Meetings
from coach.sync import machine
from coach.sync.segment import Segment, read, written

FOLDER = "coach"
"""The folder within the sync folder."""
SUFFIX = ".entries"
"""With which the names of its files end, but for what a conflict adds."""
_LARGEST = 256 * 1024 * 1024


class Met(Struct, frozen=True, kw_only=True):
    """What a meeting came to.

    `taken` counts the entries that were new here, `files` those that were written. `unread` names
    each file of which not everything could be read, with the reason.
    """

    name: str
    others: tuple[str, ...] = ()
    taken: int = 0
    files: int = 0
    unread: tuple[str, ...] = ()


class Meeting:
    """Meets in one folder, on one journal."""

    def __init__(self, journal: Journal, folder: Path) -> None:
        self._folder = folder
        self._place = folder / FOLDER
        self._journal = journal
        self._state = Meetings(journal)
        self._unread: dict[str, str] = {}

    def meet(self) -> Met:
        """Read what changed, and write what is new.

        Raises:
            SyncError: if the folder is not there, or cannot be written to.
            JournalError: if the journal cannot be read or written.
        """
        if not self._folder.is_dir():
            raise SyncError(
                f"{self._folder}, the sync folder, is not there; connect it, or change "
                "`folder` in [sync]."
            )
        name = self._name()
        looks = self._looks()
        taken = self._take_in(looks, name)
        files = self._publish(looks, name)
        others = sorted({_machine_of(one) for one in looks} - {name})
        unread = tuple(f"{one} {why}" for one, why in sorted(self._unread.items()))
        return Met(name=name, others=tuple(others), taken=taken, files=files, unread=unread)

    def _name(self) -> str:
        fingerprint, folder = machine.fingerprint(), str(self._folder)
        known = self._state.name(fingerprint, folder)
        if known:
            return known
        name = machine.new_name()
        self._state.take_name(name, fingerprint, folder)
        return name

    def _looks(self) -> dict[str, Look]:
        """All files of all machines, also the copies that a tool makes of a conflict."""
        try:
            return dict(_files_in(self._place))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SyncError(
                f"{self._place} cannot be looked into ({error.strerror}); see that it is yours."
            ) from error

    def _take_in(self, looks: dict[str, Look], name: str) -> int:
        known = self._state.looks()
        taken, whole = 0, {}
        for file, look in looks.items():
            if known.get(file) == look:
                continue
            segment = self._read(file)
            if segment is None:
                continue
            owner = _machine_of(file)
            taken += self._state.take_in(segment.entries, "" if owner == name else owner)
            if segment.is_whole:
                whole[file] = look
        if whole:
            self._state.note(whole)
        self._notice_what_left(known.keys() - looks.keys(), looks, name)
        return taken

    def _read(self, file: str) -> Segment | None:
        """What can be read of a file; nothing of it just now is no reason to stop."""
        try:
            segment = read((self._place / file).read_bytes())
        except OSError as error:
            self._unread[file] = f"cannot be read ({error.strerror})"
            return None
        self._unread.pop(file, None)
        if segment.foreign:
            self._unread[file] = "was written by a newer coach; update this one"
        elif segment.torn:
            self._unread[file] = "is not whole yet"
        return segment

    def _notice_what_left(self, gone: set[str], looks: dict[str, Look], name: str) -> None:
        """Where a machine has left the folder, its entries are ours to publish."""
        if not gone:
            return
        self._state.forget_files(gone)
        for file in gone:
            self._unread.pop(file, None)
        if any(_machine_of(file) == name for file in gone):
            self._state.note_published(0)
        for left in self._state.machines() - {_machine_of(one) for one in looks}:
            self._state.adopt(left)

    def _publish(self, looks: dict[str, Look], name: str) -> int:
        """Write the segments that hold more than they did, or are not as they were left."""
        count, noted = self._journal.count(), self._state.looks()
        ours = {file: look for file, look in noted.items() if _machine_of(file) == name}
        is_as_left = all(looks.get(file) == look for file, look in ours.items())
        if is_as_left and count == self._state.published():
            return 0
        new = {}
        for segment, size in self._state.own_segments().items():
            file = f"{name}/{segment}{SUFFIX}"
            look = looks.get(file)
            if look and look == noted.get(file) and look.size == size:
                continue
            new[file] = self._write(file, written(self._state.own(segment)))
        self._state.note(new)
        self._state.note_published(count)
        return len(new)

    def _write(self, file: str, content: bytes) -> Look:
        path = self._place / file
        try:
            write(path, content)
            return _look(path.stat())
        except OSError as error:
            raise SyncError(
                f"{path} cannot be written ({error.strerror}); make room, or see that it is yours."
            ) from error


def _files_in(place: Path) -> Iterator[tuple[str, Look]]:
    with os.scandir(place) as machines:
        for one in machines:
            if one.is_dir():
                yield from _files_of(one)


def _files_of(machine_folder: os.DirEntry[str]) -> Iterator[tuple[str, Look]]:
    with os.scandir(machine_folder) as files:
        for file in files:
            # A file may go between two questions, as one does that is replaced just now.
            with suppress(OSError):
                is_ours = SUFFIX in file.name and not file.name.startswith(".") and file.is_file()
                look = _look(file.stat())
                if is_ours and 0 < look.size <= _LARGEST:
                    yield f"{machine_folder.name}/{file.name}", look


def _look(status: os.stat_result) -> Look:
    return Look(status.st_size, status.st_mtime_ns)


def _machine_of(file: str) -> str:
    return file.partition("/")[0]
