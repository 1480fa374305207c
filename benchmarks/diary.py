"""What one simulated runner enters, and how the product judges it.

Nothing else in the simulation knows the product's events and functions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from coach.domain.events.types import (
    Event,
    IntakeGiven,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
)
from coach.domain.heel.episode import Span, episode_on
from coach.domain.heel.judgement import Judgement, judge
from coach.domain.heel.lookback import RUNS_BACK, History, Programme, history_of, programme_of
from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import Stage
from coach.domain.routine.settings import Running

STRETCHES = ("morning", "midday", "evening")
_DAY = timedelta(days=1)
RUNNING = Running()


class Ran(NamedTuple):
    """A run as entered: its worst pain, how that went, and its stage, if any."""

    metres: float
    seconds: int
    pain: int
    pattern: Pattern
    stage: int | None = None
    is_walk_jog: bool = False


class Advice(NamedTuple):
    """What a morning allows."""

    level: Level
    row: str
    walk_jog: Stage | None
    """The walk-jog, if the level calls for one and no rest day comes first."""
    stage: int | None
    """The stage on the ladder; None: not on it."""
    most: float | None
    """The metres that today's run may have; None: no cap."""
    seconds: int | None
    """How long it may last, if that is limited too."""


class Diary:
    """The entries of one runner from a first day on."""

    def __init__(self, first: date) -> None:
        self._first = first
        self._told: list[Event] = []
        self._days: defaultdict[date, list[Event]] = defaultdict(list)
        self._count = 0

    def begin(self, weekly: float, longest: float, last: date, pattern: Pattern) -> None:
        """Enter the time before: metres of a week and of the longest run, and the last run."""
        self._told.append(
            IntakeGiven(
                **self._facts(self._first),
                weekly=weekly,
                longest=longest,
                last_run=last,
                last_pattern=pattern,
            )
        )

    def check(self, day: date, pain: int, *, eases: bool, walking_pain: bool) -> None:
        """Enter how the first steps were."""
        self._add(
            PainChecked(
                **self._facts(day),
                step="pain-check",
                pain=pain,
                eases=eases,
                walking_pain=walking_pain,
            )
        )

    def stretch(self, day: date, sessions: int) -> None:
        """Enter the day's first stretch sessions."""
        for step in STRETCHES[:sessions]:
            self._add(StepDone(**self._facts(day), step=step))

    def run(self, day: date, ran: Ran) -> None:
        """Enter a run."""
        self._add(
            RunLogged(
                **self._facts(day),
                step="run",
                distance=ran.metres,
                duration=ran.seconds,
                pain=ran.pain,
                pattern=ran.pattern,
                stage=ran.stage,
                walk_jog=ran.is_walk_jog,
            )
        )

    def advice(self, day: date) -> Advice:
        """What the product says on a morning, from all entries until then."""
        judged = self.judgement(day)
        is_walk_jog = judged.level is Level.WALK_JOG and not judged.is_rest_day
        number = judged.stage.number if judged.stage else None
        return Advice(
            level=judged.level,
            row=judged.verdict.row.id,
            walk_jog=judged.stage if is_walk_jog else None,
            stage=number if judged.is_on_ladder else None,
            most=judged.most_today,
            seconds=judged.caps.seconds,
        )

    def judgement(self, day: date) -> Judgement:
        """What the product judges on a day, with everything that was entered until then."""
        return judge(*self.known(day), day, RUNNING)

    def known(self, day: date) -> tuple[History, Programme]:
        """What a judgement of a day knows."""
        episode = episode_on(day, self._first, self._pains)
        programme = programme_of(self._told, self._first, episode)
        known = [one for on in _days(day - RUNS_BACK, day) for one in self._days.get(on, ())]
        return history_of(known, self._first, frozenset(STRETCHES), frozenset()), programme

    def pains(self) -> dict[date, int]:
        """All mornings."""
        events = (one for day in self._days.values() for one in day)
        return {one.day: one.pain for one in events if isinstance(one, PainChecked)}

    def _pains(self, spans: Sequence[Span]) -> list[list[int]]:
        return [
            [
                one.pain
                for day in _days(first, until - _DAY)
                for one in self._days.get(day, ())
                if isinstance(one, PainChecked)
            ]
            for first, until in spans
        ]

    def _add(self, event: Event) -> None:
        self._days[event.day].append(event)

    def _facts(self, day: date) -> dict[str, Any]:
        """The fields of every event; ids sort in the order of entering."""
        self._count += 1
        return {"id": f"{self._count:08}", "at": datetime.combine(day, time(7), UTC), "day": day}


def _days(first: date, last: date) -> Iterator[date]:
    """The days from one to another, both included."""
    return (first + _DAY * ahead for ahead in range((last - first).days + 1))
