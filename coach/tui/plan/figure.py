"""The figure of the exercise whose dose is on the page, doing it as it is dosed."""

from __future__ import annotations

import os
from datetime import datetime
from functools import lru_cache

from textual.timer import Timer

from coach.config.figures import Figures
from coach.core.coach import Coach
from coach.domain.figures.motion import FRAMES, PhaseTime
from coach.domain.routine.kinds import Foot, SessionKind
from coach.domain.routine.model import Exercise, Routine, Session
from coach.domain.session.timeline import Phase, lay_out
from coach.tui.player.dot_signs import signs_of
from coach.tui.player.figure import FigureView, Scene, may_move
from coach.tui.player.painting import paint

_LONGEST = 6.0
"""Seconds that a phase is shown at most; nothing new is to be seen then."""


class ExerciseFigure(FigureView):
    """Shown where there is room."""

    def __init__(self, coach: Coach) -> None:
        super().__init__(self._scene, signs_of(coach.routine.display.figures, os.environ))
        self._coach = coach
        self._figures = Figures(coach.routine.figures)
        self._exercise: Exercise | None = None
        self._timer: Timer | None = None

    @property
    def is_moving(self) -> bool:
        """Whether a next frame is coming."""
        return self._timer is not None

    def show(self) -> None:
        """Draw the exercise as it is now, and again and again as long as it is shown."""
        super().show()
        paint(self.screen, (self,))
        moves = bool(self._picture) and may_move(self._coach.routine.display)
        if moves and self._timer is None:
            self._timer = self.set_interval(1 / FRAMES, self.show)
        elif not moves and self._timer:
            self._timer.stop()
            self._timer = None

    def show_exercise(self, exercise: Exercise | None) -> None:
        """Show another exercise, or none."""
        self._exercise = exercise
        self.show()

    def _scene(self) -> Scene | None:
        if self._exercise is None or not self.screen.is_active:
            return None
        return _scene_of(
            self._exercise, self._coach.routine, self._figures, self._coach.clock.now()
        )


def _scene_of(exercise: Exercise, routine: Routine, figures: Figures, now: datetime) -> Scene:
    """The exercise at an instant: its phases again and again, the long ones shortened."""
    motion, phases = figures.of(exercise), _phases(exercise, routine.profile.foot)
    into = now.timestamp() % sum(map(_shown, phases))
    before = None
    for phase in phases:
        if into < _shown(phase):
            break
        into, before = into - _shown(phase), phase.kind
    mirrored = phase.foot is Foot.LEFT
    if not may_move(routine.display):
        return Scene(motion, motion.still(phases[0].kind), mirrored)
    time = PhaseTime(phase.kind, into, _shown(phase))
    return Scene(motion, motion.frame(time, before), mirrored)


def _shown(phase: Phase) -> float:
    return min(phase.seconds, _LONGEST)


@lru_cache(maxsize=1)
def _phases(exercise: Exercise, foot: Foot) -> tuple[Phase, ...]:
    alone = Session(id="", name="", kind=SessionKind.STRETCH, exercises=(exercise,))
    return lay_out(alone, foot, get_ready=0)
