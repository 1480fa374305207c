"""A runner's own files, and coach as a process that knows of no others."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coach.core.coach import Coach
from coach.journal import Journal
from support import fork_server
from support.builders import FakeClock
from support.moved_clock import inherited

COACH = (sys.executable, "-m", "coach")


class Home:
    """The files of one runner, whose local time is between noon and one, whenever the tests run."""

    def __init__(self, folder: Path, config: str = "") -> None:
        self.folder = folder
        self.config = folder / "config.toml"
        self.journal = folder / "journal.db"
        # The sign of these zones is reversed: Etc/GMT-5 is five hours ahead.
        self.zone = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
        self.configure(config)

    def configure(self, text: str) -> None:
        """Write the config file."""
        self.config.write_text(text, encoding="utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        """Everything that a process of this runner knows of the machine."""
        own = {f"XDG_{one}_HOME": str(self.folder) for one in ("CONFIG", "DATA", "STATE", "CACHE")}
        return {
            **own,
            **inherited(),
            "HOME": str(self.folder),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TZ": self.zone,
            "COACH_CONFIG": str(self.config),
            "COACH_JOURNAL": str(self.journal),
            **more,
        }

    def run(
        self, *arguments: str, program: tuple[str, ...] = COACH, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, without any terminal."""
        known = self.environment(**environment)
        if program is COACH and fork_server.can_run(known):
            return fork_server.run(arguments, known, self.folder)
        return subprocess.run(
            [*program, *arguments],
            env=known,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def runs_already(self) -> None:
        """Enter the intake of a runner who last ran yesterday, without pain."""
        told = ("--weekly", "30km", "--longest", "10km", "--last-run", "1")
        self.run("intake", *told, "--last-pattern", "none")

    @contextmanager
    def coach(self) -> Iterator[Coach]:
        """A coach on the journal as it is now."""
        journal = Journal(self.journal)
        try:
            yield Coach(self.config, journal, FakeClock(datetime.now(UTC), ZoneInfo(self.zone)))
        finally:
            journal.close()

    def query(self, sql: str) -> list[Any]:
        """Rows of the journal, read without any coach; a single column gives plain values."""
        db = sqlite3.connect(self.journal)
        try:
            rows = db.execute(sql).fetchall()
        finally:
            db.close()
        return [row[0] if len(row) == 1 else row for row in rows]
