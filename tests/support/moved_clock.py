"""A wall clock that shows another time to the processes that are started with it.

libfaketime moves it, which tests/install-real-parts installs. Only the time of day and the date are
others: waiting takes as long as ever, and files keep their true times.
"""

import os
from datetime import timedelta
from pathlib import Path

from support.real_parts import lacking

_FILE = "FAKETIME_TIMESTAMP_FILE"
_SLEEPING = Path(__file__).parents[1] / "sleeping"


class MovedClock:
    """A clock that is ahead by the time in a file; `environment` gives it to a process."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.environment = {
            "LD_PRELOAD": str(_library()),
            _FILE: str(file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            # Otherwise every wait for a thread ends at once, and is begun again for ever.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "PYTHONPATH": str(_SLEEPING),
        }

    def set_ahead(self, by: timedelta) -> None:
        """Show the true time plus so much, also in running processes."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{by.total_seconds():+.3f}s\n", "ascii")
        new.replace(self._file)


def ahead() -> timedelta:
    """How far ahead the clock of these tests themselves is."""
    file = os.environ.get(_FILE)
    return timedelta(seconds=float(Path(file).read_text("ascii").strip(" s\n"))) if file else _NONE


def inherited() -> dict[str, str]:
    """The environment that gives the clock of these tests to a process."""
    return MovedClock(Path(os.environ[_FILE])).environment if _FILE in os.environ else {}


def _library() -> Path:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    return found[0] if found else lacking("needs libfaketime, which is not installed")


_NONE = timedelta()
