"""The maintenance day of a recovered runner: from when to when it is in force.

It begins with the runner's yes and never by itself. It ends when the runner says so, or by itself
when three pain checks in a row, within three weeks, are all 3 or more. Days without a check neither
count nor interrupt such a row; that, and the three weeks, are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.events.types import MaintenanceChoice, MaintenanceChosen
from coach.domain.heel.thresholds import MILD

STRETCHES = 1
"""Stretch sessions on a maintenance day."""
MORNINGS = 3
"""Checks in a row that bring the full day back."""
ROW_WITHIN = timedelta(days=21)
"""The days that such a row may take, as for other rows of worse mornings (ours)."""

_DAY = timedelta(days=1)


class Maintenance(Struct, frozen=True):
    """Coach days from `since` up to, but without, `until`, the first full day again."""

    since: date
    until: date | None = None
    is_relapse: bool = False
    """Whether painful mornings ended it, and not the runner."""

    def has(self, day: date) -> bool:
        """Whether a coach day is a maintenance day."""
        return self.since <= day and (self.until is None or day < self.until)


def maintenance_times(
    choices: Iterable[MaintenanceChosen], pains: Mapping[date, int]
) -> tuple[Maintenance, ...]:
    """The times on the maintenance day, oldest first; the last one may still be in force.

    Args:
        choices: what the runner said, in the order of recording.
        pains: the first-step pain of each morning since the first choice, and in the three weeks
            before it.
    """
    times: list[Maintenance] = []
    for one in choices:
        is_on = bool(times) and times[-1].has(one.day)
        if one.choice is MaintenanceChoice.BEGIN and not is_on:
            times.append(until_relapse(Maintenance(one.day), pains))
        elif one.choice is MaintenanceChoice.END and is_on:
            times[-1] = replace(times[-1], until=one.day, is_relapse=False)
    return tuple(times)


def until_relapse(time: Maintenance, pains: Mapping[date, int]) -> Maintenance:
    """A time in force, with its end if mornings since it began have brought the full day back."""
    days = (day for day in sorted(pains) if day >= time.since)
    end = next((day for day in days if brings_full_day_back(pains, day)), None)
    return replace(time, until=end, is_relapse=True) if end else time


def brings_full_day_back(pains: Mapping[date, int], day: date) -> bool:
    """Whether the morning of a day is the last of three painful ones in a row."""
    days = (day - _DAY * ago for ago in range(ROW_WITHIN.days))
    latest = [pains[one] for one in days if one in pains][:MORNINGS]
    return day in pains and len(latest) == MORNINGS and min(latest) >= MILD
