"""The watch that is connected by USB, looked for in folders of the test's own."""

from pathlib import Path

import pytest

from coach.system.mounted_watch import folders_for_new_files, folders_of_recordings


@pytest.mark.parametrize(
    "volume",
    ["media/ada/GARMIN", "run/media/ada/GARMIN", "Volumes/GARMIN"],
)
@pytest.mark.parametrize("inside", ["GARMIN/NewFiles", "Garmin/NEWFILES", "garmin/newfiles"])
def test_a_volume_with_a_garmin_folder_is_a_watch(tmp_path: Path, volume: str, inside: str) -> None:
    folder = tmp_path / volume / inside
    folder.mkdir(parents=True)
    (tmp_path / volume / "DCIM").mkdir()
    assert folders_for_new_files(tmp_path, None) == [folder]


def test_a_watch_that_speaks_mtp_is_found_in_the_runtime_folder(tmp_path: Path) -> None:
    runtime = tmp_path / "run" / "user" / "1000"
    folder = runtime / "gvfs" / "mtp:host=091e_4cda_0000" / "Primary" / "GARMIN" / "NewFiles"
    folder.mkdir(parents=True)
    (runtime / "gvfs" / "smb-share:server=nas" / "GARMIN" / "GARMIN").mkdir(parents=True)
    assert folders_for_new_files(tmp_path, runtime) == [folder]


def test_the_folder_for_new_files_need_not_be_there_yet(tmp_path: Path) -> None:
    (tmp_path / "media" / "ada" / "GARMIN" / "GARMIN").mkdir(parents=True)
    (found,) = folders_for_new_files(tmp_path, tmp_path / "none")
    assert found == tmp_path / "media" / "ada" / "GARMIN" / "GARMIN" / "NewFiles"


def test_all_watches_are_found_and_nothing_else(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / "media" / "ada" / name / "Garmin").mkdir(parents=True)
    (tmp_path / "media" / "ada" / "stick" / "photos").mkdir(parents=True)
    (tmp_path / "media" / "ada" / "file").write_text("")
    (tmp_path / "media" / "ada" / "stick" / "GARMIN").write_text("a file")
    found = folders_for_new_files(tmp_path, None)
    assert [one.parts[-3] for one in found] == ["one", "other"]


@pytest.mark.parametrize("name", ["Activity", "ACTIVITY", "Activities"])
def test_the_recordings_of_a_watch_are_found_once_it_has_some(tmp_path: Path, name: str) -> None:
    garmin = tmp_path / "media" / "ada" / "GARMIN" / "GARMIN"
    garmin.mkdir(parents=True)
    assert folders_of_recordings(tmp_path, None) == []
    (garmin / name).mkdir()
    assert folders_of_recordings(tmp_path, None) == [garmin / name]
