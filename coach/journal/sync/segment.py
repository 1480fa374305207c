"""A file in the sync folder: entries, one a line, each behind its checksum.

    0e1f7a3c {"kind":"pain-checked","id":"019a...",...}

So a file that is only half there, or that two versions were merged into, still gives every line
that is whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import msgspec
from msgspec import Struct

from coach.domain.units import counted
from coach.journal import Entry
from coach.journal.gate import EntryError
from coach.journal.sync.state import LINE_EXTRA
from coach.system.printable import printable

_SUM = LINE_EXTRA - 2
"""Hexadecimal digits of the checksum; a space follows, and the end of the line."""


class Segment(Struct, frozen=True):
    """The readable content of a file.

    `torn` counts incomplete lines, `foreign` complete ones that this coach does not know, because a
    newer one wrote them. `wrong` lists those that cannot be true.
    """

    entries: tuple[Entry, ...]
    torn: int = 0
    foreign: int = 0
    wrong: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether reading it again would give nothing more."""
        return not self.flaws

    @property
    def flaws(self) -> str:
        """What is wrong with the file, as the end of a sentence; empty if nothing is."""
        count = len(self.wrong)
        entries = counted(count, "entry", "entries")
        found = (
            (self.foreign, "was written by a newer Coach; update this one"),
            (self.torn, "is not complete yet"),
            (count, f"has {entries} that cannot be true: {self.wrong[0]}" if count else ""),
        )
        return ", and ".join(text for number, text in found if number)


def written(bodies: Iterable[str]) -> bytes:
    """The file for some entries, given by their texts."""
    return b"".join(_line(body.encode()) for body in bodies)


def read(data: bytes) -> Segment:
    """Everything in a file that is complete."""
    entries: list[Entry] = []
    torn = foreign = 0
    wrong: list[str] = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        body = line[_SUM + 1 :]
        if not line.strip(b"\0\r "):
            continue  # space that a file system has reserved, or the end of the file
        if line[:_SUM] != _sum(body):
            torn += 1
            continue
        try:
            entries.append(Entry.read(body.decode()))
        except (EntryError, UnicodeDecodeError) as error:
            wrong.append(f"line {number} ({printable(error)})")
        except msgspec.ValidationError:
            foreign += 1
    return Segment(tuple(entries), torn, foreign, tuple(wrong))


def _line(body: bytes) -> bytes:
    return b"%s %s\n" % (_sum(body), body)


def _sum(body: bytes) -> bytes:
    return b"%0*x" % (_SUM, crc32(body))
