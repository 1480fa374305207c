"""The kinds of things in a routine, with the words that the config file uses for them."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

Count = Annotated[int, Meta(ge=1, le=100)]


class Foot(StrEnum):
    """Which foot hurts, or which foot a phase is for."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Feet(StrEnum):
    """Which feet an exercise works: the one that hurts, or always both."""

    AFFECTED = "affected"
    BOTH = "both"


class Weekday(StrEnum):
    """Days of the week, Monday first, as `date.weekday()` counts them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class StepKind(StrEnum):
    """What a step of the day is."""

    PAIN_CHECK = "pain-check"
    SESSION = "session"
    RUN = "run"
    CROSS_TRAIN = "cross-train"
    REMINDER = "reminder"


class SessionKind(StrEnum):
    """What a session is for; `stretch` sessions count towards two to three a day (S19)."""

    STRETCH = "stretch"
    WARM_UP = "warm-up"
    STRENGTH = "strength"
    COOL_DOWN = "cool-down"
    ICE = "ice"
    RUN = "run"


class ExerciseKind(StrEnum):
    """Kinds of movement (evidence section 6)."""

    STATIC = "static"
    MOBILITY = "mobility"
    DYNAMIC = "dynamic"
    STRENGTH = "strength"
    ICE = "ice"
    MASSAGE = "massage"
    COOL_DOWN = "cool-down"


class Side(StrEnum):
    """How an exercise is divided between the feet."""

    BOTH = "both"
    """Both at once, counted once."""
    EACH = "each"
    """All sets of one foot, then all sets of the other."""
    ALTERNATE = "alternate"
    """Feet take turns set by set; the other foot's set counts as rest."""
    SHARED = "shared"
    """The time is shared between the feet."""


class Basis(StrEnum):
    """Where a dose comes from, for display."""

    SOURCE = "source"
    ADAPTED = "adapted"
    OURS = "ours"
