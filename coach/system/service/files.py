"""The file that tells a system what to start: never half written, and never another program's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.errors import ServiceError
from coach.system.atomic_write import replacing
from coach.system.service.manager import Condition

_READABLE = 0o644


class ServiceFile:
    """A file, and its intended content."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self._content = content

    def condition(self) -> Condition:
        """The file's condition.

        Raises:
            ServiceError: if there is something else in its place.
        """
        if not os.path.lexists(self.path):
            return Condition.MISSING
        if self.path.is_symlink() or not self.path.is_file():
            raise ServiceError(f"{self.path} is not a regular file; move it away, and try again.")
        return Condition.SOUND if self.content() == self._content else Condition.CHANGED

    def content(self) -> bytes:
        """Its content; empty if it cannot be read."""
        try:
            return self.path.read_bytes()
        except OSError:
            return b""

    def write(self) -> None:
        """Write the file unless it is already correct."""
        if self.condition() != Condition.SOUND:
            with _explaining(self.path, "written"):
                _replace(self.path, self._content)

    def delete(self) -> None:
        """Delete the file, if there is one."""
        if self.condition() != Condition.MISSING:
            with _explaining(self.path, "deleted"):
                self.path.unlink()


def config_home() -> Path:
    """The folder of a desktop user's configuration; the standard forbids relative paths."""
    named = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    if named.is_absolute():
        return named
    try:
        return Path.home() / ".config"
    except RuntimeError:
        raise ServiceError("The system does not know your home folder; set HOME to it.") from None


def _replace(path: Path, content: bytes) -> None:
    with replacing(path) as new:
        new.write_bytes(content)
        new.chmod(_READABLE)


@contextmanager
def _explaining(path: Path, done: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ServiceError(f"{path} cannot be {done}: {error.strerror}.") from error
