"""The system's speech, if there is one: a program that gets its words without a shell."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from coach.errors import ChannelError
from coach.system.programs import run_program
from coach.system.sound.tones import RATE

_SECONDS = 10.0
"""The longest that a sentence may take."""
_LOG = logging.getLogger("coach.system.sound")
_POWERSHELL = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$voice.Volume = {volume}; {into}$voice.Speak([Console]::In.ReadToEnd())"
)
_INTO = (
    "$voice.SetOutputToWaveFile('{file}', "
    "(New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo({rate}, 16, 1))); "
)


class Speech(Struct, frozen=True):
    """A program that speaks: how to start it, and how it gets its words.

    Words go to standard input after `before`, or are the last argument. `stop` is for a program
    that leaves the speaking to a server, which would continue when the program is ended.
    """

    argv: tuple[str, ...]
    before: str = ""
    as_argument: bool = False
    stop: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """Its name."""
        return self.argv[0]


def speech(volume: int, file: Path | None = None) -> Speech | None:
    """The first installed program, at a volume in per cent.

    Args:
        volume: the volume.
        file: a WAV file that it writes what it says into, if it can, instead of being heard.
    """
    return next((one for one in _known(volume, file) if shutil.which(one.program)), None)


def _known(volume: int, file: Path | None) -> tuple[Speech, ...]:
    if sys.platform == "darwin":
        form = ("--file-format=WAVE", f"--data-format=LEI16@{RATE}")
        into = ("-o", str(file), *form) if file else ()
        return (Speech(("say", *into, "-f", "-"), before=f"[[volm {volume / 100:.2f}]] "),)
    if sys.platform == "win32":
        quoted = str(file).replace("'", "''")
        given = _INTO.format(file=quoted, rate=RATE) if file else ""
        script = _POWERSHELL.format(volume=volume, into=given)
        return (Speech(("powershell", "-NoProfile", "-NonInteractive", "-Command", script)),)
    loud = ("-a", str(2 * volume), *(("-w", str(file)) if file else ()), "--stdin")
    espeaks = [Speech((name, *loud)) for name in ("espeak-ng", "espeak")]
    server = Speech(
        ("spd-say", "--wait", "-N", "coach", "-i", str(2 * volume - 100), "--"),
        as_argument=True,
        stop=("spd-say", "--stop"),
    )
    return (*espeaks,) if file else (*espeaks, server)


class Voice:
    """Says one sentence at a time; a new one cuts off the one before."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._sentence: asyncio.Task[None] | None = None
        self._stopping: set[asyncio.Task[None]] = set()

    @property
    def is_speaking(self) -> bool:
        """Whether a sentence is being said, or about to be."""
        return self._sentence is not None and not self._sentence.done()

    def say(self, words: str, after: float = 0.0) -> None:
        """Say something, after some seconds in which a tone sounds."""
        self.hush()
        self._sentence = asyncio.create_task(self._say(words, after))

    def hush(self) -> None:
        """Cut the sentence off."""
        sentence, self._sentence = self._sentence, None
        if sentence and not sentence.done():
            sentence.cancel()
            self._stopping.add(sentence)
            sentence.add_done_callback(self._stopping.discard)

    async def close(self) -> None:
        """Cut it off, and wait until it is silent."""
        self.hush()
        await asyncio.gather(*self._stopping, return_exceptions=True)

    async def _say(self, words: str, after: float) -> None:
        await asyncio.sleep(after)
        try:
            await speak(self._speech, words)
        except ChannelError as error:
            _LOG.warning("Not said: %s", error)


async def speak(speech: Speech, words: str) -> None:
    """Say something to its end, or until this is cancelled.

    Raises:
        ChannelError: if the program cannot be started, fails, or takes too long.
    """
    said = _plain(words)
    argv = (*speech.argv, said) if speech.as_argument else speech.argv
    given = "" if speech.as_argument else speech.before + said
    try:
        await run_program(argv, given.encode(), _SECONDS)
    except asyncio.CancelledError:
        if speech.stop:
            with suppress(ChannelError):
                await run_program(speech.stop, b"", 1.0)
        raise


def _plain(words: str) -> str:
    """Plain text: a name in a config file must not control a program that speaks."""
    printable = (" " if unicodedata.category(one)[0] == "C" else one for one in words)
    # Double brackets contain commands for `say`, and phonemes for eSpeak.
    return "".join(printable).replace("[[", " ").replace("]]", " ")
