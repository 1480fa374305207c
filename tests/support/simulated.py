"""A coach at a simulated instant, with two weeks of entries."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coach.core.coach import Coach
from coach.domain.events.types import Pattern
from coach.journal import Journal
from support.builders import FakeClock, tell_of_running

BERLIN = ZoneInfo("Europe/Berlin")
RUN_DAY = (2026, 11, 24)
"""A Tuesday."""


class Setting(ExitStack):
    """One coach whose clock a test moves; all times are those of Berlin.

    Its journals are open until it is closed.
    """

    def __init__(self, folder: Path, **answers: Any) -> None:  # noqa: ANN401 - of a check
        """Begin on a Tuesday morning; each pain check is answered like this."""
        super().__init__()
        self._answers = answers
        self.clock = FakeClock(datetime(*RUN_DAY, 6, 40, tzinfo=BERLIN).astimezone(UTC), BERLIN)
        self.config = folder / "config.toml"
        self.journal = folder / "journal.db"
        self._coach: Coach | None = None

    @property
    def coach(self) -> Coach:
        if self._coach is None:
            self._coach = self._opened(retry_unsaved=True)
        return self._coach

    def coach_elsewhere(self) -> Coach:
        """Another process on the same files and the same clock."""
        return self._opened()

    def _opened(self, *, retry_unsaved: bool = False) -> Coach:
        journal = self.enter_context(closing(Journal(self.journal)))
        return Coach(self.config, journal, self.clock, retry_unsaved=retry_unsaved)

    def configure(self, text: str) -> None:
        self.config.write_text(text)

    def at(self, clock: str, day: int = RUN_DAY[2]) -> None:
        hour, minute = clock.split(":")
        local = datetime(2026, 11, day, int(hour), int(minute), tzinfo=BERLIN)
        self.clock.set(local.astimezone(UTC))

    def forward(self, seconds: float) -> None:
        self.clock.set(self.clock.now() + timedelta(seconds=seconds))

    def live_two_weeks(self) -> None:
        self.at("12:00", 9)
        tell_of_running(self.coach)
        pains = (7, 6, 6, 5, 6, 5, 4, 4, 4, 3, 4, 3, 3, 3)
        for day, pain in enumerate(pains, start=10):
            self.at("06:50", day)
            self.coach.record.check(pain, **self._answers)
            for clock, step in (("07:05", "morning"), ("12:40", "midday"), ("21:30", "evening")):
                self.at(clock, day)
                if (day, step) != (15, "midday"):
                    self.coach.record.done(step)
            if day in {10, 12, 14, 17, 19, 21}:
                self.at("18:00", day)
                self.coach.runs.ran(4600 + 100 * day, 31 * 60, 2, Pattern.FADED)
        self.at("06:40")

    def live_this_morning(self) -> None:
        self.at("06:46")
        self.coach.record.check(3, **self._answers)
        self.at("07:05")
        self.coach.record.done("morning")
        self.at("07:12")

    def live_on_the_ladder(self, days: int = 14, walk_jogs: Sequence[int] = ()) -> None:
        """Mornings up to this one that get better slowly, after months without a run."""
        first = RUN_DAY[2] - days + 1
        self.at("06:40", first)
        last_run = self.coach.present_day() - timedelta(days=120)
        told = {"weekly": 20_000.0, "longest": 8_000.0, "last_run": last_run}
        self.coach.record.take_intake(told)
        for day in range(first, RUN_DAY[2] + 1):
            self.at("06:50", day)
            self.coach.record.check(3 if day % 3 == 0 else 2, eases=True, walking_pain=False)
            if day < RUN_DAY[2]:
                self._live_on(day, has_walk_jog=day in walk_jogs)
        self.at("07:12")

    def _live_on(self, day: int, *, has_walk_jog: bool) -> None:
        self.at("07:05", day)
        self.coach.record.done("morning")
        self.at("18:00", day)
        if has_walk_jog:
            self.coach.runs.ran(2000, 1200, 1, Pattern.NONE, walk_jog=True)
        self.at("21:30", day)
        self.coach.record.done("evening")
