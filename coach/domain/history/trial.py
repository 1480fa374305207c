"""A trial by lot: does one thing help this heel?

Blocks of days with it and without it come in pairs, and the lot decides which comes first, so that
a heel that gets better anyway, or bad days that make one reach for the tape, cannot decide the
answer. The numbers of blocks and days are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.events.types import Event, PainChecked, TrialAid, TrialEnded, TrialStarted

PAIRS, BLOCK = 7, 3
"""Pairs of blocks, and the days of a block: six weeks in all."""
DAYS = 2 * PAIRS * BLOCK
SEEDS = 2**PAIRS
"""So many ways in which the lot can fall, one for each seed from 0."""
_DAY = timedelta(days=1)


class Trial(Struct, frozen=True):
    """A trial from its `first` day on; the day on which it `ended` no longer belongs to it."""

    aid: TrialAid
    first: date
    seed: int
    ended: date | None = None

    @property
    def last(self) -> date:
        """Its last day."""
        planned = self.first + _DAY * (DAYS - 1)
        return min(planned, self.ended - _DAY) if self.ended else planned

    def has(self, day: date) -> bool:
        """Whether a day belongs to it."""
        return self.first <= day <= self.last

    def number(self, day: date) -> int:
        """Which day of the trial it is, from 1."""
        return (day - self.first).days + 1

    def is_with(self, day: date) -> bool:
        """Whether the lot says to use it on a day of the trial."""
        pair, is_second = divmod((day - self.first).days // BLOCK, 2)
        return bool(self.seed >> pair & 1) != bool(is_second)


def trials_of(events: Iterable[Event]) -> list[Trial]:
    """All trials, from events in the order of recording; a new one ends the one before."""
    trials: list[Trial] = []
    for event in events:
        if isinstance(event, TrialStarted | TrialEnded) and trials and trials[-1].has(event.day):
            trials[-1] = replace(trials[-1], ended=event.day)
        if isinstance(event, TrialStarted):
            trials.append(Trial(event.aid, event.day, event.seed))
    return [one for one in trials if one.last >= one.first]


def used_before(check: PainChecked, aid: TrialAid) -> bool | None:
    """Whether it was used on the day or in the night before a check; None if not answered."""
    return check.splint if aid is TrialAid.SPLINT else check.aid
