"""Files that stand in for a journal that cannot be written: beside it, or on another disk.

Those on another disk are in the user's runtime folder, or among temporary files, and may be lost at
any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from coach.system.atomic_write import no_folder, write


class Aside:
    """Files that stand in for a journal, by their names; errors here are passed over."""

    def __init__(self, journal: Path, *, is_beside: bool = False) -> None:
        """Keep them on another disk, or with `is_beside` beside the journal, where they last."""
        self._beside = journal if is_beside else None
        self._journal = journal

    def read(self, name: str) -> bytes:
        """The content of a file; empty if there is none that this user wrote."""
        for path in self._paths(name):
            with suppress(OSError):
                if _is_ours(path):
                    return path.read_bytes()
        return b""

    def keep(self, name: str, content: bytes) -> None:
        """Write a file, in the first place that accepts it; nothing deletes it."""
        for path in self._paths(name, is_new=bool(content)):
            with suppress(OSError):
                path.parent.mkdir(mode=0o700, exist_ok=True)
                if not content:
                    path.unlink(missing_ok=True)
                elif _is_ours(path.parent):
                    write(path, content)
                    return

    def names(self, begins: str, ends: str) -> set[str]:
        """The names of the existing files that begin and end so."""
        found = set()
        for one in self._paths(begins):
            kept = one.name.removesuffix(begins)
            with suppress(OSError):
                named = [other.name for other in one.parent.iterdir()]
                ours = (name for name in named if name.startswith(one.name))
                found |= {name.removeprefix(kept) for name in ours if name.endswith(ends)}
        return found

    def _paths(self, name: str, *, is_new: bool = False) -> Iterator[Path]:
        """The possible places of such a file; for a new one, also folders that must be made."""
        if self._beside and not no_folder(self._beside.parent):
            yield self._beside.with_name(f"{self._beside.stem}.{name}")
        user = getattr(os, "geteuid", int)()
        for folder in _other_disks():
            ours = Path(folder, f"coach-{user}")
            if is_new or not no_folder(ours):
                yield ours / f"{self._key}-{name}"

    @cached_property
    def _key(self) -> str:
        """What distinguishes this journal from others, in the name of a file."""
        from hashlib import sha256  # noqa: PLC0415 - costs 2 ms, and hardly ever is there a file

        return sha256(os.fsencode(self._journal.absolute())).hexdigest()[:16]


def _other_disks() -> Iterator[str]:
    """The runtime folder and those for temporary files; `tempfile` knows them, and costs 4 ms."""
    names = ("XDG_RUNTIME_DIR", "TMPDIR", "TEMP", "TMP")
    yield from filter(None, map(os.environ.get, names))
    if os.name == "posix":
        yield from ("/tmp", "/var/tmp")  # noqa: S108 - in a folder there that is ours alone


def _is_ours(path: Path) -> bool:
    """Whether only this user could have put it there."""
    return not hasattr(os, "geteuid") or path.lstat().st_uid == os.geteuid()
