"""Decide what to play during a session, for a runner who does not look at the screen.

A cue belongs to an instant. Between two looks at the clock there is at most one, the latest, so
that a gap is not caught up with; a change of phase is signalled however late it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.model import Session
from coach.domain.session.player import LONGEST_TICK, Player, advance, begin
from coach.domain.session.timeline import GAPS, PAUSES, Phase, PhaseKind

HALVED = 20.0
"""Seconds of work from which on halfway is signalled."""
COUNTED_OUT = 12.0
"""Seconds of work from which on the last three are signalled; in a shorter hold, just noise."""
_GAP_COUNTED_OUT = 4.0
_UNHEARD = 2.0
"""Shorter phases within a set, in seconds, are silent: their signals would be a rattle."""
_LAST = (3, 2, 1)
_FRESH = timedelta(seconds=0.5)
"""A cue within a phase that is later than this is dropped."""
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Any instant does where a session is gone through without a clock."""


class Signal(StrEnum):
    """What can be heard; each can be told from the others with eyes shut."""

    GET_READY = "get ready"
    START = "start"
    HALFWAY = "halfway"
    LAST_SECONDS = "last three seconds"
    SWITCH_SIDE = "switch side"
    END = "end of session"
    ICE_OFF = "ice off"
    """The end of an ice session: it must not be missed."""
    LET_GO = "let go"
    """A hold is over, or the runner lowers what was lifted."""
    REPETITION = "repetition"
    """The next of many short repetitions."""


YIELDS = frozenset({Signal.LAST_SECONDS, Signal.REPETITION})
"""These wait for the voice; any other signal cuts it off."""


class Cue(Struct, frozen=True):
    """A signal, and the words to say with it if there is a voice."""

    signal: Signal
    words: str = ""


def cue(before: Player | None, after: Player) -> Cue | None:
    """The cue at the look `after`; without a look `before` the session begins."""
    if after.ended:
        return _end(after) if before is None or not before.ended else None
    if after.is_paused:
        return None
    if before is None or after.index != before.index:
        return _beginning(before.phase if before else None, after)
    return _within(before, after)


def next_cue(player: Player) -> datetime | None:
    """When the next cue within this phase comes, after the last look at the clock."""
    later = (at for at, _ in _cues_of_phase(player) if at > player.seen)
    return min(later, default=None)


def cues_of(session: Session, phases: tuple[Phase, ...]) -> Iterator[tuple[timedelta, Cue]]:
    """The cues of a whole session that runs on its own, each with its time from the beginning."""
    before, player = None, begin(session, phases, _BEGINNING)
    while True:
        if found := cue(before, player):
            yield player.seen - _BEGINNING, found
        if player.deadline is None:
            return
        coming = (next_cue(player), player.deadline, player.seen + LONGEST_TICK)
        before, player = player, advance(player, min(at for at in coming if at))


def _end(player: Player) -> Cue:
    return Cue(Signal.ICE_OFF if player.session.kind is SessionKind.ICE else Signal.END)


def _within(before: Player, after: Player) -> Cue | None:
    since = max(before.seen, after.seen - _FRESH)
    due = [one for at, one in _cues_of_phase(after) if since < at <= after.seen]
    return due[-1] if due else None


def _cues_of_phase(player: Player) -> Iterator[tuple[datetime, Cue]]:
    """The cues after the beginning of a phase, in their order."""
    if player.deadline is None:
        return
    kind, length = player.phase.kind, player.length
    if kind not in PAUSES and length >= timedelta(seconds=HALVED):
        yield player.deadline - length / 2, Cue(Signal.HALFWAY, "Halfway.")
    leads_to_work = kind in GAPS or kind is PhaseKind.REST
    enough = _GAP_COUNTED_OUT if leads_to_work else COUNTED_OUT
    if length >= timedelta(seconds=enough):
        for left in _LAST:
            yield player.deadline - timedelta(seconds=left), Cue(Signal.LAST_SECONDS)


def _beginning(before: Phase | None, player: Player) -> Cue | None:
    signal = _signal(before, player.phase)
    return Cue(signal, _words(before, player)) if signal else None


def _signal(before: Phase | None, phase: Phase) -> Signal | None:
    """The signal with which a phase begins."""
    if phase.kind is PhaseKind.SWITCH or _switches(before, phase):
        return Signal.SWITCH_SIDE
    if phase.kind is PhaseKind.GET_READY:
        return Signal.GET_READY
    if phase.kind is PhaseKind.REST:
        return Signal.LET_GO
    if before is None or before.part != phase.part or before.kind in {*GAPS, PhaseKind.REST}:
        return Signal.START
    return _signal_within_set(before, phase)


def _signal_within_set(before: Phase, phase: Phase) -> Signal | None:
    if phase.seconds < _UNHEARD:
        return None
    if phase.kind in {PhaseKind.RELEASE, PhaseKind.DOWN}:
        return Signal.LET_GO
    if phase.rep == before.rep:
        return None  # Held at the top, the movement stops by itself.
    return Signal.START if phase.seconds >= COUNTED_OUT else Signal.REPETITION


def _words(before: Phase | None, player: Player) -> str:
    """The exercise's name if it is new, and the side if it changed."""
    phase = player.phase
    if before is None or before.position != phase.position:
        side = f" {phase.foot.capitalize()} foot." if phase.foot else ""
        return f"{player.exercise.name}.{side}"
    return f"Switch side: {phase.foot} foot." if _switches(before, phase) else ""


def _switches(before: Phase | None, phase: Phase) -> bool:
    """Whether the same exercise continues with the other foot."""
    return (
        before is not None and before.position == phase.position and before.foot is not phase.foot
    )
