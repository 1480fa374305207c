"""`coach pause` and `coach resume`: a while without reminders."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import click

from coach.cli.output import say
from coach.cli.session import coach_for
from coach.coach import Coach
from coach.domain.units import Duration, WallTime
from coach.domain.wallclock import instant
from coach.words import wall_clock

_EXAMPLES = "`2h`, `until 18:00` or `until tomorrow`, a day at the most"


@click.command(name="pause")
@click.argument("span", nargs=-1, required=True, metavar="2h | until 18:00 | until tomorrow")
@click.pass_obj
def pause_command(options: dict[str, Any], span: tuple[str, ...]) -> None:
    """No reminders for a while; they come back by themselves."""
    with coach_for(options) as coach:
        until = _until(coach, " ".join(span))
        coach.pause(until)
        when = wall_clock(until, coach.clock.now(), coach.zone, coach.routine.display)
        say(f"No reminders until {when}.")


@click.command(name="resume")
@click.pass_obj
def resume_command(options: dict[str, Any]) -> None:
    """End a pause: reminders again."""
    with coach_for(options) as coach:
        coach.resume()
        say("Reminders are on again.")


def _until(coach: Coach, span: str) -> datetime:
    """The end of a pause; `tomorrow` is the next coach day."""
    if span == "until tomorrow":
        return coach.today().ends
    try:
        if span.startswith("until "):
            return _next(coach, WallTime.parse(span.removeprefix("until ")))
        return coach.clock.now() + timedelta(seconds=Duration.parse(span))
    except ValueError:
        raise click.UsageError(f"{span!r} is no pause; write {_EXAMPLES}.") from None


def _next(coach: Coach, at: WallTime) -> datetime:
    """The next time that the wall clock shows `at`."""
    now = coach.clock.now()
    today = now.astimezone(coach.zone).date()
    first = instant(today, at, coach.zone)
    return first if first > now else instant(today + timedelta(days=1), at, coach.zone)
