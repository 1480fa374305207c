"""`coach sync`: meet the runner's other machines now."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.output import say
from coach.cli.session import coach_for
from coach.errors import RefusedError
from coach.sync import Met
from coach.sync.regular import meet

_HOW = """There is no sync folder. Name one that your own tool carries from machine to machine:

    [sync]
    folder = "~/Sync"
"""


@click.command(name="sync")
@click.pass_obj
def sync_command(options: dict[str, Any]) -> None:
    """Exchange entries with your other machines, through the folder in [sync].

    The reminders in the background do it every few seconds, and so does an open full screen.
    """
    with coach_for(options) as coach:
        folder = coach.routine.sync.folder
        if not folder:
            raise RefusedError(_HOW.strip())
        met = meet(coach.journal.path, folder)
        if met.taken:
            coach.settle_twins()
    say(_summary(met))
    for one in met.unread:
        say(f"Not read: {one}.", err=True)


def _summary(met: Met) -> str:
    taken = "1 new entry" if met.taken == 1 else f"{met.taken or 'no'} new entries"
    others = ", ".join(met.others) or "no other machine yet"
    written = "1 file written" if met.files == 1 else f"{met.files or 'no'} files written"
    return f"This is {met.name}. Met {others}: {taken}; {written}."
