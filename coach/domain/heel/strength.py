"""The heel raises, which grow by the sessions done and by how they felt ([X12] [P3] [P4]).

Sets and repetitions are those of the trial; going on by sessions instead of weeks, and the limits
of pain, are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from msgspec import Struct

PHASES = ((3, 12), (4, 10), (5, 8))
"""Sets and repetitions of each phase."""
SESSIONS = 6
"""Sessions of one phase."""
MOST_PAIN = 5
"""The worst pain in a session up to which it may grow ([A4])."""


class Bore(Enum):
    """How the heel bore a strength session, the next morning included."""

    WELL = auto()
    UNKNOWN = auto()
    BADLY = auto()


class Strength(Struct, frozen=True):
    """Where the heel raises stand: the phase, counted from 0, and the sessions behind it.

    `is_eased` where the first phase was too much: then the heel raises are left out.
    """

    phase: int = 0
    sessions: int = 0
    is_eased: bool = False


def strength_after(sessions: Iterable[Bore]) -> Strength:
    """Where the heel raises stand after some sessions, oldest first.

    A phase ends after six sessions of which the last two were borne well. After one that was
    borne badly the heel raises go back to the phase before.
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
