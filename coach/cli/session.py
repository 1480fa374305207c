"""The coach for one command, closed when the command ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from coach.clock import SystemClock
from coach.coach import Coach
from coach.errors import JournalError
from coach.journal import Journal


@contextmanager
def coach_for(options: dict[str, Any], *, patient: bool = False) -> Iterator[Coach]:
    """Open the coach on the files that the options name, or on the user's own.

    Raises:
        CoachError: if the config file or the journal cannot be used.
    """
    config, journal_path = files_of(options)
    journal = Journal(journal_path)
    try:
        coach = Coach(config, journal, SystemClock(), patient=patient)
        yield coach
        if journal.has_written:
            _keep_daily_copy(coach)
    finally:
        journal.close()


def _keep_daily_copy(coach: Coach) -> None:
    """The day's copy, also for who only uses commands; the doctor tells where there is none."""
    from coach.backups import keep_daily_copy  # noqa: PLC0415 - only after something was written

    with suppress(JournalError):
        keep_daily_copy(coach.journal.path, coach.present_day())


def files_of(options: dict[str, Any]) -> tuple[Path, Path]:
    """The config file and the journal that the options name, or the user's own."""
    config, journal = options["config"], options["journal"]
    if config is None or journal is None:
        from coach import places  # noqa: PLC0415 - costs 10 ms, which named files need not pay

        return config or places.config_file(), journal or places.journal_file()
    return config, journal
