"""The folder in which the runner's machines meet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from coach.config import load
from coach.health.finding import Finding, Patient, broken, look, reading, sound
from coach.journal.schema import MIGRATIONS
from coach.sync.meeting import FOLDER, SUFFIX
from coach.sync.segment import read

_SINCE = 4
"""The schema with which the tables of the sync folder came."""


def sync(patient: Patient) -> Iterator[Finding]:
    """The sync folder, if the config file names one."""
    routine = load(patient.config).routine
    if routine is None or not routine.sync.folder:
        yield sound("off; `folder` in [sync] lets several machines share one journal")
        return
    folder = Path(routine.sync.folder).expanduser()
    if not folder.is_dir():
        yield broken(f"{folder} is not there", "Connect it, or change `folder` in [sync].")
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield broken(f"{folder} may not be written to", "Give yourself permission to write there.")
    else:
        yield from _met(patient, folder)


def _met(patient: Patient, folder: Path) -> Iterator[Finding]:
    files = sorted((folder / FOLDER).glob(f"*/*{SUFFIX}*"))
    name, waiting = _state(patient.journal, folder)
    for file in files:
        segment = read(file.read_bytes())
        about = f"{file.parent.name}/{file.name}"
        if segment.foreign:
            yield look(f"{about} was written by a newer coach", "Update this one.")
        elif segment.torn:
            yield look(f"{about} is not whole", "It may still be on its way; look again later.")
    if name is None:
        yield look(f"no meeting in {folder} yet", "`coach sync` holds one.")
        return
    others = sorted({file.parent.name for file in files} - {name})
    last = {one: _last(file for file in files if file.parent.name == one) for one in others}
    met = ", ".join(f"{one} (last change {patient.when(at)})" for one, at in last.items())
    count = "1 entry" if waiting == 1 else f"{waiting} entries"
    left = f"; {count} still to be written there" if waiting else ""
    yield sound(f"this is {name}, with {met or 'no other machine yet'} in {folder}{left}")


def _last(files: Iterator[Path]) -> datetime:
    return datetime.fromtimestamp(max(file.stat().st_mtime for file in files), UTC)


def _state(journal: Path, folder: Path) -> tuple[str | None, int]:
    """This machine's name in the folder, and how many entries it has not written there yet."""
    if not journal.exists():
        return None, 0
    with reading(journal) as db:
        if not _SINCE <= db.execute("pragma user_version").fetchone()[0] <= len(MIGRATIONS):
            return None, 0
        query = "select name, published from this_machine where folder = ?"
        row = db.execute(query, (str(folder),)).fetchone()
        (count,) = db.execute("select count(*) from entries").fetchone()
    return (row[0], count - row[1]) if row else (None, 0)
