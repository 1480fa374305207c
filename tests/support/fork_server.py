"""Run commands of `coach` in forks of one process: a quarter of the time that new ones take.

That process has loaded only what every command loads. The rest is loaded by each command itself, so
that an import that is missing is still found.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, Popen, TimeoutExpired

_AT_THE_START = ("LANG", "LC_", "LD_", "PYTHON")
"""How variables begin that a program follows when it starts, before it could be told others."""
_USUAL = {"LANG": "C.UTF-8"}
_LARGEST = 100_000
_SECONDS = 60.0


def can_run(environment: Mapping[str, str]) -> bool:
    """Whether a fork behaves like a new process with these variables."""
    followed = {name for name in environment if name.startswith(_AT_THE_START)}
    return sys.platform == "linux" and {name: environment[name] for name in followed} == _USUAL


def run(
    arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path
) -> CompletedProcess[str]:
    """Run `coach` with these arguments to its end."""
    request = json.dumps([arguments, dict(environment), str(folder)]).encode()
    pipes = [os.pipe() for _ in range(3)]
    socket.send_fds(_server(), [request], [there for _, there in pipes])
    for _, there in pipes:
        os.close(there)
    out, errors, status = _read_to_the_end([here for here, _ in pipes])
    return CompletedProcess(("coach", *arguments), int(status), out, errors)


@cache
def _server() -> socket.socket:
    """The connection to the process that forks, which ends with this one."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    number = there.fileno()
    words = [sys.executable, __file__, str(number)]
    # Python looks at the kind of its streams when it starts, and those of a command are pipes.
    process = Popen(words, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, pass_fds=[number], env=_USUAL)
    there.close()
    atexit.register(process.communicate)
    atexit.register(here.close)
    return here


def _read_to_the_end(pipes: list[int]) -> list[str]:
    """The texts that come from these pipes, until nothing has them open any more."""
    texts = dict.fromkeys(pipes, b"")
    while pipes:
        ready, _, _ = select.select(pipes, [], [], _SECONDS)
        if not ready:
            raise TimeoutExpired("coach", _SECONDS)
        for one in ready:
            piece = os.read(one, _LARGEST)
            texts[one] += piece
            if not piece:
                pipes.remove(one)
                os.close(one)
    return [text.decode().replace("\r\n", "\n") for text in texts.values()]


def _next_command(requests: socket.socket) -> list[str]:
    """Fork for each request, and return in the child, which has become a process of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system forgets those that have ended
    while True:
        request, pipes, *_ = socket.recv_fds(requests, _LARGEST, 3)
        if not request:
            os._exit(0)
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            out, errors, status = pipes
            if child := os.fork():
                os.close(out)
                os.close(errors)
                ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                os.write(status, str(ended).encode())
                os._exit(0)
            os.dup2(out, 1)
            os.dup2(errors, 2)
            os.closerange(3, max(*pipes, requests.detach()) + 1)
            return _as_told(*json.loads(request))
        for one in pipes:
            os.close(one)


def _as_told(arguments: list[str], environment: dict[str, str], folder: str) -> list[str]:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.path[0] = folder
    return arguments


if __name__ == "__main__":
    from coach.cli import main
    from coach.system.light_imports import import_lightly

    import_lightly()
    for name in ("coach.cli.main", "coach.cli.open_coach"):
        import_module(name)
    gc.freeze()
    sys.argv = ["coach", *_next_command(socket.socket(fileno=int(sys.argv[1])))]
    main()
