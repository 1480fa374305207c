"""The schedule on the machine's own clock, with moments a fraction of a second away."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from coach.domain.day.planned import Moment, MomentKind
from coach.reminders.schedule import Schedule


class Recorder:
    """Remembers which steps were triggered."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.came = asyncio.Event()

    async def take(self, moment: Moment) -> None:
        self.steps.append(moment.step)
        self.came.set()

    async def first(self) -> str:
        await asyncio.wait_for(self.came.wait(), timeout=30)
        return self.steps[0]


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
async def schedule(recorder: Recorder) -> AsyncIterator[Schedule]:
    schedule = Schedule(recorder.take)
    schedule.start()
    yield schedule
    schedule.stop()


async def test_a_moment_that_is_planned_twice_is_triggered_once(
    schedule: Schedule, recorder: Recorder
) -> None:
    at_once = moment("midday", milliseconds=20)
    schedule.plan([at_once])
    schedule.plan([at_once])
    assert await recorder.first() == "midday"
    schedule.wake()
    await asyncio.sleep(0.05)
    assert recorder.steps == ["midday"]


async def test_a_moment_that_is_planned_no_more_is_not_triggered(
    schedule: Schedule, recorder: Recorder
) -> None:
    schedule.plan([moment("midday", hours=1)])
    schedule.plan([moment("evening", milliseconds=20)])
    assert await recorder.first() == "evening"
    schedule.wake()
    await asyncio.sleep(0.05)
    assert recorder.steps == ["evening"]


async def test_a_moment_that_passed_in_a_sleep_is_triggered_though_it_is_past(
    schedule: Schedule, recorder: Recorder
) -> None:
    missed = moment("midday", milliseconds=20)
    schedule.plan([missed])
    time.sleep(0.05)  # noqa: ASYNC251 - the whole machine sleeps
    schedule.plan([missed])
    schedule.wake()
    assert await recorder.first() == "midday"


def moment(step: str, **wait: float) -> Moment:
    return Moment(date(2026, 3, 3), step, MomentKind.DUE, now() + timedelta(**wait))


def now() -> datetime:
    return datetime.now(UTC)
