"""`coach service`: have the reminders start by themselves."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import click

from coach.cli.json_option import also_tell, tells
from coach.cli.open_coach import files_of
from coach.cli.output import emit_object, is_quiet, note_done, say
from coach.errors import JournalError
from coach.system import paths as places
from coach.system.clock import SystemClock
from coach.system.process_lock import ProcessLock
from coach.system.service import Condition, ServiceManager, State, program, service_manager

_REPAIR = "run `coach service install` to repair it"
_tells_state = tells("the state after it")


@click.group(name="service")
def service_command() -> None:
    """Start the reminders automatically when you log in."""


@service_command.command(name="install")
@_tells_state
@click.pass_obj
def install_command(options: dict[str, Any]) -> None:
    """Start the reminders now and at every login.

    It also repairs what is broken.
    """
    way = way_of(options)
    told = way.install()
    note_done()
    say(told)
    state = way.state()
    _also_tell(options, state)
    for note in state.notes:
        say(note)


@service_command.command(name="remove")
@_tells_state
@click.pass_obj
def remove_command(options: dict[str, Any]) -> None:
    """Undo what install did."""
    way = way_of(options)
    told = way.remove()
    note_done()
    say(told)
    _also_tell(options, way.state())


@service_command.command(name="status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def status_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Print whether the reminders start by themselves, and run now.

    Exit status 1 if they do not run.
    """
    state, running = way_of(options).state(), _running(options)
    if as_json:
        emit_object(_facts(options, state))
    else:
        say(status_text(state, running, _last_reminder(options), SystemClock().zone()))
    sys.exit(0 if running else 1)


def _also_tell(options: dict[str, Any], state: State) -> None:
    if is_quiet():
        also_tell(**_facts(options, state))


def _facts(options: dict[str, Any], state: State) -> dict[str, object]:
    last = _last_reminder(options)
    known = last if isinstance(last, datetime) else None
    return status_facts(state, _running(options), known)


def status_text(state: State, running: str, last: datetime | str, zone: tzinfo) -> str:
    """The state of the reminders, a line for each fact."""
    when = last if isinstance(last, str) else f"{last.astimezone(zone):%Y-%m-%d %H:%M}"
    idle = "no; `coach service install` starts it" if state.installed else "no"
    lines = (*_installed(state), f"Running: {running or idle}", f"Last reminder: {when}")
    return "\n".join((*lines, *(state.notes if state.installed else ())))


def status_facts(state: State, running: str, last: datetime | None) -> dict[str, object]:
    """The same as other programs read it."""
    return {
        "installed": state.installed,
        "way": state.way,
        "file": str(state.path),
        "sound": state.sound,
        "enabled": state.enabled,
        "running": running or None,
        "last": last,
        "notes": state.notes,
    }


def _installed(state: State) -> tuple[str, ...]:
    if not state.installed:
        return ("Installed: no; `coach service install` installs it",)
    mend = "" if state.condition == Condition.SOUND else f"; {_REPAIR}"
    enabled = "yes" if state.enabled else f"no; {_REPAIR}"
    return (
        f"Installed: {state.way}, {state.path}",
        f"The file: {state.condition}{mend}",
        f"Starts automatically: {enabled}",
    )


def way_of(options: dict[str, Any]) -> ServiceManager:
    """The service manager of this system, for the reminders of these files."""
    config = _named(options["config"], "XDG_CONFIG_HOME", places.config_file)
    journal = _named(options["journal"], "XDG_DATA_HOME", places.journal_file)
    return service_manager(sys.platform, program(config, journal), _presence(options))


def _named(path: Path | None, variable: str, usual: Callable[[], Path]) -> Path | None:
    """The file to name to a program that will not know the variables of this shell."""
    return path or (usual() if os.environ.get(variable) else None)


def _presence(options: dict[str, Any]) -> ProcessLock:
    _, journal = files_of(options)
    return ProcessLock(journal, "remind")


def _running(options: dict[str, Any]) -> str:
    """The process that reminds, in words; empty if there is none."""
    presence = _presence(options)
    pid = presence.holder()
    if pid is not None:
        return f"process {pid}"
    return "yes" if presence.is_held() else ""


def _last_reminder(options: dict[str, Any]) -> datetime | str:
    """When a reminder last reached the runner, or in words why that is unknown."""
    from coach.doctor.reminders import last_reminder  # noqa: PLC0415 - only the status needs it

    _, journal = files_of(options)
    try:
        return last_reminder(journal) or "none yet"
    except JournalError as error:
        return str(error)
