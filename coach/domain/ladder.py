"""The walk-jog ladder: back to running in 19 sessions of 20 minutes ([W1], evidence 3.2).

Each session has four blocks of five minutes; from ratio to ratio half a minute of walking
becomes jogging. Each ratio is done twice, the last one, all jogging, once.
"""

from __future__ import annotations

from msgspec import Struct

BLOCKS = 4
_BLOCK = 300
_HALF_MINUTE = 30
_RATIO = 2
"""Sessions of one ratio."""
LAST_STAGE = 19
MOST_PAIN = 2
"""The pain in a walk-jog up to which the next stage may come ([W11])."""


class Stage(Struct, frozen=True):
    """One session of the ladder, numbered from 1; seconds of walking and jogging in a block."""

    number: int
    walk: int
    jog: int


class Outcome(Struct, frozen=True):
    """What became of one walk-jog session."""

    stage: int
    pain: int
    was_good: bool
    """Without pain, or with pain that faded after the start."""
    got_worse: bool
    rose_next_day: bool
    was_rested: bool
    """Whether a day without a run came before it."""
    in_worse_days: bool


def stage(number: int) -> Stage:
    """A stage by its number, kept within the ladder."""
    number = max(1, min(LAST_STAGE, number))
    ratio = (number + 1) // _RATIO
    jog = ratio * _HALF_MINUTE
    return Stage(number, _BLOCK - jog, jog)


def next_stage(done: Outcome) -> int:
    """The stage after a session; beyond the last one the ladder is finished.

    On if all was well; one ratio back if it got worse, then or on the next morning; else again.
    """
    if done.got_worse or done.rose_next_day:
        return max(1, done.stage - _RATIO)
    is_well = done.was_good and done.pain <= MOST_PAIN
    if is_well and done.was_rested and not done.in_worse_days:
        return done.stage + 1
    return done.stage
