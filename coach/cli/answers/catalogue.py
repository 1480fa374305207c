"""The answer of each command by name, and its JSON Schema."""

from __future__ import annotations

from typing import Any

import msgspec

from coach.cli.answers.day import NextStep, Plan, Today
from coach.cli.answers.records import (
    AlertsTest,
    ConfigCheck,
    ConfigPath,
    Copies,
    Forgotten,
    ImportedFile,
    KeySet,
    KeysUnset,
    LogEntry,
    Recorded,
    ServiceChange,
    ServiceStatus,
    Setting,
    Signs,
    Synced,
    ThemeCheck,
    ThemeRow,
    UnreadFile,
    Written,
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
    "written": Written,
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
    "sync-forget": Forgotten,
    "doctor": list[Finding],
    "alerts-test": AlertsTest,
    "service-status": ServiceStatus,
    "service-change": ServiceChange,
    "config-path": ConfigPath,
    "config-get": Any,
    "config-set": KeySet,
    "config-unset": KeysUnset,
    "config-check": ConfigCheck,
    "config-show": list[Setting],
    "config-list": dict[str, Any],
    "theme-list": list[ThemeRow],
    "theme-check": list[ThemeCheck],
    "hook": HookEvent,
    "hook-level": HookLevel,
}
"""By the command, or by what several of them print; hooks get the last two."""
SHARED = {
    "recorded": (
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
    ),
    "written": (
        "report",
        "card",
        "export-json",
        "export-csv",
        "export-ics",
        "export-audio",
        "config-init",
        "theme-new",
    ),
    "sync": ("sync-accept",),
    "service-change": ("service-install", "service-remove"),
}
"""Which answer several commands share, by its name."""
ANSWER_OF = {name: name for name in ANSWERS} | {
    command: name for name, commands in SHARED.items() for command in commands
}
"""The answer of each command, both by their names."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of what a command prints."""
    kind = ANSWERS[ANSWER_OF[name]]
    (schema,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"coach {ANSWER_OF[name]}, version {JSON_VERSION}",
        **schema,
        "$defs": parts,
    }
