"""Alerts in the full screen itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from coach.domain.day.planned import MomentKind
from coach.domain.routine.settings import Alerts
from coach.errors import NotHereError, UnseenError
from coach.reminders.alert import SUMMARY, Action, Alert, Urgency
from coach.tui.keymap import HELP_ID, keys_of

if TYPE_CHECKING:
    from coach.tui.attention import Attention
    from coach.tui.today.screen import TodayScreen

_ASKING = frozenset({MomentKind.DUE, MomentKind.REPEAT})


class InApp:
    """Shows an alert on the front screen, and rings."""

    def __init__(self, app: App[Any], today: TodayScreen, attention: Attention) -> None:
        self._app = app
        self._today = today
        self._attention = attention

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Show it; unless somebody is known to be looking, another channel must announce it too.

        Raises:
            UnseenError: in that case.
            NotHereError: while the app closes.
        """
        if not self._app.screen_stack:
            raise NotHereError("the full screen is closing")
        if self._app.screen.id == HELP_ID:
            self._app.pop_screen()
        is_summary = alert.kind == SUMMARY and self._app.screen is self._today
        if not (is_summary and self._today.ask_about_missed(alert)):
            self._show(alert)
        if settings.bell and alert.urgency is not Urgency.LOW:
            self._app.bell()
        if not await self._attention.is_here():
            raise UnseenError("no one seems to be looking at the terminal")

    async def withdraw(self, tag: str) -> None:
        """Do nothing: a note disappears by itself."""

    def _show(self, alert: Alert) -> None:
        title, body = alert.title, alert.body
        if alert.kind in _ASKING:
            title, body = f"Due: {alert.title}", self._how_to_answer(alert)
        self._app.notify(body, title=title, markup=False)

    def _how_to_answer(self, alert: Alert) -> str:
        if self._app.screen is not self._today:
            return "It is on today's list."
        self._today.choose(alert.steps[0])
        is_done_at_once = any(one.action is Action.DONE for one in alert.buttons)
        does = "marks it done" if is_done_at_once else "starts it"
        return keys_of(self._app).sentence(("today.start", does))
