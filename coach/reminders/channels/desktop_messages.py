"""What the coach and its desktop process say to each other: one JSON object a line."""

from __future__ import annotations

from msgspec import Struct


class Show(Struct, tag="show", frozen=True):
    """Show a notification, in the place of the last one with its tag."""

    number: int
    tag: str
    title: str
    body: str
    is_low: bool
    buttons: tuple[tuple[str, str], ...]
    """Pairs of a name, which comes back when it is pressed, and a label."""


class Withdraw(Struct, tag="withdraw", frozen=True):
    """Take the notification with that tag away."""

    number: int
    tag: str


class AskQuiet(Struct, tag="ask-quiet", frozen=True):
    """Ask whether the desktop is not to be disturbed."""

    number: int


class Reply(Struct, tag="reply", frozen=True):
    """A request was met; the answer to `AskQuiet` names who asks for quiet, or is empty."""

    number: int
    text: str


class Failed(Struct, tag="failed", frozen=True):
    """A request was not met."""

    number: int
    reason: str


class Pressed(Struct, tag="pressed", frozen=True):
    """A button was pressed."""

    tag: str
    button: str


class Idle(Struct, tag="idle", frozen=True):
    """Nothing has been shown or asked for a while: the process may be let go."""


Request = Show | Withdraw | AskQuiet
Said = Reply | Failed | Pressed | Idle
