"""`coach import --json`: what each file became, and why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from coach.cli.output import emit_json
from coach.cli.standard_input import as_given, named
from coach.core.coach import Coach
from coach.core.imports import (
    FileReport,
    ImportOutcome,
    import_files,
    recorded,
    remarks,
    taken_back,
)
from coach.domain.events.activity import Activity
from coach.domain.events.types import RunLogged
from coach.domain.heel.hindsight import StoredEvent
from coach.errors import ImportRefusedError
from coach.reports.journal_file import read as read_journal

_NEW, _KNOWN, _NOTHING, _UNREAD = "new", "known", "nothing", "unread"


def import_as_json(coach: Coach, exports: tuple[Path, ...], paths: tuple[Path, ...]) -> bool:
    """Import files and print a list with one object for each; returns whether any could be used."""
    files = [_take_in(coach, path) for path in exports]
    if paths:
        now, display, zone = coach.clock.now(), coach.routine.display, coach.clock.zone()
        report = import_files(paths, partial(recorded, coach), now, display=display, zone=zone)
        files += [_facts(coach, one) for one in report.by_file]
    emit_json(files)
    return any(one["result"] != _UNREAD for one in files) or not files


def _take_in(coach: Coach, path: Path) -> dict[str, Any]:
    """The result of an export of a journal."""
    refused: list[str] = []
    try:
        entries = read_journal(path, refused.append)
    except ImportRefusedError as error:
        why = named(str(error))
        return {"file": as_given(str(path)), "result": _UNREAD, "why": why, "entries": 0}
    new = coach.journal.take_in(entries)
    coach.imports.settle_twins()
    why = named(" ".join((f"{new} of {len(entries)} entries were new.", *refused)))
    result = _UNREAD if refused else _NEW if new else _KNOWN
    return {"file": as_given(str(path)), "result": result, "why": why, "entries": new}


def _facts(coach: Coach, file: FileReport) -> dict[str, Any]:
    """A file, its result, the reason if it has none, and its activities."""
    activities = [_about(coach, *one) for one in file.results]
    results = {one["result"] for one in activities}
    nothing = _NOTHING if file.is_read else _UNREAD
    result = _NEW if _NEW in results else _KNOWN if results else nothing
    why = named(file.reason)
    return {"file": as_given(file.path), "result": result, "why": why, "activities": activities}


def _about(coach: Coach, activity: Activity, outcome: ImportOutcome) -> dict[str, Any]:
    found = coach.imports.entry_of(activity)
    return {
        "kind": activity.kind,
        "kind_from": "speed" if activity.is_judged else "file",
        "began": activity.began,
        "seconds": round(activity.duration),
        "metres": round(activity.distance, 1),
        "source": activity.source,
        "result": _NEW if outcome is ImportOutcome.NEW else _KNOWN,
        "why": " ".join(_reasons(coach, activity, outcome, found)),
        "day": found.event.day if found else None,
        "entry": found.event.id if found else None,
    }


def _reasons(
    coach: Coach, activity: Activity, outcome: ImportOutcome, found: StoredEvent | None
) -> Iterator[str]:
    """Sentences on why it became an entry or did not, and what was left out of it."""
    event = found.event if found else None
    if outcome is ImportOutcome.KNOWN and found and found.retracted_by:
        yield taken_back(coach, activity)
    elif outcome is ImportOutcome.KNOWN and isinstance(event, RunLogged) and event.file:
        yield f"{event.file} was recorded before, of the same time and distance."
    elif outcome is ImportOutcome.KNOWN:
        yield "It was recorded before."
    elif outcome is ImportOutcome.NEW and isinstance(event, RunLogged) and event.corrects:
        yield "The run that was entered by hand has its time and distance now."
    yield from remarks(activity, outcome)
