"""Looking back, and ahead."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from coach.cli.answers.shared import (
    Answer,
    Level,
    Metres,
    OldMetres,
    Pain,
    Seconds,
    Sentences,
    Version,
)
from coach.domain.events.types import ObstacleReason, StepKey, TrialAid


class WeekSums(Struct, kw_only=True):
    """The sums of a week."""

    pain: Pain | None
    runs: int
    distance: OldMetres
    distance_m: Metres


class DayFacts(Struct, kw_only=True):
    """A day of the week."""

    day: date
    pain: Annotated[int | None, Meta(description="null: no check")]
    level: Level
    distance: OldMetres
    distance_m: Metres
    stretches: Annotated[int, Meta(description="sessions")]
    short: Annotated[list[str], Meta(description="the steps whose session was short")]


class Episode(Struct, kw_only=True):
    """A period of heel pain."""

    began: date
    ended: date | None
    worst_week: Annotated[int | None, Meta(description="from 1; null: none known")]
    weeks: Annotated[
        list[float | None], Meta(description="medians of the pain; null: a week without a check")
    ]


class Milestone(Struct, kw_only=True):
    """Something that was reached."""

    day: date
    text: str


class MeasuredValue(Struct, kw_only=True):
    """One value that was measured."""

    day: date
    value: float


class Trend(Struct, kw_only=True):
    """Everything measured of one kind."""

    what: str
    name: str
    values: list[MeasuredValue]
    since_first: Annotated[float | None, Meta(description="the change since the first value")]
    since_last: float | None
    real_from: Annotated[
        float | None, Meta(description="the smallest real change; null: no figure is known")
    ]
    is_real_since_first: bool | None
    is_real_since_last: bool | None
    better: Annotated[str | None, Meta(description="`higher` or `lower`; null: not known")]


class Progress(Answer, kw_only=True):
    """A week in numbers, and in words."""

    headline: Annotated[str | None, Meta(description="how far it has come; null: too early")]
    week: Annotated[date, Meta(description="its first day")]
    pain: Pain | None
    mornings: Annotated[int, Meta(description="with a pain check")]
    runs: int
    distance: OldMetres
    distance_m: Metres
    most_this_week: OldMetres | None
    most_this_week_m: Annotated[Metres | None, Meta(description="metres; null: no limit")]
    trained: Annotated[Seconds, Meta(description="seconds; the same as `trained_s`")]
    trained_s: Seconds
    stretches: Annotated[int, Meta(description="sessions")]
    planned_stretches: Annotated[int, Meta(description="sessions")]
    days_in_a_row: int
    days_beyond: Annotated[int, Meta(description="on which runs went beyond the advice")]
    days: list[DayFacts]
    week_before: WeekSums | None
    measured: list[Trend]
    sentences: Sentences
    milestones: list[Milestone]
    episodes: list[Episode]


class Span(Struct, kw_only=True):
    """When a milestone is likely."""

    earliest: date | None
    likely: Annotated[date | None, Meta(description="null: not within the days simulated")]
    latest: date | None
    setback_days: Annotated[int | None, Meta(description="what a setback would cost")]


class Outlook(Answer, kw_only=True):
    """When you can run again."""

    mornings: Annotated[int, Meta(description="that the simulation draws from")]
    awaits_clinician: bool
    is_at_rest: bool
    now: Annotated[dict[str, Span] | None, Meta(description="by milestone")]
    a_week_ago: dict[str, Span] | None
    usual_distance: OldMetres | None
    usual_distance_m: Metres | None
    goal_distance: OldMetres | None
    goal_distance_m: Metres | None
    goal_in_time: Annotated[float | None, Meta(description="the share of courses, 0 to 1")]
    sentences: Sentences


class Measures(Answer, kw_only=True):
    """What was measured, and when to measure next."""

    due: date
    is_due: bool
    trends: list[Trend]


class Maintenance(Answer, kw_only=True):
    """The shorter day of a recovered runner."""

    is_on: bool
    is_offered: bool
    since: date | None
    until: Annotated[date | None, Meta(description="the first full day again")]
    ended_by_pain: bool | None
    not_offered_because: Annotated[
        dict[str, date | None],
        Meta(description="the first day without each reason; null: not known"),
    ]


class TrialFacts(Struct, kw_only=True):
    """A trial by lot; its answer is null until it is over."""

    aid: TrialAid
    first: date
    last: date
    days: int
    use_today: bool | None
    as_drawn: Annotated[int, Meta(description="mornings that followed the lot")]
    answered: Annotated[int, Meta(description="mornings with an answer")]
    verdict: str | None
    difference: Annotated[float | None, Meta(description="points of pain, with minus without")]
    low: float | None
    high: float | None
    chance: float | None


class Counts(Struct, kw_only=True):
    """How often a step was planned and missed."""

    planned: int
    missed: int
    skipped: int


class Change(Struct, kw_only=True):
    """A change of one key of a step."""

    key: StepKey
    value: str | bool


class Asked(Counts, kw_only=True):
    """The step to ask about."""

    step: str
    changes: Annotated[
        dict[ObstacleReason, list[Change]], Meta(description="that match each reason")
    ]


class LookBack(Struct, kw_only=True, omit_defaults=True):
    """A change, and whether the step was missed less since."""

    step: str
    day: date
    because: ObstacleReason | None
    before: Counts
    since: Counts
    outcome: str | None
    key: StepKey | None = None
    value: str | bool | None = None


class Missed(Answer, kw_only=True):
    """The step that is missed again and again, and whether earlier changes helped."""

    asked: Asked | None
    changed: list[LookBack]


class MissedStep(Asked, kw_only=True):
    """The same for one step."""

    version: Version
