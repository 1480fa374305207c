"""What all channels have in common, and what their texts may hold."""

from __future__ import annotations

import unicodedata
from typing import Protocol

from coach.alerts.alert import Alert
from coach.domain.routine import Alerts

_SPACES = str.maketrans(dict.fromkeys("\n\r\t\v\f", " "))
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of what follows, also beyond the text they stand in."""


class Channel(Protocol):
    """One way in which an alert reaches a person."""

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Deliver an alert, in the place of the last one with its tag.

        Raises:
            ChannelError: if it did not get through, with the reason.
        """

    async def withdraw(self, tag: str) -> None:
        """Take back what was shown under a tag, as far as the channel can."""


def clean(text: str) -> str:
    """A text without what could steer a terminal or a notification server."""
    kept = (one for one in text.translate(_SPACES) if unicodedata.category(one) not in {"Cc", "Cs"})
    return "".join(one for one in kept if one not in _TURNING)
