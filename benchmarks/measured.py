"""A measure with its limit, and the line that reports it."""

import time
from typing import NamedTuple

_LOOP = 180_000
"""So many rounds take about five milliseconds where the limits were set."""


class Measured(NamedTuple):
    """A cost, its limit, and a remark."""

    what: str
    value: float
    at_most: float
    absolute: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it is within its limit."""
        return self.value <= self.at_most


def told(measured: Measured) -> bool:
    """Print a measure; returns whether it is within its limit."""
    what, value, budget, absolute = measured
    verdict = "ok" if measured.is_kept else "OVER"
    print(f"{what:<40} {value:8.2f}   at most {budget:<5}  {verdict:<5} {absolute}")
    return measured.is_kept


def loop() -> float:
    """The seconds that a fixed piece of work takes, so that a slow machine is slow at both."""
    begun = time.perf_counter()
    sum(number * number for number in range(_LOOP))
    return time.perf_counter() - begun
