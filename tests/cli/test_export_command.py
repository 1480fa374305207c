"""`coach export`, and `coach import` of its output."""

import json
import os
import re
import stat
import wave
from pathlib import Path

import pytest
from support.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "here").mkdir()
    home = Home(tmp_path / "here")
    home.run("check", "3")
    home.run("done", "midday")
    home.run("undo")
    return home


def test_everything_goes_to_another_machine(home: Home, tmp_path: Path) -> None:
    path = home.folder / "all.json"
    assert home.run("export", "json", "--to", str(path)).stdout == f"{path}: 3 entries.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (tmp_path / "there").mkdir()
    there = Home(tmp_path / "there")
    assert there.run("import", str(path)).stdout == f"{path}: 3 new entries, 0 already known.\n"
    assert there.run("import", str(path)).stdout == f"{path}: 0 new entries, 3 already known.\n"
    query = "select * from entries"
    assert there.query(query) == home.query(query)


def test_without_a_file_it_is_printed(home: Home) -> None:
    assert home.run("export", "json").stdout.startswith('{"coach": "journal"')
    assert home.run("export", "ics", "--days", "2").stdout.startswith("BEGIN:VCALENDAR")


def test_tables_need_a_folder_which_is_said_with_an_example(home: Home) -> None:
    run = home.run("export", "csv")
    assert run.returncode == 2
    assert "Say where to, as in `coach export csv --to FOLDER`." in run.stderr


def test_an_unknown_export_is_answered_with_those_there_are(home: Home) -> None:
    run = home.run("export", "foo")
    assert run.returncode == 2
    assert run.stderr.endswith("The commands are: audio, csv, ics, json, workout.\n")


def test_tables_go_into_a_folder(home: Home) -> None:
    to = home.folder / "tables"
    home.run("export", "csv", "--to", str(to))
    names = [
        "days.csv",
        "measures.csv",
        "mornings.csv",
        "signs.csv",
        "steps.csv",
        "training.csv",
    ]
    assert sorted(one.name for one in to.iterdir()) == names
    assert home.run("export", "csv", "--to", "since", "--since", "Monday").returncode == 0
    again = home.run("export", "csv", "--to", str(to), "--since", "2026-01-01")
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_a_file_that_is_there_is_not_written_over(home: Home) -> None:
    path = home.folder / "mine.json"
    path.write_text("mine")
    run = home.run("export", "json", "--to", str(path))
    assert (run.returncode, path.read_text()) == (1, "mine")


@pytest.mark.parametrize("command", ["backup", "report", "export json", "export csv", "export ics"])
def test_no_folder_is_made_by_a_slip_of_the_pen(home: Home, command: str) -> None:
    to = home.folder / "slip" / "of" / "pen"
    refused = home.run(*command.split(), "--to", str(to))
    assert (refused.returncode, refused.stderr) == (
        1,
        f"{to}: there is no folder {to.parent}; correct the name, or create that folder.\n",
    )
    assert not (home.folder / "slip").exists()


def test_tables_need_a_folder(home: Home) -> None:
    to = home.folder / "pipe"
    os.mkfifo(to)
    refused = home.run("export", "csv", "--to", str(to))
    assert (refused.returncode, refused.stderr) == (
        1,
        f"{to} is not a folder; name an existing folder or a new one.\n",
    )


def test_an_entry_that_cannot_be_read_is_left_out_and_named(home: Home) -> None:
    path = home.folder / "all.json"
    path.write_text('{"coach": "journal", "version": 1, "entries": [{"kind": "x"}]}')
    run = home.run("import", str(path))
    assert run.stdout == f"{path}: 0 new entries, 0 already known.\n"
    told = f"{path}: entry 1 was left out: `kind` is x, which this coach does not know.\n"
    assert run.stderr == told


def test_todays_run_goes_onto_the_watch_or_into_a_file(home: Home, tmp_path: Path) -> None:
    alone = home.run("export", "workout")
    (written,) = home.folder.glob("coach-run-*.fit")
    assert alone.stdout.startswith(f"{written.name}: Walk-jog, stage 1 of 19.")
    garmin = tmp_path / "run" / "gvfs" / "mtp:host=091e" / "Primary" / "GARMIN"
    garmin.mkdir(parents=True)
    for _ in range(2):  # a later one replaces it there
        on_watch = home.run("export", "workout", XDG_RUNTIME_DIR=str(tmp_path / "run"))
        assert on_watch.stdout.startswith("On the watch, once you unplug it (")
    (there,) = (garmin / "NewFiles").iterdir()
    assert there.read_bytes()[8:12] == b".FIT"
    home.run("check", "9", "--no-ease", "--walking-pain")
    refused = home.run("export", "workout", "--to", "other.fit")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("No run today, only rest. Severe first-step pain")
    assert not (home.folder / "other.fit").exists()


def test_todays_run_is_printed_as_text_calendar_or_json(home: Home) -> None:
    assert "4x\n- Walk briskly 4m30s\n- Jog easily 30s\n" in text(home, "--format", "text")
    assert text(home, "--format", "ics").startswith("BEGIN:VCALENDAR")
    assert json.loads(text(home, "--json"))["name"] == "Walk-jog, stage 1 of 19"


def text(home: Home, *options: str) -> str:
    return home.run("export", "workout", *options).stdout


def test_a_session_becomes_a_sound_file_that_is_not_written_over(home: Home) -> None:
    made = home.run("export", "audio", "warm-up", "--no-voice", "--to", "warm-up.wav")
    assert made.stdout == "warm-up.wav: Warm-up, 5 min 55 s, tones.\n"
    with wave.open(str(home.folder / "warm-up.wav")) as sound:
        assert 355 < sound.getnframes() / sound.getframerate() < 358
    assert stat.S_IMODE((home.folder / "warm-up.wav").stat().st_mode) == 0o600
    again = home.run("export", "audio", "warm-up", "--no-voice", "--to", "warm-up.wav")
    assert (again.returncode, again.stdout) == (1, "")


def test_without_a_voice_there_are_tones_which_is_said(home: Home) -> None:
    made = home.run("export", "audio", "warm-up", PATH="/nowhere")
    assert made.stderr == "Without words: no program that speaks into files was found.\n"
    assert re.fullmatch(
        r"coach-warm-up-[-\d]{10}\.wav: Warm-up, 5 min 55 s, tones\.\n", made.stdout
    )


def test_what_lasts_half_a_day_is_no_sound_file(home: Home) -> None:
    home.configure('[sessions.midday]\nexercises = [{ exercise = "pf_stretch", hold = "7h" }]\n')
    made = home.run("export", "audio", "midday", "--no-voice")
    assert made.returncode == 1
    assert made.stderr == "Midday stretches is longer than 6 hours, too long for a sound file.\n"
