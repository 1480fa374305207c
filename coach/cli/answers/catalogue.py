"""The answer of each command by name, and its JSON Schema."""

from __future__ import annotations

from typing import Any

import msgspec

from coach.cli.answers.day import NextStep, Plan, Today
from coach.cli.answers.records import (
    ConfigCheck,
    Copies,
    ImportedFile,
    LogEntry,
    Recorded,
    ServiceStatus,
    Setting,
    Signs,
    Synced,
    ThemeCheck,
    ThemeRow,
    UnreadFile,
)
from coach.cli.answers.shared import Version
from coach.cli.answers.weeks import (
    Maintenance,
    Measures,
    Missed,
    MissedStep,
    Outlook,
    Progress,
    TrialFacts,
)
from coach.cli.output import JSON_VERSION
from coach.core.hooks import HookEvent, HookLevel
from coach.doctor.finding import Finding
from coach.domain.heel.workout import Workout
from coach.reminders.why import DayReason, StepReason
from coach.wording.level_reason import LevelReason


class WhyDay(DayReason, frozen=True, kw_only=True):
    """Why today's level is what it is, and the status of all steps."""

    version: Version
    level: LevelReason


class WhyStep(StepReason, frozen=True, kw_only=True):
    """Why a step did or did not remind you."""

    version: Version


class WorkoutNow(Workout, frozen=True, kw_only=True):
    """Today's run for a watch, in blocks of pieces."""

    version: Version


ANSWERS: dict[str, Any] = {
    "today": Today,
    "next": NextStep | None,
    "plan": Plan,
    "recorded": Recorded,
    "entries": list[LogEntry],
    "entries-unread": list[UnreadFile],
    "import": list[ImportedFile],
    "flag": Signs,
    "why": WhyDay,
    "why-step": WhyStep,
    "missed": Missed,
    "missed-step": MissedStep,
    "trial": list[TrialFacts],
    "measure": Measures,
    "score": Measures,
    "maintenance": Maintenance,
    "progress": Progress,
    "outlook": Outlook,
    "export-workout": WorkoutNow,
    "backup": Copies,
    "restore": Copies,
    "sync": Synced,
    "doctor": list[Finding],
    "service-status": ServiceStatus,
    "config-check": ConfigCheck,
    "config-show": list[Setting],
    "config-list": dict[str, Any],
    "theme-list": list[ThemeRow],
    "theme-check": list[ThemeCheck],
    "hook": HookEvent,
    "hook-level": HookLevel,
}
"""By the command; `recorded` is what those that record print, and hooks get the last two."""
RECORDING = (
    "check",
    "done",
    "skip",
    "snooze",
    "undo",
    "ran",
    "trained",
    "overrule",
    "short",
    "pause",
    "resume",
    "away",
    "back",
    "intake",
    "delete",
)
"""The commands that print what they recorded."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of what a command prints."""
    kind = ANSWERS[name]
    (schema,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"coach {name}, version {JSON_VERSION}",
        **schema,
        "$defs": parts,
    }
