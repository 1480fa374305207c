"""`coach export`: the journal and the plan for other programs, and what goes outdoors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from coach.cli.export_audio import audio_command
from coach.cli.export_workout import workout_command
from coach.cli.open_coach import coach_for
from coach.cli.output import emit, say, shows_bars
from coach.cli.param_types import DAY, Whole, day_of
from coach.cli.writing import TO_FILE, in_folder, refuse_taken, write_new
from coach.core.coach import Coach
from coach.domain.heel.rules import Level
from coach.domain.routine.model import Routine
from coach.domain.units import counted
from coach.errors import RefusedError
from coach.journal import Entry
from coach.system.printable import escaped

_DAYS = 14
_FEW = 1000


@click.group(name="export")
def export_command() -> None:
    """Export what Coach knows: as JSON, as tables, as a calendar; and what goes outdoors.

    Only you can read the files, and existing ones are never overwritten.
    """


export_command.add_command(workout_command)
export_command.add_command(audio_command)


@export_command.command(name="json")
@TO_FILE
@click.pass_obj
def json_command(options: dict[str, Any], to: Path | None) -> None:
    """Everything ever recorded, without loss; `coach import` reads it back."""
    from coach.reports.journal_file import pieces  # noqa: PLC0415 - each format on its own

    with coach_for(options) as coach:
        count = coach.journal.count()
        content = b"".join(pieces(_with_bar(coach.journal.entries(), count)))
    is_shown = to is None and sys.stdout.isatty()
    _write(escaped(content.decode()).encode() if is_shown else content, to)
    _say_written(to, counted(count, "entry", "entries"))


@export_command.command(name="csv")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    callback=in_folder,
    help="The folder for days.csv, mornings.csv, training.csv, steps.csv, signs.csv and "
    "measures.csv.",
)
@click.option("--since", type=DAY, help="From this day on: 2026-11-01, yesterday or tue.")
@click.pass_obj
def csv_command(options: dict[str, Any], to: Path | None, since: str | None) -> None:
    """Tables for a spreadsheet: days, mornings, training, steps, warning signs, measures."""
    from coach.core.day_records import DayRecords  # noqa: PLC0415 - as above
    from coach.reports import tables  # noqa: PLC0415 - as above

    if to is None:
        raise click.UsageError("Say where to, as in `coach export csv --to FOLDER`.")
    if to.exists() and not to.is_dir():
        raise RefusedError(f"{to} is not a folder; name an existing folder or a new one.")
    with coach_for(options) as coach:
        today = coach.present_day()
        first = day_of(since, today) or min(coach.journal.first_day() or today, today)
        events = coach.ledger.between(first, today + timedelta(days=1))
        files = {
            "days.csv": tables.days(DayRecords(coach).recorded_days(first, today)),
            "mornings.csv": tables.mornings(events, coach.zone),
            "training.csv": tables.training(events, coach.zone),
            "steps.csv": tables.steps(events, coach.zone),
            "signs.csv": tables.signs(events, coach.zone),
            "measures.csv": tables.measures(events, coach.zone),
        }
    for name in files:
        refuse_taken(to / name)
    for name, content in files.items():
        write_new(to / name, content)
    _say_written(to, ", ".join(files))


@export_command.command(name="ics")
@click.option("--days", type=Whole(1, 90), default=_DAYS, show_default=True)
@TO_FILE
@click.pass_obj
def ics_command(options: dict[str, Any], days: int, to: Path | None) -> None:
    """The coming plan as a calendar with alarms, for a phone.

    Import it again every few days; steps replace their earlier versions.
    """
    from coach.reports.calendar import calendar, coming_days  # noqa: PLC0415 - as above

    with coach_for(options) as coach:
        now = coach.clock.now()
        coming = coming_days(
            _later(coach),
            coach.today(),
            days,
            coach.days.lately(),
            now,
            coach.zone,
            away=coach.days.times_away(),
        )
        _write(calendar(coming, now), to)
    _say_written(to, counted(days, "day"))


def _later(coach: Coach) -> Callable[[date], Routine]:
    """The routine of later days; with a warning sign, rest continues until it is cleared."""
    judgement, today = coach.judgement(), coach.today()
    if judgement.level is Level.REST and judgement.flags:
        return lambda _: today.routine
    return coach.days.judge_of(today.date).routine_ahead


def _with_bar(things: Iterable[Entry], count: int) -> Iterator[Entry]:
    """The same items, with a progress bar on a terminal if there are many."""
    if count < _FEW or not shows_bars():
        yield from things
        return
    with click.progressbar(things, length=count, label="Exporting", file=sys.stderr) as bar:
        yield from bar


def _write(content: bytes, to: Path | None) -> None:
    if to is None:
        emit(content)
    else:
        write_new(to, content)


def _say_written(to: Path | None, what: str) -> None:
    if to is not None:
        say(f"{to}: {what}.")
