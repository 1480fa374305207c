"""A session under way as the coach keeps it, the same in every front end.

The clock is that of `coach.domain.player`. Here it is begun where the session was left, and each
exercise that is behind is recorded, so that a crash costs little, whatever was open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from coach.coach import Coach
from coach.domain import player as play
from coach.domain.day import Facts
from coach.domain.player import Player
from coach.domain.routine import SessionKind
from coach.domain.timeline import lay_out

MORE_SECONDS = 10


class Playing:
    """The session of a step, from the exercise where it was left."""

    def __init__(self, coach: Coach, step: str) -> None:
        """Take a session up; the coach was told already that it starts."""
        day = coach.today()
        planned = coach.find(step)
        self.step = planned.step
        self.session = day.routine.sessions[planned.step.session or ""]
        self._coach = coach
        self._day = coach.present_day()
        self._is_first = planned.facts.done is None
        facts = planned.facts if self._is_first else Facts()
        self.behind = facts.finished if facts.finished < len(self.session.exercises) else 0
        """How many exercises were done before it was taken up again."""
        self.player = self._taken_up(facts)
        self._worked_before = facts.worked if self.behind else 0.0
        self._recorded = self.behind

    def _taken_up(self, facts: Facts) -> Player:
        """The session from its start, or from where it was left.

        Ice that was stopped, or lost its screen, goes on from the time it has had already.
        """
        now, routine = self._coach.clock.now(), self._coach.routine
        # On the road nobody gets ready again between walking and jogging.
        is_run = self.session.kind is SessionKind.RUN
        get_ready = 0 if is_run else routine.player.get_ready
        phases = lay_out(self.session, routine.profile.foot, get_ready)
        if self.session.kind is SessionKind.ICE:
            return play.begin(self.session, phases, now - facts.elapsed(now))
        return play.begin(self.session, phases, now, self.behind)

    @property
    def worked(self) -> float:
        """Seconds of work in this session, those before it was taken up again included."""
        return self._worked_before + sum(self.player.worked)

    @property
    def has_ended(self) -> bool:
        """Whether the session is over."""
        return self.player.ended is not None

    def is_settled_elsewhere(self) -> bool:
        """Whether the step was done or skipped in another window meanwhile."""
        planned = self._coach.today().find(self.step.id)
        settled = planned and (planned.facts.done or planned.facts.skipped)
        return bool(settled) and not self.has_ended and self._is_first

    def look(self) -> None:
        """Bring the session to the present instant, and record what is behind by then."""
        self._set(play.look(self.player, self._coach.clock.now()))

    def pause_or_go_on(self) -> None:
        """Stop the clock, or let it go on."""
        self._turn(play.resume if self.player.is_paused else play.pause)

    def go_next(self) -> None:
        """Go on to the next set."""
        self._turn(play.next_set)

    def go_back(self) -> None:
        """This set anew, or the one before; after a gap this one."""
        self._turn(play.restart_set if self.player.away else play.back)

    def add_more(self) -> bool:
        """Ten more seconds, as far as the exercise allows; says whether it allowed any."""
        before = self.player.length
        self._turn(lambda player, now: play.add(player, MORE_SECONDS, now))
        return self.player.length != before or self.has_ended

    def stop(self) -> None:
        """Leave; what was done is kept."""
        if not self.has_ended:
            self.look()
        if not self.has_ended:
            self._coach.stop(self.step.id, self._day)

    def _turn(self, change: Callable[[Player, datetime], Player]) -> None:
        self.look()
        if not self.has_ended:
            self._set(change(self.player, self._coach.clock.now()))

    def _set(self, player: Player) -> None:
        had_ended, self.player = self.has_ended, player
        if player.ended is None:
            self._record_exercises(player.phase.position)
        elif not had_ended:
            self._record_exercises(len(self.session.exercises))
            self._record_end(player.ended)

    def _record_exercises(self, until: int) -> None:
        """Keep the exercises that are behind; going back does not take them away."""
        while self._recorded < until:
            exercise = self.session.exercises[self._recorded]
            seconds = round(self.player.worked[self._recorded], 1)
            self._coach.exercise_done(self.step.id, self._day, self._recorded, exercise.id, seconds)
            self._recorded += 1

    def _record_end(self, at: datetime) -> None:
        """Nothing is done by passing over all of it."""
        if self.worked:
            self._coach.finish(self.step.id, self._day, at)
        else:
            self._coach.stop(self.step.id, self._day)
