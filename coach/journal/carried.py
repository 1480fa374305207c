"""Bring a journal's other tables along from a copy: only rows, no schema.

Without them a restored journal would send all of the day's alerts again, this machine would be
a stranger in its own sync folder, and the levels that were announced would be lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from coach.journal.announced_levels import COLUMNS as LEVEL_COLUMNS
from coach.journal.announced_levels import level_in
from coach.journal.deliveries import COLUMNS, delivery
from coach.journal.gate import is_id
from coach.journal.journal import Journal
from coach.journal.sync.state import MACHINE, RUNNER

Row = tuple[Any, ...]


def bring_along(copy: sqlite3.Connection, journal: Journal) -> None:
    """Bring along all plausible rows; tables that an older copy lacks are passed over."""
    with journal.transaction() as db:
        for table, (columns, _) in _CARRIED.items():
            rows = list(_sound_rows(copy, table))
            marks = ", ".join("?" for _ in columns.split(","))
            insert = f"insert or ignore into {table} ({columns}) values ({marks})"  # noqa: S608 - ours
            db.executemany(insert, rows)
        db.execute("update this_machine set published = 0")


def _sound_rows(copy: sqlite3.Connection, table: str) -> Iterator[Row]:
    columns, is_sound = _CARRIED[table]
    with suppress(sqlite3.Error):
        for row in copy.execute(f"select {columns} from {table}"):  # noqa: S608 - names of our own
            with suppress(TypeError, ValueError, msgspec.MsgspecError):
                if is_sound(row):
                    yield row


def _is_this_machine(row: Row) -> bool:
    name, _, _, _, runner = row
    return bool(MACHINE.fullmatch(name) and (runner == "" or RUNNER.fullmatch(runner)))


def _is_machine(row: Row) -> bool:
    name, is_own = row
    return MACHINE.fullmatch(name) is not None and is_own in {0, 1}


def _is_received(row: Row) -> bool:
    entry, machine = row
    return is_id(entry) and MACHINE.fullmatch(machine) is not None


def _is_delivery(row: Row) -> bool:
    key, *rest = row
    return bool(delivery(tuple(rest)).moment.key == key)


def _is_level(row: Row) -> bool:
    return level_in(row) is not None


_CARRIED: Mapping[str, tuple[str, Callable[[Row], bool]]] = {
    "this_machine": ("name, fingerprint, folder, published, runner", _is_this_machine),
    "machines": ("name, is_own", _is_machine),
    "received": ("entry, machine", _is_received),
    "deliveries": (f"key, {COLUMNS}", _is_delivery),
    "announced_levels": (LEVEL_COLUMNS, _is_level),
}
"""The columns of each table, and a check whether a row is plausible."""
