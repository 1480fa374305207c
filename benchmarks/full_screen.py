"""What the full screen costs: CPU when a screen opens, at a key and at rest, and memory.

The program runs as it is, in a pseudo-terminal, on a morning at which a session with a moving
figure is due. Each number is a ratio to an empty Textual app within the same run.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.measured import Measured
from benchmarks.terminal import Program

MOVING = """
[steps.morning]
at = "04:00"
window = "24h"
[steps.pain-check]
enabled = false
[sessions.morning]
exercises = [{ exercise = "ankle_circles", sets = 1, move = "10m", side = "both" }]
"""
"""A session that can be started all day, and moves for ten minutes."""
_ENTER, _ESCAPE, _PALETTE = "\r", "\x1b", "\x10"
_HOME, _END = "\x1b[H", "\x1b[F"
_EVERY_SCREEN = (
    ("e", _END, _ESCAPE),
    ("c", "\t", "\t", "q"),
    ("p", "1", "2", "3", "4", _ESCAPE),
    ("l", _ESCAPE),
    *((one, _ESCAPE) for one in ("w", "?", _PALETTE, "i", "r", "f", "a", "P", "t")),
)
"""The keys that open each screen, go through its pages, and close it."""
_OPENINGS = (("Evidence", "e", 0.5), ("Plan", "c", 0.5), ("Progress", "p", 1.6))
"""Screens with their key, and the limit of their opening."""
_STARTS = 3
_KEYS = "jjjjjkkkkk" * 2
_BETWEEN_KEYS = 0.15
_SETTLES = 11.0
"""Seconds after which whatever follows from an action is over, and what it left is freed."""
_IDLE_SECONDS = 30.0


class FullScreen:
    """Measures the program on a journal, beside the empty app."""

    def __init__(self, journal: Path, folder: Path) -> None:
        self._files = folder / "screens.toml", folder / "screens.db"
        self._files[0].write_text(MOVING)
        shutil.copy(journal, self._files[1])

    def measures(self) -> Iterator[Measured]:
        """All measures, one after another."""
        yield from self._openings()
        yield from self._at_rest()
        yield from self._memory()

    def _openings(self) -> Iterator[Measured]:
        """The CPU of the first opening of a screen, until it is at rest, and of a key on one."""
        start = median(_cpu_of_a_start() for _ in range(_STARTS))
        for name, key, at_most in _OPENINGS:
            used = median(self._cpu_of_opening(key) for _ in range(_STARTS))
            what = f"{name} opens / an empty app starts, CPU"
            yield Measured(what, used / start, at_most, f"{used * 1000:.0f} ms")
        with self._coach() as coach:
            _press(coach, "p")
            used = _cpu_at_keys(coach)
        what = "A key in Progress / an empty app starts, CPU"
        yield Measured(what, used / start, 0.16, f"{used * 1000:.0f} ms")

    def _cpu_of_opening(self, key: str) -> float:
        with self._coach() as coach:
            before = coach.cpu_seconds()
            _press(coach, key)
            return coach.cpu_seconds() - before

    def _at_rest(self) -> Iterator[Measured]:
        """CPU at keys, of Today while nothing happens, and of a figure that moves all the time."""
        with _empty() as empty:
            nothing = _cpu_idle(empty)
        with self._coach() as coach:
            today, at_key = _cpu_idle(coach), _cpu_at_keys(coach)
            _press(coach, "c")
            plan = _cpu_at_keys(coach)
            _press(coach, "q")
            coach.press(_HOME + _ENTER)
            coach.cpu_share(_SETTLES)
            player = _cpu_idle(coach)
        told = f"{plan * 1000:.0f} ms"
        yield Measured("A key in Plan / a key in Today, CPU", plan / at_key, 2.4, told)
        for what, share, at_most in (("Today idle", today, 1.6), ("Player, moving", player, 8)):
            told = f"{share * 100:.2f} % of a core"
            yield Measured(f"{what} / an empty app idle, CPU", share / nothing, at_most, told)

    def _memory(self) -> Iterator[Measured]:
        """Memory at the start, and after every screen was opened once."""
        with _empty() as empty:
            least = empty.memory()
        with self._coach() as coach:
            yield from _beside("At the start", coach.memory(), least, (1.4, 1.6))
            for keys in _EVERY_SCREEN:
                _press(coach, keys)
            coach.press(_HOME + _ENTER)
            coach.cpu_share(_SETTLES)
            _press(coach, ("q", _ENTER))
            coach.cpu_share(_SETTLES)
            yield from _beside("After every screen", coach.memory(), least, (1.7, 2.1))

    def _coach(self) -> Program:
        config, journal = map(str, self._files)
        command = (sys.executable, "-m", "coach", "--config", config, "--journal", journal)
        return _ready(Program(command), "Good ", "quit")


def _empty() -> Program:
    return _ready(Program((sys.executable, "-m", "benchmarks.empty_app")), "nothing to do")


def _ready(program: Program, *texts: str) -> Program:
    program.seconds_until(*texts)
    program.rest()
    return program


def _cpu_of_a_start() -> float:
    with _empty() as empty:
        return empty.cpu_seconds()


def _cpu_idle(program: Program) -> float:
    program.cpu_share(_SETTLES)
    return program.cpu_share(_IDLE_SECONDS)


def _cpu_at_keys(program: Program) -> float:
    """Seconds of CPU for each of some keys that move up and down."""
    before = program.cpu_seconds()
    for key in _KEYS:
        program.press(key)
        program.cpu_share(_BETWEEN_KEYS)
    return (program.cpu_seconds() - before) / len(_KEYS)


def _press(program: Program, keys: Sequence[str]) -> None:
    for key in keys:
        program.press(key)
        program.rest()


def _beside(
    when: str, ours: tuple[int, int], least: tuple[int, int], limits: tuple[float, float]
) -> Iterator[Measured]:
    rows = zip(("RSS", "PSS"), ours, least, limits, strict=True)
    for name, used, bare, at_most in rows:
        told = f"{used / 1024:.1f} / {bare / 1024:.1f} MB"
        yield Measured(f"{when} / an empty app, {name}", used / bare, at_most, told)
