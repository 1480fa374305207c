"""Watch for changes: in the journal, the config file, the clock, the day."""

from __future__ import annotations

import time
from datetime import timedelta

from coach.core.coach import Coach

_CLOCK_MOVED = timedelta(seconds=2)
_ZONE_EVERY = 5.0
"""Seconds between looks at the zone, which seldom changes and costs most."""


class ChangeWatch:
    """Watches for changes from outside since the last look."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._seen = (coach.clock.now(), time.monotonic())
        self._zone_seen = time.monotonic()
        self._day = coach.present_day()

    def has_changed(self) -> bool:
        """Whether anything has changed that the day depends on.

        Raises:
            JournalError: if the journal cannot be read.
        """
        changes = (
            self._coach.changes(),
            self._clock_moved(),
            self._zone_changed(),
            self._day_turned(),
        )
        return any(changes)

    def _clock_moved(self) -> bool:
        """Whether the wall clock jumped, as it does when the machine has slept."""
        (wall, steady), self._seen = self._seen, (self._coach.clock.now(), time.monotonic())
        gone = timedelta(seconds=self._seen[1] - steady)
        return abs(self._seen[0] - wall - gone) > _CLOCK_MOVED

    def _zone_changed(self) -> bool:
        if time.monotonic() - self._zone_seen < _ZONE_EVERY:
            return False
        self._zone_seen = time.monotonic()
        return self._coach.days.follow_zone()

    def _day_turned(self) -> bool:
        before, self._day = self._day, self._coach.present_day()
        return self._day != before
