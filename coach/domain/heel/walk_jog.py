"""The walk-jog ladder: back to running in 19 sessions of 20 minutes ([W1], evidence).

Each session has four blocks of five minutes. At each new ratio, half a minute of walking becomes
jogging. Each ratio comes twice, and the last one, all jogging, once.
"""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

BLOCKS = 4
_BLOCK = 300
_HALF_MINUTE = 30
_RATIO = 2
"""Sessions with the same ratio."""
LAST_STAGE = 19
SESSION = timedelta(minutes=20)
LONGEST_WALK_JOG = timedelta(minutes=30)
"""A longer one is not a stage (ours)."""
MOST_PAIN = 2
"""The most pain in a walk-jog that still allows the next stage ([W11])."""
_ENTRIES = ((14, 9), (28, 7), (56, 3))
"""Days since running freely, and the stage to begin with up to then (ours, after [W10])."""


class Stage(Struct, frozen=True):
    """One session of the ladder, numbered from 1; seconds of walking and jogging in a block."""

    number: int
    walk: int
    jog: int


class WalkJogOutcome(Struct, frozen=True):
    """How one walk-jog session went; `pain` is None for no answer."""

    stage: int
    pain: int | None
    was_good: bool
    """Without pain, or with pain that faded after the start."""
    got_worse: bool
    rose_next_day: bool
    was_rested: bool
    """Whether a day without a run came before it."""
    in_worse_days: bool
    has_stretched: bool = True
    """Whether there were two stretch sessions a day in the week since (S19)."""
    was_free_of_pain: bool = False
    """No pain at all, and a next morning that was recorded and no worse."""


def stage(number: int) -> Stage:
    """A stage by its number, kept within the ladder."""
    number = max(1, min(LAST_STAGE, number))
    ratio = (number + 1) // _RATIO
    jog = ratio * _HALF_MINUTE
    return Stage(number, _BLOCK - jog, jog)


def jogs_of(stage: Stage) -> tuple[int, ...]:
    """The seconds of each jog in a stage; without walks between them they are one."""
    return (stage.jog,) * BLOCKS if stage.walk else (BLOCKS * stage.jog,)


def next_stage(done: WalkJogOutcome) -> int:
    """The stage after a session; beyond the last one the ladder is finished.

    One on if all was well, past the repeat if there was no pain at all; one ratio back if it got
    worse, then or on the next morning; otherwise the same again.
    """
    if done.got_worse or done.rose_next_day:
        return max(1, done.stage - _RATIO)
    if not _may_go_on(done):
        return done.stage
    steps = _RATIO if done.was_free_of_pain else 1
    return done.stage + 1 if done.stage >= LAST_STAGE else min(done.stage + steps, LAST_STAGE)


def _may_go_on(done: WalkJogOutcome) -> bool:
    is_well = done.was_good and done.pain is not None and done.pain <= MOST_PAIN
    return is_well and done.was_rested and not done.in_worse_days and done.has_stretched


def stage_after(days: int | None) -> int:
    """The stage to begin with, this many days after the last free run; None if there was none."""
    if days is None:
        return 1
    return next((number for until, number in _ENTRIES if days <= until), 1)
