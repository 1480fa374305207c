"""Turn an event into a row of the journal, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from coach.domain.events.types import Event
from coach.journal import gate
from coach.journal.new_ids import LATEST

LARGEST_ROW = 64 * 1024 * 1024
"""Bytes; a larger row is only there to fill the memory."""
KNOWN_IDS = f"""
    select id from entries where id <> '' and id not glob '*[^0-9a-f]*' and not instr(id, char(0))
    and (id < '{LATEST}' or length(id) < {len(LATEST)})
"""  # noqa: S608 - a constant
"""The ids that new ones are to follow."""


class Entry(NamedTuple):
    """An event, and the exact text in which it was recorded."""

    event: Event
    body: str

    @classmethod
    def of(cls, event: Event) -> Entry:
        """The entry for a new event."""
        return cls(event, msgspec.json.encode(event).decode())

    @classmethod
    def read(cls, body: str) -> Entry:
        """Read an entry from text that came from elsewhere.

        Raises:
            msgspec.ValidationError: if it cannot be true, or this coach cannot read it.
        """
        return cls(gate.take(body), body)


def as_row(entry: Entry) -> tuple[str | None, ...]:
    """The columns of an entry."""
    event = entry.event
    kind = str(event.__struct_config__.tag)
    step = getattr(event, "step", None)
    return event.id, event.at.isoformat(), event.day.isoformat(), kind, step, entry.body


def readable(rows: Iterable[Sequence[str]]) -> Iterator[Event]:
    """The events in rows of an id and a text, without those that cannot be read."""
    for id_, body in rows:
        try:
            event = _event(id_, body)
        except msgspec.ValidationError:
            continue
        yield event


def _event(id_: str, body: str) -> Event:
    """The event in an entry's text; under another id it could never be taken back."""
    event = gate.read(body)
    if event.id != id_:
        raise gate.EntryError(f"it says that its id is {event.id}")
    return event


def unread(db: sqlite3.Connection) -> dict[str, str]:
    """Why entries of a journal cannot be read, by id."""
    found = {}
    for id_, body in db.execute("select id, body from entries order by id"):
        try:
            _event(id_, body)
        except msgspec.ValidationError as error:
            found[id_] = gate.in_words(error)
    return found


def last_id(db: sqlite3.Connection) -> str:
    """The greatest id of a journal; empty if there is no entry yet."""
    found = db.execute(f"{KNOWN_IDS} order by id desc limit 1")
    return next((id_ for (id_,) in found), "")


as_text = partial(str, encoding="utf-8", errors="surrogateescape")
"""Decodes a text in a journal; a damaged byte spoils only that entry."""
