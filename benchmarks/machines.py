"""The cost of exchanging entries with other machines, on a journal of ten years."""

import shutil
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from coach.journal import Journal
from coach.journal.sync.exchange import Exchange
from coach.journal.sync.state import SyncState

_RUNS = 9


def first_meeting(journal: Path, folder: Path) -> float:
    """Seconds until another machine, new to the folder, has all of it."""
    shared = folder / "shared"
    shared.mkdir()
    with closing(Journal(journal)) as here, closing(Journal(folder / "there.db")) as there:
        begun = time.perf_counter()
        Exchange(here, shared).meet()
        strangers = Exchange(there, shared).meet().strangers
        SyncState(there).answer(strangers, is_own=True)
        Exchange(there, shared).meet()
        return time.perf_counter() - begun


def nothing_new(journal: Path, folder: Path) -> float:
    """Seconds for an exchange with nothing new, the median of several."""
    with closing(Journal(journal)) as here:
        return median(_meeting(here, folder / "shared") for _ in range(_RUNS))


def copy_of(journal: Path, folder: Path) -> Path:
    """A copy of the journal, so that the state of the folder does not disturb the others."""
    return Path(shutil.copy(journal, folder / "here.db"))


def _meeting(journal: Journal, shared: Path) -> float:
    begun = time.perf_counter()
    Exchange(journal, shared).meet()
    return time.perf_counter() - begun
