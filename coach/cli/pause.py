"""`coach pause` and `coach resume`: no reminders for a while."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.open_coach import coach_for
from coach.cli.output import say
from coach.core.forms.pause import ON_AGAIN, no_reminders, read_pause

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
        text = " ".join(span)
        try:
            until = read_pause(coach, text)
        except ValueError:
            raise click.UsageError(f"{text!r} is not a pause; write {_EXAMPLES}.") from None
        coach.breaks.pause(until)
        say(f"{no_reminders(coach, until)}.")


@click.command(name="resume")
@click.pass_obj
def resume_command(options: dict[str, Any]) -> None:
    """End a pause: reminders again."""
    with coach_for(options) as coach:
        coach.breaks.resume()
        say(f"{ON_AGAIN}.")
