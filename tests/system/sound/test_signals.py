"""Tones, the bell instead of them, and the voice: what plays when, and what gives way."""

import asyncio

import pytest

from coach.domain.routine.settings import Signals, Sound
from coach.domain.session.cues import Cue, Signal
from coach.errors import NotHereError
from coach.system.sound import signals as sounding
from coach.system.sound.signals import RINGS, Sounding
from coach.system.sound.tones import seconds
from coach.system.sound.voice import Speech


class FakeTones:
    """A device that opens when a test lets it, or says why it does not."""

    def __init__(self) -> None:
        self.may_open = asyncio.Event()
        self.why_not = ""
        self.is_open = False
        self.played: list[str] = []

    async def open(self) -> str:
        await self.may_open.wait()
        if self.why_not:
            raise NotHereError(self.why_not)
        self.is_open = True
        return "a device"

    def play(self, signal: Signal) -> None:
        self.played.append(signal)

    def hush(self) -> None:
        self.played.append("hush")

    async def close(self) -> None:
        self.is_open = False


class FakeVoice:
    """A voice that speaks until a test ends its sentence."""

    def __init__(self, _: Speech) -> None:
        self.is_speaking = False
        self.said: list[tuple[str, float]] = []

    def say(self, words: str, after: float) -> None:
        self.said.append((words, after))
        self.is_speaking = True

    def hush(self) -> None:
        self.is_speaking = False

    async def close(self) -> None:
        self.hush()


class Heard:
    """A session's sounds, and what is heard."""

    def __init__(self, tones: FakeTones) -> None:
        self.tones = tones
        self.rings = 0
        self.voice = FakeVoice(Speech(("none",)))

    def sounding(self, settings: Sound) -> Sounding:
        return Sounding(settings, self.ring)

    def ring(self) -> None:
        self.rings += 1


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    heard = Heard(FakeTones())
    monkeypatch.setattr(sounding, "RING_GAP", 0.0)
    monkeypatch.setattr(sounding, "Tones", lambda _: heard.tones)
    monkeypatch.setattr(sounding, "Voice", lambda _: heard.voice)
    monkeypatch.setattr(sounding, "speech", lambda _: Speech(("none",)))
    return heard


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_tones_are_played_by_the_device(heard: Heard) -> None:
    one = heard.sounding(Sound())
    heard.tones.may_open.set()
    one.give(Cue(Signal.GET_READY))
    await settled()
    one.give(Cue(Signal.START))
    assert heard.tones.played == [Signal.GET_READY, Signal.START]
    assert heard.rings == 0
    await one.close()
    assert not heard.tones.is_open


async def test_what_comes_before_the_device_is_open_is_not_caught_up_with(heard: Heard) -> None:
    one = heard.sounding(Sound())
    for signal in (Signal.GET_READY, Signal.START, Signal.LAST_SECONDS):
        one.give(Cue(signal))
    await settled()
    assert heard.tones.played == []
    heard.tones.may_open.set()
    await settled()
    assert heard.tones.played == [Signal.START]
    await one.close()


async def test_without_a_device_the_bell_rings_from_the_first_signal_on(heard: Heard) -> None:
    heard.tones.why_not = "no sound device was found"
    heard.tones.may_open.set()
    one = heard.sounding(Sound())
    one.give(Cue(Signal.GET_READY))
    await settled()
    assert heard.rings == 1
    one.give(Cue(Signal.END))
    await settled()
    assert heard.rings == 4
    await one.close()


async def test_a_device_that_is_lost_is_followed_by_the_bell(heard: Heard) -> None:
    one = heard.sounding(Sound())
    heard.tones.may_open.set()
    one.give(Cue(Signal.GET_READY))
    await settled()
    heard.tones.is_open = False
    one.give(Cue(Signal.START))
    await settled()
    assert heard.rings == 1
    await one.close()


async def test_the_bell_may_be_chosen_and_asks_for_no_device(heard: Heard) -> None:
    one = heard.sounding(Sound(signals=Signals.BELL))
    for signal in Signal:
        one.give(Cue(signal))
        await settled()
    assert heard.rings == sum(RINGS.values())
    assert heard.tones.played == []
    await one.close()


async def test_mute_ends_the_rings_too(heard: Heard) -> None:
    one = heard.sounding(Sound(signals=Signals.BELL))
    one.give(Cue(Signal.ICE_OFF))
    one.turn()
    await settled()
    assert heard.rings == 1
    await one.close()


async def test_the_bell_says_nothing_of_what_it_could_not_tell_apart() -> None:
    assert set(Signal) - set(RINGS) == {Signal.HALFWAY, Signal.LAST_SECONDS}
    assert RINGS[Signal.ICE_OFF] > RINGS[Signal.END] > RINGS[Signal.START]


async def test_mute_silences_what_sounds_and_what_is_said(heard: Heard) -> None:
    one = heard.sounding(Sound(voice=True))
    heard.tones.may_open.set()
    one.give(Cue(Signal.GET_READY, "March."))
    await settled()
    one.turn()
    assert heard.tones.played[-1] == "hush"
    assert not heard.voice.is_speaking
    one.give(Cue(Signal.START, "Halfway."))
    assert heard.tones.played[-1] == "hush"
    assert len(heard.voice.said) == 1
    one.turn()
    one.give(Cue(Signal.END))
    assert heard.tones.played[-1] == Signal.END
    await one.close()


async def test_mute_before_the_device_is_open_keeps_it_silent(heard: Heard) -> None:
    one = heard.sounding(Sound())
    one.give(Cue(Signal.GET_READY))
    one.turn()
    heard.tones.may_open.set()
    await settled()
    assert Signal.GET_READY not in heard.tones.played
    await one.close()


async def test_none_is_silent_until_it_is_turned_on(heard: Heard) -> None:
    one = heard.sounding(Sound(signals=Signals.NONE))
    heard.tones.may_open.set()
    one.give(Cue(Signal.GET_READY))
    await settled()
    assert (one.is_on, heard.tones.played, heard.rings) == (False, [], 0)
    one.turn()
    one.give(Cue(Signal.START))
    await settled()
    assert heard.tones.played == [Signal.START]
    await one.close()


async def test_a_voice_may_come_alone(heard: Heard) -> None:
    one = heard.sounding(Sound(signals=Signals.NONE, voice=True))
    one.give(Cue(Signal.GET_READY, "March."))
    await settled()
    assert heard.voice.said == [("March.", 0.0)]
    one.give(Cue(Signal.START))
    assert heard.voice.is_speaking
    assert (heard.tones.played, heard.rings) == ([], 0)
    await one.close()


async def test_the_voice_begins_when_the_tone_has_ended(heard: Heard) -> None:
    one = heard.sounding(Sound(voice=True))
    heard.tones.may_open.set()
    one.give(Cue(Signal.GET_READY, "March."))
    assert heard.voice.said == [("March.", seconds(Signal.GET_READY))]
    await one.close()


async def test_soft_signals_wait_for_the_voice_and_others_end_it(heard: Heard) -> None:
    one = heard.sounding(Sound(voice=True))
    heard.tones.may_open.set()
    one.give(Cue(Signal.GET_READY, "March."))
    await settled()
    one.give(Cue(Signal.LAST_SECONDS))
    one.give(Cue(Signal.REPETITION))
    assert heard.tones.played == [Signal.GET_READY]
    assert heard.voice.is_speaking
    one.give(Cue(Signal.START))
    assert heard.tones.played == [Signal.GET_READY, Signal.START]
    assert not heard.voice.is_speaking
    await one.close()


async def test_closing_while_the_device_opens_leaves_nothing(heard: Heard) -> None:
    one = heard.sounding(Sound())
    one.give(Cue(Signal.GET_READY))
    await settled()
    await one.close()
    assert len(asyncio.all_tasks()) == 1


async def test_nothing_is_opened_where_nothing_was_heard(heard: Heard) -> None:
    one = heard.sounding(Sound())
    await one.close()
    assert not heard.tones.is_open
