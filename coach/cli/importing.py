"""`coach import`: runs from the files of a watch, and what was exported before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from coach.activities import Outcome, Report, import_files
from coach.cli.session import coach_for
from coach.coach import Coach
from coach.domain.activity import Activity
from coach.journal import Entry
from coach.reports.journal_file import is_journal
from coach.reports.journal_file import read as read_journal

_FEW = 1000


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def import_command(options: dict[str, Any], paths: tuple[Path, ...]) -> None:
    """Log the runs in FILES and FOLDERS: FIT, GPX and TCX, each run once.

    Rides, swims and the like are kept as what they are. A file of `coach export json` brings back
    all that is in it and not in the journal.
    """
    exports = tuple(path for path in paths if is_journal(path))
    others = tuple(path for path in paths if path not in exports)
    with coach_for(options) as coach:
        for path in exports:
            click.echo(_take_in(coach, path))
        if others:
            _import_activities(coach, others)


def _take_in(coach: Coach, path: Path) -> str:
    entries = read_journal(path, partial(click.echo, err=True))
    new = coach.journal.take_in(_with_bar(entries))
    coach.settle_twins()
    return f"{path}: {new} new {'entry' if new == 1 else 'entries'}, {len(entries) - new} known."


def _with_bar(entries: list[Entry]) -> Iterator[Entry]:
    """The same, with a bar on a terminal while they are many."""
    if len(entries) < _FEW or not sys.stderr.isatty():
        yield from entries
        return
    with click.progressbar(entries, label="Taking in", file=sys.stderr) as bar:
        yield from bar


def _import_activities(coach: Coach, paths: tuple[Path, ...]) -> None:
    report = _import(coach, paths)
    for problem in report.problems:
        click.echo(problem, err=True)
    if not (report.new or report.known):
        for nothing in report.left_out:
            click.echo(nothing)
    click.echo(_summary(report))
    sys.exit(1 if report.problems and not (report.new or report.known) else 0)


def _import(coach: Coach, paths: tuple[Path, ...]) -> Report:
    def record(activity: Activity) -> Outcome:
        return Outcome.NEW if coach.log_activity(activity) else Outcome.KNOWN

    now, display = coach.clock.now(), coach.routine.display
    if not sys.stderr.isatty():
        return import_files(paths, record, now, display=display)
    with click.progressbar(length=1, label="Reading", file=sys.stderr) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        return import_files(paths, record, now, show, display)


def _summary(report: Report) -> str:
    kinds: dict[str, int] = {}
    for one in report.new:
        kinds[str(one.kind)] = kinds.get(str(one.kind), 0) + 1
    new = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "nothing"
    known = f"; {len(report.known)} known already" if report.known else ""
    bad = f"; {len(report.problems)} could not be read" if report.problems else ""
    return f"New: {new}{known}{bad}."
