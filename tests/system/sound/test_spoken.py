"""Sentences as frames: from the real voice, and from programs that do not keep to the form."""

import math
from array import array
from pathlib import Path

import pytest
from support.channels import python
from support.real_parts import needs

from coach.errors import ChannelError, NotHereError
from coach.system.sound.spoken import spoken
from coach.system.sound.tones import RATE
from coach.system.sound.voice import Speech

_WRITING = """
import sys, wave
with wave.open({file!r}, "wb") as sound:
    sound.setnchannels(1)
    sound.setsampwidth(2)
    sound.setframerate({rate})
    sound.writeframes(bytes(2 * len(sys.stdin.buffer.read())))
"""


def have(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str | None, rate: int = RATE) -> None:
    """Let the system's voice be a program with this code, or let there be none."""

    def speech(_: int, file: Path) -> Speech | None:
        filled = code and code.format(file=str(file), rate=rate)
        return Speech(python(folder, filled)) if filled else None

    monkeypatch.setattr("coach.system.sound.spoken.speech", speech)


async def test_each_sentence_is_as_long_as_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, tmp_path, _WRITING)
    said = await spoken(["Halfway.", "March."], 60)
    assert {words: len(frames) // 2 for words, frames in said.items()} == {
        "Halfway.": 8,
        "March.": 6,
    }


@pytest.mark.parametrize(
    ("code", "rate", "why"),
    [
        (_WRITING, 16_000, "writes sound of another kind"),
        ("print('{file}{rate}')", RATE, "wrote no sound"),
        ("open('{file}', 'w').write('{rate}')", RATE, "wrote no sound"),
        ("raise SystemExit(3)", RATE, "failed with status 3"),
    ],
)
async def test_a_voice_that_fails_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, rate: int, why: str
) -> None:
    have(monkeypatch, tmp_path, code, rate)
    with pytest.raises(ChannelError, match=why):
        await spoken(["Halfway."], 60)


async def test_without_a_voice_that_writes_files_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, tmp_path, None)
    with pytest.raises(NotHereError):
        await spoken(["Halfway."], 60)


async def test_the_real_voice_is_heard() -> None:
    needs("espeak-ng")
    said = await spoken(["Halfway.", "Wall stretch, straight knee. Left foot."], 60)
    short, long = (array("h", frames) for frames in said.values())
    assert 0.4 < len(short) / RATE < 1.5 < len(long) / RATE < 5
    assert all(
        math.sqrt(sum(one * one for one in said) / len(said)) > 300 for said in (short, long)
    )
