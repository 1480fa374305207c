"""Tell the format of a file by how it begins; each reader is loaded when it is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo

from coach.activities.contents import Content
from coach.activities.file_errors import OTHER_PURPOSE, NothingError
from coach.domain.events.activity import Activity

Reader = Callable[[Content, str, tzinfo], Iterable[Activity]]
"""Takes a file, its name, and the zone of local times."""

UNKNOWN = (
    "is not a recording that Coach can read, or it is damaged; export the activity as FIT, GPX "
    "or TCX."
)
_FIT = slice(8, 12)
_XML = (b"<", b"\xff\xfe", b"\xfe\xff")
_SQLITE = b"SQLite format 3\0"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANKS = b" \t\r\n"
_PROLOG = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(rb"<!DOCTYPE\s+(\w+)|<(?:[\w.-]+:)?([A-Za-z_]\w*)[\s/>]")
_OF_ACTIVITIES = frozenset({b"gpx", b"TrainingCenterDatabase", b"kml"})
_OF_HEALTH = b"HealthData"
_OF_RECORDS = b"ClinicalDocument"
_RECORDS = (
    "holds no workouts: it is the part of Apple Health's export for clinics. They are in "
    "`export.xml` of the same folder, and in the whole `export.zip`."
)
_OF_A_SESSION = b'"startTime"'
_OF_COACH = b'{"coach"'
_OF_RUNKEEPER = (b"Date", b"Type", b"Distance (", b"Duration")
_OF_STRAVA = (b"Activity ID", b"Activity Date", b"Activity Type", b"Filename")
"""The columns of a list, among others."""


def reader_of(head: bytes) -> Reader | None:
    """The reader for a file that begins like this; None if no format does.

    Raises:
        NothingError: if it is of a format for other things.
    """
    text = _without_blanks(head)
    if head[_FIT] == b".FIT":
        return _fit
    if text.startswith(_XML):
        return _of_xml(text)
    if head.startswith(_SQLITE):
        return _health_connect
    if is_session(head):
        return _polar
    return _of_list(text.partition(b"\n")[0])


def _of_list(columns: bytes) -> Reader | None:
    """The reader for a table with these columns."""
    if all(one in columns for one in _OF_STRAVA):
        return _strava
    return _runkeeper if all(one in columns for one in _OF_RUNKEEPER) else None


def is_session(head: bytes) -> bool:
    """Whether a file that begins like this is JSON about a session, and no export of Coach."""
    text = _without_blanks(head)
    return text.startswith(b"{") and _OF_A_SESSION in text and not text.startswith(_OF_COACH)


def _of_xml(text: bytes) -> Reader:
    """The reader for XML, by its root or document type; a root not found is looked for again."""
    found = _ROOT.search(_PROLOG.sub(b"", text))
    declared, root = found.groups() if found else (None, None)
    if _OF_HEALTH in {declared, root}:
        return _apple_health
    if root == _OF_RECORDS:
        raise NothingError(_RECORDS)
    if root and root not in _OF_ACTIVITIES:
        raise NothingError(OTHER_PURPOSE)
    return _xml


def _without_blanks(data: bytes) -> bytes:
    """The data without what may stand before a text; XML allows nothing before its declaration."""
    return data.removeprefix(_BYTE_ORDER_MARK).lstrip(_BLANKS)


def _from_text(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces without what may stand before a text."""
    begin = b""
    while not begin and (piece := next(pieces, b"")):
        begin = _without_blanks(piece)
    yield begin
    yield from pieces


def _fit(content: Content, name: str, _: tzinfo) -> Iterable[Activity]:
    from coach.activities import fit  # noqa: PLC0415 - its library is large

    return fit.activities(content.whole(), name)


def _xml(content: Content, name: str, _: tzinfo) -> Iterable[Activity]:
    from coach.activities import xml_files  # noqa: PLC0415 - its libraries are large

    return xml_files.activities(_from_text(content.limited()), name)


def _apple_health(content: Content, name: str, _: tzinfo) -> Iterable[Activity]:
    from coach.activities import apple_health  # noqa: PLC0415 - as above

    return apple_health.activities(content, name)


def _health_connect(content: Content, name: str, _: tzinfo) -> Iterable[Activity]:
    from coach.activities import health_connect  # noqa: PLC0415 - as above

    return health_connect.activities(content, name)


def _polar(content: Content, name: str, zone: tzinfo) -> Iterable[Activity]:
    from coach.activities import polar  # noqa: PLC0415 - as above

    return polar.activities(content.whole(), name, zone)


def _runkeeper(content: Content, name: str, zone: tzinfo) -> Iterable[Activity]:
    from coach.activities import runkeeper  # noqa: PLC0415 - as above

    return runkeeper.activities(content.whole(), name, zone)


def _strava(content: Content, name: str, _: tzinfo) -> Iterable[Activity]:
    from coach.activities import strava  # noqa: PLC0415 - as above

    return strava.activities(content.whole(), name)
