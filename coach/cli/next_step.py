"""`coach next`: the next step, for people, status bars and other programs.

Status bars ask it every few seconds, so it loads nothing that it does not need.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from coach.cli.open_coach import coach_for
from coach.cli.output import emit, emit_json, say
from coach.core.coach import Coach
from coach.domain.day.planned import PlannedStep
from coach.wording.day import DayWords


@click.command(name="next")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.option(
    "--format",
    "wanted",
    metavar="waybar|tmux|json|TEMPLATE",
    help="For a status bar; a TEMPLATE such as '{glyph} {name} {wait}'.",
)
@click.pass_obj
def next_command(options: dict[str, Any], *, as_json: bool, wanted: str | None) -> None:
    """Print the next step, or that the day is done.

    A TEMPLATE may hold {step}, {name}, {status}, {glyph}, {time}, {wait} and {detail}.
    """
    with coach_for(options) as coach:
        words = _words(coach)
        planned = words.day.next(words.now)
        if wanted and wanted != "json":
            from coach.cli.status_bar import bar_text  # noqa: PLC0415 - only for status bars

            emit(f"{bar_text(words, planned, wanted)}\n")
        elif as_json or wanted:
            emit_json(facts_of(words, planned) if planned else None)
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
