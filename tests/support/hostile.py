"""Entries of every kind with texts that would control the terminal that shows them."""

import re
from datetime import UTC, date, datetime
from typing import Any

from coach.domain.events.types import (
    DayShortened,
    Event,
    ExerciseDone,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    Measured,
    ObstacleNamed,
    ObstacleReason,
    Overruled,
    PainChecked,
    Pattern,
    RatedActivity,
    RunLogged,
    ScoreBrought,
    SkipReason,
    StepChange,
    StepDone,
    StepKey,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
    TrialAid,
    TrialEnded,
    TrialStarted,
)

TEXT = "x\x1b]52;c;eHg=\x07\x1b]0;title\x07\x9b31m\x7f\u202e\u2066\ny"
"""It fills the clipboard, renames the window, colours the following text and reverses it."""
_STEERING = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def steers(text: str) -> list[str]:
    """The parts of a text that a terminal would act on, except line ends."""
    return _STEERING.findall(text)


def entries(at: datetime, day: date) -> list[Event]:
    """An entry for each possible text."""
    at, kinds = at.astimezone(UTC), _kinds(at)
    return [
        kind(id=f"0199{number:08x}", at=at, day=day, **told)
        for number, (kind, told) in enumerate(kinds)
    ]


def _kinds(at: datetime) -> list[tuple[type[Event], dict[str, Any]]]:
    run = {"distance": 5000.0, "duration": 1800, "pain": 1, "pattern": Pattern.FADED}
    ride = {"activity": "ride", "distance": 9000.0, "duration": 1800}
    played = {"position": 0, "exercise": TEXT, "seconds": 30.0}
    return [
        (PainChecked, {"step": TEXT, "pain": 3}),
        (StepStarted, {"step": TEXT}),
        (ExerciseDone, {"step": TEXT, **played}),
        (ExerciseDone, {"step": "midday", **played}),
        (StepStopped, {"step": TEXT}),
        (StepDone, {"step": TEXT}),
        (StepSkipped, {"step": TEXT, "because": SkipReason.ILL}),
        (StepSnoozed, {"step": TEXT, "until": at}),
        (ObstacleNamed, {"step": TEXT, "because": ObstacleReason.OTHER, "note": TEXT}),
        (ObstacleNamed, {"step": TEXT, "changed": StepChange(StepKey.SESSION, TEXT)}),
        (RunLogged, {"step": TEXT, **run, "shoes": TEXT, "file": TEXT}),
        (RunLogged, {"step": None, **run, "shoes": TEXT}),
        (Trained, {"step": TEXT, **ride, "file": TEXT}),
        (IntakeGiven, {"prescription": TEXT}),
        (FlagRaised, {"flags": (TEXT, "fever")}),
        (FlagCleared, {"flags": (TEXT,), "seen_by": TEXT}),
        (Overruled, {"row": TEXT}),
        (DayShortened, {}),
        (TrialStarted, {"aid": TrialAid.TAPE, "seed": 5}),
        (TrialEnded, {}),
        (Measured, {"activities": (RatedActivity(TEXT, 5),), "wall_left": 9.5}),
        (ScoreBrought, {"title": TEXT, "score": 54.0}),
    ]
