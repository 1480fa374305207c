"""`coach next`: the next step, for people, status bars and other programs."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.next_line import print_next
from coach.errors import FormatError


@click.command(name="next")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.option(
    "--format",
    "wanted",
    metavar="waybar|tmux|json|TEMPLATE",
    help="For a status bar; a TEMPLATE such as '{glyph} {name} {wait}'.",
)
@click.pass_obj
def next_command(options: dict[str, Any], *, as_json: bool, wanted: str | None) -> None:
    """Print the next step, or that the day is done.

    A TEMPLATE may hold {step}, {name}, {status}, {glyph}, {time}, {wait} and {detail}.
    """
    try:
        print_next(options, wanted or ("json" if as_json else None))
    except FormatError as error:
        raise click.UsageError(str(error)) from error
