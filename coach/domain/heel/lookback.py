"""Gather the past of a day from the events in force: its last weeks, and what is older."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.day.time_away import TimeAway, times_away
from coach.domain.events.types import (
    Away,
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
    Pattern,
    Paused,
    Resumed,
    RunLogged,
    ScoreBrought,
    StepDone,
    StepEvent,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
    TrialEnded,
    TrialStarted,
)
from coach.domain.heel.episode import Episode
from coach.domain.heel.maintenance import Maintenance
from coach.domain.heel.warning_signs import NO_ICE_WITH, Weight, weighs

LOOK_BACK = timedelta(days=42)
"""How many days of all events a judgement needs."""
RUNS_BACK = timedelta(days=72)
"""How many days of runs: 56 for the ladder, and two weeks before them."""
STRENGTH_BACK = timedelta(weeks=26)
"""How many days of strength sessions, and of the mornings after them (ours)."""
PRESCRIBED = timedelta(weeks=4)
"""How long a clinician's word applies if it has no end (ours)."""


class Word(Struct, frozen=True):
    """What a clinician allows, as a level, up to and including a day."""

    allowed: int
    until: date


class Programme(Struct, frozen=True, kw_only=True):
    """What may lie further back than the last weeks."""

    began: date
    """The first coach day with an entry."""
    episode: Episode | None = None
    """The present one; None if there is none just now."""
    intake: IntakeGiven | None = None
    intake_on: date | None = None
    """When the intake was first given: repeating it says nothing new about the time before us."""
    word: Word | None = None
    flags: tuple[str, ...] = ()
    cleared_on: date | None = None
    """When a stop sign was last cleared."""
    no_ice: bool = False
    """For good: a sign such as diabetes can be cleared, but does not go away."""
    maintenance: Maintenance | None = None
    """The last time on the maintenance day, in force or over."""
    maintenance_chosen_on: date | None = None
    """When the runner last said something about the maintenance day."""


class History(Struct, frozen=True, kw_only=True):
    """The last weeks, sorted."""

    began: date
    """The first coach day with an entry."""
    mornings: dict[date, PainChecked]
    pains: dict[date, int]
    """First-step pain of the mornings."""
    runs: tuple[RunLogged, ...]
    """By day, with the last run from the intake, which has no id."""
    stretches: dict[date, int]
    strength: tuple[StepDone, ...]
    overruled: frozenset[date]
    away: tuple[TimeAway, ...] = ()

    def as_of(self, day: date) -> History:
        """What was known on that coach day, for the weeks that a judgement looks back on."""
        first, strength, ran = day - LOOK_BACK, day - STRENGTH_BACK, day - RUNS_BACK
        mornings = {on: one for on, one in self.mornings.items() if strength <= on <= day}
        return History(
            began=self.began,
            mornings=mornings,
            pains={on: self.pains[on] for on in mornings},
            runs=tuple(one for one in self.runs if ran <= one.day <= day),
            stretches={on: count for on, count in self.stretches.items() if first <= on <= day},
            strength=tuple(one for one in self.strength if strength <= one.day <= day),
            overruled=self.overruled,
            away=self.away,
        )

    def with_run_of(self, intake: IntakeGiven | None) -> History:
        """The same, with the last run before the coach from the intake; it has no id."""
        if intake is None or intake.last_run is None:
            return self
        before = RunLogged(
            id="",
            at=intake.at,
            day=intake.last_run,
            step=None,
            distance=intake.longest,
            duration=0,
            pain=0 if intake.last_pattern is Pattern.NONE else None,
            pattern=intake.last_pattern,
        )
        return replace(self, runs=tuple(sorted((before, *self.runs), key=_when)))

    def without_runs_of(self, day: date) -> History:
        """The same before the runs of a day."""
        return replace(self, runs=tuple(one for one in self.runs if one.day != day))

    def before(self, day: date) -> tuple[RunLogged, ...]:
        """The runs of the days before that one."""
        return tuple(one for one in self.runs if one.day < day)


def history_of(
    events: Iterable[Event],
    began: date,
    stretch_steps: frozenset[str],
    strength_steps: frozenset[str],
) -> History:
    """Sort the events in force of the last weeks, in the order of recording."""
    done: list[StepDone] = []
    runs: list[RunLogged] = []
    mornings: dict[date, PainChecked] = {}
    overruled: set[date] = set()
    journeys: list[Away | CameBack] = []
    for event in events:
        match event:
            case StepDone():
                done.append(event)
            case RunLogged():
                runs.append(event)
            case PainChecked():
                mornings[event.day] = event
            case Overruled():
                overruled.add(event.day)
            case Away() | CameBack():
                journeys.append(event)
            case (
                StepStarted()
                | ExerciseDone()
                | StepStopped()
                | StepSkipped()
                | StepSnoozed()
                | Trained()
                | ObstacleNamed()
                | Paused()
                | Resumed()
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
                pass
            case _:
                assert_never(event)
    return History(
        began=began,
        mornings=mornings,
        pains={day: one.pain for day, one in mornings.items()},
        runs=tuple(sorted(runs, key=_when)),
        stretches=_sessions_by_day(done, stretch_steps),
        strength=tuple(_once_a_day(one for one in done if one.step in strength_steps)),
        overruled=frozenset(overruled),
        away=times_away(journeys),
    )


def _sessions_by_day(done: Iterable[StepDone], steps: frozenset[str]) -> dict[date, int]:
    """How many of some sessions were done on each day, each counted once a day."""
    return Counter(day for day, step in {(one.day, one.step) for one in done} if step in steps)


def programme_of(
    events: Iterable[Event],
    began: date,
    episode: Episode | None,
    maintenance: Maintenance | None = None,
) -> Programme:
    """What the intake and the warning signs say, whenever they were entered, in that order."""
    intakes: list[IntakeGiven] = []
    flags: tuple[str, ...] = ()
    cleared_on: date | None = None
    no_ice = False
    maintenance_chosen_on: date | None = None
    for event in events:
        if isinstance(event, StepEvent):
            continue
        match event:
            case IntakeGiven():
                intakes.append(event)
            case FlagRaised():
                flags = tuple(dict.fromkeys((*flags, *event.flags)))
                no_ice = no_ice or bool(NO_ICE_WITH & set(event.flags))
            case FlagCleared():
                gone = set(event.flags or flags) & set(flags)
                cleared_on = event.day if weighs(gone, Weight.STOP) else cleared_on
                flags = tuple(one for one in flags if one not in gone)
            case Measured() | ScoreBrought():
                pass
            case MaintenanceChosen():
                maintenance_chosen_on = event.day
            case ObstacleNamed() | Paused() | Resumed() | Away() | CameBack() | DayShortened():
                pass
            case TrialStarted() | TrialEnded() | Overruled() | EntryRetracted():
                pass
            case _:
                assert_never(event)
    intake = intakes[-1] if intakes else None
    return Programme(
        began=began,
        episode=episode,
        intake=intake,
        intake_on=intakes[0].day if intakes else None,
        word=_word(intakes),
        flags=flags,
        cleared_on=cleared_on,
        no_ice=no_ice or (intake is not None and intake.no_ice),
        maintenance=maintenance,
        maintenance_chosen_on=maintenance_chosen_on,
    )


def _word(intakes: list[IntakeGiven]) -> Word | None:
    """What a clinician allows now; without an end it ends four weeks after it was entered."""
    if not intakes or intakes[-1].allowed is None:
        return None
    last = first = intakes[-1]
    for one in reversed(intakes):
        if (one.allowed, one.until) != (last.allowed, last.until):
            break
        first = one
    return Word(last.allowed or 0, last.until or first.day + PRESCRIBED)


def _once_a_day(done: Iterable[StepDone]) -> Iterable[StepDone]:
    """Strength done twice on a day is one session: the last entry counts."""
    by_day: Mapping[date, StepDone] = {one.day: one for one in done}
    return sorted(by_day.values(), key=lambda one: one.day)


def _when(run: RunLogged) -> tuple[date, bool, datetime]:
    """The order of runs; a correction keeps the instant of what it corrects.

    The run from the intake, which has no id, comes before the logged runs of its day.
    """
    return run.day, bool(run.id), run.at
