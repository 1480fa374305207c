"""Who owns a file, and how users get their files back."""

import codecs
import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.builders import FakeClock
from support.home import Home

from coach.cli.open_coach import coach_for, config_of
from coach.config import load
from coach.core.coach import Coach
from coach.doctor import files, machine, reminders
from coach.doctor.checks import examine
from coach.doctor.finding import DoctorContext, Health, broken, sound
from coach.errors import CoachError, JournalError
from coach.journal import Journal
from coach.journal.aside import Aside
from coach.journal.backups import keep_daily_copy
from coach.system.owners import foreign_owner, mend_access
from coach.system.process_lock import ProcessLock

RUNNER = 54321
"""A user without a name on any system."""
pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The runner's own folder, which others may look through."""
    above = [one for one in tmp_path.parents if one.owner() == "root" and len(one.parts) > 2]
    modes = {one: stat.S_IMODE(one.stat().st_mode) for one in (tmp_path, *above)}
    for one in modes:
        one.chmod(0o755)
    folder = tmp_path / "coach"
    folder.mkdir(mode=0o700)
    os.chown(folder, RUNNER, RUNNER)
    yield folder
    for one, mode in modes.items():
        one.chmod(mode)


@contextmanager
def as_runner() -> Iterator[None]:
    codecs.lookup("ascii")  # The library of a Python that is root's cannot be read later.
    os.seteuid(RUNNER)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_of_ones_own_is_nobody_elses(folder: Path) -> None:
    with as_runner():
        assert foreign_owner(folder) == ""
    assert foreign_owner(folder) == f"user {RUNNER}"


def test_a_config_file_of_root_is_told_with_its_owner_and_how_to_mend_it(folder: Path) -> None:
    config = folder / "config.toml"
    config.touch(0o600)
    with as_runner():
        (problem,) = load(config).problems
    mend = f"`sudo chown -R {RUNNER} {config}` makes it yours"
    assert problem.text == f"cannot be read (Permission denied); {config} belongs to root; {mend}"


def test_commands_say_how_to_open_a_folder_that_is_closed(folder: Path) -> None:
    folder.chmod(0)
    mend = f"`chmod u+rwx {folder}` opens it to you"
    options = {"config": folder / "config.toml", "journal": folder / "journal.db"}
    with as_runner(), pytest.raises(CoachError) as raised, coach_for(options):
        pass
    assert mend in str(raised.value)
    with as_runner():
        (problem,) = load(config_of(options)).problems
    assert problem.text == f"cannot be read (Permission denied); {mend}"


@pytest.mark.parametrize("place", [".", "data/coach"])
def test_an_open_coach_keeps_what_a_folder_that_was_closed_does_not_take(
    folder: Path, place: str
) -> None:
    now = FakeClock(datetime(2026, 3, 3, 7, tzinfo=UTC))
    with as_runner(), closing(Journal(folder / place / "journal.db")) as journal:
        coach = Coach(folder / "config.toml", journal, now, retry_unsaved=True)
        folder.chmod(0)
        coach.record.check(3)
        folder.chmod(0o700)
        assert f"`chmod u+rwx {folder}` opens it to you" in coach.ledger.why_unsaved
        assert coach.ledger.save_again()


def test_what_is_kept_on_another_disk_is_in_a_folder_of_the_user_who_acts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    aside = Aside(folder / "journal.db")
    with as_runner():
        aside.keep("trouble", b"the disk is full")
        assert aside.read("trouble") == b"the disk is full"
    assert [one.name for one in folder.iterdir()] == [f"coach-{RUNNER}"]
    assert aside.read("trouble") == b""


def test_a_journal_of_root_is_told_with_its_owner_and_how_to_mend_it(folder: Path) -> None:
    path = folder / "journal.db"
    Journal(path).close()
    with as_runner(), pytest.raises(JournalError, match="belongs to root; `sudo chown") as raised:
        Journal(path)
    assert str(raised.value).count(". ") == 0


def test_a_folder_of_root_is_given_back_as_a_whole_only_where_it_is_coachs(folder: Path) -> None:
    os.chown(folder, 0, 0)
    with as_runner():
        assert mend_access(folder / "journal.db").endswith(f"-R {RUNNER} {folder}` makes it yours")
        elsewhere = mend_access(folder.parent / "journal.db")
    assert elsewhere == f"{folder.parent} belongs to root; name another place"


def test_a_lock_that_root_left_never_stops_the_reminders(folder: Path) -> None:
    for name in ("remind.lock", "remind.pid"):
        (folder / name).touch(0o600)
    presence = ProcessLock(folder / "journal.db", "remind")
    with as_runner():
        assert presence.take()
        assert presence.holder() == os.getpid()
        presence.leave()


def test_who_only_looks_at_a_lock_out_of_reach_sees_nobody(folder: Path) -> None:
    (folder / "remind.lock").touch(0o600)
    os.chown(folder, 0, 0)
    with as_runner():
        assert not ProcessLock(folder / "journal.db", "remind").is_held()


def test_a_command_of_root_leaves_nothing_that_is_roots(folder: Path) -> None:
    home = Home(folder)
    ended = home.run("check", "3", COACH_CONFIG="", COACH_JOURNAL="")
    assert (ended.returncode, ended.stderr) == (0, "")
    home.run("config", "init", "--yes", COACH_CONFIG="", COACH_JOURNAL="")
    made = list((folder / "coach").rglob("*"))
    assert {"journal.db", "config.toml", "backups"} <= {path.name for path in made}
    assert {path.stat().st_uid for path in (folder / "coach", *made)} == {RUNNER}


def test_what_root_takes_along_and_installs_for_a_user_is_the_users(folder: Path) -> None:
    home = Home(folder, f'[sync]\nfolder = "{folder / "meet"}"')
    os.chown(home.config, RUNNER, RUNNER)
    (folder / "meet").mkdir()
    os.chown(folder / "meet", RUNNER, RUNNER)
    for command in (
        "done midday",
        "sync",
        f"export csv --to {folder}/tables",
        f"export json --to {folder}/all.json",
        f"export ics --to {folder}/plan.ics",
        f"report --to {folder}/report.html",
        f"backup --to {folder}/copy.db",
        "theme new mine",
        "service install",
    ):
        ended = home.run(*command.split())
        assert (ended.returncode, ended.stderr) == (0, "")
    try:
        assert [one for one in folder.rglob("*") if one.stat().st_uid != RUNNER] == []
    finally:  # The reminders that were started go on otherwise.
        assert home.run("service", "remove").returncode == 0


def test_root_gives_away_no_file_that_has_a_second_name(folder: Path) -> None:
    home, secret = Home(folder), folder.parent / "secret"
    secret.touch()
    (folder / "coach").mkdir()
    (folder / "coach" / "secret").hardlink_to(secret)
    (folder / "coach" / "link").symlink_to(secret)
    home.run("check", "3", COACH_CONFIG="", COACH_JOURNAL="")
    assert secret.stat().st_uid == 0


def context(folder: Path) -> DoctorContext:
    return DoctorContext(
        config=folder / "config.toml",
        journal=folder / "journal.db",
        log=folder / "coach.log",
        clock=FakeClock(datetime(2026, 3, 3, 7, tzinfo=UTC)),
        service=lambda: pytest.fail("not asked for"),
    )


def test_a_folder_that_is_closed_is_one_finding_with_its_mend(folder: Path) -> None:
    with as_runner(), closing(Journal(folder / "journal.db")):
        pass
    folder.chmod(0)
    checks = (
        ("Journal", files.journal),
        ("Backups", files.backups),
        ("Owner", files.owner),
        ("Log", files.log),
        ("Reminders", reminders.background),
        ("Channels", reminders.channels),
        ("Clock", machine.clock),
        ("Disk", files.disk),
    )
    with as_runner():
        found = examine(context(folder), checks)
    closed = broken(
        "you have no permission to look at it", f"`chmod u+rwx {folder}` opens it to you."
    )
    assert [one for one in found if one.verdict is Health.BROKEN] == [
        replace(closed, subject="Journal")
    ]


def test_the_doctor_names_what_is_not_ones_own(folder: Path) -> None:
    with as_runner():
        (folder / "journal.db").touch()
        (found,) = files.owner(context(folder))
        assert found == sound("all files are yours")
    (folder / "remind.lock").touch()
    with as_runner():
        (found,) = files.owner(context(folder))
    assert found.verdict is Health.WARNING
    assert found.text == f"{folder}/remind.lock belongs to root"
    assert found.mend == f"`sudo chown -R {RUNNER} {folder}/remind.lock` makes it yours."
    (found,) = files.owner(context(folder))
    assert found.verdict is Health.SOUND


def test_a_file_of_ones_own_that_is_closed_is_named_with_the_way_to_open_it(folder: Path) -> None:
    path = folder / "journal.db"
    with as_runner():
        Journal(path).close()
        for end in ("-wal", "-shm"):
            path.with_name(f"journal.db{end}").touch(0o400)
        closed = f"{path}-wal {path}-shm"
        assert mend_access(path) == f"`chmod u+rw {closed}` opens it to you"
        path.parent.chmod(0o500)
        assert mend_access(path) == f"`chmod u+rwx {folder}` opens it to you"
        path.parent.chmod(0o700)


def test_the_doctor_says_of_copies_that_it_cannot_look_at_them(folder: Path) -> None:
    with as_runner():
        with closing(Journal(folder / "journal.db")):
            (folder / "backups").mkdir(mode=0)
        (found,) = files.backups(context(folder))
    assert found.verdict is Health.BROKEN
    assert found.text == f"{folder}/backups cannot be used as a folder"


def test_a_copy_that_cannot_be_made_refuses_no_entry(folder: Path) -> None:
    with as_runner():
        with closing(Journal(folder / "journal.db")):
            (folder / "backups").mkdir(mode=0)
        with pytest.raises(JournalError, match="backups cannot be used"):
            keep_daily_copy(folder / "journal.db", date(2026, 3, 1))


def test_a_journal_is_read_without_an_end_of_changes_beside_a_broken_index(folder: Path) -> None:
    path = folder / "journal.db"
    with as_runner():
        Journal(path).close()
        path.with_name("journal.db-wal").touch(0o400)
        path.with_name("journal.db-shm").write_bytes(b"cut")
        path.with_name("journal.db-shm").chmod(0o400)
        path.chmod(0o400)
        folder.chmod(0o500)
        with closing(Journal(path)) as journal:
            assert journal.stamp() == journal.stamp()
        folder.chmod(0o700)
