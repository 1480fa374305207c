"""`coach import`: what it logs, what it says, and its status."""

import gzip
import json
import shutil
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli.test_commands import DONE, REFUSED, facts, misused, one_sentence, succeeds
from click.testing import CliRunner
from support.activity_files import BEGAN, SAMPLES, file_id, fit, session
from support.deliveries import Outing, polar_session, runkeeper_list, strava
from support.home import Home

from coach.activities.file_state import FileState
from coach.cli.main import coach_command
from coach.core.coach import Coach
from coach.core.imports import ImportOutcome, recorded
from coach.domain.events.activity import Activity
from coach.journal import Journal
from coach.runtime.file_reading import FileReading
from coach.runtime.inbox_memory import Memory

CASES = SAMPLES.parent / "cases"
NO_FILE = "does-not-exist.fit"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def sample(name: str) -> str:
    return str(SAMPLES / name)


def test_a_run_is_logged_on_its_own_day(home: Home) -> None:
    home.zone = "UTC"  # so that its day is the same, at whatever hour the tests run
    assert succeeds(home, "import", sample("fenix-5-run.fit")) == "New: 1 run.\n"
    assert home.query("select day, metres, seconds, pain from runs") == [
        ("2017-06-11", 157.56, 57, None)
    ]


def test_a_run_is_logged_once(home: Home, tmp_path: Path) -> None:
    copy = shutil.copy(sample("fenix-5-run.fit"), tmp_path / "copy.fit")
    succeeds(home, "import", sample("fenix-5-run.fit"))
    for name in (sample("fenix-5-run.fit"), copy):
        assert succeeds(home, "import", str(name)) == "New: nothing; 1 known already.\n"
    assert home.query("select count(*) from entries") == [1]


def test_a_ride_is_kept_as_a_ride(home: Home) -> None:
    assert succeeds(home, "import", sample("edge-820-bike.fit")) == "New: 1 ride.\n"
    assert home.query("select body ->> 'activity' from holding") == ["ride"]


def test_a_folder_is_imported_and_its_broken_file_told(home: Home) -> None:
    first, again = (home.run("import", str(SAMPLES)) for _ in range(2))
    assert (first.returncode, again.returncode) == (DONE, DONE)
    assert one_sentence(first.stderr)
    assert first.stderr.startswith(f"{sample('truncated.fit')} is cut off")
    jump = "cerknicko-jezero.gpx: 1 jump left out.\n"
    new = "New: 1 other, 2 rides, 3 runs, 2 walks; 1 could not be read.\n"
    assert first.stdout == jump + new
    assert again.stdout == f"{jump}New: nothing; 8 known already; 1 could not be read.\n"
    assert home.query("select count(*) from entries") == [8]


@pytest.mark.parametrize("name", ["truncated.fit", "README.md", NO_FILE])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(home: Home, name: str) -> None:
    run = home.run("import", sample(name))
    assert (run.returncode, run.stdout) == (REFUSED, "New: nothing; 1 could not be read.\n")
    assert one_sentence(run.stderr)
    assert run.stderr.startswith(f"{sample(name)} ")


def test_a_file_without_an_activity_is_said_to_have_none(home: Home, tmp_path: Path) -> None:
    settings = tmp_path / "settings.fit"
    settings.write_bytes(fit(file_id(2)))
    said = succeeds(home, "import", str(settings)).splitlines()
    assert said[0].startswith(f"{settings} ")
    assert said[1:] == ["New: nothing; 1 without an activity."]


def test_what_is_left_out_is_named_beside_what_is_read(home: Home, tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"settings{number:02}.fit").write_bytes(fit(file_id(2)))
    shutil.copy(CASES / "14-jump.gpx", tmp_path)
    said = succeeds(home, "import", str(tmp_path)).splitlines()
    assert said[0].startswith(f"{tmp_path / 'settings00.fit'} ")
    assert said[10:] == [
        "... and 2 more like these.",
        "14-jump.gpx: 1 stray point left out.",
        "New: 1 run; 12 without an activity.",
    ]


def test_an_archive_is_read_and_what_was_left_out_of_it_is_counted(
    home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(sample("fenix-5-run.fit"), "activities/1.fit")
        archive.write(sample("truncated.fit"), "activities/2.fit")
        archive.writestr("profile.csv", "Name")
    for place, new in ((path, "1 run"), (tmp_path, "nothing; 1 known already")):
        run = home.run("import", str(place))
        assert run.returncode == DONE
        assert run.stderr.startswith(f"activities/2.fit in {path} is cut off")
        assert one_sentence(run.stderr)
        assert run.stdout.splitlines() == [
            f"profile.csv in {path} is not a recording that Coach can read.",
            f"New: {new}; 1 without an activity; 1 could not be read.",
        ]


@pytest.mark.parametrize("content", ["{}", '{"coach": "journal", "version": 1}', "{"])
def test_one_bad_file_stops_no_other(home: Home, tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "x.json"
    wrong.write_text(content, encoding="utf-8")
    packed = tmp_path / "b.gpx.gz"
    packed.write_bytes(gzip.compress((CASES / "14-jump.gpx").read_bytes()))
    run = home.run("import", sample("fenix-5-run.fit"), str(wrong), str(packed))
    assert run.returncode == DONE
    assert run.stdout.splitlines()[-1] == "New: 2 runs."
    assert one_sentence(run.stderr)
    assert run.stderr.startswith(str(wrong))
    alone = home.run("import", str(wrong))
    assert (alone.returncode, alone.stdout) == (REFUSED, "")


def test_a_clock_that_is_hours_off_is_pointed_out(home: Home, tmp_path: Path) -> None:
    began = datetime(2026, 5, 3, 9, tzinfo=ZoneInfo(home.zone)).astimezone(UTC)
    for hours, name in ((0, "watch.fit"), (2, "phone.fit")):
        (tmp_path / name).write_bytes(fit(file_id(), session(began + timedelta(hours=hours))))
    said = succeeds(home, "import", str(tmp_path)).splitlines()
    assert said[0].startswith("phone.fit: a run of the same length began before or after")
    assert said[1:] == ["New: 1 run; 1 known already."]


def test_a_run_of_today_makes_the_cool_down_due(home: Home, tmp_path: Path) -> None:
    began = datetime.now(UTC) - timedelta(minutes=40)
    path = tmp_path / "run.fit"
    path.write_bytes(fit(file_id(), session(began)))
    home.runs_already()
    succeeds(home, "check", "1")
    assert succeeds(home, "import", str(path)) == "New: 1 run.\n"
    due = {one["step"] for one in facts(home, "today")["steps"] if one["status"] == "due"}
    assert "cool-down" in due


def test_import_wants_to_know_what(home: Home) -> None:
    assert "Missing argument" in misused(home, "import")
    assert "not a file or folder" in misused(home, "import", "")


def test_a_damaged_journal_is_told_and_not_taken_for_a_bad_file(home: Home) -> None:
    home.journal.write_bytes(b"no journal at all " * 1000)
    run = home.run("import", sample("fenix-5-run.fit"))
    assert (run.returncode, run.stdout) == (REFUSED, "")
    assert one_sentence(run.stderr)
    assert run.stderr.startswith(f"{home.journal}: the journal cannot be read")


def test_entries_that_are_left_out_are_named_and_refuse_no_other(
    home: Home, tmp_path: Path
) -> None:
    succeeds(home, "check", "3")
    export = tmp_path / "x.json"
    whole = json.loads(succeeds(home, "export", "json"))
    (check,) = whole["entries"]
    whole["entries"] += [1, {name: check[name] for name in check if name != "at"}]
    export.write_text(json.dumps(whole), encoding="utf-8")
    run = home.run("import", str(export))
    assert (run.returncode, run.stdout) == (REFUSED, f"{export}: 0 new entries, 1 already known.\n")
    assert run.stderr.splitlines() == [
        f"{export}: entry 2 was left out: it is not an entry.",
        f"{export}: entry 3 was left out: it lacks `at`.",
    ]


@pytest.mark.parametrize("content", ["[]", "[1, 2]", '{"type": "FeatureCollection"}'])
def test_json_of_another_kind_is_said_to_be_that(home: Home, tmp_path: Path, content: str) -> None:
    path = tmp_path / "places.json"
    path.write_text(content, encoding="utf-8")
    run = home.run("import", str(path))
    assert (run.returncode, run.stdout) == (REFUSED, "")
    told = f"{path} is JSON, but not an export of Coach; `coach export json` makes one.\n"
    assert run.stderr == told


def test_ctrl_c_stops_an_import_and_keeps_what_was_recorded(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(strava([Outing(began=BEGAN - timedelta(days=days)) for days in range(9)]))
    before: list[Activity] = []

    def interrupted(coach: Coach, activity: Activity) -> ImportOutcome:
        before.append(activity)
        outcome = recorded(coach, activity)
        if len(before) == 3:
            raise KeyboardInterrupt
        return outcome

    monkeypatch.setattr("coach.cli.import_files.recorded", interrupted)
    arguments = ["--config", str(home.config), "--journal", str(home.journal), "import", str(path)]
    run = CliRunner().invoke(coach_command, arguments)
    assert run.exit_code == 130
    told = "Stopped. New so far, and kept: 3 entries. Import again for the rest.\n"
    assert (run.stdout, run.stderr) == ("", told)
    assert home.query("select count(*) from entries") == [3]
    again = succeeds(home, "import", str(path)).splitlines()[-1]
    assert again == "New: 6 runs; 3 known already; 1 without an activity."


def test_a_session_of_polar_is_told_from_an_export_of_coach(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "training-session.json"
    path.write_bytes(polar_session(Outing()))
    assert succeeds(home, "import", str(path)) == "New: 1 run.\n"


def test_a_list_without_zones_is_read_in_that_of_the_machine(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "cardioActivities.csv"
    path.write_bytes(runkeeper_list([Outing()], zone=ZoneInfo(home.zone)))
    assert succeeds(home, "import", str(tmp_path)) == "New: 1 run.\n"
    assert home.query("select body ->> 'began' from entries") == ["2026-05-03T07:30:00Z"]


def test_files_of_a_folder_that_could_not_be_read_are_listed(home: Home) -> None:
    assert succeeds(home, "entries", "--unread") == "Every file that arrived could be read.\n"
    assert facts(home, "entries", "--unread", "--json") == []
    bad = FileReading("/runs/a.fit", reason="/runs/a.fit is damaged.", is_read=False)
    with closing(Journal(home.journal)) as journal:
        Memory(journal).note({"/runs/a.fit": FileState(1, 1)}, [bad])
    assert succeeds(home, "entries", "--unread") == "/runs/a.fit is damaged.\n"
    assert facts(home, "entries", "--unread", "--json") == [
        {"file": "/runs/a.fit", "why": "/runs/a.fit is damaged."}
    ]
