"""Activities from the database that Android's Health Connect exports: one for each session.

A session's distance is in a table of its own, in pieces, as its app measured them, and its pauses
are segments in another one. All times are milliseconds since 1970.

The database comes from elsewhere. So a copy of it is opened, for reading only, and only stored
columns of tables are read, row by row: no views, nothing computed, and no more rows than ten years
have.
"""

from __future__ import annotations

import sqlite3
import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any

from msgspec import Struct

from coach.activities.contents import Content
from coach.activities.file_errors import DAMAGED, FlawError, NothingError
from coach.activities.kinds import kind_by_average
from coach.domain.events.activity import Activity, ActivityKind

_SESSIONS = "exercise_session_record_table"
_COLUMNS = {
    _SESSIONS: ("row_id", "app_info_id", "exercise_type", "start_time", "end_time"),
    "distance_record_table": ("app_info_id", "start_time", "end_time", "distance"),
    "exercise_segments_table": (
        "parent_key",
        "segment_type",
        "segment_start_time",
        "segment_end_time",
    ),
}
_KINDS = {
    ActivityKind.RUN: {33, 34},
    ActivityKind.WALK: {21, 53},
    ActivityKind.RIDE: {4, 5},
    ActivityKind.SWIM: {48, 49},
    ActivityKind.ROW: {31, 61},
    ActivityKind.ELLIPTICAL: {60},
}
"""Android's own numbers, as in its database; apps see other ones."""
_UNKNOWN = 0
_PAUSE = 67
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 253_402_214_400_000
"""Milliseconds, in the year 9999."""
_LONGEST = 48 * 3600 * 1000
"""Milliseconds; a longer session is an error."""
_MOST_SESSIONS = 100_000
_MOST_ROWS = 20_000_000
_LARGEST_ROW = 1_000_000
_NONE = "is a database without a session of Health Connect."
_TOO_MANY = "holds more entries than ten years of use would make; export it again."


class _Session(Struct):
    """A session in milliseconds, and metres."""

    key: Any
    app: Any
    type: Any
    start: float
    end: float
    metres: float = 0.0
    paused: float = 0.0


def activities(content: Content, source: str) -> list[Activity]:
    """The sessions in a database.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    try:
        with _copy(content) as db:
            sessions = _sessions(db)
            _add_distances(db, sessions)
            _add_pauses(db, sessions)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # even a message may not be text
        raise FlawError(DAMAGED) from error
    if not sessions:
        raise NothingError(_NONE)
    return [_activity(one, source) for one in sessions]


@contextmanager
def _copy(content: Content) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "health_connect.db"
        with path.open("wb") as file:
            content.copy_to(file)
        uri = f"{path.as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_ROW)
            db.execute("pragma trusted_schema = off")
            db.execute("pragma cell_size_check = on")
            yield db


def _rows(db: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, with the columns that are wanted; none if it has not all of them."""
    stored = "select 1 from sqlite_master where name = ? and type = 'table' and rootpage > 0"
    if not db.execute(stored, (table,)).fetchone():
        return  # not there, or a view or virtual table, which have no page
    columns = db.execute(f"pragma table_xinfo({table})")  # an id of ours
    if not {name for _, name, *_, hidden in columns if not hidden}.issuperset(_COLUMNS[table]):
        return
    wanted = db.execute(f"select {', '.join(_COLUMNS[table])} from {table}")  # noqa: S608 - as above
    for number, row in enumerate(wanted):
        if number > _MOST_ROWS:
            raise FlawError(_TOO_MANY)
        yield row


def _sessions(db: sqlite3.Connection) -> list[_Session]:
    """All sessions that took some time, sorted by their start."""
    found: list[_Session] = []
    for key, app, type_, start, end in _rows(db, _SESSIONS):
        if _is_span(start, end):
            found.append(_Session(key, app, type_, start, end))
        if len(found) > _MOST_SESSIONS:
            raise FlawError(_TOO_MANY)
    return sorted(found, key=attrgetter("start", "end"))


def _add_distances(db: sqlite3.Connection, sessions: list[_Session]) -> None:
    """Add to each session what its app measured meanwhile, of each piece the part inside."""
    sessions_of: dict[Any, list[_Session]] = {}
    for one in sessions:
        sessions_of.setdefault(one.app, []).append(one)
    timelines = {app: _Timeline(of_app) for app, of_app in sessions_of.items()}
    added = 0
    for app, start, end, metres in _rows(db, "distance_record_table"):
        if app not in timelines or not _is_span(start, end):
            continue
        if not isinstance(metres, int | float):
            continue
        for one in timelines[app].during(start, end):
            inside = min(end, one.end) - max(start, one.start)
            one.metres += metres * inside / (end - start)
            added += 1
        if added > _MOST_ROWS:
            raise FlawError(_TOO_MANY)


def _add_pauses(db: sqlite3.Connection, sessions: list[_Session]) -> None:
    by_key = {one.key: one for one in sessions}
    for key, type_, start, end in _rows(db, "exercise_segments_table"):
        one = by_key.get(key)
        if one and type_ == _PAUSE and _is_span(start, end):
            one.paused += max(0, min(end, one.end) - max(start, one.start))


def _is_span(start: object, end: object) -> bool:
    """Whether two values are times, one after the other; a column may hold anything."""
    if not (isinstance(start, int | float) and isinstance(end, int | float)):
        return False
    return 0 <= start < end <= _LATEST and end - start <= _LONGEST


class _Timeline:
    """The sessions of one app, sorted by their start."""

    def __init__(self, sessions: list[_Session]) -> None:
        self._sessions = sessions
        self._starts = [one.start for one in sessions]
        self._longest = max(one.end - one.start for one in sessions)

    def during(self, start: float, end: float) -> list[_Session]:
        """Those that go on at some time between two times."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [one for one in self._sessions[first:last] if one.end > start]


def _activity(session: _Session, source: str) -> Activity:
    whole = (session.end - session.start) / 1000
    seconds = whole - session.paused / 1000
    began = _EPOCH + timedelta(milliseconds=session.start)
    kind = _kind(session.type) or kind_by_average(session.metres, seconds)
    return Activity(
        kind, began, seconds if seconds > 0 else whole, session.metres, source, is_summary=True
    )


def _kind(type_: object) -> ActivityKind | None:
    """The kind of a session; None if only its speed can tell."""
    if type_ == _UNKNOWN:
        return None
    return next((kind for kind, types in _KINDS.items() if type_ in types), ActivityKind.OTHER)
