"""Times as GPX and TCX write them."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_instant(text: str) -> datetime:
    """Read a time and return it in UTC, which is meant where no zone is named.

    Raises:
        ValueError: if it is not a time.
    """
    read = datetime.fromisoformat(text)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
