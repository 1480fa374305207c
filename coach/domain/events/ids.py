"""Read the time from an entry's id: its first digits are when it was recorded."""

from __future__ import annotations

from datetime import UTC, datetime

TIME_DIGITS = 12
"""Hexadecimal digits of milliseconds since 1970."""


def time_of_id(entry_id: str) -> datetime:
    """The instant at which the entry with that id was recorded, to the millisecond.

    Raises:
        ValueError: if it is not such an id.
    """
    return datetime.fromtimestamp(int(entry_id[:TIME_DIGITS], 16) / 1000, UTC)
