"""The next step in one line, or as JSON.

Status bars ask for it every few seconds, so this loads nothing that it does not need, not even the
library that reads command lines.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coach.cli.open_coach import coach_for
from coach.cli.output import emit, emit_json, emit_object, say
from coach.core.coach import Coach
from coach.domain.day.planned import PlannedStep
from coach.wording.day import DayWords


def print_next(options: dict[str, Any], wanted: str | None) -> None:
    """Print the next step, in words or in the format that is wanted.

    Raises:
        FormatError: if it is wanted in a template with an unknown field.
    """
    with coach_for(options) as coach:
        words = _words(coach)
        planned = words.day.next(words.now)
        if wanted == "json":
            if planned:
                emit_object(facts_of(words, planned))
            else:
                emit_json(None)
        elif wanted:
            from coach.cli.status_bar import bar_text  # noqa: PLC0415 - only for status bars

            emit(f"{bar_text(words, planned, wanted)}\n")
        elif planned is None:
            say(words.nothing_left())
        else:
            details = " · ".join(words.details(planned))
            say(f"{words.time_of(planned)} {planned.step.name}: {details}")


def facts_of(words: DayWords, planned: PlannedStep) -> dict[str, object]:
    """A step as other programs read it; instants carry the offset of the wall clock."""
    due, closes = planned.due, planned.closes
    return {
        "step": planned.step.id,
        "name": planned.step.name,
        "kind": planned.step.kind,
        "status": planned.status(words.now),
        "due": due.astimezone(words.zone) if due else None,
        "closes": closes.astimezone(words.zone),
        "detail": " · ".join(words.details(planned)),
    }


def _words(coach: Coach) -> DayWords:
    day, events = coach.today(), tuple(coach.days.history(timedelta()))
    return DayWords(day.routine, day, events, coach.clock.now(), coach.zone)
