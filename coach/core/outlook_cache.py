"""Outlooks that were worked out, kept beside the journal, since one may take seconds.

Each is kept with all that it depends on. So one that is out of date is never found, and if the file
is lost, it is worked out again.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from coach import __version__
from coach.domain.outlook.outlook import Outlook
from coach.errors import CoachError
from coach.system.atomic_write import read, write

_MOST = 4
"""Outlooks in the file: from today and from a week ago, before and after today's run."""


class _Kept(Struct, frozen=True):
    facts: bytes
    outlook: Outlook


class OutlookCache:
    """The outlooks that were worked out last for one journal."""

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_suffix(".outlook.json")

    def find(self, facts: object) -> Outlook | None:
        """The outlook that was worked out from these facts."""
        wanted = _packed(facts)
        return next((one.outlook for one in self._read() if one.facts == wanted), None)

    def keep(self, facts: object, outlook: Outlook) -> None:
        """Keep an outlook; if that is impossible, nothing is lost."""
        new = _Kept(_packed(facts), outlook)
        others = [one for one in self._read() if one.facts != new.facts]
        with suppress(OSError, UnicodeEncodeError):
            write(self._path, msgspec.json.encode([*others, new][-_MOST:]))

    def _read(self) -> list[_Kept]:
        with suppress(OSError, CoachError, msgspec.MsgspecError, UnicodeDecodeError):
            return msgspec.json.decode(read(self._path), type=list[_Kept])
        return []


def _packed(facts: object) -> bytes:
    """The same for equal facts, in every process of the same version, and for no others."""
    plain = msgspec.to_builtins((__version__, facts), str_keys=True, order="deterministic")
    return zlib.compress(msgspec.json.encode(plain))
