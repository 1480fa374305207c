"""Files in any order, any number of times: the same journal, with the totals that are in them."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from fitdecode import FIT_FRAME_DATA, FitReader
from hypothesis import given, settings
from hypothesis import strategies as st
from support.activity_files import (
    BEGAN,
    CYCLING,
    NOW,
    RUNNING,
    file_id,
    fit,
    gpx,
    lap,
    one,
    session,
    straight,
    tcx,
    track,
)
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.core.imports import import_files, recorded
from coach.domain.events.types import RunLogged, Trained
from coach.journal import Journal

A_DAY = timedelta(days=1)

Figures = list[tuple[date, str, float, int, str]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Runs of some days, some of them from two devices, a ride, a copy, and what is no run."""
    folder = tmp_path_factory.mktemp("files")
    late = BEGAN - 2 * A_DAY + timedelta(hours=8)
    contents = {
        "watch.fit": fit(file_id(), session()),
        "copy.fit": fit(file_id(), session()),
        "phone.gpx": gpx(track(straight(5080, 1810, began=BEGAN + timedelta(seconds=7)))),
        "treadmill.fit": fit(file_id(), session(BEGAN - A_DAY, distance=None)),
        "footpod.tcx": tcx(("Running", lap(BEGAN - A_DAY, 1790, 4900))),
        "morning.tcx": tcx(("Running", lap(BEGAN - 2 * A_DAY, 1500, 4000))),
        "evening.fit": fit(file_id(), session(late, distance=6000)),
        "fast-clock.fit": fit(file_id(), session(late + timedelta(hours=1), distance=6010)),
        "ride.fit": fit(file_id(), session(BEGAN - 3 * A_DAY, sport=CYCLING, distance=9000)),
        "settings.fit": fit(file_id(2)),
        "broken.fit": b"no run",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


def figures(folder: Path, paths: list[Path], calls: int) -> Figures:
    """What the journal contains after some files were imported, in so many calls for each."""
    with closing(Journal(folder / "journal.db")) as journal:
        coach = Coach(folder / "config.toml", journal, FakeClock(NOW))
        for _ in range(calls):
            import_files(paths, partial(recorded, coach), NOW)
        entries = [one for one in journal.since(date.min) if isinstance(one, RunLogged | Trained)]
    return list(map(_figures, entries))


def _figures(entry: RunLogged | Trained) -> tuple[date, str, float, int, str]:
    kind = "run" if isinstance(entry, RunLogged) else entry.activity
    return entry.day, kind, entry.distance, entry.duration, entry.file


@settings(max_examples=15)
@given(data=st.data(), calls=st.integers(1, 2))
def test_any_order_and_repetition_give_the_same_journal(
    files: list[Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, calls: int
) -> None:
    again = data.draw(st.lists(st.sampled_from(files), max_size=5))
    order = data.draw(st.permutations([*files, *again]))
    first, other = (tmp_path_factory.mktemp(name) for name in ("first", "other"))
    assert figures(first, files, 1) == figures(other, order, calls)


@settings(max_examples=15)
@given(data=st.data())
def test_file_by_file_each_activity_is_recorded_once(
    files: list[Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    for path in data.draw(st.permutations(files)):
        found = figures(folder, [path], 1)
    days = [(str(day), kind) for day, kind, *_ in found]
    assert sorted(days) == [
        ("2026-04-30", "ride"),
        ("2026-05-01", "run"),
        ("2026-05-01", "run"),
        ("2026-05-02", "run"),
        ("2026-05-03", "run"),
    ]


SECONDS, METRES = st.integers(61, 9000), st.integers(0, 20_000)


@given(st.lists(st.tuples(SECONDS, METRES), min_size=1, max_size=5))
def test_the_totals_of_a_tcx_file_are_those_of_a_naive_reading(
    tmp_path_factory: pytest.TempPathFactory, laps: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.mktemp("tcx") / "run.tcx"
    path.write_bytes(tcx(("Biking", "".join(lap(BEGAN, seconds, far) for seconds, far in laps))))

    def total(name: str) -> float:
        return sum(map(float, re.findall(f"<{name}>(.*?)<", path.read_text("utf-8"))))

    activity = one(path)
    assert activity.duration == total("TotalTimeSeconds")
    assert activity.distance == total("DistanceMeters")


@given(SECONDS, METRES, st.sampled_from([RUNNING, CYCLING]))
def test_the_totals_of_a_fit_file_are_those_of_a_naive_reading(
    tmp_path_factory: pytest.TempPathFactory, seconds: int, metres: int, sport: int
) -> None:
    path = tmp_path_factory.mktemp("fit") / "run.fit"
    metres = min(metres, 10 * seconds)
    path.write_bytes(fit(file_id(), session(timer=seconds, distance=metres, sport=sport)))
    with FitReader(path) as reader:
        (said,) = (
            frame
            for frame in reader
            if frame.frame_type == FIT_FRAME_DATA and frame.name == "session"
        )
    value: Callable[[str], float] = said.get_value
    activity = one(path)
    assert (activity.duration, activity.distance) == (
        value("total_timer_time"),
        value("total_distance"),
    )
