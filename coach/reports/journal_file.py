"""The whole journal as one JSON file, and back without loss.

    {"coach": "journal", "version": 1, "entries": [ ... ]}

Each entry keeps the very text in which it was recorded, and retracted ones are included, so that
the journal made from it is the same.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Raw, Struct

from coach.domain.units import counted
from coach.errors import ImportRefusedError
from coach.journal import Entry
from coach.journal.gate import DAMAGED, EntryError, in_words
from coach.system import atomic_write as files
from coach.system.updating import how_to_update

VERSION = 1
_HEAD = b'{"coach": "journal", "version": %d, "entries": [\n' % VERSION
_LARGEST = 1024 * 1024 * 1024
_JSON = (b"{", b"[")
_FEW = 10
"""How many left-out entries to name one by one."""


class _File(Struct, forbid_unknown_fields=False):
    coach: Literal["journal"]
    version: int
    entries: list[Raw]


def _keep_silent(_: str) -> None:
    """The default: report nothing."""


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The file, piece by piece: each entry on a line of its own."""
    yield _HEAD
    for number, entry in enumerate(entries):
        yield (b",\n" if number else b"") + entry.body.encode()
    yield b"\n]}\n"


def is_journal(path: Path) -> bool:
    """Whether a file begins like JSON; GPX and TCX begin with `<`."""
    try:
        if not path.is_file():  # a pipe would make us wait
            return False
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_JSON)
    except OSError:
        return False


def read(path: Path, tell: Callable[[str], None] = _keep_silent) -> list[Entry]:
    """All valid entries of a file; the others are reported to `tell`.

    Raises:
        ImportRefusedError: if it is not such a file, or a newer coach wrote it.
    """
    try:
        content = files.read(path, most=_LARGEST).removeprefix(codecs.BOM_UTF8)
        whole = msgspec.json.decode(content, type=_File)
    except OSError as error:
        raise ImportRefusedError(
            f"{path} cannot be read ({error.strerror}); check that it is there and is yours."
        ) from error
    except msgspec.ValidationError as error:
        raise ImportRefusedError(
            f"{path} is JSON, but not an export of Coach; `coach export json` makes one."
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRefusedError(
            f"{path} is not an export of Coach, or is damaged; `coach export json` makes one."
        ) from error
    if whole.version > VERSION:
        raise ImportRefusedError(
            f"{path} was written by a newer Coach; nothing was imported. {how_to_update()}"
        )
    return list(_entries(whole.entries, path, tell))


def _entries(entries: Iterable[Raw], path: Path, tell: Callable[[str], None]) -> Iterator[Entry]:
    left_out = 0
    for number, raw in enumerate(entries, start=1):
        try:
            yield _entry(raw)
        except msgspec.ValidationError as error:
            left_out += 1
            if left_out <= _FEW:
                tell(f"{path}: entry {number} was left out: {in_words(error)}.")
    if left_out > _FEW:
        more = counted(left_out - _FEW, "more entry was", "more entries were")
        tell(f"{path}: {more} left out.")


def _entry(raw: Raw) -> Entry:
    """One entry on one line, even if the file was reformatted."""
    body = bytes(raw)
    try:
        text = (msgspec.json.format(body, indent=-1) if b"\n" in body else body).decode()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise EntryError(DAMAGED) from error
    return Entry.read(text)
