"""`coach next`: the next step, for people, status bars and other programs."""

from __future__ import annotations

from typing import Any, NoReturn

import click

from coach.cli.arguments import offering
from coach.cli.next_line import next_line, print_next, show
from coach.cli.open_coach import coach_for
from coach.errors import FormatError

_FORMATS = (("waybar", "JSON for waybar"), ("tmux", "a line for tmux"), ("json", ""))


@click.command(name="next")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.option(
    "--format",
    "wanted",
    metavar="waybar|tmux|json|TEMPLATE",
    shell_complete=offering(lambda *_: _FORMATS),
    help="For a status bar; a TEMPLATE such as '{glyph} {name} {wait}'.",
)
@click.option("--follow", "follows", is_flag=True, help="Stay, and print a line on each change.")
@click.pass_obj
def next_command(
    options: dict[str, Any], *, as_json: bool, wanted: str | None, follows: bool
) -> None:
    """Print the next step, or that the day is done.

    A TEMPLATE may contain {step}, {name}, {status}, {glyph}, {time}, {wait} and {detail} of that
    step, and {level}, {most}, {pain} and {paused} of the day.
    """
    wanted = wanted or ("json" if as_json else None)
    try:
        if follows:
            _follow_next(options, wanted)
        print_next(options, wanted)
    except FormatError as error:
        raise click.UsageError(str(error)) from error


def _follow_next(options: dict[str, Any], wanted: str | None) -> NoReturn:
    from coach.cli.following import follow_files  # noqa: PLC0415 - only for what stays

    with coach_for(options) as coach:
        follow_files(coach, lambda: next_line(coach, wanted), lambda line: show(line, wanted))
