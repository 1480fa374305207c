"""The findings of the checks, and what the checks look at."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from coach.config import load
from coach.domain.routine.settings import Alerts, Sound
from coach.journal.entry_rows import LARGEST_ROW, as_text
from coach.journal.schema import refuse_changed
from coach.system.clock import Clock
from coach.system.owners import is_open
from coach.system.service import State


class Health(StrEnum):
    """The state of a part."""

    SOUND = "sound"
    WARNING = "to be looked at"
    BROKEN = "broken"


MARKS = {Health.SOUND: "✓", Health.WARNING: "!", Health.BROKEN: "×"}


class Finding(Struct, frozen=True):
    """The state of a part, and how to fix it, in one sentence."""

    verdict: Health
    text: str
    mend: str = ""
    subject: str = ""


class DoctorContext(Struct, frozen=True, kw_only=True):
    """What the checks look at; none of the files need exist.

    `refused` says why other commands refuse the "config" or the "journal" that was named.
    """

    config: Path
    journal: Path
    refused: Mapping[str, str] = MappingProxyType({})
    log: Path
    clock: Clock
    service: Callable[[], State]

    @property
    def alerts(self) -> Alerts:
        """The configured alerts, or the shipped ones if the config cannot be read."""
        routine = load(self.config).routine
        return routine.alerts if routine else Alerts()

    @property
    def sound(self) -> Sound:
        """The configured sound, or the shipped one if the config cannot be read."""
        routine = load(self.config).routine
        return routine.sound if routine else Sound()

    def when(self, at: datetime) -> str:
        """An instant on the runner's wall clock; in UTC if the zone is broken."""
        try:
            local = at.astimezone(self.clock.zone())
        except Exception:  # another check reports that
            local = at.astimezone(UTC)
        return f"{local:%Y-%m-%d %H:%M}"


def sound(text: str) -> Finding:
    """All is well."""
    return Finding(Health.SOUND, text)


def warning(text: str, mend: str) -> Finding:
    """It works, but could be better."""
    return Finding(Health.WARNING, text, mend)


def broken(text: str, mend: str) -> Finding:
    """It does not work."""
    return Finding(Health.BROKEN, text, mend)


def refuse_closed(path: Path) -> None:
    """Stop if a folder is closed; a check whether a file exists may not reveal that.

    Raises:
        PermissionError: if the path cannot be reached.
    """
    try:
        path.stat()
    except PermissionError:
        raise
    except OSError:
        return


@contextmanager
def reading(journal: Path) -> Iterator[sqlite3.Connection]:
    """The journal, opened so that nothing can be changed.

    Not opened as read-only, which would leave SQLite's extra files beside it.

    Raises:
        sqlite3.Error: if there is none, or it cannot be read.
    """
    if not (is_open(journal, os.F_OK) and journal.is_file()):
        raise sqlite3.OperationalError("it is not a regular file")
    uri = f"{journal.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
        db.text_factory = as_text
        db.execute("pragma query_only = on")
        refuse_changed(db)
        yield db


def refusal(context: DoctorContext, file: str) -> Iterator[Finding]:
    """Why other commands refuse a file; empty if they accept it."""
    wrong, _, mend = context.refused.get(file, "").partition("; ")
    if wrong:
        yield broken(wrong, mend[:1].upper() + mend[1:])
