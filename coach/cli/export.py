"""`coach export`: the journal and the plan for other programs, and what goes outdoors."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from coach.cli.export_audio import audio_command
from coach.cli.export_workout import workout_command
from coach.cli.open_coach import coach_for
from coach.cli.output import shows_bars
from coach.cli.param_types import SINCE, UNTIL, NamedPath, Whole, day_of
from coach.cli.writing import (
    STANDARD,
    TO_FILE,
    in_folder,
    refuse_taken,
    say_written,
    write_new,
    writes,
)
from coach.core.coach import Coach
from coach.domain.units import counted
from coach.errors import RefusedError
from coach.journal import Entry
from coach.system.printable import escaped

_DAYS = 14
_TABLES = ("days", "mornings", "training", "steps", "signs", "measures")
_FEW = 1000


@click.group(name="export")
def export_command() -> None:
    """Export data, tables or a calendar, and the run for a watch.

    `--to -` writes to the standard output. Only you can read the files, and existing ones are never
    overwritten.
    """


export_command.add_command(workout_command)
export_command.add_command(audio_command)


@export_command.command(name="json")
@TO_FILE
@writes
@click.pass_obj
def json_command(options: dict[str, Any], to: Path | None) -> None:
    """Everything ever recorded; `coach import` reads it back."""
    from coach.reports.journal_file import pieces  # noqa: PLC0415 - each format on its own

    with coach_for(options) as coach:
        count = coach.journal.count()
        content = b"".join(pieces(_with_bar(coach.journal.entries(), count)))
    to = to or STANDARD
    is_shown = to == STANDARD and sys.stdout.isatty()
    write_new(to, escaped(content.decode()).encode() if is_shown else content)
    say_written(to, f"{counted(count, 'entry', 'entries')}.")


@export_command.command(name="csv")
@click.argument("table", required=False, type=click.Choice(_TABLES))
@click.option(
    "--to",
    type=NamedPath("name a folder or a file"),
    callback=in_folder,
    help="The folder for the tables; for one TABLE its file, or - for the standard output.",
)
@SINCE
@UNTIL
@writes
@click.pass_obj
def csv_command(
    options: dict[str, Any],
    table: str | None,
    to: Path | None,
    since: str | None,
    until: str | None,
) -> None:
    """Tables for a spreadsheet.

    They are days, mornings, training, steps, warning signs and measures, as
    files in a folder. With TABLE it is that one alone, which is printed without --to.
    """
    names = (table,) if table else _TABLES
    to = _place_for(table, to)
    with coach_for(options) as coach:
        files = dict(_tables(coach, names, *_days(coach, since, until)))
    paths = [to / name if table is None else to for name in files]
    for path in paths:
        refuse_taken(path)
    for path, content in zip(paths, files.values(), strict=True):
        write_new(path, content)
    say_written(to, f"{table or ', '.join(files)}.", paths)


def _place_for(table: str | None, to: Path | None) -> Path:
    """The folder for all tables, or the file for one."""
    if table is not None:
        return to or STANDARD
    if to is None:
        raise click.UsageError("Say where to, as in `coach export csv --to FOLDER`.")
    if to == STANDARD:
        raise click.UsageError("Only one table fits the output, as in `coach export csv days`.")
    if to.exists() and not to.is_dir():
        raise RefusedError(f"{to} is not a folder; name an existing folder or a new one.")
    return to


def _days(coach: Coach, since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day that are meant; without any, all of them."""
    today = coach.present_day()
    first = day_of(since, today) or min(coach.journal.first_day() or today, today)
    return first, day_of(until, today) or today


def _tables(
    coach: Coach, names: Iterable[str], first: date, last: date
) -> Iterator[tuple[str, bytes]]:
    """The files of these tables, by their names."""
    from coach.core.day_records import DayRecords  # noqa: PLC0415 - as above
    from coach.reports import tables  # noqa: PLC0415 - as above

    events = coach.ledger.between(first, last + timedelta(days=1))
    for name in names:
        if name == "days":
            content = tables.days(DayRecords(coach).recorded_days(first, last))
        else:
            content = getattr(tables, name)(events, coach.zone)
        yield f"{name}.csv", content


@export_command.command(name="ics")
@click.option("--days", type=Whole(1, 90), default=_DAYS, show_default=True, help="How far ahead.")
@TO_FILE
@writes
@click.pass_obj
def ics_command(options: dict[str, Any], days: int, to: Path | None) -> None:
    """The coming plan as a calendar with alarms, for a phone.

    Import it again every few days; steps replace their earlier versions.
    """
    from coach.core.days_ahead import days_ahead  # noqa: PLC0415 - as above
    from coach.reports.calendar import calendar  # noqa: PLC0415 - as above

    with coach_for(options) as coach:
        now, coming = coach.clock.now(), list(days_ahead(coach, days))
    to = to or STANDARD
    write_new(to, calendar(coming, now))
    say_written(to, f"{counted(days, 'day')}.")


def _with_bar(things: Iterable[Entry], count: int) -> Iterator[Entry]:
    """The same items, with a progress bar on a terminal if there are many."""
    if count < _FEW or not shows_bars():
        yield from things
        return
    with click.progressbar(things, length=count, label="Exporting", file=sys.stderr) as bar:
        yield from bar
