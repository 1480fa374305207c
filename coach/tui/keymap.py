"""The actions of `coach.config.keymap.actions` in the form that Textual needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, cast

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import Screen

from coach.config.keymap.actions import COMMANDS, Keys, ScreenCommand

HELP_ID = "help"
FIRST_START_ID = "first-start"
_NO_KEY = "no-key"
"""If an action has no key, Textual keeps the shipped ones; this one is never pressed."""
_FIRST = ("everywhere.", "themes.")
"""Groups whose keys work in a dialog too, or while a name is typed."""
_COMMA = {",": "comma"}
"""Textual separates the keys of a binding with commas."""


class _Keyed(Protocol):
    @property
    def keys(self) -> Keys: ...


def keys_of(app: App[object]) -> Keys:
    """The keys in force, known only to Coach's own app."""
    return cast("_Keyed", app).keys


def bindings(*commands: ScreenCommand, first: bool = False) -> list[BindingType]:
    """Textual's bindings for some commands; `first` gives them precedence over a typed text."""
    return [
        Binding(
            one.key or _NO_KEY,
            one.action,
            one.label,
            show=False,
            priority=first or one.id.startswith(_FIRST),
            id=one.id,
        )
        for one in commands
    ]


def commands_of(screen: Screen[Any]) -> tuple[ScreenCommand, ...]:
    """What can be done on a screen as it is."""
    now: tuple[ScreenCommand, ...] = getattr(screen, "commands_now", ())
    return now or tuple(one for one in _bound_to(screen) if _is_allowed(screen, one))


def groups_of(screen: Screen[Any]) -> frozenset[str]:
    """The groups of actions that a screen has."""
    return frozenset(one.group for one in (*_bound_to(screen), *commands_of(screen)))


def _bound_to(screen: Screen[Any]) -> Iterator[ScreenCommand]:
    ids = (one.id for one in screen.BINDINGS if isinstance(one, Binding))
    yield from (COMMANDS[one] for one in ids if one in COMMANDS)


def _is_allowed(screen: Screen[Any], command: ScreenCommand) -> bool:
    return screen.check_action(command.action.partition("(")[0], ()) is not False


def action_of(app: App[object], event: Key, commands: tuple[ScreenCommand, ...]) -> str:
    """The action of a key on a screen that takes the keys itself; empty if none."""
    keys, pressed = keys_of(app), {event.key, event.character}
    return next((one.action for one in commands if pressed & {*keys.of(one.id)}), "")


async def took_command(
    screen: Screen[Any], event: Key, commands: tuple[ScreenCommand, ...]
) -> bool:
    """Do what a key means on a screen of questions, and say whether it meant anything there."""
    action = action_of(screen.app, event, commands)
    if action or event.is_printable:
        # Left to the bindings, it would be handled after keys typed later, and an
        # answer might become a command of the screen below.
        event.stop()
    if action:
        await screen.run_action(action)
    return bool(action)


def keymap(keys: Keys) -> dict[str, str]:
    """The changes to Textual's bindings."""
    return {
        action: ",".join(_COMMA.get(key, key) for key in chosen) or _NO_KEY
        for action, chosen in keys.chosen.items()
    }
