"""Files that are written whole, readable only by their owner, and read without waiting.

A crash or a full disk leaves the old content. Temporary names cannot be guessed, so no link can lie
in wait there, and a pipe in place of a file blocks nothing.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

_PRIVATE = 0o600
_PRIVATE_FOLDER = 0o700
_NEW = ".coach-new-"
"""The beginning of the names of files that are being written."""
_RANDOM_BYTES = 8
_LEFT_OVER = 3600
"""Seconds after which an unfinished file must be from a program that died."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_LARGEST = 256 * 1024 * 1024
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def read(path: Path, *, most: int = _LARGEST, follows_links: bool = True) -> bytes:
    """The content of a plain file.

    Raises:
        OSError: if it cannot be read, is not a regular file, or is larger than `most` bytes.
    """
    descriptor = os.open(path, _READING | (0 if follows_links else _NO_LINK))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        refuse_unless_plain(status)
        # A read of at most so much would reserve that much memory before it begins.
        content = file.read() if status.st_size <= most else b""
    if max(len(content), status.st_size) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def read_text(path: Path, *, most: int = _LARGEST) -> str:
    """The text in a plain UTF-8 file, with line breaks of one kind.

    Raises:
        OSError: as `read` does.
        UnicodeDecodeError: if it is not such a text.
    """
    text = read(path, most=most).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse_unless_plain(status: os.stat_result) -> None:
    """Refuse folders, and files that would make a program wait: a pipe, a socket, a device.

    Raises:
        OSError: in these cases.
    """
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")


def is_full(error: OSError) -> bool:
    """Whether the disk is too full for what was to be written."""
    return error.errno in _NO_ROOM


def unwritten(path: Path, error: OSError) -> str:
    """Why a file cannot be written, and how to fix it."""
    folder = path.absolute().parent
    mend = "make room" if is_full(error) else f"check that {folder} is a folder of yours"
    return f"{path} cannot be written ({error.strerror}); {mend}."


def is_anything_at(path: Path) -> bool:
    """Whether there is anything, though perhaps out of reach."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def unused(path: Path) -> Path:
    """The same, or with the first number with which nothing is there: `card-2.svg`."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(one for one in chain([path], numbered) if not os.path.lexists(one))


def no_folder(path: Path) -> str:
    """Why there is no folder at a path, as the end of a sentence; empty if there is one."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "is a link that leads nowhere" if path.is_symlink() else "is not there"
    except OSError as error:
        return f"cannot be opened ({error.strerror})"
    if stat.S_ISDIR(mode):
        return ""
    what = "a file" if stat.S_ISREG(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device"
    return f"is {what} and no folder"


def write(path: Path, content: bytes) -> None:
    """Replace a file's content, whole or not at all; a link stays a link.

    A new file, and a new folder for it, are readable only by their owner.

    Raises:
        OSError: if it cannot be written; the old content stays.
    """
    path = path.resolve()
    with replacing(path) as new:
        new.write_bytes(content)
        if path.exists():
            new.chmod(stat.S_IMODE(path.stat().st_mode))


def create(path: Path, content: bytes) -> None:
    """Write a file where there is none, as `creating` does."""
    with creating(path) as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())


@contextmanager
def creating(path: Path) -> Iterator[BinaryIO]:
    """A file to write where there is none, not even a link; a failure leaves none.

    Raises:
        OSError: if there is one, or it cannot be written.
    """
    make_folder(path.parent)
    with open(path, "xb", opener=_private) as new:
        try:
            _keep_owner(path.parent, new.fileno())
            yield new
            new.flush()
        except BaseException:
            path.unlink(missing_ok=True)
            raise


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file, which replaces another, or a link, once it has been written whole.

    Raises:
        OSError: if it cannot be written; the old file stays.
    """
    make_folder(path.parent)
    new = path.with_name(f"{_NEW}{os.urandom(_RANDOM_BYTES).hex()}")
    descriptor = _private(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    _keep_owner(path.parent, descriptor)
    os.close(descriptor)
    try:
        yield new
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        remove_leftovers(path.parent, beside=new)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def remove_leftovers(folder: Path, *, beside: Path, prefix: str = _NEW) -> None:
    """Remove what programs that died while writing have left, long before a file of today."""
    now = beside.stat().st_mtime
    for one in folder.glob(f"{prefix}*"):
        with suppress(OSError):  # another program may do the same
            if now - one.lstat().st_mtime > _LEFT_OVER:
                one.unlink()


def make_folder(path: Path) -> None:
    """Make a folder, and missing ones above it, readable only by their owner.

    Raises:
        OSError: if it cannot be made.
    """
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        path.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    except FileExistsError as error:  # and it is no folder
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from error
    if _is_root():
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _NO_LINK)
        _keep_owner(path.parent, descriptor)
        os.close(descriptor)


def make_private(path: Path) -> None:
    """Create an empty file if there is none, and let only its owner open it.

    Raises:
        OSError: if it cannot be made, or is not one's own.
    """
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.close(_private(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    refuse_unless_plain(path.stat())
    if os.name == "posix":
        path.chmod(_PRIVATE)


def _private(path: str | Path, flags: int) -> int:
    return os.open(path, flags, _PRIVATE)


def _keep_owner(folder: Path, descriptor: int) -> None:
    """Give an open file or folder, which root has just made in a user's folder, to the user."""
    if _is_root():
        with suppress(OSError):
            owner = folder.stat()
            os.fchown(descriptor, owner.st_uid, owner.st_gid)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
