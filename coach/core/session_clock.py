"""A session on the clock, which the runner steers; nothing of it is recorded here.

The clock is that of `coach.domain.session.player`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from coach.core.coach import Coach
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.routine.model import Session
from coach.domain.session import player as play
from coach.domain.session.player import Player
from coach.domain.session.timeline import session_seconds
from coach.errors import JournalError, RefusedError
from coach.system.process_lock import ProcessLock

MORE_SECONDS = 10
_LEAST_WORK = 1.0
"""Seconds; less passes when an exercise is skipped, and does not count as exercise."""
_ENOUGH = 0.5
"""The share of its exercise time from which on a session counts as done."""


class SessionClock:
    """What every front end shows of a session, and the keys that steer it."""

    def __init__(self, coach: Coach, lock: ProcessLock, session: Session, player: Player) -> None:
        """Begin with a player, and with the right to play that `only_here` gives."""
        self.session = session
        self.player = player
        self._coach = coach
        self._presence = lock

    @property
    def name(self) -> str:
        """What it is called."""
        return self.session.name

    @property
    def worked(self) -> float:
        """Seconds of work in this session."""
        return sum(map(self._worked_in, range(len(self.player.worked))))

    def has_worked_in(self, position: int) -> bool:
        """Whether work was done in an exercise."""
        return self._worked_in(position) > 0

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
        """Whether it was done or skipped in another window meanwhile."""
        return False

    def tick(self) -> None:
        """Bring the session to the present instant."""
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
        if self.has_ended and not had_ended:
            self.leave()


def only_here(coach: Coach) -> ProcessLock:
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
