"""`coach remind` as a process: signals, files that change, clocks that jump, and kills."""

import os
import shlex
import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.builders import routine
from support.home import Home
from support.reminding import (
    PATIENCE,
    REMIND,
    Alerts,
    Killing,
    Leader,
    Reminders,
    SetClock,
    besides,
    by_command,
    live_since,
    wait_until,
)
from support.terminal import Terminal

CTRL_S = "\x13"
"""Stops the output of a terminal."""
SOON = 3.0
"""Seconds within which an outside change must show, though it is checked every second."""
A_BEAT = 6.0
"""Seconds within which a jump of the clock must be announced."""
OFF = "".join(f"[steps.{one}]\nenabled = false\n" for one in routine().steps if one != "midday")
ONE_STEP = OFF + '[steps.midday]\nat = "04:00"\nwindow = "24h"\n[reminders]\nrepeats = 0\n'
FOLLOWED = (
    ONE_STEP
    + """
[steps.note]
kind = "reminder"
name = "A note"
after = "midday"
delay = "1s"
"""
)
LEASE = 3.0
"""Seconds after which the claim of a killed process lapses here."""
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2027, 1, 12, 12, 5, tzinfo=BERLIN)
"""On a Tuesday."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.configure(FOLLOWED + by_command(home))
    return home


@pytest.fixture
def alerts(home: Home) -> Alerts:
    return Alerts(home)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_it_ends_at_once_when_it_is_told_to(home: Home, alerts: Alerts, name: str) -> None:
    with Reminders(home) as reminders:
        alerts.wait_for(1)
        begun = time.monotonic()
        reminders.signal(name)
        assert reminders.status() == 0
        assert time.monotonic() - begun < SOON
        assert reminders.complaint() == ""


def test_what_it_is_telling_when_it_ends_is_told_to_the_end_and_noted(
    home: Home, alerts: Alerts
) -> None:
    home.configure(home.config.read_text().replace("cat >>", "touch begun; sleep 0.3; cat >>"))
    with Reminders(home) as reminders:
        wait_until((home.folder / "begun").exists)
        reminders.signal("SIGTERM")
        assert reminders.status() == 0
        assert reminders.complaint() == ""
    assert alerts.titles() == ["Midday stretches"]
    assert home.query("select channel from deliveries where told > ''") == ["command"]


def test_what_was_told_is_not_told_again_by_the_next(home: Home, alerts: Alerts) -> None:
    with Reminders(home) as reminders:
        alerts.wait_for(1)
        wait_until(lambda: home.query("select count(*) from deliveries where told > ''") == [1])
        reminders.signal("SIGTERM")
        reminders.status()
    with Reminders(home):
        assert home.run("done", "midday").returncode == 0
        assert [one["title"] for one in alerts.wait_for(2)] == ["Midday stretches", "A note"]


def test_a_second_one_says_who_runs_and_ends(home: Home, alerts: Alerts) -> None:
    with Reminders(home) as reminders:
        alerts.wait_for(1)
        second = home.run("remind")
        assert second.returncode == 0
        assert second.stdout == f"Reminders are already running, as process {reminders.pid}.\n"
        assert reminders.is_running()


def test_the_next_one_runs_after_a_kill(home: Home, alerts: Alerts) -> None:
    with Reminders(home) as reminders:
        alerts.wait_for(1)
        reminders.kill9()
        with Reminders(home) as after:
            home.run("done", "midday")
            wait_until(lambda: after.pid in alerts.pids())


def test_sighup_reads_the_config_file_though_it_looks_the_same(home: Home, alerts: Alerts) -> None:
    with Reminders(home) as reminders:
        alerts.wait_for(1)
        before = home.config.stat()
        home.configure(home.config.read_text().replace("A note", "A word"))
        os.utime(home.config, ns=(before.st_atime_ns, before.st_mtime_ns))
        reminders.signal("SIGHUP")
        home.run("done", "midday")
        assert alerts.wait_for(2)[1]["title"] == "A word"


def test_a_changed_config_file_and_what_a_command_records_are_followed(
    home: Home, alerts: Alerts
) -> None:
    with Reminders(home):
        alerts.wait_for(1)
        now = '\n[steps.now]\nkind = "reminder"\nname = "Now"\nat = "04:01"\nwindow = "24h"\n'
        home.configure(home.config.read_text() + now)
        assert alerts.wait_for(2, SOON)[1]["title"] == "Now"
        home.run("done", "midday")
        assert alerts.wait_for(3, SOON)[2]["title"] == "A note"


def test_a_broken_config_file_is_told_and_the_last_good_routine_stays(
    home: Home, alerts: Alerts
) -> None:
    with Reminders(home):
        alerts.wait_for(1)
        home.configure("[steps.midday]\natt = 1\n")
        told = alerts.wait_for(2, SOON)[1]
        assert told["kind"] == "notice"
        assert "steps.midday.att is not a key that Coach knows" in told["body"]
        (home.folder / "sound.toml").touch()
        home.run("done", "midday", COACH_CONFIG=str(home.folder / "sound.toml"))
        assert alerts.wait_for(3, SOON)[2]["title"] == "A note"


def test_a_timer_runs_on_while_the_config_file_is_changed_broken_and_mended(
    home: Home, alerts: Alerts
) -> None:
    slow = home.config.read_text().replace('delay = "1s"', 'delay = "4s"')
    home.configure(slow)
    with Reminders(home):
        alerts.wait_for(1)
        done = time.monotonic()
        home.run("done", "midday")
        home.configure("[steps.midday]\natt = 1\n")
        assert alerts.wait_for(2, SOON)[1]["kind"] == "notice"
        home.configure(slow.replace("A note", "A word"))
        assert alerts.wait_for(3, PATIENCE)[2]["title"] == "A word"
        assert time.monotonic() - done > 3.5


def test_broken_at_its_start_it_says_so_waits_and_goes_on_when_mended(
    home: Home, alerts: Alerts
) -> None:
    good = home.config.read_text()
    home.configure("[steps.midday]\natt = 1\n")
    with Reminders(home) as reminders:
        wait_until(lambda: reminders.complaint().endswith("\n"))
        assert reminders.complaint().startswith("No reminders: ")
        assert "steps.midday.att" in reminders.complaint()
        home.configure(good)
        alerts.wait_for(1)


def test_broken_at_its_start_it_tells_by_the_last_good_settings_and_only_once(
    home: Home, alerts: Alerts
) -> None:
    with Reminders(home):
        alerts.wait_for(1)
    kept = home.folder / "last-alerts.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    home.configure("[steps.midday]\natt = 1\n")
    for _ in range(2):
        with Reminders(home) as reminders:
            wait_until(lambda: reminders.complaint().endswith("\n"))
            assert "steps.midday.att" in alerts.wait_for(2)[-1]["body"]
            reminders.signal("SIGTERM")
            assert reminders.status(SOON) == 0
    assert len(alerts.all()) == 2


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_it_ends_cleanly_while_it_waits_for_a_config_file_to_be_mended(
    home: Home, name: str
) -> None:
    home.configure("[steps.midday]\natt = 1\n")
    with Reminders(home) as reminders:
        wait_until(lambda: reminders.complaint().endswith("\n"))
        said = reminders.complaint()
        reminders.signal(name)
        assert reminders.status(SOON) == 0
        assert reminders.complaint() == said


def test_sighup_does_not_end_it_while_it_waits(home: Home, alerts: Alerts) -> None:
    good = home.config.read_text()
    home.configure("[steps.midday]\natt = 1\n")
    with Reminders(home) as reminders:
        wait_until(lambda: reminders.complaint().endswith("\n"))
        home.configure(good)
        reminders.signal("SIGHUP")
        alerts.wait_for(1)


def test_a_journal_that_is_damaged_while_it_reminds_is_told_once(
    home: Home, alerts: Alerts
) -> None:
    with Reminders(home) as reminders:
        alerts.wait_for(1)
        with closing(sqlite3.connect(home.journal)) as db:
            db.execute("pragma writable_schema = on")
            db.execute("delete from sqlite_schema where name = 'deliveries'")
            db.commit()
        reminders.signal("SIGHUP")
        assert alerts.wait_for(2)[-1]["title"] == "No reminders from Coach"
        time.sleep(2)
        assert len(alerts.all()) == 2


def test_a_damaged_journal_is_one_sentence(home: Home) -> None:
    home.journal.write_bytes(b"no journal at all" * 100)
    ended = home.run("remind")
    assert ended.returncode == 1
    assert ended.stdout == ""
    (sentence,) = ended.stderr.splitlines()
    assert "it is damaged, or is not a journal" in sentence


@pytest.mark.parametrize("closed", ["<&-", "<&- >&-", "<&- >&- 2>&-"])
def test_it_needs_no_terminal_and_no_input(home: Home, alerts: Alerts, closed: str) -> None:
    script = f"exec {shlex.join(REMIND)} {closed}"
    with Reminders(home, program=("/bin/sh", "-c", script)) as reminders:
        alerts.wait_for(1)
        reminders.signal("SIGTERM")
        assert reminders.status() == 0


@pytest.mark.parametrize(
    ("environment", "begins"),
    [
        ({"TERM": "xterm-kitty"}, b"\x1b]99;i=coach-midday:"),
        ({"TERM_PROGRAM": "iTerm.app"}, b"\x1b]9;Midday stretches: "),
        ({"TERM_PROGRAM": "WezTerm"}, b"\x1b]777;notify;Midday stretches;"),
        ({"TERM": "foot"}, b"\x1b]777;notify;Midday stretches;"),
    ],
)
def test_a_terminal_rings_and_notifies(
    home: Home, environment: dict[str, str], begins: bytes
) -> None:
    home.configure(ONE_STEP + '[alerts]\nchannels = ["terminal"]\n')
    with Terminal(home, "remind", **environment) as screen:  # type: ignore[arg-type]
        screen.wait_for("Reminders are running; ctrl+c ends them.")
        screen.wait_for_bells(1)
        assert begins in screen.raw
        screen.press("\x03")
        assert screen.exit_code() == 0


def test_a_terminal_that_is_stopped_does_not_stop_the_reminders(home: Home, alerts: Alerts) -> None:
    home.configure(home.config.read_text().replace('["command"]', '["terminal", "command"]'))
    with Terminal(home, "remind") as screen:
        screen.wait_for_bells(1)
        screen.press(CTRL_S)
        home.run("done", "midday")
        (told,) = alerts.wait_for(1, SOON + 1)
        assert "[terminal failed: " in told["body"]
        screen.signal("SIGTERM")
        assert screen.exit_code() == 0


def test_it_outlives_its_terminal(home: Home, alerts: Alerts) -> None:
    home.configure(home.config.read_text().replace('["command"]', '["terminal", "command"]'))
    with Leader(home, *REMIND) as leader:
        wait_until(home.journal.exists)
        wait_until(lambda: told_by(home) == ["terminal"])
        leader.close()
        home.run("done", "midday")
        (told,) = alerts.wait_for(1, SOON + 1)
        assert told["title"] == "A note"
        assert "[terminal failed: " in told["body"]
        leader.process.terminate()
        assert leader.process.wait(SOON) == 0


def told_by(home: Home) -> list[str]:
    try:
        return home.query("select channel from deliveries where told > ''")
    except sqlite3.OperationalError:
        return []


@pytest.mark.parametrize(
    "jump", [timedelta(minutes=40), timedelta(hours=12), timedelta(days=3)], ids=str
)
def test_after_a_jump_of_the_clock_one_alert_tells_all(
    home: Home, alerts: Alerts, jump: timedelta
) -> None:
    clock = set_clock(home)
    with Reminders(home, environment=clock.environment):
        alerts.wait_for(1)
        accounted(clock)
        before = len(alerts.all())
        clock.jump(jump)
        accounted(clock, A_BEAT)
        (told,) = alerts.wait_for(before + 1, A_BEAT)[before:]
        assert (told["kind"] == "summary") == (jump > timedelta(hours=1))
        assert no_twins(alerts)


def test_a_clock_that_is_set_back_tells_nothing_twice(home: Home, alerts: Alerts) -> None:
    clock = set_clock(home)
    with Reminders(home, environment=clock.environment):
        alerts.wait_for(1)
        clock.jump(timedelta(hours=2))
        accounted(clock)
        before = alerts.wait_for(2)
        clock.jump(timedelta(hours=-1, minutes=-20))
        time.sleep(A_BEAT)
        clock.jump(timedelta(minutes=40))
        time.sleep(A_BEAT)
        assert alerts.all() == before


def test_kills_lose_nothing_and_repeat_only_what_was_not_noted(home: Home, alerts: Alerts) -> None:
    steps = [f"step-{number}" for number in range(60)]
    home.configure(ONE_STEP + many(steps) + by_command(home))
    with Killing(home, [besides(home, LEASE)] * 2) as killing:
        alerts.wait_for(1)
        home.run("done", "midday")
        killing.kill(10)
        wait_until(lambda: set(steps) <= set(alerts.steps()), PATIENCE, killing.orphaned.total)
        wait_until(lambda: home.query("select count(*) from deliveries where told is null") == [0])
    repeated = alerts.steps() - Counter(alerts.steps().keys())
    assert repeated <= killing.orphaned


def many(steps: list[str]) -> str:
    """Steps that fall due one after another, five a second, once the midday step is done."""
    return "".join(
        f'[steps.{step}]\nkind = "reminder"\nname = "{step}"\n'
        f'after = "midday"\ndelay = "{3 + number // 5}s"\n'
        for number, step in enumerate(steps)
    )


def set_clock(home: Home) -> SetClock:
    """A Tuesday at 12:05 in Berlin, for a runner with a week of entries."""
    home.zone = "Europe/Berlin"
    home.configure(by_command(home))
    clock = SetClock(home, NOON)
    live_since(home, clock.now() - timedelta(days=7))
    return clock


def no_twins(alerts: Alerts) -> bool:
    return max(alerts.moments().values()) == 1


def accounted(clock: SetClock, seconds: float = PATIENCE) -> None:
    """Wait until everything that has come is noted as announced."""
    missing = partial(clock.not_accounted_for, NOON.date())
    wait_until(lambda: not missing(), seconds, missing)
