"""`coach sync`: exchange entries with the runner's other machines now."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from coach.cli.asking import confirm_or_fail
from coach.cli.json_option import also_tell, tells
from coach.cli.open_coach import coach_for
from coach.cli.output import emit_object, note_done, say
from coach.core.coach import Coach
from coach.domain.units import counted
from coach.errors import RefusedError
from coach.journal.backups import Backups
from coach.journal.sync.exchange import ExchangeResult
from coach.journal.sync.machine import fingerprint
from coach.journal.sync.state import SyncState
from coach.runtime.sync_job import about_strangers, meet

_HOW = """There is no sync folder. Name one that a tool of yours syncs between your machines:

    [sync]
    folder = "~/Sync"
"""


@click.group(name="sync", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_context
def sync_command(context: click.Context, *, as_json: bool) -> None:
    """Exchange entries with your other machines.

    They share the folder in [sync]. The reminders in the background do it every few seconds, and so
    does an open full screen.
    """
    if context.invoked_subcommand and as_json:
        name = context.invoked_subcommand
        raise click.UsageError(f"Write it behind the command: `coach sync {name} ... --json`.")
    if context.invoked_subcommand is None:
        with _coach(context.obj) as (coach, folder):
            met = _meet(coach, folder)
            if met.strangers and not as_json and sys.stdin.isatty():
                _ask_about(met.strangers, coach)
                met = _meet(coach, folder)
        _print(met, as_json=as_json)


@sync_command.command(name="accept")
@click.argument("machines", nargs=-1, metavar="[MACHINE]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def accept_command(options: dict[str, Any], machines: tuple[str, ...], *, as_json: bool) -> None:
    """Accept machines in the folder as yours, or all new ones."""
    with _coach(options) as (coach, folder):
        strangers = _meet(coach, folder).strangers
        _refuse_own(coach, folder, machines)
        if unknown := sorted(set(machines) - {*strangers, *SyncState(coach.journal).answers()}):
            raise RefusedError(
                f"There is no machine {unknown[0]} in {folder}; new there: "
                f"{', '.join(strangers) or 'none'}."
            )
        SyncState(coach.journal).answer(machines or strangers, is_own=True)
        met = _meet(coach, folder)
    _print(met, as_json=as_json)


@sync_command.command(name="forget")
@click.argument("machine")
@click.option("--yes", is_flag=True, help="Do not ask.")
@tells("what was removed")
@click.pass_obj
def forget_command(options: dict[str, Any], machine: str, *, yes: bool) -> None:
    """Remove all that another runner's MACHINE recorded.

    The journal as it was is kept beside its copies. Run it on each of your machines.
    """
    with _coach(options) as (coach, folder):
        state = SyncState(coach.journal)
        _refuse_own(coach, folder, [machine])
        if machine not in {*state.answers(), *state.machines()}:
            known = ", ".join(sorted(state.answers())) or "none"
            raise RefusedError(f"Nothing has come from {machine}; there are {known}.")
        if not yes:
            confirm_or_fail(f"Remove all entries of {machine} from the journal?")
        kept = Backups(coach.journal.path).before("forget", datetime.now(UTC))
        count = state.take_out(machine)
    note_done()
    also_tell(machine=machine, removed=count, kept=str(kept))
    say(f"{_entries(count).capitalize()} of {machine} removed. The journal as it was: {kept}")


def _refuse_own(coach: Coach, folder: str, machines: Collection[str]) -> None:
    """Refuse to guess whose this machine is.

    Raises:
        RefusedError: if it is named.
    """
    own = SyncState(coach.journal).name(fingerprint(), str(Path(folder).expanduser()))
    if own in machines:
        raise RefusedError(f"{own} is this machine; name another one of those in {folder}.")


@contextmanager
def _coach(options: dict[str, Any]) -> Iterator[tuple[Coach, str]]:
    """The coach, and its sync folder."""
    with coach_for(options) as coach:
        if not coach.routine.sync.folder:
            raise RefusedError(_HOW.strip())
        yield coach, coach.routine.sync.folder


def _meet(coach: Coach, folder: str) -> ExchangeResult:
    met = meet(coach.journal.path, folder)
    if met.taken:
        coach.imports.settle_twins()
    note_done()
    return met


def _ask_about(strangers: tuple[str, ...], coach: Coach) -> None:
    for one in strangers:
        is_own = click.confirm(f"{one} is in the sync folder. Is that a machine of yours?")
        SyncState(coach.journal).answer([one], is_own=is_own)


def _print(met: ExchangeResult, *, as_json: bool) -> None:
    if as_json:
        emit_object(_facts(met))
    else:
        _tell(met)


def _facts(met: ExchangeResult) -> dict[str, object]:
    """An exchange as other programs read it."""
    return {
        "machine": met.name,
        "met": met.others,
        "taken": met.taken,
        "files_written": met.files,
        "unread": met.unread,
        "strangers": met.strangers,
        "is_of_another_runner": met.waits and not met.strangers,
    }


def _tell(met: ExchangeResult) -> None:
    say(_summary(met))
    for one in met.unread:
        say(f"Not read: {one}.", err=True)
    if strangers := about_strangers(met):
        say(strangers, err=True)
    elif met.waits:
        say("Another runner uses that folder: name another one in [sync].", err=True)


def _summary(met: ExchangeResult) -> str:
    others = ", ".join(met.others) or "no other machine yet"
    written = counted(met.files, "file") if met.files else "no files"
    return f"This is {met.name}. Met {others}: {_entries(met.taken, 'new ')}; {written} written."


def _entries(count: int, kind: str = "") -> str:
    return counted(count, f"{kind}entry", f"{kind}entries") if count else f"no {kind}entries"
