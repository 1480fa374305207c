"""What is read from the files of watches, phones and services."""

import gzip
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gpxpy
import pytest
from activities.writing import (
    BEGAN,
    CYCLING,
    FITNESS,
    NOW,
    ROWING,
    RUNNING,
    SAMPLES,
    SWIMMING,
    TRANSITION,
    WALKING,
    developer_field,
    file_id,
    fit,
    gpx,
    lap,
    one,
    records,
    session,
    straight,
    tcx,
    track,
    trackpoint,
)
from hypothesis import given
from hypothesis import strategies as st

from coach.activities import read
from coach.activities.kinds import named_kind
from coach.domain.activity import Activity, ActivityKind

AN_HOUR = timedelta(hours=1)


def written(folder: Path, data: bytes, name: str = "run") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "kind", "began", "duration", "distance"),
    [
        ("fenix-5-run.fit", "run", "2017-06-11T14:34:09Z", 56.887, 157.56),
        ("fenix-2-run.fit", "run", "2015-08-15T14:45:08Z", 2832.0, 9008.22),
        ("edge-820-bike.fit", "ride", "2017-06-12T16:10:15Z", 64.524, 457.12),
        ("run.tcx", "run", "2012-12-26T21:29:53Z", 1992.78, 4689.24267578),
    ],
)
def test_a_real_recording_is_read(
    name: str, kind: str, began: str, duration: float, distance: float
) -> None:
    activity = one(SAMPLES / name)
    expected = datetime.fromisoformat(began)
    assert activity == Activity(ActivityKind(kind), expected, duration, distance, name)
    assert activity.began.tzinfo is UTC


def test_a_real_gpx_file_comes_to_what_gpxpy_makes_of_it() -> None:
    path = SAMPLES / "cerknicko-jezero.gpx"
    found = read(path, NOW)
    tracks = gpxpy.parse(path.read_text("utf-8")).tracks
    reference = [track for track in tracks if track.get_duration()]
    assert (len(tracks), len(found)) == (8, 7)
    for activity, expected in zip(found, reference, strict=True):
        assert activity.began == expected.get_time_bounds().start_time
        assert activity.duration == expected.get_duration()
        assert activity.distance == pytest.approx(expected.length_2d(), rel=1e-3)


@pytest.mark.parametrize(
    ("sport", "sub_sport", "kind"),
    [
        *((RUNNING, sub_sport, "run") for sub_sport in (0, 1, 3, 4)),  # treadmill, trail, track
        (WALKING, 0, "walk"),
        (17, 0, "walk"),  # hiking
        (CYCLING, 0, "ride"),
        (CYCLING, 6, "ride"),  # indoors
        (SWIMMING, 17, "swim"),  # laps
        (SWIMMING, 18, "swim"),  # open water
        (ROWING, 14, "row"),  # indoors
        (FITNESS, 15, "elliptical"),
        (FITNESS, 14, "row"),
        (FITNESS, 6, "ride"),
        (FITNESS, 1, "run"),  # a treadmill
        (FITNESS, 0, "other"),
        (13, 0, "other"),  # alpine skiing
        (0xFF, 0xFF, "other"),
        (0xFD, 0xFD, "other"),
    ],
)
def test_the_sports_of_fit_are_known(tmp_path: Path, sport: int, sub_sport: int, kind: str) -> None:
    data = fit(file_id(), session(sport=sport, sub_sport=sub_sport))
    assert one(written(tmp_path, data)).kind == ActivityKind(kind)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("header", [12, 14])
def test_a_fit_file_may_be_of_either_byte_order_and_header(
    tmp_path: Path, order: str, header: int
) -> None:
    path = written(tmp_path, fit(file_id(), session(order=order), header=header))
    assert one(path) == Activity(ActivityKind.RUN, BEGAN, 1800.0, 5000.0, "run")


def test_pauses_are_not_counted_where_the_watch_knows_them(tmp_path: Path) -> None:
    paused = written(tmp_path, fit(file_id(), session(timer=1500.0, elapsed=1800.0)))
    assert one(paused).duration == 1500.0
    unknown = written(tmp_path, fit(file_id(), session(timer=None, elapsed=1800.0)))
    assert one(unknown).duration == 1800.0


def test_a_run_without_a_distance_is_a_run(tmp_path: Path) -> None:
    assert one(written(tmp_path, fit(file_id(), session(distance=None)))).distance == 0


def test_each_leg_of_a_multisport_is_an_activity_and_the_ways_between_are_none(
    tmp_path: Path,
) -> None:
    legs = [(SWIMMING, 900.0), (TRANSITION, 60.0), (CYCLING, 20_000.0), (RUNNING, 5000.0)]
    sessions = (session(sport=sport, distance=distance) for sport, distance in legs)
    found = read(written(tmp_path, fit(file_id(), *sessions)), NOW)
    assert [(one.kind.value, one.distance) for one in found] == [
        ("swim", 900.0),
        ("ride", 20_000.0),
        ("run", 5000.0),
    ]


def test_several_fit_files_in_one_are_read(tmp_path: Path) -> None:
    later = session(BEGAN + AN_HOUR)
    data = fit(file_id(2)) + fit(file_id(), session()) + fit(file_id(), later)
    assert [one.began for one in read(written(tmp_path, data), NOW)] == [BEGAN, BEGAN + AN_HOUR]


def test_what_apps_add_to_a_fit_file_is_stepped_over(tmp_path: Path) -> None:
    data = fit(
        file_id(),
        developer_field(b"total_distance"),
        records(500),
        session(distance=None, developer=b"\x63"),
        records(500),
    )
    assert one(written(tmp_path, data)).distance == 0


def test_what_apps_add_without_announcing_it_is_stepped_over(tmp_path: Path) -> None:
    data = fit(file_id(), session(developer=b"\x01\x02"), session(BEGAN + AN_HOUR))
    assert len(read(written(tmp_path, data), NOW)) == 2


def test_a_gpx_track_is_measured_within_its_segments(tmp_path: Path) -> None:
    after = BEGAN + AN_HOUR
    data = gpx(track(straight(3000, 900), straight(2000, 600, began=after), kind="running"))
    activity = one(written(tmp_path, data))
    assert (activity.kind, activity.began, activity.duration) == ("run", BEGAN, 1500.0)
    assert activity.distance == pytest.approx(5000, rel=1e-3)


@given(
    st.lists(
        st.tuples(st.floats(-80, 80), st.floats(-179, 179), st.integers(1, 400)),
        min_size=2,
        max_size=12,
    )
)
def test_gpxpy_measures_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[float, float, int]]
) -> None:
    at, points = BEGAN, []
    for latitude, longitude, seconds in steps:
        at += timedelta(seconds=seconds)
        points.append((40 + latitude / 10_000, 14 + longitude / 10_000, at))
    data = gpx(track(points, kind="other"))
    reference = gpxpy.parse(data.decode()).tracks[0]
    activity = one(written(tmp_path_factory.mktemp("gpx"), data))
    assert activity.duration == reference.get_duration()
    assert math.isclose(activity.distance, reference.length_2d(), rel_tol=1e-2, abs_tol=0.1)


@pytest.mark.parametrize(
    ("metres", "seconds", "kind"),
    [
        (1500, 1000, "walk"),
        (1790, 1000, "walk"),
        (1810, 1000, "run"),
        (6490, 1000, "run"),
        (6510, 1000, "ride"),
        (14_000, 1000, "ride"),
        (30_000, 1000, "other"),  # a car
        (120, 40, "other"),  # too short to tell
    ],
)
@pytest.mark.parametrize("said", [None, "", "4"])
def test_a_track_that_names_no_kind_is_judged_by_its_speed(
    tmp_path: Path, metres: float, seconds: float, kind: str, said: str | None
) -> None:
    path = written(tmp_path, gpx(track(straight(metres, seconds), kind=said)))
    assert one(path).kind == ActivityKind(kind)


def test_waiting_at_a_crossing_makes_no_walk_of_a_run(tmp_path: Path) -> None:
    run = straight(3000, 1000, points=1001)
    *_, (latitude, longitude, at) = run
    assert at
    waiting = [(latitude, longitude, at + timedelta(seconds=second)) for second in range(1, 901)]
    activity = one(written(tmp_path, gpx(track([*run, *waiting]))))
    assert (activity.kind, activity.duration) == ("run", 1900.0)


def test_each_track_with_times_is_an_activity_of_its_own(tmp_path: Path) -> None:
    plan = [(latitude, longitude, None) for latitude, longitude, _ in straight(900, 900)]
    data = gpx(
        track(straight(3000, 900), kind="Run"),
        track(plan, kind="Run"),
        track(straight(9000, 1200, began=BEGAN + AN_HOUR), kind="Ride"),
    )
    assert [one.kind.value for one in read(written(tmp_path, data), NOW)] == ["run", "ride"]


def test_points_without_a_time_or_back_in_time_are_left_out(tmp_path: Path) -> None:
    points = straight(3000, 900)
    points[40] = (points[40][0] + 1, 14.0, None)
    points[60] = (points[60][0] + 1, 14.0, BEGAN - AN_HOUR)
    activity = one(written(tmp_path, gpx(track(points))))
    assert (activity.began, activity.duration) == (BEGAN, 900.0)
    assert activity.distance == pytest.approx(3000, rel=1e-3)


@pytest.mark.parametrize(
    "text",
    ["2026-05-03T07:30:00", "2026-05-03T09:30:00+02:00", "2026-05-03T07:30:00.000000000Z"],
)
def test_times_are_read_with_and_without_a_zone(tmp_path: Path, text: str) -> None:
    data = gpx(track(straight(3000, 900))).replace(b"2026-05-03T07:30:00.000000Z", text.encode())
    activity = one(written(tmp_path, data))
    assert (activity.began, activity.began.tzinfo) == (BEGAN, UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xml_of_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text = gpx(track(straight(3000, 900), kind="running"), head=head).decode()
    assert one(written(tmp_path, text.encode(encoding))).kind is ActivityKind.RUN


def test_the_laps_of_a_tcx_activity_are_summed(tmp_path: Path) -> None:
    laps = lap(BEGAN, 600.5, 2000) + lap(BEGAN + AN_HOUR, 300, 1000.25)
    activity = one(written(tmp_path, tcx(("Running", laps))))
    assert activity == Activity(ActivityKind.RUN, BEGAN, 900.5, 3000.25, "run")


def test_several_activities_of_a_tcx_file_are_read(tmp_path: Path) -> None:
    sports = ("Running", "Biking", "Other", "")
    data = tcx(*((sport, lap(BEGAN, 600, 2000)) for sport in sports))
    kinds = [one.kind.value for one in read(written(tmp_path, data), NOW)]
    assert kinds == ["run", "ride", "other", "other"]


def test_the_points_of_a_tcx_lap_tell_what_it_does_not(tmp_path: Path) -> None:
    points = trackpoint(BEGAN, 0) + trackpoint(BEGAN + timedelta(seconds=720), 2500)
    bare = f"<Lap><Track>{points}</Track></Lap>"
    activity = one(written(tmp_path, tcx(("Running", bare))))
    assert (activity.began, activity.duration, activity.distance) == (BEGAN, 720.0, 2500.0)


def test_a_packed_file_is_read_as_what_is_in_it(tmp_path: Path) -> None:
    for name in ("fenix-5-run.fit", "run.tcx"):
        packed = written(tmp_path, gzip.compress((SAMPLES / name).read_bytes()), f"{name}.gz")
        assert one(packed).distance == one(SAMPLES / name).distance


def test_a_name_that_lies_about_the_format_does_not_matter(tmp_path: Path) -> None:
    data = (SAMPLES / "fenix-5-run.fit").read_bytes()
    assert one(written(tmp_path, data, "run.gpx")).distance == 157.56


@pytest.mark.parametrize("name", ["Lauf über die Brücke.fit", "ラン 🏃.fit", "a\nb\x1b[31m.fit"])
def test_any_name_of_a_file_is_fit_to_be_shown(tmp_path: Path, name: str) -> None:
    source = one(written(tmp_path, fit(file_id(), session()), name)).source
    assert source.isprintable()
    assert source == name if name.isprintable() else source == "a?b?[31m.fit"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("running", "run"),
        ("TrailRun", "run"),
        ("VIRTUAL_RUN", "run"),
        ("Treadmill Running", "run"),
        ("treadmill walking", "walk"),
        ("GravelRide", "ride"),
        ("road_biking", "ride"),
        ("open_water_swimming", "swim"),
        ("rowing_v2", "row"),
        ("Elliptical", "elliptical"),
        ("Aqua jogging", "aqua-jog"),
        ("deep water running", "aqua-jog"),
        ("horseback_riding", "other"),
        ("motorcycling", "other"),
        ("Throwing", "other"),
        ("", "other"),
    ],
)
def test_the_words_for_kinds_are_known(text: str, kind: str) -> None:
    assert named_kind(text) == ActivityKind(kind)


@given(st.text())
def test_any_text_names_a_kind(text: str) -> None:
    assert named_kind(text) in ActivityKind
