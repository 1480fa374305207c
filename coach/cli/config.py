"""`coach config`: where the config file is, how it begins, and whether it is sound."""

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from coach.cli.starting import init_command
from coach.config import Problem, Reading, load
from coach.config.problems import line_of


@click.group(name="config")
def config_command() -> None:
    """The config file: where it is, how it begins, and whether it is sound."""


config_command.add_command(init_command)


@config_command.command(name="path")
@click.pass_obj
def path_command(options: dict[str, Any]) -> None:
    """Print where the config file is, or would be."""
    click.echo(_config_path(options))


@config_command.command(name="check")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def check_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Read the config file and report every problem; exit status 1 if there is one.

    Where it leaves the range of the evidence it says so, but that is no problem.
    """
    reading = load(_config_path(options))
    warnings = (*_about_the_theme(reading), *reading.warnings)
    if as_json:
        told = {"problems": _plain(reading.problems), "warnings": _plain(warnings)}
        click.echo(msgspec.json.encode(told).decode())
    else:
        for problem in reading.problems:
            click.echo(problem.sentence(reading.source), err=True)
        for warning in warnings:
            click.echo(f"Note: {warning.sentence(reading.source)}")
        if not reading.problems:
            there = "" if Path(reading.source).exists() else " (there is none: all as shipped)"
            click.echo(f"{reading.source}{there}: sound.")
    sys.exit(1 if reading.problems else 0)


def _config_path(options: dict[str, Any]) -> Path:
    from coach import places  # noqa: PLC0415 - not needed where a file is named

    path: Path | None = options["config"]
    return path or places.config_file()


def _about_the_theme(reading: Reading) -> tuple[Problem, ...]:
    """The full screen goes on with the shipped theme, so that this is no problem."""
    from coach.theming import Shelf  # noqa: PLC0415 - the other commands here need no themes

    routine = reading.routine
    text = Shelf(Path(reading.source)).trouble_with(routine.theme) if routine else ""
    path = ("theme",)
    return (Problem(path, text, line_of(reading.text, path)),) if text else ()


def _plain(problems: tuple[Problem, ...]) -> list[dict[str, object]]:
    return [{"line": one.line, "key": ".".join(one.path), "text": one.text} for one in problems]
