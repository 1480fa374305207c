"""The maintenance day of a recovered runner: begin it, end it, or put the offer off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coach.core.days import Days
from coach.domain.events.types import MaintenanceChoice, MaintenanceChosen
from coach.domain.heel.recovery import Hindrance
from coach.errors import RefusedError
from coach.journal.ledger import Ledger, alone
from coach.wording.maintenance import not_yet_text


class MaintenanceDay:
    """Records what the runner says to it; Coach only offers it."""

    def __init__(self, ledger: Ledger, days: Days) -> None:
        self._ledger = ledger
        self._days = days

    @property
    def is_on(self) -> bool:
        """Whether today is a maintenance day."""
        return self._days.judgement().maintained_since is not None

    @property
    def is_offered(self) -> bool:
        """Whether the rule offers it today."""
        today = self._days.present_day()
        return self._days.judge_of(today).offers_maintenance(today)

    def hindrances(self) -> Mapping[Hindrance, date | None]:
        """Why it is not offered today, each with the first day without it, if that is known."""
        today = self._days.present_day()
        return self._days.judge_of(today).hindrances(today)

    def why_not(self) -> str:
        """Why it is not offered today, in a sentence."""
        return not_yet_text(self.hindrances(), self._days.judgement())

    @alone
    def begin(self) -> None:
        """Begin it today.

        Raises:
            RefusedError: if it is in force already, or not offered.
        """
        if self.is_on:
            raise RefusedError("You are on the maintenance day already.")
        self._fail_unless_offered()
        self._choose(MaintenanceChoice.BEGIN)

    @alone
    def put_off(self) -> None:
        """Let the offer wait.

        Raises:
            RefusedError: if there is none.
        """
        self._fail_unless_offered()
        self._choose(MaintenanceChoice.LATER)

    @alone
    def end(self) -> None:
        """Go back to the full day, today.

        Raises:
            RefusedError: if it is the full day already.
        """
        if not self.is_on:
            raise RefusedError("Today is a full day already.")
        self._choose(MaintenanceChoice.END)

    def _fail_unless_offered(self) -> None:
        if not self.is_offered:
            raise RefusedError(self.why_not())

    def _choose(self, choice: MaintenanceChoice) -> None:
        self._ledger.record_new(MaintenanceChosen, self._days.present_day(), choice=choice)
