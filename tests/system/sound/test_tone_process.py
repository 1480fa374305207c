"""Tones through the real library, into a card that a test can record; and without any card."""

import asyncio
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from support.sound import Ear, in_time, sound_card
from system.sound.test_tones import pitch_of, strength

from coach.domain.session.cues import Signal
from coach.errors import ChannelError, NotHereError
from coach.system.sound.device import Track
from coach.system.sound.tone_process import NOT_INSTALLED, Tones
from coach.system.sound.tones import NOTES, RATE, rendered, seconds

NO_CARD = {"PULSE_SERVER": "unix:/nonexistent", "ALSA_CONFIG_PATH": "/nonexistent"}


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ear]:
    with sound_card(tmp_path) as known:
        for name, value in known.items():
            monkeypatch.setenv(name, value)
        ear = Ear(tmp_path, known)
        yield ear
        ear.close()


@pytest.fixture
def no_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**NO_CARD, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    if sys.platform != "linux":
        pytest.skip("only on Linux can a process be kept from its sound card")


async def opened(volume: int = 100) -> Tones:
    tones = Tones(volume)
    assert re.fullmatch(r"miniaudio [\d.]+, PulseAudio", await tones.open())
    return tones


def process_of(tones: Tones) -> asyncio.subprocess.Process:
    assert tones._process
    return tones._process


async def test_a_signal_is_heard_at_its_length_and_pitch(card: Ear) -> None:
    tones = await opened()
    try:
        tones.play(Signal.END)
        frames = in_time(await asyncio.to_thread(card.wait_for_silence, 0.5))
    finally:
        await tones.close()
    assert len(frames) / RATE == pytest.approx(seconds(Signal.END), abs=0.08)
    length = round(NOTES[Signal.END][0].seconds * RATE)
    for number, note in enumerate(NOTES[Signal.END][:3]):
        part = frames[number * length + length // 4 : (number + 1) * length - length // 4]
        # Where the machine was late for a moment the tone goes on out of step with itself.
        quarter = len(part) // 4
        quarters = [part[at * quarter : (at + 1) * quarter] for at in range(4)]
        assert median(map(pitch_of, quarters)) == pytest.approx(note.pitch, rel=0.03)
        assert median(strength(one, note.pitch) for one in quarters) > 0.5


async def test_a_hush_ends_it_at_once(card: Ear) -> None:
    tones = await opened()
    try:
        tones.play(Signal.ICE_OFF)
        await asyncio.to_thread(card.wait_for_sound)
        tones.hush()
        frames = await asyncio.to_thread(card.wait_for_silence, 1.0)
        assert len(frames) / RATE < 0.5 * seconds(Signal.ICE_OFF)
        assert tones.is_open
    finally:
        await tones.close()


async def test_closing_leaves_no_process(card: Ear) -> None:
    del card
    tones = await opened()
    process = process_of(tones)
    await tones.close()
    assert process.returncode is not None
    assert not tones.is_open
    await tones.close()
    tones.play(Signal.START)


async def test_a_process_that_loses_its_card_is_not_open_any_more(card: Ear) -> None:
    del card
    tones = await opened()
    process_of(tones).kill()
    await process_of(tones).wait()
    assert not tones.is_open
    tones.play(Signal.START)
    await tones.close()


async def test_the_process_ends_with_whoever_started_it(card: Ear) -> None:
    del card
    tones = await opened()
    process = process_of(tones)
    assert process.stdin
    process.stdin.close()
    await asyncio.wait_for(process.wait(), 10)
    await tones.close()


@pytest.mark.usefixtures("no_card")
async def test_without_a_card_it_says_so_and_leaves_nothing() -> None:
    tones = Tones(60)
    with pytest.raises(NotHereError, match="no sound device was found"):
        await tones.open()
    assert not tones.is_open


async def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    monkeypatch.setattr("coach.system.sound.tone_process.find_spec", lambda _: None)
    with pytest.raises(NotHereError, match=NOT_INSTALLED):
        await Tones(60).open()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import time; time.sleep(60)", "the sound system does not answer"),
        ("import os; os.abort()", "the sound system failed"),
        ("print('silent: no luck')", "no luck"),
    ],
)
async def test_a_sound_system_that_hangs_or_crashes_is_left(
    code: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.system.sound.tone_process._ITSELF", (sys.executable, "-c", code))
    monkeypatch.setattr(
        "coach.system.sound.tone_process._SECONDS", 1.0 if "sleep" in code else 20.0
    )
    tones = Tones(60)
    with pytest.raises(ChannelError, match=reason):
        await tones.open()
    assert not tones.is_open


async def test_a_process_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.system.sound.tone_process._ITSELF", ("/no/such/program",))
    with pytest.raises(ChannelError, match="cannot be started"):
        await Tones(60).open()


def test_the_device_gets_each_frame_once_and_then_silence() -> None:
    track = Track()
    track.play(rendered(Signal.START, 60))
    stream = track.stream()
    next(stream)
    parts = [stream.send(441) for _ in range(40)]
    assert b"".join(parts) == rendered(Signal.START, 60)
    assert parts[-1] == b""


def test_what_is_broken_off_dies_away_before_the_next() -> None:
    track = Track()
    track.play(rendered(Signal.END, 100))
    track.take(2000)
    track.play(b"")
    rest = memoryview(track.take(RATE)).cast("h")
    assert 0 < len(rest) <= RATE // 100
    assert max(map(abs, rest[-5:])) < 0.03 * 32767


@pytest.mark.usefixtures("no_card")
async def test_looking_for_a_card_makes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_SERVER", "PULSE_RUNTIME_PATH"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NotHereError):
        await Tones(60).open()
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - does not wait
