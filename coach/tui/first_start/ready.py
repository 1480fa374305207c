"""The end of the first start: the day that follows from the answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.activities.reading import printable
from coach.config.keymap.actions import READY, TEXT
from coach.core.coach import Coach
from coach.tui.first_start import texts as first_words
from coach.tui.first_start.dropped import dropped
from coach.tui.keymap import bindings
from coach.tui.leaving import LeftOnce
from coach.tui.scrolling import ScrollsText
from coach.tui.style import MUTED, TITLE, line
from coach.tui.widgets.key_bar import KeyBar

_DAY_WIDTH = 50


class ReadyScreen(LeftOnce, ScrollsText, ModalScreen[bool]):
    """Shows the resulting day; closes with whether to go on to the intake."""

    BINDINGS = bindings(*READY, *TEXT)

    def __init__(self, coach: Coach, take: Callable[[tuple[Path, ...]], object]) -> None:
        """Show the day of `coach`; `take` imports files that are dropped onto the page."""
        super().__init__()
        self._coach = coach
        self._take = take
        self._message = Static(id="message", markup=False)
        self._message.display = False

    def compose(self) -> ComposeResult:
        """The day, and the path of the file."""
        with VerticalScroll(classes="card first", id="ready", can_focus=False):
            yield Static(line(("Your day", TITLE)))
            yield Static(first_words.day(self._coach.routine, _DAY_WIDTH), id="planned")
            yield Static(first_words.ending(self._coach.config), markup=False)
            yield self._message
        yield KeyBar(*READY)

    def on_paste(self, event: Paste) -> None:
        """Import files that are dropped onto the terminal: it pastes their names."""
        event.stop()
        if files := dropped(event.text):
            names = ", ".join(printable(file.name) for file in files)
            self.tell(f"Reading {names}. You need not wait for it.")
            self._take(files)
        else:
            self.tell("That names no file; drop an export here, or read it with `coach import`.")

    def tell(self, text: str) -> None:
        """Say whether the reminders could be installed, or what comes of a file."""
        self._message.display = True
        self._message.update(line((text, MUTED)))
        self.call_after_refresh(self._message.scroll_visible, animate=False)

    def action_about(self) -> None:
        """Go on to the intake."""
        self.dismiss(result=True)

    def action_close(self) -> None:
        """To the day."""
        self.dismiss(result=False)
