"""Exchanging entries with the other machines every few seconds, while a program does other things.

The folder may be on a drive that answers late or never. So an exchange has its own thread and its
own connection to the journal, and nothing waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from coach.core.coach import Coach
from coach.errors import SyncError
from coach.journal import Journal
from coach.journal.sync.exchange import Exchange, ExchangeResult, Unread
from coach.system.printable import printable
from coach.system.threads import run_in_thread

_PATIENCE = 30.0
"""Seconds that a meeting may take; the first one with years of entries takes some."""
_MEND = "connect its drive, or change `folder` in [sync] and start Coach again"

Tell = Callable[[str, str], None]
"""Shows a title and a text."""


class SyncJob:
    """Runs one exchange at a time, if the config file names a folder."""

    def __init__(self, coach: Coach, tell: Tell) -> None:
        self._coach = coach
        self._tell = tell
        self._last_message = ""
        self._meets_since: float | None = None
        self._unread: Unread = {}

    async def poll(self) -> bool:
        """Exchange entries, and say whether any were new; an obstacle is reported once.

        Raises:
            JournalError: if the journal cannot be read or written.
        """
        folder = self._coach.routine.sync.folder
        if self._meets_since is not None:
            self._tell_of_silence(folder, time.monotonic() - self._meets_since)
            return False
        if not folder:
            return False
        self._meets_since = time.monotonic()
        try:
            met = await run_in_thread(lambda: meet(self._coach.journal.path, folder, self._unread))
            self._tell_once(about_strangers(met))
        except SyncError as error:
            self._tell_once(str(error))
            return False
        finally:
            self._meets_since = None
        if met.taken:
            self._coach.imports.settle_twins()
        return bool(met.taken)

    def _tell_of_silence(self, folder: str, seconds: float) -> None:
        """Say that nothing is exchanged while a folder does not answer; Coach waits for it."""
        if seconds > _PATIENCE:
            self._tell_once(f"{printable(folder)}, the sync folder, does not answer; {_MEND}.")

    def _tell_once(self, text: str) -> None:
        if text and text != self._last_message:
            self._tell("Your other machines", text)
        self._last_message = text


def about_strangers(met: ExchangeResult) -> str:
    """What to say of machines that may be another runner's; empty if there are none."""
    if not met.strangers:
        return ""
    names = " and ".join(met.strangers)
    are, them = ("is", "it is") if len(met.strangers) == 1 else ("are", "they are")
    waits = " Nothing of yours was written there yet." if met.waits else ""
    return (
        f"{names} {are} in your sync folder. If {them} yours, say so with `coach sync accept`; "
        f"if not, name another folder in [sync], as each runner needs their own.{waits}"
    )


def meet(journal_path: Path, folder: str, unread: Unread | None = None) -> ExchangeResult:
    """Run one exchange in a folder, with a connection of its own.

    Raises:
        SyncError: if the folder cannot be used.
        JournalError: if the journal cannot be used.
    """
    with closing(Journal(journal_path)) as journal:
        return Exchange(journal, Path(folder).expanduser(), unread).meet()
