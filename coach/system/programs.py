"""Programs that get an alert on standard input, but cannot block or flood the coach."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterable, Sequence
from contextlib import suppress

from coach.domain.routine.settings import program_of
from coach.errors import ChannelError

_KEPT = 2000
"""Bytes of a program's error output to keep."""
_AFTER_END = 0.2
"""Seconds to wait for the last error output; a program's children may hold it open."""
_STDIN, _STDERR = 0, 2
_TELLING = 8
"""Characters; nothing shorter guards anything."""
_OPTION = re.compile(r"--?[a-z-]*")


class StatusError(ChannelError):
    """A program ended with an error status."""

    def __init__(self, said: str, status: int) -> None:
        super().__init__(said)
        self.status = status


async def run_program(argv: Sequence[str], given: bytes, seconds: float) -> None:
    """Run a program to its end, without a shell.

    Raises:
        StatusError: if it fails.
        ChannelError: if it cannot be started, or takes longer; then it is ended with all that it
            started.
    """
    loop, name = asyncio.get_running_loop(), program_of(argv)
    try:
        process, program = await loop.subprocess_exec(
            _Program, *argv, stdin=PIPE, stdout=DEVNULL, stderr=PIPE, start_new_session=True
        )
    except (OSError, ValueError) as error:
        raise ChannelError(f"`{name}` cannot be started ({reason_of(error)})") from error
    try:
        _give(process, given)
        await asyncio.wait([program.ended], timeout=seconds)
        status = process.get_returncode()
    finally:
        if process.get_returncode() is None:
            end_group(process.get_pid())
        await asyncio.wait([program.ended, program.silent], timeout=_AFTER_END)
        process.close()
    if status is None:
        raise ChannelError(f"`{name}` took longer than {seconds:g} s")
    if status:
        failed = f"`{name}` failed with status {status}"
        raise StatusError(program.complaint() or failed, status)


def end_group(pid: int) -> None:
    """End a program in a session of its own, with everything it started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)


def without_arguments(said: str, arguments: Iterable[str]) -> str:
    """What a program complains, without what it was given: that may be a password."""
    parts = {part for one in arguments for part in (one, *re.split(r"[\s=:]+", one))}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _TELLING and not _OPTION.fullmatch(part):
            said = said.replace(part, "…")
    return said


def reason_of(error: Exception) -> str:
    """The system's reason for a failure, without numbers and names of files."""
    return getattr(error, "strerror", None) or str(error)


class _Program(asyncio.SubprocessProtocol):
    """A running program; it has ended even if another process still holds its pipes."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[None] = loop.create_future()
        self.silent: asyncio.Future[None] = loop.create_future()
        self._said = b""

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Keep the end of its error output, however much there is."""
        del fd  # No other pipe is read.
        self._said = (self._said + data)[-_KEPT:]

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Note that its error output has ended."""
        del exc
        if fd == _STDERR:
            self.silent.set_result(None)

    def process_exited(self) -> None:
        """It has ended."""
        self.ended.set_result(None)

    def complaint(self) -> str:
        """The last line on standard error."""
        lines = self._said.decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _give(process: asyncio.SubprocessTransport, given: bytes) -> None:
    """Write all of it; the program need not read it."""
    pipe = process.get_pipe_transport(_STDIN)
    if isinstance(pipe, asyncio.WriteTransport):
        pipe.write(given)
        pipe.write_eof()
