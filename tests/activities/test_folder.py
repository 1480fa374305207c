"""A folder that watches and downloads fill, reported file by file."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from coach.activities.contents import LARGEST
from coach.activities.folder import Folder
from coach.errors import ActivityError


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "activities"
    place.mkdir()
    return place


@pytest.fixture
def folder(place: Path) -> Folder:
    return Folder(place)


def put(path: Path, content: bytes, changed: int = 1000) -> Path:
    """A file as it is after a write at a second that the test chooses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (changed, changed))
    return path


def test_what_was_there_before_is_told_at_the_second_look(folder: Folder, place: Path) -> None:
    runs = [put(place / name, name.encode()) for name in ("b.fit", "a.GPX", "c.tcx", "d.fit.gz")]
    assert folder.new_files() == ()
    assert folder.new_files() == tuple(sorted(runs))
    assert folder.new_files() == ()


def test_a_file_is_told_when_it_has_stopped_growing(folder: Folder, place: Path) -> None:
    for size in range(1, 5):
        put(place / "run.fit", b"x" * size, changed=1000 + size)
        assert folder.new_files() == ()
    assert folder.new_files() == (place / "run.fit",)


def test_a_file_that_is_written_over_without_growing_is_waited_for(
    folder: Folder, place: Path
) -> None:
    put(place / "run.fit", b"xxxx", changed=1000)
    folder.new_files()
    put(place / "run.fit", b"yyyy", changed=1001)
    assert folder.new_files() == ()
    assert folder.new_files() == (place / "run.fit",)


def test_a_changed_file_is_told_again(folder: Folder, place: Path) -> None:
    path = put(place / "run.fit", b"one")
    folder.new_files()
    assert folder.new_files() == (path,)
    put(path, b"two", changed=2000)
    assert folder.new_files() == ()
    assert folder.new_files() == (path,)


def test_what_is_known_is_not_told_until_it_changes(folder: Folder, place: Path) -> None:
    path, gone = put(place / "run.fit", b"one"), put(place / "gone.fit", b"two")
    folder.new_files()
    folder.new_files()
    gone.unlink()
    folder.new_files()
    assert list(folder.reported()) == [str(path)]
    again = Folder(place, folder.reported())
    assert [again.new_files() for _ in range(2)] == [()] * 2
    put(path, b"another", changed=2000)
    assert again.new_files() == ()
    assert again.new_files() == (path,)


def test_the_same_content_is_told_once(folder: Folder, place: Path) -> None:
    first, copy = put(place / "a.fit", b"run"), put(place / "b.fit", b"run", changed=2000)
    folder.new_files()
    assert folder.new_files() == (first,)
    put(first, b"run", changed=3000)
    copy.rename(place / "c.fit")
    assert [folder.new_files() for _ in range(3)] == [()] * 3


def test_the_folders_of_a_watch_are_looked_into(folder: Folder, place: Path) -> None:
    path = put(place / "GARMIN" / "Activity" / "A123.FIT", b"run")
    folder.new_files()
    assert folder.new_files() == (path,)


@pytest.mark.parametrize(
    "name",
    [
        *(".run.fit", "~run.fit", ".trash/run.fit", "run.fit.part", "run.tmp", "run.fit~"),
        *(
            "inProgressActivity.fit",
            "run.fit.crdownload",
            "run.fit.tmp",
            "photo.jpg",
            "fit",
            "run.gz",
        ),
    ],
)
def test_what_is_hidden_or_half_loaded_or_something_else_is_left_out(
    folder: Folder, place: Path, name: str
) -> None:
    put(place / name, b"run")
    path = put(place / "run.fit", b"another")
    folder.new_files()
    assert folder.new_files() == (path,)


def test_the_empty_file_that_keeps_the_place_of_a_download_is_waited_for(
    folder: Folder, place: Path
) -> None:
    put(place / "run.fit", b"")
    assert [folder.new_files() for _ in range(3)] == [()] * 3
    put(place / "run.fit", b"run", changed=2000)
    folder.new_files()
    assert folder.new_files() == (place / "run.fit",)


def test_a_download_is_told_under_its_last_name(folder: Folder, place: Path) -> None:
    put(place / "run.fit.part", b"run")
    folder.new_files()
    folder.new_files()
    (place / "run.fit.part").rename(place / "run.fit")
    assert folder.new_files() == ()
    assert folder.new_files() == (place / "run.fit",)


def test_a_folder_that_is_not_there_is_told_once_each_time(folder: Folder, place: Path) -> None:
    for _ in range(2):
        place.rename(place.with_name("unplugged"))
        with pytest.raises(ActivityError) as lost:
            folder.new_files()
        assert str(lost.value).startswith(f"{place}, the folder of the activities, cannot be")
        assert "change `folder` in [activities]." in str(lost.value)
        assert [folder.new_files() for _ in range(3)] == [()] * 3
        place.with_name("unplugged").rename(place)
        assert folder.new_files() == ()


def test_what_was_told_before_the_watch_was_unplugged_is_not_told_again(
    folder: Folder, place: Path
) -> None:
    put(place / "a.fit", b"run")
    folder.new_files()
    folder.new_files()
    place.rename(place.with_name("unplugged"))
    with pytest.raises(ActivityError):
        folder.new_files()
    put(place.with_name("unplugged") / "b.fit", b"later")
    place.with_name("unplugged").rename(place)
    assert folder.new_files() == ()
    assert folder.new_files() == (place / "b.fit",)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ActivityError, match="cannot be opened"):
        Folder(put(tmp_path / "file", b"x")).new_files()


def test_files_that_go_away_are_forgotten(folder: Folder, place: Path) -> None:
    put(place / "sub" / "a.fit", b"run")
    folder.new_files()
    shutil.rmtree(place / "sub")
    assert [folder.new_files() for _ in range(2)] == [()] * 2


def test_a_huge_file_is_told_without_being_read(folder: Folder, place: Path) -> None:
    path = put(place / "run.fit", b"x")
    os.truncate(path, 10 * LARGEST)
    folder.new_files()
    assert folder.new_files() == (path,)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_and_pipes_hold_nothing_up(folder: Folder, place: Path) -> None:
    (place / "loop").symlink_to(place)
    (place / "self.fit").symlink_to(place / "self.fit")
    (place / "gone.fit").symlink_to(place / "nowhere")
    os.mkfifo(place / "pipe.fit")
    path = put(place / "run.fit", b"run")
    folder.new_files()
    assert folder.new_files() == (path,)


def test_folders_may_lie_as_deep_as_they_like(folder: Folder, place: Path) -> None:
    deep = place / "/".join("x" * 400)
    deep.mkdir(parents=True)
    path = put(deep / "run.fit", b"run")
    folder.new_files()
    assert folder.new_files() == (path,)


def test_a_look_reads_no_file_that_stayed_as_it_was(
    folder: Folder, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        put(place / f"{number}.fit", b"%d" % number)
    folder.new_files()
    assert len(folder.new_files()) == 20
    monkeypatch.setattr("builtins.open", _unexpected)
    assert folder.new_files() == ()


def _unexpected(*_: object) -> None:
    pytest.fail("a file was opened")
