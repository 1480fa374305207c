"""A session under way as the coach keeps it, the same in every front end.

The clock is that of `coach.domain.session.player`. Here the session is resumed where it was left,
and each finished exercise is recorded, so that little is lost in a crash, whatever was open.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from coach.core.coach import Coach
from coach.domain.day.planned import Facts
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.session import player as play
from coach.domain.session.player import Player
from coach.domain.session.timeline import lay_out, session_seconds
from coach.errors import JournalError, RefusedError
from coach.system.process_lock import ProcessLock

MORE_SECONDS = 10
_LEAST_WORK = 1.0
"""Seconds; less passes when an exercise is skipped, and is no exercise."""
_ENOUGH = 0.5
"""The share of its exercise time from which on a session counts as done."""


class SessionRun:
    """The session of a step, from the exercise where it was left."""

    def __init__(self, coach: Coach, step: str) -> None:
        """Start or resume a session, in one window at a time.

        Raises:
            RefusedError: if the step is no session of today, or another window plays one.
        """
        self._presence = _alone(coach)
        try:
            planned = coach.record.start(step)
        except RefusedError:
            self.leave()
            raise
        day = coach.today()
        self.step = planned.step
        self.session = day.routine.sessions[planned.step.session or ""]
        self._coach = coach
        self._day = coach.present_day()
        self._is_first = planned.facts.done is None
        facts = planned.facts if self._is_first else Facts()
        self.behind = facts.finished if facts.finished < len(self.session.exercises) else 0
        """How many exercises were done or skipped before it was resumed."""
        self._exercised_before = facts.exercised if self.behind else frozenset()
        self.player = self._taken_up(facts)
        self._worked_before = facts.worked if self.behind else 0.0
        self._recorded = dict.fromkeys(range(self.behind), 0.0)

    def _taken_up(self, facts: Facts) -> Player:
        """The session from its start, or from where it was left.

        Ice that was stopped, or lost its screen, continues from the time it had already.
        """
        now, routine = self._coach.clock.now(), self._coach.routine
        # On the road there is no getting ready between walking and jogging.
        is_run = self.session.kind is SessionKind.RUN
        get_ready = 0 if is_run else routine.player.get_ready
        phases = lay_out(self.session, routine.profile.foot, get_ready)
        if self.session.kind is SessionKind.ICE:
            return play.begin(self.session, phases, now - facts.elapsed(now))
        return play.begin(self.session, phases, now, self.behind)

    @property
    def worked(self) -> float:
        """Seconds of work in this session, including those before it was resumed."""
        return self._worked_before + sum(map(self._worked_in, range(len(self.player.worked))))

    def has_worked_in(self, position: int) -> bool:
        """Whether work was done in an exercise, also before the session was resumed."""
        return position in self._exercised_before or self._worked_in(position) > 0

    def _worked_in(self, position: int) -> float:
        """Seconds of work in an exercise since the session was resumed, as they are recorded."""
        seconds = self.player.worked[position]
        return round(seconds, 1) if seconds >= _LEAST_WORK else 0.0

    @property
    def has_ended(self) -> bool:
        """Whether the session is over."""
        return self.player.ended is not None

    @property
    def part_done(self) -> float:
        """How much of its exercise time was done; 1 is all of it."""
        routine = self._coach.routine
        whole = session_seconds(self.session, routine.profile.foot)
        return self.worked / whole if whole else 0.0

    @property
    def is_enough(self) -> bool:
        """Whether enough was done for the session to count as done."""
        return self.part_done >= _ENOUGH

    @property
    def is_ice_to_come_off(self) -> bool:
        """Whether ice has had its whole time; if it was ended earlier, no time runs over."""
        is_ice = self.session.kind is SessionKind.ICE
        return is_ice and self.has_ended and self.part_done >= 1

    @property
    def would_lose(self) -> bool:
        """Whether leaving now loses some work of the present exercise.

        Ice later continues from the time it had.
        """
        is_ice = self.session.kind is SessionKind.ICE
        player = play.with_work_until(self.player, self._coach.clock.now())
        return not (is_ice or self.has_ended) and player.worked[player.phase.position] > 0

    def is_settled_elsewhere(self) -> bool:
        """Whether the step was done or skipped in another window meanwhile."""
        planned = self._coach.today().find(self.step.id)
        settled = planned and (planned.facts.done or planned.facts.skipped)
        return bool(settled) and not self.has_ended and self._is_first

    def tick(self) -> None:
        """Bring the session to the present instant, and record the exercises finished by then."""
        self._set(play.advance(self.player, self._coach.clock.now()))

    def pause_or_go_on(self) -> None:
        """Stop the clock, or let it continue."""
        self._turn(play.resume if self.player.is_paused else play.pause)

    def go_next(self) -> None:
        """Go on to the next set."""
        self._turn(play.next_set)

    def go_back(self) -> None:
        """Start this set again, or go back to the one before; after a gap always this one."""
        self._turn(play.restart_set if self.player.away else play.back)

    def add_more(self) -> bool:
        """Add ten seconds, within the exercise's limit; says whether any were added."""
        before = self.player.length
        self._turn(lambda player, now: play.add(player, MORE_SECONDS, now))
        return self.player.length != before or self.has_ended

    def stop(self) -> None:
        """Leave; what was done is kept."""
        if not self.has_ended:
            self.tick()
        if not self.has_ended:
            self._coach.record.stop(self.step.id, self._day)
        self.leave()

    def leave(self) -> None:
        """Let another window play."""
        self._presence.leave()

    def _turn(self, change: Callable[[Player, datetime], Player]) -> None:
        self.tick()
        if not self.has_ended:
            self._set(change(self.player, self._coach.clock.now()))

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


def _alone(coach: Coach) -> ProcessLock:
    """The right to play a session, which one window has at a time.

    Raises:
        RefusedError: if another window has it.
    """
    presence = ProcessLock(coach.journal.path, "session")
    with suppress(JournalError):  # Training must work even without a lock.
        if not presence.take():
            raise RefusedError(_played_elsewhere(coach, presence.holder()))
    return presence


def _played_elsewhere(coach: Coach, process: int | None) -> str:
    played = (
        one.step.name
        for one in coach.today().steps
        if one.facts.started and one.step.kind is StepKind.SESSION
    )
    where = f"another window (process {process})" if process else "another window"
    return f"{next(played, 'A session')}: under way in {where}; continue or stop it there."
