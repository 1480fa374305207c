"""A list in which typing finds something: Textual's palette, with keys of Coach's own."""

from __future__ import annotations

from textual import on
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

_TICK = 0.01
"""Seconds between two looks whether the list shows what was typed."""


class SearchList(CommandPalette):
    """Textual's palette with keys of our own; enter means what was typed just before it."""

    _sought = ""

    @on(Input.Changed)
    def note_what_is_sought(self, event: Input.Changed) -> None:
        """From now on the list follows what is typed."""
        self._sought = event.value

    @on(Input.Submitted)
    def leave_enter_alone(self, event: Input.Submitted) -> None:
        """Enter arrives here only if another key chooses."""
        event.prevent_default()

    def action_choose(self) -> None:
        """Take what is marked, once the list shows what was typed."""
        found = self.query_one(CommandList)
        if self._is_behind():
            self.set_timer(_TICK, self.action_choose)
        elif found.highlighted is None:
            found.action_first()
        elif found.option_count:
            found.action_select()

    def _is_behind(self) -> bool:
        gathering = (one for one in self.workers if one.group == self._GATHER_COMMANDS_GROUP)
        is_read = self._sought == self.query_one(Input).value
        return not is_read or any(not one.is_finished for one in gathering)
