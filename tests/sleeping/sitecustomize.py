"""Read by every Python with a moved clock: makes `time.sleep` sleep again.

Since Python 3.11 it waits for an instant of the monotonic clock, with which libfaketime fails if
that clock is not moved.
"""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex) -> None:
    length = float(seconds)
    if length < 0:
        raise ValueError("sleep length must be non-negative")
    select.select((), (), (), length)


time.sleep = _sleep
