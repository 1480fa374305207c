"""Tables of services: an activity for each row, from its totals; the tracks lie beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from coach.activities.file_errors import DAMAGED, FlawError, NothingError
from coach.domain.events.activity import Activity
from coach.domain.units import counted

Row = Mapping[str, str]


def activities_of(data: bytes, read: Callable[[Row], Activity], nothing: str) -> list[Activity]:
    """The activities in a table.

    Args:
        data: the table as CSV; of columns with the same name, the last one counts.
        read: makes an activity of a row; fails if it lacks a date or a time.
        nothing: the end of the sentence about a table without a row.

    Raises:
        FlawError: if it cannot be read, or has none.
    """
    found: list[Activity] = []
    unread = 0
    for row in _rows(data):
        try:
            found.append(read(row))
        except (KeyError, ValueError, OverflowError):
            unread += 1
    if not found:
        raise FlawError(DAMAGED) if unread else NothingError(nothing)
    if unread:
        remark = f"{counted(unread, 'row')} without a date or a time left out"
        found[-1] = replace(found[-1], remarks=(remark,))
    return found


def _rows(data: bytes) -> Iterator[Row]:
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        yield from csv.DictReader(text, restkey="", restval="")
    except (csv.Error, UnicodeDecodeError) as error:
        raise FlawError(DAMAGED) from error
