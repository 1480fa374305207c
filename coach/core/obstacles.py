"""What is in the way of a step that is missed again and again, and the change to the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from coach.core.days import Days
from coach.core.routine_file import RoutineFile
from coach.domain.day.time_away import away_on
from coach.domain.events.ids import time_of_id
from coach.domain.events.types import (
    ObstacleNamed,
    ObstacleReason,
    PainChecked,
    RunLogged,
    StepChange,
    StepDone,
    StepKey,
    StepStarted,
)
from coach.domain.history.day_record import DayRecord
from coach.domain.history.obstacles import (
    SPAN,
    STARTS_BACK,
    LookBack,
    Obstacle,
    better_hour,
    changes_for,
    last_day_of,
    left_out,
    look_back,
    may_move,
    misses_of,
    to_ask_about,
    usual_start,
)
from coach.domain.routine.model import Step
from coach.domain.units import WallTime
from coach.errors import CoachError, RefusedError
from coach.journal.ledger import Ledger, alone

_DAY = timedelta(days=1)
_SPAN = SPAN * _DAY
_SAID_FOR = 7 * _DAY
"""How long Today says whether a change helped (ours)."""


class Obstacles:
    """Asks about them, records the answer, and changes the plan; past days come as records."""

    def __init__(self, file: RoutineFile, ledger: Ledger, days: Days) -> None:
        self._file = file
        self._ledger = ledger
        self._days = days

    # What to ask, and what to say.

    def to_ask_about(self, days: Sequence[DayRecord]) -> Obstacle | None:
        """The step to ask about, given the records of the last days; none on a day away.

        What a maintenance day leaves out is not asked about.
        """
        today = self._days.present_day()
        if away_on(self._days.times_away(), today):
            return None
        routine = self._days.judge_of(today).routine_ahead(today)
        return to_ask_about(days, self.named(), today, routine)

    def look_back(self) -> timedelta:
        """How far back to look: farther if a change was made lately, to compare with before."""
        since = self._days.present_day() - _SPAN - _SAID_FOR
        is_changed = any(one.changed and one.day >= since for one in self.named())
        return 2 * _SPAN + _SAID_FOR if is_changed else _SPAN

    def of_step(self, step: str, days: Sequence[DayRecord]) -> Obstacle:
        """How often any step was missed in the last two weeks.

        Raises:
            RefusedError: if there is no such step.
        """
        self._step(step)
        first = self._days.present_day() - _SPAN + _DAY
        return Obstacle(step, misses_of(step, (one for one in days if one.day >= first)))

    def named(self) -> list[ObstacleNamed]:
        """The answers so far, oldest first."""
        found = self._ledger.of_kinds(ObstacleNamed)
        return [one for one in found if isinstance(one, ObstacleNamed)]

    def look_backs(self, days: Sequence[DayRecord]) -> list[LookBack]:
        """Whether the changes helped, oldest first, as it looked on the last of these days."""
        if not days:
            return []
        first, last = days[0].day, days[-1].day
        changed = [one for one in self.named() if one.changed and first <= one.day <= last]
        return [look_back(one, days, last) for one in changed]

    def just_over(self, days: Sequence[DayRecord]) -> LookBack | None:
        """The last change that two weeks have passed since, in the week after them."""
        today = self._days.present_day()
        over = [one for one in self.look_backs(days) if one.is_over]
        recent = [one for one in over if today - last_day_of(one.named) <= _SAID_FOR]
        return recent[-1] if recent else None

    def changes(self, step: str, because: ObstacleReason) -> list[StepChange]:
        """The changes to the plan that match a reason, the best first."""
        return changes_for(self._days.routine, self._step(step), because, self.hour(step))

    def may_move(self, step: str) -> bool:
        """Whether a step has one time of day of its own."""
        return may_move(self._step(step))

    def hour(self, step: str) -> WallTime | None:
        """The hour to suggest for a step, from when it was done lately."""
        days, kinds = self._days, (StepStarted, StepDone, PainChecked, RunLogged)
        events = self._ledger.between(days.present_day() - STARTS_BACK, date.max, *kinds)
        timely = (one for one in events if days.day_at(time_of_id(one.order)) == one.day)
        usual = usual_start(timely, step, days.routine.day.starts, days.zone)
        return better_hour(self._step(step), usual, days.routine.reminders.quiet)

    # What the runner answers.

    @alone
    def name(
        self,
        step: str,
        because: ObstacleReason | None,
        change: StepChange | None = None,
        note: str = "",
    ) -> ObstacleNamed:
        """Record what is in the way, and change the plan; with neither, ask no more.

        Raises:
            RefusedError: if the change is not possible for the step.
            ConfigError: if the config file cannot be changed; then nothing is recorded.
        """
        known = self._step(step)
        if change:
            self._possible_or_fail(known, change)
            change = self._file.change_step(step, change)
        named = self._ledger.new(
            ObstacleNamed,
            self._days.present_day(),
            step=step,
            because=because,
            changed=change,
            note=note,
        )
        try:
            self._ledger.record(named)
        except CoachError:
            if change:
                self._file.take_back(step, change)
            raise
        return named

    def _possible_or_fail(self, step: Step, change: StepChange) -> None:
        if change.key is StepKey.AT and not may_move(step):
            raise RefusedError(f"{step.name}: it has no single time of day; change it in the plan.")
        if change.key is StepKey.ENABLED and not left_out(self._days.routine, step):
            raise RefusedError(f"{step.name}: this step cannot be left out.")

    def _step(self, step: str) -> Step:
        known = self._days.routine.steps.get(step)
        if known is None:
            steps = ", ".join(self._days.routine.steps)
            raise RefusedError(f"There is no step `{step}` in the plan; it has {steps}.")
        return known
