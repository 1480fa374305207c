"""What status bars show of the day, and lines that follow it."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.home import Home

from coach.cli.main import coach_command
from coach.system.clock import SystemClock

NOW = datetime(2026, 7, 21, 9, 30, tzinfo=UTC)
RUNS_ALREADY = (
    *("--weekly", "30km", "--longest", "10km"),
    *("--last-run", "1", "--last-pattern", "none"),
)


@pytest.fixture
def at_half_past_nine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW)
    monkeypatch.setattr(SystemClock, "zone", lambda _: UTC)
    (tmp_path / "config.toml").touch()


def said(*words: str) -> str:
    files = ("--config", "config.toml", "--journal", "journal.db")
    result = CliRunner().invoke(coach_command, [*files, *words])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.usefixtures("at_half_past_nine")
def test_a_template_may_hold_what_the_day_allows() -> None:
    template = ("next", "--format", "{level}|{most}|{pain}")
    assert said(*template) == "Walk and jog||\n"
    said("intake", *RUNS_ALREADY)
    said("check", "3", "--ease", "--no-walking-pain")
    assert said(*template) == "Run, no increase|10.0 km|3\n"


@pytest.mark.usefixtures("at_half_past_nine")
def test_a_pause_is_seen_everywhere() -> None:
    assert "paused" not in said("next") + said("today")
    assert json.loads(said("next", "--json"))["paused_until"] is None
    said("pause", "2h")
    assert said("next").endswith("reminders paused until 11:30\n")
    assert "\nReminders are paused until 11:30.\n" in said("today")
    assert "Reminders are paused until 11:30.\n" in said("--plain", "today")
    assert json.loads(said("next", "--json"))["paused_until"] == "2026-07-21T11:30:00Z"
    assert json.loads(said("today", "--json"))["paused_until"] == "2026-07-21T11:30:00Z"
    waybar = json.loads(said("next", "--format", "waybar"))
    assert waybar["class"] == ["due", "paused"]
    assert waybar["tooltip"].endswith("\npaused until 11:30")
    assert said("next", "--format", "tmux").endswith(" paused until 11:30\n")
    assert said("next", "--format", "{paused}") == "paused until 11:30\n"


@pytest.mark.usefixtures("at_half_past_nine")
def test_a_field_of_the_day_is_printed_when_nothing_is_left() -> None:
    Path("config.toml").write_text("".join(f"[steps.{one}]\nenabled = false\n" for one in STEPS))
    assert said("next", "--format", "{name}") == "\n"
    assert said("next", "--format", "{name}{level}") == "Walk and jog\n"


STEPS = (
    *("pain-check", "morning", "midday", "warm-up", "feet", "run", "cool-down", "ice"),
    *("strength", "evening", "night-splint"),
)


_HEARING_CTRL_C = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from coach.cli import main
main()
"""
"""A coach that a background job of a shell starts would ignore it."""


def test_a_follower_prints_a_line_on_each_change_and_ends_quietly(tmp_path: Path) -> None:
    home = Home(tmp_path, '[steps.pain-check]\nat = "04:00"\nwindow = "24h"\n')
    with subprocess.Popen(
        [sys.executable, "-c", _HEARING_CTRL_C, "next", "--follow", "--format", "{step} {pain}"],
        env=home.environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as follower:
        try:
            assert follower.stdout
            assert follower.stdout.readline() == "pain-check\n"
            home.run("check", "4", "--ease")
            assert follower.stdout.readline().endswith(" 4\n")
            follower.send_signal(signal.SIGINT)
            assert follower.wait(60) == 130
        finally:
            follower.kill()
