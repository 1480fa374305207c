"""`coach import`: runs from the files of a watch, and earlier exports."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from coach.activities.formats import is_session
from coach.cli.open_coach import coach_for
from coach.cli.output import say, shows_bars
from coach.cli.param_types import RECORDINGS
from coach.cli.standard_input import named, standard_input
from coach.core.coach import Coach
from coach.core.imports import ImportReport, about_jogs, import_files, recorded, taken_back
from coach.domain.day.dates import day_text
from coach.domain.events.activity import Activity
from coach.domain.events.types import RunLogged
from coach.domain.units import counted, length_text
from coach.errors import ImportRefusedError
from coach.journal import Entry
from coach.reports.journal_file import is_journal
from coach.reports.journal_file import read as read_journal

_FEW = 1000
_NAMED = 10
_HEAD = 4096
_STEPS = 1000
"""Of the progress bar."""
_STOPPED = 130
"""A shell's exit status for a program that ctrl+c stopped: 128 and SIGINT."""


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=RECORDINGS)
@click.option("--json", "as_json", is_flag=True, help="Print what each file became, and why.")
@click.pass_obj
def import_command(options: dict[str, Any], paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Log the runs in FILES and FOLDERS, each run once.

    FIT, GPX, TCX and KML are read, and archives as they are delivered: from Strava, Garmin, Polar
    Flow, RunKeeper, Apple Health and Health Connect. No need to unpack them. Rides, swims and the
    like are kept as what they are. A file of `coach export json` adds every entry that the journal
    does not have.

    Files that cannot be read are named and skipped. ctrl+c stops; what was recorded stays. The exit
    status is 1 if nothing could be used, or only part of an export, and 130 after ctrl+c. - is the
    standard input.
    """
    with standard_input(paths) as files:
        is_taken = _import_all(options, files, as_json=as_json)
    sys.exit(0 if is_taken else 1)


def _import_all(options: dict[str, Any], paths: tuple[Path, ...], *, as_json: bool) -> bool:
    """Import exports and activities; returns whether any of it could be used."""
    exports = tuple(path for path in paths if is_journal(path) and not _is_session(path))
    others = tuple(path for path in paths if path not in exports)
    with coach_for(options) as coach, _stopping_cleanly(coach):
        if as_json:
            from coach.cli.import_json import import_as_json  # noqa: PLC0415 - few ask for it

            return import_as_json(coach, exports, others)
        taken = [_take_in(coach, path) for path in exports]
        if others:
            taken.append(_import_activities(coach, others))
    return any(taken)


def _say(text: str, *, err: bool = False) -> None:
    say(named(text), err=err)


@contextmanager
def _stopping_cleanly(coach: Coach) -> Iterator[None]:
    """Say what ctrl+c leaves, and end with its status."""
    before = coach.journal.count()
    try:
        yield
    except KeyboardInterrupt:
        new = counted(coach.journal.count() - before, "entry", "entries")
        _say(f"Stopped. New so far, and kept: {new}. Import again for the rest.", err=True)
        sys.exit(_STOPPED)


def _is_session(path: Path) -> bool:
    """Whether JSON is a session of Polar Flow."""
    with path.open("rb") as file:
        return is_session(file.read(_HEAD))


def _take_in(coach: Coach, path: Path) -> bool:
    """Take in an export and say what is wrong with it; returns whether nothing is."""
    refused: list[str] = []
    try:
        entries = read_journal(path, refused.append)
    except ImportRefusedError as error:
        _say(str(error), err=True)
        return False
    for problem in refused:
        _say(problem, err=True)
    new = coach.journal.take_in(_with_bar(entries))
    coach.imports.settle_twins()
    _say(f"{path}: {counted(new, 'new entry', 'new entries')}, {len(entries) - new} already known.")
    return not refused


def _run(run: RunLogged, coach: Coach) -> str:
    far = coach.routine.display.distance(run.distance)
    return f"the run of {day_text(run.day)}, {far} in {length_text(run.duration)}"


def _with_bar(entries: list[Entry]) -> Iterator[Entry]:
    """The same entries, with a progress bar on a terminal if there are many."""
    if len(entries) < _FEW or not shows_bars():
        yield from entries
        return
    with click.progressbar(entries, label="Importing", file=sys.stderr) as bar:
        yield from bar


def _import_activities(coach: Coach, paths: tuple[Path, ...]) -> bool:
    """Say what happened to files; returns whether any of them could be read."""
    report = _import(coach, paths)
    for problem in report.problems:
        _say(problem, err=True)
    for line in (*_first(report.left_out), *_first(report.remarks)):
        _say(line)
    _say(_summary(report))
    for line in (*_taken_back(coach, report.known), *_jogs(coach, report.new[-_NAMED:])):
        _say(line)
    return bool(report.new or report.known or not report.problems)


def _taken_back(coach: Coach, known: tuple[Activity, ...]) -> Iterator[str]:
    """Which of the newest known activities were taken back since they were recorded."""
    for one in known[-_NAMED:]:
        if text := taken_back(coach, one):
            yield f"{one.source}: {text}"


def _jogs(coach: Coach, new: tuple[Activity, ...]) -> Iterator[str]:
    """The jogs of each walk-jog among the newest activities, beside those that were asked for."""
    for one in new:
        if jogs := about_jogs(coach, one):
            yield f"{day_text(coach.imports.day_of(one))}: {jogs}."


def _first(sentences: tuple[str, ...]) -> Iterator[str]:
    """The first few sentences of many: a whole watch has hundreds of files without a run."""
    yield from sentences[:_NAMED]
    if len(sentences) > _NAMED:
        yield f"... and {len(sentences) - _NAMED} more like these."


def _import(coach: Coach, paths: tuple[Path, ...]) -> ImportReport:
    record = partial(recorded, coach)
    now, display, zone = coach.clock.now(), coach.routine.display, coach.clock.zone()
    if not shows_bars():
        return import_files(paths, record, now, display=display, zone=zone)
    with click.progressbar(length=_STEPS, label="Importing", file=sys.stderr) as bar:

        def show(part: float) -> None:
            bar.update(round(part * _STEPS) - bar.pos)

        return import_files(paths, record, now, show, display, zone)


def _summary(report: ImportReport) -> str:
    kinds: dict[str, int] = {}
    for one in report.new:
        kinds[str(one.kind)] = kinds.get(str(one.kind), 0) + 1
    new = ", ".join(counted(kinds[kind], kind) for kind in sorted(kinds)) or "nothing"
    known = f"; {len(report.known)} known already" if report.known else ""
    left_out = f"; {len(report.left_out)} without an activity" if report.left_out else ""
    bad = f"; {report.unread} could not be read" if report.unread else ""
    return f"New: {new}{known}{left_out}{bad}."
