"""One runner's own files, and the program in this process, started as `coach` is."""

from __future__ import annotations

import io
import os
import re
import sys
import traceback
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks.fuzz.sample import NOW
from coach.cli import run
from coach.system.clock import SystemClock

_CODES = frozenset({0, 1, 2})
_FAULT = re.compile(
    r"Traceback \(most recent|it cannot be looked at \((?!\w*(Database|Operational))"
)
"""Signs of a fault in the output; the doctor catches those in its checks."""


class Command(NamedTuple):
    """The words after `coach`, and whether it must succeed."""

    words: tuple[str, ...]
    must_succeed: bool = False


class Home(NamedTuple):
    """The files of one runner."""

    folder: Path

    @property
    def config(self) -> Path:
        """Their config file."""
        return self.folder / "config.toml"

    @property
    def journal(self) -> Path:
        """Their journal."""
        return self.folder / "journal.db"

    @property
    def shared(self) -> Path:
        """The folder through which their machines exchange entries."""
        return self.folder / "shared"

    def fault_of(self, command: Command) -> str:
        """What is wrong with how a command ends here; empty if nothing is."""
        with (
            chdir(self.folder),
            patch.dict(os.environ, self._environment(), clear=True),
            patch.object(SystemClock, "now", lambda _: NOW),
        ):
            code, told = _ended(command.words)
        if code not in _CODES or _FAULT.search(told):
            return told
        return f"exit status {code}: {told}" if code and command.must_succeed else ""

    def _environment(self) -> dict[str, str]:
        """Everything that it knows of the machine; it finds no programs to start."""
        places = ("CONFIG", "DATA", "STATE", "CACHE")
        own = {f"XDG_{place}_HOME": str(self.folder / "own") for place in places}
        files = {"COACH_CONFIG": str(self.config), "COACH_JOURNAL": str(self.journal)}
        return {**own, **files, "HOME": str(self.folder), "PATH": "", "TZ": "UTC"}


def _ended(words: Sequence[str]) -> tuple[object, str]:
    """The exit status and the output of the program, or the fault that ended it."""
    output = io.BytesIO()
    streams = {name: io.TextIOWrapper(output, "utf-8") for name in ("stdout", "stderr")}
    stdin = io.TextIOWrapper(io.BytesIO(), "utf-8")
    code: object = 0
    known: dict[str, Any] = {"argv": ["coach", *words], "stdin": stdin, **streams}
    with patch.multiple(sys, **known):
        try:
            run(list(words))
        except SystemExit as end:
            code = end.code or 0
        except Exception:  # anything here is a fault
            return None, traceback.format_exc()
        finally:
            for stream in streams.values():
                stream.flush()
    return code, output.getvalue().decode(errors="replace")
