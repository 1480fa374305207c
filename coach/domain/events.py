"""The facts that the journal keeps: one tagged union of immutable events.

An event is never changed. A correction retracts it and adds another. `day` is the coach day
that the fact belongs to, so that a flight to another time zone moves nothing already done.
"""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct


class Pattern(StrEnum):
    """How the pain went during a run (S5, S8, S38), from best to worst."""

    NONE = "none"
    FADED = "faded"
    THROUGHOUT = "throughout"
    WORSE = "worse"


class Fact(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What all events share.

    `id` is unique across machines and sorts in the order of recording; `at` is an aware UTC
    instant.
    """

    id: str
    at: datetime
    day: date


class PainChecked(Fact, frozen=True, kw_only=True, tag="pain-checked"):
    """First-step pain, 0-10, with what makes mornings comparable (evidence 3.4).

    `corrects` is the id of the retracted entry in whose place this one stands.
    """

    step: str
    pain: int
    eases: bool
    walking_pain: bool
    stretched_first: bool = False
    splint: bool = False
    corrects: str | None = None


class StepStarted(Fact, frozen=True, kw_only=True, tag="step-started"):
    """A session or a run is under way."""

    step: str


class ExerciseDone(Fact, frozen=True, kw_only=True, tag="exercise-done"):
    """An exercise of a session is behind us; `seconds` of work were done (0: passed over)."""

    step: str
    position: int
    exercise: str
    seconds: float


class StepStopped(Fact, frozen=True, kw_only=True, tag="step-stopped"):
    """A session was left early; what was done is kept."""

    step: str


class StepDone(Fact, frozen=True, kw_only=True, tag="step-done"):
    """A step is done."""

    step: str


class StepSkipped(Fact, frozen=True, kw_only=True, tag="step-skipped"):
    """A step was passed over on purpose."""

    step: str


class StepSnoozed(Fact, frozen=True, kw_only=True, tag="step-snoozed"):
    """A step was put off until an instant (UTC)."""

    step: str
    until: datetime


class RunLogged(Fact, frozen=True, kw_only=True, tag="run-logged"):
    """A run: metres, seconds, the worst pain while running (0-10) and its pattern.

    `corrects` is the id of the retracted entry in whose place this one stands.
    """

    step: str | None
    distance: float
    duration: int
    pain: int
    pattern: Pattern
    corrects: str | None = None


class Paused(Fact, frozen=True, kw_only=True, tag="paused"):
    """No reminders until an instant (UTC)."""

    until: datetime


class Resumed(Fact, frozen=True, kw_only=True, tag="resumed"):
    """Reminders again, before the pause was over."""


class EntryRetracted(Fact, frozen=True, kw_only=True, tag="entry-retracted"):
    """Earlier entries no longer hold, by their ids."""

    entries: tuple[str, ...]


StepEvent = (
    PainChecked
    | StepStarted
    | ExerciseDone
    | StepStopped
    | StepDone
    | StepSkipped
    | StepSnoozed
    | RunLogged
)
Event = StepEvent | Paused | Resumed | EntryRetracted
