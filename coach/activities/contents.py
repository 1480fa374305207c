"""Read the bytes of a file once, from front to back, and never more than a recording can have."""

from __future__ import annotations

import gzip
import io
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from coach.activities.file_errors import CUT_OFF, DAMAGED, FlawError

LARGEST = 64 * 1024 * 1024
"""A run of two days, with a point each second and all sensors, has 50 MB."""

_HEAD = 4096
_PIECE = 1 << 16
_GZIP = b"\x1f\x8b"
_LARGEST_COPY = 2 * 1024**3
_COPY_TOO_LARGE = "unpacks to more than 2 GB; unpack it, and import what is in it."
_TOO_LARGE = "is larger than 64 MB, too large for a recording; export the activity alone."
_UNPACKS_TOO_LARGE = "unpacks to more than 64 MB, too large for a recording; export it again."


def opened(path: Path) -> io.FileIO:
    """A file to read from.

    Raises:
        FlawError: if it cannot be read, or is not a regular file.
    """
    try:
        _refuse_unless_regular(path)
        return io.FileIO(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name"
        raise FlawError(
            f"cannot be read ({reason}); check that it is there and is yours."
        ) from error


def _refuse_unless_regular(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FlawError("is a folder; name the files in it.")
    if not stat.S_ISREG(mode):
        raise FlawError("is not a regular file; name a FIT, GPX or TCX file.")


class Content:
    """The content of one file, unpacked if it is packed with gzip.

    `head` is its beginning, which tells what it is. The rest is read only when it is wanted, and
    only once. Whatever goes wrong while reading is a FlawError.
    """

    def __init__(
        self,
        file: IO[bytes],
        size: int,
        on_bytes: Callable[[int], None],
        on_part: Callable[[float], None],
    ) -> None:
        """Begin to read a file.

        Args:
            file: where it begins.
            size: how many bytes it has, packed or not.
            on_bytes: told how many bytes were read; it may refuse more.
            on_part: told which part of `pieces` has been read, from 0 to 1.
        """
        self._file: IO[bytes] | gzip.GzipFile = file
        self._size = size
        self._on_bytes = on_bytes
        self._on_part = on_part
        self.head = self._begun()
        self.is_packed = self.head.startswith(_GZIP)
        if self.is_packed:
            file.seek(0)
            self._file = gzip.GzipFile(fileobj=file)
            self.head = self._begun()

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, piece by piece, however many there are."""
        done = 0
        for piece in self._pieces():
            done += len(piece)
            self._on_part(min(1.0, done / max(self._size, 1)))
            yield piece

    def limited(self) -> Iterator[bytes]:
        """Its bytes, piece by piece.

        Raises:
            FlawError: if it is too large for a recording.
        """
        too_large = _TOO_LARGE if isinstance(self._file, io.FileIO) else _UNPACKS_TOO_LARGE
        if self._size > LARGEST:
            raise FlawError(too_large)
        done = 0
        for piece in self._pieces():
            done += len(piece)
            if done > LARGEST:
                raise FlawError(too_large)
            yield piece

    def whole(self) -> bytes:
        """All its bytes, as `limited` gives them."""
        return b"".join(self.limited())

    def copy_to(self, file: IO[bytes]) -> None:
        """Write all its bytes into another file.

        Raises:
            FlawError: if it is too large to be copied.
            OSError: if there is no room for it.
        """
        copied = 0
        for piece in self._pieces():
            copied += len(piece)
            if copied > _LARGEST_COPY:
                raise FlawError(_COPY_TOO_LARGE)
            file.write(piece)

    def _pieces(self) -> Iterator[bytes]:
        piece = self.head
        while piece:
            self._on_bytes(len(piece))
            yield piece
            piece = self._read(_PIECE)

    def _begun(self) -> bytes:
        head = b""
        while len(head) < _HEAD and (piece := self._read(_HEAD - len(head))):
            head += piece
        return head

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except EOFError as error:
            raise FlawError(CUT_OFF) from error
        except Exception as error:  # what is packed in a broken way fails in many ways
            raise FlawError(DAMAGED) from error
