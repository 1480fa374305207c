"""`coach sync`, and what `coach doctor` says about it."""

import os
from pathlib import Path

import pytest
from support.home import Home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def home(tmp_path: Path, name: str, folder: Path) -> Home:
    own = tmp_path / name
    own.mkdir()
    return Home(own, f'[sync]\nfolder = "{folder}"\n')


def sync_line(home: Home) -> str:
    """What the doctor says."""
    lines = home.run("doctor").stdout.splitlines()
    return next(line for line in lines if " Sync " in line)


def test_without_a_folder_it_says_how_to_have_one(tmp_path: Path) -> None:
    here = Home(tmp_path)
    run = here.run("sync")
    assert run.returncode == 1
    assert "[sync]\n" in run.stderr
    assert "off;" in sync_line(here)


def test_it_tells_whom_it_met_and_what_came(tmp_path: Path, folder: Path) -> None:
    here = home(tmp_path, "here", folder)
    assert "no exchange in" in sync_line(here)
    here.run("check", "3")
    first = here.run("sync").stdout
    assert "Met no other machine yet: no new entries; 1 file written." in first
    assert "this is " in sync_line(here)
    assert "no other machine yet" in sync_line(here)
    here.run("undo")
    assert "; 1 entry still to be written there" in sync_line(here)


def test_a_file_that_is_not_whole_is_named(tmp_path: Path, folder: Path) -> None:
    here = home(tmp_path, "here", folder)
    (folder / "coach" / "other").mkdir(parents=True)
    (folder / "coach" / "other" / "0198.entries").write_bytes(b'00000000 {"kind":')
    run = here.run("sync", "accept", "other")
    assert run.returncode == 0
    assert run.stderr == "Not read: other/0198.entries is not complete yet.\n"
    assert "! Sync       other/0198.entries is not complete yet." in here.run("doctor").stdout


def test_another_runner_in_the_folder_is_asked_about(tmp_path: Path, folder: Path) -> None:
    here, there = home(tmp_path, "here", folder), home(tmp_path, "there", folder)
    there.run("check", "3")
    name = there.run("sync").stdout.split()[2].rstrip(".")
    here.run("check", "9")
    run = here.run("sync")
    assert "Met no other machine yet: no new entries; no files written." in run.stdout
    assert f"{name} is in your sync folder. If it is yours, say so" in run.stderr
    assert "Nothing of yours was written there yet." in run.stderr
    assert f"! Sync       {name} is in {folder}, too." in here.run("doctor").stdout
    assert len(list((folder / "coach").iterdir())) == 1
    assert here.query("select count(*) from entries") == [1]


def test_machines_that_are_accepted_become_one(tmp_path: Path, folder: Path) -> None:
    here, there = home(tmp_path, "here", folder), home(tmp_path, "there", folder)
    there.run("check", "3")
    there.run("sync")
    here.run("done", "midday")
    assert ": 1 new entry; 1 file written." in here.run("sync", "accept").stdout
    assert ": 1 new entry; no files written." in there.run("sync").stdout
    assert "There is no machine nobody in " in here.run("sync", "accept", "nobody").stderr


def test_what_another_runner_recorded_is_taken_out_again(tmp_path: Path, folder: Path) -> None:
    here, there = home(tmp_path, "here", folder), home(tmp_path, "there", folder)
    there.run("check", "9")
    name = there.run("sync").stdout.split()[2].rstrip(".")
    here.run("done", "midday")
    here.run("sync", "accept")
    there.run("undo")
    there.run("sync")
    here.run("sync")
    assert here.query("select count(*) from entries") == [3]
    told = here.run("sync", "forget", name, "--yes").stdout
    assert told.startswith(f"2 entries of {name} removed. The journal as it was: ")
    assert here.query("select kind from entries") == ["step-done"]
    assert here.query("select count(*) from retractions") == [0]
    assert ": no new entries; " in here.run("sync").stdout
    assert here.query("select kind from entries") == ["step-done"]
    assert Path(told.split(": ")[1].strip()).is_file()
    assert "Nothing has come from nobody" in here.run("sync", "forget", "nobody").stderr


def test_nobody_answers_whose_this_machine_is(tmp_path: Path, folder: Path) -> None:
    here = home(tmp_path, "here", folder)
    here.run("check", "3")
    name = here.run("sync").stdout.split()[2].rstrip(".")
    for verb in (("forget", "--yes"), ("accept",)):
        run = here.run("sync", *verb, name)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == f"{name} is this machine; name another one of those in {folder}.\n"


def test_a_link_in_the_folder_is_named_and_not_asked_about(tmp_path: Path, folder: Path) -> None:
    here = home(tmp_path, "here", folder)
    here.run("sync")
    (folder / "coach" / "linked").symlink_to(tmp_path)
    run = here.run("sync")
    assert run.stderr == "Not read: linked is a link, which is not read.\n"
    told = here.run("doctor").stdout
    assert "! Sync       linked is a link, which is not read.\n" in told
    assert "Nothing in it counts until it is fixed or removed." in told
    assert "linked is in" not in told


def test_a_pipe_in_the_place_of_the_folder_is_named(tmp_path: Path, folder: Path) -> None:
    here = home(tmp_path, "here", folder)
    folder.rmdir()
    os.mkfifo(folder)
    assert f"{folder}, the sync folder, is a pipe and no folder" in here.run("sync").stderr
    assert sync_line(here) == f"× Sync       {folder} is a pipe and no folder."


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, folder: Path) -> None:
    here = home(tmp_path, "here", folder)
    folder.rmdir()
    run = here.run("sync")
    assert run.returncode == 1
    assert f"{folder}, the sync folder, is not there" in run.stderr
    assert "× Sync" in sync_line(here)
