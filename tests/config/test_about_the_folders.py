"""What is said of the folders in [activities]; of a drive that does not answer, soon."""

import threading
from pathlib import Path

import pytest

from coach.config import reading
from coach.config.reading import about_the_folders, read


def said(folder: Path | str) -> list[str]:
    found = about_the_folders(read(f'[activities]\nfolder = "{folder}"\n'))
    return [one.sentence("") for one in found]


def test_a_folder_that_is_not_there_is_pointed_out(tmp_path: Path) -> None:
    assert said("") == said(tmp_path) == []
    assert said("/no/such/folder") == [
        'line 2: activities.folder names "/no/such/folder", which is not a folder'
    ]


def test_each_of_several_folders_is_looked_at(tmp_path: Path) -> None:
    text = f'[activities]\nfolder = "{tmp_path}"\nfolders = ["{tmp_path}", "/no/such"]\n'
    assert [one.sentence("") for one in about_the_folders(read(text))] == [
        'line 3: activities.folders[1] names "/no/such", which is not a folder'
    ]


def test_a_folder_that_does_not_answer_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()
    monkeypatch.setattr(reading, "_PATIENCE", 0.1)
    monkeypatch.setattr(reading, "no_folder", lambda _: str(answered.wait(30)))
    assert [one.endswith("which does not answer; connect its drive") for one in said(tmp_path)] == [
        True
    ]
    assert read(f'[activities]\nfolder = "{tmp_path}"\n').warnings == ()
    answered.set()
