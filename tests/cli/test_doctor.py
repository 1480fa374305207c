"""`coach doctor`: what it finds, as values and as a process, and what it leaves alone."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from support.builders import FakeClock
from support.home import COACH, Home

from coach import __version__
from coach.core.coach import Coach
from coach.doctor import files, machine, reminders
from coach.doctor.checks import examine
from coach.doctor.finding import DoctorContext, Finding, Health, broken, sound
from coach.domain.day.planned import Moment, MomentKind
from coach.errors import ServiceError
from coach.journal import Journal
from coach.journal.backups import Backups
from coach.journal.deliveries import Deliveries, Failure
from coach.journal.place import identity
from coach.journal.schema import MIGRATIONS, migrate
from coach.system.process_lock import ProcessLock
from coach.system.pulse import Pulse
from coach.system.service import Condition, State
from coach.system.updating import how_to_update

NOW = datetime(2026, 3, 2, 12, 40, tzinfo=UTC)
SOUND, WARNING, BROKEN = Health.SOUND, Health.WARNING, Health.BROKEN
MEGABYTE = 1_000_000


def state(condition: Condition = Condition.MISSING, *, enabled: bool = False) -> State:
    return State("systemd", Path("/u/coach.service"), condition, enabled, ("A note.",))


@pytest.fixture
def context(tmp_path: Path) -> DoctorContext:
    """A runner with a journal, and nothing else."""
    one = DoctorContext(
        config=tmp_path / "config.toml",
        journal=tmp_path / "journal.db",
        log=tmp_path / "coach.log",
        clock=FakeClock(NOW),
        service=state,
    )
    with closing(Journal(one.journal)):
        return one


def only(found: Iterator[Finding]) -> Finding:
    (one,) = found
    return one


def change(journal: Path, sql: str) -> None:
    with closing(sqlite3.connect(journal, isolation_level=None)) as db:
        db.execute(sql)


# The config file.


def test_without_a_config_file_all_is_as_shipped(context: DoctorContext) -> None:
    found = only(files.config(context))
    assert found.verdict is SOUND
    assert found.text == f"there is none at {context.config}, so everything is as shipped"
    assert not context.config.exists()


def test_a_sound_config_says_how_many_notes_there_are(context: DoctorContext) -> None:
    context.config.write_text('[player]\nget_ready = "10s"\n')
    assert only(files.config(context)) == sound(str(context.config))
    off = "[steps.{}]\nenabled = false\n"
    context.config.write_text(off.format("midday") + off.format("evening"))
    told = f"{context.config}; 1 note, which `coach config check` shows"
    assert only(files.config(context)) == sound(told)
    context.config.write_text('theme = "evergren"\n')
    assert only(files.config(context)) == sound(told)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_config_with_passwords_is_for_its_owner_alone(context: DoctorContext) -> None:
    context.config.write_text('[alerts]\npush = ["json://me:secret@host"]\n')
    context.config.chmod(0o644)
    found = only(files.config(context))
    assert (found.verdict, found.mend) == (
        WARNING,
        f"Prevent it: `chmod 600 {context.config}`.",
    )
    context.config.chmod(0o600)
    assert only(files.config(context)).verdict is SOUND


def test_a_folder_for_activities_that_is_not_there_is_to_be_looked_at(
    context: DoctorContext,
) -> None:
    folder = context.config.with_name("runs")
    context.config.write_text(f"[activities]\nfolder = '{folder}'\n")
    found = only(files.activities(context))
    assert found.verdict is WARNING
    assert found.text == f"{folder}, where your watch's files should arrive, is not there"
    folder.touch()
    assert only(files.activities(context)).text.endswith("arrive, is a file and no folder")
    folder.unlink()
    folder.mkdir()
    assert only(files.activities(context)) == sound(f"from {folder}")


def test_a_broken_config_says_how_many_problems_and_the_first(context: DoctorContext) -> None:
    context.config.write_text("theeme = 1\n[day]\nstarts = 4\n")
    found = only(files.config(context))
    assert found.verdict is BROKEN
    assert f"{context.config} has 2 problems: line 1: theeme" in found.text
    assert "`coach config check`" in found.mend


# The journal.


def test_a_sound_journal_says_what_it_is(context: DoctorContext) -> None:
    found = only(files.journal(context))
    assert found.verdict is SOUND
    assert re.fullmatch(
        rf"{context.journal}, schema {len(MIGRATIONS)}, \d+ KB, no entry yet", found.text
    )
    record(context)
    assert only(files.journal(context)).text.endswith("last entry 2026-03-02 12:40")


def test_where_there_is_no_journal_none_is_made(context: DoctorContext, tmp_path: Path) -> None:
    path = tmp_path / "new" / "journal.db"
    found = only(files.journal(replace(context, journal=path)))
    assert found.verdict is SOUND
    assert "the first command creates it" in found.text
    assert not path.parent.exists()


def test_where_no_journal_can_be_made_that_is_broken(context: DoctorContext) -> None:
    context.log.touch()
    found = only(files.journal(replace(context, journal=context.log / "journal.db")))
    assert found.verdict is BROKEN


def test_without_a_home_there_is_no_place_for_a_journal(context: DoctorContext) -> None:
    lost = replace(context, journal=Path("~/.local/share/coach/journal.db"))
    assert only(files.journal(lost)).mend == "Set HOME to your home folder."


def test_a_journal_that_may_not_be_written_to(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, context.journal)
    assert only(files.journal(context)).text == f"{context.journal} may not be written to"
    refuse(monkeypatch, context.journal.parent)
    assert only(files.journal(context)).verdict is BROKEN


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Path) -> None:
    """A file without permission, even if the tests run as root."""

    def access(path: Path, mode: int, *, effective_ids: bool = False) -> bool:
        del effective_ids
        return path != refused or not mode & os.W_OK

    monkeypatch.setattr(os, "access", access)


def test_a_journal_that_somebody_holds_takes_no_entries(context: DoctorContext) -> None:
    with closing(sqlite3.connect(context.journal, isolation_level=None)) as db:
        db.execute("begin immediate")
        found = only(files.journal(context))
        db.execute("rollback")
    assert found.verdict is BROKEN
    assert "cannot take entries right now (database is locked)" in found.text


@pytest.mark.parametrize(
    "content", [b"no journal at all " * 1000, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_damaged_journal_is_found_and_left_as_it_is(
    context: DoctorContext, content: bytes
) -> None:
    context.journal.write_bytes(content)
    found = only(files.journal(context))
    assert found.verdict is BROKEN
    assert found.mend.startswith("`coach restore` puts a copy in its place")
    assert context.journal.read_bytes() == content


def test_a_page_that_is_damaged_is_found(context: DoctorContext) -> None:
    for _ in range(200):
        record(context)
    size = context.journal.stat().st_size
    with context.journal.open("r+b") as file:
        file.seek(size - 3 * 4096)
        file.write(b"\xaa" * 4096)
    found = only(files.journal(context))
    assert found.verdict is BROKEN
    assert "damaged" in found.text or "cannot be read" in found.text


def test_an_entry_that_cannot_be_read_is_counted_and_named(context: DoctorContext) -> None:
    record(context)
    change(context.journal, "update entries set body = json_set(body, '$.pain', 99)")
    found = only(files.journal(context))
    assert found.verdict is WARNING
    assert "holds 1 entry that cannot be read, such as 01" in found.text
    assert found.text.endswith("(`pain` is 99)")


def test_a_row_that_would_fill_the_memory_is_not_read(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(context)
    change(context.journal, f"update entries set body = '{'x' * 30_000}'")  # noqa: S608
    monkeypatch.setattr("coach.doctor.finding.LARGEST_ROW", 20_000)
    found = only(files.journal(context))
    assert found.verdict is BROKEN
    assert "too big" in found.text


def test_a_pipe_in_the_place_of_the_journal_is_told_at_once(context: DoctorContext) -> None:
    context.journal.unlink(missing_ok=True)
    os.mkfifo(context.journal)
    found = only(files.journal(context))
    assert (found.verdict, found.text) == (BROKEN, f"{context.journal} is not a regular file")


def test_a_newer_journal_asks_for_an_update(context: DoctorContext) -> None:
    change(context.journal, "pragma user_version = 99")
    found = only(files.journal(context))
    assert found.verdict is BROKEN
    assert found.mend == how_to_update()


def test_tables_that_somebody_has_changed_are_told(context: DoctorContext) -> None:
    change(context.journal, "create trigger more after insert on entries begin select 1; end")
    found = only(files.journal(context))
    assert (found.verdict, found.mend[:15]) == (BROKEN, "`coach restore`")
    assert "someone has changed its tables" in found.text


def test_an_older_journal_stays_as_it_is(context: DoctorContext) -> None:
    context.journal.unlink()
    with closing(sqlite3.connect(context.journal, isolation_level=None)) as db:
        migrate(db, context.journal, MIGRATIONS[:1])
    context.journal.chmod(0o600)
    found = only(files.journal(context))
    assert found.verdict is SOUND
    assert "schema 1, which the next command brings up to date" in found.text
    with closing(sqlite3.connect(context.journal)) as db:
        assert db.execute("pragma user_version").fetchone() == (1,)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_that_may_look_into_it_are_told(context: DoctorContext) -> None:
    context.journal.chmod(0o644)
    found = only(files.journal(context))
    assert found.verdict is WARNING
    assert found.mend == f"Prevent it: `chmod 600 {context.journal}`."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(
    ("mode", "own", "verdict"),
    [
        (0o755, "", SOUND),
        (0o777, "", WARNING),
        (0o1777, "", SOUND),
        (0o755, "coach's own", WARNING),
        (0o700, "coach's own", SOUND),
    ],
)
def test_the_folder_is_for_its_owner(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch, mode: int, own: str, verdict: Health
) -> None:
    usual = context.journal if own else Path("/elsewhere/journal.db")
    monkeypatch.setattr("coach.system.paths.journal_file", lambda: usual)
    context.journal.parent.chmod(mode)
    assert only(files.journal(context)).verdict is verdict


# The log and the disk.


def test_a_log_that_was_never_needed(context: DoctorContext) -> None:
    assert only(files.log(context)).text.startswith("no errors so far")
    assert not context.log.exists()


def test_faults_of_the_last_day_are_told(context: DoctorContext) -> None:
    local = NOW.astimezone()
    old = local - timedelta(days=2)
    line = "{:%Y-%m-%d %H:%M:%S},123 4711 {} coach.tui: {}\n"
    context.log.write_text(
        line.format(old, "ERROR", "long ago")
        + line.format(local, "WARNING", "not so bad")
        + "Traceback (most recent call last):\n"
    )
    assert only(files.log(context)) == sound(f"{context.log}, 1 warning in the last day")
    with context.log.open("a") as file:
        file.write(line.format(local, "ERROR", "The full screen failed"))
    found = only(files.log(context))
    assert found.verdict is WARNING
    assert found.text.startswith("1 fault in the last day, the last one ")
    assert found.text.endswith("coach.tui: The full screen failed")


def test_of_a_long_log_only_the_end_is_read(context: DoctorContext) -> None:
    fault = f"{NOW.astimezone():%Y-%m-%d %H:%M:%S},123 1 ERROR coach: early\n"
    context.log.write_text(fault + "x" * 300_000 + "\n")
    assert only(files.log(context)).verdict is SOUND


def test_a_log_that_may_not_be_written_to(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.log.touch()
    refuse(monkeypatch, context.log)
    first, _ = files.log(context)
    assert (first.verdict, first.text) == (WARNING, f"{context.log} may not be written to")


@pytest.mark.parametrize(
    ("free", "verdict"),
    [
        (4 * MEGABYTE, BROKEN),
        (5 * MEGABYTE, WARNING),
        (49 * MEGABYTE, WARNING),
        (50 * MEGABYTE, SOUND),
    ],
)
def test_a_disk_that_is_nearly_full(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch, free: int, verdict: Health
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free))
    found = only(files.disk(context))
    assert found.verdict is verdict
    assert found.text.startswith(f"{free // MEGABYTE} MB free at ")


# The machine.


@pytest.mark.parametrize(
    ("environment", "config", "verdict", "said"),
    [
        ({"TERM": "xterm"}, "", SOUND, "TERM is xterm; it only rings the bell"),
        ({"TERM": "xterm-kitty"}, "", SOUND, "it gets notifications through OSC 99"),
        ({"TERM": "xterm"}, '[alerts]\nosc = "9"', SOUND, "it gets notifications through OSC 9"),
        ({"TERM": "xterm", "TMUX": "x"}, "", SOUND, "if `allow-passthrough` is on"),
        ({"TERM": "dumb"}, "", WARNING, "TERM is dumb: no full screen can be drawn"),
        ({}, "", WARNING, "TERM is not set"),
    ],
)
def test_the_terminal_says_how_it_notifies(
    context: DoctorContext,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    config: str,
    verdict: Health,
    said: str,
) -> None:
    monkeypatch.setattr(os, "environ", environment)
    context.config.write_text(config)
    found = only(machine.terminal(context))
    assert found.verdict is verdict
    assert said in found.text


def test_a_clock_that_is_right(context: DoctorContext) -> None:
    record(context)
    assert only(machine.clock(context)) == sound("it is 2026-03-02 12:40")


def test_a_clock_of_another_year_cannot_be(context: DoctorContext) -> None:
    early = replace(context, clock=FakeClock(NOW.replace(year=2025)))
    assert only(machine.clock(early)).verdict is BROKEN


def test_a_clock_that_was_set_back_is_seen_by_the_entries(context: DoctorContext) -> None:
    record(context)
    before = replace(context, clock=FakeClock(NOW - timedelta(hours=2)))
    found = only(machine.clock(before))
    assert found.verdict is WARNING
    assert (
        "it is 2026-03-02 10:40, but the journal has an entry from 2026-03-02 12:40" in found.text
    )


def test_a_clock_that_was_set_back_is_seen_by_the_deliveries(context: DoctorContext) -> None:
    deliver(context)
    before = replace(context, clock=FakeClock(NOW - timedelta(hours=2)))
    assert only(machine.clock(before)).verdict is WARNING


def test_without_a_journal_the_clock_is_taken_as_it_is(context: DoctorContext) -> None:
    assert only(machine.clock(replace(context, journal=Path("/no/journal.db")))).verdict is SOUND


def test_a_zone_that_is_none_is_broken_and_ends_nothing(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lost(FakeClock):
        def zone(self) -> Any:  # noqa: ANN401 - never returns
            raise KeyError

    monkeypatch.setenv("TZ", "Foo/Bar")
    lost = replace(context, clock=Lost(NOW))
    found = only(machine.zone(lost))
    assert (found.verdict, found.text) == (BROKEN, "it is not known, as TZ has it (Foo/Bar)")
    assert only(machine.clock(lost)).text == "it is 2026-03-02 12:40"


def test_a_zone_is_named_with_its_offset(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    assert only(machine.zone(context)) == sound("UTC, +00:00")


def test_the_versions_are_one_line(context: DoctorContext) -> None:
    said = only(machine.versions(context)).text
    assert re.match(
        rf"coach {re.escape(__version__)}, Python 3\.\S+, SQLite 3\.\S+, textual \d", said
    )
    assert "\n" not in said


# The reminders.


def test_a_journal_that_cannot_be_read_leaves_open_what_was_told(context: DoctorContext) -> None:
    context.journal.write_bytes(b"no journal at all " * 1000)
    found = only(reminders.background(context))
    told = "the time of the last reminder is not known: the journal cannot be read"
    assert found.text.endswith(told)


def test_where_there_is_no_journal_nothing_was_told(context: DoctorContext) -> None:
    context.journal.unlink()
    assert only(reminders.background(context)).text.endswith("no reminder yet")


def test_reminders_go_on_by_the_last_config_file_that_was_sound(
    context: DoctorContext, running: Callable[..., None]
) -> None:
    running(since=NOW - timedelta(hours=1))
    context.config.write_text("theeme = 1\n")
    found = only(reminders.background(context))
    assert found.verdict is WARNING
    assert found.text.endswith(", no reminder yet, with the last config that could be read")
    assert "`coach config check`" in found.mend


def test_reminders_that_do_not_run(context: DoctorContext) -> None:
    found = only(reminders.background(context))
    assert found.verdict is WARNING
    assert "no reminder yet" in found.text
    assert found.mend.startswith("`coach service install`")
    assert not context.journal.with_name("remind.lock").exists()


def test_reminders_that_run_and_tell(context: DoctorContext, running: Callable[..., None]) -> None:
    running(since=NOW - timedelta(hours=1))
    deliver(context)
    found = only(reminders.background(context))
    said = f"running as process {os.getpid()}, last reminder 2026-03-02 12:30"
    assert (found.verdict, found.text) == (SOUND, said)


def test_reminders_that_run_and_do_not_tell(
    context: DoctorContext, running: Callable[..., None]
) -> None:
    running(since=NOW - timedelta(hours=1))
    found = only(reminders.background(context))
    assert found.verdict is WARNING
    assert found.text.endswith("no reminder yet, but did not remind you of Midday stretches")
    assert "`coach why`" in found.mend


def test_what_came_before_they_ran_is_not_held_against_them(
    context: DoctorContext, running: Callable[..., None]
) -> None:
    running(since=NOW - timedelta(minutes=5))
    assert only(reminders.background(context)).verdict is SOUND


def test_what_came_just_now_may_take_its_time(
    context: DoctorContext, running: Callable[..., None]
) -> None:
    running(since=NOW - timedelta(hours=1))
    soon = replace(context, clock=FakeClock(NOW.replace(minute=31)))
    assert only(reminders.background(soon)).verdict is SOUND


def test_what_waits_for_the_desktop_is_not_held_against_them(
    context: DoctorContext, running: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    running(since=NOW - timedelta(hours=1))
    disturbed(monkeypatch)
    assert only(reminders.background(context)).verdict is SOUND


def test_reminders_that_run_and_do_not_look(
    context: DoctorContext, running: Callable[..., None]
) -> None:
    running(since=NOW - timedelta(days=1))
    Pulse(context.journal).beat(NOW - timedelta(minutes=4), identity(context.journal))
    found = only(reminders.background(context))
    assert found.verdict is BROKEN
    assert "but they have not checked your day since 2026-" in found.text
    Pulse(context.journal).beat(NOW - timedelta(minutes=2), identity(context.journal))
    assert only(reminders.background(context)).verdict is not BROKEN


def test_reminders_that_look_at_another_file(
    context: DoctorContext, running: Callable[..., None]
) -> None:
    running(since=NOW - timedelta(minutes=5))
    with closing(Journal(context.journal)) as journal:
        Pulse(context.journal).beat(NOW, journal.file)
    assert only(reminders.background(context)).verdict is SOUND
    context.journal.rename(context.journal.with_name("moved.db"))
    shutil.copy(context.journal.with_name("moved.db"), context.journal)
    found = only(reminders.background(context))
    assert found.verdict is BROKEN
    assert f"but they use another file than {context.journal}" in found.text


def test_an_older_journal_is_not_brought_up_to_date_under_the_reminders(
    context: DoctorContext, running: Callable[..., None]
) -> None:
    running(since=NOW - timedelta(hours=1))
    change(context.journal, "pragma user_version = 1")
    assert only(reminders.background(context)).verdict is SOUND
    with closing(sqlite3.connect(context.journal)) as db:
        assert db.execute("pragma user_version").fetchone() == (1,)


@pytest.mark.parametrize(
    ("found", "verdict", "said"),
    [
        (state(), SOUND, "not installed; "),
        (state(Condition.SOUND, enabled=True), SOUND, "systemd, /u/coach.service; A note"),
        (state(Condition.SOUND), WARNING, "/u/coach.service is not enabled; A note"),
        (state(Condition.CHANGED, enabled=True), WARNING, "/u/coach.service is edited or outdated"),
    ],
)
def test_the_service_as_it_is_found(
    context: DoctorContext, found: State, verdict: Health, said: str
) -> None:
    told = only(reminders.service(replace(context, service=lambda: found)))
    assert told.verdict is verdict
    assert said in told.text


# The channels.


@pytest.mark.parametrize(
    ("config", "verdict", "said"),
    [
        (
            "",
            WARNING,
            "tried in turn: in-app, desktop, terminal, push, command; with the full screen closed",
        ),
        ('channels = ["desktop"]\nalso = ["push"]\npush = ["json://x"]', SOUND, "and always push"),
        ('command = ["true"]', SOUND, "tried in turn: in-app, desktop, "),
        (
            "channels = []",
            WARNING,
            "tried in turn: none; with the full screen closed, none reaches you",
        ),
    ],
)
def test_at_least_one_channel_reaches_the_runner(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch, config: str, verdict: Health, said: str
) -> None:
    no_desktop(monkeypatch)
    context.config.write_text(f"[alerts]\n{config}\n")
    found = only(reminders.channels(context))
    assert found.verdict is verdict
    assert said in found.text


def test_recent_failures_are_told_with_their_reason(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_desktop(monkeypatch)
    deliver(context, Failure("push", "early"), Failure("terminal", "none", is_broken=False))
    deliver(context, Failure("push", "no route"), at=NOW - timedelta(minutes=5))
    deliver(context, Failure("command", "long ago"), at=NOW - timedelta(days=2))
    _, failed = reminders.channels(context)
    assert failed.text == "push failed twice in the last day: no route"
    assert failed.mend == "`coach alerts test push` tries it again."


def test_a_desktop_that_is_not_here_is_no_fault(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_desktop(monkeypatch)
    assert only(reminders.desktop(context)).verdict is SOUND


def test_a_desktop_that_is_not_to_be_disturbed(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "is_there", lambda: True)
    disturbed(monkeypatch)
    found = only(reminders.desktop(context))
    assert found.verdict is WARNING
    assert found.text == "GNOME is set to do not disturb, so reminders wait, 3 h at most"
    context.config.write_text("[alerts]\ndo_not_disturb = false\n")
    assert only(reminders.desktop(context)).verdict is SOUND


@pytest.mark.parametrize(
    ("push", "verdict", "said"),
    [
        ("[]", SOUND, "not configured"),
        ('["json://me:secret@host", "ntfy://secret"]', SOUND, "through json, ntfy"),
        ('["json://host", "gnurf://secret"]', BROKEN, "Apprise does not know gnurf"),
        ('["secret"]', BROKEN, "Apprise does not know an entry that does not begin with"),
    ],
)
def test_urls_are_looked_at_and_stay_secret(
    context: DoctorContext,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    push: str,
    verdict: Health,
    said: str,
) -> None:
    context.config.write_text(f"[alerts]\npush = {push}\n")
    found = only(reminders.push(context))
    assert found.verdict is verdict
    assert said in found.text
    assert "secret" not in found.text + found.mend + "".join(capfd.readouterr()) + caplog.text


def test_without_apprise_nothing_is_pushed(
    context: DoctorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    context.config.write_text('[alerts]\npush = ["json://host"]\n')
    found = only(reminders.push(context))
    assert (found.verdict, found.text) == (BROKEN, "Apprise is missing")


def test_programs_that_are_not_found(context: DoctorContext) -> None:
    assert only(reminders.programs(context)) == sound("not configured")
    context.config.write_text('[alerts]\ncommand = ["sh"]\nopen = ["/no/terminal"]\n')
    command, opened = reminders.programs(context)
    assert command.text == f"`command` runs {shutil.which('sh')}"
    assert (opened.verdict, opened.mend) == (BROKEN, "Fix `open` in [alerts].")


# The whole.


def test_a_check_that_fails_ends_no_other(context: DoctorContext) -> None:
    def bursts(_: DoctorContext) -> Iterator[Finding]:
        yield broken("something", "Mend it.")
        raise ValueError("a\nreason")

    def refuses(_: DoctorContext) -> Iterator[Finding]:
        raise ServiceError("That is not a regular file; move it away.")

    def goes(_: DoctorContext) -> Iterator[Finding]:
        yield sound("well")

    found = examine(context, (("A", bursts), ("B", refuses), ("C", goes)))
    assert [(one.subject, one.text) for one in found] == [
        ("A", "something"),
        ("A", "it cannot be checked (ValueError: a reason)"),
        ("B", "That is not a regular file; move it away"),
        ("C", "well"),
    ]


def test_a_check_that_does_not_answer_holds_up_no_other(context: DoctorContext) -> None:
    never = threading.Event()

    def hangs(_: DoctorContext) -> Iterator[Finding]:
        yield sound("so far")
        never.wait()

    def goes(_: DoctorContext) -> Iterator[Finding]:
        yield sound("well")

    found = examine(context, (("A", hangs), ("B", goes)), patience=0.1)
    never.set()
    silent, well = found[-2:]
    assert (silent.subject, silent.verdict, well.text) == ("A", WARNING, "well")
    assert silent.text == "it has not answered for 0 seconds"
    assert silent.mend == "Is it on a network drive? Connect it, or choose another place."


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def diagnosis(home: Home, **environment: Any) -> tuple[int, dict[str, str]]:  # noqa: ANN401 - passed on
    """The exit status, and the verdict on each subject."""
    run = home.run("doctor", "--json", **environment)
    assert "Traceback" not in run.stderr
    found = json.loads(run.stdout)
    worst = sorted(found, key=lambda one: list(Health).index(one["verdict"]))
    return run.returncode, {one["subject"]: one["verdict"] for one in worst}


def test_on_the_first_day_nothing_is_broken_and_nothing_is_made(home: Home) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.folder.rglob("*")}
    run = home.run("doctor")
    assert (run.returncode, run.stderr) == (0, "")
    assert {path: path.stat().st_mtime_ns for path in home.folder.rglob("*")} == before
    rows = [line for line in run.stdout.splitlines() if line[:1] in "✓!×"]
    assert len(rows) >= 14
    assert run.stdout.endswith("2 to be looked at.\n")


def test_a_journal_is_left_without_any_file_beside_it(home: Home) -> None:
    home.run("done", "midday")
    before = home.journal.read_bytes()
    assert diagnosis(home)[0] == 0
    assert home.journal.read_bytes() == before
    assert {path.name for path in home.folder.glob("journal*")} == {"journal.db"}


def test_each_finding_has_a_mark_and_its_mend(home: Home) -> None:
    home.configure("theeme = 1")
    run = home.run("doctor")
    assert run.returncode == 1
    lines = run.stdout.splitlines()
    assert lines[0].startswith(f"× Config     {home.config} has 1 problem: line 1: ")
    assert lines[1] == "             `coach config check` names each with its line."
    assert lines[-1].startswith("1 broken, ")


def test_reminders_that_run_are_not_disturbed(home: Home) -> None:
    home.run("today")
    presence = ProcessLock(home.journal, "remind")
    assert presence.take()
    home.journal.with_name("remind.pid").touch()  # now, even with a moved clock
    assert diagnosis(home)[1]["Reminders"] == "sound"
    assert presence.is_held()
    presence.leave()


@pytest.mark.parametrize(
    ("subject", "breaks", "environment"),
    [
        ("Config", lambda home: home.config.write_bytes(b"\xff\0\xfe"), {}),
        ("Journal", lambda home: home.journal.write_bytes(b"\0" * 9999), {}),
        ("Time zone", lambda _: None, {"TZ": "Foo/Bar"}),
        ("Journal", lambda _: None, {"COACH_JOURNAL": "/dev/null/journal.db"}),
        ("Programs", lambda home: home.configure('[alerts]\nopen = ["no-such"]\n'), {}),
    ],
)
def test_whatever_is_broken_the_rest_is_still_told(
    home: Home, subject: str, breaks: Callable[[Home], object], environment: dict[str, str]
) -> None:
    home.run("done", "midday")
    breaks(home)
    status, found = diagnosis(home, **environment)
    assert status == 1
    assert [name for name, verdict in found.items() if verdict == "broken"] == [subject]
    assert len(found) >= 14


@pytest.mark.parametrize("gone", ["HOME", "XDG_DATA_HOME", "TERM", "PATH"])
def test_it_does_not_need_the_usual_variables(home: Home, gone: str) -> None:
    environment = {key: value for key, value in home.environment().items() if key != gone}
    environment |= {"COACH_CONFIG": "", "COACH_JOURNAL": ""}
    run = subprocess.run(
        [*COACH, "doctor", "--json"],
        env=environment,
        cwd=home.folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.stderr == ""
    assert len(json.loads(run.stdout)) >= 14


def test_named_files_that_are_not_there_are_told_like_all_else(home: Home) -> None:
    config, folder = home.folder / "No.toml", home.folder / "None"
    run = home.run("--config", str(config), "--journal", f"{folder}/j.db", "doctor")
    assert run.returncode == 1
    assert run.stdout.splitlines()[:4] == [
        f"× Config     {config}: there is no such config file.",
        f"             Correct the name, or `coach --config {config} config init` begins one.",
        f"× Journal    {folder}/j.db: there is no folder {folder}.",
        "             Correct the name, or create that folder.",
    ]


def test_links_that_lead_nowhere_are_told(home: Home) -> None:
    for path in (home.config, home.journal):
        path.unlink(missing_ok=True)
        path.symlink_to(home.folder / "unplugged" / path.name)
    lines = home.run("doctor").stdout.splitlines()
    assert lines[0] == f"× Config     {home.config}: this link leads nowhere."
    assert lines[2] == f"× Journal    {home.journal} is a link that leads nowhere."
    refused = home.run("today")
    assert refused.returncode == 1
    assert "this link leads nowhere; connect the drive" in refused.stderr


def test_a_copy_that_holds_nothing_is_no_copy(context: DoctorContext) -> None:
    copy = context.journal.parent / "backups" / "journal-2026-03-01.db"
    copy.parent.mkdir()
    copy.write_bytes(b"")
    found = only(files.backups(context))
    assert (found.verdict, found.text) == (WARNING, f"{copy} cannot be read")


def test_a_copy_of_a_journal_without_any_entry_is_sound(context: DoctorContext) -> None:
    Backups(context.journal).make(date(2026, 3, 1))
    assert only(files.backups(context)).verdict is SOUND


def test_marks_that_a_terminal_cannot_write_end_nothing(home: Home) -> None:
    run = home.run("doctor", PYTHONIOENCODING="latin-1")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("+ Config")


# Set-up.


@pytest.fixture
def running(context: DoctorContext) -> Iterator[Callable[..., None]]:
    """This process, as one that has reminded since an instant."""
    presence = ProcessLock(context.journal, "remind")

    def begin(*, since: datetime) -> None:
        assert presence.take()
        note = context.journal.with_name("remind.pid")
        os.utime(note, (since.timestamp(), since.timestamp()))

    yield begin
    presence.leave()


def record(context: DoctorContext) -> None:
    """Record one more entry at the present instant."""
    with closing(Journal(context.journal)) as journal:
        Coach(context.config, journal, context.clock).record.check(3)


def deliver(context: DoctorContext, *failures: Failure, at: datetime = NOW) -> None:
    """Note that the midday stretches were announced, after some channels had failed."""
    due = at.replace(hour=12, minute=30) if at == NOW else at
    moment = Moment(due.date(), "midday", MomentKind.DUE, due)
    with closing(Journal(context.journal)) as journal:
        deliveries = Deliveries(journal)
        deliveries.claim([moment], "reminders (process 4711)", due)
        deliveries.note_announced([moment], due, "push", failures)


def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "is_there", lambda: False)


def disturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def somebody() -> str:
        return "GNOME"

    monkeypatch.setattr(reminders, "_ask_desktop", somebody)
