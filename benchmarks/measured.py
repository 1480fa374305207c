"""A measure with its budget, and the line that tells it."""

from typing import NamedTuple


class Measured(NamedTuple):
    """A cost, the most that it may be, and what else there is to say of it."""

    what: str
    value: float
    at_most: float
    absolute: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it is within its budget."""
        return self.value <= self.at_most


def told(measured: Measured) -> bool:
    """Print a measure; whether it is within its budget."""
    what, value, budget, absolute = measured
    verdict = "ok" if measured.is_kept else "OVER"
    print(f"{what:<40} {value:8.2f}   at most {budget:<5}  {verdict:<5} {absolute}")
    return measured.is_kept
