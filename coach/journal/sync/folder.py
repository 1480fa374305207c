"""The files in a sync folder. Others write there too: no link is followed, no pipe waited for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from coach.errors import SyncError
from coach.journal.sync.state import MACHINE, RUNNER, SegmentState
from coach.system.atomic_write import make_folder, read, replacing, unwritten
from coach.system.printable import printable

FOLDER = "coach"
"""The folder within the sync folder."""
SUFFIX = ".entries"
"""The end of the files' names, apart from what a conflict adds."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file; fifty days of an active runner take one megabyte."""
_RUNNER = "runner.id"
"""The file that says whose machine it is: the same for all machines of one runner."""
_LINK = "is a link, which is not read"


class Seen(Struct, frozen=True):
    """The content of the folder: machines with their runners, files, and what cannot be read."""

    runners: dict[str, str]
    files: dict[str, SegmentState]
    unread: dict[str, str]

    def files_of(self, machines: set[str]) -> dict[str, SegmentState]:
        """The files of some machines."""
        return {file: state for file, state in self.files.items() if machine_of(file) in machines}

    def links(self) -> set[str]:
        """Links that have the name of a machine."""
        return {one for one in self.runners if self.unread.get(one) == _LINK}


class Place:
    """The files of all machines in one sync folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FOLDER

    def scan(self) -> Seen:
        """All files of all machines, also the copies that a tool makes of a conflict.

        Raises:
            SyncError: if the folder cannot be read at all.
        """
        seen = Seen({}, {}, {})
        try:
            self._refuse_link(self.path)
            with os.scandir(self.path) as machines:
                for one in machines:
                    self._scan_machine(one, seen)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise SyncError(
                f"{self.path} cannot be opened ({error.strerror}); check that it is yours."
            ) from error
        return seen

    def read(self, file: str) -> bytes:
        """The content of a file.

        Raises:
            OSError: if it cannot be read, or is none of ours.
        """
        return read(self.path / file, most=LARGEST, follows_links=False)

    def write(self, file: str, content: bytes) -> SegmentState:
        """Write a file there, replacing one with the same name.

        Raises:
            SyncError: if that fails.
        """
        path = self.path / file
        try:
            for folder in (self.path, path.parent):
                self._refuse_link(folder)
                make_folder(folder)
            with replacing(path) as new:
                new.write_bytes(content)
            return _state_of(path.lstat())
        except OSError as error:
            raise SyncError(unwritten(path, error)) from error

    def write_runner(self, machine: str, runner: str) -> None:
        """Say whose machine it is.

        Raises:
            SyncError: if that cannot be written.
        """
        self.write(f"{machine}/{_RUNNER}", f"{runner}\n".encode())

    def _scan_machine(self, one: os.DirEntry[str], seen: Seen) -> None:
        if one.name.startswith(".") or not (one.is_symlink() or one.is_dir()):
            return
        if not MACHINE.fullmatch(one.name):
            seen.unread[printable(one.name)] = "is not the name of a machine"
            return
        if one.is_symlink():
            seen.runners[one.name], seen.unread[one.name] = "", _LINK
            return
        seen.runners[one.name] = self._runner_of(one.name)
        try:
            seen.files.update(_files_of(one, seen))
        except OSError as error:
            seen.unread[one.name] = f"cannot be opened ({error.strerror})"

    def _runner_of(self, machine: str) -> str:
        with suppress(OSError, UnicodeDecodeError):
            text = self.read(f"{machine}/{_RUNNER}").decode("ascii").strip()
            return text if RUNNER.fullmatch(text) else ""
        return ""

    def _refuse_link(self, folder: Path) -> None:
        if folder.is_symlink():
            raise SyncError(f"{folder} is a link, which anyone could have put there; remove it.")


def machine_of(file: str) -> str:
    """The machine to which a file belongs."""
    return file.partition("/")[0]


def _files_of(machine: os.DirEntry[str], seen: Seen) -> Iterator[tuple[str, SegmentState]]:
    with os.scandir(machine) as files:
        for file in files:
            if SUFFIX not in file.name or file.name.startswith("."):
                continue
            name = f"{machine.name}/{file.name}"
            if file.is_symlink():
                seen.unread[name] = _LINK
            # A file may vanish between two calls, such as one that is just being replaced.
            with suppress(OSError):
                state = _state_of(file.stat(follow_symlinks=False))
                if state.size > LARGEST:
                    seen.unread[name] = "is larger than any file of Coach"
                elif state.size and file.is_file(follow_symlinks=False):
                    yield name, state


def _state_of(status: os.stat_result) -> SegmentState:
    return SegmentState(status.st_size, status.st_mtime_ns)
