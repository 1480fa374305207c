"""Read the bytes of a file: never more than a recording can have, and without waiting."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from pathlib import Path

from coach.activities.file_errors import CUT_OFF, DAMAGED, FlawError

LARGEST = 64 * 1024 * 1024
"""A run of two days, with a point each second and all sensors, has 50 MB."""

_PIECE = 1024 * 1024
_GZIP = b"\x1f\x8b"
_TOO_LARGE = "is larger than 64 MB, too large for a recording; export the activity alone."
UNPACKS_TOO_LARGE = "unpacks to more than 64 MB, too large for a recording; export it again."


def contents(path: Path) -> bytes:
    """The content of a file, unpacked if it is packed with gzip.

    Raises:
        FlawError: if it cannot be read, or is too large.
    """
    try:
        data = _plain(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name"
        raise FlawError(
            f"cannot be read ({reason}); check that it is there and is yours."
        ) from error
    return unpacked(data)


def unpacked(data: bytes) -> bytes:
    """The data of a file, unpacked if it is packed with gzip.

    Raises:
        FlawError: if there is none, or it is damaged or too large.
    """
    if not data:
        raise FlawError("is empty; copy or export it again.")
    return _without_gzip(data) if data.startswith(_GZIP) else data


def _plain(path: Path) -> bytes:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise FlawError("is a folder; name the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise FlawError("is not a regular file; name a FIT, GPX or TCX file.")
    if status.st_size > LARGEST:
        raise FlawError(_TOO_LARGE)
    with path.open("rb") as file:
        return file.read(status.st_size)


def _without_gzip(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            unpacked = _most_of(packed)
    except EOFError as error:
        raise FlawError(CUT_OFF) from error
    except (OSError, zlib.error) as error:
        raise FlawError(DAMAGED) from error
    if len(unpacked) > LARGEST:
        raise FlawError(UNPACKS_TOO_LARGE)
    return unpacked


def _most_of(packed: gzip.GzipFile) -> bytes:
    """The unpacked content, up to a little over the limit; in pieces, as most files are small."""
    unpacked = bytearray()
    while len(unpacked) <= LARGEST and (piece := packed.read(_PIECE)):
        unpacked += piece
    return bytes(unpacked)
