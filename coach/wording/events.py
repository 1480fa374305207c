"""Entries in words: short, as for undo, and in full for the log book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import assert_never

from coach.domain.day.dates import day_text, near_day_text
from coach.domain.events.grouping import Action
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
    MaintenanceChoice,
    MaintenanceChosen,
    Measured,
    ObstacleNamed,
    ObstacleReason,
    Overruled,
    PainChecked,
    Paused,
    Resumed,
    RunLogged,
    ScoreBrought,
    StepChange,
    StepDone,
    StepEvent,
    StepKey,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
    TrialEnded,
    TrialStarted,
)
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import jogs_of, stage
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Display
from coach.domain.units import WallTime, counted, length_text
from coach.wording import judgement as advice
from coach.wording.answers import check_notes, check_text, jogs_text, run_text
from coach.wording.measurements import measured_text, score_text
from coach.wording.time_away import from_until_text, until_text
from coach.wording.trial import NAMES

OBSTACLES = {
    ObstacleReason.NO_TIME: "no time",
    ObstacleReason.WRONG_HOUR: "the wrong hour",
    ObstacleReason.HURTS: "it hurts",
    ObstacleReason.NO_ROOM: "no room for it",
    ObstacleReason.DULL: "it is dull",
    ObstacleReason.OTHER: "something else",
}
KINDS: dict[type[Event], tuple[str, str]] = {
    PainChecked: ("pain check", "pain checks"),
    StepStarted: ("step started", "steps started"),
    ExerciseDone: ("exercise done", "exercises done"),
    StepStopped: ("session stopped early", "sessions stopped early"),
    StepDone: ("step done", "steps done"),
    StepSkipped: ("step skipped", "steps skipped"),
    StepSnoozed: ("step put off", "steps put off"),
    ObstacleNamed: ("obstacle named", "obstacles named"),
    RunLogged: ("run", "runs"),
    Trained: ("other training", "other trainings"),
    Paused: ("pause", "pauses"),
    Resumed: ("end of a pause", "ends of pauses"),
    Away: ("time away", "times away"),
    CameBack: ("early return", "early returns"),
    DayShortened: ("change to a short day", "changes to short days"),
    TrialStarted: ("trial begun", "trials begun"),
    TrialEnded: ("trial ended", "trials ended"),
    IntakeGiven: ("intake", "intakes"),
    FlagRaised: ("warning sign ticked", "warning signs ticked"),
    FlagCleared: ("warning sign cleared", "warning signs cleared"),
    Measured: ("measurement", "measurements"),
    ScoreBrought: ("questionnaire score", "questionnaire scores"),
    Overruled: ("overruled advice", "days of overruled advice"),
    MaintenanceChosen: ("choice about the maintenance day", "choices about the maintenance day"),
    EntryRetracted: ("correction or deletion", "corrections and deletions"),
}
"""The kinds of entries in words: one, and several."""


_MAINTENANCE = {
    MaintenanceChoice.BEGIN: "begun",
    MaintenanceChoice.END: "ended, full days again",
    MaintenanceChoice.LATER: "not now",
}


def event_text(event: Event, routine: Routine) -> str:
    """An event in short, as undo names it."""
    return ": ".join(event_words(event, routine))


def event_words(event: Event, routine: Routine) -> tuple[str, str]:  # noqa: C901, PLR0911, PLR0912 - one a kind
    """What an event is about, and what it says, in short."""
    if isinstance(event, StepEvent):
        return _step_name(event, routine), _step_words(event, routine.display)
    match event:
        case ObstacleNamed():
            return step_name(event.step, routine), _obstacle_text(event, routine)
        case Paused():
            return "Reminders", "paused"
        case Resumed():
            return "Reminders", "resumed"
        case Away():
            if event.since:
                return "Away", from_until_text(event.since, event.until, event.because)
            return "Away", until_text(event.until, event.because)
        case CameBack():
            return "Back", "earlier than planned"
        case DayShortened():
            return "The day", "short" if event.is_short else "whole again"
        case TrialStarted():
            return f"Trial of {NAMES[event.aid]}", "begun"
        case TrialEnded():
            return "Trial", "ended"
        case IntakeGiven():
            return "About you", "answered"
        case Measured():
            return "Measurement", measured_text(event)
        case ScoreBrought():
            return "Questionnaire", score_text(event)
        case FlagRaised():
            return "Warning signs", "ticked"
        case FlagCleared():
            return "Warning signs", "cleared"
        case Overruled():
            return "The advice", "overruled"
        case MaintenanceChosen():
            return "Maintenance day", _MAINTENANCE[event.choice]
        case EntryRetracted():
            return "An entry", "deleted"
        case _:
            assert_never(event)


def _obstacle_text(named: ObstacleNamed, routine: Routine) -> str:
    """An answer in short, as the log book shows it."""
    if named.is_dismissed:
        return "no more questions about it"
    because = named.note or (OBSTACLES[named.because] if named.because else "")
    changed = changed_text(named.changed, routine) if named.changed else ""
    return "; ".join(filter(None, (because, changed)))


def changed_text(change: StepChange, routine: Routine) -> str:
    """A change to a step: `at 18:15`."""
    match change.key:
        case StepKey.AT:
            return f"at {routine.display.clock(WallTime.parse(change.value))}"
        case StepKey.SHORT:
            return "always short"
        case StepKey.SESSION:
            session = routine.sessions.get(str(change.value))
            return f"the exercises of {session.name if session else change.value}"
        case _:
            return "left out"


def step_name(step: str, routine: Routine) -> str:
    """The name of a step, also of one that is left out or no longer in the file."""
    known = routine.steps.get(step)
    name = known.name if known else routine.step_names.get(step)
    return name or step.replace("-", " ").capitalize()


def _step_name(event: StepEvent, routine: Routine) -> str:
    if event.step:
        return step_name(event.step, routine)
    return "Training" if isinstance(event, Trained) else "Run"


def _step_words(event: StepEvent, display: Display) -> str:  # noqa: PLR0911 - one a kind
    match event:
        case PainChecked():
            return f"{event.pain}/10"
        case RunLogged():
            return display.distance(event.distance)
        case StepStarted():
            return "started"
        case ExerciseDone():
            return "partly done"
        case StepStopped():
            return "stopped early"
        case StepDone():
            return "done"
        case StepSkipped():
            return "skipped"
        case StepSnoozed():
            return "snoozed"
        case Trained():
            return f"{event.activity}, {length_text(event.duration)}"
        case _:
            assert_never(event)


def action_words(action: Action, routine: Routine, zone: tzinfo) -> tuple[str, str]:
    """An entry of the log book: its name, and what it says in full."""
    last = action[-1]
    about, said = event_words(last, routine)
    return about, _session_text(action) or _full_text(last, routine.display, zone) or said


def _session_text(action: Action) -> str:
    """How a session went; empty if nothing was played."""
    done = [one for one in action if isinstance(one, ExerciseDone)]
    if not done:
        return ""
    played = {one.position for one in done if one.seconds}
    skipped = len({one.position for one in done} - played)
    over = [f"{skipped} skipped"] if skipped else []
    seconds = sum(one.seconds for one in done)
    worked = ", ".join((counted(len(played), "exercise"), length_text(seconds), *over))
    match action[-1]:
        case StepDone() as last:
            return ", ".join(("done", worked, *_done_notes(last)))
        case StepStopped():
            return f"stopped early, {worked}"
        case _:
            return f"partly done, {worked}"


def _full_text(event: Event, display: Display, zone: tzinfo) -> str:  # noqa: C901, PLR0911, PLR0912 - a line a kind
    match event:
        case PainChecked():
            return ", ".join(
                filter(None, (f"{event.pain}/10", check_text(event), *check_notes(event)))
            )
        case RunLogged():
            return ", ".join((run_text(event, display), *_run_notes(event)))
        case StepDone():
            return ", ".join(("done", *_done_notes(event)))
        case Trained():
            far = [display.distance(event.distance)] if event.distance else []
            return ", ".join((event.activity, *far, length_text(event.duration)))
        case IntakeGiven():
            return ", ".join(_intake_notes(event, display))
        case StepSnoozed():
            return f"put off until {display.clock(event.until.astimezone(zone))}"
        case Paused():
            until = event.until.astimezone(zone)
            return f"paused until {near_day_text(until.date())} {display.clock(until)}"
        case FlagRaised():
            return f"ticked: {', '.join(event.flags)}"
        case FlagCleared():
            return _cleared_signs(event)
        case Overruled():
            return f"ran against {advice.rule_of(event.row)}"
        case StepStarted():
            return "started"
        case ExerciseDone() | StepStopped() | StepSkipped() | ObstacleNamed() | EntryRetracted():
            return ""
        case Resumed() | DayShortened() | TrialStarted() | TrialEnded():
            return ""
        case Away() | CameBack() | MaintenanceChosen() | Measured() | ScoreBrought():
            return ""
        case _:
            assert_never(event)


def _run_notes(run: RunLogged) -> Iterator[str]:
    if run.effort is not None:
        yield f"effort {run.effort}"
    if run.is_walk_jog:
        yield "walk-jog" if run.stage is None else f"walk-jog, stage {run.stage}"
    if run.stage is not None and (jogs := jogs_text(run.jogs, jogs_of(stage(run.stage)))):
        yield jogs
    yield from map(str, run.supports or ())
    if run.shoes:
        yield run.shoes
    if run.file:
        yield "from the watch"


def _done_notes(done: StepDone) -> Iterator[str]:
    """Whether a session was short, and how strength felt, if the runner said so."""
    if done.is_short:
        yield "short"
    if done.effort is not None:
        yield f"effort {done.effort}"
    if done.pain is not None:
        yield f"pain {done.pain}/10"


def _intake_notes(intake: IntakeGiven, display: Display) -> Iterator[str]:
    if intake.since:
        yield f"sore since {intake.since}"
    if not intake.is_typical:
        yield "not typical"
    if intake.no_ice:
        yield "no ice"
    if intake.weekly:
        yield f"{display.distance(intake.weekly)} a week"
    if intake.longest:
        yield f"longest {display.distance(intake.longest)}"
    if intake.allowed is not None:
        until = f" until {intake.until}" if intake.until else ""
        yield f"clinician: {advice.LEVELS[Level(intake.allowed)].lower()}{until}"
    if intake.weak_bones:
        yield "bones at risk"
    if intake.pregnant:
        yield "pregnant"


def _cleared_signs(event: FlagCleared) -> str:
    """Which signs were cleared, and who had checked them."""
    signs = ", ".join(event.flags) or "all"
    seen = f", seen by {event.seen_by}" if event.seen_by else ""
    when = f" on {day_text(event.seen_on)}" if event.seen_on else ""
    return f"cleared: {signs}{seen}{when}"
