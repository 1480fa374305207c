"""`coach config set`, `unset`, `get` and `list`: one key at a time, for scripts."""

from __future__ import annotations

from typing import Any

import click

from coach.cli.arguments import COMPLETE_CONFIG_KEY, COMPLETE_CONFIG_VALUE
from coach.cli.json_option import also_tell, tells
from coach.cli.open_coach import config_of
from coach.cli.output import emit_json, note_done, say
from coach.config import load
from coach.domain.units import counted


@click.command(name="set")
@click.argument("key", shell_complete=COMPLETE_CONFIG_KEY)
@click.argument("value", shell_complete=COMPLETE_CONFIG_VALUE)
@tells("what was set")
@click.pass_obj
def set_command(options: dict[str, Any], key: str, value: str) -> None:
    """Set KEY to VALUE in your config file.

    Everything else in it stays, comments too.

    \b
      coach config set steps.midday.at 13:15
      coach config set steps.midday.at "weekdays 12:30, weekend 11:00"
      coach config set steps.run.days mon,wed,sat
      coach config set sessions.midday.exercises[0].hold 45s
      coach config set sound.voice on
      coach config set keys.preset vim

    A list or a table may also be written as in the file: '["physio.toml"]'. What would be wrong is
    refused, and nothing is changed.
    """  # noqa: D301 - click wants the backspace itself
    from coach.config.one_key import set_key  # noqa: PLC0415 - only for a change
    from coach.config.showing import showable  # noqa: PLC0415 - as above
    from coach.config.value_names import toml  # noqa: PLC0415 - as above

    path = config_of(options)
    change = set_key(path, key, value)
    note_done()
    shown = showable(change.path, change.value)
    also_tell(file=str(path), key=key, value=shown)
    say(f"{path}: {key} = {toml(shown)}")
    for warning in change.warnings:
        say(f"Note: {warning.sentence(str(path))}")


@click.command(name="unset")
@click.argument("key", shell_complete=COMPLETE_CONFIG_KEY)
@click.option("--yes", is_flag=True, help="Do not ask.")
@tells("what was taken out")
@click.pass_obj
def unset_command(options: dict[str, Any], key: str, *, yes: bool) -> None:
    """Take KEY, or a whole table, out of your config file.

    A table is named like steps.midday. What is shipped or included applies again. If more than one
    key would go, it lists them and asks first.
    """
    from coach.cli.asking import confirm_or_fail  # noqa: PLC0415 - only for a change
    from coach.config.one_key import unset_key, values_to_unset  # noqa: PLC0415 - as above
    from coach.config.value_names import toml  # noqa: PLC0415 - as above

    path = config_of(options)
    going = values_to_unset(path, key)
    if len(going) > 1 and not yes:
        for name, value in going:
            say(f"{name} = {toml(value)}")
        confirm_or_fail(f"Take these {counted(len(going), 'key')} out of {path}?")
    unset_key(path, key)
    note_done()
    also_tell(file=str(path), keys=[name for name, _ in going])
    say(f"{path}: {key} is no longer set.")


@click.command(name="get")
@click.argument("key", shell_complete=COMPLETE_CONFIG_KEY)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def get_command(options: dict[str, Any], key: str, *, as_json: bool) -> None:
    """Print the value of KEY that applies now, wherever it comes from.

    Texts are printed without quotes, and lists with one item a line.
    """
    from coach.config.one_key import value_of  # noqa: PLC0415 - only for a value

    reading = load(config_of(options))
    reading.or_fail()
    value = value_of(reading, key)
    if as_json:
        emit_json(value)
        return
    for one in value if isinstance(value, list) else [value]:
        say(_text(one))


@click.command(name="list")
@click.argument("key", required=False, shell_complete=COMPLETE_CONFIG_KEY)
@click.option("--mine", is_flag=True, help="Only what your own file sets.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def list_command(options: dict[str, Any], key: str | None, *, mine: bool, as_json: bool) -> None:
    """Print every key with its value; with KEY, those below it."""
    from coach.config import showing  # noqa: PLC0415 - as above
    from coach.config.value_names import toml  # noqa: PLC0415 - as above

    reading = load(config_of(options))
    reading.or_fail()
    settings = [one for one in showing.settings_of(reading) if one.is_own or not mine]
    if key is not None:
        settings = showing.part_of(settings, key)
    if as_json:
        emit_json({one.key: one.value for one in settings})
        return
    for one in settings:
        say(f"{one.key} = {toml(one.value)}")


def _text(value: object) -> str:
    from coach.config.value_names import toml  # noqa: PLC0415 - as above

    return value if isinstance(value, str) else toml(value)
