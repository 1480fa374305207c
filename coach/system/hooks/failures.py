"""The last failure of each hook, in a file beside the journal until the hook works again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from coach.system.atomic_write import write

_LARGEST = 10_000


class HookFailure(Struct, frozen=True):
    """When a hook failed last (UTC), and why, in half a sentence."""

    at: datetime
    reason: str


class HookFailures:
    """The last failures of the hooks of one journal."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal

    def note(self, hook: str, failure: HookFailure | None) -> None:
        """Note that a hook has failed, or with None that it works.

        Raises:
            OSError: if that cannot be written.
        """
        path = self._path(hook)
        if failure:
            write(path, msgspec.json.encode(failure))
        else:
            path.unlink(missing_ok=True)

    def of(self, hook: str) -> HookFailure | None:
        """The last failure of a hook, if it has not worked since."""
        return next(self._read(hook), None)

    def _read(self, hook: str) -> Iterator[HookFailure]:
        with suppress(OSError, msgspec.MsgspecError), self._path(hook).open("rb") as file:
            yield msgspec.json.decode(file.read(_LARGEST), type=HookFailure)

    def _path(self, hook: str) -> Path:
        return self._journal.with_name(f"{self._journal.stem}.{hook}-failed.json")
