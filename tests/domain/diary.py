"""A runner's diary: the mornings, runs and sessions of many days, by the number of the day."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self, TypeVar

from msgspec.structs import replace

from coach.domain.events import Event, IntakeGiven, PainChecked, Pattern, RunLogged, StepDone
from coach.domain.judgement import (
    LOOK_BACK,
    History,
    Judgement,
    Programme,
    history_of,
    inputs_of,
    judge,
    programme_of,
)
from coach.domain.readiness import Inputs, Level

E = TypeVar("E", bound=Event)

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
STRETCHES = ("morning", "midday", "evening")
STRENGTH = "strength"


class Diary:
    """What happened, on day 0, 1, 2 ... since the programme began, a Monday."""

    def __init__(self, *, stretches: int = 3, days: int = 0) -> None:
        """Begin, with so many stretch sessions on each of the days already."""
        self.events: list[Event] = []
        for day in range(days):
            self.stretched(day, stretches)

    def add(self, kind: type[E], day: int, at: str = "07:00", **facts: Any) -> E:  # noqa: ANN401
        coach_day = MONDAY + DAY * day
        instant = datetime.combine(coach_day, time.fromisoformat(at), UTC)
        event = kind(id=f"{len(self.events):06}", at=instant, day=coach_day, **facts)
        self.events.append(event)
        return event

    def woke(
        self, day: int, pain: int, *, eases: bool = True, walking: bool = False, worse: bool = False
    ) -> Self:
        """A morning check; `worse` is the runner's own word about the last run."""
        self.add(
            PainChecked,
            day,
            step="pain-check",
            pain=pain,
            eases=eases,
            walking_pain=walking,
            worse_after_run=worse,
        )
        return self

    def ran(
        self,
        day: int,
        pattern: Pattern | None = Pattern.NONE,
        *,
        metres: float = 5000,
        pain: int | None = 0,
        stage: int | None = None,
        effort: int | None = None,
        at: str = "17:30",
    ) -> Self:
        self.add(
            RunLogged,
            day,
            at,
            step="run",
            distance=metres,
            duration=1800,
            pain=pain,
            pattern=pattern,
            stage=stage,
            effort=effort,
        )
        return self

    def stretched(self, day: int, times: int = 3) -> Self:
        for step in STRETCHES[:times]:
            self.add(StepDone, day, step=step)
        return self

    def strengthened(self, day: int) -> Self:
        self.add(StepDone, day, "19:00", step=STRENGTH)
        return self

    def told(self, day: int = 0, **facts: Any) -> Self:  # noqa: ANN401
        """The intake; `ran_before` is how many days before the first day the last run was."""
        before = facts.pop("ran_before", None)
        last = MONDAY - DAY * before if before is not None else None
        self.add(IntakeGiven, day, "06:00", last_run=last, **facts)
        return self

    def judge(self, day: int, *, one_more_run: bool = False) -> Judgement:
        """What a day's heel allows, as far as the diary goes up to that day."""
        today = MONDAY + DAY * day
        week_starts = today - DAY * today.weekday()
        programme = self.programme(day)
        history = self.history(day)
        return judge(history, programme, today, week_starts, one_more_run=one_more_run)

    def level(self, day: int) -> Level:
        return self.judge(day).level

    def row(self, day: int) -> str:
        return self.judge(day).verdict.row.id

    def inputs(self, day: int) -> Inputs:
        return inputs_of(self.history(day), self.programme(day), MONDAY + DAY * day)

    def history(self, day: int, look_back: timedelta = LOOK_BACK) -> History:
        today = MONDAY + DAY * day
        lately = [one for one in self.events if today - look_back <= one.day <= today]
        steps = frozenset(STRETCHES), frozenset({STRENGTH})
        return history_of(lately, self.programme(day), *steps)

    def programme(self, day: int) -> Programme:
        today = MONDAY + DAY * day
        told = [one for one in self.events if one.day <= today]
        checks = [one for one in told if isinstance(one, PainChecked)]
        programme = programme_of(told, MONDAY, checks)
        strength = [one.day for one in told if isinstance(one, StepDone) and one.step == STRENGTH]
        return replace(programme, strength_began=min(strength, default=None))
