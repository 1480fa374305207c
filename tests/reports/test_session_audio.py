"""A session as a sound file, judged by its samples: lengths, onsets, words, and silence between."""

from __future__ import annotations

import io
import wave
from array import array
from collections.abc import Iterator, Mapping

import pytest
from domain.session.test_cues import exercise, session
from support.builders import routine

from coach.domain.heel.adapted_routine import walk_jog
from coach.domain.heel.walk_jog import LAST_STAGE, stage
from coach.domain.routine.kinds import Foot, SessionKind, Side
from coach.domain.routine.model import Session
from coach.domain.session.cues import Signal, cues_of
from coach.domain.session.timeline import Phase, lay_out, planned_phases
from coach.domain.units import Duration
from coach.reports.session_audio import sentences, sounds, write_audio
from coach.system.sound.tones import RATE, rendered

VOLUME = 60
QUIET = 20
APART = round(0.2 * RATE)
"""So many quiet frames end a sound; within a signal there are fewer."""
SPOKEN = b"\xe8\x03" * (3 * RATE)
"""Words of three seconds, all frames 1000."""


def written(
    one: Session, phases: tuple[Phase, ...], spoken: Mapping[str, bytes] | None = None
) -> array[int]:
    """The frames of the file of a session."""
    file = io.BytesIO()
    write_audio(file, list(sounds(one, phases, VOLUME, spoken or {})))
    file.seek(0)
    with wave.open(file, "rb") as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, RATE)
        return array("h", read.readframes(read.getnframes()))


def onsets(frames: array[int]) -> Iterator[int]:
    """Where sounds begin, after some silence."""
    heard_at = -APART
    for at, frame in enumerate(frames):
        if abs(frame) > QUIET:
            if at - heard_at >= APART:
                yield at
            heard_at = at


def lag(signal: Signal) -> int:
    """How many frames of a signal pass before it is heard: it fades in."""
    return next(onsets(array("h", rendered(signal, VOLUME))))


def test_each_signal_begins_at_the_frame_of_its_time() -> None:
    one = session(exercise(hold=Duration(20), side=Side.EACH), exercise(move=Duration(12), reps=2))
    phases = lay_out(one, Foot.BOTH, 5)
    expected = [
        round(at.total_seconds() * RATE) + lag(cue.signal) for at, cue in cues_of(one, phases)
    ]
    assert list(onsets(written(one, phases))) == expected


@pytest.mark.parametrize("number", [1, 10, LAST_STAGE])
def test_a_walk_jog_is_its_signals_and_otherwise_silence(number: int) -> None:
    one = walk_jog(stage(number))
    phases = planned_phases(one, routine())
    length = 2 * (20 * 60 * RATE) + len(rendered(Signal.END, VOLUME))
    expected = bytearray(length)
    for at, cue in cues_of(one, phases):
        begins, frames = 2 * round(at.total_seconds() * RATE), rendered(cue.signal, VOLUME)
        expected[begins : begins + len(frames)] = frames
    assert written(one, phases).tobytes() == expected


def test_the_alarm_at_the_end_of_ice_is_whole() -> None:
    ice = routine().sessions["ice"]
    frames = written(ice, planned_phases(ice, routine()))
    alarm = rendered(Signal.ICE_OFF, VOLUME)
    assert ice.kind is SessionKind.ICE
    assert frames.tobytes().endswith(alarm)


def test_words_follow_their_signal_and_the_next_one_cuts_them_off() -> None:
    one = session(exercise("March", move=Duration(2)), exercise("Kick", move=Duration(12)))
    phases = lay_out(one, Foot.BOTH, 0)
    assert sentences(one, phases) == ["March.", "Kick."]
    frames = written(one, phases, dict.fromkeys(sentences(one, phases), SPOKEN))
    start = rendered(Signal.START, VOLUME)
    said_at = len(start) // 2
    assert frames[:said_at].tobytes() == start
    assert set(frames[said_at : 2 * RATE]) == {1000}
    assert frames[2 * RATE : 2 * RATE + said_at].tobytes() == start
    said_until = 2 * RATE + said_at + 3 * RATE
    assert set(frames[2 * RATE + said_at : said_until]) == {1000}
    assert not any(frames[said_until : 11 * RATE])


def test_the_last_seconds_wait_for_the_voice() -> None:
    one = session(exercise("March", move=Duration(12)))
    phases = lay_out(one, Foot.BOTH, 4)
    frames = written(one, phases, {"March.": SPOKEN})
    ready = len(rendered(Signal.GET_READY, VOLUME)) // 2
    assert set(frames[ready : ready + 3 * RATE]) == {1000}
    assert not any(frames[ready + 3 * RATE : 4 * RATE])
    assert any(frames[13 * RATE : 14 * RATE])


class Pipe(io.RawIOBase):
    """Takes bytes one way, and counts them."""

    def __init__(self) -> None:
        self.taken = self.largest = 0

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        size = len(memoryview(content))  # type: ignore[arg-type]
        self.taken += size
        self.largest = max(self.largest, size)
        return size


def test_a_long_session_goes_through_a_pipe_in_small_pieces() -> None:
    one = session(*[exercise(move=Duration(600))] * 4)
    pipe = Pipe()
    heard = list(sounds(one, lay_out(one, Foot.BOTH, 0), VOLUME, {}))
    write_audio(pipe, heard)  # type: ignore[arg-type]
    assert pipe.taken == 44 + 2 * heard[-1].ends
    assert pipe.taken > 100_000_000
    assert pipe.largest <= 1 << 16
