"""The ends of the scales."""

from __future__ import annotations

from coach.errors import RefusedError

_MOST_PAIN = 10
_MOST_EFFORT = 10


def ratings_or_fail(pain: int | None, effort: int | None = None) -> None:
    """Refuse values beyond the scales of pain and effort.

    Raises:
        RefusedError: if one is.
    """
    if pain is not None and not 0 <= pain <= _MOST_PAIN:
        raise RefusedError("Pain is a number from 0 (none) to 10 (the worst there is).")
    if effort is not None and not 1 <= effort <= _MOST_EFFORT:
        raise RefusedError("Effort is a number from 1 (very easy) to 10 (all out).")
