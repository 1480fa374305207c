"""`coach import`: what it logs, what it says, and its status."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from activities.writing import SAMPLES, file_id, fit, session
from cli.test_commands import DONE, REFUSED, facts, misused, one_sentence, succeeds
from home import Home

NO_FILE = "does-not-exist.fit"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def sample(name: str) -> str:
    return str(SAMPLES / name)


def test_a_run_is_logged_on_its_own_day(home: Home) -> None:
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
    assert first.stdout.startswith("New: ")
    assert first.stdout.endswith("; 1 could not be read.\n")
    assert again.stdout == "New: nothing; 11 known already; 1 could not be read.\n"
    assert home.query("select count(*) from entries") == [11]


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
    assert said[1:] == ["New: nothing."]


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


def test_a_damaged_journal_is_told_and_not_taken_for_a_bad_file(home: Home) -> None:
    home.journal.write_bytes(b"no journal at all " * 1000)
    run = home.run("import", sample("fenix-5-run.fit"))
    assert (run.returncode, run.stdout) == (REFUSED, "")
    assert one_sentence(run.stderr)
    assert run.stderr.startswith(f"{home.journal}: the journal cannot be read")
