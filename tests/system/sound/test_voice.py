"""The voice: what the system's speech gets, one sentence at a time."""

import asyncio
import os
import sys
import wave
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.channels import python, running
from support.real_parts import needs

from coach.errors import ChannelError
from coach.system.sound import voice
from coach.system.sound.voice import Speech, Voice, speak, speech

SOON = 10.0
NAMES = ["-w /tmp/x", "--stdin", "; rm -rf x", "$(touch x)", "`touch x`", "%PATH%", "Füße", "日本"]


def noting(folder: Path, seconds: float = 0.0) -> Speech:
    """A program that records what it gets, and speaks for so long."""
    code = f"""
import pathlib, sys, time
note = pathlib.Path({str(folder)!r}, "said")
with note.open("a", encoding="utf-8") as file:
    file.write(repr((sys.argv[1:], sys.stdin.buffer.read().decode())) + "\\n")
time.sleep({seconds})
with note.open("a", encoding="utf-8") as file:
    file.write("end\\n")
"""
    return Speech(python(folder, code))


def noted(folder: Path) -> list[str]:
    note = folder / "said"
    return note.read_text("utf-8").splitlines() if note.exists() else []


def given(folder: Path) -> list[str]:
    return [line for line in noted(folder) if line != "end"]


async def until(folder: Path, lines: int) -> None:
    async with asyncio.timeout(SOON):
        while len(noted(folder)) < lines:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)


# --- Which program ---


def have(monkeypatch: pytest.MonkeyPatch, platform: str, *programs: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(
        "coach.system.sound.voice.shutil.which", lambda name: name if name in programs else None
    )


@pytest.mark.parametrize(
    ("platform", "programs", "found"),
    [
        ("linux", ("espeak-ng", "espeak", "spd-say"), "espeak-ng"),
        ("linux", ("espeak", "spd-say"), "espeak"),
        ("linux", ("spd-say",), "spd-say"),
        ("darwin", ("say", "espeak"), "say"),
        ("win32", ("powershell",), "powershell"),
        ("linux", ("say",), None),
        ("darwin", (), None),
    ],
)
def test_the_first_program_of_the_system_is_taken(
    platform: str, programs: tuple[str, ...], found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, platform, *programs)
    one = speech(60)
    assert (one.program if one else None) == found


@pytest.mark.parametrize(
    ("platform", "program", "loud"),
    [
        ("linux", "espeak-ng", "120"),
        ("linux", "spd-say", "20"),
        ("darwin", "say", "[[volm 0.60]]"),
        ("win32", "powershell", ".Volume = 60;"),
    ],
)
def test_each_is_told_the_volume(
    platform: str, program: str, loud: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(monkeypatch, platform, program)
    one = speech(60)
    assert one
    assert loud in " ".join((*one.argv, one.before))


@pytest.mark.parametrize(
    ("platform", "programs", "found", "into"),
    [
        ("linux", ("spd-say", "espeak-ng"), "espeak-ng", "-w /tmp/it's.wav"),
        ("linux", ("espeak",), "espeak", "-w /tmp/it's.wav"),
        ("linux", ("spd-say",), None, ""),
        (
            "darwin",
            ("say",),
            "say",
            "-o /tmp/it's.wav --file-format=WAVE --data-format=LEI16@22050",
        ),
        ("win32", ("powershell",), "powershell", "SetOutputToWaveFile('/tmp/it''s.wav', "),
    ],
)
def test_into_a_file_only_those_speak_that_can(
    platform: str,
    programs: tuple[str, ...],
    found: str | None,
    into: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    have(monkeypatch, platform, *programs)
    one = speech(60, Path("/tmp/it's.wav"))  # noqa: S108 - nothing is written
    assert (one.program if one else None) == found
    assert into in " ".join(one.argv if one else ())


# --- What it is given ---


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_only_ever_said(name: str, tmp_path: Path) -> None:
    await speak(noting(tmp_path), name)
    assert given(tmp_path) == [repr(([], name))]
    assert sorted(os.listdir(tmp_path)) == ["program.py", "said"]  # noqa: PTH208 - does not wait


@pytest.mark.parametrize("name", NAMES)
async def test_where_it_is_an_argument_it_is_the_last_one(name: str, tmp_path: Path) -> None:
    one = noting(tmp_path)
    await speak(replace(one, argv=(*one.argv, "--"), as_argument=True), name)
    assert given(tmp_path) == [repr((["--", name], ""))]


async def test_a_name_gives_no_orders(tmp_path: Path) -> None:
    await speak(replace(noting(tmp_path), before="[[volm 0.60]] "), "[[volm 1]] a\x1b\nb\x00")
    assert given(tmp_path) == [repr(([], "[[volm 0.60]]  volm 1  a  b "))]


async def test_a_real_voice_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("espeak-ng")
    have(monkeypatch, "linux", "espeak-ng")
    lengths = {}
    for words in ("Halfway.", "Wall stretch, straight knee. Left foot."):
        file = tmp_path / "said.wav"
        one = speech(60)
        assert one
        await speak(replace(one, argv=(*one.argv, "-w", str(file))), words)
        with wave.open(str(file), "rb") as sound:
            lengths[words] = sound.getnframes() / sound.getframerate()
            frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
            assert 1000 < max(frames) < 32767
    short, long = lengths.values()
    assert 0.4 < short < 1.5
    assert 1.5 < long < 5


async def test_a_program_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "_SECONDS", 0.5)
    with pytest.raises(ChannelError, match="took longer than"):
        await speak(noting(tmp_path, 60), "Halfway.")
    await gone(tmp_path)


# --- One sentence at a time ---


async def gone(folder: Path) -> None:
    async with asyncio.timeout(SOON):
        while running(str(folder)):  # noqa: ASYNC110 - other processes end
            await asyncio.sleep(0.01)


async def test_a_new_sentence_ends_the_one_before(tmp_path: Path) -> None:
    one = Voice(noting(tmp_path, 60))
    one.say("March.")
    await until(tmp_path, 1)
    one.say("Halfway.")
    await until(tmp_path, 2)
    assert noted(tmp_path) == [repr(([], "March.")), repr(([], "Halfway."))]
    await one.close()
    await gone(tmp_path)


async def test_a_sentence_waits_for_the_tone_and_may_never_come(tmp_path: Path) -> None:
    one = Voice(noting(tmp_path))
    one.say("March.", after=60)
    assert one.is_speaking
    one.hush()
    await one.close()
    assert not one.is_speaking
    assert noted(tmp_path) == []


async def test_a_hush_ends_it_and_tells_a_server_too(tmp_path: Path) -> None:
    told = tmp_path / "stopped"
    stop = (sys.executable, "-c", f"open({str(told)!r}, 'w')")
    one = Voice(replace(noting(tmp_path, 60), stop=stop))
    one.say("March.")
    await until(tmp_path, 1)
    one.hush()
    assert not one.is_speaking
    await one.close()
    assert told.exists()
    await gone(tmp_path)


async def test_a_voice_that_fails_is_noted_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    one = Voice(Speech(("/no/such/program",)))
    one.say("March.")
    async with asyncio.timeout(SOON):
        while one.is_speaking:  # noqa: ASYNC110 - nothing tells its end
            await asyncio.sleep(0.01)
    assert "Not said" in caplog.text
    await one.close()
