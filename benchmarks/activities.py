"""The cost of reading runs from files: `python -m benchmarks.activities`."""

import struct
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from fitdecode import CrcCheck, FitReader
from fitdecode.utils import compute_crc

from coach.activities.reading import read
from coach.core.imports import ImportOutcome, import_files

_SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "activities" / "fenix-2-run.fit"
_HEADER, _CHECKSUM = 14, 2
_MEGABYTE = 1_000_000
_NOW = datetime.now(UTC)
_RUNS = 5
_FEW, _MANY = 100, 1000
READING_BUDGET, MANY_BUDGET = 1.3, 1.3


def reading(folder: Path) -> tuple[float, float]:
    """Seconds of a core to import a FIT file of 1 MB, and for its library alone to decode it."""
    path = _large(folder / "large.fit")
    return _in_turn(lambda: read(path, _NOW), lambda: _decode(path))


def many(folder: Path) -> tuple[float, float]:
    """CPU seconds for each of 1,000 files imported at once, and for each of 100."""
    few, more = _copies(folder / "few", _FEW), _copies(folder / "many", _MANY)
    long, short = _in_turn(lambda: _import(more), lambda: _import(few))
    return long / _MANY, short / _FEW


def main() -> int:
    """Measure both; say what is over its limit."""
    with tempfile.TemporaryDirectory() as name:
        ours, alone = reading(Path(name))
        each, before = many(Path(name))
    print(f"A FIT file of 1 MB: {ours:.3f} s, its library alone {alone:.3f} s")
    print(f"One of 1,000 files: {each * 1000:.2f} ms, one of 100 {before * 1000:.2f} ms")
    return int(ours / alone > READING_BUDGET or each / before > MANY_BUDGET)


def _large(path: Path) -> Path:
    """A file of 1 MB: the messages of a real run, repeated."""
    messages = _SAMPLE.read_bytes()[_HEADER:-_CHECKSUM]
    body = messages * (1 + _MEGABYTE // len(messages))
    data = struct.pack("<BBHI4sxx", _HEADER, 0x10, 0, len(body), b".FIT") + body
    path.write_bytes(data + struct.pack("<H", compute_crc(data)))
    return path


def _copies(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.fit").write_bytes(_SAMPLE.read_bytes())
    return folder


def _decode(path: Path) -> None:
    with FitReader(path, check_crc=CrcCheck.RAISE) as messages:
        for _ in messages:
            pass


def _import(folder: Path) -> None:
    import_files([folder], lambda _: ImportOutcome.NEW, _NOW)


def _in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The medians of two measures, taken in turn so that both meet the same conditions."""
    pairs = [(_seconds(one), _seconds(other)) for _ in range(_RUNS)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
