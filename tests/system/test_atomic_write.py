"""Files that are written whole, and read without waiting."""

import errno
import os
import stat
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coach.system.atomic_write import create, make_private, read, write

Act = Callable[[Path, bytes], None]


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("act", [write, create, lambda path, _: make_private(path)])
def test_what_is_new_is_for_its_owner_alone_whatever_the_umask(act: Act, tmp_path: Path) -> None:
    path = tmp_path / "state" / "coach" / "file"
    with umask(0):
        act(path, b"text")
    assert mode(path) == 0o600
    assert [mode(path.parent), mode(path.parent.parent)] == [0o700, 0o700]


def test_a_file_that_was_open_to_others_can_be_made_private(tmp_path: Path) -> None:
    path = tmp_path / "coach.log"
    path.write_text("told before")
    path.chmod(0o644)
    make_private(path)
    assert (mode(path), path.read_text()) == (0o600, "told before")


@pytest.mark.parametrize("act", [write, create])
def test_a_full_disk_leaves_no_new_file(
    act: Act, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        act(tmp_path / "file", b"text")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write(path, b"after")
    assert path.read_bytes() == b"before"


def test_no_file_is_created_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        create(tmp_path / "link", b"text")
    assert not (tmp_path / "elsewhere").exists()


def test_a_runner_s_own_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    write(tmp_path / "link", b"text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() == b"text"


def test_what_a_killed_program_left_goes_in_time(tmp_path: Path) -> None:
    old, young = tmp_path / ".coach-new-old", tmp_path / ".coach-new-young"
    others = tmp_path / ".new-of-somebody"
    for one in (old, young, others):
        one.write_text("half")
    for one in (old, others):
        os.utime(one, (time.time() - 7200,) * 2)
    write(tmp_path / "file", b"text")
    assert sorted(one.name for one in tmp_path.iterdir()) == [young.name, others.name, "file"]


def test_a_pipe_and_a_folder_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        read(tmp_path / "pipe")
    with pytest.raises(IsADirectoryError):
        read(tmp_path)


def test_what_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read(tmp_path / "file", most=5) == b"12345"
    with pytest.raises(OSError, match="too large"):
        read(tmp_path / "file", most=4)


def test_a_small_file_takes_little_memory_however_large_it_might_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    tracemalloc.start()
    assert read(tmp_path / "file", most=1 << 40) == b"12345"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_link_is_followed_only_where_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert read(tmp_path / "link") == b"text"
    with pytest.raises(OSError, match="symbolic"):
        read(tmp_path / "link", follows_links=False)


@pytest.mark.parametrize("act", [write, create, lambda path, _: make_private(path)])
def test_a_file_in_the_place_of_a_folder_is_said_to_be_none(act: Act, tmp_path: Path) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_text("mine")
    with pytest.raises(NotADirectoryError) as raised:
        act(in_the_way / "file", b"text")
    assert raised.value.filename == str(in_the_way)
