"""`python -m benchmarks.fuzz [COUNT] [SEED] [FIRST]`: hostile inputs, and their effects.

No input may end a command with a traceback, keep it for ten CPU seconds, or take 200 MB more than a
valid one. One that does is named by its number and kept in a folder, as it was before, with its
effect. The same seed gives the same inputs, from the FIRST on.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fuzz.inputs import Inputs
from benchmarks.fuzz.running import Home

_NUMBERS = (100_000, 1, 0)
"""The default count, seed and first number."""
_SECONDS = 10
_PATIENCE = 120
_MEMORY = 200 * 1024 * 1024
_ENVIRONMENT = os.environ | {"MALLOC_ARENA_MAX": "1"}
"""Otherwise each thread would reserve address space, which the limit counts."""
_NEXT = "next"
"""The file that names the next input."""


def main(count: int, seed: int, first: int) -> int:
    """Try inputs until all are done; if one ends the process, another continues after it."""
    folder = Path(tempfile.mkdtemp(prefix="coach-fuzz-"))
    begun, after = time.monotonic(), first
    while after < count:
        after = _go_on(count, seed, after, folder)
    faults = len([*folder.glob("fault-*")])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{count - first} inputs of seed {seed} from {first} on: {faults} faults, ", end="")
    print(f"{time.monotonic() - begun:.0f} s, at most {peak} MB in all")
    return 1 if faults else 0


def _go_on(count: int, seed: int, first: int, folder: Path) -> int:
    """Try inputs in another process; returns the number of the next one."""
    numbers = map(str, (count, seed, first))
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.fuzz", *numbers, str(folder)],
        env=_ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    number = int((folder / _NEXT).read_text())
    if not ended.returncode:
        return number
    _keep(_inputs(folder, seed), number, f"It ended the process:\n{ended.stderr}")
    return number + 1


def part(count: int, seed: int, first: int, folder: Path) -> int:
    """Try inputs in this process, up to the last, or to one that ends it."""
    inputs = _inputs(folder, seed)
    inputs.warm_up()
    _limit_memory()
    faulthandler.register(signal.SIGPROF, chain=True)
    for number in range(first, count):
        (folder / _NEXT).write_text(str(number))
        commands = inputs.make(number)
        _limit_time(_SECONDS)
        fault = inputs.fault_of(commands)
        _limit_time(0)
        if fault:
            _keep(inputs, number, fault)
    (folder / _NEXT).write_text(str(count))
    return 0


def _inputs(folder: Path, seed: int) -> Inputs:
    return Inputs(Home(folder / "home"), seed)


def _limit_time(seconds: int) -> None:
    """End the process, and say where it was, after so long on a core, or a far longer wait."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    if seconds:
        faulthandler.dump_traceback_later(_PATIENCE, exit=True)
    else:
        faulthandler.cancel_dump_traceback_later()


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _keep(inputs: Inputs, number: int, fault: str) -> None:
    """Keep an input as it was before it was tried, and say where."""
    inputs.make(number)
    kept = inputs.home.folder.with_name(f"fault-{inputs.seed}-{number}")
    shutil.copytree(inputs.home.folder, kept)
    (kept / "fault.txt").write_text(fault)
    print(f"Seed {inputs.seed}, input {number}, kept in {kept}: ...{fault.strip()[-300:]}\n")


if __name__ == "__main__":
    given, folders = [int(one) for one in sys.argv[1:4]], [Path(one) for one in sys.argv[4:]]
    count, seed, first = (*given, *_NUMBERS[len(given) :])
    sys.exit(part(count, seed, first, folders[0]) if folders else main(count, seed, first))
