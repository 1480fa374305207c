"""Ids of entries: unique across machines, and sorted in the order of recording.

A hybrid clock: 12 hexadecimal digits of milliseconds, which never run backwards within a
journal even if the wall clock does, then 14 random ones.
"""

import secrets
from datetime import datetime

_TIME_DIGITS = 12
_RANDOM_BYTES = 7


def new_id(now: datetime, last: str) -> str:
    """An id for an entry recorded at `now`, after the one with the id `last` (empty: none)."""
    milliseconds = int(now.timestamp() * 1000)
    if last:
        milliseconds = max(milliseconds, int(last[:_TIME_DIGITS], 16) + 1)
    return f"{milliseconds:0{_TIME_DIGITS}x}{secrets.token_hex(_RANDOM_BYTES)}"
