"""How often the outlook is right: the first free run of simulated runners, inside its range or not.

The runners are those of `lives`. On some days of their half year each is told an outlook, from what
is known then. The day of the first free run that follows falls into the stated range, or it does
not. At least 80 of 100 should; that number is ours.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import Pool
from statistics import median
from typing import NamedTuple

from benchmarks.diary import RUNNING
from benchmarks.lives import DAYS, FIRST, GROUPS, Day, Runner
from benchmarks.measured import Measured, told
from coach.domain.heel.caps import LEAST_RUN
from coach.domain.heel.rules import Level
from coach.domain.outlook.mornings import OwnMornings
from coach.domain.outlook.outlook import HORIZON, Milestone, OutlookMaker, Wanted
from coach.domain.outlook.runner import Start

_RUNNERS = 25
_COURSES = 40
_ASKED_ON = (14, 21, 28, 42, 56)
"""The days of a life after whose end the outlook is asked for."""
_HEAD = f"""
{_RUNNERS} runners a group, asked on days {", ".join(map(str, _ASKED_ON))} if a free run is ahead

                     asked  in range  earlier  later   median of days: real  likely  width"""


class Answer(NamedTuple):
    """When the first free run was to come, early, likely and late, and when it came, in days."""

    early: int
    likely: int
    late: int
    real: int

    @property
    def is_right(self) -> bool:
        """Whether it came within the range."""
        return self.early <= self.real <= self.late


def measures() -> Iterator[Measured]:
    """Ask for all outlooks; print how they came out, and say whether that is as it should be."""
    print(_HEAD)
    answers = _answers()
    for name, of_group in answers.items():
        print(_line(name, of_group))
    every = [one for of_group in answers.values() for one in of_group]
    wrong = sum(not one.is_right for one in every)
    yield Measured("Outlooks that missed, of 100", 100 * wrong / len(every), 20, f"of {len(every)}")


def _answers() -> dict[str, list[Answer]]:
    tasks = [(group, number) for group in range(len(GROUPS)) for number in range(_RUNNERS)]
    with Pool() as pool:
        lives = pool.starmap(_asked, tasks, chunksize=5)
    found: dict[str, list[Answer]] = {}
    for (group, _), answers in zip(tasks, lives, strict=True):
        found.setdefault(GROUPS[group].name, []).extend(answers)
    return found


def _asked(group: int, number: int) -> list[Answer]:
    """What one runner is told, and what came."""
    runner = Runner(GROUPS[group], number)
    makers: dict[int, OutlookMaker | None] = {}
    days: list[Day] = []
    for count in range(DAYS):
        days.append(runner.day(count))
        if count + 1 in _ASKED_ON:
            makers[count + 1] = _maker(runner, count)
    return [_answer(maker, days[after:]) for after, maker in makers.items() if maker]


def _maker(runner: Runner, number: int) -> OutlookMaker | None:
    """What simulates from the end of a day; None where a free run is not ahead."""
    today = FIRST + timedelta(days=number)
    now, (history, programme) = runner.diary.judgement(today), runner.diary.known(today)
    mornings = OwnMornings(history.mornings, today)
    start = Start(
        first=today + timedelta(days=1),
        history=history,
        programme=programme,
        pains=runner.diary.pains(),
        running=RUNNING,
        run_days=lambda day, _: day.weekday() in runner.run_days,
        wanted=programme.intake.longest or None if programme.intake else None,
    )
    maker = OutlookMaker(start, now, mornings, Wanted())
    return maker if mornings.are_enough and Milestone.FREE_RUN in maker.ahead else None


def _answer(maker: OutlookMaker, days: list[Day]) -> Answer:
    *_, outlook = maker.simulate(_COURSES)
    span = outlook.spans[Milestone.FREE_RUN]
    early, likely, late = (
        HORIZON if one is None else one for one in (span.early, span.likely, span.late)
    )
    free = (number for number, day in enumerate(days) if _may_run_freely(day))
    return Answer(early, likely, late, next(free, HORIZON))


def _may_run_freely(day: Day) -> bool:
    most = day.advice.most
    is_free = day.is_run_day and day.advice.level >= Level.NO_INCREASE
    return is_free and (most is None or most >= LEAST_RUN)


def _line(name: str, answers: list[Answer]) -> str:
    if not answers:
        return f"{name:<21}    0"
    right = sum(one.is_right for one in answers)
    earlier = sum(one.real < one.early for one in answers)
    later = len(answers) - right - earlier
    real, likely = (median([one[at] for one in answers]) for at in (3, 1))
    width = median([one.late - one.early for one in answers])
    return (
        f"{name:<21}{len(answers):5} {right:9} {earlier:8} {later:6}"
        f" {real:22.0f} {likely:7.0f} {width:6.0f}"
    )


if __name__ == "__main__":
    results = [told(one) for one in measures()]
    sys.exit(0 if all(results) else 1)
