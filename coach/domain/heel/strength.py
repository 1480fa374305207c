"""The heel raises, which progress by sessions done and how they felt ([X12] [P3] [P4]).

Sets and repetitions are from the trial; progressing by sessions instead of weeks, and the limits of
pain, are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from msgspec import Struct

PHASES = ((3, 12), (4, 10), (5, 8))
"""Sets and repetitions of each phase."""
SESSIONS = 6
"""Sessions in one phase."""
MOST_PAIN = 5
"""The worst pain in a session that still allows progress ([A4])."""


class Bore(Enum):
    """How the heel tolerated a strength session, the next morning included."""

    WELL = auto()
    UNKNOWN = auto()
    BADLY = auto()


class Strength(Struct, frozen=True):
    """The state of the heel raises: the phase, counted from 0, and the sessions done in it.

    `is_eased` means that the first phase was too much, so the heel raises are left out.
    """

    phase: int = 0
    sessions: int = 0
    is_eased: bool = False


def strength_after(sessions: Iterable[Bore]) -> Strength:
    """The state of the heel raises after some sessions, oldest first.

    A phase ends after six sessions if the last two were tolerated well. After one that was
    tolerated badly the heel raises go back to the phase before.
    """
    now, before = Strength(), Bore.UNKNOWN
    for bore in sessions:
        now = _after(now, before, bore)
        before = bore
    return now


def _after(now: Strength, before: Bore, bore: Bore) -> Strength:
    if bore is Bore.BADLY:
        return Strength(max(0, now.phase - 1), 0, is_eased=now.phase == 0)
    done = now.sessions + 1
    may_grow = done >= SESSIONS and before is bore is Bore.WELL and now.phase < len(PHASES) - 1
    return Strength(now.phase + 1) if may_grow else Strength(now.phase, done)
