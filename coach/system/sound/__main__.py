"""The process that plays tones: it reads one signal a line, and plays it at once.

Sound systems write into the terminal, take their time and crash; in a separate process that does no
harm. Its first line on standard output says which device it uses, or why there is none. It ends
with its standard input.
"""

from __future__ import annotations

import sys

from coach.domain.session.cues import Signal
from coach.errors import NotHereError
from coach.system.sound.device import Track, opened
from coach.system.sound.messages import HUSH, SILENT
from coach.system.sound.tones import rendered


def _play(volume: int) -> int:
    track = Track()
    try:
        device, text = opened(track)
    except NotHereError as error:
        _say(f"{SILENT}{error}")
        return 1
    _say(text)
    with device:
        for line in sys.stdin:
            wanted = line.rstrip("\n")
            track.play(b"" if wanted == HUSH else rendered(Signal(wanted), volume))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(_play(int(sys.argv[1])))
