"""Recordings in a zip archive, such as a service's export of many years.

Nothing is unpacked to disk, and no archive in it is opened. A file never unpacks to more than the
archive says, and that is checked before any is read.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from coach.activities.contents import LARGEST, UNPACKS_TOO_LARGE, unpacked
from coach.activities.discovery import is_hidden, is_named_as_activity
from coach.activities.file_errors import DAMAGED, FlawError, NothingError

ZIP = b"PK"
_MOST = 50_000
_LARGEST_TOGETHER = 4 * 1024**3
"""4 GB; the recordings of ten years are smaller."""
_LARGEST_DIRECTORY = 16 * 1024 * 1024
_CHUNK = 1 << 16
_IS_ENCRYPTED = 0x1
_ENCRYPTED = "is encrypted; unpack it with its password, and import that."
_NESTED = "is an archive within an archive, and was not read; unpack it, and import that."
_UNUSUAL = "is compressed in an unusual way; unpack it, and import that."
_EMPTY = "is an empty archive; export it again."
_OTHER = "is not a FIT, GPX or TCX file."
_TOO_MUCH = (
    f"holds more than {_MOST} files, or recordings of more than 4 GB; unpack it, and import "
    "its folder."
)


class Member(NamedTuple):
    """A file in an archive: its path there, and what returns its bytes or says what is wrong."""

    path: str
    contents: Callable[[], bytes]

    @property
    def name(self) -> str:
        """Its own name, without the folders."""
        return PurePosixPath(self.path).name


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive, whatever its name is."""
    with suppress(OSError, ValueError):
        if stat.S_ISREG(path.stat().st_mode):
            with path.open("rb") as file:
                return file.read(len(ZIP)) == ZIP
    return False


def members(path: Path) -> Iterator[Member]:
    """The files in an archive, with those named like activities first.

    Read each one before you request the next.

    Raises:
        FlawError: if the archive cannot be read, or contains too much.
    """
    try:
        with _Guarded(path) as file, ZipFile(file) as archive:
            for info in _in_order(archive):
                yield Member(info.filename, partial(_contents, archive, info))
    except FlawError:
        raise
    except Exception as error:  # a broken archive fails in many ways
        raise FlawError(DAMAGED) from error


class _Guarded(io.FileIO):
    """A file that returns no more at once than a valid archive needs: its directory."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LARGEST_DIRECTORY:
            raise FlawError(_TOO_MUCH)
        return super().read(size)


def _in_order(archive: ZipFile) -> list[ZipInfo]:
    files = [one for one in archive.infolist() if not (one.is_dir() or _is_hidden(one))]
    recordings = [one for one in files if is_named_as_activity(one.filename)]
    together = sum(one.file_size for one in recordings if not _is_nested(one))
    if len(archive.infolist()) > _MOST or together > _LARGEST_TOGETHER:
        raise FlawError(_TOO_MUCH)
    if not files:
        raise FlawError(_EMPTY)
    return sorted(files, key=lambda one: (not is_named_as_activity(one.filename), one.filename))


def _is_hidden(info: ZipInfo) -> bool:
    return any(map(is_hidden, PurePosixPath(info.filename).parts))


def _is_nested(info: ZipInfo) -> bool:
    return PurePosixPath(info.filename).suffix.lower() == ".zip"


def _contents(archive: ZipFile, info: ZipInfo) -> bytes:
    """The content of a file in an archive, unpacked if it is packed with gzip, too.

    Raises:
        FlawError: if it cannot be read, or is too large.
    """
    _refuse_unless_plain(info)
    try:
        with archive.open(info) as member:
            # In pieces: read all at once, it would unpack more than it returns.
            data = b"".join(iter(partial(member.read, _CHUNK), b""))
    except Exception as error:  # as above
        raise FlawError(DAMAGED) from error
    return unpacked(data)


def _refuse_unless_plain(info: ZipInfo) -> None:
    if _is_nested(info):
        raise FlawError(_NESTED)
    if not is_named_as_activity(info.filename):
        raise NothingError(_OTHER)
    if info.flag_bits & _IS_ENCRYPTED:
        raise FlawError(_ENCRYPTED)
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise FlawError(_UNUSUAL)
    if info.file_size > LARGEST:
        raise FlawError(UNPACKS_TOO_LARGE)
