"""Reasons as values: in sections for the user, as they are for other programs."""

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
    """What happened, or will happen, to a moment."""

    ANNOUNCED = "told"
    SEEN = "seen"
    DROPPED = "dropped"
    CLAIMED = "claimed"
    FAILED = "failed"
    HELD = "held back"
    LEFT_OUT = "left out"
    UNANNOUNCED = "not told"
    WAITING = "about to be told"
    COMING = "coming"


class MomentReason(Struct, frozen=True):
    """One moment of a step, and the reason for its outcome."""

    kind: MomentKind
    at: datetime
    became: Outcome
    why: str


class StepReason(Struct, frozen=True, kw_only=True):
    """A step's status and the reason; `status` is None if it is not on today's plan."""

    step: str
    name: str
    status: Status | None
    due: datetime | None = None
    standing: str
    notes: tuple[str, ...] = ()
    moments: tuple[MomentReason, ...] = ()
    at_present: tuple[str, ...] = ()

    def sections(self, display: Display) -> tuple[Section, ...]:
        """The reason in sections for the user."""
        times = [display.clock(one.at) for one in self.moments]
        width = max(map(len, times), default=0)
        told = (
            f"{time:>{width}}  {_KINDS[one.kind]}: {one.why}."
            for time, one in zip(times, self.moments, strict=True)
        )
        said = (f"{self.name}: {self.standing}.", *self.notes)
        return Section("", said), Section("Today", tuple(told)), Section("Now", self.at_present)


class DayReason(Struct, frozen=True, kw_only=True):
    """The status of all steps of a day, and the next reminder."""

    day: date
    steps: tuple[StepReason, ...]
    next: str
    at_present: tuple[str, ...]

    def sections(self, display: Display) -> tuple[Section, ...]:
        """The reason in sections for the user."""
        del display
        width = max((len(one.step) for one in self.steps), default=0)
        steps = tuple(_row(one, width) for one in self.steps)
        return Section("", steps), Section("Next", (self.next,)), Section("Now", self.at_present)


def _row(reason: StepReason, width: int) -> str:
    glyph = GLYPHS[reason.status] if reason.status else " "
    came = [one for one in reason.moments if one.became not in {Outcome.COMING, Outcome.LEFT_OUT}]
    last = f"; {came[-1].why}" if came and reason.status is not Status.DONE else ""
    return f"{glyph}  {reason.step:<{width}}  {reason.name}: {reason.standing}{last}."
