"""A conversation without a terminal: what is typed, and when, is given beforehand."""

from __future__ import annotations

import io

from coach.plain.console import Console
from support.simulated import Setting


class Speech(Console):
    """Keeps the output, and lets the simulated clock run while it waits.

    A line comes at its second of a wait with a limit; without a limit the `answers` come one after
    another.
    """

    def __init__(self, setting: Setting, *answers: str, **at_second: str) -> None:
        super().__init__(io.StringIO(), io.StringIO())
        self.said: list[str] = []
        self.rings = 0
        self.waited = 0.0
        self.gaps: dict[int, float] = {}
        self._setting = setting
        self._answers = list(answers)
        self._at_second = {int(at.removeprefix("at")): line for at, line in at_second.items()}

    def say(self, *texts: str) -> None:
        self.said += texts

    async def ring(self, times: int = 1) -> None:
        self.rings += times

    async def hear(self, within: float | None = None) -> str | None:
        if within is None:
            self.is_over = not self._answers
            return self._answers.pop(0) if self._answers else None
        self.waited += within
        self._setting.forward(within)
        self._setting.forward(self.gaps.pop(int(self.waited), 0))
        due = [at for at in self._at_second if at <= self.waited]
        return self._at_second.pop(due[0]) if due else None
