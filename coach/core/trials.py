"""Trials by lot: begin one, end it, and look at what it says."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from coach.core.days import Days
from coach.domain.events.types import PainChecked, TrialAid, TrialEnded, TrialStarted
from coach.domain.history.trial import SEEDS, Trial
from coach.domain.history.trial_result import TrialResult, result_of
from coach.errors import RefusedError
from coach.journal.ledger import Ledger, alone
from coach.wording.trial import NAMES

_DAY = timedelta(days=1)


class Trials:
    """One change at a time."""

    def __init__(self, ledger: Ledger, days: Days) -> None:
        self._ledger = ledger
        self._days = days

    @alone
    def start(self, aid: TrialAid) -> Trial:
        """Begin a trial today, and draw the lot.

        Raises:
            RefusedError: if one is under way, or a warning sign rules out ice.
        """
        today = self._days.present_day()
        if before := self._days.trial_on(today):
            raise RefusedError(
                f"A trial of {NAMES[before.aid]} is under way; one change at a time. "
                "`coach trial end` ends it."
            )
        if aid is TrialAid.BEDTIME_ICE and self._days.judgement().no_ice:
            raise RefusedError("You told Coach that ice is not for you; ask a clinician first.")
        from secrets import randbelow  # noqa: PLC0415 - loads OpenSSL, 3 MB, for one draw

        seed = randbelow(SEEDS)
        self._ledger.record_new(TrialStarted, today, aid=aid, seed=seed)
        return Trial(aid, today, seed)

    @alone
    def end(self) -> Trial:
        """End the trial under way.

        Raises:
            RefusedError: if there is none.
        """
        today = self._days.present_day()
        trial = self._days.trial_on(today)
        if trial is None:
            raise RefusedError("There is no trial to end; `coach trial tape` begins one.")
        self._ledger.record_new(TrialEnded, today)
        return replace(trial, ended=today)

    def between(self, first: date, last: date) -> list[tuple[Trial, TrialResult]]:
        """The trials with a day in a span, oldest first, and what they say so far."""
        found = [one for one in self._days.trials() if one.first <= last and one.last >= first]
        return [(one, self.result(one)) for one in found]

    def result(self, trial: Trial) -> TrialResult:
        """What a trial says so far."""
        checks = self._ledger.between(trial.first, trial.last + 2 * _DAY, PainChecked)
        return result_of(trial, {one.day: one for one in checks if isinstance(one, PainChecked)})
