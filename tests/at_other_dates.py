"""Run tests on other dates, at other hours and in other zones than today's.

libfaketime moves the clock, also for the processes that the tests start. This runs the tests that
read the machine's clock, or start a program that does; the others move a clock of their own. Some
tests that do not depend on days are left out, and so are those with systemd, which does not start
with a moved clock. Arguments go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.moved_clock import MovedClock

_DATES = (
    ("Sunday 2032-02-29 12:20", "Europe/Berlin", "the day that most years lack"),
    ("Monday 2032-03-01 05:57", "Asia/Kathmandu", "the day after it"),
    ("Sunday 2032-03-14 01:57", "America/New_York", "before the hour that spring leaves out"),
    ("Sunday 2032-10-31 02:30", "Europe/Berlin", "in the hour that autumn repeats"),
    ("Wednesday 2031-12-31 23:57", "Europe/London", "as the year ends"),
    ("Thursday 2032-01-01 14:10", "Pacific/Auckland", "as the year begins"),
    ("Tuesday 2032-06-01 19:57", "America/St_Johns", "half an hour beside most zones"),
    ("Friday 2032-07-30 17:29", "Pacific/Kiritimati", "14 hours ahead"),
    ("Saturday 2032-07-31 08:00", "Pacific/Pago_Pago", "11 hours behind"),
)
_PATHS = (
    "tests/cli",
    "tests/e2e",
    "tests/journal/test_journal.py",
    "tests/reminders/test_schedule.py",
    "tests/journal/test_backups.py",
    "tests/core/test_log_activity.py",
    "tests/tui/today/test_today.py",
)
_LEFT_OUT = (
    "tests/cli/test_sounds.py",
    "tests/e2e/test_a_heard_session.py",
    "tests/e2e/test_config_edit.py",
    "tests/e2e/test_install.py",
    "tests/e2e/test_machines.py",
    "tests/e2e/test_service.py",
    "tests/e2e/test_themes_in_a_terminal.py",
)


def main(arguments: list[str]) -> int:
    """Run the tests on each date, and say on which they failed."""
    failed = [one for one in _DATES if not _passes(*one, arguments)]
    for wall, zone, about in failed:
        print(f"Failed on {wall} in {zone}: {about}.")
    return 1 if failed else 0


def _passes(wall: str, zone: str, about: str, arguments: list[str]) -> bool:
    print(f"\n{wall} in {zone}: {about}", flush=True)
    begin = datetime.strptime(wall, "%A %Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    with tempfile.TemporaryDirectory() as folder:
        clock = MovedClock(Path(folder) / "clock")
        clock.set_ahead(begin - datetime.now(UTC))
        left_out = [f"--ignore={path}" for path in _LEFT_OUT]
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", *_PATHS, *left_out, *arguments],
            cwd=Path(__file__).parent.parent,
            env=os.environ | clock.environment | {"TZ": zone},
            check=False,
        )
    return ended.returncode == 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except pytest.skip.Exception as missing:
        sys.exit(f"This {missing}.")
