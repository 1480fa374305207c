"""The coach for one command, closed when the command ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from coach.cli.output import is_quiet, note_done
from coach.core.coach import Coach
from coach.errors import ConfigError, JournalError
from coach.journal import Journal
from coach.journal.place import refuse_lost
from coach.system.atomic_write import is_anything_at
from coach.system.clock import SystemClock
from coach.system.owners import keep_owner


@contextmanager
def coach_for(options: dict[str, Any], *, retry_unsaved: bool = False) -> Iterator[Coach]:
    """Open the coach on the files that the options name, or on the user's own.

    Raises:
        CoachError: if the config file or the journal cannot be used.
    """
    config, journal_path = files_of(options)
    refuse_lost(journal_path)
    journal = Journal(journal_path)
    try:
        coach = Coach(config, journal, SystemClock(), retry_unsaved=retry_unsaved)
        with _noting(coach) if is_quiet() else nullcontext():
            yield coach
        if journal.has_written:
            _keep_daily_copy(coach)
        coach.days.plan_notes.save()
    finally:
        if journal.has_recorded:
            note_done("recorded")
        journal.close()


def _noting(coach: Coach) -> AbstractContextManager[None]:
    from coach.cli.json_option import noting  # noqa: PLC0415 - only for JSON

    return noting(coach)


def _keep_daily_copy(coach: Coach) -> None:
    """Make the day's copy for runners who only use commands; the doctor reports a missing one."""
    from coach.journal.backups import keep_daily_copy  # noqa: PLC0415 - only after something was written

    with suppress(JournalError):
        keep_daily_copy(coach.journal.path, coach.present_day())


def files_of(options: dict[str, Any], *, are_new: bool = False) -> tuple[Path, Path]:
    """The config file and the journal that the options name, or the user's own.

    Raises:
        CoachError: if a named file does not exist, unless it may be new, or no home is known.
    """
    return config_of(options, is_new=are_new), journal_of(options, is_new=are_new)


def config_of(options: dict[str, Any], *, is_new: bool = False) -> Path:
    """The config file that the options name, or the user's own.

    Raises:
        CoachError: if it is named and not there, unless it may be new, or no home is known.
    """
    named: Path | None = options["config"]
    path = named or _own("config_file")
    if not (is_new or is_anything_at(path)) and path.is_symlink():
        mend = "connect the drive that it leads to, or remove the link"
        raise ConfigError(f"{path}: this link leads nowhere; {mend}.")
    if named and not (is_new or is_anything_at(named) or _is_own(named, "config_file")):
        begin = f"`coach --config {named} config init` begins one"
        raise ConfigError(f"{named}: there is no such config file; correct the name, or {begin}.")
    return _used(path)


def journal_of(options: dict[str, Any], *, is_new: bool = False) -> Path:
    """The journal that the options name, or the user's own.

    Raises:
        CoachError: if its folder is named and not there, unless it may be new, or no home is known.
    """
    named: Path | None = options["journal"]
    if named and not (is_new or is_anything_at(named.parent) or _is_own(named, "journal_file")):
        mend = "correct the name, or create that folder"
        raise JournalError(f"{named}: there is no folder {named.parent}; {mend}.")
    return _used(named or _own("journal_file"))


def _used(path: Path) -> Path:
    keep_owner(path)
    return path


def _is_own(named: Path, which: str) -> bool:
    """Whether it is the user's own file, which is made when needed."""
    return named.absolute() == _own(which)


def _own(which: str) -> Path:
    from coach.system import paths as places  # noqa: PLC0415 - costs 10 ms, which named files need not pay

    path: Path = getattr(places, which)()
    return path
