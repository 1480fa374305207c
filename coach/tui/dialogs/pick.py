"""Choose one of many by typing part of its name; or type a name, if there is nothing to choose."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import PICK, PICK_KEYS
from coach.tui.keymap import action_of, bindings
from coach.tui.leaving import LeftOnce
from coach.tui.style import DUE, MISSED, MUTED, TITLE, line, spread
from coach.tui.widgets.editors import TextEditor
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.rows import Rows


class Choice(NamedTuple):
    """Something to choose; `more` is shown at the end of its row."""

    value: str
    name: str
    more: str = ""


class PickScreen(LeftOnce, ModalScreen[str | None]):
    """Closes with the chosen value, or with the typed text if there is nothing to choose."""

    BINDINGS = bindings(*PICK)

    def __init__(self, title: str, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._editor = TextEditor("", str)
        self._chosen = 0
        self._line = Static(markup=False)
        self._rows = Rows(id="choices", around=100)

    def compose(self) -> ComposeResult:
        """The question, the typed text, and the remaining choices."""
        with VerticalScroll(classes="card", id="pick", can_focus=False):
            yield Static(line((self._title, TITLE)))
            yield self._line
            with VerticalScroll(id="pick-list", can_focus=False):
                yield self._rows
        yield KeyBar(*PICK_KEYS)

    def on_mount(self) -> None:
        """Show all choices."""
        self._draw()

    @property
    def unfinished(self) -> str:
        """Something waits for the choice."""
        return "Choose something, or leave the choice, first."

    async def on_key(self, event: Key) -> None:
        """Typing narrows the choices, arrows move among them."""
        event.stop()
        if action := action_of(self.app, event, PICK):
            await self.run_action(action)
        else:
            self._editor.press(event.key, event.character)
            self._chosen = 0
            self._draw()

    def on_paste(self, event: Paste) -> None:
        """A pasted text is typed."""
        self._editor.paste(event.text.strip())
        self._draw()

    def on_rows_clicked(self, message: Rows.Clicked) -> None:
        """Take what was clicked."""
        self.dismiss(self._left()[message.row].value)

    def action_move(self, by: int) -> None:
        """Choose the row above or below."""
        self._chosen += by
        self._draw()

    def action_keep(self) -> None:
        """Take the chosen row, or the typed name if there is one."""
        left = self._left()
        if left:
            self.dismiss(left[self._chosen].value)
        elif self._choices:
            self._draw("Nothing has this in its name.")
        elif name := str(self._editor.value).strip():
            self.dismiss(name)
        else:
            self._draw("Type a name first.")

    def action_leave(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)

    def _left(self) -> list[Choice]:
        """The choices whose names contain all typed words."""
        words = str(self._editor.value).lower().split()
        return [one for one in self._choices if all(word in one.name.lower() for word in words)]

    def _draw(self, refusal: str = "") -> None:
        left = self._left()
        self._chosen = max(0, min(len(left) - 1, self._chosen))
        searches = self._choices and not self._editor.value
        hint = (refusal, MISSED) if refusal else ("type to search" if searches else "", MUTED)
        self._line.update(line(("▸ ", DUE), self._editor.pieces(), " ", hint))
        self._rows.show(
            lambda width: [_row(left, at, width) for at in range(len(left))],
            self._chosen if left else None,
        )


def _row(left: list[Choice], at: int, width: int) -> Content:
    return spread(line("  ", left[at].name), line((left[at].more, MUTED), " "), width)
