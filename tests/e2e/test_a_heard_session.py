"""A session in a real terminal with a real sound server: what is heard, and when."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from support.home import Home
from support.sound import Ear, sound_card
from support.terminal import ENDED, Terminal, is_next

from coach.domain.session.cues import Signal
from coach.system.sound.tones import RATE, seconds

SESSION = """
[player]
get_ready = "4s"

[steps.midday]
at = "04:00"
window = "24h"

[sessions.midday]
exercises = [{ exercise = "wu_march", move = "3s" }]
"""
QUIET = 300
LATE = 0.9
"""Less than a second, so that no sound is lost, doubled or in another's place.

A busy machine was late by 0.4 s; that no lateness adds up is a property of the player's tests."""


def sounds(frames: list[int]) -> list[float]:
    """When each sound begins, in seconds from the first; gaps within a signal are shorter."""
    loud = [at for at, one in enumerate(frames) if abs(one) > QUIET]
    return [0.0] + [
        (after - loud[0]) / RATE for before, after in pairwise(loud) if after - before > RATE // 5
    ]


def test_a_session_is_heard_in_time(tmp_path: Path) -> None:
    with sound_card(tmp_path) as card:
        ear = Ear(tmp_path, card)
        with Terminal(Home(tmp_path, SESSION), **card) as screen:
            screen.wait_for(is_next("Midday stretches"))
            screen.press("enter")
            screen.wait_for(ENDED)
            # Longer than between the start and the end, whose sound takes its way.
            frames = ear.wait_for_silence(4.0)
            screen.press("enter", "q")
            assert screen.exit_code() == 0
            assert screen.bells == 0
        ear.close()
    # The last two seconds, the start, the end. What comes before waits for the device to open.
    ticks = sounds(list(frames))[-4:]
    for at, expected in zip(ticks, (0, 1, 2, 5), strict=True):
        assert abs(at - ticks[0] - expected) < LATE
    assert len(frames) / RATE - ticks[-1] - seconds(Signal.END) < LATE


def test_mute_silences_the_session(tmp_path: Path) -> None:
    with sound_card(tmp_path) as card:
        ear = Ear(tmp_path, card)
        with Terminal(Home(tmp_path, SESSION), **card) as screen:
            screen.wait_for(is_next("Midday stretches"))
            screen.press("enter")
            screen.wait_for("Get ready")
            ear.wait_for_sound()
            screen.press("m")
            screen.wait_for("sound on")
            before = len(ear.wait_for_silence(1.5))
            screen.wait_for(ENDED)
            assert len(ear.wait_for_silence(1.5)) == before
            assert screen.bells == 0
        ear.close()


def test_without_a_card_the_bell_takes_the_place_of_tones(tmp_path: Path) -> None:
    nothing: dict[str, Any] = {"PULSE_SERVER": "unix:/none", "ALSA_CONFIG_PATH": "/none"}
    with Terminal(Home(tmp_path, SESSION), **nothing) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press("enter")
        screen.wait_for(ENDED)
        screen.wait_for(lambda _: screen.bells >= 1 + 3)
        assert "ALSA" not in screen.text()
