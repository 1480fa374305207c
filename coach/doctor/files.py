"""The files: config, journal and log, and the disk below them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.config import load
from coach.config.reading import about_the_folders
from coach.config.themes import about_the_theme
from coach.doctor.finding import (
    DoctorContext,
    Finding,
    broken,
    reading,
    refusal,
    refuse_closed,
    sound,
    warning,
)
from coach.domain.events.ids import time_of_id
from coach.domain.units import counted
from coach.errors import JournalError
from coach.journal.backups import Backups
from coach.journal.entry_rows import last_id, unread
from coach.journal.place import refuse_lost
from coach.journal.schema import MIGRATIONS
from coach.journal.sqlite_errors import CANNOT_HOLD, cannot_hold
from coach.system import paths as places
from coach.system.atomic_write import no_folder
from coach.system.owners import foreign_owner, give_back, is_open
from coach.system.printable import printable
from coach.system.updating import how_to_update

_USABLE = os.R_OK | os.W_OK | os.X_OK
_OTHERS = 0o077
_WRITE_BY_OTHERS = 0o022
_STICKY = 0o1000
_KILOBYTE = 1_000
_MEGABYTE = 1_000_000
_LITTLE, _FULL = 50 * _MEGABYTE, 5 * _MEGABYTE
_TAIL = 200_000
"""Bytes at the end of the log to search."""
_DAY = timedelta(days=1)
_MEND_DAMAGED = "`coach restore` puts a copy in its place; or move it away to start a new one."
_MEND_FOLDER = "Check that its folder is there and yours."
_MEND_HELD = "Close the program that uses it."
_MEND_DISK = "Check that its disk is neither full nor failing."
_MENDS = {
    sqlite3.SQLITE_BUSY: _MEND_HELD,
    sqlite3.SQLITE_LOCKED: _MEND_HELD,
    sqlite3.SQLITE_FULL: _MEND_DISK,
    sqlite3.SQLITE_IOERR: _MEND_DISK,
    sqlite3.SQLITE_READONLY: "Have its drive mounted for writing, or give yourself permission.",
    sqlite3.SQLITE_CANTOPEN: _MEND_FOLDER,
}


def config(context: DoctorContext) -> Iterator[Finding]:
    """The config file, which need not exist."""
    found = load(context.config)
    if found.problems:
        count = counted(len(found.problems), "problem")
        first = found.problems[0].sentence("").rstrip(".")
        mend = "`coach config check` names each with its line."
        yield broken(f"{context.config} has {count}: {first}", mend)
    elif refused := list(refusal(context, "config")):
        yield from refused
    elif not context.config.exists():
        yield sound(f"there is none at {context.config}, so everything is as shipped")
    else:
        warnings = (*about_the_theme(found), *about_the_folders(found), *found.warnings)
        count = counted(len(warnings), "note")
        notes = f"; {count}, which `coach config check` shows" if warnings else ""
        yield from _secrets(context) or [sound(f"{context.config}{notes}")]


def journal(context: DoctorContext) -> Iterator[Finding]:
    """The journal, which exists from the first command on."""
    path = context.journal
    refuse_closed(path)
    refuse_lost(path)
    if path.parts[:1] == ("~",):
        yield broken("there is no home folder for it", "Set HOME to your home folder.")
    elif not path.exists():
        yield from list(refusal(context, "journal")) or _to_be_made(path)
    elif not path.is_file():
        yield broken(f"{path} is not a regular file", "Move it away to make room for a journal.")
    else:
        content = _content(path) if os.access(path, os.R_OK | os.W_OK) else ()
        problems = [*_access(path), *content, *_privacy(path)]
        yield from problems or [sound(_in_short(context))]


def backups(context: DoctorContext) -> Iterator[Finding]:
    """The daily copies of the journal."""
    refuse_closed(context.journal)
    kept = Backups(context.journal)
    copies, folder = kept.all(), kept.folder
    if os.path.lexists(folder) and not (folder.is_dir() and is_open(folder, _USABLE)):
        yield broken(f"{folder} cannot be used as a folder", "Make it a folder, or move it away.")
        return
    if unread := kept.unread():
        text = f"{unread[0]} cannot be read"
        yield warning(text, "Remove it; `coach backup` makes today's copy.")
        return
    if not copies:
        yield sound("no copy yet; one is made each day that Coach is used")
        return
    last = datetime.fromtimestamp(copies[-1].stat().st_mtime, UTC)
    text = f"{counted(len(copies), 'copy', 'copies')}, the last from {context.when(last)}"
    if more := _more_than_in(context.journal):
        yield warning(more, "`coach restore` goes back to it if entries are missing.")
    elif context.journal.exists() and _changed(context.journal) - last > 2 * _DAY:
        yield warning(text, "`coach backup` makes one, or says what prevents it.")
    else:
        yield sound(f"{text}, in {copies[-1].parent}")


def _more_than_in(journal: Path) -> str:
    """Which copy has more entries than the journal, if that can be found out."""
    with suppress(JournalError):
        if found := Backups(journal).fuller():
            path, content = found
            return f"{path} has more entries ({content.entries}) than the journal"
    return ""


def owner(context: DoctorContext) -> Iterator[Finding]:
    """Whether all files are the runner's; one run as root leaves root's files."""
    if os.name == "nt" or os.geteuid() == 0:
        yield sound("you are root, and root may use every file")
        return
    journal, log = context.journal, context.log
    refuse_closed(journal)
    beside = [*journal.parent.glob(f"{journal.stem}*"), *journal.parent.glob("*.lock")]
    kept = [*beside, *Backups(journal).all(), log, log.parent, context.config]
    others = {one: user for one in kept if (user := foreign_owner(one))}
    if others:
        one, user = next(iter(others.items()))
        more = f", and {len(others) - 1} more" if len(others) > 1 else ""
        yield warning(f"{one} belongs to {user}{more}", f"{give_back(others)} makes it yours.")
    else:
        yield sound("all files are yours")


def activities(context: DoctorContext) -> Iterator[Finding]:
    """The folders in which the watch's files arrive."""
    routine = load(context.config).routine
    folders = routine.activities.all_folders if routine else ()
    places = [
        *folders,
        *(["a watch on a USB cable"] if routine and routine.activities.watch else []),
    ]
    wrong = [one for folder in folders for one in _wrong_with(folder, context.config)]
    if wrong:
        yield from wrong
    elif places:
        yield sound(f"from {' and '.join(places)}")
    else:
        yield sound("off; `folder` in [activities] imports what your watch records")


def _wrong_with(folder: str, config: Path) -> Iterator[Finding]:
    path = Path(folder).expanduser()
    if wrong := no_folder(path):
        mend = f"Make it, or name another one under `[activities]` in {config}."
        yield warning(f"{folder}, where your watch's files should arrive, {wrong}", mend)
    elif not is_open(path, os.R_OK | os.X_OK):
        yield broken(f"{folder} may not be read", "Give yourself permission to read it.")


def log(context: DoctorContext) -> Iterator[Finding]:
    """The log file, which has internal errors."""
    path = context.log
    refuse_closed(path)
    if not path.is_file():
        yield sound(f"no errors so far; they would be in {path}")
        return
    recent = [line for line in _tail(path) if _is_recent(line, context.clock.now())]
    faults = [line for line in recent if " ERROR " in line]
    if not os.access(path, os.W_OK):
        yield warning(f"{path} may not be written to", "Give yourself write permission.")
    if faults:
        count = counted(len(faults), "fault")
        mend = f"Please report it, with what {path} says."
        yield warning(f"{count} in the last day, the last one {faults[-1]}", mend)
    else:
        yield sound(f"{path}, {counted(len(recent), 'warning')} in the last day")


def disk(context: DoctorContext) -> Iterator[Finding]:
    """The free space for the journal."""
    folder = _nearest(context.journal)
    free = shutil.disk_usage(folder).free
    text = f"{free // _MEGABYTE} MB free at {folder}"
    if free < _FULL:
        yield broken(text, "Make room: anything that cannot be saved is lost when Coach ends.")
    elif free < _LITTLE:
        yield warning(text, "Free some space before it is full.")
    else:
        yield sound(text)


def _secrets(context: DoctorContext) -> list[Finding]:
    """Whether others can read the passwords in URLs of `push`."""
    if os.name == "nt" or not (context.alerts.push and context.config.stat().st_mode & _OTHERS):
        return []
    mend = f"Prevent it: `chmod 600 {context.config}`."
    return [warning(f"others can read {context.config}, including the URLs of `push`", mend)]


def _to_be_made(path: Path) -> Iterator[Finding]:
    if path.is_symlink():
        mend = "Connect the drive that it leads to, or remove the link."
        yield broken(f"{path} is a link that leads nowhere", mend)
        return
    folder = _nearest(path)
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        yield sound(f"there is none at {path} yet; the first command creates it")
    else:
        yield broken(f"{path} cannot be created in {folder}", _MEND_FOLDER)


def _access(path: Path) -> Iterator[Finding]:
    """Whether this user can write to it now; nothing is written."""
    if not os.access(path.parent, os.W_OK | os.X_OK):
        yield broken(f"the folder {path.parent} may not be written to", _MEND_FOLDER)
        return
    if not os.access(path, os.R_OK | os.W_OK):
        yield broken(f"{path} may not be written to", "Give yourself permission to read and write.")
        return
    uri = f"{path.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=1, isolation_level=None)) as db:
            db.execute("begin immediate")
            db.execute("rollback")
    except sqlite3.OperationalError as error:
        mend = f"{_mend(error)} An open screen keeps what it cannot save, and tries again."
        yield broken(f"{path} cannot take entries right now ({error})", mend)
    except sqlite3.DatabaseError:
        return  # It is damaged, which the check of its content reports.


def _mend(error: sqlite3.Error) -> str:
    """How to fix an SQLite error in a journal; a full disk does not mean damage."""
    if cannot_hold(error):
        return f"{CANNOT_HOLD[0].upper()}{CANNOT_HOLD[1:]}."
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return _MENDS.get(code, _MEND_DAMAGED)


def _content(path: Path) -> Iterator[Finding]:
    try:
        with reading(path) as db:
            version = int(db.execute("pragma user_version").fetchone()[0])
            if version > len(MIGRATIONS):
                text = f"{path} was written by a newer Coach (schema {version})"
                yield broken(text, how_to_update())
                return
            (found,) = db.execute("pragma quick_check(1)").fetchone()
            bad = unread(db) if version else {}
    except sqlite3.Error as error:
        yield broken(f"{path} cannot be read ({error})", _mend(error))
        return
    if found != "ok":
        yield broken(f"{path} is damaged ({' '.join(found.split())})", _MEND_DAMAGED)
    elif bad:
        count = counted(len(bad), "entry", "entries")
        first, why = next(iter(bad.items()))
        text = f"{path} holds {count} that cannot be read, such as {printable(first)} ({why})"
        yield warning(text, "All the others count. A newer Coach may be able to read them: update.")


def _privacy(path: Path) -> Iterator[Finding]:
    """Whether others can read it, or put something else in its place."""
    if os.name == "nt":
        return
    for file in path.parent.glob(f"{path.stem}*"):
        if file.is_file() and file.stat().st_mode & _OTHERS:
            yield warning(f"others can open {file}", f"Prevent it: `chmod 600 {file}`.")
    mode = path.parent.stat().st_mode
    is_own = path.parent == places.journal_file().parent
    is_open = mode & _OTHERS if is_own else mode & _WRITE_BY_OTHERS and not mode & _STICKY
    if is_open:
        mend = f"Prevent it: `chmod {'700' if is_own else 'go-w'} {path.parent}`."
        yield warning(f"others can enter the folder {path.parent}", mend)


def _in_short(context: DoctorContext) -> str:
    path = context.journal
    with reading(path) as db:
        version = int(db.execute("pragma user_version").fetchone()[0])
        last = last_id(db) if version else ""
    entry = f"last entry {context.when(time_of_id(last))}" if last else "no entry yet"
    size = f"{path.stat().st_size // _KILOBYTE} KB"
    newer = "" if version == len(MIGRATIONS) else ", which the next command brings up to date"
    return f"{path}, schema {version}{newer}, {size}, {entry}"


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _tail(path: Path) -> list[str]:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        return file.read().decode(errors="replace").splitlines()


def _is_recent(line: str, now: datetime) -> bool:
    """Whether a line begins with an instant of the last day."""
    try:
        at = datetime.strptime(line[:19], "%Y-%m-%d %H:%M:%S").astimezone()
    except (ValueError, OverflowError):
        return False
    return at > now - _DAY


def _nearest(path: Path) -> Path:
    """The path itself, or the first folder above it that exists."""
    path = path.absolute()
    return next((one for one in (path, *path.parents) if is_open(one, os.F_OK)), path)
