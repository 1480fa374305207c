"""What all channels have in common."""

from __future__ import annotations

from typing import Protocol

from coach.domain.routine.settings import Alerts
from coach.reminders.alert import Alert


class Channel(Protocol):
    """A way in which an alert reaches the runner."""

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Deliver an alert, replacing the last one with its tag.

        Raises:
            ChannelError: if it did not get through, with the reason.
        """

    async def withdraw(self, tag: str) -> None:
        """Withdraw what was shown under a tag, as far as the channel can."""
