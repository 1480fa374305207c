"""`coach short`: the sessions of today shrink to ten minutes."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.json_option import records
from coach.cli.open_coach import coach_for
from coach.cli.output import say
from coach.wording.phrases import SHORT_DAY, WHOLE_DAY


@click.command(name="short")
@click.option("--off", is_flag=True, help="Whole sessions again.")
@records
@click.pass_obj
def short_command(options: dict[str, Any], *, off: bool) -> None:
    """A short day: ten minutes at most for each session.

    A stretch or strength session keeps its first exercises, which matter most. What you have begun
    stays as it is.
    """
    with coach_for(options) as coach:
        if off:
            coach.breaks.lengthen()
        else:
            coach.breaks.shorten()
        say(WHOLE_DAY if off else SHORT_DAY)
