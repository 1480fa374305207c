"""`coach trial`: find out by lot what helps."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from coach.cli.columns import paragraph
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_json, quiet_if, say
from coach.core.coach import Coach
from coach.domain.events.types import TrialAid
from coach.domain.history.trial import DAYS, Trial
from coach.domain.history.trial_result import TrialResult
from coach.wording.trial import HOW, begun_text, progress_text, result_text

_END = "end"


@click.command(name="trial")
@click.argument("what", type=click.Choice([*map(str, TrialAid), _END]), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def trial_command(options: dict[str, Any], what: str | None, *, as_json: bool) -> None:
    """Find out by lot whether tape or another aid helps you.

    The aids are tape, an orthotic, the splint, and ice at bedtime. For six weeks, in blocks of
    three days, Coach draws lots for whether you use it. At the end it compares the first steps
    after days with it and after days without it. Without an argument it shows the trials; `end`
    ends the one under way.
    """
    with coach_for(options) as coach:
        with quiet_if(as_json):
            _change(coach, what)
        if as_json or not what:
            _show(coach, as_json=as_json)


def _change(coach: Coach, what: str | None) -> None:
    """Begin or end a trial, and say so."""
    if what == _END:
        say(f"The trial has ended. {result_text(coach.trials.result(coach.trials.end()))}")
    elif what:
        trial = coach.trials.start(TrialAid(what))
        say(paragraph("How it works", HOW))
        say(paragraph("Today", begun_text(trial)))


def _show(coach: Coach, *, as_json: bool) -> None:
    today = coach.present_day()
    known = coach.trials.between(date.min, today)
    if as_json:
        emit_json([_facts(trial, result, today) for trial, result in known])
        return
    for trial, result in known:
        say(paragraph("Trial", progress_text(trial, result, today)))
    if not known:
        say(paragraph("Trial", f"None yet; `coach trial tape` begins one. {HOW}"))


def _facts(trial: Trial, result: TrialResult, today: date) -> dict[str, object]:
    """A trial as other programs read it; the answer, in points, only when it is over."""
    is_over = not trial.has(today)
    return {
        "aid": trial.aid,
        "first": trial.first,
        "last": trial.last,
        "days": DAYS,
        "use_today": None if is_over else trial.is_with(today),
        "as_drawn": result.as_drawn,
        "answered": result.answered,
        "verdict": result.verdict if is_over else None,
        "difference": result.difference if is_over else None,
        "low": result.low if is_over else None,
        "high": result.high if is_over else None,
        "chance": result.chance if is_over else None,
    }
