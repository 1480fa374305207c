"""The terminal: its bell, and the escape sequences that make it notify, also over SSH.

OSC 9 came with iTerm2, OSC 777 with urxvt, OSC 99 with kitty. A terminal that does not know a
sequence ignores it, but may show parts of it, so a sequence is sent only to terminals known to
support it.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping

from coach.domain.routine.settings import Alerts, Osc
from coach.errors import ChannelError, NotHereError, UnseenError
from coach.reminders.alert import Alert, Urgency
from coach.reminders.channels import tmux
from coach.system.printable import printable
from coach.system.programs import reason_of

_BELL = "\a"
_END = "\x1b\\"
_BY_PROGRAM = {
    "iTerm.app": Osc.ITERM,
    "WezTerm": Osc.URXVT,
    "ghostty": Osc.URXVT,
    "WarpTerminal": Osc.URXVT,
}
_BY_TERM = {
    "xterm-kitty": Osc.KITTY,
    "xterm-ghostty": Osc.URXVT,
    "wezterm": Osc.URXVT,
    "foot": Osc.URXVT,
    "contour": Osc.URXVT,
    "rxvt": Osc.URXVT,
}
_BY_VARIABLE = {
    "KITTY_WINDOW_ID": Osc.KITTY,
    "WEZTERM_PANE": Osc.URXVT,
    "GHOSTTY_RESOURCES_DIR": Osc.URXVT,
    "VTE_VERSION": Osc.URXVT,
}


class Terminal:
    """Writes to the terminal in which the process runs, if it runs in one."""

    def __init__(self, write: Callable[[str], None] | None) -> None:
        self._write = write

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Ring, and have the terminal notify.

        Raises:
            UnseenError: if no client is attached to the tmux that took it.
        """
        if self._write is None:
            raise NotHereError("no terminal is open")
        osc = known_osc(os.environ) if settings.osc is Osc.AUTO else settings.osc
        said = notification(alert, osc, in_tmux="TMUX" in os.environ)
        if not said and not settings.bell:
            raise NotHereError("bell and OSC are switched off")
        try:
            self._write(said + _BELL * settings.bell)
        except (
            OSError,
            ValueError,
        ) as error:  # ValueError: it is closed, or cannot write an emoji.
            raise ChannelError(f"the terminal does not accept it ({reason_of(error)})") from error
        if not await tmux.says(tmux.IS_ATTACHED):
            raise UnseenError("no client is attached to tmux")

    async def withdraw(self, tag: str) -> None:
        """Do nothing: a bell cannot be taken back."""


def known_osc(environment: Mapping[str, str]) -> Osc:
    """The sequence that the terminal supports, judging by the environment."""
    program = environment.get("TERM_PROGRAM", "")
    if program in _BY_PROGRAM:
        return _BY_PROGRAM[program]
    if environment.get("LC_TERMINAL") == "iTerm2":
        return Osc.ITERM
    term = environment.get("TERM", "")
    named = (osc for name, osc in _BY_TERM.items() if term.startswith(name))
    found = (osc for name, osc in _BY_VARIABLE.items() if name in environment)
    return next(named, None) or next(found, None) or Osc.NONE


def notification(alert: Alert, osc: Osc, *, in_tmux: bool) -> str:
    """An alert as an escape sequence; empty if the terminal supports none."""
    title, body = printable(alert.title), printable(alert.body)
    match osc:
        case Osc.ITERM:
            said = f"\x1b]9;{title}: {body}{_END}"
        case Osc.URXVT:
            said = f"\x1b]777;notify;{title.replace(';', ',')};{body}{_END}"
        case Osc.KITTY:
            said = _kitty(alert, title, body)
        case _:
            return ""
    return _through_tmux(said) if in_tmux else said


def _through_tmux(said: str) -> str:
    """Wrapped so that tmux passes it on, if its `allow-passthrough` is on."""
    doubled = said.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}{_END}"


def _kitty(alert: Alert, title: str, body: str) -> str:
    """One notification in two parts; the same name replaces the one before."""
    name = "coach-" + "".join(one if one.isascii() and one.isalnum() else "-" for one in alert.tag)
    urgency = 0 if alert.urgency is Urgency.LOW else 1
    head = f"\x1b]99;i={name}:u={urgency}:e=1"
    return f"{head}:d=0:p=title;{_base64(title)}{_END}{head}:d=1:p=body;{_base64(body)}{_END}"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
