"""Ten days on which everything goes wrong: `python -m benchmarks.trouble [DAYS] [SEED]`.

Reminders, commands and files are real. Each hour something moves, replaces, cuts off or locks the
journal, breaks the config, fills the disk, kills or stops a process, or sets the clock. After each
hour every moment was announced once or named, no entry is lost, and the doctor and `coach why`
report the true state. It takes about a minute for each day.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from support.home import Home
from support.trouble import FAULTS, HOURS_A_DAY, Trouble

_DAYS = 10


def main(days: int = _DAYS, seed: int = 1) -> int:
    """Live the days; stop at the first failed check."""
    with tempfile.TemporaryDirectory() as folder, Trouble(Home(Path(folder)), seed) as trouble:
        try:
            trouble.live(days * HOURS_A_DAY, FAULTS)
        except AssertionError as error:
            print(f"Seed {seed}: {error}")
            return 1
        counts = ", ".join(f"{name} {count}" for name, count in sorted(trouble.faults.items()))
        print(f"{days} days, seed {seed}: {counts}")
        print(f"{len(trouble.acknowledged)} entries, none lost; nothing told twice")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
