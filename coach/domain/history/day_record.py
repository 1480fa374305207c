"""Past days as values that views and reports add up, and a summary of the last days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import assert_never

from msgspec import Struct

from coach.domain.day.planned import Day, Status
from coach.domain.day.reminder_moments import Quiet
from coach.domain.day.wallclock import week_start
from coach.domain.events.types import (
    Away,
    AwayReason,
    CameBack,
    DayShortened,
    EntryRetracted,
    Event,
    ExerciseDone,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    MaintenanceChosen,
    Measured,
    ObstacleNamed,
    Overruled,
    PainChecked,
    Paused,
    Resumed,
    RunLogged,
    ScoreBrought,
    StepDone,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Support,
    Trained,
    TrialEnded,
    TrialStarted,
)
from coach.domain.heel.episode import median
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.maintenance import STRETCHES
from coach.domain.heel.rules import Level
from coach.domain.heel.thresholds import STRETCHES_A_DAY
from coach.domain.history.excuses import excused_steps
from coach.domain.routine.kinds import SessionKind, Weekday

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class StretchDay(Struct, frozen=True, kw_only=True):
    """The stretch sessions of one coach day.

    `planned_stretches` counts those in the plan when their hour came, `excused_stretches` those
    skipped for a reason beyond the runner's control. `needed` are enough. `away` is why the runner
    was away, if so.
    """

    needed: int = STRETCHES_A_DAY
    stretches: int = 0
    planned_stretches: int = 0
    excused_stretches: int = 0
    away: AwayReason | None = None

    @property
    def has_stretched(self) -> bool:
        """Whether there were enough stretch sessions."""
        return self.stretches >= self.needed

    @property
    def asked_enough(self) -> bool:
        """Whether the plan had enough stretch sessions."""
        return self.planned_stretches >= self.needed

    @property
    def breaks_a_streak(self) -> bool:
        """Whether enough stretch sessions were possible, but were not done."""
        return self.asked_enough and self.stretches + self.excused_stretches < self.needed


class DayRecord(StretchDay, frozen=True, kw_only=True):
    """One past coach day; distances are metres, times seconds.

    `done`, `skipped` and `missed` name steps of the day's plan; `skipped` are only those that the
    runner skipped, and `short` those that were done in their short form. If one that is `excused`
    was missed or skipped, that says nothing about the step.
    """

    day: date
    level: Level
    row: str
    week_cap: float | None = None
    is_beyond: bool = False
    """Whether the day's runs went beyond what it allowed."""
    is_overruled: bool = False
    check: PainChecked | None = None
    runs: tuple[RunLogged, ...] = ()
    trained: tuple[Trained, ...] = ()
    done: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    excused: frozenset[str] = frozenset()
    short: tuple[str, ...] = ()
    worked: float = 0

    @property
    def pain(self) -> int | None:
        """First-step pain, if recorded."""
        return self.check.pain if self.check else None

    @property
    def distance(self) -> float:
        """Metres run."""
        return sum(run.distance for run in self.runs)

    @property
    def supports(self) -> frozenset[Support]:
        """What supported the arch on the day's runs."""
        return frozenset(one for run in self.runs for one in run.supports or ())


class WeekRecord(Struct, frozen=True, kw_only=True):
    """One week: its days so far, and what its last day allowed for all of it."""

    starts: date
    days: tuple[DayRecord, ...]

    @property
    def distance(self) -> float:
        """Metres run."""
        return sum(one.distance for one in self.days)

    @property
    def cap(self) -> float | None:
        """The most that the week was allowed, in metres, by its last day with a cap."""
        known = (one.week_cap for one in reversed(self.days) if one.week_cap is not None)
        return next(known, None)

    @property
    def beyond(self) -> tuple[DayRecord, ...]:
        """The days whose runs went beyond what was allowed."""
        return tuple(one for one in self.days if one.is_beyond)

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(len(one.runs) for one in self.days)

    @property
    def pain(self) -> float | None:
        """The median first-step pain."""
        return median_pain(self.days)


def record_of(
    day: Day,
    judgement: Judgement,
    events: Sequence[Event],
    now: datetime,
    pauses: Sequence[Quiet] = (),
) -> DayRecord:
    """Summarise a coach day, or the present one so far at the instant `now`.

    Args:
        day: the day as it was planned.
        judgement: what the heel allowed, before its runs.
        events: those of the day in force, in the order of recording.
        now: the present instant.
        pauses: those of the reminders.
    """
    recorded = _recorded(events)
    at = min(now, day.ends)
    by_status = {status: _steps_with(day, status, at) for status in Status}
    stretches = day.routine.steps_with(SessionKind.STRETCH)
    is_let_go = bool(day.away or day.came_back)
    return DayRecord(
        day=day.date,
        level=judgement.level,
        row=judgement.verdict.row.id,
        week_cap=judgement.caps.week if judgement.level > Level.WALK_JOG else None,
        is_beyond=judgement.is_beyond(recorded.runs),
        is_overruled=recorded.is_overruled,
        away=day.away.because if day.away else None,
        check=recorded.check,
        runs=tuple(recorded.runs),
        trained=tuple(recorded.trained),
        done=by_status[Status.DONE],
        skipped=by_status[Status.SKIPPED],
        missed=by_status[Status.MISSED],
        excused=excused_steps(day, judgement, events, pauses),
        short=tuple(recorded.short),
        needed=STRETCHES if judgement.maintained_since else STRETCHES_A_DAY,
        stretches=len(stretches & set(by_status[Status.DONE])),
        planned_stretches=sum(
            bool(one.facts.done) or not (one.came_too_early or one.is_swallowed or is_let_go)
            for one in day.steps
            if one.step.id in stretches
        ),
        excused_stretches=sum(
            one.facts.because is not None
            for one in day.steps
            if one.step.id in stretches & set(by_status[Status.SKIPPED])
        ),
        worked=recorded.worked,
    )


class _Recorded(Struct):
    """What the events of a day say besides where its steps stand."""

    check: PainChecked | None = None
    runs: list[RunLogged] = []
    trained: list[Trained] = []
    short: list[str] = []
    worked: float = 0
    is_overruled: bool = False


def _recorded(events: Iterable[Event]) -> _Recorded:
    found = _Recorded()
    for event in events:
        match event:
            case PainChecked():
                found.check = event
            case RunLogged():
                found.runs.append(event)
            case Trained():
                found.trained.append(event)
            case ExerciseDone():
                found.worked += event.seconds
            case Overruled():
                found.is_overruled = True
            case StepDone():
                found.short += [event.step] if event.is_short else []
            case StepStarted() | StepStopped() | StepSkipped() | StepSnoozed():
                pass  # the day's steps say it
            case (
                ObstacleNamed()
                | Paused()
                | Resumed()
                | Away()
                | CameBack()
                | DayShortened()
                | TrialStarted()
                | TrialEnded()
                | IntakeGiven()
                | Measured()
                | ScoreBrought()
                | FlagRaised()
                | FlagCleared()
                | MaintenanceChosen()
                | EntryRetracted()
            ):
                pass  # the judgement knows them, or they are about no day's work
            case _:
                assert_never(event)
    return found


def weeks_of(days: Sequence[DayRecord], week_starts: Weekday) -> tuple[WeekRecord, ...]:
    """Group the days by week, both oldest first."""
    weeks: dict[date, list[DayRecord]] = {}
    for one in days:
        weeks.setdefault(week_start(one.day, week_starts), []).append(one)
    return tuple(WeekRecord(starts=starts, days=tuple(week)) for starts, week in weeks.items())


def median_pain(days: Iterable[DayRecord]) -> float | None:
    """The median first-step pain of the days that have one."""
    pains = [one.pain for one in days if one.pain is not None]
    return median(pains) if pains else None


def rolling_pain(pains: Mapping[date, int], days: Iterable[date]) -> tuple[float | None, ...]:
    """For each day, the median of the seven days up to it (evidence 3.4)."""
    medians = []
    for day in days:
        week = [pains[on] for ago in range(_WEEK.days) if (on := day - _DAY * ago) in pains]
        medians.append(median(week) if week else None)
    return tuple(medians)


def streak(days: Sequence[StretchDay]) -> int:
    """Days in a row with enough stretch sessions, up to the last one (S19).

    The last day counts once it has them; on a maintenance day one is enough. A day is passed over,
    without breaking the streak, if its plan had not enough of them (a warning sign hid them, the
    runner was away, or the routine has fewer on that day), or if they were skipped for a reason
    beyond the runner's control.
    """
    before = days[:-1] if days and not days[-1].has_stretched else days
    kept = 0
    for one in reversed(before):
        if one.has_stretched:
            kept += 1
        elif one.breaks_a_streak:
            break
    return kept


def _steps_with(day: Day, status: Status, at: datetime) -> tuple[str, ...]:
    """The steps with this status at an instant; skipped are only those that the runner skipped."""
    return tuple(
        one.step.id
        for one in day.steps
        if one.status(at) is status and (status is not Status.SKIPPED or one.facts.skipped)
    )
