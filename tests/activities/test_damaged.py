"""Damaged, hostile or untrue files: each is refused in one sentence, and at once."""

import gzip
import os
import struct
import sys
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.activity_files import (
    BEGAN,
    CYCLING,
    NOW,
    SAMPLES,
    TRANSITION,
    WALKING,
    checked,
    developer_field,
    file_id,
    fit,
    gpx,
    lap,
    message,
    one,
    records,
    session,
    session_of_doubles,
    spoilt,
    straight,
    tcx,
    track,
    trackpoint,
)

from coach.activities.contents import LARGEST
from coach.activities.reading import read
from coach.domain.events.activity import Activity
from coach.errors import ActivityError, NoActivityError

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)
NAN, INFINITE = float("nan"), float("inf")
FIT = fit(file_id(), records(40), session(), session(BEGAN + timedelta(hours=1)))
APP = fit(file_id(), developer_field(b"sport"), session(developer=b"\x07"))
GPX = gpx(track(straight(900, 300, points=11), kind="running"), track(straight(900, 300)))
TCX = tcx(("Running", lap(BEGAN, 600, 2000, trackpoint(BEGAN, 5))), ("Biking", lap(BEGAN, 9, 9)))
REAL = (SAMPLES / "fenix-5-run.fit").read_bytes()
ORIGINALS = (FIT, APP, REAL, GPX, TCX, gzip.compress(FIT, mtime=0), gzip.compress(GPX, mtime=0))
BODIES = tuple(data[14:-2] for data in (FIT, APP, REAL))


def brief(value: object) -> str:
    """The id of a parameter: bytes would be too long for one."""
    return value if isinstance(value, str) else "file"


def sentence(folder: Path, data: bytes, kind: type[ActivityError] = ActivityError) -> str:
    """The sentence about a file with this content, without its name."""
    path = folder / "run.fit"
    path.write_bytes(data)
    return refusal(path, kind)


def refusal(path: Path, kind: type[ActivityError] = ActivityError) -> str:
    with pytest.raises(ActivityError) as refused:
        read(path, NOW)
    assert type(refused.value) is kind
    name, text = str(refused.value)[: len(str(path))], str(refused.value)[len(str(path)) + 1 :]
    assert name == str(path)
    assert text.endswith(".")
    assert text.isprintable()
    assert ". " not in text
    return text


def test_a_file_that_ends_early_is_refused() -> None:
    assert refusal(SAMPLES / "truncated.fit").startswith("is cut off; copy")


@pytest.mark.parametrize("data", ORIGINALS, ids=brief)
def test_every_end_that_is_too_early_is_seen(tmp_path: Path, data: bytes) -> None:
    step = max(1, len(data) // 97)
    for end in range(1, len(data), step):
        assert sentence(tmp_path, data[:end])


@pytest.mark.parametrize("position", [0, 4, 8, 20, -40, -1])
def test_one_wrong_bit_in_a_fit_file_is_seen(tmp_path: Path, position: int) -> None:
    data = bytearray(REAL)
    data[position] ^= 0x10
    assert sentence(tmp_path, bytes(data))


@pytest.mark.parametrize("missing", [1, 2])
def test_messages_that_do_not_fit_into_their_file_are_seen(tmp_path: Path, missing: int) -> None:
    whole = fit(file_id(), session(), records(9), message(20, (253, 0x86, "I", 9)))
    assert one_of(tmp_path, whole).distance == 5000
    for data in (whole, fit(file_id(), session(), message(20, (253, 0x86, "I", 9))[:9])):
        body = data[14 : -2 - missing]
        head = struct.pack("<BBHI4s", 12, 16, 0, len(body), b".FIT")
        assert sentence(tmp_path, checked(head + body)).startswith("is damaged;")


def test_more_activities_than_a_person_does_are_refused(tmp_path: Path) -> None:
    assert "more than 100" in sentence(tmp_path, fit(file_id(), session() * 100))
    assert "more than 100" in sentence(tmp_path, fit() * 100 + FIT)


def one_of(folder: Path, data: bytes) -> Activity:
    path = folder / "sound"
    path.write_bytes(data)
    return one(path)


def test_what_stands_behind_a_recording_is_left_out_and_named(tmp_path: Path) -> None:
    data = fit(file_id(), session())
    for rest, named in ((b"\0" * 20, "20 bytes"), (b"\n", "1 byte"), (bytes(14), "14 bytes")):
        activity = one_of(tmp_path, data + rest)
        assert activity.distance == 5000
        assert activity.remarks == (f"{named} behind the recording left out",)


def test_a_second_recording_that_is_cut_off_is_seen(tmp_path: Path) -> None:
    whole = fit(file_id(), session())
    assert sentence(tmp_path, whole + whole[:-3]).startswith("is cut off;")


def test_a_watch_may_leave_out_the_checksum(tmp_path: Path) -> None:
    data = fit(file_id(), session())[:-2] + bytes(2)
    assert one_of(tmp_path, data) == one_of(tmp_path, fit(file_id(), session()))


@pytest.mark.parametrize("end", [b"", b"\x12\x34", b"\x40\0", bytes(9)])
def test_a_file_without_its_length_is_read_as_far_as_it_goes(tmp_path: Path, end: bytes) -> None:
    body = file_id() + records(9) + session()
    head = struct.pack("<BBHI4s", 14, 32, 2140, 0, b".FIT") + bytes(2)
    activity = one_of(tmp_path, head + body + end)
    assert (activity.distance, activity.duration) == (5000, 1800)
    assert activity.remarks == ("the watch did not finish the file; it is read as far as it goes",)


def test_nothing_is_no_activity(tmp_path: Path) -> None:
    assert sentence(tmp_path, b"").startswith("is empty;")
    assert sentence(tmp_path, gzip.compress(b""))


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(99), b"hello", b"\0" * 64, b"\x1f\x8b", b"{}", b"<", b" "],
    ids=brief,
)
def test_a_file_of_another_format_is_refused(tmp_path: Path, data: bytes) -> None:
    assert sentence(tmp_path, data)


def test_a_damaged_archive_within_another_file_is_damaged(tmp_path: Path) -> None:
    archive = b"PK\x03\x04" + bytes(40)
    assert sentence(tmp_path, gzip.compress(archive)).startswith("is damaged;")


@pytest.mark.parametrize(
    "data",
    [
        fit(file_id(2)),  # settings
        fit(file_id(5)),  # a workout
        fit(file_id(6), records(5)),  # a course
        fit(),
        fit(file_id(), session(sport=TRANSITION)),
        fit(file_id(), session(timer=0, elapsed=0, distance=0)),
        gpx(),
        gpx('<wpt lat="1" lon="1"/>'),
        gpx('<rte><rtept lat="1" lon="1"><time>2026-05-03T07:30:00Z</time></rtept></rte>'),
        gpx(track([(40.0, 14.0, None), (40.1, 14.0, None)])),
        gpx(track([(40.0, 14.0, BEGAN)])),
        tcx(),
        tcx(("Running", "")),
        tcx().replace(b"<Activities>", b"<Courses><Course>" + lap(BEGAN, 9, 9).encode())
        .replace(b"</Activities>", b"</Course></Courses>"),
        b"<html><body/></html>",
    ],
    ids=brief,
)  # fmt: skip
def test_a_sound_file_without_a_recording_is_told_from_a_damaged_one(
    tmp_path: Path, data: bytes
) -> None:
    assert sentence(tmp_path, data, NoActivityError)


def test_a_recording_that_the_watch_did_not_finish_is_named_as_such(tmp_path: Path) -> None:
    assert "not finished by the watch" in sentence(tmp_path, fit(file_id(), records(9)))


def test_a_watch_that_did_not_know_the_date_is_named_as_such(tmp_path: Path) -> None:
    data = fit(file_id(), session(datetime(1990, 7, 1, tzinfo=UTC)))
    assert "before the watch knew the date" in sentence(tmp_path, data)


ENTITIES = {
    "billion laughs": '<!DOCTYPE g [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;">]>',
    "external": '<!DOCTYPE g [<!ENTITY d SYSTEM "file:///etc/hostname">]>',
    "parameter": '<!DOCTYPE g [<!ENTITY % d SYSTEM "http://127.0.0.1:9/d.dtd"> %d;]>',
    "document type": '<!DOCTYPE g SYSTEM "http://127.0.0.1:9/gpx.dtd">',
    "bare": "<!DOCTYPE gpx>",
}


@pytest.mark.parametrize("declared", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_with_all_its_entities(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>{declared}'
    text = gpx(track(straight(900, 300), kind="&d;"), head=head).decode()
    assert "document type" in sentence(tmp_path, text.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        GPX.replace(b"<type>running", b"<type>&unknown;"),
        GPX.replace(b'lat="40.', b'lat="140.', 3),
        GPX.replace(b'lat="40.', b'lat="forty" x="', 3),
        GPX.replace(b"<time>2026-05-03T", b"<time>yesterday", 3),
        GPX.replace(b"UTF-8", b"UTF-77"),
        GPX.replace(b"UTF-8", b"UTF-7"),
        GPX.replace("ä".encode(), b"\xff"),
        GPX.replace(b"<name>", b"<name>\x01"),
        b"<gpx>" * 100_000 + b"</gpx>" * 100_000,
        TCX.replace(b"600", b"ten minutes"),
    ],
    ids=brief,
)
def test_xml_that_is_not_as_it_should_be_is_refused(tmp_path: Path, data: bytes) -> None:
    assert sentence(tmp_path, data)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'lat="40.', b'lat="140.'),
        (b'lat="40.', b'lat="nan" x="'),
        (b'lat="40.', b'lat="forty" x="'),
        (b'lat="40.', b'x="40.'),
        (b"2026-05-03T", b"2026-13-03T"),
        (b"2026-05-03T", b"1980-01-06T"),
        (b"2026-05-03T", b"2099-05-03T"),
        (b"2026-05-03T", b"0000-05-03T"),
        (b"<time>2026-05-03T", b"<time>yesterday"),
        (b"Z</time>", b"+99:00</time>"),
        (b'lat="40.', b'lat="41.'),
        (b'lat="40.', b'lat="-0.'),
    ],
)
@pytest.mark.parametrize("at", [0, 3, 10])
def test_one_absurd_point_is_left_out_and_named(
    tmp_path: Path, good: bytes, bad: bytes, at: int
) -> None:
    whole = gpx(track(straight(900, 300, points=11), kind="running"))
    begin = whole.index(b"<trkpt", 0)
    for _ in range(at):
        begin = whole.index(b"<trkpt", begin + 1)
    data = whole[:begin] + whole[begin:].replace(good, bad, 1)
    activity = one_of(tmp_path, data)
    assert activity.remarks == ("1 stray point left out",)
    assert activity.distance == pytest.approx(900, abs=91)
    assert activity.duration == pytest.approx(300, abs=31)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (fit(file_id(), session(distance=500_001, timer=100_000)), "says 500.0 km"),
        (fit(file_id(), session(timer=172_801)), "says 48 h"),
        (fit(file_id(), session(timer=400, distance=5000)), "a run of 5.0 km in 6 min"),
        (fit(file_id(), session(sport=WALKING, timer=900)), "a walk of 5.0 km in 15 min"),
        (fit(file_id(), session_of_doubles(1e9, NAN, 5000)), ""),
        (fit(file_id(), session_of_doubles(1e9, INFINITE, 5000)), "not a valid number"),
        (fit(file_id(), session_of_doubles(1e9, -5, 5000)), "not a valid number"),
        (fit(file_id(), session_of_doubles(1e9, 1800, INFINITE)), "not a valid number"),
        (fit(file_id(), session_of_doubles(1e9, 1800, -1)), "not a valid number"),
        (fit(file_id(), session_of_doubles(INFINITE, 1800, 1)), "is damaged"),
        (fit(file_id(), session_of_doubles(1e300, 1800, 1)), "is damaged"),
        (tcx(("Running", lap(BEGAN, NAN, 2000))), "not a valid number"),
        (tcx(("Running", lap(BEGAN, 600, NAN))), "not a valid number"),
        (tcx(("Running", lap(BEGAN, 600, INFINITE))), "not a valid number"),
        (tcx(("Running", lap(BEGAN, -600, 2000))), "not a valid number"),
        (tcx(("Running", lap(datetime(1989, 5, 1, tzinfo=UTC), 600, 2000))), "began in 1989"),
        (gpx(track([(0.0, 0.0, BEGAN), (0.0, 9.0, BEGAN + A_DAY)])), "says 1001.9 km"),
        (gpx(track([(0.0, 0.0, BEGAN), (0.1, 0.0, BEGAN + 3 * A_DAY)])), "says 72 h"),
    ],
    ids=brief,
)
def test_what_cannot_have_been_is_an_error_of_the_recording(
    tmp_path: Path, data: bytes, says: str
) -> None:
    path = tmp_path / "run"
    path.write_bytes(data)
    if says:
        assert says in refusal(path)
    else:  # in this format, this number means that there is none
        assert read_or_refused(path)


def read_or_refused(path: Path) -> bool:
    try:
        return all(activity.duration > 0 for activity in read(path, NOW))
    except ActivityError:
        return True


def test_what_can_just_have_been_is_read(tmp_path: Path) -> None:
    path = tmp_path / "run"
    path.write_bytes(fit(file_id(), session(sport=CYCLING, timer=172_800, distance=500_000)))
    assert one(path).distance == 500_000
    path.write_bytes(fit(file_id(), session(timer=1000, distance=10_999)))
    assert one(path).distance == 10_999


def test_a_recording_from_the_day_after_tomorrow_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run"
    path.write_bytes(fit(file_id(), session(NOW + A_DAY)))
    assert one(path).began == NOW + A_DAY
    path.write_bytes(fit(file_id(), session(NOW + A_DAY + A_SECOND)))
    assert "still to come" in refusal(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).startswith("is a folder;")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for missing in (tmp_path / "no.fit", tmp_path / "file" / "no.fit", tmp_path / ("x" * 999)):
        assert refusal(missing).startswith("cannot be read (")
    with pytest.raises(ActivityError, match="cannot be read"):
        read(Path("a\0b"), NOW)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read all")
def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.fit"
    path.write_bytes(FIT)
    path.chmod(0)
    assert "Permission denied" in refusal(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "run.fit"
    os.mkfifo(path)
    assert refusal(path).startswith("is not a regular file;")
    assert refusal(Path(os.devnull)).startswith("is not a regular file;")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "run.fit"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert peak_of(path) < 1024 * 1024


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.fit.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(3):
            file.write(bytes(LARGEST))
    assert path.stat().st_size < 2 * 1024 * 1024
    assert peak_of(path) < 4 * LARGEST


def test_a_file_packed_twice_is_not_unpacked_twice(tmp_path: Path) -> None:
    assert sentence(tmp_path, gzip.compress(gzip.compress(FIT)))


def test_a_long_track_takes_little_more_memory_than_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "run.gpx"
    path.write_bytes(gpx(track(straight(90_000, 20_000, points=20_001))))
    assert peak_of(path, refused=False) < 2 * path.stat().st_size


def test_a_long_text_takes_no_memory_beside_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "run.gpx"
    path.write_bytes(gpx(f"<name>{'x' * 4_000_000}</name>", track(straight(3000, 900))))
    assert peak_of(path, refused=False) < 1.5 * path.stat().st_size


def test_a_small_packed_file_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "run.gpx.gz"
    path.write_bytes(gzip.compress(b"<gpx>"))
    assert peak_of(path) < 3_000_000


def peak_of(path: Path, *, refused: bool = True) -> int:
    """The most memory that reading the file took, in bytes."""
    tracemalloc.start()
    try:
        assert bool(refusal(path)) if refused else one(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "data",
    [
        fit(file_id(), message(34), bytes(1_000_000)),
        fit(file_id(), message(18), bytes(200_000)),
        gpx("<name>", " xmlns" * 500_000, "</name>"),
        gpx("<name ", *(f'a{number}="" ' for number in range(500_000)), "/>"),
        gpx(*(f"<a{number}/>" for number in range(500_000))),
        gpx(track(straight(900, 300)).replace("<ele>550.0", "<ele>" + "9" * 3_000_000, 1)),
    ],
    ids=brief,
)  # fmt: skip
def test_no_content_holds_the_reader_up(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "run"
    path.write_bytes(data)
    begun = time.process_time()
    assert read_or_refused(path)
    assert time.process_time() - begun < 10  # far from the minutes that it could take


def sane(path: Path) -> None:
    """Check that reading gives plausible activities or a sentence, and nothing else."""
    try:
        found = read(path, NOW)
    except ActivityError:
        return
    assert found
    for activity in found:
        assert 0 < activity.duration <= 172_800
        assert 0 <= activity.distance <= 500_000
        assert datetime(1990, 1, 1, tzinfo=UTC) <= activity.began <= NOW + A_DAY


@settings(max_examples=200)
@given(data=spoilt(ORIGINALS))
def test_any_damage_gives_activities_that_can_have_been_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "spoilt"
    path.write_bytes(data)
    sane(path)


@settings(max_examples=200)
@given(body=spoilt(BODIES))
def test_so_does_damage_that_the_checksum_agrees_with(
    tmp_path_factory: pytest.TempPathFactory, body: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "agreed"
    path.write_bytes(checked(struct.pack("<BBHI4s", 12, 16, 0, len(body), b".FIT") + body))
    sane(path)


@settings(max_examples=100)
@given(data=st.binary(max_size=200))
def test_so_does_anything_at_all(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "anything"
    for start in (b"", b"\x0e\x10\0\0", b"<", b"\x1f\x8b", b"<gpx><trk><trkseg><trkpt "):
        path.write_bytes(start + data)
        sane(path)


@settings(max_examples=100)
@given(
    began=st.floats(),
    timer=st.floats(),
    distance=st.floats(),
)
def test_so_do_any_numbers(
    tmp_path_factory: pytest.TempPathFactory, began: float, timer: float, distance: float
) -> None:
    path = tmp_path_factory.getbasetemp() / "numbers"
    path.write_bytes(fit(file_id(), session_of_doubles(began, timer, distance)))
    sane(path)
    path.write_bytes(tcx(("Running", lap(BEGAN, timer, distance))))
    sane(path)
