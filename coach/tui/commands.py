"""The actions of `coach.keys` as Textual wants them."""

from __future__ import annotations

from typing import Protocol, cast

from textual.app import App
from textual.binding import Binding, BindingType

from coach.keys import Command, Keys

HELP_ID = "help"
_NO_KEY = "no-key"
"""Textual leaves the shipped keys to an action that is given none; this one is never pressed."""
_COMMA = {",": "comma"}
"""Textual writes commas between the keys of a binding."""


class _Keyed(Protocol):
    @property
    def keys(self) -> Keys: ...


def keys_of(app: App[object]) -> Keys:
    """The keys in force, which are known to Coach's own app."""
    return cast("_Keyed", app).keys


def bindings(*commands: Command) -> list[BindingType]:
    """Textual's bindings for some commands; what counts everywhere also does on a dialog."""
    return [
        Binding(
            one.key,
            one.action,
            one.label,
            show=False,
            priority=one.id.startswith("everywhere."),
            id=one.id,
        )
        for one in commands
    ]


def keymap(keys: Keys) -> dict[str, str]:
    """What Textual has to change in its bindings."""
    return {
        action: ",".join(_COMMA.get(key, key) for key in chosen) or _NO_KEY
        for action, chosen in keys.chosen.items()
    }
