"""The sentences about the chosen day, one of which can be chosen and opened."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from coach.tui.progress.sayings import Saying
from coach.tui.widgets.fact_list import FactList, FactRow


class WordsPage(VerticalScroll):
    """Draws sentences, and remembers which of them is chosen."""

    class Pointed(Message):
        """A sentence was clicked; `was_chosen` if it had been chosen already."""

        def __init__(self, *, was_chosen: bool) -> None:
            super().__init__()
            self.was_chosen = was_chosen

    def __init__(self) -> None:
        super().__init__(id="words-scroll", can_focus=False)
        self._list = FactList("words")
        self._said: list[Saying] = []
        self._row = 0

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield self._list

    @property
    def chosen(self) -> Saying | None:
        """The chosen sentence, if there is any."""
        return self._sentences[self._row] if self._sentences else None

    def say(self, said: Iterable[Saying]) -> None:
        """Take in new sentences; the row stays chosen."""
        self._said = list(said)
        self.move(0)

    def move(self, by: int) -> None:
        """Choose the row above or below."""
        self._row = max(0, min(len(self._sentences) - 1, self._row + by))

    def draw(self, *, is_active: bool) -> None:
        """Draw the sentences; if the keys move here, the chosen one stands out."""
        rows = [FactRow(one.name, one.text) for one in self._said] or [FactRow("Looking back.")]
        chosen = self._said.index(self.chosen) if is_active and self.chosen else -1
        self._list.show(rows, chosen)
        if chosen >= 0 and self._row == 0:
            self.scroll_home(animate=False)  # to the heading above it
        elif chosen >= 0:
            self.scroll_to_region(self._list.chosen_region(), animate=False)

    def on_fact_list_pointed(self, message: FactList.Pointed) -> None:
        """Choose the sentence that was clicked."""
        message.stop()
        row = self._sentences.index(self._said[message.place])
        was_chosen, self._row = row == self._row, row
        self.post_message(self.Pointed(was_chosen=was_chosen))

    @property
    def _sentences(self) -> list[Saying]:
        """All rows but the headings."""
        return [one for one in self._said if one.text]
