"""The one place that asks the machine for the time and the zone."""

from datetime import UTC, datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    """What the coach knows of time: tests and simulated days bring their own."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def zone(self) -> tzinfo:
        """The zone that the runner's wall clock follows at this moment."""


class SystemClock:
    """The machine's clock; a changed time zone is seen at the next question."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        """The machine's zone, read anew, since laptops travel."""
        import tzlocal  # noqa: PLC0415 - costs 20 ms, which not every command needs to pay

        return tzlocal.reload_localzone()
