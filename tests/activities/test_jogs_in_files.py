"""The jogs of a walk-jog, whichever format its watch writes."""

from datetime import timedelta
from pathlib import Path

import pytest
from domain.events.test_jogs import track, walk_jog
from msgspec.structs import replace
from support.activity_files import (
    BEGAN,
    CYCLING,
    RUNNING,
    Point,
    file_id,
    fit,
    gpx,
    lap,
    one,
    record,
    session,
    tcx,
    trackpoint,
)
from support.activity_files import track as gpx_track

from coach.domain.events.activity import joined

_DEGREE = 111_319.49
SAMPLES = [(BEGAN + timedelta(seconds=at), metres) for at, metres in track(*walk_jog(4))]
SECONDS, METRES = 1200.0, SAMPLES[-1][1]
NEAR = 6


def as_fit(sport: int = RUNNING, elapsed: float = SECONDS) -> bytes:
    records = [record(at, metres) for at, metres in SAMPLES]
    whole = session(timer=SECONDS, elapsed=elapsed, distance=METRES, sport=sport)
    return fit(file_id(), *records, whole)


def as_tcx() -> bytes:
    points = "".join(trackpoint(at, metres) for at, metres in SAMPLES)
    return tcx(("Running", lap(BEGAN, SECONDS, METRES, points)))


def as_gpx(kind: str = "running") -> bytes:
    points: list[Point] = [(40 + metres / _DEGREE, 14.0, at) for at, metres in SAMPLES]
    return gpx(gpx_track(points, kind=kind))


def written(folder: Path, content: bytes) -> Path:
    path = folder / "activity"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [as_fit(), as_tcx(), as_gpx()], ids=["FIT", "TCX", "GPX"])
def test_each_format_shows_them(tmp_path: Path, content: bytes) -> None:
    assert one(written(tmp_path, content)).jogs == pytest.approx([60] * 4, abs=NEAR)


@pytest.mark.parametrize(
    "content",
    [
        as_fit(CYCLING),
        as_gpx("cycling"),
        as_fit(elapsed=2701),
        fit(file_id(), session()),
        tcx(("Running", lap(BEGAN, SECONDS, METRES))),
    ],
    ids=["ride", "GPX of a ride", "too long", "no records", "no points"],
)
def test_nothing_else_does(tmp_path: Path, content: bytes) -> None:
    assert one(written(tmp_path, content)).jogs is None


def test_pieces_of_one_session_have_the_jogs_of_all(tmp_path: Path) -> None:
    piece = one(written(tmp_path, as_fit()))
    later = replace(piece, began=piece.began + timedelta(minutes=25))
    (whole,) = joined([piece, later])
    assert piece.jogs is not None
    assert whole.jogs == piece.jogs * 2
