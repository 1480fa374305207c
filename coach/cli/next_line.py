"""The next step in one line, or as JSON.

Status bars ask for it every few seconds, so this loads nothing that it does not need, not even the
library that reads command lines.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from coach.cli.open_coach import coach_for
from coach.cli.output import emit, emit_line, object_line, say
from coach.core.coach import Coach
from coach.domain.day.planned import PlannedStep
from coach.wording.day import DayWords


def print_next(options: dict[str, Any], wanted: str | None) -> None:
    """Print the next step, in words or in the format that is wanted.

    Raises:
        FormatError: if it is wanted in a template with an unknown field.
    """
    with coach_for(options) as coach:
        show(next_line(coach, wanted)(coach.clock.now()), wanted)


def show(line: str, wanted: str | None) -> None:
    """Print the line, for people or for the program that wanted a format."""
    if wanted == "json":
        emit_line(line)
    elif wanted:
        emit(f"{line}\n")
    else:
        say(line)


def next_line(coach: Coach, wanted: str | None) -> Callable[[datetime], str]:
    """The next step at any instant, as far as it is known now."""
    known, pause_ends = _words(coach), coach.days.pause_end()

    def line(now: datetime) -> str:
        words = replace(known, now=now)
        planned = words.day.next(now)
        paused_until = pause_ends if pause_ends and now < pause_ends else None
        if wanted == "json":
            if planned is None:
                return "null"
            return object_line(_facts_with_pause(words, planned, paused_until))
        if wanted:
            from coach.cli.status_bar import bar_text  # noqa: PLC0415 - only for status bars

            return bar_text(coach, words, planned, wanted, paused_until)
        paused = [f"reminders paused until {words.when(paused_until)}"] if paused_until else []
        if planned is None:
            return " · ".join([words.nothing_left(), *paused])
        details = " · ".join([*words.details(planned), *paused])
        return f"{words.time_of(planned)} {planned.step.name}: {details}"

    return line


def _facts_with_pause(
    words: DayWords, planned: PlannedStep, paused_until: datetime | None
) -> dict[str, object]:
    until = paused_until.astimezone(words.zone) if paused_until else None
    return facts_of(words, planned) | {"paused_until": until}


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
