"""A program in a separate pseudo-terminal, timed from outside."""

import os
import re
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect

_ROWS, _COLUMNS = 36, 120


class Program:
    """A started program; leaving the `with` block kills it."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        self.started = time.perf_counter()
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(_ROWS, _COLUMNS),
            env={**os.environ, "TERM": "xterm-256color", **environment},
            timeout=30,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.kill(signal.SIGKILL)
        self._child.close(force=True)

    def seconds_until(self, *texts: str) -> float:
        """Seconds from the start until all these texts were written, in this order."""
        for text in texts:
            self._child.expect_exact(text)
        return time.perf_counter() - self.started

    def word_after(self, text: str) -> str:
        """The word that is written after a text."""
        self._child.expect(re.escape(text) + r"(\S+)\s")
        return self._child.match[1].decode()  # type: ignore[no-any-return]

    def press(self, keys: str) -> None:
        """Type."""
        self._child.send(keys)

    def cpu_share(self, seconds: float) -> float:
        """The share of a core that it uses over a while, while its output is read."""
        before = self._cpu_seconds()
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self._drain()
        return (self._cpu_seconds() - before) / (time.perf_counter() - begun)

    def _drain(self) -> None:
        try:
            self._child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return

    def _cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
