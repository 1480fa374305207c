"""`coach config`: where the config file is, how to begin one, and what it sets."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli.arguments import COMPLETE_CONFIG_KEY
from coach.cli.config_init import init_command
from coach.cli.config_keys import get_command, list_command, set_command, unset_command
from coach.cli.open_coach import config_of
from coach.cli.output import emit, emit_json, emit_object, note_done, say
from coach.config import Problem, Reading, load
from coach.config.reading import about_the_folders

if TYPE_CHECKING:
    from coach.config.showing import Setting


@click.group(name="config")
def config_command() -> None:
    """The config file: find, begin, edit, check and show it."""


for one in (init_command, set_command, get_command, unset_command, list_command):
    config_command.add_command(one)


@config_command.command(name="path")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def path_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Print where the config file is, or would be."""
    path = config_of(options, is_new=True)
    if as_json:
        emit_object({"file": str(path), "is_there": path.exists()})
    else:
        emit(os.fsencode(path) + b"\n")


@config_command.command(name="check")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def check_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Read the config file and report every problem.

    The exit status is 1 if there is one. Values outside the evidence are pointed out, but are not
    errors.
    """
    from coach.config.themes import about_the_theme  # noqa: PLC0415 - the others need no themes

    reading = load(config_of(options))
    warnings = (*about_the_theme(reading), *about_the_folders(reading), *reading.warnings)
    if as_json:
        found = {
            "problems": _plain(reading.problems, reading),
            "warnings": _plain(warnings, reading),
        }
        emit_object(found)
    else:
        for problem in reading.problems:
            say(problem.sentence(reading.source), err=True)
        for warning in warnings:
            say(f"Note: {warning.sentence(reading.source)}")
        if not reading.problems:
            there = (
                "" if Path(reading.source).exists() else " (no such file: everything is as shipped)"
            )
            say(f"{reading.source}{there}: no problems.")
    sys.exit(1 if reading.problems else 0)


@config_command.command(name="show")
@click.argument("key", required=False, shell_complete=COMPLETE_CONFIG_KEY)
@click.option("--mine", is_flag=True, help="Only what your own file sets.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def show_command(options: dict[str, Any], key: str | None, *, mine: bool, as_json: bool) -> None:
    """Print the routine in force, and where each value comes from.

    Each value is as shipped, or from a line of your file or of one that it includes. A KEY such as
    steps.run prints one part.
    The output is itself a config file for the same routine; but what may hold a password in
    [alerts] is left out: of URLs only the service is printed, of `command` only the program.
    """
    from coach.config import showing  # noqa: PLC0415 - not needed to check

    reading = load(config_of(options))
    reading.or_fail()
    settings = [one for one in showing.settings_of(reading) if one.is_own or not mine]
    if not mine:  # What the included files set is shown itself.
        settings = [one for one in settings if one.path != ("include",)]
    if key is not None:
        settings = showing.part_of(settings, key)
    if as_json:
        rows = [
            {
                "key": one.key,
                "value": one.value,
                "line": one.line,
                "file": one.file or (reading.source if one.line else None),
                "origin": one.origin,
            }
            for one in settings
        ]
        emit_json(rows)
    else:
        for line in showing.as_toml(settings):
            click.echo(line.text + (_comment(line.setting) if line.setting else ""))


@config_command.command(name="edit")
@click.pass_obj
def edit_command(options: dict[str, Any]) -> None:
    """Edit the config file; it is checked before it counts.

    The editor is the one that VISUAL or EDITOR names; it has to wait until you are done, as
    "code --wait" does. If there are problems, you can edit again, keep the old file, or save it
    anyway. What you typed is never lost.
    """
    from coach.cli.config_edit import edit  # noqa: PLC0415 - not needed to check

    sys.exit(0 if edit(config_of(options, is_new=True)) else 1)


@config_command.command(name="schema")
@click.option("--write", "is_written", is_flag=True, help="Put it beside your config file.")
@click.pass_obj
def schema_command(options: dict[str, Any], *, is_written: bool) -> None:
    """Print the JSON Schema of the config file, for editors.

    Editors use it to complete and check what you type. With --write it goes beside the config
    file, whose first line then names it. Editors with Taplo, Tombi or Even Better TOML find it
    there.
    """
    from coach.config import schema  # noqa: PLC0415 - not needed to check

    if not is_written:
        emit(schema.as_text())
        return
    path = config_of(options, is_new=True)
    beside = schema.write_beside(path)
    note_done()
    say(f"Written: {beside}")
    if not path.exists():
        say(f"Begin your config file with the line: {schema.first_line(path)}")
    elif schema.name_in(path):
        say(f"{path} names it in its first line now.")


def _plain(problems: tuple[Problem, ...], reading: Reading) -> list[dict[str, object]]:
    return [
        {
            "file": one.source or reading.source,
            "line": one.line,
            "column": one.column,
            "key": one.key,
            "text": one.text,
        }
        for one in problems
    ]


def _comment(setting: Setting) -> str:
    """The origin of a setting; shipped ones are less prominent."""
    is_grey = not setting.line and not os.environ.get("NO_COLOR")
    return click.style(f"  # {setting.origin}", dim=is_grey or None)
