"""Note each plan when it is first seen: no step is missed at an hour before it was there."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from coach.core.routine_file import RoutineFile
from coach.domain.day.in_plan import InPlan, hour_of
from coach.domain.routine.model import Routine
from coach.errors import JournalError
from coach.journal.ledger import Ledger
from coach.journal.planned_steps import Look, PlannedSteps
from coach.system.clock import Clock


class PlanNotes:
    """From when the plan has had its steps."""

    def __init__(self, file: RoutineFile, ledger: Ledger, clock: Clock) -> None:
        self._file = file
        self._ledger = ledger
        self._clock = clock
        self._notes = PlannedSteps(ledger.journal, file.path)
        self._seen: tuple[Routine, Look] | None = None

    def in_plan(self) -> Mapping[str, InPlan]:
        """From when the present plan has had those steps that were not always there."""
        look = self._look()
        return look.in_plan if look else {}

    def save(self) -> None:
        """Save what is new; if that fails, the next call or the next program does it.

        Only between recordings: it would end the step in which nobody else may write.
        """
        with suppress(JournalError):
            look = self._look()
            if look and look.new:
                with self._ledger.hurried():
                    self._notes.save(look.new)
                self._seen = self._file.routine, look._replace(new={})

    def _look(self) -> Look | None:
        """What was found when the present plan was first seen here; None before the first entry."""
        routine = self._file.routine
        if self._seen and self._seen[0] is routine:
            return self._seen[1]
        if not self._ledger.journal.first_id():
            return None
        hours = {one.id: hour_of(one) for one in routine.steps.values()}
        self._seen = routine, self._notes.look(hours, self._clock.now())
        return self._seen[1]
