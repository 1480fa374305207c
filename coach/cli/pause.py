"""`coach pause` and `coach resume`: no reminders for a while."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from coach.cli.open_coach import coach_for
from coach.cli.output import say
from coach.core.coach import Coach
from coach.domain.day.pauses import pause_until
from coach.wording.phrases import wall_clock

_EXAMPLES = "`2h`, `3d`, `until 18:00`, `until wed` or `until 2026-12-01 18:00`, two weeks at most"


@click.command(name="pause")
@click.argument("span", nargs=-1, required=True, metavar="2h | 3d | until 18:00 | until wed 18:00")
@click.pass_obj
def pause_command(options: dict[str, Any], span: tuple[str, ...]) -> None:
    """No reminders for a while, two weeks at most; they come back on their own.

    A day without a time, such as `until tomorrow` or `until 2026-12-01`, means when that day
    begins.
    """
    with coach_for(options) as coach:
        until = _until(coach, " ".join(span))
        coach.record.pause(until)
        when = wall_clock(until, coach.clock.now(), coach.zone, coach.routine.display)
        say(f"No reminders until {when}.")


@click.command(name="resume")
@click.pass_obj
def resume_command(options: dict[str, Any]) -> None:
    """End a pause: reminders again."""
    with coach_for(options) as coach:
        coach.record.resume()
        say("Reminders are on again.")


def _until(coach: Coach, span: str) -> datetime:
    """The end of a pause."""
    try:
        return pause_until(span, coach.clock.now(), coach.routine.day.starts, coach.zone)
    except ValueError:
        raise click.UsageError(f"{span!r} is not a pause; write {_EXAMPLES}.") from None
