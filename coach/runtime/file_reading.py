"""Read files for the inbox; many of them in a process of their own.

Reading is work for Python, so a thread would hold the lock that the screen needs at each key.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path

import msgspec
from msgspec import Struct

from coach.activities.reading import readings
from coach.domain.events.activity import Activity
from coach.domain.routine.settings import Display
from coach.errors import ActivityError, NoActivityError
from coach.system.clock import SystemClock

_ITSELF = (sys.executable, "-P", "-m", "coach.runtime.file_reading")
_LITTLE = 500_000
"""Bytes that are read before a process would have started."""
_POLITE = 10
_BETWEEN = b"\0"


class FileReading(Struct, frozen=True):
    """One file, or one in an archive: its activities, or the sentence on why it has none."""

    path: str
    activities: tuple[Activity, ...] = ()
    reason: str = ""
    is_read: bool = True


def read_files(
    files: Sequence[Path], now: datetime, display: Display, zone: tzinfo
) -> list[FileReading]:
    """Read some files; for use in a thread, since it waits for the process that reads many.

    The process takes the zone of the machine.
    """
    if sum(map(_size, files)) > _LITTLE:
        with suppress(OSError, subprocess.CalledProcessError, msgspec.MsgspecError):
            return _read_in_process(files, now, display)
    return list(_read(files, now, display, zone))


def _read_in_process(files: Sequence[Path], now: datetime, display: Display) -> list[FileReading]:
    settings = msgspec.json.encode((now, display)).decode()
    done = subprocess.run(  # noqa: S603 - itself
        [*_ITSELF, settings],
        input=_BETWEEN.join(map(os.fsencode, files)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return msgspec.json.decode(done.stdout, type=list[FileReading])


def _read(
    files: Sequence[Path], now: datetime, display: Display, zone: tzinfo
) -> Iterator[FileReading]:
    for path in files:
        name = os.fsencode(path).decode(errors="replace")
        for one in readings(path, now, display, zone=zone):
            if isinstance(one, ActivityError):
                is_read = isinstance(one, NoActivityError)
                yield FileReading(name, reason=str(one), is_read=is_read)
            else:
                yield FileReading(name, one)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def main() -> None:
    """Read the files named on standard input, and write what is in them to standard output."""
    with suppress(AttributeError, OSError):
        os.nice(_POLITE)
    now, display = msgspec.json.decode(sys.argv[1], type=tuple[datetime, Display])
    names = sys.stdin.buffer.read().split(_BETWEEN)
    files = [Path(os.fsdecode(name)) for name in names]
    found = list(_read(files, now, display, SystemClock().zone()))
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
