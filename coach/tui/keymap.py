"""The actions of `coach.config.keymap.actions` as Textual wants them."""

from __future__ import annotations

from typing import Protocol, cast

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key

from coach.config.keymap.actions import Keys, ScreenCommand

HELP_ID = "help"
FIRST_START_ID = "first-start"
_NO_KEY = "no-key"
"""Textual leaves the shipped keys to an action that is given none; this one is never pressed."""
_FIRST = ("everywhere.", "themes.")
"""Groups whose keys count on a dialog too, or where a name is typed."""
_COMMA = {",": "comma"}
"""Textual writes commas between the keys of a binding."""


class _Keyed(Protocol):
    @property
    def keys(self) -> Keys: ...


def keys_of(app: App[object]) -> Keys:
    """The keys in force, which are known to Coach's own app."""
    return cast("_Keyed", app).keys


def bindings(*commands: ScreenCommand) -> list[BindingType]:
    """Textual's bindings for some commands; some count before what else takes keys there."""
    return [
        Binding(
            one.key,
            one.action,
            one.label,
            show=False,
            priority=one.id.startswith(_FIRST),
            id=one.id,
        )
        for one in commands
    ]


def action_of(app: App[object], event: Key, commands: tuple[ScreenCommand, ...]) -> str:
    """What a pressed key does on a screen that takes the keys itself; empty if nothing."""
    keys, pressed = keys_of(app), {event.key, event.character}
    return next((one.action for one in commands if pressed & {*keys.of(one.id)}), "")


def keymap(keys: Keys) -> dict[str, str]:
    """What Textual has to change in its bindings."""
    return {
        action: ",".join(_COMMA.get(key, key) for key in chosen) or _NO_KEY
        for action, chosen in keys.chosen.items()
    }
