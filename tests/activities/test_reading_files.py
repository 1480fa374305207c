"""Reading the files of watches, phones and services."""

import gzip
import math
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gpxpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.activity_files import (
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
    end,
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

from coach.activities.kinds import named_kind
from coach.activities.reading import read
from coach.domain.events.activity import Activity, ActivityKind

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
    activity = replace(one(SAMPLES / name), jogs=None, offset=None)
    expected = datetime.fromisoformat(began)
    assert activity == Activity(ActivityKind(kind), expected, duration, distance, name)
    assert activity.began.tzinfo is UTC


def test_a_real_gpx_file_comes_to_no_more_than_gpxpy_makes_of_it() -> None:
    """Three of its tracks are pieces of one ride; in two others, the rider stood still."""
    path = SAMPLES / "cerknicko-jezero.gpx"
    found = read(path, NOW)
    tracks = gpxpy.parse(path.read_text("utf-8")).tracks
    reference = [one for one in tracks if one.get_duration()]
    assert (len(tracks), len(reference), len(found)) == (8, 7, 4)
    assert found[0].began == reference[0].get_time_bounds().start_time
    assert sum(one.duration for one in found) <= sum(one.get_duration() or 0 for one in reference)
    assert sum(one.distance for one in found) <= sum(one.length_2d() for one in reference)
    pieces = sum(one.length_2d() for one in reference[1:4])
    assert 0.9 * pieces < found[1].distance < pieces


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
        (0xFF, 0xFF, "run"),  # by its speed
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
        st.tuples(st.floats(1.0, 6.0), st.floats(0, 360), st.integers(1, 60)),
        min_size=2,
        max_size=12,
    )
)
def test_gpxpy_measures_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[float, float, int]]
) -> None:
    """Except for turning back at once, which counts as staying in one place."""
    at, north, east, points = BEGAN, 0.0, 0.0, [(40.0, 14.0, BEGAN)]
    for speed, bearing, seconds in steps:
        at += timedelta(seconds=seconds)
        north += speed * seconds * math.cos(math.radians(bearing / 4)) / 111_319
        east += speed * seconds * math.sin(math.radians(bearing / 4)) / 85_000
        points.append((40 + north, 14 + east, at))
    data = gpx(track(points, kind="other"))
    reference = gpxpy.parse(data.decode()).tracks[0]
    activity = one(written(tmp_path_factory.mktemp("gpx"), data))
    assert activity.duration == reference.get_duration()
    assert math.isclose(activity.distance, reference.length_2d(), rel_tol=1e-2, abs_tol=0.1)


@given(
    st.integers(2, 97),
    st.floats(400, 100_000),
    st.integers(1, 4),
)
def test_stray_points_add_nothing_wherever_they_stand(
    tmp_path_factory: pytest.TempPathFactory, index: int, off: float, count: int
) -> None:
    points = straight(5000, 1800)
    for at in range(index, min(101, index + count)):
        latitude, longitude, instant = points[at]
        points[at] = (latitude, longitude + off / 85_000, instant)
    activity = one(written(tmp_path_factory.mktemp("gpx"), gpx(track(points))))
    assert activity.distance == pytest.approx(5000, rel=0.05)
    assert activity.kind is ActivityKind.RUN
    assert activity.remarks


@given(st.integers(2, 98), st.integers(-100_000, 100_000).filter(lambda shift: abs(shift) > 18))
def test_one_wrong_time_moves_nothing(
    tmp_path_factory: pytest.TempPathFactory, index: int, shift: int
) -> None:
    points = straight(5000, 1800)
    latitude, longitude, at = points[index]
    assert at
    points[index] = (latitude, longitude, at + timedelta(seconds=shift))
    activity = one(written(tmp_path_factory.mktemp("gpx"), gpx(track(points))))
    assert activity.distance == pytest.approx(5000, rel=0.02)
    assert activity.began == BEGAN
    assert activity.duration == pytest.approx(1800, abs=19)
    assert activity.remarks == ("1 stray point left out",)


def test_a_stray_beginning_is_left_out(tmp_path: Path) -> None:
    """For example, a receiver begins with the place at which it was switched off."""
    points = straight(5000, 1800)
    points[0] = (48.0, 11.0, points[0][2])
    activity = one(written(tmp_path, gpx(track(points))))
    assert activity.distance == pytest.approx(4950, rel=1e-3)
    assert activity.began == BEGAN + timedelta(seconds=18)


def test_a_lift_in_the_middle_of_a_run_is_left_out(tmp_path: Path) -> None:
    there = straight(2000, 700, points=71)
    back = [
        (latitude + 0.1, longitude, at + timedelta(seconds=1000))
        for latitude, longitude, at in there
        if at
    ]
    activity = one(written(tmp_path, gpx(track([*there, *back], kind="running"))))
    assert activity.distance == pytest.approx(4000, rel=0.01)
    assert activity.duration == pytest.approx(1400, abs=30)
    assert activity.remarks == ("1 jump left out",)


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
    assert activity.kind is ActivityKind.RUN
    assert activity.duration == pytest.approx(1000, abs=6)


@pytest.mark.parametrize("points", [2, 10, 1561])
def test_standing_in_the_middle_of_a_segment_is_no_running(tmp_path: Path, points: int) -> None:
    """26 minutes of a café in a run of 47, with points each second, now and then, or none."""
    first = straight(4000, 1410, points=471)
    latitude, longitude, stopped = first[-1]
    assert stopped
    waits = [
        (latitude, longitude, stopped + timedelta(seconds=1560 * number / (points - 1)))
        for number in range(points)
    ]
    second = [
        (latitude + at / 40_000, longitude, stopped + timedelta(seconds=1560 + 3 * at))
        for at in range(1, 471)
    ]
    activity = one(written(tmp_path, gpx(track([*first, *waits, *second], kind="running"))))
    assert activity.duration == pytest.approx(47 * 60, abs=30)


def test_a_minute_at_the_lights_is_part_of_the_run(tmp_path: Path) -> None:
    first = straight(1500, 500)
    then = straight(1500, 500, began=BEGAN + timedelta(seconds=555))
    rest = [(latitude + 1500 / 111_319.49, longitude, at) for latitude, longitude, at in then]
    activity = one(written(tmp_path, gpx(track([*first, *rest], kind="running"))))
    assert activity.duration == 1055.0


def test_each_track_with_times_is_an_activity_of_its_own(tmp_path: Path) -> None:
    plan = [(latitude, longitude, None) for latitude, longitude, _ in straight(900, 900)]
    data = gpx(
        track(straight(3000, 900), kind="Run"),
        track(plan, kind="Run"),
        track(straight(9000, 1200, began=BEGAN + AN_HOUR), kind="Ride"),
    )
    assert [one.kind.value for one in read(written(tmp_path, data), NOW)] == ["run", "ride"]


def test_a_session_in_pieces_is_one_run(tmp_path: Path) -> None:
    began = [BEGAN + timedelta(seconds=900 * piece) for piece in range(3)]
    tracks = [track(straight(2000, 700, began=at), kind="running") for at in began]
    activity = one(written(tmp_path, gpx(*tracks)))
    assert (activity.began, activity.duration) == (BEGAN, 2100.0)
    assert activity.distance == pytest.approx(6000, rel=1e-3)
    laps = [("Running", lap(at, 700, 2000)) for at in began]
    assert one(written(tmp_path, tcx(*laps))).distance == 6000
    sessions = [session(at, timer=700, elapsed=700, distance=2000) for at in began]
    assert one(written(tmp_path, fit(file_id(), *sessions))).distance == 6000


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
    assert kinds == ["run", "ride", "other", "run"]


def test_a_leg_whose_distances_go_on_from_the_last_one_is_as_long_as_its_own_way(
    tmp_path: Path,
) -> None:
    points = trackpoint(BEGAN, 20_000) + trackpoint(BEGAN + timedelta(seconds=1500), 25_000)
    for laps in (lap(BEGAN, 1500, 25_000, points), f"<Lap><Track>{points}</Track></Lap>"):
        activity = one(written(tmp_path, tcx(("Running", laps))))
        assert (activity.duration, activity.distance) == (1500.0, 5000.0)


def test_laps_whose_distances_go_on_are_counted_once(tmp_path: Path) -> None:
    laps = "".join(
        lap(
            BEGAN + timedelta(seconds=300 * number),
            300,
            1000 * (number + 1),
            trackpoint(BEGAN + timedelta(seconds=300 * number), 1000 * number)
            + trackpoint(BEGAN + timedelta(seconds=300 * (number + 1)), 1000 * (number + 1)),
        )
        for number in range(3)
    )
    assert one(written(tmp_path, tcx(("Running", laps)))).distance == 3000


def test_decimal_commas_are_read(tmp_path: Path) -> None:
    points = gpx(track(straight(3000, 900), kind="running"))
    for name in (b"lat", b"lon"):
        points = re.sub(name + rb'="(\d+)\.', name + rb'="\1,', points)
    assert one(written(tmp_path, points)).distance == pytest.approx(3000, rel=1e-3)
    laps = tcx(("Running", lap(BEGAN, 600.5, 2000.25))).replace(b"0.5<", b"0,5<")
    activity = one(written(tmp_path, laps.replace(b"0.25<", b"0,25<")))
    assert (activity.duration, activity.distance) == (600.5, 2000.25)


@pytest.mark.parametrize("year", [b"0000", b"1980", b"2099"])
def test_an_absurd_time_in_a_tcx_file_is_left_out_and_named(tmp_path: Path, year: bytes) -> None:
    points = "".join(trackpoint(BEGAN + timedelta(seconds=9 * at), 25 * at) for at in range(9))
    data = tcx(("Running", lap(BEGAN, 72, 200, points)))
    data = data.replace(b"2026-05-03T07:30:36Z", year + b"-05-03T07:30:36Z")
    activity = one(written(tmp_path, data))
    assert (activity.began, activity.duration, activity.distance) == (BEGAN, 72.0, 200.0)
    assert activity.remarks == ("1 stray point left out",)


@pytest.mark.parametrize("before", [b"          ", b"\n", b"\r\n\t", b"\xef\xbb\xbf \n"])
def test_blanks_before_the_declaration_do_not_matter(tmp_path: Path, before: bytes) -> None:
    for data in (gpx(track(straight(3000, 900))), tcx(("Running", lap(BEGAN, 900, 3000)))):
        activity = one(written(tmp_path, before + data))
        assert activity.distance == pytest.approx(3000, rel=1e-3)


def test_a_prefix_that_nobody_declared_does_not_matter(tmp_path: Path) -> None:
    data = gpx(track(straight(3000, 900), kind="running"))
    data = data.replace(b"</ele>", b"</ele><a:x><a:hr z:unit='bpm'>140</a:hr></a:x>")
    assert one(written(tmp_path, data)).distance == pytest.approx(3000, rel=1e-3)


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
        ("backcountry_skiing", "other"),
        ("Other", "other"),
        ("9", "run"),
    ],
)
def test_the_words_for_kinds_are_known(text: str, kind: str) -> None:
    assert named_kind(text) == ActivityKind(kind)


@pytest.mark.parametrize("text", ["", "Throwing", "Laufen", "Course à pied", "4"])
def test_other_words_name_no_kind(text: str) -> None:
    assert named_kind(text) is None


@given(st.text())
def test_any_text_names_a_kind_or_none(text: str) -> None:
    assert isinstance(named_kind(text), ActivityKind | None)


@pytest.mark.parametrize("said", ["Laufen", "Course à pied", "Correr", "跑步", "Jogg"])
def test_words_that_nobody_knows_leave_it_to_the_speed(tmp_path: Path, said: str) -> None:
    assert one(written(tmp_path, gpx(track(straight(3000, 1000), kind=said)))).kind == "run"
    assert one(written(tmp_path, gpx(track(straight(1300, 1000), kind=said)))).kind == "walk"
    assert one(written(tmp_path, tcx((said, lap(BEGAN, 1000, 3000))))).kind == "run"
    assert one(written(tmp_path, tcx((said, lap(BEGAN, 1000, 0))))).kind == "other"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Walking 5/3/26 7:30 am", "walk"),
        ("Cycling 5/3/26 7:30 am", "ride"),
        ("Walk to the hill", "run"),
    ],
)
def test_a_name_of_kind_and_date_names_the_kind(tmp_path: Path, name: str, kind: str) -> None:
    data = gpx(track(straight(3000, 1000))).replace("Läufle".encode(), name.encode())
    assert one(written(tmp_path, data)).kind == kind


@pytest.mark.parametrize("stage", range(1, 20))
@pytest.mark.parametrize("every", [1, 5])
def test_every_stage_of_the_ladder_is_told_from_a_walk(
    tmp_path: Path, stage: int, every: int
) -> None:
    jog = 30 * ((stage + 1) // 2)
    points, north = [(40.0, 14.0, BEGAN)], 0.0
    for second in range(every, 1201, every):
        north += every * (2.4 if second % 300 <= jog else 1.4)
        points.append((40 + north / 111_319.49, 14.0, BEGAN + timedelta(seconds=second)))
    assert one(written(tmp_path, gpx(track(points)))).kind == "run"


@given(st.lists(st.floats(1.1, 1.7), min_size=60, max_size=120))
def test_a_walk_is_a_walk_however_unsteady(
    tmp_path_factory: pytest.TempPathFactory, speeds: list[float]
) -> None:
    points, north = [(40.0, 14.0, BEGAN)], 0.0
    for number, speed in enumerate(speeds, 1):
        north += 5 * speed
        points.append((40 + north / 111_319.49, 14.0, BEGAN + timedelta(seconds=5 * number)))
    assert one(written(tmp_path_factory.mktemp("walk"), gpx(track(points)))).kind == "walk"


def test_the_zone_on_the_wrist_is_read(tmp_path: Path) -> None:
    offset = timedelta(hours=9, minutes=30)
    ahead = written(tmp_path, fit(file_id(), session(), end(BEGAN, BEGAN + offset)))
    assert one(ahead).offset == offset
    clock = written(tmp_path, gpx(track(straight(3000, 900))).replace(b"Z<", b"+09:30<"), "z.gpx")
    assert one(clock).offset == offset
    laps = tcx(("Running", lap(BEGAN, 600, 2000))).replace(b"000Z", b"000+09:30")
    assert one(written(tmp_path, laps, "z.tcx")).offset == offset


@pytest.mark.parametrize("local", [None, BEGAN, BEGAN + timedelta(days=2)])
def test_a_watch_that_says_utc_or_nonsense_says_nothing_of_its_zone(
    tmp_path: Path, local: datetime | None
) -> None:
    assert one(written(tmp_path, fit(file_id(), session(), end(BEGAN, local)))).offset is None
    for data in (gpx(track(straight(3000, 900))), tcx(("Running", lap(BEGAN, 600, 2000)))):
        assert one(written(tmp_path, data)).offset is None


def test_real_watches_say_where_they_were() -> None:
    zones = [one(SAMPLES / name).offset for name in ("fenix-5-run.fit", "fenix-2-run.fit")]
    assert zones == [timedelta(hours=-7), timedelta(hours=2)]
