"""Past faults: the files in tests/data/cases, each with its expected result."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from support.builders import FakeClock, tell_of_running

from coach.activities.reading import read
from coach.core.coach import Coach
from coach.domain.day.planned import Status
from coach.domain.events.activity import Activity
from coach.domain.events.types import Pattern, RunLogged
from coach.journal import Journal

CASES = Path(__file__).parent.parent / "data" / "cases"
THURSDAY = date(2026, 11, 26)
EIGHT = datetime(2026, 11, 26, 8, tzinfo=UTC)
LATE = datetime(2026, 11, 26, 20, tzinfo=UTC)
STRAY = ("1 stray point left out",)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(EIGHT)


@pytest.fixture
def coach(tmp_path: Path, clock: FakeClock) -> Iterator[Coach]:
    journal = Journal(tmp_path / "journal.db")
    yield Coach(tmp_path / "config.toml", journal, clock)
    journal.close()


def case(name: str) -> Activity:
    (activity,) = read(CASES / name, LATE)
    return activity


def runs(coach: Coach) -> list[tuple[float, int | None]]:
    return [
        (round(one.distance), one.pain)
        for one in coach.journal.since(date.min)
        if isinstance(one, RunLogged)
    ]


@pytest.mark.parametrize(
    ("name", "began", "minutes", "metres", "remarks"),
    [
        ("01-blanks.tcx", "10:00", 30, 5003, ()),
        ("02-extra.fit", "08:00", 30, 5000, ("20 bytes behind the recording left out",)),
        ("04-laps-no-session.fit", "07:30", 10, 1680, ()),
        ("05-treadmill-no-distance.fit", "07:30", 30, 0, ()),
        ("06a-year0000.gpx", "09:00", 30, 5000, STRAY),
        ("07a-laufen.gpx", "09:00", 30, 5000, ()),
        ("08-walkjog.gpx", "09:00", 20, 1968, ()),
        ("09a-prefix.gpx", "09:00", 30, 5000, ()),
        ("11-evening.gpx", "18:00", 31 + 2 / 3, 5200, ()),
        ("14-jump.gpx", "08:00", 30, 5000, STRAY),
    ],
)
def test_each_file_is_the_run_that_was_run(
    name: str, began: str, minutes: float, metres: float, remarks: tuple[str, ...]
) -> None:
    run = case(name)
    assert (run.kind, f"{run.began:%H:%M}", run.began.date()) == ("run", began, THURSDAY)
    assert run.duration == pytest.approx(60 * minutes)
    assert run.distance == pytest.approx(metres, abs=1)
    assert run.remarks == remarks


def test_a_treadmill_without_a_distance_is_the_run_that_was_told_by_hand(
    coach: Coach,
) -> None:
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    assert coach.imports.log_activity(case("05-treadmill-no-distance.fit"))
    assert runs(coach) == [(5000, 0)]


def test_so_it_is_where_the_file_comes_first(coach: Coach) -> None:
    coach.imports.log_activity(case("05-treadmill-no-distance.fit"))
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    assert runs(coach) == [(5000, 0)]


def test_a_run_of_the_evening_is_a_second_one(coach: Coach, clock: FakeClock) -> None:
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    clock.set(LATE)
    coach.imports.log_activity(case("11-evening.gpx"))
    assert runs(coach) == [(5000, 0), (5200, None)]


def test_a_walk_jog_settles_that_of_the_day(coach: Coach, clock: FakeClock) -> None:
    clock.set(LATE)
    coach.imports.log_activity(case("08-walkjog.gpx"))
    assert coach.days.find("run").status(LATE) is Status.DONE


def test_a_stray_point_lets_no_cap_grow(coach: Coach, clock: FakeClock) -> None:
    tell_of_running(coach)
    coach.record.take_intake({"weekly": 0.0, "longest": 0.0})
    coach.imports.log_activity(case("14-jump.gpx"))
    clock.forward(days=1)
    coach.record.check(0)
    run = coach.judgement().caps.run
    assert run is not None
    assert run <= 1.1 * 5001
