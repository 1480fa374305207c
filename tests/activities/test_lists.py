"""The lists and databases of services: what is read from each, and what is refused."""

import json
import sqlite3
import tracemalloc
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.activity_files import BEGAN, NOW, SAMPLES, spoilt
from support.deliveries import (
    Outing,
    health_data,
    health_database,
    heartbeat,
    kml,
    kml_points,
    kml_track,
    polar_session,
    runkeeper_list,
    strava_list,
    workout,
)

from coach.activities.reading import readings
from coach.domain.events.activity import Activity, ActivityKind
from coach.errors import ActivityError, NoActivityError

A_DAY = timedelta(days=1)
OUTINGS = (
    Outing("run", BEGAN - 3 * A_DAY, 1657.0, 5400.0),
    Outing("walk", BEGAN - 2 * A_DAY, 2700.0, 3100.0),
    Outing("ride", BEGAN - A_DAY, 3912.0, 26_050.0),
    Outing("other", BEGAN, 2400.0, 0.0),
)
BERLIN = ZoneInfo("Europe/Berlin")


def read(folder: Path, data: bytes, name: str = "file") -> list[Activity]:
    path = folder / name
    path.write_bytes(data)
    (outcome,) = readings(path, NOW, zone=BERLIN)
    assert isinstance(outcome, tuple), outcome
    return list(outcome)


def sentence(folder: Path, data: bytes, kind: type[ActivityError] = ActivityError) -> str:
    path = folder / "file"
    path.write_bytes(data)
    (outcome,) = readings(path, NOW)
    assert type(outcome) is kind
    assert str(outcome).startswith(f"{path} ")
    assert str(outcome).endswith(".")
    return str(outcome).removeprefix(f"{path} ")


def said(activities: Iterable[Activity]) -> list[tuple[object, ...]]:
    return [
        (str(one.kind), one.began, round(one.duration), near(one.distance))
        for one in sorted(activities, key=lambda one: one.began)
    ]


def as_done(outings: Iterable[Outing]) -> list[tuple[object, ...]]:
    return [(one.kind, one.began, round(one.seconds), near(one.metres)) for one in outings]


def near(metres: float) -> object:
    """A table has hundredths of a kilometre or a mile."""
    return pytest.approx(metres, abs=9)


def brief(data: object) -> str:
    return repr(data)[:40]


FILES = {
    "apple": health_data(*(workout(one) for one in OUTINGS)),
    "apple before iOS 16": health_data(*(workout(one, is_old=True) for one in OUTINGS)),
    "apple in miles": health_data(*(workout(one, miles=True) for one in OUTINGS)),
    "health connect": health_database(*OUTINGS),
    "polar": polar_session(*OUTINGS),
    "old polar": polar_session(*OUTINGS, is_old=True),
    "strava": strava_list(OUTINGS[::-1]),
    "strava in British English": strava_list(OUTINGS, is_british=True),
    "runkeeper": runkeeper_list(OUTINGS[::-1], zone=BERLIN),
    "runkeeper in miles": runkeeper_list(OUTINGS, zone=BERLIN, unit="mi"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_totals_are_read_as_they_are_written(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, FILES[name])
    assert said(found) == as_done(OUTINGS)
    assert all(one.is_summary for one in found) == ("polar" not in name)


@pytest.mark.parametrize("name", FILES)
def test_they_are_known_by_content_and_not_by_name(tmp_path: Path, name: str) -> None:
    for other in ("run.fit", "x.json", "export.xml", "data.db", "run.gpx"):
        assert said(read(tmp_path, FILES[name], other)) == as_done(OUTINGS)


outings = st.lists(
    st.builds(
        Outing,
        st.sampled_from(["run", "walk", "ride", "other"]),
        st.integers(0, 3000).map(lambda hours: BEGAN - timedelta(hours=hours)),
        st.integers(1500, 7200).map(float),
        st.integers(0, 6000).map(float),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.began.date(),
)


@settings(max_examples=15, deadline=None)
@given(done=outings, flag=st.booleans())
def test_the_totals_are_those_that_were_written(
    tmp_path_factory: pytest.TempPathFactory, *, done: list[Outing], flag: bool
) -> None:
    folder = tmp_path_factory.mktemp("done")
    done.sort(key=lambda one: one.began)
    pauses = {0: 60.0} if flag else {}
    for data in (
        health_data(*(workout(one, is_old=flag) for one in done)),
        health_database(*done, pauses=pauses),
        polar_session(*done, is_old=flag, hours=-3.5 if flag else 5.75),
        runkeeper_list(done, zone=BERLIN),
    ):
        assert said(read(folder, data)) == as_done(done)


def test_what_apple_writes_wrongly_is_read_all_the_same(tmp_path: Path) -> None:
    run = workout(OUTINGS[0]).replace('sourceName="Watch"', 'sourceName="\x0bWatch"')
    whole = health_data(*(heartbeat(BEGAN) for _ in range(50)), run)
    bare = health_data(run, type_="")[:].replace(b"]>", b"", 1)
    for data in (whole, b"\xef\xbb\xbf" + whole, b"\n" + whole, bare):
        assert said(read(tmp_path, data)) == as_done(OUTINGS[:1])


def test_a_workout_without_a_date_is_left_out_and_counted(tmp_path: Path) -> None:
    wrong = workout(OUTINGS[1]).replace("startDate", "begins")
    (run,) = read(tmp_path, health_data(wrong, workout(OUTINGS[0]), wrong))
    assert run.remarks == ("2 workouts without a date or a time left out",)
    assert sentence(tmp_path, health_data(wrong)).startswith("is damaged;")


def test_apple_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY f SYSTEM "/etc/passwd">'
    )
    run = workout(OUTINGS[0])
    assert said(read(tmp_path, health_data(run, type_=bomb))) == as_done(OUTINGS[:1])
    for entity in ("b", "f"):
        hostile = run.replace('sourceName="Watch"', f'sourceName="&{entity};"')
        assert "damaged" in sentence(tmp_path, health_data(hostile, type_=bomb))


@pytest.mark.parametrize(
    "elements",
    [
        "<a>" * 40,
        "".join(f"<a{number}/>" for number in range(9000)),
        f'<Record a="{"x" * 2_000_000}"/>',
    ],
    ids=["deep", "many names", "long"],
)
def test_an_apple_export_that_would_fill_the_memory_is_damaged(
    tmp_path: Path, elements: str
) -> None:
    assert "damaged" in sentence(tmp_path, health_data(elements))


def test_an_apple_export_takes_no_more_memory_the_longer_it_is(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    beat = heartbeat(BEGAN)
    path.write_bytes(health_data(*[beat] * 30_000, workout(OUTINGS[0])))
    tracemalloc.start()
    assert len(list(readings(path, NOW))) == 1
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_500_000 < path.stat().st_size / 5


def test_the_end_of_an_apple_export_is_missed(tmp_path: Path) -> None:
    whole = FILES["apple"]
    for length in (len(whole) // 2, len(whole) - 20, 600):
        assert "cut off" in sentence(tmp_path, whole[:length])
    assert "without a workout" in sentence(tmp_path, health_data(), NoActivityError)


def test_the_part_of_apples_export_for_clinics_says_where_the_workouts_are(tmp_path: Path) -> None:
    data = (
        b'<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"><id/></ClinicalDocument>'
    )
    said = sentence(tmp_path, data, NoActivityError)
    assert said.startswith("holds no workouts")
    assert "`export.xml` of the same folder" in said


def test_a_list_of_strava_in_another_language_is_named_as_one(tmp_path: Path) -> None:
    path = tmp_path / "activities.csv"
    path.write_text("Aktivitäts-ID,Datum der Aktivität\n1,2\n")
    (outcome,) = readings(path, NOW)
    assert isinstance(outcome, NoActivityError)
    assert "activities in it without a file are not read" in str(outcome)


def test_the_metres_of_strava_are_its_last_distance_and_without_them_none(tmp_path: Path) -> None:
    old = b"Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Filename\n"
    row = b'1,"Nov 1, 2024, 6:30:00 AM",Run,1800,5.00,\n,"1 Nov",Run,1,1,\n'
    (run,) = read(tmp_path, old + row)
    assert (run.duration, run.distance) == (1800, 0)
    assert run.remarks == ("1 row without a date or a time left out",)


def test_pauses_do_not_count(tmp_path: Path) -> None:
    run = OUTINGS[0]
    (found,) = read(tmp_path, health_database(run, pauses={0: 300.0}))
    assert (round(found.duration), round(found.distance)) == (1657, 5400)


def test_a_session_that_was_all_pause_lasts_as_long_as_it_says(tmp_path: Path) -> None:
    longer = (
        "update exercise_segments_table set segment_type = 67,"
        " segment_end_time = segment_start_time + 99000000"
    )
    (found,) = read(tmp_path, health_database(OUTINGS[0], more=[longer]))
    assert round(found.duration) == 1657


VIRTUAL = (
    "create virtual table exercise_session_record_table using fts5"
    "(app_info_id, exercise_type, start_time, end_time)"
)
COMPUTED = (
    "create table exercise_session_record_table (row_id, app_info_id, exercise_type,"
    " end_time, start_time as (length(zeroblob(1000000000))))"
)


@pytest.mark.parametrize(
    "more",
    [
        ["drop table exercise_session_record_table"],
        [
            "alter table exercise_session_record_table rename to other",
            "create view exercise_session_record_table as select * from other",
        ],
        [
            "drop table exercise_session_record_table",
            COMPUTED,
        ],
        [
            "drop table exercise_session_record_table",
            VIRTUAL,
        ],
        ["delete from exercise_session_record_table"],
        ["update exercise_session_record_table set start_time = 'soon'"],
        ["update exercise_session_record_table set start_time = -1e300"],
    ],
)  # fmt: skip
def test_a_database_of_another_kind_has_no_session(tmp_path: Path, more: list[str]) -> None:
    told = sentence(tmp_path, health_database(*OUTINGS, more=more), NoActivityError)
    assert told == "is a database without a session of Health Connect."


def test_a_database_may_lack_distances_and_hold_anything(tmp_path: Path) -> None:
    for more in (
        ["drop table distance_record_table", "drop table exercise_segments_table"],
        ["update distance_record_table set distance = 'far', start_time = zeroblob(9)"],
    ):
        found = read(tmp_path, health_database(OUTINGS[0], more=more))
        assert [(one.kind, one.distance) for one in found] == [(ActivityKind.RUN, 0.0)]


def test_more_rows_than_ten_years_have_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("_MOST_ROWS", "_MOST_SESSIONS"):
        with monkeypatch.context() as patch:
            patch.setattr(f"coach.activities.health_connect.{limit}", 3)
            assert "more entries than" in sentence(tmp_path, FILES["health connect"])


def test_a_database_is_not_changed_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "health_connect_export.db"
    path.write_bytes(FILES["health connect"])
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
    before = path.read_bytes()
    assert len(read(tmp_path, before)) == len(OUTINGS)
    assert len(list(readings(path, NOW))) == 1
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {path.name, "file"}


def test_a_session_of_polar_without_a_zone_was_where_the_runner_is(tmp_path: Path) -> None:
    session = json.loads(polar_session(OUTINGS[0], hours=2))
    del session["exercises"][0]["timezoneOffsetMinutes"]
    (run,) = read(tmp_path, json.dumps(session).encode())
    assert run.began == OUTINGS[0].began


def test_a_sport_whose_number_is_not_known_is_judged_by_its_speed(tmp_path: Path) -> None:
    for sport in ('{"id": "4711"}', '{"id": 4711}', "null"):
        data = polar_session(OUTINGS[0]).replace(b'{"id": "1"}', sport.encode())
        assert [one.kind for one in read(tmp_path, data)] == [ActivityKind.RUN]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"startTime": 1}', "without a training session"),
        (b'{"startTime": 1, "exercises": [{}]}', "without a training session"),
        (b'{"startTime": 1, "more": ' + b"[" * 90_000, "damaged"),
        (polar_session(OUTINGS[0])[:-4], "damaged"),
        (polar_session(OUTINGS[0]).replace(b"2026", b"2O26"), "damaged"),
        (polar_session(OUTINGS[0], is_old=True).replace(b"PT", b"P1Y"), "damaged"),
        (runkeeper_list(()), "without an activity"),
        (runkeeper_list(OUTINGS).replace(b"2026", b"2O26"), "damaged"),
        (runkeeper_list(OUTINGS).replace(b"Running", b"\xff\xfe"), "damaged"),
        (kml("<Placemark><LineString/></Placemark>"), "no times"),
    ],
    ids=brief,
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    (outcome,) = readings(path, NOW)
    assert isinstance(outcome, ActivityError)
    assert words in str(outcome)


def test_a_row_of_runkeeper_that_cannot_be_read_is_left_out_and_counted(tmp_path: Path) -> None:
    data = runkeeper_list(OUTINGS[:3], zone=BERLIN).replace(b"45:00", b"45:00:00:00")
    found = read(tmp_path, data)
    assert said(found) == as_done((OUTINGS[0], OUTINGS[2]))
    assert found[-1].remarks == ("1 row without a date or a time left out",)


def test_an_entry_that_cannot_be_true_is_left_out_and_counted(tmp_path: Path) -> None:
    fast = Outing("run", BEGAN, 60.0, 5000.0)
    (run,) = read(tmp_path, runkeeper_list((OUTINGS[0], fast), zone=BERLIN))
    assert run.remarks == ("1 entry that cannot be true left out",)
    assert "says a run of 5.0 km in 1 min" in sentence(tmp_path, runkeeper_list((fast,)))


def test_names_in_a_list_cannot_steer_a_terminal(tmp_path: Path) -> None:
    (run,) = read(tmp_path, runkeeper_list(OUTINGS[:1], ["\x1b]0;x\x07" + "y" * 999]))
    assert run.source.isprintable()
    assert len(run.source) == 255


@pytest.mark.parametrize("form", [kml_track, kml_points])
def test_tracks_and_timed_points_of_kml_are_read(tmp_path: Path, form: object) -> None:
    assert callable(form)
    done = OUTINGS[:2]
    found = read(tmp_path, kml(*(f"<Folder>{form(one)}</Folder>" for one in done)))
    assert said(found) == as_done(done)
    assert not any(one.is_summary for one in found)


def test_the_kind_that_a_kml_track_names_counts(tmp_path: Path) -> None:
    data = '<ExtendedData><Data name="type"><value><![CDATA[trail running]]></value></Data>'
    other = '<Data name="other"><value>ride</value></Data></ExtendedData>'
    track = kml_track(OUTINGS[1]).replace("<gx:Track>", f"{data}{other}<gx:Track>")
    found = read(tmp_path, kml(track, kml_track(OUTINGS[1]._replace(began=BEGAN))))
    assert [one.kind for one in found] == [ActivityKind.RUN, ActivityKind.WALK]


def test_the_parts_of_a_kml_track_are_one(tmp_path: Path) -> None:
    first = Outing("run", BEGAN, 600.0, 2000.0)
    second = Outing("run", BEGAN + timedelta(minutes=15), 600.0, 2000.0)
    parts = "".join(
        kml_track(one).partition("</name>")[2].removesuffix("</Placemark>")
        for one in (first, second)
    )
    (run,) = read(tmp_path, kml(f"<Placemark><gx:MultiTrack>{parts}</gx:MultiTrack></Placemark>"))
    assert (round(run.distance), round(run.duration)) == (4000, 1200)


def test_the_samples_that_are_kept_are_read() -> None:
    for path in (SAMPLES.parent / "deliveries").iterdir():
        outcomes = [one for one in readings(path, NOW) if isinstance(one, tuple)]
        kinds = {str(one.kind) for activities in outcomes for one in activities}
        assert "run" in kinds or path.suffix == ".md"


@settings(max_examples=80, deadline=None)
@given(spoilt(list(FILES.values())))
def test_a_spoilt_file_ends_in_sentences(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "spoilt"
    path.write_bytes(data)
    for one in readings(path, NOW.astimezone(UTC)):
        assert isinstance(one, tuple) or str(one).endswith(".")
