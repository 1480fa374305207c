"""`coach backup` and `coach restore`: copies of the journal, and the way back to one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from coach.cli.arguments import Options, offering
from coach.cli.asking import confirm_or_fail
from coach.cli.open_coach import coach_for, config_of, files_of
from coach.cli.output import emit_object, note_done, quiet_if, say
from coach.cli.writing import STANDARD, TO_FILE
from coach.config.reading import load, read
from coach.domain.day.dates import parse_day
from coach.domain.day.wallclock import coach_day
from coach.domain.events.types import Event
from coach.domain.routine.model import Routine
from coach.domain.units import counted
from coach.errors import RefusedError
from coach.journal.backups import Backups, Change, Content
from coach.journal.place import day_in_name
from coach.system.clock import SystemClock
from coach.wording.events import KINDS, event_text

_FEW = 12
_DONE = ("made", "restored", "kept")


@click.command(name="backup")
@TO_FILE
@click.option("--list", "is_list", is_flag=True, help="List the copies.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def backup_command(
    options: dict[str, Any], to: Path | None, *, is_list: bool, as_json: bool
) -> None:
    """Copy the journal now.

    Coach makes a copy on each day that it is used, and keeps seven.
    """
    if to == STANDARD:
        raise click.UsageError("A copy of the journal needs a file; name one.")
    _, journal = files_of(options)
    backups = Backups(journal)
    if is_list:
        _show(backups.by_day(), as_json=as_json)
        return
    with coach_for(options) as coach:
        path = backups.copy_to(to) if to else backups.make(coach.present_day())
    note_done()
    if as_json:
        _show_json(backups.by_day(), made=path)
        return
    say(f"Copied to {path}.")
    if found := backups.fuller():
        say(_more_in(*found))


def _copies(options: Options, _: str) -> list[tuple[str, str]]:
    return [(str(day), "") for day in Backups(files_of(dict(options))[1]).by_day()]


@click.command(name="restore")
@click.argument("copy", required=False, metavar="[DAY | FILE]", shell_complete=offering(_copies))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def restore_command(options: dict[str, Any], copy: str | None, *, yes: bool, as_json: bool) -> None:
    """Replace the journal with a copy, or list the copies.

    A DAY is written 2026-11-20, today, yesterday or tue. What would change is shown first. The
    journal as it was is kept beside the copies.
    """
    _, journal = files_of(options)
    backups = Backups(journal)
    if copy is None:
        _show(backups.by_day(), as_json=as_json)
        return
    chosen = _chosen(options, backups, copy)
    with quiet_if(as_json):
        kept = _restored(options, backups, chosen, yes=yes)
    if as_json:
        _show_json(backups.by_day(), restored=chosen, kept=kept)


def _restored(options: dict[str, Any], backups: Backups, chosen: Path, *, yes: bool) -> Path:
    """Bring a copy back, once a person is sure; returns where the journal as it was is kept."""
    _, journal = files_of(options)
    now = datetime.now(UTC)
    if backups.is_damaged():
        _ask(f"{journal} is damaged. Replace it with {chosen}?", yes=yes)
        kept = backups.replace_damaged(chosen, now)
    else:
        _tell(backups.change(chosen), chosen, _routine(options))
        _ask("Restore it?", yes=yes)
        kept = backups.restore(chosen, now)
    note_done()
    say(f"Restored. The journal as it was: {kept}")
    if _routine(options).sync.folder:
        say("Entries in the sync folder will come back from there.")
    return kept


def _more_in(copy: Path, content: Content) -> str:
    back = f"`coach restore {day_in_name(copy)}` goes back to it"
    return f"{copy} has more entries ({content.entries}); {back}."


def _show_json(copies: dict[str, Path], **done: Path) -> None:
    """The copies, and what was done, as other programs read it."""
    sizes = [
        {"day": day, "file": str(path), "size_bytes": path.stat().st_size}
        for day, path in copies.items()
    ]
    paths = {name: str(done[name]) if name in done else None for name in _DONE}
    emit_object({**paths, "copies": sizes})


def _show(copies: dict[str, Path], *, as_json: bool) -> None:
    if as_json:
        _show_json(copies)
        return
    if not copies:
        say("There is no copy yet; `coach backup` makes one.")
    for day, path in copies.items():
        size = path.stat().st_size / 1_000_000
        say(f"{day}   {size:6.1f} MB   {path}")


def _chosen(options: dict[str, Any], backups: Backups, name: str) -> Path:
    """The copy of a day, or a file.

    Raises:
        RefusedError: if there is none.
    """
    copies = backups.by_day()
    if name in copies:
        return copies[name]
    if Path(name).is_file():
        return Path(name)
    day = _day(options, name)
    if day in copies:
        return copies[day]
    which = f"There is no copy of {day}" if day else f"There is no copy `{name}`"
    said = which if name.strip() else "You named no copy"
    known = f"one of these days: {', '.join(copies)}" if copies else "make one with `coach backup`"
    raise RefusedError(f"{said}; name a file, or {known}.")


def _day(options: dict[str, Any], name: str) -> str:
    """The day that a name means, such as `yesterday`; empty if it means none."""
    clock, config = SystemClock(), config_of(options)
    today = coach_day(clock.now(), load(config).or_fail().day.starts, clock.zone())
    try:
        return str(parse_day(name, today))
    except ValueError:
        return ""


def _routine(options: dict[str, Any]) -> Routine:
    """The runner's routine, or the shipped one while the config file has problems."""
    return load(config_of(options)).routine or read("").or_fail()


def _tell(change: Change, copy: Path, routine: Routine) -> None:
    gone, back = change.counts()
    say(f"{copy}, compared with the journal as it is:")
    say(f"  {_by_kind(gone)} would be removed" if gone else "  nothing would be removed")
    say(f"  {_by_kind(back)} would come back" if back else "  nothing would come back")
    for event in change.gone[-_FEW:]:
        say(f"    {event.day}  {event_text(event, routine)}")


def _by_kind(kinds: Counter[type[Event]]) -> str:
    """The number of entries, and of each kind, the most frequent first."""
    frequent = sorted(kinds.items(), key=lambda one: (-one[1], KINDS[one[0]]))
    each = ", ".join(counted(number, *KINDS[kind]) for kind, number in frequent)
    return f"{counted(kinds.total(), 'entry', 'entries')} ({each})"


def _ask(question: str, *, yes: bool) -> None:
    if not yes:
        confirm_or_fail(question)
