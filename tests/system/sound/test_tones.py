"""The signals, rendered to files: lengths, pitches, and no clicks."""

from __future__ import annotations

import wave
from array import array
from itertools import combinations, pairwise
from math import cos, pi
from pathlib import Path

import pytest

from coach.domain.session.cues import Signal
from coach.system.sound.tones import NOTES, RATE, Note, rendered, seconds

LOUD = 100
NEAR = 0.03
"""A tone is as far from its neighbours on the piano as 6 per cent."""


@pytest.fixture(params=Signal)
def signal(request: pytest.FixtureRequest) -> Signal:
    return Signal(request.param)


def played(signal: Signal, folder: Path, volume: int = LOUD) -> array[int]:
    """A signal, written to a WAV file and read again."""
    path = folder / f"{signal}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(rendered(signal, volume))
    with wave.open(str(path), "rb") as file:
        return array("h", file.readframes(file.getnframes()))


def strength(frames: array[int], pitch: float) -> float:
    """How much of a pitch is in it (Goertzel), against all that is in it; 1 for a pure one."""
    turn, before, last = 2 * cos(2 * pi * pitch / RATE), 0.0, 0.0
    for one in frames:
        before, last = last, one + turn * last - before
    power = before**2 + last**2 - turn * before * last
    return 2 * power / len(frames) / (sum(one * one for one in frames) or 1)


def pitch_of(frames: array[int]) -> float:
    """The pitch in Hz, from where the wave goes up through zero."""
    ups = [at for at in range(1, len(frames)) if frames[at - 1] < 0 <= frames[at]]
    return (len(ups) - 1) * RATE / (ups[-1] - ups[0])


def notes_of(signal: Signal, frames: array[int]) -> list[tuple[Note, array[int]]]:
    """The frames of each note."""
    found, at = [], 0
    for note in NOTES[signal]:
        count = round(note.seconds * RATE)
        found.append((note, frames[at : at + count]))
        at += count + round(note.pause * RATE)
    return found


def test_it_is_as_long_as_it_says(signal: Signal, tmp_path: Path) -> None:
    assert len(played(signal, tmp_path)) / RATE == pytest.approx(seconds(signal), abs=0.001)


def test_each_note_has_its_pitch(signal: Signal, tmp_path: Path) -> None:
    for note, frames in notes_of(signal, played(signal, tmp_path)):
        assert pitch_of(frames) == pytest.approx(note.pitch, rel=NEAR)
        assert strength(frames, note.pitch) > 0.5
        assert strength(frames, note.pitch * 1.5) < 0.05


def test_a_laptop_can_play_it(signal: Signal) -> None:
    assert all(400 <= note.pitch <= 1500 for note in NOTES[signal])
    assert all(note.seconds >= 0.05 for note in NOTES[signal])


def test_it_neither_clips_nor_is_lost(signal: Signal, tmp_path: Path) -> None:
    top = max(map(abs, played(signal, tmp_path)))
    assert 0.2 * 32767 < top < 0.98 * 32767


def test_it_comes_and_goes_without_a_click(signal: Signal, tmp_path: Path) -> None:
    frames = played(signal, tmp_path)
    top = max(map(abs, frames))
    for _, note in notes_of(signal, frames):
        assert max(map(abs, (*note[:4], *note[-4:]))) < 0.02 * top
        assert abs(sum(note)) / len(note) < 0.01 * top  # no push of the cone to one side


def test_the_volume_is_in_the_wave(tmp_path: Path) -> None:
    tops = [max(map(abs, played(Signal.START, tmp_path, one))) for one in (0, 25, 50, 100)]
    assert tops[0] == 0
    assert tops[1] == pytest.approx(tops[3] / 16, rel=0.02)
    assert tops[2] == pytest.approx(tops[3] / 4, rel=0.02)


def test_no_two_can_be_mixed_up() -> None:
    """They differ in the number of notes, in their direction, or clearly in length."""

    def rhythm(signal: Signal) -> tuple[int, tuple[int, ...]]:
        pitches = [note.pitch for note in NOTES[signal]]
        ways = pairwise(pitches)
        return len(pitches), tuple((two > one) - (two < one) for one, two in ways)

    for one, other in combinations(Signal, 2):
        apart = rhythm(one) != rhythm(other)
        short, long = sorted((NOTES[one][0].pitch, NOTES[other][0].pitch))
        assert apart or (seconds(one) != seconds(other) and long / short > 1.3), (one, other)


def test_ice_is_the_loudest_and_the_longest() -> None:
    others = [one for one in Signal if one is not Signal.ICE_OFF]
    assert seconds(Signal.ICE_OFF) > 3 * max(map(seconds, others))
    loudest = max(note.loud for one in others for note in NOTES[one])
    assert all(note.loud > loudest for note in NOTES[Signal.ICE_OFF])


def test_what_is_heard_often_is_soft() -> None:
    often = (*NOTES[Signal.REPETITION], *NOTES[Signal.LET_GO])
    assert all(note.loud <= 0.5 for note in often)
    assert seconds(Signal.REPETITION) < 0.1
    assert seconds(Signal.LAST_SECONDS) < 0.1
