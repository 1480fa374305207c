"""The heel raises until tired, played and counted; the form that follows records them."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.session_clock import SessionClock, only_here
from coach.domain.routine.kinds import Foot
from coach.domain.session.heel_raises import HEEL_RAISES, heel_raise_phases, raises_done
from coach.domain.session.player import Player, begin
from coach.errors import RefusedError
from coach.wording.measurements import NO_HEEL_RAISES


class HeelRaiseTest(SessionClock):
    """Counts the raises of each leg."""

    def __init__(self, coach: Coach) -> None:
        """Begin with the left leg.

        Raises:
            RefusedError: if they are a risk today, or another window plays a session.
        """
        if not coach.measuring.may_raise_heels():
            raise RefusedError(NO_HEEL_RAISES)
        phases = heel_raise_phases(coach.routine.player.get_ready)
        player = begin(HEEL_RAISES, phases, coach.clock.now())
        super().__init__(coach, only_here(coach), HEEL_RAISES, player)
        self.counts: dict[Foot, int] = {}
        """The raises of each leg that has begun."""

    @property
    def is_enough(self) -> bool:
        """Whether anything was counted."""
        return any(self.counts.values())

    @property
    def would_lose(self) -> bool:
        """Nothing is lost: what was counted is kept."""
        return False

    def _set(self, player: Player) -> None:
        if player.phase.foot:
            self.counts[player.phase.foot] = raises_done(player)
        super()._set(player)
