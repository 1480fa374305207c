"""`coach missed`: what is in the way of a step, and the change to the plan that may help."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from coach.cli.arguments import STEP_IF_ANY
from coach.cli.asking import ask_for_rest
from coach.cli.columns import paragraph
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, quiet_if, say
from coach.cli.param_types import TEXT, TIME_OF_DAY
from coach.core.coach import Coach
from coach.core.day_records import DayRecords, recent_days
from coach.core.forms.obstacle import missed_form
from coach.domain.events.types import ObstacleReason, StepChange, StepKey
from coach.domain.history.obstacles import LookBack, Misses, Obstacle
from coach.domain.units import WallTime, clock_text
from coach.errors import RefusedError
from coach.wording.obstacle import (
    NOTHING_MISSED,
    advice_text,
    asked_text,
    look_back_text,
    written_text,
)

_SHOWN = timedelta(weeks=26)
"""How far back answers are listed."""


@click.command(name="missed")
@STEP_IF_ANY
@click.option(
    "--because",
    type=click.Choice([*map(str, ObstacleReason)], case_sensitive=False),
    help="What is in the way.",
)
@click.option("--note", type=TEXT, default="", help="What it is, in your own words.")
@click.option("--at", type=TIME_OF_DAY, help="From now on at this time of day.")
@click.option("--short", is_flag=True, help="From now on its short form, ten minutes at most.")
@click.option("--session", type=TEXT, help="From now on the exercises of this session.")
@click.option("--off", is_flag=True, help="Leave it out from now on.")
@click.option("--ask-no-more", is_flag=True, help="No more questions about this step.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def missed_command(
    options: dict[str, Any],
    /,
    step: str | None,
    *,
    because: str | None,
    note: str,
    ask_no_more: bool,
    as_json: bool,
    **change: Any,  # noqa: ANN401 - the values of the remaining options
) -> None:
    """Say what is in the way of a missed step, and what may help.

    Without a step: which one was missed three times or more in two weeks, and whether earlier
    changes helped. With a step it asks, or takes options, such as --because no-time --short. The
    change goes into your config file; `coach undo` takes both back.
    """
    changes = _changes(**change)
    if len(changes) > 1:
        raise click.UsageError("One change at a time: --at, --short, --session or --off.")
    says_something = bool(because or note or changes or ask_no_more)
    if says_something and (step is None or (ask_no_more and (because or note or changes))):
        raise click.UsageError("Name a step and say what is in its way, or --ask-no-more.")
    with coach_for(options) as coach:
        if step is None:
            _show(coach, as_json=as_json)
            return
        if says_something:
            reason = because or (ObstacleReason.OTHER if note else None)
            with quiet_if(as_json):
                _name(coach, step, reason, next(iter(changes), None), note)
            if as_json:
                _show(coach, as_json=True)
        elif as_json:
            emit_object(_asked_facts(coach, coach.obstacles.of_step(step, recent_days(coach))))
        else:
            _ask(coach, step)


def _changes(
    *, at: WallTime | None, short: bool, session: str | None, off: bool
) -> list[StepChange]:
    """The changes that the options ask for."""
    return [
        *([StepChange(StepKey.AT, clock_text(at))] if at else []),
        *([StepChange(StepKey.SHORT, value=True)] if short else []),
        *([StepChange(StepKey.SESSION, session)] if session else []),
        *([StepChange(StepKey.ENABLED, value=False)] if off else []),
    ]


def _name(
    coach: Coach, step: str, because: str | None, change: StepChange | None, note: str
) -> None:
    routine, reason = coach.routine, ObstacleReason(because) if because else None
    named = coach.obstacles.name(step, reason, change, note)
    say(" ".join(filter(None, (written_text(named, routine), advice_text(named, routine)))))


def _ask(coach: Coach, step: str) -> None:
    """Ask a person at the terminal.

    Raises:
        RefusedError: if there is none, or no answer.
    """
    entry_form = missed_form(coach, step)
    say(entry_form.form.title)
    given = ask_for_rest(entry_form.form, {})
    if not given:
        raise RefusedError("Say what is in the way, as in `--because no-time --short`.")
    say(entry_form.record(entry_form.form.answers(given)).text)


def _show(coach: Coach, *, as_json: bool) -> None:
    """The step to ask about, and whether the changes so far helped."""
    asked = coach.obstacles.to_ask_about(recent_days(coach))
    records = DayRecords(coach)
    first = max(records.began(), records.today() - _SHOWN)
    is_any = any(one.changed for one in coach.obstacles.named())
    found = coach.obstacles.look_backs(records.days(first, records.today())) if is_any else []
    if as_json:
        question = _asked_facts(coach, asked) if asked else None
        emit_object({"asked": question, "changed": [_look_back_facts(one) for one in found]})
        return
    if asked:
        say(paragraph("Missed", asked_text(asked, coach.routine)))
        say(paragraph("To answer", f"coach missed {asked.step}"))
    else:
        say(paragraph("Missed", NOTHING_MISSED))
    for one in found:
        say(paragraph("Changed", look_back_text(one, coach.routine)))


def _asked_facts(coach: Coach, obstacle: Obstacle) -> dict[str, object]:
    """A step, how often it was missed, and the changes that match each reason."""
    return {
        "step": obstacle.step,
        **_counts(obstacle.misses),
        "changes": {
            reason: [_change_facts(one) for one in coach.obstacles.changes(obstacle.step, reason)]
            for reason in ObstacleReason
        },
    }


def _look_back_facts(found: LookBack) -> dict[str, object]:
    named = found.named
    return {
        "step": named.step,
        "day": named.day,
        "because": named.because,
        **(_change_facts(named.changed) if named.changed else {}),
        "before": _counts(found.before),
        "since": _counts(found.since),
        "outcome": found.outcome,
    }


def _change_facts(change: StepChange) -> dict[str, object]:
    return {"key": change.key, "value": change.value}


def _counts(misses: Misses) -> dict[str, object]:
    return {"planned": misses.planned, "missed": misses.missed, "skipped": misses.skipped}
