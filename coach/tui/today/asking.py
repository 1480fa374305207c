"""A screen that asks the questions of a form, and says what follows from the answers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.notifications import SeverityLevel
from textual.screen import Screen

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.core.forms.form import Answers, EntryForm


class AskingScreen(Screen[None]):
    """Asks, records, and shows what follows."""

    @abstractmethod
    def _settled(self) -> None:
        """React to something that was done."""

    def _ask(self, form: EntryForm, go_on: Callable[[Answers], None] | None = None) -> None:
        """Ask, record the answers, and say what follows from them; a refusal keeps the form."""
        from coach.tui.dialogs.ask import AskScreen  # noqa: PLC0415 - not for the first frame

        def record(answers: Answers) -> None:
            self._tell(form.record(answers).text)

        def recorded(answers: Answers | None) -> None:
            if answers:
                self._settled()
                if go_on:
                    go_on(answers)

        self.app.push_screen(AskScreen(form.form, record), recorded)

    def _do(self, verb: Callable[[], object], text: str = "") -> bool:
        """Let the coach do something, or show a refusal; says whether it worked."""
        try:
            verb()
        except CoachError as error:
            self._tell(str(error), severity="warning")
            return False
        if text:
            self._tell(text)
        self._settled()
        return True

    def _tell(self, text: str, severity: SeverityLevel = "information") -> None:
        self.app.clear_notifications()
        self.notify(text, severity=severity, markup=False)
