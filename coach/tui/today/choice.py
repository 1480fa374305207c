"""Which step of the day is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from coach.tui.slip import Slip


class StepChoice:
    """Follows what comes next, until the runner chooses a step."""

    def __init__(self) -> None:
        self.step: str | None = None
        self._follows = True
        self._slip = Slip()
        self._verb = ""

    def keep_to(self, step: str) -> None:
        """Choose a step, and stay with it."""
        self.step, self._follows, self._slip = step, False, Slip()

    def follow(self) -> None:
        """From the next look on, choose what comes next."""
        self._follows = True

    def update(self, steps: Sequence[str], coming: str | None) -> None:
        """Choose what comes next, unless the runner chose a step that is still there."""
        before = self.step
        if self._follows or before not in steps:
            self.step = coming or (steps[-1] if steps else None)
        if before not in {None, self.step}:
            self._slip.watch()

    def is_slip(self, verb: str) -> bool:
        """Whether a quick second press of the same key was meant for the step before."""
        is_again, self._verb = verb == self._verb, verb
        return is_again and self._slip.is_one()
