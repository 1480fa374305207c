"""Zip archives: what is read from them, what is left out, and what is refused."""

import errno
import gzip
import os
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.activity_files import BEGAN, NOW, file_id, fit, gpx, lap, session, straight, tcx, track
from support.deliveries import Outing, health_data, heartbeat, strava, workout, zipped

from coach.activities.archives import DEEPEST
from coach.activities.contents import LARGEST, Content
from coach.activities.reading import readings
from coach.core.imports import ImportOutcome, ImportReport, import_files
from coach.errors import ActivityError, NoActivityError

A_DAY = timedelta(days=1)
HEAD = b"<gpx>"
RUN = fit(file_id(), session())


def run(days_ago: int) -> bytes:
    return fit(file_id(), session(BEGAN - days_ago * A_DAY))


def archive(folder: Path, data: bytes | Mapping[str, bytes]) -> Path:
    path = folder / "export.zip"
    path.write_bytes(data if isinstance(data, bytes) else zipped(data))
    return path


def imported(path: Path) -> ImportReport:
    return import_files([path], lambda _: ImportOutcome.NEW, NOW)


def refused(folder: Path, data: bytes | Mapping[str, bytes]) -> str:
    """The one sentence about an archive from which nothing is read."""
    (only,) = readings(archive(folder, data), NOW)
    assert isinstance(only, ActivityError)
    return str(only)


def test_the_recordings_of_an_archive_are_read_each_as_a_file(tmp_path: Path) -> None:
    began = BEGAN - 3 * A_DAY
    path = archive(
        tmp_path,
        {
            "activities/": b"",
            "activities/1.fit": RUN,
            "activities/2.fit.gz": gzip.compress(run(1)),
            "activities/3.gpx": gpx(track(straight(5000, 1800, began=BEGAN - 2 * A_DAY))),
            "activities/4.TCX.GZ": gzip.compress(tcx(("Running", lap(began, 1800, 5000)))),
        },
    )
    report = imported(path)
    assert [one.source for one in report.new] == ["4.TCX.GZ", "3.gpx", "2.fit.gz", "1.fit"]
    assert (report.files, report.problems, report.left_out) == (4, (), ())


def test_what_else_is_in_it_is_left_out_behind_what_may_be_a_recording(tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        {
            "profile.csv": b"Name\n",
            "media/1.jpg": b"\xff\xd8",
            "run.fit": RUN,
            "settings.fit": fit(file_id(2)),
            "__MACOSX/._run.fit": b"x",
            ".cache/run.fit": b"x",
        },
    )
    report = imported(path)
    assert (report.files, len(report.new), report.problems) == (4, 1, ())
    assert [one.partition(" in ")[0] for one in report.left_out] == [
        "settings.fit",
        "media/1.jpg",
        "profile.csv",
    ]
    assert report.left_out[2] == f"profile.csv in {path} is not a recording that Coach can read."


def test_an_archive_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = archive(tmp_path, {"run.fit": RUN}).rename(tmp_path / "run.fit")
    assert [one.source for one in imported(path).new] == ["run.fit"]


@pytest.mark.parametrize("name", ["parts/UploadedFiles.zip", "run.fit", "a.zip.gz"])
def test_archives_in_an_archive_are_read_too(tmp_path: Path, name: str) -> None:
    inner = zipped(
        {"1.fit": RUN, "2.zip": zipped({"3.fit": run(2)}), "settings.fit": fit(file_id(2))}
    )
    path = archive(tmp_path, {name: gzip.compress(inner) if name.endswith("gz") else inner})
    report = imported(path)
    assert [one.source for one in report.new] == ["3.fit", "1.fit"]
    assert (report.files, report.problems) == (3, ())
    (left_out,) = report.left_out
    assert left_out.startswith(f"settings.fit in {name} in {path} is a FIT file of another kind")


def test_an_archive_that_is_damaged_stops_no_other(tmp_path: Path) -> None:
    inner = zipped({"1.fit": RUN})
    report = imported(archive(tmp_path, {"a.zip": inner[:-9], "b.zip": inner}))
    assert [one.source for one in report.new] == ["1.fit"]
    (problem,) = report.problems
    assert problem.startswith(f"a.zip in {tmp_path / 'export.zip'} is damaged")


def test_too_many_archives_in_one_another_are_not_opened(tmp_path: Path) -> None:
    nested = zipped({"1.fit": RUN})
    for _ in range(DEEPEST):
        nested = zipped({"a.zip": nested, "2.fit": run(1)})
    report = imported(archive(tmp_path, nested))
    assert {one.source for one in report.new} == {"2.fit"}
    (problem,) = report.problems
    assert "is an archive within more than 2 others, and was not read; unpack it" in problem


def test_of_many_damaged_files_in_it_a_few_are_named(tmp_path: Path) -> None:
    files = {f"{number}.fit": run(number)[:-1] for number in range(9)}
    path = archive(tmp_path, files | {"good.fit": RUN})
    report = imported(path)
    assert [one.source for one in report.new] == ["good.fit"]
    assert (report.unread, len(report.problems)) == (9, 4)
    assert report.problems[0].startswith(f"0.fit in {path} is cut off")
    assert report.problems[3].startswith(f"6 more files in {path} could not be read; unpack it")


def test_the_progress_goes_on_with_what_is_in_it(tmp_path: Path) -> None:
    beats = health_data(*[heartbeat(BEGAN)] * 1000, workout(Outing()))
    inner = zipped({"export.xml": beats, "3.fit": run(1)})
    path = archive(tmp_path, {"1.fit": RUN, "2.zip": inner})
    parts: list[float] = []
    assert len(list(readings(path, NOW, on_part=parts.append))) == 3
    assert parts == sorted(parts)
    assert len({part for part in parts if 0.1 < part < 0.9}) > 3
    assert parts[-1] == 1


def patched(data: bytes, at_local: int, at_central: int, value: bytes) -> bytes:
    """An archive of one file with some bytes of both its headers changed."""
    changed = bytearray(data)
    for begin in (at_local, data.index(b"PK\x01\x02") + at_central):
        changed[begin : begin + len(value)] = value
    return bytes(changed)


def test_an_encrypted_file_is_said_to_be(tmp_path: Path) -> None:
    report = imported(archive(tmp_path, patched(zipped({"1.fit": RUN}), 6, 8, b"\1\0")))
    assert "1.fit" in report.problems[0]
    assert "is encrypted; unpack it with its password" in report.problems[0]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_may_unpack_to_anything_is_refused(tmp_path: Path, compression: int) -> None:
    (problem,) = imported(archive(tmp_path, zipped({"1.fit": RUN}, compression))).problems
    assert "is compressed in an unusual way" in problem


def test_a_bomb_is_refused_and_never_unpacked_as_a_whole(tmp_path: Path) -> None:
    bomb = zipped({"1.gpx": HEAD + b" " * LARGEST})
    path = archive(tmp_path, bomb)
    assert "unpacks to more than 64 MB" in imported(path).problems[0]
    path.write_bytes(patched(bomb, 22, 24, struct.pack("<I", 1000)))
    tracemalloc.start()
    (problem,) = imported(path).problems
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "is damaged" in problem
    assert most < LARGEST / 8


def test_a_bomb_of_another_kind_is_never_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path, {"1.gpx": bytes(LARGEST), "2.gpx": b"<html>" + bytes(LARGEST)})
    tracemalloc.start()
    report = imported(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(report.problems) + len(report.left_out) == 2
    assert most < LARGEST / 8


def test_a_file_that_gzip_makes_a_bomb_of_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(HEAD + b" " * LARGEST)
    assert (
        "unpacks to more than 64 MB"
        in imported(archive(tmp_path, {"1.gpx.gz": packed})).problems[0]
    )


def test_an_archive_of_too_much_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"{number}.txt": b"" for number in range(20)}
    monkeypatch.setattr("coach.activities.archives._MOST", 19)
    assert "holds more than" in refused(tmp_path, many)
    monkeypatch.setattr("coach.activities.archives._MOST", 20)
    assert all(isinstance(one, NoActivityError) for one in readings(archive(tmp_path, many), NOW))


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_what_unpacks_to_too_much_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    """A bomb has thousands of files; nothing more is read once they are too much together."""
    bomb = {f"{number}.gpx": HEAD + b" " * (LARGEST // 64) for number in range(50)}
    nested = zipped(bomb)
    for _ in range(depth):
        nested = zipped({"a.zip": nested, "z.zip": nested})
    monkeypatch.setattr("coach.activities.archives._LARGEST_TOGETHER", len(HEAD) + LARGEST // 32)
    path = archive(tmp_path, nested)
    problems = [str(one) for one in readings(path, NOW)]
    assert len(problems) < 9
    assert problems[-1].startswith(f"{path} holds more than")


def test_a_directory_that_would_fill_the_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"{number:0200}.txt": b"" for number in range(500)}
    monkeypatch.setattr("coach.activities.archives._LARGEST_DIRECTORY", 1 << 16)
    assert "holds more than" in refused(tmp_path, many)


def test_a_file_without_a_name_is_named_as_one(tmp_path: Path) -> None:
    nameless = zipfile.ZipInfo("x")
    nameless.filename = ""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as whole:
        whole.writestr(nameless, RUN[:-1])
    assert refused(tmp_path, path.read_bytes()).startswith(f"a file without a name in {path} is ")


def test_what_is_no_whole_archive_is_damaged(tmp_path: Path) -> None:
    whole = zipped({"1.fit": RUN})
    for data in (whole[:-30], whole[:4], b"PK", b"PK\x03\x04" + bytes(100)):
        assert "export.zip is damaged; copy or export it again." in refused(tmp_path, data)
    assert "is an empty archive" in refused(tmp_path, {})


def test_a_path_that_leads_out_of_an_archive_is_named_and_not_read(tmp_path: Path) -> None:
    said = refused(tmp_path, {"../../evil.fit": RUN})
    assert said.startswith("../../evil.fit in ")
    assert "has a path that leads out of the archive, so it was not read" in said


def test_an_activity_of_a_list_counts_once_if_its_file_is_there_too(tmp_path: Path) -> None:
    days = [timedelta(days=number) for number in range(4)]
    outings = [Outing(began=BEGAN - day) for day in days]
    report = imported(archive(tmp_path, strava(outings[:3], by_hand=outings[3:])))
    assert sorted((one.source, str(one.kind)) for one in report.new) == [
        ("0.gpx.gz", "run"),
        ("1.tcx.gz", "run"),
        ("2.fit.gz", "run"),
        ("activities.csv", "run"),
    ]
    assert report.problems == ()


WHOLE = zipped(
    {
        "1.fit": RUN,
        "2.gpx": gpx(track(straight(900, 300))),
        "3.zip": zipped({"export.xml": health_data(workout(Outing())), "a.txt": b"hello"}),
    },
    zipfile.ZIP_STORED,
)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_spoilt_archive_ends_in_sentences(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    spoilt = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(2, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    path = archive(tmp_path_factory.mktemp("spoilt"), bytes(spoilt))
    for one in readings(path, NOW):
        assert isinstance(one, tuple) or str(one).endswith(".")


def test_a_full_disk_is_told_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Content, file: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file)

    monkeypatch.setattr(Content, "copy_to", full)
    path = archive(tmp_path, {"a.zip": zipped({"1.fit": RUN}), "2.fit": run(1)})
    report = imported(path)
    assert [one.source for one in report.new] == ["2.fit"]
    (problem,) = report.problems
    assert problem == (
        f"a.zip in {path} cannot be copied to be read (No space left on device); "
        "free some space for temporary files."
    )
