"""The full screen: shows the day, listens to the schedule, the journal and the config file."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.screen import Screen

from coach.coach import Coach
from coach.config.editing import set_value
from coach.domain.day import Moment, MomentKind, PlannedStep, Status
from coach.domain.routine import StepKind
from coach.domain.units import span_text
from coach.errors import CoachError, ConfigError
from coach.tui import themes
from coach.tui.commands import HELP_ID, TODAY
from coach.tui.messages import DayRedrawn
from coach.tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from coach.schedule import Schedule

_LOOK_EVERY = 0.5
"""Seconds between looks for what changed outside."""
_BEAT_EVERY = 5.0
"""Seconds between heartbeats: the schedule wakes, the zone is read, unsaved entries are tried."""
_ASKING = frozenset({MomentKind.DUE, MomentKind.REPEAT})
_TEXTUALS_COMMANDS = frozenset({"Theme"})
_CLOCK_MOVED = timedelta(seconds=2)
_LOG = logging.getLogger("coach.tui")


class CoachApp(App[None]):
    """Runs until the runner quits; all that it knows is in the coach."""

    TITLE = "Coach"
    CSS_PATH = "coach.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it as an attribute
        (0, "-narrow"),
        (76, "-normal"),
        (110, "-wide"),
        (160, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - as above

    def __init__(self, coach: Coach, *, start: str | None = None, heading: str = "") -> None:
        """Show the day of `coach`.

        Args:
            coach: the one object behind all screens.
            start: a step to begin with at once.
            heading: what stands at the head of the day in place of a greeting.
        """
        super().__init__()
        self.coach = coach
        self._start = start
        self._today = TodayScreen(coach, heading)
        self._schedule: Schedule | None = None
        self._minute = self._minute_now()
        self._since = coach.clock.now()
        self._seen = (self._since, time.monotonic())
        self._told = ""
        self._follow_theme()

    def get_default_screen(self) -> Screen[None]:
        """Today is where everything starts."""
        return self._today

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Coach's roles, for themes that do not know of them."""
        return themes.roles_of(self.current_theme)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of Today, and the themes."""
        if screen is self._today:
            for command in TODAY:
                run = partial(self.run_action, f"screen.{command.action}")
                yield SystemCommand(command.label.capitalize(), command.help, run)
        textuals = super().get_system_commands(screen)
        yield from (one for one in textuals if one.title in _TEXTUALS_COMMANDS)

    def on_load(self) -> None:
        """Before the first picture: from now on the terminal is ours to restore."""
        self._leave_on_signals()

    def on_ready(self) -> None:
        """The first picture stands: now load the rest and begin to listen."""
        gc.freeze()
        gc.enable()
        for name in themes.shipped():
            if name not in self.available_themes:
                self.register_theme(themes.load(name))
        self._begin_schedule()
        self.set_interval(_LOOK_EVERY, self._look)
        self.set_interval(_BEAT_EVERY, self._beat)
        if self._start:
            self._today.start_step(self._start)

    def on_unmount(self) -> None:
        """Trigger nothing more."""
        if self._schedule:
            self._schedule.stop()

    def on_day_changed(self) -> None:
        """Something was recorded here."""
        self._day_again()

    def watch_theme(self, name: str) -> None:
        """A theme chosen from the palette is kept in the config file."""
        if self._schedule is None or name == self.coach.routine.theme:
            return
        try:
            set_value(self.coach.config, "theme", name)
        except ConfigError as error:
            self._tell_once(str(error))

    def action_help_quit(self) -> None:
        """What ctrl+c says."""
        self.notify("q leaves; everything is kept.", timeout=4)

    def _leave_on_signals(self) -> None:
        """Restore the terminal, and let demos clean up, when the terminal is closed."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            # Windows has neither the one nor the other.
            with suppress(AttributeError, NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), self.exit)

    def _begin_schedule(self) -> None:
        from coach.schedule import Schedule  # noqa: PLC0415 - APScheduler waits for the first frame

        self._schedule = Schedule(self._on_moment)
        self._schedule.start()
        self._plan()

    def _plan(self) -> None:
        if self._schedule:
            # From the start on: what came due at once, or while the machine slept, is told too.
            self._since = min(self._since, self.coach.clock.now())
            self._schedule.plan(self._moments())

    def _moments(self) -> list[Moment]:
        """When to remind; and when a step is missed in silence, so that the day shows it."""
        reminders = self.coach.reminders(self._since)
        told = {(moment.step, moment.at) for moment in reminders}
        changes = self._today.day.moments(self._since)
        return [*reminders, *(one for one in changes if (one.step, one.at) not in told)]

    def _look(self) -> None:
        """Notice what changed outside: the journal, the config file, the clock, the day."""
        try:
            changed = self.coach.changes()
            moved = self._clock_moved()
            if changed or moved or self._day_turned():
                self._follow_theme()
                self._day_again()
            elif self._minute != self._minute_now():
                self._today.show_day()
        except CoachError as error:
            self._tell_once(str(error))
        self._minute = self._minute_now()

    def _beat(self) -> None:
        """What need not be noticed at once."""
        if self._schedule:
            self._schedule.wake()
        try:
            saved = bool(self.coach.unsaved) and self.coach.save_again()
            if self.coach.follow_zone() or saved:
                self._day_again()
        except CoachError as error:
            self._tell_once(str(error))

    async def _on_moment(self, moment: Moment) -> None:
        """Remind of what still holds; whatever changed shows in the day."""
        self._day_again()
        now = self.coach.clock.now()
        planned = self._today.day.find(moment.step)
        # While the app closes there is no screen any more.
        if self.coach.is_quiet() or not self.screen_stack:
            return
        if moment.kind is MomentKind.PAUSE_OVER:
            self.notify("Reminders are on again.", timeout=15)
        elif planned and moment.kind in _ASKING and planned.status(now) is Status.DUE:
            self._alert(planned)
        elif planned and moment.kind is MomentKind.HEADS_UP:
            self._give_heads_up(planned, now)

    def _give_heads_up(self, planned: PlannedStep, now: datetime) -> None:
        if planned.due and planned.due > now:
            wait = span_text((planned.due - now).total_seconds())
            self.notify(f"{planned.step.name} in {wait}.", markup=False, timeout=15)

    def _alert(self, planned: PlannedStep) -> None:
        if self.screen.id == HELP_ID:
            self.pop_screen()
        is_in_front = self.screen is self._today
        if is_in_front:
            self._today.choose(planned.step.id)
        how = (
            "Enter marks it done." if planned.step.kind is StepKind.REMINDER else "Enter starts it."
        )
        told = how if is_in_front else "It waits on the day's list."
        self.clear_notifications()
        self.notify(told, title=f"Due: {planned.step.name}", markup=False, timeout=15)
        self.bell()

    def _day_again(self) -> None:
        self._today.show_day()
        self._plan()
        for screen in self.screen_stack[-1:]:
            screen.post_message(DayRedrawn())

    def _clock_moved(self) -> bool:
        """Whether the wall clock jumped since the last look."""
        (wall, steady), self._seen = self._seen, (self.coach.clock.now(), time.monotonic())
        gone = timedelta(seconds=self._seen[1] - steady)
        return abs(self._seen[0] - wall - gone) > _CLOCK_MOVED

    def _day_turned(self) -> bool:
        return not self._today.day.starts <= self.coach.clock.now() < self._today.day.ends

    def _minute_now(self) -> str:
        return f"{self.coach.clock.now():%H:%M}"

    def _follow_theme(self) -> None:
        """Use the theme of the routine, or the shipped one where there is no such theme."""
        name = self.coach.routine.theme
        try:
            if name not in self.available_themes:
                self.register_theme(themes.load(name))
        except ConfigError as error:
            self._tell_once(str(error))
            name = themes.DEFAULT
            self.register_theme(themes.load(name))
        if self.theme != name:
            self.theme = name

    def _tell_once(self, text: str) -> None:
        """Say what is wrong, but not every half second."""
        if text != self._told:
            self._told = text
            self.notify(text, severity="error", markup=False, timeout=20)

    def _handle_exception(self, error: Exception) -> None:
        """A sentence for what the person can mend; Textual's own way for what we must."""
        if isinstance(error, CoachError):
            self.exit(return_code=1, message=str(error))
        else:
            _LOG.exception("The full screen failed", exc_info=error)
            super()._handle_exception(error)
