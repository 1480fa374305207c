"""Outlooks that were worked out, kept beside the journal, since one may take seconds.

Each is found by all that it depends on. So one that is out of date is never found, and if the file
is lost, it is worked out again.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from coach import __version__
from coach.domain.outlook.outlook import Outlook
from coach.errors import CoachError
from coach.system.atomic_write import read, write

_KEPT = 4
"""Outlooks in the file: from today and from a week ago, before and after today's run."""


class OutlookCache:
    """The outlooks that were worked out last for one journal."""

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_suffix(".outlook.json")

    def find(self, facts: object) -> Outlook | None:
        """The outlook that was worked out from these facts."""
        return self._read().get(_key(facts))

    def keep(self, facts: object, outlook: Outlook) -> None:
        """Keep an outlook; if that is impossible, nothing is lost."""
        known = {key: one for key, one in self._read().items() if key != _key(facts)}
        newest = [*known.items(), (_key(facts), outlook)][-_KEPT:]
        with suppress(OSError, UnicodeEncodeError):
            write(self._path, msgspec.json.encode(dict(newest)))

    def _read(self) -> dict[str, Outlook]:
        with suppress(OSError, CoachError, msgspec.MsgspecError, UnicodeDecodeError):
            return msgspec.json.decode(read(self._path), type=dict[str, Outlook])
        return {}


def _key(facts: object) -> str:
    """The same for equal facts, in every process of the same version."""
    plain = msgspec.to_builtins((__version__, facts), str_keys=True, order="deterministic")
    return blake2b(msgspec.json.encode(plain), digest_size=16).hexdigest()
