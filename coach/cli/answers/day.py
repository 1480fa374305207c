"""The day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from coach.cli.answers.shared import (
    Answer,
    Instant,
    Level,
    Metres,
    OldMetres,
    Row,
    Version,
)
from coach.domain.day.planned import Status
from coach.domain.events.types import AwayReason, TrialAid
from coach.domain.routine.kinds import StepKind

PausedUntil = Annotated[
    Instant | None, Meta(description="until when reminders are paused; null: they are not")
]


class Step(Struct, kw_only=True):
    """A step of a day."""

    step: Annotated[str, Meta(description="its id")]
    name: str
    kind: StepKind
    status: Status
    due: Annotated[Instant | None, Meta(description="null: not yet known, as after a run")]
    closes: Annotated[Instant, Meta(description="until when it counts as done in time")]
    detail: Annotated[str, Meta(description="the rest of its row, in words")]


class NextStep(Step, kw_only=True):
    """The next step; null once the day is done."""

    version: Version
    paused_until: PausedUntil


class TrialToday(Struct, kw_only=True):
    """The trial by lot that is under way."""

    aid: TrialAid
    day: Annotated[int, Meta(description="which day of the trial this is")]
    use: Annotated[bool, Meta(description="whether the draw says to use it today")]


class MaintenanceToday(Struct, kw_only=True):
    """Whether this is a maintenance day."""

    is_offered: bool
    since: Annotated[date | None, Meta(description="null: this is a full day")]


class LevelToday(Struct, kw_only=True):
    """What today's heel allows."""

    level: Level
    name: str
    row: Row
    reason: str
    warnings: list[str]
    most_today: OldMetres | None
    most_today_m: Annotated[Metres | None, Meta(description="metres; null: no run, or no limit")]
    left_this_week: OldMetres | None
    left_this_week_m: Annotated[Metres | None, Meta(description="metres; null: as above")]
    stage: Annotated[int | None, Meta(description="of the walk-jog ladder, 1 to 19")]


class TimeAway(Struct, kw_only=True):
    """A time away."""

    since: date
    until: Annotated[date, Meta(description="the first day back")]
    because: AwayReason


class Today(Answer, kw_only=True):
    """The day."""

    day: date
    is_short: bool
    paused_until: PausedUntil
    trial: TrialToday | None
    is_to_measure: bool
    maintenance: MaintenanceToday
    level: LevelToday
    away: TimeAway | None
    away_ahead: Annotated[TimeAway | None, Meta(description="the next one that was entered ahead")]
    back: Annotated[str | None, Meta(description="where you stand, on the first day back")]
    steps: list[Step]


class RunAhead(Struct, kw_only=True):
    """What the run of a coming day may be, if mornings stay as they are."""

    level: Level
    name: str
    may_run: bool
    most_m: Annotated[Metres | None, Meta(description="metres; null: no free run, or no limit")]
    stage: Annotated[int | None, Meta(description="of the walk-jog ladder, 1 to 19")]
    done_this_week_m: Metres
    most_this_week_m: Annotated[Metres | None, Meta(description="metres; null: no limit")]


class DayAhead(Struct, kw_only=True):
    """A coming day."""

    day: date
    away: bool
    run: Annotated[RunAhead | None, Meta(description="null: not known, or none is planned")]
    steps: list[Step]


class Plan(Answer, kw_only=True):
    """The days ahead."""

    days: list[DayAhead]
    assumes: Annotated[str, Meta(description="what the runs are based on, in words")]
