"""The way from any screen to any command: here, on a screen below, or on one to be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.screen import Screen

from coach.config.keymap.actions import COMMANDS, PALETTE, ScreenCommand
from coach.config.keymap.screens import (
    ASKING,
    CHOOSING,
    IN_VIEW,
    LEAVING,
    NOT_NOW,
    ON_STEP,
    OPENED_BY,
    SCREENS,
    WRITING,
    is_move,
    title_of,
)
from coach.tui.keymap import commands_of, groups_of

if TYPE_CHECKING:
    from coach.tui.app import CoachApp

_FIRST_START = "Finish the first start, or skip the rest of it."
_ASKED = "Answer or leave the open questions first."
_OPEN = "It is open."
_NO_STEP = "There is no step on the list today."
_CLOSED = "That screen is not open."
_ALWAYS = frozenset({"everywhere.help", "everywhere.suspend"})
"""Also during the first start, which asks for the theme itself and saves nothing before its end."""


class Reached(NamedTuple):
    """A command as it can be done from a screen.

    It is done on `screen`, once the screens above that are closed, and after the action `opener` of
    it. If it cannot be done now, `why_not` is a sentence.
    """

    command: ScreenCommand
    title: str
    screen: Screen[Any] | None
    opener: str = ""
    why_not: str = ""
    is_here: bool = False
    """Whether its key works here too."""

    @property
    def is_useful(self) -> bool:
        """Whether it is worth showing to somebody who looks for nothing yet."""
        is_out_of_view = self.opener and self.command.id in IN_VIEW
        return not (self.why_not or is_move(self.command) or is_out_of_view)

    async def do(self, app: CoachApp) -> None:
        """Do it, or say why that is impossible."""
        app.clear_notifications()
        if self.why_not:
            app.notify(self.why_not, markup=False)
            return
        while self.screen and app.screen is not self.screen:
            await app.screen.dismiss()
        if self.opener:
            await app.today.run_action(self.opener)
            app.screen.call_after_refresh(self._do_there, app)
        else:
            await (self.screen or _owner(app, self.command)).run_action(self.command.action)

    async def _do_there(self, app: CoachApp) -> None:
        """Do it on the screen that was opened for it; what needs a choice is left to the runner."""
        if self.command.id not in {one.id for one in commands_of(app.screen)}:
            app.notify(_not_now(self.command))
        elif self.command.id in CHOOSING:
            key = app.keys.text(self.command.id)
            told = f"Choose one, then press {key}." if key else "Choose one, then do it."
            app.notify(told, markup=False)
        else:
            await app.screen.run_action(self.command.action)


def _owner(app: CoachApp, command: ScreenCommand) -> CoachApp | Screen[Any]:
    return app.today if command.group == "today" else app


def all_reached(app: CoachApp, screen: Screen[Any]) -> Iterator[Reached]:
    """Every command, each once: those of a screen first, then those of Today."""
    reach, seen = _Reach(app, screen), set()
    for command in (*commands_of(screen), *filter(_is_no_second_help, COMMANDS.values())):
        title = title_of(command)
        if title not in seen and command is not PALETTE:
            seen.add(title)
            yield reach.of(command, title)


def _is_no_second_help(command: ScreenCommand) -> bool:
    """Whether it is anything but the help of one screen, which all have alike."""
    return command.name != "help" or command.group == "everywhere"


class _Reach:
    """Knows what is open."""

    def __init__(self, app: CoachApp, screen: Screen[Any]) -> None:
        self._app = app
        stack = app.screen_stack
        self._open = stack[: stack.index(screen) + 1]
        self._here = {one.id for one in commands_of(screen)}
        self._is_first_start = self._holder("first") is not None

    def of(self, command: ScreenCommand, title: str) -> Reached:
        """The way to a command."""
        if command.group == "today" and command.name in ON_STEP and not self._app.today.day.steps:
            return Reached(command, title, None, why_not=_NO_STEP)
        if command.id in self._here:
            return Reached(command, title, self._open[-1], is_here=True)
        if self._is_first_start and command.id not in _ALWAYS:
            return Reached(command, title, None, why_not=_FIRST_START)
        if command.group == "everywhere" or self._goes_over(command):
            return Reached(command, title, None, why_not=self._why_not_over(command))
        if (holder := self._holder(command.group)) is not None:
            return self._on_open_screen(command, title, holder)
        return self._on_new_screen(command, title)

    def _goes_over(self, command: ScreenCommand) -> bool:
        """Whether it needs nothing of Today, to which it belongs."""
        opens = command.id in OPENED_BY or command.name in ASKING | WRITING
        return command.group == "today" and opens

    def _why_not_over(self, command: ScreenCommand) -> str:
        if command.name in ASKING and self._holder("questions") is not None:
            return _ASKED
        opened = OPENED_BY.get(command.id, "")
        holder = self._holder(opened)
        return _OPEN if holder is not None else ""

    def _holder(self, group: str) -> Screen[Any] | None:
        """The open screen that has the actions of a group."""
        return next((one for one in reversed(self._open) if group in groups_of(one)), None)

    def _on_open_screen(self, command: ScreenCommand, title: str, holder: Screen[Any]) -> Reached:
        above = self._open[self._open.index(holder) + 1 :]
        is_there = command.id in {one.id for one in commands_of(holder)}
        why_not = _unfinished(above) if is_there else _not_now(command)
        return Reached(command, title, holder, why_not=why_not)

    def _on_new_screen(self, command: ScreenCommand, title: str) -> Reached:
        kind = SCREENS[command.group]
        if not kind.opener:
            return Reached(command, title, None, why_not=kind.closed)
        if command.name in LEAVING:
            return Reached(command, title, None, why_not=_CLOSED)
        return Reached(command, title, None, COMMANDS[kind.opener].action)


def _unfinished(screens: Sequence[Screen[Any]]) -> str:
    """What has to be finished before some screens can be closed."""
    return next(filter(None, (getattr(one, "unfinished", "") for one in screens)), "")


def _not_now(command: ScreenCommand) -> str:
    return NOT_NOW.get(command.id) or NOT_NOW.get(command.group, "It cannot be done here now.")
