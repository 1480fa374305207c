"""The cost of importing what services deliver: `python -m benchmarks imports`.

The export of Apple Health is a gigabyte, made as it is read, so that no disk counts. It is read in
a process of its own, and so is the same gigabyte by the XML parser alone.
"""

from __future__ import annotations

import gzip
import io
import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from xml.parsers.expat import ParserCreate

from benchmarks.measured import Measured, loop
from coach.activities.apple_health import activities
from coach.activities.contents import Content
from coach.core.coach import Coach
from coach.core.imports import import_files, recorded
from coach.journal import Journal
from coach.system.clock import SystemClock

_GIGABYTE = 1_000_000_000
_MEGABYTE = 1_000_000
_PIECE = 1 << 16
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n'
_END = b"</HealthData>\n"
_BEAT = (
    '<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Kim\u2019s Watch" '
    'sourceVersion="10.1" device="&lt;&lt;HKDevice: 0x2814b&gt;, name:Apple Watch, '
    'manufacturer:Apple Inc., model:Watch, hardware:Watch6,1, software:10.1&gt;" '
    'unit="count/min" creationDate="2026-05-03 08:00:05 +0200" '
    'startDate="2026-05-03 08:00:00 +0200" endDate="2026-05-03 08:00:00 +0200" value="140"/>\n'
    '<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Kim\u2019s Phone" unit="count" '
    'creationDate="2026-05-03 08:00:05 +0200" startDate="2026-05-03 08:00:00 +0200" '
    'endDate="2026-05-03 08:00:00 +0200" value="12"/>\n'
).encode()
_WORKOUT = (
    b'<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30" durationUnit="min" '
    b'startDate="2026-05-03 08:00:00 +0200" endDate="2026-05-03 08:31:00 +0200">\n'
    b'<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="5" unit="km"/>'
    b"\n</Workout>\n"
)
_BLOCK = _BEAT * 2000 + _WORKOUT
_SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "activities" / "fenix-2-run.fit"
_FILES = 300
_LOOPS = 20
_SECONDS = 1800
_BEGAN = datetime(2026, 5, 3, 8, tzinfo=UTC)
_EVENING = timedelta(hours=9)
_A_DAY = timedelta(days=1)


def measures(folder: Path) -> Iterator[Measured]:
    """Measure an export of Apple Health, and an archive of ordinary files."""
    ours, memory = _in_a_process("ours")
    alone, _ = _in_a_process("alone")
    took = f"{ours:.1f} s"
    yield Measured("1 GB of Apple Health / expat alone", ours / alone, 3, took)
    yield Measured("1 GB of Apple Health, MB of memory", memory / _MEGABYTE, 100)
    each = _archive(folder)
    told = f"{1 / each:.0f} a second"
    yield Measured("An ordinary file / a loop of 5 ms", each / median(_loops()), 3.3, told)


class _Export(io.RawIOBase):
    """A gigabyte of an export, without a file."""

    def __init__(self) -> None:
        self._waiting = memoryview(_HEAD)
        self._left = _GIGABYTE

    def readable(self) -> bool:
        """It is to be read."""
        return True

    def readinto(self, into: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Give what comes next."""
        if not self._waiting and self._left > 0:
            self._left -= len(_BLOCK)
            self._waiting = memoryview(_BLOCK if self._left > 0 else _END)
        view = memoryview(into)
        size = min(len(view), len(self._waiting))
        view[:size] = self._waiting[:size]
        self._waiting = self._waiting[size:]
        return size


def _read_ours() -> None:
    content = Content(io.BufferedReader(_Export()), _GIGABYTE, lambda _: None, lambda _: None)
    activities(content, "export.xml")


def _read_alone() -> None:
    parser = ParserCreate()
    export = io.BufferedReader(_Export())
    while piece := export.read(_PIECE):
        parser.Parse(piece, False)  # noqa: FBT003 - not the last one
    parser.Parse(b"", True)  # noqa: FBT003 - the last one


_WAYS: dict[str, Callable[[], None]] = {"ours": _read_ours, "alone": _read_alone}


def _in_a_process(way: str) -> tuple[float, float]:
    """CPU seconds, and the most bytes of memory, of a process that reads in one of the ways."""
    command = [sys.executable, "-m", "benchmarks.imports", way]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = json.loads(run.stdout)
    return seconds, memory


def _archive(folder: Path) -> float:
    """CPU seconds to read and record each file of an archive like Strava's."""
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(0, _FILES, 3):
            for ending, data in (("gpx", _gpx), ("tcx", _tcx), ("fit", _fit)):
                packed = gzip.compress(data(_BEGAN - number * _A_DAY))
                archive.writestr(f"activities/{number}.{ending}.gz", packed)
    with closing(Journal(folder / "imports.db")) as journal:
        coach = Coach(folder / "none.toml", journal, SystemClock())
        begun = time.process_time()
        import_files([path], partial(recorded, coach), coach.clock.now())
        return (time.process_time() - begun) / _FILES


def _loops() -> Iterator[float]:
    """CPU seconds of a loop, some times."""
    for _ in range(_LOOPS):
        begun = time.process_time()
        loop()
        yield time.process_time() - begun


def _gpx(began: datetime) -> bytes:
    """A run of half an hour, with a point each second."""
    points = "".join(
        f'<trkpt lat="{48 + second * 2.5e-5:.6f}" lon="11.5"><ele>550.0</ele>'
        f"<time>{_text(began, second)}</time></trkpt>"
        for second in range(_SECONDS)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><gpx><trk><type>running</type><trkseg>'
    return f"{head}{points}</trkseg></trk></gpx>".encode()


def _tcx(began: datetime) -> bytes:
    """The same in the evening."""
    began += _EVENING
    points = "".join(
        f"<Trackpoint><Time>{_text(began, second)}</Time><Position><LatitudeDegrees>48.1"
        "</LatitudeDegrees><LongitudeDegrees>11.5</LongitudeDegrees></Position>"
        f"<DistanceMeters>{2.8 * second:.1f}</DistanceMeters></Trackpoint>"
        for second in range(_SECONDS)
    )
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase><Activities><Activity Sport="Running">'
        f'<Lap StartTime="{_text(began, 0)}"><TotalTimeSeconds>{_SECONDS}</TotalTimeSeconds>'
        f"<DistanceMeters>5040</DistanceMeters><Track>{points}</Track></Lap></Activity>"
        "</Activities></TrainingCenterDatabase>"
    ).encode()


def _fit(_: datetime) -> bytes:
    """A real run of 47 minutes; the same each time, since a reader does not know that."""
    return _SAMPLE.read_bytes()


def _text(began: datetime, second: int) -> str:
    return f"{began + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}"


def main() -> None:
    """Read the export in the way that is named, and print what it cost."""
    _WAYS[sys.argv[1]]()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))


if __name__ == "__main__":
    main()
