"""How soon a key is answered while the files of years come in."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.measured import Measured
from benchmarks.terminal import Program

_FILES = 2000
_POINTS = 600
_EVERY = 3
"""Seconds from point to point."""
_PLACEHOLDER = "2020-01-01"
_KEYS = "jk"
_KEYS_AT_REST = 15
_BETWEEN_KEYS = 0.2
_LONGEST = 300.0
"""Seconds until all files have to be recorded."""
_BUDGET = 0.1


def measures(folder: Path) -> Iterator[Measured]:
    """The slowest answer to a key from the first file to the last, and the usual one."""
    config, journal, place = folder / "c.toml", folder / "j.db", folder / "files"
    config.write_text(f'[activities]\nfolder = "{place}"\n', encoding="utf-8")
    _write_files(folder / "coming")
    place.mkdir()
    names = ("--config", str(config), "--journal", str(journal))
    with Program((sys.executable, "-m", "coach", *names)) as coach:
        coach.seconds_until("Good ", "quit")
        coach.rest()
        at_rest = [coach.seconds_to_answer(key, _BETWEEN_KEYS) for key in _KEYS * _KEYS_AT_REST]
        for path in (folder / "coming").iterdir():
            path.rename(place / path.name)
        begun = time.perf_counter()
        answers = list(_answers(coach, journal))
        lasted = time.perf_counter() - begun
    pace = f"{_FILES / lasted:.0f} files a second, {len(answers)} keys"
    yield Measured("Slowest key while 2,000 files come, s", max(answers), _BUDGET, pace)
    usual = median(answers) / median(at_rest)
    yield Measured("A usual key meanwhile / before", usual, 1.5, f"{median(answers) * 1000:.0f} ms")


def _answers(coach: Program, journal: Path) -> Iterator[float]:
    """Seconds from each key to what it paints, until everything is recorded."""
    begun = time.perf_counter()
    while (recorded := _recorded(journal)) < _FILES:
        if time.perf_counter() - begun > _LONGEST:
            raise TimeoutError(recorded)
        for key in _KEYS:
            yield coach.seconds_to_answer(key, _BETWEEN_KEYS)


def _recorded(journal: Path) -> int:
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as db:
        return int(db.execute("select count(*) from entries").fetchone()[0])


def _write_files(folder: Path) -> None:
    """A run of half an hour for each of 2,000 days, as GPX."""
    folder.mkdir()
    began = datetime(2020, 1, 1, 7, tzinfo=UTC)
    points = "".join(
        f'<trkpt lat="{40 + number * 7.5e-5:.6f}" lon="14.0"><ele>550</ele>'
        f"<time>{began + timedelta(seconds=_EVERY * number):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for number in range(_POINTS)
    )
    text = (
        '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>"
    )
    for number in range(_FILES):
        day = began + timedelta(days=number)
        path = folder / f"{number:04}.gpx"
        path.write_text(text.replace(_PLACEHOLDER, f"{day:%Y-%m-%d}"), encoding="utf-8")
