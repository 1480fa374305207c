"""The full screen: it shows the day, and follows the schedule, the journal and the config file."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.actions import SkipAction
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.driver import Driver
from textual.events import Event
from textual.filter import LineFilter
from textual.screen import Screen

from coach.config.editing import set_value
from coach.config.keymap.actions import EVERYWHERE, Keys
from coach.core.coach import Coach
from coach.errors import CoachError, ConfigError
from coach.runtime.change_watch import ChangeWatch
from coach.system.process_lock import ProcessLock
from coach.tui.attention import Attention
from coach.tui.breakpoints import BY_COLUMNS, BY_ROWS
from coach.tui.keymap import FIRST_START_ID, bindings, keymap
from coach.tui.leaving import HANGUP
from coach.tui.messages import DayRedrawn, ThemeTried
from coach.tui.printing import Printable
from coach.tui.themes import Themes, roles_of
from coach.tui.toasts import ToastApp
from coach.tui.today.screen import TodayScreen
from coach.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from coach.runtime.resident import Resident
    from coach.system.service import ServiceManager

_POLL_EVERY = 1.0
"""Seconds between checks for changes from outside; the memory of closed screens is freed, too."""
_BEAT_EVERY = 5.0
"""Seconds between heartbeats: the schedule wakes, and unsaved entries are tried."""
_LOG = logging.getLogger("coach.tui")


class CoachApp(ToastApp):
    """Runs until the runner quits; all its knowledge is in the coach."""

    TITLE = "Coach"
    CSS_PATH = "coach.tcss"
    HORIZONTAL_BREAKPOINTS = BY_COLUMNS
    VERTICAL_BREAKPOINTS = BY_ROWS

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*EVERYWHERE),
        # First of all keys, since a modal screen has none of the app's.
        Binding("ctrl+c", "help_quit", show=False, priority=True),
    ]

    def __init__(
        self,
        coach: Coach,
        *,
        start: str | None = None,
        heading: str = "",
        first_start: Callable[[], ServiceManager] | None = None,
    ) -> None:
        """Show the day of `coach`.

        Args:
            coach: the one object behind all screens.
            start: a step to begin with at once.
            heading: shown at the top of the day instead of a greeting.
            first_start: asks a new runner; finds out how this system starts reminders.
        """
        super().__init__()
        self.animation_level = "none"  # a page that glides draws and keeps all lines on its way
        self.coach = coach
        self._start = start
        self._first_start = first_start
        self._today = TodayScreen(coach, heading)
        self._resident: Resident | None = None
        self._watch = ChangeWatch(coach)
        self._attention = Attention(self)
        self._minute = self._minute_now()
        self._last_message = self._trouble = ""
        self._keymap_set: dict[str, str] = {}
        self._heard: dict[signal.Signals, Any] = {}
        self._printable = Printable()
        self._polls_to_free = 0
        self._had_problems = False
        self.themes = Themes(self, coach, self._tell_once)
        self.themes.wear()
        self._follow_keys()

    def get_driver_class(self) -> type[Driver]:
        """A driver that survives a terminal that stalls or goes away, which Textual's does not."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from coach.tui.driver import TerminalDriver  # noqa: PLC0415 - there is none on Windows

        return TerminalDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filter that each line passes before it goes to the terminal."""
        others = tuple(super().get_line_filters())
        if others != self._printable.others:
            self._printable = Printable(*others)
        return [self._printable]

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - as in Textual
        """Apply a new theme; before the first screen, only its colours have to be known."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Start with Today."""
        return self._today

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Coach's roles, for themes that do not define them."""
        return roles_of(self.current_theme)

    async def on_event(self, event: Event) -> None:
        """Note signs that the runner is there."""
        self._attention.note(event)
        await super().on_event(event)

    def on_load(self) -> None:
        """Before the first picture: from now on the terminal must be restored."""
        self._leave_on_signals()

    @property
    def keys(self) -> Keys:
        """The keys in force."""
        return Keys(self.coach.routine.keys)

    @property
    def today(self) -> TodayScreen:
        """The screen with the day, below all others."""
        return self._today

    def on_ready(self) -> None:
        """After the first picture: load the rest, and begin to listen."""
        gc.freeze()
        gc.enable()
        self._style_other_screens()
        self.themes.watch()
        if self._first_start:
            self._ask_first(self._first_start)
        else:
            self._begin_reminding()
        self.set_interval(_POLL_EVERY, self._poll)
        self.set_interval(_BEAT_EVERY, self._beat)
        if self._start:
            self._today.start_step(self._start)

    def _style_other_screens(self) -> None:
        self.stylesheet.read(Path(__file__).with_name("screens.tcss"))
        if self.screen is not self._today:
            self.refresh_css(animate=False)

    async def on_unmount(self) -> None:
        """Announce nothing more."""
        if self._resident:
            await self._resident.finish()
        for number, before in self._heard.items():
            signal.signal(number, before)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top; its memory is freed with the second poll from now."""
        self._polls_to_free = 2
        return super().pop_screen()

    def on_day_changed(self) -> None:
        """React to something that was recorded here."""
        self._day_again()

    def action_command_palette(self) -> None:
        """Find any command of any screen."""
        from coach.tui.palette import Palette  # noqa: PLC0415 - not for the first frame

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette())

    def action_help(self) -> None:
        """Show what each key does on this screen, or close that again."""
        from coach.tui.dialogs.help import HelpScreen  # noqa: PLC0415 - seldom needed

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
        elif not isinstance(self.screen, CommandPalette):
            self.push_screen(HelpScreen(self.screen))

    def action_theme(self) -> None:
        """Choose a theme, which is shown while the cursor is on it."""
        from coach.tui.dialogs.theme_picker import ThemePicker  # noqa: PLC0415 - seldom needed

        self.push_screen(ThemePicker(self.themes, self.choose_theme))

    def on_command_palette_closed(self, message: CommandPalette.Closed) -> None:
        """Restore the theme if none was chosen."""
        if not message.option_selected:
            self.themes.wear()

    def choose_theme(self, name: str) -> None:
        """Use a theme, and save it in the config file."""
        self.theme = name
        try:
            set_value(self.coach.config, "theme", name)
        except ConfigError as error:
            self._tell_once(str(error))

    def on_theme_tried(self, message: ThemeTried) -> None:
        """Show a theme without saving it, or go back to the saved one."""
        self.themes.try_on(message.theme)

    def action_suspend_process(self) -> None:
        """Go back to the shell, on ctrl+z; its `fg` brings Coach back."""
        suspend = getattr(self._driver, "suspend_group", lambda: False)
        if not suspend():
            self.notify("There is no shell to go back to; ctrl+q quits.")

    def action_help_quit(self) -> None:
        """Say how to quit, on ctrl+c; with a text selected, ctrl+c copies it instead."""
        is_copying = self.screen.get_selected_text() or getattr(self.focused, "selected_text", "")
        if is_copying or self.screen.id == FIRST_START_ID:  # it has a sentence of its own
            raise SkipAction
        quits = self.keys.sentence(("today.quit", "quits; everything is saved"))
        if not quits or self.screen is not self._today:
            quits = "ctrl+q quits; what you have recorded is saved."
        self.clear_notifications()
        self.notify(quits)

    def _leave_on_signals(self) -> None:
        """Restore the terminal, and let demos clean up, when the terminal is closed.

        A handler of asyncio's would be lost while very many keys wait to be handled.
        """
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            # Windows has neither signal, and only a main thread receives signals.
            with suppress(AttributeError, ValueError):
                number = getattr(signal, name)
                self._heard[number] = signal.signal(number, lambda *_: self._leave(loop))

    def _leave(self, loop: asyncio.AbstractEventLoop) -> None:
        """End, whatever state the terminal is in."""
        from coach.tui.driver import end_for_sure  # noqa: PLC0415 - there are no signals on Windows

        end_for_sure()
        loop.call_soon_threadsafe(partial(self.exit, return_code=HANGUP))

    def _ask_first(self, way: Callable[[], ServiceManager]) -> None:
        """Ask a new runner first; reminders begin with the answers."""
        from coach.tui.first_start.opening import open_first_start  # noqa: PLC0415 - only once

        open_first_start(
            self,
            self.coach,
            way,
            then=self._begin_reminding,
            ask_about=lambda asks_foot: self._today.ask_about(asks_foot=asks_foot),
        )

    def _begin_reminding(self) -> None:
        from coach.reminders.alerting import Alerting  # noqa: PLC0415 - waits for the first frame
        from coach.reminders.reminder_loop import ReminderLoop  # noqa: PLC0415 - as above
        from coach.runtime.resident import Resident  # noqa: PLC0415 - as above
        from coach.tui.in_app import InApp  # noqa: PLC0415 - as above

        alerting = Alerting(self.coach, self._write, InApp(self, self._today, self._attention))
        reminding = ReminderLoop(
            self.coach,
            alerting.post,
            "full screen",
            do_not_disturb=alerting.do_not_disturb,
            others_remind=ProcessLock(self.coach.journal.path, "remind").is_held,
        )
        self._resident = Resident(
            self.coach,
            alerting,
            reminding,
            self._tell_of_what_came,
            self._day_again,
            screen=ProcessLock(self.coach.journal.path, "screen"),
        )
        self._resident.start()

    def _tell_of_what_came(self, _: str, title: str, text: str) -> None:
        self.notify(text, title=title, markup=False)

    def _write(self, text: str) -> None:
        """Write to the terminal between two pictures."""
        if self._driver:
            self._driver.write(text)

    def _poll(self) -> None:
        """Notice changes from outside: in the journal, the config file, the clock, the day."""
        if self._polls_to_free:
            self._free_closed_screens()
        try:
            self.themes.poll()
            if self._watch.has_changed():
                self.themes.wear()
                self._follow_keys()
                self._day_again()
                self._tell_of_config()
            elif self._minute != self._minute_now() or self._has_status_changed():
                self._today.show_day()
        except CoachError as error:
            self._trouble = str(error)
            self._tell_once(self._trouble)
        else:
            if self._last_message == self._trouble:
                self._last_message = ""  # so that it is shown again if it comes back
        self._minute = self._minute_now()

    def _tell_of_config(self) -> None:
        """Show that the config file has problems: the first one on any screen, a hint on Today."""
        problems = self.coach.routine_file.problems
        if problems and self.screen is not self._today:
            self.notify("\n".join(problems[:2]), severity="error", markup=False)
        elif self._had_problems and not problems:
            self.clear_notifications()
        self._had_problems = bool(problems)

    def _has_status_changed(self) -> bool:
        """Whether a step became due, or was missed, since the day was drawn."""
        return any(one.at <= self.coach.clock.now() for one in self._today.coming[:1])

    def _beat(self) -> None:
        """Do what is not urgent."""
        try:
            if self._resident:
                self._resident.beat()
        except CoachError as error:
            self._tell_once(str(error))

    def _free_closed_screens(self) -> None:
        from coach.tui.memory import free_closed_screens  # noqa: PLC0415 - not for the first frame

        self._polls_to_free -= 1
        if not self._polls_to_free:
            # Called as a message, so that the app's own loop keeps none of the screen's.
            self.call_later(free_closed_screens)

    def _day_again(self) -> None:
        self._today.show_day()
        if self._resident:
            self._resident.reminding.follow()
        for screen in self.screen_stack[-1:]:
            screen.post_message(DayRedrawn())

    def _minute_now(self) -> str:
        return f"{self.coach.clock.now():%H:%M}"

    def _follow_keys(self) -> None:
        """Apply the keys of the routine, and show them."""
        changes = keymap(self.keys)
        if changes != self._keymap_set:
            self._keymap_set = changes
            self.set_keymap(changes)
            for screen in self.screen_stack:
                for bar in screen.query(KeyBar):
                    bar.refresh()

    def _tell_once(self, text: str) -> None:
        """Say what is wrong, but not every half second."""
        if text != self._last_message:
            self._last_message = text
            self.notify(text, severity="error", markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """Show a sentence for errors that the user can fix; leave others to Textual."""
        if self.return_code == HANGUP:  # a half-open screen may lack a part
            _LOG.info("While it was ended: %r", error)
        elif isinstance(error, CoachError):
            self.exit(return_code=1, message=str(error))
        else:
            _LOG.exception("The full screen failed", exc_info=error)
            super()._handle_exception(error)
