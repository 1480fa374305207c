"""The folder through which the runner's machines exchange entries."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from coach.config import load
from coach.doctor.finding import DoctorContext, Finding, broken, reading, sound, warning
from coach.domain.units import counted
from coach.journal.schema import MIGRATIONS
from coach.journal.sync.folder import Place
from coach.journal.sync.segment import read
from coach.journal.sync.state import SegmentState
from coach.system.atomic_write import no_folder
from coach.system.printable import printable

_NANOSECONDS = 1_000_000_000


def sync(context: DoctorContext) -> Iterator[Finding]:
    """The sync folder, if the config file names one."""
    routine = load(context.config).routine
    if routine is None or not routine.sync.folder:
        yield sound("off; with `folder` in [sync] several machines share one journal")
        return
    folder = Path(routine.sync.folder).expanduser()
    if wrong := no_folder(folder):
        yield broken(f"{folder} {wrong}", "Connect it, or change `folder` in [sync].")
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield broken(f"{folder} may not be written to", "Give yourself permission to write there.")
    else:
        yield from _met(context, folder)


def _met(context: DoctorContext, folder: Path) -> Iterator[Finding]:
    state, place = _state(context.journal, folder), Place(folder)
    seen = place.scan()
    if state.name is None:
        yield warning(f"no exchange in {folder} yet", "`coach sync` starts one.")
        return
    own = {one for one, is_own in state.machines.items() if is_own} & seen.runners.keys()
    known = {*state.machines, *seen.links(), state.name}
    for one in sorted(seen.runners.keys() - known):
        mend = f"If it is yours, `coach sync accept {one}`; if not, name another folder in [sync]."
        yield warning(f"{one} is in {folder}, too", mend)
    files = seen.files_of({*own, state.name})
    for name, why in sorted(_unread(place, files).items()):
        yield warning(f"{name} {why}", "Everything readable in it counts; check again later.")
    for name, why in sorted(seen.unread.items()):
        yield warning(f"{name} {why}", "Nothing in it counts until it is fixed or removed.")
    others = sorted(own - {state.name})
    met = ", ".join(f"{one}{_last(context, seen.files_of({one}))}" for one in others)
    count = counted(state.waiting, "entry", "entries")
    left = f"; {count} still to be written there" if state.waiting else ""
    yield sound(f"this is {state.name}, with {met or 'no other machine yet'} in {folder}{left}")


def _unread(place: Place, files: Iterable[str]) -> dict[str, str]:
    """Files that cannot be read completely, each with the reason."""
    found = {}
    for file in files:
        try:
            flaws = read(place.read(file)).flaws
        except OSError as error:
            flaws = f"cannot be read ({error.strerror})"
        if flaws:
            found[printable(file)] = flaws
    return found


def _last(context: DoctorContext, files: Mapping[str, SegmentState]) -> str:
    """When a machine last changed anything."""
    if not files:
        return ""
    last = max(state.changed for state in files.values()) / _NANOSECONDS
    return f" (last change {context.when(datetime.fromtimestamp(last, UTC))})"


class _State(NamedTuple):
    """The journal's state: this machine's name, unwritten entries, and whose the others are."""

    name: str | None = None
    waiting: int = 0
    machines: Mapping[str, bool] = MappingProxyType({})


def _state(journal: Path, folder: Path) -> _State:
    if not journal.exists():
        return _State()
    with reading(journal) as db:
        if db.execute("pragma user_version").fetchone()[0] != len(MIGRATIONS):
            return _State()
        query = "select name, published from this_machine where folder = ?"
        row = db.execute(query, (str(folder),)).fetchone()
        (count,) = db.execute("select count(*) from entries").fetchone()
        machines = {name: bool(own) for name, own in db.execute("select * from machines")}
    return _State(row[0], count - row[1], machines) if row else _State()
