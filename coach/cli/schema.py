"""`coach schema`: the JSON Schema of what a command prints with `--json`."""

from __future__ import annotations

import json

import click

from coach.cli.answers.catalogue import ANSWERS, RECORDING, schema_of
from coach.cli.output import emit, say

_ALL = "recorded"


@click.command(name="schema")
@click.argument("name", metavar="[NAME]", required=False, type=click.Choice([*ANSWERS, *RECORDING]))
def schema_command(name: str | None) -> None:
    """Print the JSON Schema of what --json prints, or list them.

    NAME is a command, as `coach schema` lists it. The commands that record what
    you did share one, `recorded`.
    """
    if name:
        schema = schema_of(_ALL if name in RECORDING else name)
        emit(f"{json.dumps(schema, indent=2)}\n")
        return
    for one in ANSWERS:
        say(one)
