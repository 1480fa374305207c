"""The channels, each with everything that depends on its kind.

A new channel needs its name and settings in the routine, a module of its own, and a line here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from coach.domain.routine.settings import Alerts, ChannelName, Osc, program_of
from coach.reminders.channels.channel import Channel
from coach.reminders.channels.command import Command
from coach.reminders.channels.desktop import Desktop, is_there
from coach.reminders.channels.push import Push, scheme_of
from coach.reminders.channels.terminal import Terminal, known_osc

_OSC = {Osc.ITERM: "iTerm2", Osc.KITTY: "kitty", Osc.URXVT: "urxvt, WezTerm, Ghostty and foot"}


class Outlets(Struct):
    """What this process can reach directly: the desktop, and its terminal if it has one."""

    desktop: Desktop
    write: Callable[[str], None] | None = None


class Kind(Struct, frozen=True):
    """One kind of channel.

    `reaches_alone` says whether it reaches the runner with these settings while no program of Coach
    has a screen; `signs` say, in lines, how a test alert with that title can be recognised.
    """

    make: Callable[[Outlets], Channel]
    reaches_alone: Callable[[Alerts], bool]
    signs: Callable[[Alerts, str], Iterator[str]]


def channels_of(ends: Outlets) -> dict[ChannelName, Channel]:
    """A channel of each kind; the full screen adds its own."""
    return {name: kind.make(ends) for name, kind in KINDS.items()}


def _signs_of_desktop(_: Alerts, title: str) -> Iterator[str]:
    yield f'A notification "{title}" in a corner of the desktop,'
    yield "with the buttons Start, Snooze and Skip, if yours shows buttons."


def _signs_of_terminal(settings: Alerts, _: str) -> Iterator[str]:
    osc = known_osc(os.environ) if settings.osc is Osc.AUTO else settings.osc
    bell = "The bell, if your terminal rings it" if settings.bell else ""
    if osc not in _OSC:
        yield f"{bell}; it is not known to show notifications."
        return
    shown = f"notification of the terminal (OSC {osc}, known to {_OSC[osc]})"
    yield f"{bell}, and a {shown}." if bell else f"A {shown}."
    if "TMUX" in os.environ:
        yield "tmux passes it on with `set -g allow-passthrough on`."


def _signs_of_push(settings: Alerts, title: str) -> Iterator[str]:
    services = ", ".join(scheme_of(url) for url in settings.push)
    yield f'A message "{title}" on your phone, through {services}.'


def _signs_of_command(settings: Alerts, _: str) -> Iterator[str]:
    yield f"`{program_of(settings.command)}` got the alert as JSON, and succeeded."


KINDS: Mapping[ChannelName, Kind] = {
    ChannelName.DESKTOP: Kind(lambda ends: ends.desktop, lambda _: is_there(), _signs_of_desktop),
    ChannelName.TERMINAL: Kind(
        lambda ends: Terminal(ends.write), lambda _: False, _signs_of_terminal
    ),
    ChannelName.PUSH: Kind(lambda _: Push(), lambda on: bool(on.push), _signs_of_push),
    ChannelName.COMMAND: Kind(lambda _: Command(), lambda on: bool(on.command), _signs_of_command),
}
