"""`coach pause` and `coach resume`: no reminders for a while."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.asking import ask_form
from coach.cli.json_option import records
from coach.cli.open_coach import coach_for
from coach.cli.output import is_at_terminal, say
from coach.core.forms.pause import ON_AGAIN, no_reminders, pause_form, read_pause

_EXAMPLES = "`2h`, `3d`, `until 18:00`, `until wed` or `until 2026-12-01 18:00`, two weeks at most"
_WANTED = "Say for how long, as in `coach pause 2h`."


@click.command(name="pause")
@click.argument("span", nargs=-1, metavar="2h | 3d | until 18:00 | until wed 18:00")
@records
@click.pass_obj
def pause_command(options: dict[str, Any], span: tuple[str, ...]) -> None:
    """No reminders for a while; they come back on their own.

    Two weeks is the most. A day without a time, such as `until tomorrow` or `until 2026-12-01`,
    means the beginning of that day. In a terminal, `coach pause` alone asks.
    """
    text = " ".join(span)
    if not text and not is_at_terminal():
        raise click.UsageError(_WANTED)
    with coach_for(options) as coach:
        if not text:
            say(f"{ask_form(pause_form(coach), needed='until').text}.")
            return
        try:
            until = read_pause(coach, text)
        except ValueError:
            raise click.UsageError(f"{text!r} is not a pause; write {_EXAMPLES}.") from None
        coach.breaks.pause(until)
        say(f"{no_reminders(coach, until)}.")


@click.command(name="resume")
@records
@click.pass_obj
def resume_command(options: dict[str, Any]) -> None:
    """End a pause: reminders again."""
    with coach_for(options) as coach:
        coach.breaks.resume()
        say(f"{ON_AGAIN}.")
