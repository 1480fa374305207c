"""`coach schema`: the JSON Schema of what a command prints with `--json`."""

from __future__ import annotations

import json

import click

from coach.cli.answers.catalogue import ANSWER_OF, ANSWERS, schema_of
from coach.cli.output import emit, say


@click.command(name="schema")
@click.argument("name", metavar="[NAME]", required=False, type=click.Choice([*ANSWER_OF]))
def schema_command(name: str | None) -> None:
    """Print the JSON Schema of what --json prints, or list them.

    NAME is a command, such as today or config-set. The commands that record what
    you did share one, `recorded`, and those that write a file `written`.
    """
    if name:
        emit(f"{json.dumps(schema_of(name), indent=2)}\n")
        return
    for one in ANSWERS:
        say(one)
