"""What today's heel allows, in a real terminal: the check, the run from the watch, the ice."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

from e2e.test_a_day import A_DAY, check_the_pain, ice, play
from support.activity_files import lap, tcx, trackpoint
from support.home import Home
from support.terminal import Terminal, row

from coach.domain.day.planned import Status


def a_run(ended: datetime, minutes: int, metres: float) -> bytes:
    """A run as a watch writes it."""
    began = ended - timedelta(minutes=minutes)
    points = [trackpoint(began + timedelta(minutes=one), one * metres / minutes) for one in (0, 1)]
    return tcx(("Running", lap(began, minutes * 60, metres, "".join(points))))


def test_a_run_from_the_watch_makes_cool_down_and_ice_due(tmp_path: Path) -> None:
    watch = tmp_path / "watch"
    watch.mkdir()
    home = Home(tmp_path, f'{A_DAY}\n[activities]\nfolder = "{watch}"\n')
    home.runs_already()
    with Terminal(home) as screen:
        check_the_pain(screen)
        screen.wait_for("RUN, NO INCREASE")
        for session in ("First-step stretches", "Midday stretches", "Warm-up"):
            play(screen, session)
        run = a_run(datetime.now(UTC) - timedelta(minutes=2), 30, 5000)
        (watch / "evening.tcx.gz").write_bytes(gzip.compress(run))
        screen.wait_for(row("Run", glyph="✓"))
        play(screen, "Cool-down")
        ice(screen)
        screen.press("q")
        assert screen.exit_code() == 0
    assert home.query("select metres, seconds, pain from runs") == [(5000.0, 1800, None)]
    felt = home.run("ran", "--pain", "2", "--pattern", "faded")
    logged, _ = felt.stdout.splitlines()
    assert logged == "Run logged: 5.0 km in 30 min, pain 2/10 at the start, then it faded."
    assert home.query("select metres, seconds, pain from runs") == [(5000.0, 1800, 2)]
    with home.coach() as coach:
        assert coach.days.find("ice").status(coach.clock.now()) is Status.DONE


def test_a_warning_sign_takes_the_training_away_until_it_is_cleared(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with Terminal(home) as screen:
        screen.wait_for("Midday stretches")
        screen.press("f")
        screen.wait_for("Warning signs")
        screen.press("down", "down", "down", " ", "enter")
        screen.wait_for("REST, AND SEE A CLINICIAN")
        screen.wait_for("fever")
        screen.wait_for(lambda text: "Midday stretches" not in text)
        cleared = home.run("flag", "--clear", "fever", "--seen-by", "Dr Lee")
        told, today = cleared.stdout.splitlines()
        assert told == "Cleared. Running starts again with walk-jogs, at stage 1."
        assert today.endswith(": walk and jog.")  # no run is planned on some days of the week
        screen.wait_for("Midday stretches")
        screen.press("q")
        assert screen.exit_code() == 0


def test_the_intake_is_told_by_keys_and_the_reason_shown(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path)) as screen:
        screen.wait_for("Midday stretches")
        screen.press("i")
        screen.wait_for("Which foot hurts?")
        screen.press("l", "6", "enter", "y", "n", "n", "n", "n", "y")
        screen.press("20 km", "enter", "8 km", "enter", "2", "enter", "1", "n", "enter")
        screen.wait_for("RUN, NO INCREASE")
        screen.press("w")
        screen.wait_for("What would change it")
        screen.wait_for("Rule 13, from ")
        screen.press("e")
        screen.wait_for("What the routine rests on")
        screen.press("escape")
        screen.wait_for("Midday stretches")
        screen.press("q")
        assert screen.exit_code() == 0
    assert 'foot = "left"' in (tmp_path / "config.toml").read_text()
