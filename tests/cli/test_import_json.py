"""`coach import --json`: what each file became, and why."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.activity_files import BEGAN, NOW, SAMPLES, file_id, fit, gpx, session, straight, track
from support.builders import FakeClock

from coach.cli.import_json import import_as_json
from coach.core.coach import Coach
from coach.domain.events.types import Pattern, RunLogged
from coach.journal import Journal
from coach.reports.journal_file import pieces


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    journal = Journal(tmp_path / "journal.db")
    yield Coach(tmp_path / "config.toml", journal, FakeClock(NOW))
    journal.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    place.mkdir()
    return place


class Importing:
    """Imports, and returns what was printed."""

    def __init__(self, coach: Coach, capfd: pytest.CaptureFixture[str]) -> None:
        self._coach = coach
        self._printed = capfd
        self.is_used = False

    def __call__(self, *paths: Path, exports: tuple[Path, ...] = ()) -> list[dict[str, Any]]:
        self.is_used = import_as_json(self._coach, exports, paths)
        files: list[dict[str, Any]] = json.loads(self._printed.readouterr().out)
        return files


@pytest.fixture
def importing(coach: Coach, capfd: pytest.CaptureFixture[str]) -> Importing:
    return Importing(coach, capfd)


def run(path: Path, hours: float = 0) -> Path:
    path.write_bytes(fit(file_id(), session(BEGAN + timedelta(hours=hours))))
    return path


def test_a_new_run_is_told_with_its_entry(importing: Importing, place: Path) -> None:
    path = run(place / "run.fit")
    (file,) = importing(path)
    (activity,) = file.pop("activities")
    assert file == {"file": str(path), "result": "new", "why": ""}
    assert len(activity.pop("entry")) > 12
    assert activity == {
        "kind": "run",
        "kind_from": "file",
        "began": "2026-05-03T07:30:00Z",
        "seconds": 1800,
        "metres": 5000.0,
        "source": "run.fit",
        "result": "new",
        "why": "",
        "day": "2026-05-03",
    }


def test_every_file_has_its_reason(importing: Importing, place: Path) -> None:
    run(place / "1.fit")
    run(place / "2.fit")
    run(place / "3.fit", hours=2)
    (place / "4.fit").write_bytes(fit(file_id(2)))
    (place / "5.fit").write_bytes(b"no run")
    points = straight(3000, 900, began=BEGAN + timedelta(days=-1))
    points[50] = (41.0, 14.0, points[50][2])
    (place / "6.gpx").write_bytes(gpx(track(points)))
    files = importing(place)
    assert [Path(one["file"]).name for one in files] == [
        *("1.fit", "2.fit", "3.fit", "4.fit", "5.fit", "6.gpx")
    ]
    assert [one["result"] for one in files] == [
        *("new", "known", "known", "nothing", "unread", "new")
    ]
    said = [one["why"] or one["activities"][0]["why"] for one in files]
    assert said[0] == ""
    assert said[1] == "1.fit was recorded before, of the same time and distance."
    assert said[2].startswith("3.fit: a run of the same length began before or after it")
    assert "without an activity" in said[3]
    assert "is not a recording that Coach can read" in said[4]
    assert said[5] == "6.gpx: 1 stray point left out."
    assert files[5]["activities"][0]["kind_from"] == "speed"
    assert files[2]["activities"][0]["entry"] == files[0]["activities"][0]["entry"]


def test_what_was_taken_back_or_entered_by_hand_is_told(
    importing: Importing, coach: Coach, place: Path
) -> None:
    coach.runs.ran(5000, 1800, 1, Pattern.FADED)
    path = run(place / "run.fit")
    (file,) = importing(path)
    assert file["activities"][0]["why"] == (
        "The run that was entered by hand has its time and distance now."
    )
    coach.corrections.undo()
    (file,) = importing(path)
    assert file["result"] == "known"
    assert file["activities"][0]["why"] == "It was recorded before, and undone since."


def test_the_command_that_brings_a_run_back_is_told(
    importing: Importing, coach: Coach, place: Path
) -> None:
    path = run(place / "run.fit")
    importing(path)
    (entry,) = coach.ledger.of_kinds(RunLogged)
    coach.corrections.delete([entry])
    (file,) = importing(path)
    assert file["activities"][0]["why"] == (
        "It was recorded before, and undone since; "
        f"`coach delete --undo {entry.id[-8:]}` brings it back."
    )
    coach.corrections.bring_back([entry])
    assert coach.ledger.of_kinds(RunLogged) == [entry]


def test_nothing_that_can_be_used_is_a_failure(importing: Importing, place: Path) -> None:
    (file,) = importing(place / "missing.fit")
    assert file["result"] == "unread"
    assert not importing.is_used
    assert importing(place) == []
    assert importing.is_used


def test_an_export_is_told_beside_the_files(
    importing: Importing, coach: Coach, place: Path
) -> None:
    importing(SAMPLES / "fenix-5-run.fit")
    export, bad = place / "export.json", place / "bad.json"
    export.write_bytes(b"".join(pieces(coach.journal.entries())))
    bad.write_text("[]")
    files = importing(exports=(export, bad))
    assert [(one["result"], one["entries"]) for one in files] == [("known", 0), ("unread", 0)]
    assert files[0]["why"] == "0 of 1 entries were new."
