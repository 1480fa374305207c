"""What counts of a recording: the time under way, and the points that can be true."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.activity_files import (
    BEGAN,
    NOW,
    Point,
    file_id,
    fit,
    fit_lap,
    gpx,
    lap,
    one,
    record,
    session,
    straight,
    tcx,
    track,
    trackpoint,
)

from coach.activities.reading import read
from coach.domain.events.activity import Activity
from coach.errors import ActivityError

A_SECOND = timedelta(seconds=1)
A_METRE = 1 / 111_319.49
ROUND = [(45, 1.4), (60, 2.6)] * 10
"""Seconds and metres a second of a walk-jog."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run"


def reading(path: Path, data: bytes) -> Activity:
    path.write_bytes(data)
    return one(path)


def counted(seconds: range, speed: float, before: float = 0.0) -> list[tuple[datetime, float]]:
    """Times and distances, as a watch counts them."""
    return [(BEGAN + at * A_SECOND, before + speed * (at - seconds[0])) for at in seconds]


def points_of(made: list[tuple[datetime, float]]) -> str:
    return "".join(trackpoint(at, metres) for at, metres in made)


def rounds() -> list[tuple[datetime, float]]:
    """A walk-jog, counted each second."""
    speeds = [speed for seconds, speed in ROUND for _ in range(seconds)]
    return [(BEGAN + at * A_SECOND, sum(speeds[:at])) for at in range(len(speeds) + 1)]


def moved(points: list[Point], metres: float, seconds: float) -> list[Point]:
    return [
        (north + metres * A_METRE, east, at + seconds * A_SECOND)
        for north, east, at in points
        if at
    ]


# --- Pauses -------------------------------------------------------------------------------------


def test_a_pause_in_which_one_strolled_off_unrecorded_is_no_running(path: Path) -> None:
    first = straight(3000, 1000, points=501)
    second = moved(first, 3300, 1000 + 600)  # 300 m on, ten minutes later
    activity = reading(path, gpx(track([*first, *second], kind="running")))
    assert activity.duration == pytest.approx(2000, abs=10)
    assert activity.distance == pytest.approx(6000, abs=30)


def test_a_tunnel_in_which_one_ran_on_counts(path: Path) -> None:
    first = straight(3000, 1000, points=501)
    second = moved(first, 3300, 1000 + 110)  # 300 m on, at about the usual speed
    activity = reading(path, gpx(track([*first, *second], kind="running")))
    assert activity.duration == 2110.0
    assert activity.distance == pytest.approx(6300, abs=1)


def test_a_track_of_few_points_has_no_gaps(path: Path) -> None:
    slow = moved(straight(500, 600, points=5), 4000, 1200)
    points = [*straight(4000, 1200, points=9), *slow[1:]]
    activity = reading(path, gpx(track(points, kind="running")))
    assert activity.duration == 1800.0


@pytest.mark.parametrize("said", [1800, 1200, None])
def test_the_time_of_a_tcx_lap_is_without_standing_still(path: Path, said: float | None) -> None:
    """A program says the time from start to end, a watch that without pauses, or neither does."""
    made = [*counted(range(601), 2.5), *counted(range(1200, 1801), 2.5, 1500)]
    total = "" if said is None else f"<TotalTimeSeconds>{said}</TotalTimeSeconds>"
    laps = f"<Lap>{total}<Track>{points_of(made)}</Track></Lap>"
    activity = reading(path, tcx(("Running", laps)))
    assert (activity.duration, activity.distance) == (1200.0, 3000.0)


def test_standing_with_points_each_second_is_no_time_of_a_tcx_lap(path: Path) -> None:
    made = [*counted(range(601), 2.5), *counted(range(601, 1200), 0, 1500)]
    made += counted(range(1200, 1801), 2.5, 1500)
    activity = reading(path, tcx(("Running", lap(BEGAN, 1800, 3000, points_of(made)))))
    assert activity.duration == pytest.approx(1200, abs=12)


def test_laps_that_go_on_after_the_last_point_keep_their_time(path: Path) -> None:
    laps = lap(BEGAN, 600, 1500, points_of(counted(range(601), 2.5)))
    laps += lap(BEGAN + 600 * A_SECOND, 300, 800)
    activity = reading(path, tcx(("Running", laps)))
    assert (activity.duration, activity.distance) == (900.0, 2300.0)


# --- Single bad points --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["99999999", "-5", "nan", "inf", "?"])
def test_one_wrong_distance_of_a_tcx_point_is_dropped_and_counted(path: Path, text: str) -> None:
    points = points_of(counted(range(601), 2.5)).replace(">750.0<", f">{text}<")
    activity = reading(path, tcx(("Running", f"<Lap><Track>{points}</Track></Lap>")))
    assert (activity.duration, activity.distance) == (600.0, 1500.0)
    assert activity.remarks == ("1 stray point left out",)


def test_a_tcx_file_of_many_bad_points_is_refused_unless_its_laps_say_all(path: Path) -> None:
    points = points_of(counted(range(100), 2.5)).replace("5</D", "5?</D")
    path.write_bytes(tcx(("Running", f"<Lap><Track>{points}</Track></Lap>")))
    with pytest.raises(ActivityError, match=r"holds 50 points of 1\d0 that cannot be true"):
        read(path, NOW)
    activity = reading(path, tcx(("Running", lap(BEGAN, 99, 250, points))))
    assert (activity.duration, activity.distance) == (99.0, 250.0)


@pytest.mark.parametrize("total", ["nan", "soon"])
def test_a_lap_that_says_no_number_is_as_long_as_its_points(path: Path, total: str) -> None:
    laps = lap(BEGAN, 600, 1500, points_of(counted(range(601), 2.5)))
    laps = laps.replace(">600<", f">{total}<").replace(">1500<", f">{total}<")
    activity = reading(path, tcx(("Running", laps)))
    assert (activity.duration, activity.distance) == (600.0, 1500.0)


def test_tcx_points_without_a_distance_are_measured_by_their_places(path: Path) -> None:
    points = "".join(
        f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%SZ}</Time><Position><LatitudeDegrees>{north:.9f}"
        f"</LatitudeDegrees><LongitudeDegrees>{east}</LongitudeDegrees></Position></Trackpoint>"
        for north, east, at in straight(3000, 900, points=901)
        if at
    )
    activity = reading(path, tcx(("", f"<Lap><Track>{points}</Track></Lap>")))
    assert (str(activity.kind), activity.duration) == ("run", 900.0)
    assert activity.distance == pytest.approx(3000, rel=1e-3)


def test_one_wrong_distance_of_a_fit_record_is_dropped_and_counted(path: Path) -> None:
    made = [record(at, metres) for at, metres in counted(range(601), 2.5)]
    made[300] = record(BEGAN + 300 * A_SECOND, 40_000_000)
    empty = session(timer=None, elapsed=None, distance=None)
    activity = reading(path, fit(file_id(), *made, empty))
    assert (activity.duration, activity.distance) == (600.0, 1500.0)
    assert activity.remarks == ("1 stray point left out",)


@given(
    wrong=st.sets(st.integers(0, 100), max_size=15),
    metres=st.floats(20_000, 80_000_000) | st.floats(-600_000, -510_000),
)
def test_however_some_points_are_wrong_the_others_count(
    tmp_path_factory: pytest.TempPathFactory, wrong: set[int], metres: float
) -> None:
    made = counted(range(0, 1010, 10), 2.5)
    kept = [one for number, one in enumerate(made) if number not in wrong]
    shown = [
        (at, metres + 5000 * number if number in wrong else true)
        for number, (at, true) in enumerate(made)
    ]
    path = tmp_path_factory.mktemp("points") / "run"
    bare = f"<Lap><Track>{points_of(shown)}</Track></Lap>"
    activity = reading(path, tcx(("Running", bare)))
    assert activity.distance == pytest.approx(kept[-1][1] - kept[0][1], abs=1)


# --- Walk-jogs, and one outing in pieces --------------------------------------------------------


def test_a_walk_jog_is_told_from_a_walk_in_each_format(path: Path) -> None:
    jogged, walked = rounds(), counted(range(1051), 1.4)
    for made, kind in ((jogged, "run"), (walked, "walk")):
        north = [(40 + metres * A_METRE, 14.0, at) for at, metres in made]
        seconds, metres = (made[-1][0] - BEGAN).total_seconds(), made[-1][1]
        records = [record(at, far) for at, far in made]
        for data in (
            gpx(track(north)),
            tcx(("", lap(BEGAN, seconds, metres, points_of(made)))),
            fit(
                file_id(),
                *records,
                session(timer=seconds, distance=metres, sport=0xFF, sub_sport=0xFF),
            ),
            fit(file_id(), *records),
            fit(file_id(), *records, fit_lap(BEGAN, seconds, metres, sport=0xFF)),
        ):
            assert str(reading(path, data).kind) == kind


def test_a_walk_jog_in_three_tracks_is_one(path: Path) -> None:
    north: list[Point] = [(40 + metres * A_METRE, 14.0, at) for at, metres in rounds()]
    pieces = [track(moved(north[begin : begin + 351], 0, begin / 10)) for begin in (0, 350, 700)]
    activity = reading(path, gpx(*reversed(pieces)))
    assert (str(activity.kind), activity.began) == ("run", BEGAN)
    assert activity.duration == pytest.approx(1050, abs=1)


def test_a_piece_too_short_to_judge_belongs_to_its_run(path: Path) -> None:
    run = straight(3000, 1000, points=501)
    bit = moved(straight(100, 40), 3000, 1060)
    rest = moved(run, 3100, 1160)
    activity = reading(path, gpx(track(run), track(bit), track(rest)))
    assert (str(activity.kind), activity.duration) == ("run", 2040.0)


def test_a_ride_to_the_park_and_the_run_there_stay_two(path: Path) -> None:
    ride, run = straight(6000, 900), moved(straight(3000, 1000), 6000, 1200)
    path.write_bytes(gpx(track(ride), track(run)))
    assert [str(one.kind) for one in read(path, NOW)] == ["ride", "run"]
