"""Today short, or whole again: what one key does."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.wording.phrases import SHORT_DAY, WHOLE_DAY


def shorten_or_lengthen(coach: Coach) -> str:
    """Make today short, or whole again if it is short, and say which.

    Raises:
        RefusedError: if that would change nothing.
    """
    if coach.days.is_short_day():
        coach.breaks.lengthen()
        return WHOLE_DAY
    coach.breaks.shorten()
    return SHORT_DAY
