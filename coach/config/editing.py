"""Change the user's own file: one value changes, and every other character stays.

The file is read, changed, checked and written at once, so that no stale copy is ever written, nor
anything that coach could not read again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from coach.config.reading import read
from coach.errors import ConfigError
from coach.system.atomic_write import read as read_file
from coach.system.atomic_write import unwritten, write

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment] # asked for where it is used

_MARK = "\ufeff"
"""The byte order mark with which some editors begin a file."""


class TextChange(NamedTuple):
    """The text of the file before a change and after it."""

    before: str
    after: str


def set_value(path: Path, key: str, value: object) -> None:
    """Set a key, such as `theme` or `profile.foot`; create the file if there is none.

    Raises:
        ConfigError: if the file has problems, would get any, or cannot be written.
    """
    from coach.config.patching import with_value  # noqa: PLC0415 - only needed for a change

    change(path, f"`{key}`", lambda text: with_value(text, tuple(key.split(".")), value))


def change(path: Path, what: str, edit: Callable[[str], str]) -> TextChange:
    """Change the file as it is now.

    Args:
        path: the file, which need not exist.
        what: what is changed, for the sentence about what is wrong.
        edit: makes the new text from the present one; a `ValueError` says why it cannot.

    Raises:
        ConfigError: if the file has problems, would get any, or cannot be written.
    """
    try:
        with _alone(path):
            mark, before = _text_of(path)
            _check(before, path)
            after = edit(before)
            _check(after, path)
            if after != before:
                write(path, (mark + after).encode())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"{path}: {what} was not saved: {reason}") from error
    return TextChange(before, after)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let no other program change the file meanwhile; a lock on its folder leaves nothing behind.

    If the system has no such locks, the last writer wins.
    """
    if fcntl is None:
        yield
        return
    with suppress(FileExistsError):  # a file in place of the folder is reported when it is written
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def create(path: Path, text: str) -> None:
    """Write a file if there is none yet.

    Raises:
        ConfigError: if there is one, or it cannot be written.
    """
    try:
        refuse_existing(path)
        write(path, text.encode())
    except OSError as error:
        raise ConfigError(unwritten(path, error)) from error


def refuse_existing(path: Path) -> None:
    """Refuse to continue if there is a file already.

    Raises:
        ConfigError: in that case.
    """
    if path.exists():
        raise ConfigError(f"{path} is there already; `coach config edit` changes it.")


def _text_of(path: Path) -> tuple[str, str]:
    """The byte order mark, if there is one, and the text with its own line breaks."""
    try:
        text = read_file(path).decode("utf-8")
    except FileNotFoundError:
        return "", ""
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8 text; save the file as UTF-8") from error
    return text[: text.startswith(_MARK)], text.removeprefix(_MARK)


def _check(text: str, path: Path) -> None:
    problems = read(text, str(path)).problems
    if problems:
        raise ValueError("\n".join(one.sentence("") for one in problems))
