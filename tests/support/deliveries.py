"""Exports as services deliver them, written from what their documents and files look like."""

import gzip
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from support.activity_files import (
    BEGAN,
    CYCLING,
    FITNESS,
    RUNNING,
    WALKING,
    Point,
    file_id,
    fit,
    gpx,
    lap,
    session,
    straight,
    tcx,
    track,
)

APPLE_TYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ATTLIST Workout
  workoutActivityType CDATA #REQUIRED
"""
"""With an attribute list that is never closed, as iOS 16 writes it."""
_CAMEL = {"run": "Running", "walk": "Walking", "ride": "Cycling", "other": "TraditionalStrength"}
_HEALTH_TYPES = {"run": 33, "walk": 53, "ride": 4, "other": 45}
_POLAR_TYPES = {"run": 1, "walk": 3, "ride": 2, "other": 15}


class Outing(NamedTuple):
    """What somebody did, however it is written down."""

    kind: str = "run"
    began: datetime = BEGAN
    seconds: float = 1800.0
    metres: float = 5000.0

    @property
    def ended(self) -> datetime:
        """When it was over."""
        return self.began + timedelta(seconds=self.seconds)

    @property
    def points(self) -> list[Point]:
        """Its track."""
        return straight(self.metres, self.seconds, began=self.began)


def zipped(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def strava(outings: Sequence[Outing], *, by_hand: Sequence[Outing] = ()) -> bytes:
    """Strava's archive: its list, and each activity that has a file, packed by itself."""
    forms = {"gpx": _gpx, "tcx": _blank_tcx, "fit": _fit}
    files = {"media/1.jpg": b"\xff\xd8"}
    for number, (outing, form) in enumerate(zip(outings, cycle(forms), strict=False)):
        files[f"activities/{number}.{form}.gz"] = gzip.compress(forms[form](outing))
    names = [*sorted(one for one in files if one.endswith(".gz")), *("" for _ in by_hand)]
    return zipped({"activities.csv": strava_list([*outings, *by_hand], names), **files})


def garmin(outings: Sequence[Outing]) -> bytes:
    """Garmin's export of an account: archives in an archive, among much else."""
    folder = "DI_CONNECT/DI-Connect-Uploaded-Files"
    parts = (outings[::2], outings[1::2])
    files = {
        f"{folder}/UploadedFiles_0-_Part{number}.zip": zipped(
            {f"me@example.com_{at}.fit": _fit(one) for at, one in enumerate(part)}
            | {"me@example.com_99.fit": fit(file_id(32))}
        )
        for number, part in enumerate(parts)
        if part
    }
    return zipped({"DI_CONNECT/DI-Connect-User/user_profile.json": b"{}", **files})


def apple_health(outings: Sequence[Outing], *, indoors: Sequence[Outing] = ()) -> bytes:
    """Apple Health's `export.zip`, with a route for each workout that was not indoors."""
    names = {f"route_2026-05-{number:02}_8.00am.gpx": one for number, one in enumerate(outings)}
    workouts = [workout(one, name) for name, one in names.items()]
    workouts += [workout(one) for one in indoors]
    files = {"apple_health_export/export.xml": health_data(heartbeat(BEGAN), *workouts)}
    files["apple_health_export/export_cda.xml"] = b"<ClinicalDocument/>"
    for name, one in names.items():
        files[f"apple_health_export/workout-routes/{name}"] = _gpx(one)
    return zipped(files)


def health_connect(outings: Sequence[Outing]) -> bytes:
    """Health Connect's zip, with its one database."""
    return zipped({"health_connect_export.db": health_database(*outings)})


def polar_flow(outings: Sequence[Outing]) -> bytes:
    """Polar Flow's archive: a file for each session, and others."""
    files = {"activity-2026-05-03-1-a.json": b'{"exportVersion": "1.6", "date": "2026-05-03"}'}
    for number, one in enumerate(outings):
        files[f"training-session-{number}.json"] = polar_session(one, is_old=number % 2 == 0)
    return zipped(files)


def runkeeper(
    outings: Sequence[Outing], *, indoors: Sequence[Outing] = (), zone: tzinfo = UTC
) -> bytes:
    """RunKeeper's archive: its list, and the tracks of what was not indoors."""
    names = [f"2026-05-{number:02}-080000.gpx" for number, _ in enumerate(outings)]
    table = runkeeper_list([*outings, *indoors], [*names, *("" for _ in indoors)], zone=zone)
    tracks = {name: _gpx(one) for name, one in zip(names, outings, strict=True)}
    return zipped({"cardioActivities.csv": table, "measurements.csv": b"Date\n", **tracks})


def kmz(outings: Sequence[Outing]) -> bytes:
    return zipped({"doc.kml": kml(*map(kml_track, outings)), "files/a.png": b"\x89PNG"})


def _gpx(outing: Outing) -> bytes:
    return gpx(track(outing.points))


def _blank_tcx(outing: Outing) -> bytes:
    sport = {"run": "Running", "ride": "Biking"}.get(outing.kind, "Walking")
    return b"          " + tcx((sport, lap(outing.began, outing.seconds, outing.metres)))


def _fit(outing: Outing) -> bytes:
    sports = {"run": RUNNING, "walk": WALKING, "ride": CYCLING, "other": FITNESS}
    summary = session(
        outing.began,
        timer=outing.seconds,
        elapsed=outing.seconds,
        distance=outing.metres,
        sport=sports[outing.kind],
    )
    return fit(file_id(), summary)


def health_data(*elements: str, type_: str = APPLE_TYPE) -> bytes:
    """Apple Health's `export.xml`."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    body = "\n ".join(('<ExportDate value="2026-05-03 14:00:00 +0200"/>', *elements))
    return f'{head}{type_}]>\n<HealthData locale="de_DE">\n {body}\n</HealthData>\n'.encode()


def heartbeat(at: datetime, value: int = 140) -> str:
    """A record of which such an export has millions."""
    device = "&lt;&lt;HKDevice: 0x2814b&gt;, name:Apple Watch, manufacturer:Apple Inc.&gt;"
    return (
        '<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Läufer\u00a0Watch" '
        f'sourceVersion="10.1" device="{device}" unit="count/min" creationDate="{_apple(at)}" '
        f'startDate="{_apple(at)}" endDate="{_apple(at)}" value="{value}"/>'
    )


def workout(outing: Outing, route: str = "", *, is_old: bool = False, miles: bool = False) -> str:
    """A workout; before iOS 16 its distance was an attribute of its own."""
    unit, far = ("mi", outing.metres / 1609.344) if miles else ("km", outing.metres / 1000)
    totals = f' totalDistance="{far!r}" totalDistanceUnit="{unit}"' if is_old else ""
    start, end = _apple(outing.began), _apple(outing.ended + timedelta(minutes=2))
    span = f'startDate="{start}" endDate="{end}"'
    way = "Cycling" if outing.kind == "ride" else "WalkingRunning"
    distance = f'type="HKQuantityTypeIdentifierDistance{way}" {span}'
    parts = [
        '<MetadataEntry key="HKIndoorWorkout" value="0"/>',
        f'<WorkoutActivity uuid="A" {span} duration="1" durationUnit="min">',
        f'<WorkoutStatistics {distance} sum="{far / 2!r}" unit="{unit}"/>',
        "</WorkoutActivity>",
        f'<WorkoutStatistics type="HKQuantityTypeIdentifierStepCount" {span} sum="5"/>',
    ]
    if outing.metres and not is_old:
        parts.append(f'<WorkoutStatistics {distance} sum="{far!r}" unit="{unit}"/>')
    if route:
        parts.append(
            f'<WorkoutRoute {span}><FileReference path="/workout-routes/{route}"/></WorkoutRoute>'
        )
    return (
        f'<Workout workoutActivityType="HKWorkoutActivityType{_CAMEL[outing.kind]}" '
        f'duration="{outing.seconds / 60!r}" durationUnit="min"{totals} sourceName="Watch" '
        f'creationDate="{end}" {span}>\n  {"".join(parts)}\n </Workout>'
    )


def _apple(at: datetime) -> str:
    return f"{at.astimezone(timezone(timedelta(hours=2))):%Y-%m-%d %H:%M:%S %z}"


def health_database(
    *outings: Outing, pauses: Mapping[int, float] = {}, more: Iterable[str] = (), app: int = 1
) -> bytes:
    """Health Connect's database; `pauses` has seconds by outing, and `more` is SQL to spoil it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "written.db"
        with closing(sqlite3.connect(path)) as db, db:
            db.executescript(_HEALTH_TABLES)
            for key, outing in enumerate(outings):
                _add_session(db, key, outing, pauses.get(key, 0.0), app)
            for statement in more:
                db.execute(statement)
        return path.read_bytes()


_BASE = """row_id integer primary key autoincrement, uuid blob, app_info_id integer,
    start_time integer, start_zone_offset integer, end_time integer, end_zone_offset integer"""
_LOCAL = "local_date integer, local_start integer as (start_time + 1000 * start_zone_offset)"
_HEALTH_TABLES = f"""
create table application_info_table (row_id integer primary key, package_name text);
create table exercise_session_record_table
    ({_BASE}, exercise_type integer, title text, has_route integer, {_LOCAL});
create table distance_record_table ({_BASE}, distance real, {_LOCAL});
create table exercise_segments_table (parent_key integer not null, segment_start_time integer,
    segment_end_time integer, segment_type integer, repetitions_count integer);
"""


def _add_session(db: sqlite3.Connection, key: int, outing: Outing, pause: float, app: int) -> None:
    start, end = _millis(outing.began), _millis(outing.ended) + round(pause * 1000)
    db.execute(
        "insert into exercise_session_record_table"
        " (row_id, app_info_id, start_time, end_time, exercise_type) values (?, ?, ?, ?, ?)",
        (key, app, start, end, _HEALTH_TYPES[outing.kind]),
    )
    # Pieces of a distance that do not begin and end with the session; another app measured, too.
    third = (end - start) / 3
    pieces = [(app, start - third, start + third, 2), (app, start + third, end, 2)]
    for owner, begin, until, thirds in [*pieces, (app + 1, start, end, 3)]:
        db.execute(
            "insert into distance_record_table (app_info_id, start_time, end_time, distance)"
            " values (?, ?, ?, ?)",
            (owner, round(begin), round(until), outing.metres * thirds / 3),
        )
    for type_ in (67, 16):
        segment = (key, start, start + round(pause * 1000), type_)
        db.execute("insert into exercise_segments_table values (?, ?, ?, ?, 0)", segment)


def _millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def polar_session(*outings: Outing, is_old: bool = False, hours: float = 2) -> bytes:
    """A session of Polar Flow, of either generation."""
    write = _old_exercise if is_old else _new_exercise
    exercises = [write(one, timezone(timedelta(hours=hours))) for one in outings]
    session = {
        "exportVersion": "1.6" if is_old else "2.6",
        "startTime": exercises[0]["startTime"],
        "exercises": exercises,
    }
    return json.dumps(session).encode()


def _old_exercise(outing: Outing, zone: tzinfo) -> dict[str, object]:
    minutes, seconds = divmod(outing.seconds, 60)
    return {
        "startTime": f"{outing.began.astimezone(zone):%Y-%m-%dT%H:%M:%S.000}",
        "timezoneOffset": _minutes(zone),
        "duration": f"PT{minutes:.0f}M{seconds}S",
        **({"distance": outing.metres} if outing.metres else {}),
        "sport": {"run": "TRAIL_RUNNING", "ride": "CYCLING", "walk": "WALKING"}.get(
            outing.kind, "STRENGTH_TRAINING"
        ),
        "samples": {"heartRate": [{"dateTime": "x", "value": 120}], "recordedRoute": []},
    }


def _new_exercise(outing: Outing, zone: tzinfo) -> dict[str, object]:
    return {
        "startTime": f"{outing.began.astimezone(zone):%Y-%m-%dT%H:%M:%S}",
        "timezoneOffsetMinutes": _minutes(zone),
        "durationMillis": round(outing.seconds * 1000),
        **({"distanceMeters": outing.metres} if outing.metres else {}),
        "sport": {"id": str(_POLAR_TYPES[outing.kind])},
        "samples": {"samples": [{"type": "SPEED", "values": [float("nan"), 18.0]}]},
    }


def _minutes(zone: tzinfo) -> float:
    ahead = zone.utcoffset(None)
    assert ahead is not None
    return ahead.total_seconds() / 60


def runkeeper_list(
    outings: Sequence[Outing], files: Sequence[str] = (), *, zone: tzinfo = UTC, unit: str = "km"
) -> bytes:
    """RunKeeper's `cardioActivities.csv`, newest first; `files` names the track of each outing."""
    metres = {"km": 1000.0, "mi": 1609.344}[unit]
    head = (
        f"Activity Id,Date,Type,Route Name,Distance ({unit}),Duration,Average Pace,"
        "Average Speed (km/h),Calories Burned,Climb (m),Average Heart Rate (bpm),"
        "Friend's Tagged,Notes,GPX File"
    )
    names = {"run": "Running", "walk": "Walking", "ride": "Cycling", "other": "Other"}
    rows = [head]
    for number, one in enumerate(outings):
        minutes, seconds = divmod(round(one.seconds), 60)
        at = f"{one.began.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        file = files[number] if files else ""
        note = '"Easy, with ""strides""\ntoday"'
        rows.append(
            f"{number},{at},{names[one.kind]},,{one.metres / metres:.2f},"
            f"{minutes}:{seconds:02},5:07,11.7,546.0,83.6,140,,{note},{file}"
        )
    return "\r\n".join(rows).encode()


def strava_list(
    outings: Sequence[Outing], files: Sequence[str] = (), *, is_british: bool = False
) -> bytes:
    """Strava's `activities.csv`; `files` names the recording of each outing."""
    head = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
        "Distance,Commute,Activity Gear,Filename,Elapsed Time,Moving Time,Distance,Max Speed"
    )
    names = {"run": "Run", "walk": "Walk", "ride": "Virtual Ride", "other": "Weight Training"}
    form = "%d %b %Y, %H:%M:%S" if is_british else "%b %d, %Y, %I:%M:%S\u202f%p"
    rows = [head]
    for number, one in enumerate(outings):
        file = files[number] if files else ""
        rows.append(
            f'{number},"{one.began.astimezone(UTC):{form}}","Run, easy",{names[one.kind]},'
            f'"two\nlines",{one.seconds + 60:.0f},{one.metres / 1000:.2f},false,,{file},'
            f"{one.seconds + 60:.1f},{one.seconds:.1f},{one.metres:.1f},4.2"
        )
    return "\n".join(rows).encode()


def kml_track(outing: Outing, *, name: str = "Morning") -> str:
    """A placemark with a track, as Google Earth and phone apps write it."""
    times = "".join(f"<when>{at:%Y-%m-%dT%H:%M:%S.%fZ}</when>" for _, _, at in outing.points if at)
    places = "".join(f"<gx:coord>{east} {north} 550</gx:coord>" for north, east, _ in outing.points)
    return f"<Placemark><name>{name}</name><gx:Track>{times}{places}</gx:Track></Placemark>"


def kml_points(outing: Outing) -> str:
    """A folder of single points, each with its time."""
    marks = "".join(
        f"<Placemark><TimeStamp><when>{at:%Y-%m-%dT%H:%M:%S.%fZ}</when></TimeStamp>"
        f"<Point><coordinates>{east},{north},550</coordinates></Point></Placemark>"
        for north, east, at in outing.points
        if at
    )
    return f"<Folder>{marks}</Folder>"


def kml(*parts: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" '
        'xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>Runs</name>'
        f"{''.join(parts)}</Document></kml>"
    ).encode()
