"""Zip archives, such as a service's export of many years.

Nothing is unpacked to disk, except an archive in an archive, into a file without a name. All that
one archive holds, however deep, has one allowance of files and bytes, counted as they are read.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import IO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from coach.activities.contents import Content
from coach.activities.discovery import is_hidden, is_named_as_activity
from coach.activities.file_errors import DAMAGED, FlawError

ZIP = b"PK"
DEEPEST = 3
"""Archives in one another; Garmin's account export has two."""
_MOST = 100_000
"""Files; a watch worn for ten years makes 70,000."""
_LARGEST_TOGETHER = 8 * 1024**3
_LARGEST_DIRECTORY = 16 * 1024 * 1024
_IS_ENCRYPTED = 0x1
_ENCRYPTED = "is encrypted; unpack it with its password, and import that."
_UNUSUAL = "is compressed in an unusual way; unpack it, and import that."
_EMPTY = "is an empty archive; export it again."
_UP = ".."
_OUTSIDE = "has a path that leads out of the archive, so it was not read; export it again."
_TOO_MUCH = (
    f"holds more than {_MOST} files or unpacks to more than 8 GB; unpack it, and import its folder."
)
TOO_DEEP = (
    f"is an archive within more than {DEEPEST - 1} others, and was not read; unpack it, and "
    "import that."
)


class TooMuchError(FlawError):
    """An archive holds more than one may; nothing more of it is read."""


class Allowance:
    """How many files and bytes one archive may still bring, with all the archives in it."""

    def __init__(self) -> None:
        self._files = _MOST
        self._bytes = _LARGEST_TOGETHER

    def take_files(self, number: int) -> None:
        """Count some files.

        Raises:
            TooMuchError: if they are too many.
        """
        self._files -= number
        if self._files < 0:
            raise TooMuchError(_TOO_MUCH)

    def take_bytes(self, number: int) -> None:
        """Count what was unpacked.

        Raises:
            TooMuchError: if it is too much.
        """
        self._bytes -= number
        if self._bytes < 0:
            raise TooMuchError(_TOO_MUCH)


class Member(NamedTuple):
    """A file in an archive: its path there, its size unpacked, and what opens it."""

    path: str
    size: int
    open: Callable[[], IO[bytes]]

    @property
    def name(self) -> str:
        """Its own name, without the folders."""
        return PurePosixPath(self.path).name


@contextmanager
def members(file: IO[bytes], allowance: Allowance) -> Iterator[list[Member]]:
    """The files in an archive, with those named like activities first.

    Raises:
        FlawError: if the archive cannot be read, or contains too much.
    """
    with _Guarded(cast("io.RawIOBase", file)) as guarded, _archive(guarded) as archive:
        infos = archive.infolist()
        allowance.take_files(len(infos))
        files = [one for one in infos if not (_is_folder(one) or _is_hidden(one))]
        if not files:
            raise FlawError(_EMPTY)
        files.sort(key=lambda one: (not is_named_as_activity(one.filename), one.filename))
        yield [Member(one.filename, one.file_size, partial(_opened, archive, one)) for one in files]


def _archive(file: IO[bytes]) -> ZipFile:
    try:
        return ZipFile(file)
    except FlawError:
        raise
    except Exception as error:  # a broken archive fails in many ways
        raise FlawError(DAMAGED) from error


@contextmanager
def copied(content: Content) -> Iterator[IO[bytes]]:
    """A copy of an archive that is packed in another one, in a file that vanishes by itself.

    Raises:
        FlawError: if it cannot be unpacked.
    """
    with tempfile.TemporaryFile() as file:
        content.copy_to(file)
        file.seek(0)
        yield file


class _Guarded(io.BufferedReader):
    """A file that returns no more at once than a valid archive needs: its directory."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LARGEST_DIRECTORY:
            raise TooMuchError(_TOO_MUCH)
        return super().read(size)


def _is_folder(info: ZipInfo) -> bool:
    return info.filename.endswith("/")  # a spoilt archive may have files without a name


def _is_hidden(info: ZipInfo) -> bool:
    return any(is_hidden(part) for part in _parts(info) if part != _UP)


def _parts(info: ZipInfo) -> tuple[str, ...]:
    return PurePosixPath(info.filename).parts


def _opened(archive: ZipFile, info: ZipInfo) -> IO[bytes]:
    """A file in an archive, to read from; it never gives more bytes than the archive says."""
    if _UP in _parts(info):
        raise FlawError(_OUTSIDE)
    if info.flag_bits & _IS_ENCRYPTED:
        raise FlawError(_ENCRYPTED)
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise FlawError(_UNUSUAL)
    try:
        return archive.open(info)
    except Exception as error:  # as above
        raise FlawError(DAMAGED) from error
