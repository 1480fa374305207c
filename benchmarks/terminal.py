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
_LOOKS, _LOOK_SECONDS = 3, 0.2
_CPU_CLOCK = 2
"""Linux has a clock for each process, whose number is made of the process id and this."""
_AT_REST = 0.03
"""The share of a core below which a program has nothing left to do."""


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

    def seconds_to_answer(self, key: str, then: float) -> float:
        """Seconds from a key to the next output; then the output of a while is read."""
        begun = time.perf_counter()
        self.press(key)
        self._child.read_nonblocking(65536, timeout=30)
        answered = time.perf_counter() - begun
        until = time.perf_counter() + then
        while time.perf_counter() < until:
            self._drain()
        return answered

    def rest(self) -> None:
        """Wait until it has nothing left to do."""
        looks = 0
        while looks < _LOOKS:
            looks = looks + 1 if self.cpu_share(_LOOK_SECONDS) < _AT_REST else 0

    def cpu_share(self, seconds: float) -> float:
        """The share of a core that it uses over a while, while its output is read."""
        before = self.cpu_seconds()
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self._drain()
        return (self.cpu_seconds() - before) / (time.perf_counter() - begun)

    def cpu_seconds(self) -> float:
        """The CPU time of all its threads so far, to the nanosecond."""
        return time.clock_gettime(~self._child.pid << 3 | _CPU_CLOCK)

    def memory(self) -> tuple[int, int]:
        """Its memory in KB: all (RSS), and with a proportional part of what it shares (PSS)."""
        lines = Path(f"/proc/{self._child.pid}/smaps_rollup").read_text("ascii").splitlines()
        sizes = {name: int(size) for name, size, *_ in map(str.split, lines[1:])}
        return sizes["Rss:"], sizes["Pss:"]

    def _drain(self) -> None:
        try:
            self._child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return
