"""A key that is pressed once more, quickly, was meant for what has just gone from its place."""

from __future__ import annotations

from math import inf
from time import monotonic

_SLIP = 0.7
"""Seconds in which a key counts as a mistake."""


class Slip:
    """Tells a quick second press from one that was looked at."""

    def __init__(self) -> None:
        self._moved_on = -inf

    def watch(self) -> None:
        """Something else is at the cursor from now on."""
        self._moved_on = monotonic()

    def is_one(self) -> bool:
        """Whether a key pressed now was meant for what was there before."""
        if monotonic() - self._moved_on > _SLIP:
            return False
        self.watch()  # a key that is held down does nothing more
        return True
