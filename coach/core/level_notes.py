"""Note each level that Coach announces, once a recording has decided or changed it.

The level itself is worked out each time. The notes record what was announced, and when, for the
runner's own queries; Coach does not judge by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from coach.core.days import Days
from coach.domain.events.types import (
    EntryRetracted,
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    MaintenanceChosen,
    Overruled,
    PainChecked,
    RunLogged,
    StepDone,
    StepSkipped,
    Trained,
)
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.lookback import RUNS_BACK
from coach.journal.announced_levels import AnnouncedLevel, AnnouncedLevels
from coach.journal.ledger import Ledger

_DECIDING = (
    EntryRetracted,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    MaintenanceChosen,
    Overruled,
    PainChecked,
    RunLogged,
    StepDone,
    StepSkipped,
    Trained,
)
_RECENT = RUNS_BACK + timedelta(days=1)


class ToldLevel(NamedTuple):
    """The level that is announced now, and the one announced before on that day."""

    now: AnnouncedLevel
    before: AnnouncedLevel | None

    @property
    def is_another(self) -> bool:
        """Whether the level itself is another one, and not only its reason."""
        return self.before is None or self.now.level != self.before.level


class LevelNotes:
    """The levels that were announced, day by day."""

    def __init__(self, ledger: Ledger, days: Days) -> None:
        self._ledger = ledger
        self._days = days
        self._notes = AnnouncedLevels(ledger.journal)

    def note(self, events: Sequence[Event]) -> ToldLevel | None:
        """Note today's level if these events, just recorded, have decided or changed it.

        Raises:
            NotSavedError: if that cannot be written just now.
        """
        today = self._days.present_day()
        is_close = (isinstance(one, _DECIDING) and today - one.day <= _RECENT for one in events)
        if self._ledger.unsaved or not any(is_close):
            return None
        judgement, before = self._days.judgement(), self._notes.last(today)
        told = self._told(judgement)
        if not (before or _is_decided(judgement)) or told.says_the_same_as(before):
            return None
        with self._ledger.hurried():
            self._notes.note(told)
        return ToldLevel(told, before)

    def _told(self, judgement: Judgement) -> AnnouncedLevel:
        return AnnouncedLevel(
            day=judgement.day,
            at=self._days.clock.now(),
            level=int(judgement.level),
            row=judgement.verdict.row.id,
            is_prescribed=judgement.is_prescribed,
            is_overruled=judgement.is_overruled,
        )


def _is_decided(judgement: Judgement) -> bool:
    """Whether the morning's check, or a warning sign without it, has decided the day's level."""
    return judgement.verdict.inputs.is_checked or judgement.awaits_clinician
