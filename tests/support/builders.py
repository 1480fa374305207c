"""Building blocks for tests."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, TypeVar

from msgspec.structs import replace

from coach.config.reading import read
from coach.core.coach import Coach
from coach.domain.events.types import (
    Event,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
)
from coach.domain.routine.model import Routine, Step
from coach.domain.routine.settings import DaySettings
from coach.domain.units import WallTime

E = TypeVar("E", bound=Event)


class FakeClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime, zone: tzinfo = UTC) -> None:
        self._now = now
        self._zone = zone

    def now(self) -> datetime:
        return self._now

    def zone(self) -> tzinfo:
        return self._zone

    def set(self, now: datetime) -> None:
        self._now = now

    def forward(self, **span: float) -> None:
        self._now += timedelta(**span)

    def travel(self, zone: tzinfo) -> None:
        self._zone = zone


def routine(text: str = "") -> Routine:
    """The shipped routine merged with a config text."""
    return read(text).or_fail()


def only(*steps: Step, starts: WallTime | None = None) -> Routine:
    """The shipped routine with these steps instead of its own."""
    shipped = routine()
    day = DaySettings(starts=starts) if starts else shipped.day
    return replace(shipped, day=day, steps={step.id: step for step in steps})


def tell_of_running(coach: Coach) -> None:
    """The intake of a runner who runs already, and last ran yesterday, without pain."""
    told = {
        "weekly": 30_000.0,
        "longest": 10_000.0,
        "last_run": coach.present_day() - timedelta(days=1),
        "last_pattern": Pattern.NONE,
    }
    coach.record.take_intake(told)


def wake(
    coach: Coach,
    pain: int,
    *,
    eases: bool = True,
    walking_pain: bool = False,
    **told: Any,  # noqa: ANN401
) -> PainChecked:
    """A morning's check with the answers that a judgement needs; by default the better ones."""
    return coach.record.check(pain, eases=eases, walking_pain=walking_pain, **told)


def utc(day: date, clock: str) -> datetime:
    """An instant from a date and `HH:MM` or `HH:MM:SS`, in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), UTC)


class History:
    """The events of one coach day; each gets the next id."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.events: list[Event] = []

    def add(self, kind: type[E], at: datetime | str, **facts: Any) -> E:  # noqa: ANN401
        """One more event, at an instant or at a UTC time of the day."""
        instant = utc(self.day, at) if isinstance(at, str) else at
        event = kind(id=f"{len(self.events):06}", at=instant, day=self.day, **facts)
        self.events.append(event)
        return event

    def done(self, step: str, at: datetime | str) -> StepDone:
        return self.add(StepDone, at, step=step)

    def skipped(self, step: str, at: datetime | str) -> StepSkipped:
        return self.add(StepSkipped, at, step=step)

    def started(self, step: str, at: datetime | str) -> StepStarted:
        return self.add(StepStarted, at, step=step)

    def stopped(self, step: str, at: datetime | str) -> StepStopped:
        return self.add(StepStopped, at, step=step)

    def snoozed(self, step: str, at: datetime | str, until: datetime | str) -> StepSnoozed:
        instant = utc(self.day, until) if isinstance(until, str) else until
        return self.add(StepSnoozed, at, step=step, until=instant)

    def ran(self, at: datetime | str, step: str | None = "run") -> RunLogged:
        return self.add(
            RunLogged,
            at,
            step=step,
            distance=5000.0,
            duration=1800,
            pain=0,
            pattern=Pattern.NONE,
        )

    def checked(self, at: datetime | str, pain: int = 3, step: str = "pain-check") -> PainChecked:
        return self.add(PainChecked, at, step=step, pain=pain, eases=True, walking_pain=False)
