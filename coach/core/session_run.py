"""A session under way as the coach keeps it, the same in every front end.

The clock is that of `coach.core.session_clock`. Here the session is resumed where it was left, and
each finished exercise is recorded, so that little is lost in a crash, whatever was open.
"""

from __future__ import annotations

from datetime import datetime

from coach.core.coach import Coach
from coach.core.session_clock import SessionClock, only_here
from coach.domain.day.planned import Facts
from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.model import Session
from coach.domain.session import player as play
from coach.domain.session.player import Player
from coach.domain.session.timeline import planned_phases
from coach.errors import RefusedError


class SessionRun(SessionClock):
    """The session of a step, from the exercise where it was left."""

    def __init__(self, coach: Coach, step: str) -> None:
        """Start or resume a session, in one window at a time.

        Raises:
            RefusedError: if the step is not a session of today, or another window plays one.
        """
        lock = only_here(coach)
        try:
            planned = coach.record.start(step)
        except RefusedError:
            lock.leave()
            raise
        self.step = planned.step
        self._day = coach.present_day()
        self._is_first = planned.facts.done is None
        facts = planned.facts if self._is_first else Facts()
        session = coach.today().routine.sessions[planned.step.session or ""]
        self.behind = facts.finished if facts.finished < len(session.exercises) else 0
        """How many exercises were done or skipped before it was resumed."""
        super().__init__(coach, lock, session, self._taken_up(coach, session, facts))
        self._exercised_before = facts.exercised if self.behind else frozenset()
        self._worked_before = facts.worked if self.behind else 0.0
        self._recorded = dict.fromkeys(range(self.behind), 0.0)

    def _taken_up(self, coach: Coach, session: Session, facts: Facts) -> Player:
        """The session from its start, or from where it was left.

        Ice that was stopped, or lost its screen, continues from the time it had already.
        """
        now, phases = coach.clock.now(), planned_phases(session, coach.routine)
        if session.kind is SessionKind.ICE:
            return play.begin(session, phases, now - facts.elapsed(now))
        return play.begin(session, phases, now, self.behind)

    @property
    def name(self) -> str:
        """What its step is called."""
        return self.step.name

    @property
    def worked(self) -> float:
        """Seconds of work in this session, including those before it was resumed."""
        return self._worked_before + super().worked

    def has_worked_in(self, position: int) -> bool:
        """Whether work was done in an exercise, also before the session was resumed."""
        return position in self._exercised_before or super().has_worked_in(position)

    def is_settled_elsewhere(self) -> bool:
        """Whether the step was done or skipped in another window meanwhile."""
        planned = self._coach.today().find(self.step.id)
        settled = planned and (planned.facts.done or planned.facts.skipped)
        return bool(settled) and not self.has_ended and self._is_first

    def stop(self) -> None:
        """Leave; what was done is kept."""
        if not self.has_ended:
            self.tick()
        if not self.has_ended:
            self._coach.record.stop(self.step.id, self._day)
        self.leave()

    def _set(self, player: Player) -> None:
        had_ended, self.player = self.has_ended, player
        if player.ended is None:
            self._record_exercises(player.phase.position)
        elif not had_ended:
            self._record_exercises(len(self.session.exercises))
            self._record_end(player.ended)
            self.leave()

    def _record_exercises(self, until: int) -> None:
        """Record the finished exercises; after going back, what was done besides."""
        for position in range(until):
            seconds = self._worked_in(position)
            more = round(seconds - self._recorded.get(position, 0.0), 1)
            if more or position not in self._recorded:
                exercise = self.session.exercises[position].id
                self._coach.record.exercise_done(self.step.id, self._day, position, exercise, more)
                self._recorded[position] = seconds

    def _record_end(self, at: datetime) -> None:
        """Record the end; a session that was mostly skipped does not count as done."""
        if self.is_enough:
            self._coach.record.finish(self.step.id, self._day, at)
        else:
            self._coach.record.stop(self.step.id, self._day)
