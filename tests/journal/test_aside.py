"""What is kept outside the journal's disk."""

import os
from pathlib import Path

import pytest

from coach.journal.aside import Aside


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The runtime folder, and the one for temporary files."""
    run, temporary = tmp_path / "run", tmp_path / "temporary"
    run.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    monkeypatch.setenv("TMPDIR", str(temporary))
    return run, temporary


def test_what_is_kept_is_read_by_all_who_have_that_journal_and_by_nobody_else() -> None:
    Aside(Path("/a/journal.db")).keep("trouble", b"full")
    assert Aside(Path("/a/journal.db")).read("trouble") == b"full"
    assert Aside(Path("/b/journal.db")).read("trouble") == b""
    assert Aside(Path("/a/journal.db")).read("other") == b""


def test_it_is_for_its_owner_alone_and_nothing_is_left_of_what_is_over(
    folders: tuple[Path, Path],
) -> None:
    aside = Aside(Path("/a/journal.db"))
    aside.keep("trouble", b"full")
    (folder,) = folders[0].iterdir()
    (file,) = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    aside.keep("trouble", b"")
    assert not [*folder.iterdir()]


def test_without_a_runtime_folder_it_lies_among_the_temporary_files(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for nowhere in ("/nowhere", f"/{'x' * 300}"):
        monkeypatch.setenv("XDG_RUNTIME_DIR", nowhere)
        Aside(Path("/a/journal.db")).keep("trouble", nowhere.encode())
        assert Aside(Path("/a/journal.db")).read("trouble") == nowhere.encode()
    assert [*folders[1].iterdir()]


def test_where_it_can_lie_nowhere_it_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.journal.aside._other_disks", lambda: iter(("/nowhere",)))
    Aside(Path("/a/journal.db")).keep("trouble", b"full")
    assert Aside(Path("/a/journal.db")).read("trouble") == b""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root")
def test_what_another_user_put_there_is_not_read(folders: tuple[Path, Path]) -> None:
    aside = Aside(Path("/a/journal.db"))
    aside.keep("trouble", b"full")
    for file in folders[0].rglob("*trouble"):
        os.chown(file, 65534, 65534)
    assert aside.read("trouble") == b""


def test_what_lies_beside_a_journal_with_brackets_in_its_name_is_found(tmp_path: Path) -> None:
    aside = Aside(tmp_path / "my[1].db", is_beside=True)
    aside.keep("unsaved-7.json", b"[]")
    assert aside.names("unsaved-", ".json") == {"unsaved-7.json"}
