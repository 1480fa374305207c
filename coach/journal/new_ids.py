"""Ids of entries: unique across machines, and sorted in the order of recording.

A hybrid clock: 12 hexadecimal digits of milliseconds, which never run backwards within a
journal even if the wall clock does, then 14 random ones.
"""

import os
from datetime import UTC, datetime

from coach.domain.events.ids import TIME_DIGITS

_RANDOM_BYTES = 7


def new_id(now: datetime, last: str) -> str:
    """An id for an entry recorded at `now`, after the one with the id `last` (empty: none)."""
    time = start_of_ids(now)
    if last:
        time = max(time, f"{int(last[:TIME_DIGITS], 16) + 1:0{TIME_DIGITS}x}")
    return f"{time}{os.urandom(_RANDOM_BYTES).hex()}"


LATEST = f"{4_000_000_000_000:0{TIME_DIGITS}x}"
"""Ids from here on, in 2096, do not influence new ones."""


def start_of_ids(at: datetime) -> str:
    """The value that sorts before the ids of everything recorded at that instant or later."""
    return f"{int(at.timestamp() * 1000):0{TIME_DIGITS}x}"


EARLIEST = start_of_ids(datetime(2020, 1, 1, tzinfo=UTC))
"""Earlier ids come from clocks that were not set: Coach is younger than this."""
