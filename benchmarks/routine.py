"""Reading the routine from disk, with a file of the runner's that changes all of it."""

import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from statistics import median

import coach.config
from coach.config import load

_RUNS = 41
_SHIPPED = Path(coach.config.__file__).with_name("defaults.toml")


def reading(folder: Path) -> tuple[float, float]:
    """Seconds to read the routine, and tomllib's alone for the same two files."""
    users = folder / "all.toml"
    text = _SHIPPED.read_text("utf-8")
    users.write_text(text.replace('name = "', 'name = "My ').replace('"30s"', '"31s"'), "utf-8")
    load(users).or_fail()
    pairs = [(_seconds(lambda: load(users)), _seconds(lambda: _alone(users))) for _ in range(_RUNS)]
    return median(ours for ours, _ in pairs), median(alone for _, alone in pairs)


def _alone(users: Path) -> None:
    for path in (_SHIPPED, users):
        tomllib.loads(path.read_text("utf-8"))


def _seconds(measured: Callable[[], object]) -> float:
    begun = time.perf_counter()
    measured()
    return time.perf_counter() - begun
