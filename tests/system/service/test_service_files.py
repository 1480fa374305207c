"""The file of a service manager."""

import os
from pathlib import Path

import pytest

from coach.errors import ServiceError
from coach.system.service.files import ServiceFile, config_home
from coach.system.service.manager import Condition


@pytest.fixture
def file(tmp_path: Path) -> ServiceFile:
    return ServiceFile(tmp_path / "new" / "coach.service", b"wanted")


def test_it_is_written_whole_with_its_folder_and_nothing_beside_it(file: ServiceFile) -> None:
    assert file.condition() == Condition.MISSING
    file.write()
    assert file.condition() == Condition.SOUND
    assert [*file.path.parent.iterdir()] == [file.path]
    assert file.path.stat().st_mode & 0o777 == 0o644


def test_nobody_else_can_put_a_file_beside_it(file: ServiceFile) -> None:
    before = os.umask(0)
    try:
        file.write()
    finally:
        os.umask(before)
    assert file.path.parent.stat().st_mode & 0o022 == 0


def identity(file: ServiceFile) -> tuple[int, int]:
    """What changes when a file is written; reading it changes the time of its last access."""
    status = file.path.stat()
    return status.st_ino, status.st_mtime_ns


def test_a_sound_one_is_not_touched_and_a_changed_one_is(file: ServiceFile) -> None:
    file.write()
    before = identity(file)
    file.write()
    assert identity(file) == before
    for content in (b"", b"want", b"wanted\n", b"\xff\0"):
        file.path.write_bytes(content)
        assert file.condition() == Condition.CHANGED
        file.write()
        assert file.path.read_bytes() == b"wanted"


def test_it_is_deleted_any_number_of_times(file: ServiceFile) -> None:
    file.delete()
    file.write()
    file.delete()
    file.delete()
    assert file.condition() == Condition.MISSING


@pytest.mark.parametrize("kind", ["folder", "dangling link", "link", "device", "pipe"])
def test_what_is_no_plain_file_is_left_alone(file: ServiceFile, kind: str) -> None:
    put(file.path, kind)
    for use in (file.condition, file.write, file.delete):
        with pytest.raises(
            ServiceError, match="is not a regular file; move it away, and try again"
        ):
            use()
    assert os.path.lexists(file.path)


def test_what_the_disk_refuses_is_told_and_leaves_nothing(
    file: ServiceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ServiceError, match=r"written: No space left on device\.$"):
        file.write()
    assert [*file.path.parent.iterdir()] == []


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "systemd").touch()
    with pytest.raises(ServiceError, match=r"coach.service cannot be written: "):
        ServiceFile(tmp_path / "systemd" / "user" / "coach.service", b"").write()


def test_the_config_folder_is_the_named_one_where_its_path_is_absolute(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config_home() == home / ".config"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert config_home() == home / ".config"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/named")
    assert config_home() == Path("/named")


def put(path: Path, kind: str) -> None:
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        targets = {"dangling link": "nowhere", "link": __file__, "device": "/dev/null"}
        path.symlink_to(targets[kind])
