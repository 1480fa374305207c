"""The whole journal as one JSON file, and back without loss.

    {"coach": "journal", "version": 1, "entries": [ ... ]}

Each entry stands there in the very text in which it was recorded, also those that were taken back,
so that the journal made from it is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Raw, Struct

from coach.domain.activity import is_too_fast
from coach.domain.events import RunLogged
from coach.errors import ImportRefusedError
from coach.journal import Entry

VERSION = 1
_HEAD = b'{"coach": "journal", "version": %d, "entries": [\n' % VERSION
_LARGEST = 1024 * 1024 * 1024


class _File(Struct, forbid_unknown_fields=False):
    coach: Literal["journal"]
    version: int
    entries: list[Raw]


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The file, piece by piece: each entry on a line of its own."""
    yield _HEAD
    for number, entry in enumerate(entries):
        yield (b",\n" if number else b"") + entry.body.encode()
    yield b"\n]}\n"


def is_journal(path: Path) -> bool:
    """Whether a file begins as one of these does; GPX and TCX begin with `<`."""
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    except OSError:
        return False


def read(path: Path) -> list[Entry]:
    """All entries of a file.

    Raises:
        ImportRefusedError: if it is none of these, or holds what this coach cannot read; then
            nothing of it is to be taken in.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ImportRefusedError(f"{path} is larger than any journal; name another file.")
        whole = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise ImportRefusedError(
            f"{path} cannot be read ({error.strerror}); see that it is there and yours."
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ImportRefusedError(
            f"{path} is no export of a journal ({error}); `coach export json` makes one."
        ) from error
    if whole.version > VERSION:
        raise ImportRefusedError(
            f"{path} was written by a newer coach; update this one with `pipx upgrade heelcoach`."
        )
    return [_entry(raw, number, path) for number, raw in enumerate(whole.entries, start=1)]


def set_aside(entries: Iterable[Entry]) -> tuple[list[Entry], list[RunLogged]]:
    """The entries without the runs that nobody can have run, and those runs.

    What a file of a watch may not tell, an export may not either: it would be what the next runs
    are measured against.
    """
    known = list(entries)
    runs = [one.event for one in known if isinstance(one.event, RunLogged)]
    impossible = [one for one in runs if is_too_fast(one.distance, one.duration)]
    ids = {one.id for one in impossible}
    return [one for one in known if one.event.id not in ids], impossible


def _entry(raw: Raw, number: int, path: Path) -> Entry:
    """One entry, in one line even where somebody has laid the file out anew."""
    try:
        body = bytes(raw)
        return Entry.read(
            (msgspec.json.format(body, indent=-1) if b"\n" in body else body).decode()
        )
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ImportRefusedError(
            f"{path}: entry {number} cannot be read ({error}); nothing was taken in."
        ) from error
