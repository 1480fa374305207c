"""Reasons, as values: for a person in sections, for other programs as they are."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from coach.domain.day.planned import MomentKind, Status
from coach.domain.routine.settings import Display
from coach.wording.day import GLYPHS
from coach.wording.sections import Section

_KINDS = {
    MomentKind.HEADS_UP: "heads-up",
    MomentKind.DUE: "due",
    MomentKind.REPEAT: "again",
    MomentKind.MISSED: "missed",
}


class Outcome(StrEnum):
    """What became of a moment, or becomes of it."""

    TOLD = "told"
    SEEN = "seen"
    DROPPED = "dropped"
    CLAIMED = "claimed"
    FAILED = "failed"
    HELD = "held back"
    LEFT_OUT = "left out"
    UNTOLD = "not told"
    WAITING = "about to be told"
    COMING = "coming"


class MomentReason(Struct, frozen=True):
    """One moment of a step, and why it became what it became."""

    kind: MomentKind
    at: datetime
    became: Outcome
    why: str


class StepReason(Struct, frozen=True, kw_only=True):
    """Where a step stands and why; `status` is None where it is not on today's plan."""

    step: str
    name: str
    status: Status | None
    due: datetime | None = None
    standing: str
    notes: tuple[str, ...] = ()
    moments: tuple[MomentReason, ...] = ()
    at_present: tuple[str, ...] = ()

    def sections(self, display: Display) -> tuple[Section, ...]:
        """What a person reads."""
        times = [display.clock(one.at) for one in self.moments]
        width = max(map(len, times), default=0)
        told = (
            f"{time:>{width}}  {_KINDS[one.kind]}: {one.why}."
            for time, one in zip(times, self.moments, strict=True)
        )
        said = (f"{self.name} {self.standing}.", *self.notes)
        return Section("", said), Section("Today", tuple(told)), Section("Now", self.at_present)


class DayReason(Struct, frozen=True, kw_only=True):
    """Where all steps of a day stand, and the next reminder."""

    day: date
    steps: tuple[StepReason, ...]
    next: str
    at_present: tuple[str, ...]

    def sections(self, display: Display) -> tuple[Section, ...]:
        """What a person reads."""
        del display
        width = max((len(one.step) for one in self.steps), default=0)
        steps = tuple(_row(one, width) for one in self.steps)
        return Section("", steps), Section("Next", (self.next,)), Section("Now", self.at_present)


def _row(reason: StepReason, width: int) -> str:
    glyph = GLYPHS[reason.status] if reason.status else " "
    came = [one for one in reason.moments if one.became not in {Outcome.COMING, Outcome.LEFT_OUT}]
    last = f"; {came[-1].why}" if came and reason.status is not Status.DONE else ""
    return f"{glyph}  {reason.step:<{width}}  {reason.name} {reason.standing}{last}."
