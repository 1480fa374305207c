"""Files on a watch, copied while it is on the cable."""

import shutil
from pathlib import Path

import pytest

from coach.runtime.watch_files import WatchFiles


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a connected watch keeps what it recorded."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    folder = tmp_path / "media" / "anna" / "GARMIN" / "GARMIN" / "Activity"
    folder.mkdir(parents=True)
    return folder


def contents(files: tuple[Path, ...]) -> list[tuple[str, bytes]]:
    return sorted((path.name, path.read_bytes()) for path in files)


def test_new_files_are_copied_once(recorded: Path, tmp_path: Path) -> None:
    (recorded / "1.fit").write_bytes(b"one")
    (recorded / "Settings.txt").write_bytes(b"no run")
    watch = WatchFiles({}, tmp_path)
    first = watch.new_files()
    assert contents(first) == [("1.fit", b"one")]
    assert watch.originals == {first[0]: recorded / "1.fit"}
    (recorded / "2.fit").write_bytes(b"two")
    assert contents(watch.new_files()) == [("2.fit", b"two")]
    assert not first[0].exists()
    assert watch.new_files() == ()
    (recorded / "1.fit").write_bytes(b"another")
    assert contents(watch.new_files()) == [("1.fit", b"another")]
    watch.drop_copies()


def test_a_watch_that_comes_back_is_known(recorded: Path, tmp_path: Path) -> None:
    (recorded / "1.fit").write_bytes(b"one")
    watch = WatchFiles({}, tmp_path)
    watch.new_files()
    watch.drop_copies()
    away = shutil.move(tmp_path / "media", tmp_path / "away")
    assert watch.new_files() == ()
    later = WatchFiles(watch.reported(), tmp_path)
    shutil.move(away, tmp_path / "media")
    assert watch.new_files() == later.new_files() == ()


def test_a_watch_that_is_unplugged_while_it_is_copied_is_copied_later(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unplugged(*_: Path) -> Path:
        raise OSError

    (recorded / "1.fit").write_bytes(b"one")
    watch = WatchFiles({}, tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", unplugged)
        assert watch.new_files() == ()
    assert contents(watch.new_files()) == [("1.fit", b"one")]
    watch.drop_copies()
