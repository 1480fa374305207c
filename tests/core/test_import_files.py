"""Many files at once: the result for each, and their order."""

import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from support.activity_files import BEGAN, NOW, SAMPLES, file_id, fit, gpx, session, straight, track

from coach.core.imports import ImportOutcome, ImportReport, import_files
from coach.domain.events.activity import Activity, same

A_DAY = timedelta(days=1)


class Book:
    """Takes activities as a journal does: those that it has already are known."""

    def __init__(self) -> None:
        self.activities: list[Activity] = []

    def __call__(self, activity: Activity) -> ImportOutcome:
        if any(same(activity, other) for other in self.activities):
            return ImportOutcome.KNOWN
        self.activities.append(activity)
        return ImportOutcome.NEW


@pytest.fixture
def book() -> Book:
    return Book()


def run(path: Path, days_ago: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fit(file_id(), session(BEGAN - days_ago * A_DAY)))
    return path


def test_the_samples_are_imported_once(book: Book) -> None:
    report = import_files([SAMPLES], book, NOW)
    assert (report.files, len(report.new), len(report.known)) == (6, 8, 0)
    assert report.left_out == ()
    assert [problem.split(" ")[0] for problem in report.problems] == [
        str(SAMPLES / "truncated.fit")
    ]
    again = import_files([SAMPLES], book, NOW)
    assert (again.new, again.known) == ((), report.new)


def test_activities_are_recorded_in_the_order_of_time(book: Book, tmp_path: Path) -> None:
    paths = [run(tmp_path / f"{name}.fit", days) for name, days in (("a", 2), ("b", 7), ("c", 0))]
    report = import_files(paths, book, NOW)
    assert [activity.source for activity in book.activities] == ["b.fit", "a.fit", "c.fit"]
    assert report.new == tuple(book.activities)


def test_one_broken_file_holds_up_no_other(book: Book, tmp_path: Path) -> None:
    good = run(tmp_path / "good.fit")
    broken = tmp_path / "broken.fit"
    broken.write_bytes(good.read_bytes()[:-1])
    report = import_files([broken, tmp_path / "missing.fit", good], book, NOW)
    assert (report.files, len(report.new), len(report.problems)) == (3, 1, 2)
    assert all(problem.endswith(".") for problem in report.problems)


def test_the_same_run_from_two_programs_is_one(book: Book, tmp_path: Path) -> None:
    export = tmp_path / "export.gpx"
    export.write_bytes(gpx(track(straight(5100, 1830, began=BEGAN + timedelta(seconds=4)))))
    report = import_files([export, run(tmp_path / "watch.fit")], book, NOW)
    assert [one.source for one in report.new] == ["watch.fit"]
    assert [one.source for one in report.known] == ["export.gpx"]


def test_a_whole_watch_may_be_named(book: Book, tmp_path: Path) -> None:
    activity = run(tmp_path / "GARMIN" / "Activity" / "1.FIT")
    settings = tmp_path / "GARMIN" / "Settings" / "Settings.fit"
    settings.parent.mkdir()
    settings.write_bytes(fit(file_id(2)))
    for other in ("GarminDevice.xml", "Text/German.ln4", ".hidden.fit", "1.fit.part"):
        path = tmp_path / "GARMIN" / other
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    report = import_files([tmp_path], book, NOW)
    assert (report.files, [one.source for one in report.new]) == (2, [activity.name])
    assert report.problems == ()
    assert [told.split(" ")[0] for told in report.left_out] == [str(settings)]


def test_a_file_that_is_named_is_read_whatever_it_is_called(book: Book, tmp_path: Path) -> None:
    assert len(import_files([run(tmp_path / ".run.part")], book, NOW).new) == 1


def test_a_file_named_twice_is_read_once(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = run(tmp_path / "sub" / "run.fit")
    monkeypatch.chdir(tmp_path)
    report = import_files([path, tmp_path, path.parent, Path("sub/run.fit")], book, NOW)
    assert (report.files, len(report.new), len(report.known)) == (1, 1, 0)


def test_nothing_comes_to_an_empty_report(book: Book, tmp_path: Path) -> None:
    for paths in ([], [tmp_path]):
        assert import_files(paths, book, NOW) == ImportReport(0, (), (), (), ())


def test_the_progress_is_told_while_reading_and_while_recording(book: Book, tmp_path: Path) -> None:
    paths = [run(tmp_path / f"{number}.fit", number) for number in range(3)]
    told: list[float] = []
    import_files([*paths, tmp_path / "missing"], book, NOW, told.append)
    assert [part for part in told if part <= 0.5] == [0.125, 0.25, 0.375, 0.5]
    assert [part for part in told if part > 0.5] == [pytest.approx(0.5 + n / 6) for n in (1, 2, 3)]


def test_what_goes_wrong_in_the_journal_is_not_taken_for_a_bad_file(tmp_path: Path) -> None:
    def full(_: Activity) -> ImportOutcome:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        import_files([run(tmp_path / "run.fit")], full, NOW)


def test_the_order_does_not_hang_on_how_files_are_named_or_listed(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        run(tmp_path / f"{name}.fit")
    for paths in ([tmp_path], sorted(tmp_path.iterdir(), reverse=True)):
        report = import_files(paths, lambda _: ImportOutcome.NEW, NOW)
        assert [one.source for one in report.new] == ["a.fit", "b.fit", "c.fit"]


@pytest.mark.skipif(sys.platform == "win32", reason="such names are not allowed there")
def test_a_name_of_bytes_that_are_no_text_can_be_told(book: Book, tmp_path: Path) -> None:
    path = tmp_path / b"l\xe4ufe.fit".decode("utf-8", "surrogateescape")
    shutil.copy(SAMPLES / "truncated.fit", path)
    (problem,) = import_files([tmp_path], book, NOW).problems
    assert problem.encode("utf-8")
    assert "l?ufe.fit is cut off" in problem
