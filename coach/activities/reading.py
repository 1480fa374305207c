"""Read a file into activities, by its content; whatever is wrong with it is one sentence.

An archive counts as many files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from coach.activities import limits
from coach.activities.archives import ZIP, is_archive, members
from coach.activities.contents import contents
from coach.activities.file_errors import NO_TIMES, FlawError, NothingError
from coach.domain.events.activity import Activity, joined
from coach.domain.routine.settings import AS_SHIPPED, Display
from coach.errors import ActivityError, NoActivityError

_Reader = Callable[[bytes, str], Iterable[Activity]]

_FIT = slice(8, 12)
_XML = (b"<", b"\xff\xfe", b"\xfe\xff")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANKS = b" \t\r\n"
_NESTED = "is an archive within another file; unpack it, and import the contents."


def readings(
    path: Path, now: datetime, display: Display = AS_SHIPPED
) -> Iterator[tuple[Activity, ...] | ActivityError]:
    """The activities in a file, or why there are none; for an archive, those of each file in it."""
    if not is_archive(path):
        yield _outcome(partial(read, path, now, display))
        return
    named = printable(path)
    try:
        for one in members(path):
            title = f"{printable(one.path)} in {named}"
            yield _outcome(partial(_read, title, one.name, one.contents, now, display))
    except FlawError as flaw:
        yield ActivityError(f"{named} {flaw}")


def read(path: Path, now: datetime, display: Display = AS_SHIPPED) -> tuple[Activity, ...]:
    """The activities in a FIT, GPX or TCX file, which may be packed with gzip.

    Problems are worded with the units of `display`.

    Raises:
        NoActivityError: if the file is valid, but has no recording.
        ActivityError: if it cannot be read, or cannot be true.
    """
    return _read(printable(path), path.name, partial(contents, path), now, display)


def printable(path: Path | str) -> str:
    """A name fit to show and store: no control characters, no bytes that are no text."""
    return "".join(one if one.isprintable() else "?" for one in str(path))


def _outcome(work: Callable[[], tuple[Activity, ...]]) -> tuple[Activity, ...] | ActivityError:
    try:
        return work()
    except ActivityError as error:
        return error


def _read(
    title: str, name: str, data: Callable[[], bytes], now: datetime, display: Display
) -> tuple[Activity, ...]:
    """The activities in the result of `data`; `title` names it in messages."""
    try:
        return _checked(_without_blanks(data()), printable(name), now, display)
    except NothingError as nothing:
        raise NoActivityError(f"{title} {nothing}") from nothing
    except FlawError as flaw:
        raise ActivityError(f"{title} {flaw}") from flaw


def _checked(data: bytes, name: str, now: datetime, display: Display) -> tuple[Activity, ...]:
    found = tuple(_reader(data)(data, name))
    for activity in found:
        limits.check(activity, now, display)
    lasting = joined(activity for activity in found if activity.duration > 0)
    if not lasting:
        raise NothingError(NO_TIMES)
    return lasting


def _without_blanks(data: bytes) -> bytes:
    """The data without leading blanks; XML allows nothing before its declaration."""
    text = data.removeprefix(_BYTE_ORDER_MARK).lstrip(_BLANKS)
    return text if text.startswith(_XML) else data


def _reader(data: bytes) -> _Reader:
    """The reader of a format; each is loaded when needed."""
    if data[_FIT] == b".FIT":
        from coach.activities import fit  # noqa: PLC0415 - its library is large

        return fit.activities
    if data.startswith(_XML):
        from coach.activities import xml_files  # noqa: PLC0415 - its libraries are large

        return xml_files.activities
    if data.startswith(ZIP):
        raise FlawError(_NESTED)
    raise FlawError("is not a FIT, GPX or TCX file, or it is damaged; export the activity as one.")
