"""Meeting the other machines again and again, beside whatever else a program does.

The folder may be on a drive that answers late or never. So a meeting has a thread and a connection
to the journal of its own, and nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from coach.beside import beside
from coach.coach import Coach
from coach.errors import SyncError
from coach.journal import Journal
from coach.sync.meeting import Meeting, Met

Tell = Callable[[str, str], None]
"""Tells a title and a text."""


class RegularMeetings:
    """One meeting at a time, where the config file names a folder."""

    def __init__(self, coach: Coach, tell: Tell) -> None:
        self._coach = coach
        self._tell = tell
        self._told = ""
        self._is_meeting = False

    async def look(self) -> bool:
        """Meet, and say whether anything was new; what stands in the way is told once.

        Raises:
            JournalError: if the journal cannot be read or written.
        """
        folder = self._coach.routine.sync.folder
        if self._is_meeting or not folder:
            return False
        self._is_meeting = True
        try:
            met = await beside(lambda: meet(self._coach.journal.path, folder))
            self._told = ""
        except SyncError as error:
            self._tell_once(str(error))
            return False
        finally:
            self._is_meeting = False
        if met.taken:
            self._coach.settle_twins()
        return bool(met.taken)

    def _tell_once(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self._tell("Your other machines", text)


def meet(journal_path: Path, folder: str) -> Met:
    """One meeting in a folder, with a connection of its own.

    Raises:
        SyncError: if the folder cannot be used.
        JournalError: if the journal cannot be.
    """
    with closing(Journal(journal_path)) as journal:
        return Meeting(journal, Path(folder).expanduser()).meet()
