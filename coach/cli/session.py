"""The coach for one command, closed when the command ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coach.clock import SystemClock
from coach.coach import Coach
from coach.journal import Journal


@contextmanager
def coach_for(options: dict[str, Any], *, patient: bool = False) -> Iterator[Coach]:
    """Open the coach on the files that the options name, or on the user's own.

    Raises:
        CoachError: if the config file or the journal cannot be used.
    """
    config, journal_path = options["config"], options["journal"]
    if config is None or journal_path is None:
        from coach import places  # noqa: PLC0415 - costs 10 ms, which named files need not pay

        config = config or places.config_file()
        journal_path = journal_path or places.journal_file()
    journal = Journal(journal_path)
    try:
        yield Coach(config, journal, SystemClock(), patient=patient)
    finally:
        journal.close()
