"""Coach: the one object that the full screen, the commands and the reminders share.

It is made of parts, each with its own state, and gives access to them:

- `routine_file`: the config file, and the last good routine in it.
- `ledger`: the entries in force, including those that could not be saved yet.
- `days`: each coach day and what its heel allows, worked out from these two.
- `record`, `runs`, `breaks`, `trials`, `obstacles`, `measuring`, `maintenance`, `corrections`,
  `imports`: make entries of what the runner and a watch say.
- `level_notes`, `hooks`: follow each recording; they note the level that Coach announces, and
  tell the runner's own programs.

It answers the most frequent questions itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coach.core.days import Days
from coach.core.routine_file import RoutineFile
from coach.domain.day.planned import Day
from coach.domain.events.types import Event
from coach.domain.heel.judgement import Judgement
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Hooks
from coach.errors import CoachError
from coach.journal import Journal
from coach.journal.ledger import Ledger
from coach.system.clock import Clock

if TYPE_CHECKING:
    from coach.core.activity_imports import Imports
    from coach.core.breaks import Breaks
    from coach.core.corrections import Corrections
    from coach.core.hooks import HookRunner
    from coach.core.level_notes import LevelNotes
    from coach.core.maintenance import MaintenanceDay
    from coach.core.measuring import Measuring
    from coach.core.obstacles import Obstacles
    from coach.core.recording import Recording
    from coach.core.runs import Runs
    from coach.core.trials import Trials

_NO_HOOKS = Hooks()


class Coach:
    """The day, and what the runner does about it."""

    def __init__(
        self, config: Path, journal: Journal, clock: Clock, *, retry_unsaved: bool = False
    ) -> None:
        """Read the routine.

        Args:
            config: the user's config file, which need not exist.
            journal: the open journal.
            clock: the time and the zone.
            retry_unsaved: whether entries that cannot be saved just now are kept and tried again,
                as a program that stays open should; otherwise recording them fails.

        Raises:
            ConfigError: if the config file has problems.
        """
        self.config = config
        self.journal = journal
        self.clock = clock
        self.routine_file = RoutineFile(config)
        self.ledger = Ledger(journal, clock, retry_unsaved=retry_unsaved)
        self.days = Days(self.routine_file, self.ledger, clock)
        self.ledger.when_recorded = self._follow_up

    # Writing parts are loaded on first use: programs that only show the day start sooner.

    @cached_property
    def corrections(self) -> Corrections:
        """Corrects, deletes and undoes."""
        from coach.core.corrections import Corrections  # noqa: PLC0415 - see above

        return Corrections(self.ledger, self.days, self.routine_file)

    @cached_property
    def runs(self) -> Runs:
        """Records runs, and compares them with the caps."""
        from coach.core.runs import Runs  # noqa: PLC0415 - see above

        return Runs(self.ledger, self.days, self.corrections)

    @cached_property
    def breaks(self) -> Breaks:
        """Records short days, pauses and days away."""
        from coach.core.breaks import Breaks  # noqa: PLC0415 - see above

        return Breaks(self.ledger, self.days, self.corrections)

    @cached_property
    def trials(self) -> Trials:
        """Begins and ends trials by lot."""
        from coach.core.trials import Trials  # noqa: PLC0415 - see above

        return Trials(self.ledger, self.days)

    @cached_property
    def measuring(self) -> Measuring:
        """Records what is measured every four weeks, and what it found so far."""
        from coach.core.measuring import Measuring  # noqa: PLC0415 - see above

        return Measuring(self.ledger, self.days, self.corrections)

    @cached_property
    def maintenance(self) -> MaintenanceDay:
        """Records what the runner chooses about the maintenance day."""
        from coach.core.maintenance import MaintenanceDay  # noqa: PLC0415 - see above

        return MaintenanceDay(self.ledger, self.days)

    @cached_property
    def obstacles(self) -> Obstacles:
        """Asks what is in the way of a step that is missed again and again."""
        from coach.core.obstacles import Obstacles  # noqa: PLC0415 - see above

        return Obstacles(self.routine_file, self.ledger, self.days)

    @cached_property
    def record(self) -> Recording:
        """Records everything else that the runner does or says."""
        from coach.core.recording import Recording  # noqa: PLC0415 - see above

        return Recording(self.routine_file, self.ledger, self.days, self.corrections)

    @cached_property
    def imports(self) -> Imports:
        """Records each activity of a watch once."""
        from coach.core.activity_imports import Imports  # noqa: PLC0415 - see above

        return Imports(self.ledger, self.days, self.corrections, self.runs)

    @cached_property
    def level_notes(self) -> LevelNotes:
        """Notes each level that Coach announces."""
        from coach.core.level_notes import LevelNotes  # noqa: PLC0415 - see above

        return LevelNotes(self.ledger, self.days)

    @cached_property
    def hooks(self) -> HookRunner:
        """Runs the runner's own programs after a recording."""
        from coach.core.hooks import HookRunner  # noqa: PLC0415 - see above

        return HookRunner(self.routine_file, self.ledger, self.days)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever configured or recorded."""
        return not self.config.exists() and not self.journal.last_id()

    @property
    def routine(self) -> Routine:
        """What the runner configured."""
        return self.routine_file.routine

    @property
    def zone(self) -> tzinfo:
        """The zone of the days."""
        return self.days.zone

    def present_day(self) -> date:
        """The present coach day."""
        return self.days.present_day()

    def today(self) -> Day:
        """The present coach day, worked out at each call."""
        return self.days.today()

    def judgement(self, day: date | None = None) -> Judgement:
        """What the heel allows today, or allowed on a past day, and why."""
        return self.days.judgement(day)

    def _follow_up(self, events: Sequence[Event]) -> None:
        """Do what follows once events are recorded; what fails there breaks no recording."""
        self.days.plan_notes.save()
        told = None
        with suppress(CoachError, OSError, sqlite3.Error):
            told = self.level_notes.note(events)
        if self.routine.hooks != _NO_HOOKS:
            with suppress(CoachError, OSError, sqlite3.Error):
                self.hooks.run(events, told)

    def changes(self) -> bool:
        """Whether the journal or the config file has changed since the last call."""
        has_other_entries, is_other_file = self.ledger.follow(), self.routine_file.follow()
        self.days.plan_notes.save()
        return has_other_entries or is_other_file
