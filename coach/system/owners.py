"""Who owns a file, if this user may not use it: one run as root leaves root's files."""

from __future__ import annotations

import atexit
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_BESIDE = ("", "-wal", "-shm")
"""The file itself, and the files that SQLite keeps beside it."""
_OURS = frozenset({"coach", "backups"})
"""Folders with nothing but Coach's files; no other folder is handed over as a whole."""


def mend_access(path: Path) -> str:
    """How to get access to a closed or foreign file, as half a sentence; empty if not needed."""
    closed = list(_closed(path))
    if closed and _is_read_only(closed[0]):
        return f"the drive of {closed[0]} is mounted to be read only; have it mounted for writing"
    owners = [owner for one in closed if (owner := foreign_owner(one))]
    if not owners:
        return _opening(closed)
    owner = f"{closed[0]} belongs to {owners[0]}"
    if closed[0].is_dir() and closed[0].name not in _OURS:
        return f"{owner}; name another place"
    return f"{owner}; {give_back(closed)} makes it yours"


def _opening(closed: list[Path]) -> str:
    """The command that opens one's own files; empty if a file is not a folder, for example."""
    is_folder = bool(closed) and closed[0].is_dir()
    if not closed or (not is_folder and is_open(closed[0])):
        return ""
    return f"`chmod u+{'rwx' if is_folder else 'rw'} {_quoted(closed)}` opens it to you"


def give_back(paths: Iterable[Path]) -> str:
    """The command with which a user gets back what is theirs."""
    return f"`sudo chown -R {os.geteuid()} {_quoted(paths)}`"


def _is_read_only(path: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _quoted(paths: Iterable[Path]) -> str:
    import shlex  # noqa: PLC0415 - only needed for a sentence

    return " ".join(shlex.quote(str(one)) for one in paths)


def foreign_owner(path: Path) -> str:
    """The other user that a file belongs to; empty if it is one's own."""
    if not hasattr(os, "geteuid"):
        return ""
    try:
        owner = path.stat().st_uid
    except OSError:
        return ""
    return "" if owner == os.geteuid() else _name(owner)


def is_only_ours(path: Path) -> bool:
    """Whether a file is this user's own, and not everybody may write it."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not foreign_owner(path) and (os.name != "posix" or not mode & stat.S_IWOTH)


def keep_owner(path: Path) -> None:
    """Give files that root makes here, in a user's folder, to the user when the program ends."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return
    with suppress(OSError):
        nearest = _nearest(path.parent)
        owner = nearest.stat()
        if owner.st_uid:
            atexit.register(_give_back, path, nearest, (owner.st_uid, owner.st_gid))


def _give_back(path: Path, nearest: Path, owner: tuple[int, int]) -> None:
    """Give the owner a file, those beside it, and the new folders above it."""
    folders = [one for one in path.absolute().parents if one.is_relative_to(nearest)]
    files = [path.with_name(f"{path.name}{end}") for end in _BESIDE]
    rest = path.parent.rglob("*") if path.parent.name in _OURS else ()
    for one in (*folders, *files, *rest):
        with suppress(OSError):
            _hand_over(one, owner)


def _hand_over(path: Path, owner: tuple[int, int]) -> None:
    """Hand over root's file, unless it may be one of root's own under a second name."""
    found = path.lstat()
    is_only_here = stat.S_ISDIR(found.st_mode) or found.st_nlink == 1
    if found.st_uid == 0 and is_only_here:
        os.chown(path, *owner, follow_symlinks=False)


def _closed(path: Path) -> Iterator[Path]:
    """What is in the way: the folder, or else the files in it."""
    folder = _nearest(path.parent)
    if not is_open(folder, os.W_OK | os.X_OK):
        yield folder
        return
    files = (path.with_name(f"{path.name}{end}") for end in _BESIDE)
    yield from (one for one in files if one.exists() and not is_open(one))


def is_open(path: Path, mode: int = os.R_OK | os.W_OK) -> bool:
    """Whether this user may use a file, by default to read and write it."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _nearest(folder: Path) -> Path:
    """The folder, or the first one above it that exists."""
    whole = folder.absolute()
    return next((one for one in (whole, *whole.parents) if os.path.lexists(one)), whole)


def _name(user: int) -> str:
    from pwd import getpwuid  # noqa: PLC0415 - not on Windows

    try:
        return getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"
