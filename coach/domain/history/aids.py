"""Compare pain with and without tape, an orthotic or a night splint (S16, S46).

This shows what happened, not why: a runner may tape on bad days. With few days of either kind, it
says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from coach.domain.events.types import Support
from coach.domain.heel.episode import median
from coach.domain.history.day_record import DayRecord

ENOUGH = 5
"""How many of each kind are needed to show a difference (ours)."""


class Aid(StrEnum):
    """What may help the foot."""

    TAPE = "tape"
    ORTHOTIC = "orthotic"
    SPLINT = "night splint"


class Comparison(Struct, frozen=True):
    """The pains (0-10) with an aid and without it: of runs, or of first steps for the splint."""

    aid: Aid
    with_: tuple[int, ...]
    without: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there is enough of both to compare."""
        return min(len(self.with_), len(self.without)) >= ENOUGH

    @property
    def difference(self) -> float | None:
        """The median with minus the median without; None if there is too little data."""
        return median(self.with_) - median(self.without) if self.is_enough else None


def comparisons(days: Iterable[DayRecord]) -> Iterator[Comparison]:
    """The comparisons for each aid that was used at all."""
    known = list(days)
    runs = [
        (run.pain, run.supports)
        for day in known
        for run in day.runs
        if run.pain is not None and run.supports is not None
    ]
    for aid, support in ((Aid.TAPE, Support.TAPE), (Aid.ORTHOTIC, Support.ORTHOTIC)):
        with_ = tuple(pain for pain, supports in runs if support in supports)
        without = tuple(pain for pain, supports in runs if support not in supports)
        if with_:
            yield Comparison(aid, with_, without)
    checks = [day.check for day in known if day.check]
    splint = tuple(check.pain for check in checks if check.splint)
    if splint:
        none = tuple(check.pain for check in checks if check.splint is False)
        yield Comparison(Aid.SPLINT, splint, none)
