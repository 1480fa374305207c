"""The messages between the coach and its desktop process: one JSON object a line."""

from __future__ import annotations

from msgspec import Struct


class Show(Struct, tag="show", frozen=True):
    """Show a notification, replacing the last one with its tag."""

    number: int
    tag: str
    title: str
    body: str
    is_low: bool
    buttons: tuple[tuple[str, str], ...]
    """Pairs of a name, which is returned when the button is pressed, and a label."""


class Withdraw(Struct, tag="withdraw", frozen=True):
    """Remove the notification with that tag."""

    number: int
    tag: str


class AskQuiet(Struct, tag="ask-quiet", frozen=True):
    """Ask whether do-not-disturb is on."""

    number: int


class Reply(Struct, tag="reply", frozen=True):
    """A request succeeded; the answer to `AskQuiet` names who asks for quiet, or is empty."""

    number: int
    text: str


class Failed(Struct, tag="failed", frozen=True):
    """A request failed."""

    number: int
    reason: str


class Pressed(Struct, tag="pressed", frozen=True):
    """A button was pressed."""

    tag: str
    button: str


class Idle(Struct, tag="idle", frozen=True):
    """Nothing has been shown or asked for a while, so the process may be released."""


Request = Show | Withdraw | AskQuiet
Said = Reply | Failed | Pressed | Idle
