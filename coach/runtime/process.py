"""The background process: it reminds until it is ended."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
import time
from pathlib import Path

from coach.core.coach import Coach
from coach.errors import CoachError, ConfigError, NotSavedError
from coach.journal import Journal
from coach.journal.place import refuse_lost
from coach.runtime.background import Background, is_terminal
from coach.runtime.trouble import Trouble
from coach.system.clock import SystemClock
from coach.system.log import log_to_file
from coach.system.printable import printable_lines
from coach.system.process_lock import ProcessLock
from coach.system.pulse import is_alive

_TRY_AGAIN = 5.0
_FAULT = 70
"""The exit status for an internal error (sysexits.h), after which a service restarts it."""
_LOG = logging.getLogger("coach.reminders")


def main(config: Path, journal: Path, *, wait: bool) -> int:
    """Remind until the process is ended, and return its exit status.

    Args:
        config: the user's config file, which need not exist.
        journal: the journal, which is created if there is none.
        wait: whether to take over from a process that reminds already, once that ends.
    """
    _end_on_signals()
    try:
        presence = ProcessLock(journal, "remind")
        while not presence.take() and wait:
            is_alive()
            time.sleep(_TRY_AGAIN)
        if not presence.is_held_here:
            print(f"Reminders are already running, as process {presence.holder()}.")
            return 0
        log_to_file()
        try:
            return _remind(config, journal)
        finally:
            presence.leave()
    except CoachError as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return 1


def _remind(config: Path, journal: Path) -> int:
    """Remind as soon as possible: not while the config file is broken or the disk full."""
    trouble, said = Trouble(config, journal), ""
    while True:
        _end_on_signals()
        try:
            return _run(config, journal, trouble)
        except (ConfigError, NotSavedError) as error:
            if str(error) != said:
                said = str(error)
                print(f"No reminders: {printable_lines(said)}", file=sys.stderr, flush=True)
                trouble.tell(said)
            is_alive()
            time.sleep(_TRY_AGAIN)
        except CoachError as error:
            trouble.tell(str(error))
            raise
        except Exception:
            _LOG.exception("The reminders failed")
            return _FAULT


def _run(config: Path, journal_path: Path, trouble: Trouble) -> int:
    refuse_lost(journal_path)
    journal = Journal(journal_path)
    try:
        coach = Coach(config, journal, SystemClock(), retry_unsaved=True)
        trouble.is_over()
        if is_terminal():
            print("Reminders are running; ctrl+c ends them.", flush=True)
        asyncio.run(_background(coach))
    finally:
        journal.close()
    return 0


async def _background(coach: Coach) -> None:
    background = Background(coach)
    gc.collect()
    gc.freeze()
    await background.run()


def _end_on_signals() -> None:
    """End cleanly on signals even while nothing listens, and survive a closed terminal."""
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda *_: sys.exit(0))
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: None)
