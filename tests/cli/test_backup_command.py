"""`coach backup` and `coach restore`."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_copy_is_made_by_itself_once_something_was_recorded(home: Home) -> None:
    home.run("today")
    assert "no copy yet" in home.run("restore").stdout
    home.run("check", "3")
    assert len(home.run("restore").stdout.splitlines()) == 1
    assert "✓ Backups" in home.run("doctor").stdout


def test_there_and_back_again(home: Home) -> None:
    home.run("check", "3")
    home.run("backup")
    home.run("done", "midday")
    day = home.run("backup", "--list").stdout.split()[0]
    asked = home.run("restore", day)
    assert asked.returncode == 1
    assert "1 entry (1 step done) would be removed" in asked.stdout
    assert "nothing would come back" in asked.stdout
    assert home.query("select count(*) from entries") == [2]
    told = home.run("restore", day, "--yes").stdout
    assert "Restored. The journal as it was: " in told
    assert home.query("select kind from entries") == ["pain-checked"]


def test_what_would_change_is_said_in_words_the_most_frequent_first(home: Home) -> None:
    home.run("check", "3")
    home.run("backup")
    for command in (["done", "midday"], ["done", "evening"], ["skip", "morning"], ["check", "4"]):
        home.run(*command)
    day = home.run("backup", "--list").stdout.split()[0]
    said = home.run("restore", day).stdout
    each = "2 steps done, 1 correction or deletion, 1 pain check, 1 step skipped"
    assert f"5 entries ({each}) would be removed" in said
    assert "  Evening stretches: done\n" in said


def test_a_copy_goes_to_a_file_that_is_not_there_yet(home: Home) -> None:
    home.run("check", "3")
    to = home.folder / "copy.db"
    assert home.run("backup", "--to", str(to)).stdout == f"Copied to {to}.\n"
    again = home.run("backup", "--to", str(to))
    assert (again.returncode, again.stderr) == (
        1,
        f"{to} is there already; name another file, or move it away.\n",
    )


def test_a_journal_that_cannot_be_read_is_put_aside(home: Home) -> None:
    home.run("check", "3")
    home.journal.write_bytes(b"scrambled" * 1000)
    (copy,) = home.folder.glob("backups/*.db")
    assert "`coach restore` puts a copy in its place" in home.run("today").stderr
    assert home.run("restore", copy.stem.removeprefix("journal-"), "--yes").returncode == 0
    assert "3/10" in home.run("today").stdout


def test_copies_are_listed_also_where_the_journal_is_damaged(home: Home) -> None:
    home.run("check", "3")
    home.journal.write_bytes(b"scrambled" * 1000)
    (copy,) = home.folder.glob("backups/*.db")
    assert str(copy) in home.run("backup", "--list").stdout


def test_an_empty_journal_takes_no_good_copy_s_place(home: Home) -> None:
    home.run("check", "3")
    home.run("done", "midday")
    home.run("backup")
    with closing(sqlite3.connect(home.journal)) as db, db:
        db.execute("delete from entries")
    refused = home.run("backup")
    assert refused.returncode == 1
    assert "stays: it has 2 entries, and the journal 0. `coach restore " in refused.stderr
    elsewhere = home.run("backup", "--to", str(home.folder / "copy.db")).stdout
    assert "has more entries (2); `coach restore " in elsewhere
    assert "has more entries (2) than the journal" in home.run("doctor").stdout
    (day,) = (one.stem.removeprefix("journal-") for one in home.folder.glob("backups/*.db"))
    assert home.run("restore", day, "--yes").returncode == 0
    assert home.query("select count(*) from entries") == [2]


def test_a_journal_of_a_newer_coach_is_left_where_it_is(home: Home) -> None:
    home.run("check", "3")
    (copy,) = home.folder.glob("backups/*.db")
    home.query("pragma user_version = 99")
    run = home.run("restore", str(copy), "--yes")
    assert run.returncode == 1
    assert "newer coach" in run.stderr
    assert list(home.folder.glob("journal.damaged*")) == []


def test_a_copy_is_named_as_days_are(home: Home) -> None:
    home.run("check", "3")
    (copy,) = home.folder.glob("backups/*.db")
    day = date.fromisoformat(copy.stem.removeprefix("journal-"))
    for name in ("today", " Today", f"{day:%A}", f"{day:%a}"):
        home.run("done", "midday")
        restored = home.run("restore", name, "--yes")
        assert restored.stdout.startswith(f"{copy}, compared with the journal as it is:")
    copy.rename(copy.with_name(f"journal-{day - timedelta(days=1)}.db"))
    assert home.run("restore", "yesterday", "--yes").returncode == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026-02-03", "There is no copy of 2026-02-03"),
        ("nowhere.db", "There is no copy `nowhere.db`"),
        ("backups", "There is no copy `backups`"),
        ("", "You named no copy"),
    ],
)
def test_a_copy_that_is_not_there_is_a_sentence(home: Home, name: str, said: str) -> None:
    none = f"{said}; name a file, or make one with `coach backup`.\n"
    assert home.run("restore", name).stderr == none
    home.run("check", "3")
    day = home.run("backup", "--list").stdout.split()[0]
    none = f"{said}; name a file, or one of these days: {day}.\n"
    assert home.run("restore", name).stderr == none


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_no_new_journal_begins_where_the_copies_say_that_there_was_one(
    home: Home, lose: Callable[[Path], object]
) -> None:
    assert home.run("check", "3", "--ease").returncode == 0
    lose(home.journal)
    for command in ("today", "check 4", "why"):
        refused = home.run(*command.split())
        assert (refused.returncode, refused.stdout) == (1, "")
        assert (
            f"{home.journal} is gone or empty. Put it back, or `coach restore 2" in refused.stderr
        )
    assert "gone or empty" in home.run("doctor").stdout
    (copy,) = home.journal.parent.glob("backups/journal-*.db")
    assert home.run("restore", copy.stem.removeprefix("journal-"), "--yes").returncode == 0
    assert "3/10" in home.run("entries").stdout


def test_two_journals_in_one_folder_have_copies_of_their_own(home: Home) -> None:
    other = ("--journal", str(home.folder / "other.db"))
    home.run("check", "3")
    home.run(*other, "check", "6")
    home.run(*other, "done", "midday")
    assert home.run(*other, "backup").returncode == 0
    (day,) = (one.stem.removeprefix("journal-") for one in home.folder.glob("backups/journal-*"))
    assert home.run(*other, "backup", "--list").stdout.endswith(f"/backups/other-{day}.db\n")
    home.run(*other, "undo")
    assert home.run(*other, "restore", day, "--yes").returncode == 0
    assert "6/10" in home.run(*other, "entries").stdout
    assert home.query("select count(*) from entries") == [1]
    (home.folder / "other.db").unlink()
    assert f"`coach restore {day}` brings back" in home.run(*other, "today").stderr
