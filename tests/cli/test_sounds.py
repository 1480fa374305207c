"""`coach alerts test sound` and `coach doctor`: what would play a session's sounds, or why not."""

from pathlib import Path
from typing import Any

import pexpect
import pytest
from support.home import COACH, Home
from support.real_parts import needs
from support.sound import Ear, sound_card

from coach.doctor import sound as hearing
from coach.doctor.finding import Finding, Health
from coach.domain.routine.settings import Sound
from coach.domain.session.cues import Signal
from coach.system.sound.tone_process import NOT_INSTALLED
from coach.system.sound.tones import RATE, seconds

NONE = "/nothing/here"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def in_terminal(home: Home, **environment: str) -> str:
    return str(
        pexpect.run(
            " ".join((*COACH, "alerts", "test", "sound")),
            env=home.environment(**environment),
            cwd=str(home.folder),
            encoding="utf-8",
            timeout=60,
        )
    )


def doctor(home: Home, **environment: Any) -> str:  # noqa: ANN401 - passed on
    rows = home.run("doctor", **environment).stdout.splitlines()
    at = next(number for number, row in enumerate(rows) if row[2:].startswith("Sound"))
    return " ".join(row.strip() for row in rows[at : at + 3] if row[2:7] in {"Sound", "     "})


def test_every_signal_is_played_with_its_name(home: Home) -> None:
    with sound_card(home.folder) as card:
        ear = Ear(home.folder, card)
        run = home.run("alerts", "test", "sound", **card)
        heard = ear.wait_for_silence(2.0)
        ear.close()
    assert run.returncode == 0
    first, *names, voice = run.stdout.splitlines()
    assert first.startswith("sound     Tones through miniaudio ")
    assert first.endswith(", PulseAudio, at 60%:")
    assert [name.strip() for name in names] == list(Signal)
    assert voice == "          No voice: `voice = true` in [sound] turns it on."
    assert len(heard) / RATE > sum(map(seconds, Signal))


def test_without_a_card_the_bell_rings_in_the_terminal(home: Home) -> None:
    shown = in_terminal(home, PULSE_SERVER="unix:/none", ALSA_CONFIG_PATH="/none")
    assert "The bell, if your terminal rings it: no sound device was found." in shown
    assert shown.count("\a") == 1 + 3 + 5


def test_the_bell_may_be_what_is_wanted(home: Home) -> None:
    home.configure('[sound]\nsignals = "bell"\n')
    assert 'The bell, if your terminal rings it: [sound] has `signals = "bell"`.' in in_terminal(
        home
    )


def test_no_signals_are_said_to_be_none(home: Home) -> None:
    home.configure('[sound]\nsignals = "none"\n')
    run = home.run("alerts", "test", "sound")
    assert run.returncode == 1
    assert run.stdout.startswith('sound     No signals: [sound] has `signals = "none"`.\n')


def test_the_voice_is_tried_too(home: Home) -> None:
    needs("espeak-ng")
    home.configure('[sound]\nsignals = "none"\nvoice = true\n')
    with sound_card(home.folder) as card:
        run = home.run("alerts", "test", "sound", **card)
    assert (run.returncode, run.stdout.splitlines()[1:]) == (
        0,
        ['          espeak-ng says "Wall stretch. Left foot."'],
    )


def test_a_voice_that_is_missing_is_said_to_be(home: Home) -> None:
    home.configure('[sound]\nsignals = "none"\nvoice = true\n')
    run = home.run("alerts", "test", "sound", PATH=NONE)
    assert (run.returncode, run.stdout.splitlines()[1:]) == (
        1,
        ["          No voice: no speech program was found."],
    )


def test_the_doctor_names_the_device(home: Home) -> None:
    with sound_card(home.folder) as card:
        told = doctor(home, **card)
    assert told.startswith("✓ Sound      tones through miniaudio ")
    assert told.endswith(", PulseAudio.")


def test_the_doctor_says_why_the_bell_rings(home: Home) -> None:
    told = doctor(home, PULSE_SERVER="unix:/none", ALSA_CONFIG_PATH="/none")
    assert told == "✓ Sound      the bell instead of tones: no sound device was found."
    home.configure('[sound]\nsignals = "bell"\n')
    assert doctor(home) == ('✓ Sound      [sound] has `signals = "bell"`, so no tones are played.')


def test_the_doctor_has_the_extra_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.system.sound.tone_process.find_spec", lambda _: None)
    assert hearing._tones(Sound()) == Finding(
        Health.WARNING,
        f"the bell instead of tones: {NOT_INSTALLED}",
        "Install it with `pip install 'heelcoach[sound]'`.",
    )


def test_the_doctor_misses_a_voice_only_where_one_is_wanted(home: Home) -> None:
    home.configure('[sound]\nsignals = "bell"\nvoice = true\n')
    assert "! Sound      no speech program was found" in home.run("doctor", PATH=NONE).stdout
    home.configure('[sound]\nsignals = "bell"\n')
    assert "speaks" not in home.run("doctor", PATH=NONE).stdout
