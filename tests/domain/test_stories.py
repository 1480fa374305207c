"""Twelve weeks of runners, as tables that a physiotherapist can read.

Each line is a day or some days on end, counted from 1, a Monday. Of each of these days it says

- what the runner tells in the morning: first-step pain, and whether it `stays` after some steps,
  `walks` with pain, or is `worse` after the run; `-` where nobody asked or answered,
- how many stretch sessions were done,
- what was run: `walk-jog` does the stage of the day where there is one; `5 fades tue` runs 5 km on
  Tuesdays; `most` runs as far as the day allows,
- the level and the row that decides it, as they stand after the check and before the run,
- how far the run may be on the first of these days, in kilometres, or the stage of the ladder.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from domain.diary import MONDAY, Diary

from coach.domain.events import Pattern
from coach.domain.judgement import Judgement
from coach.domain.readiness import Level
from coach.domain.units import WallTime
from coach.domain.wallclock import coach_day

NONE, FADED = Pattern.NONE, Pattern.FADED
PATTERNS = {"well": NONE, "fades": FADED, "throughout": Pattern.THROUGHOUT, "worse": Pattern.WORSE}
LEVELS = dict(zip(("rest", "cross-train", "walk-jog", "no more", "planned"), Level, strict=True))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Line(NamedTuple):
    """One line of a story."""

    days: range
    morning: str
    stretches: int
    run: str
    level: Level
    row: str
    may: str

    @classmethod
    def read(cls, text: str) -> "Line":
        days, morning, stretches, run, level, row, may = (part.strip() for part in text.split("|"))
        first, _, last = days.partition("-")
        span = range(int(first) - 1, int(last or first))
        return cls(span, morning, int(stretches), run, LEVELS[level], row, may)


def lines(story: str) -> list[Line]:
    return [Line.read(text) for text in story.strip().splitlines()[1:]]


def live(diary: Diary, story: str) -> Iterator[str]:
    """Live through a story, and tell where the coach says something else than the story."""
    expected = 0
    for line in lines(story):
        assert line.days[0] == expected, "a story leaves no day out"
        expected = line.days[-1] + 1
        for day in line.days:
            wake(diary, day, line)
            judgement = diary.judge(day)
            found = (judgement.level.name, judgement.verdict.row.id)
            if found != (line.level.name, line.row):
                yield f"day {day + 1}: {found}, not {line}"
            if day == line.days[0] and may(judgement) != line.may:
                yield f"day {day + 1}: {may(judgement)}, not {line.may}"
            run(diary, day, line.run, judgement)


def wake(diary: Diary, day: int, line: Line) -> None:
    words = line.morning.split()
    if words != ["-"]:
        pain, *more = words
        diary.woke(
            day,
            int(pain),
            eases="stays" not in more,
            walking="walks" in more,
            worse="worse" in more,
        )
    diary.stretched(day, line.stretches)


def run(diary: Diary, day: int, told: str, judgement: Judgement) -> None:
    match told.split():
        case ["walk-jog"] if judgement.level is Level.WALK_JOG and not judgement.is_rest_day:
            diary.ran(day, stage=judgement.stage.number if judgement.stage else None, metres=2500)
        case [far, how, *on] if not on or WEEKDAYS[day % 7] in on:
            metres = judgement.caps.today if far == "most" else float(far) * 1000
            diary.ran(day, PATTERNS[how], metres=metres or 0, pain=0 if how == "well" else 2)


def may(judgement: Judgement) -> str:
    if judgement.level is Level.WALK_JOG:
        return f"stage {judgement.stage.number}" if judgement.stage else "?"
    if judgement.level < Level.WALK_JOG:
        return "-"
    most = judgement.caps.today
    return "free" if most is None else f"{most / 1000:.1f}"


RUNS_ALREADY: dict[str, Any] = {
    "ran_before": 2,
    "last_pattern": FADED,
    "weekly": 20_000.0,
    "longest": 8000.0,
}

IMPROVING = """
days  | morning | stretches | run                    | level   | row | may
1-7   | 5       | 3         | most fades tue thu sat | no more | R13 | 8.0
8-14  | 5       | 3         | most fades tue thu sat | no more | R13 | 4.0
15-28 | 4       | 3         | most fades tue thu sat | no more | R13 | 4.0
29-42 | 3       | 3         | most fades tue thu sat | no more | R13 | 4.0
43-44 | 2       | 3         | most well tue thu sat  | no more | R13 | 4.0
45-56 | 2       | 3         | most well tue thu sat  | planned | R19 | 4.4
57-70 | 1       | 3         | most well tue thu sat  | planned | R19 | 6.4
71-84 | 0       | 3         | most well tue thu sat  | planned | R19 | 9.4
"""

RELAPSING = """
days  | morning | stretches | run                   | level       | row | may
1-7   | 3       | 3         | 5 fades tue thu sat   | no more     | R13 | 8.0
8-9   | 2       | 3         | 5 well tue thu sat    | no more     | R13 | 5.0
10-17 | 2       | 3         | 5 well tue thu sat    | planned     | R19 | 8.8
18    | 2       | 3         | 9 worse               | planned     | R19 | 8.8
19    | 6 stays | 3         | -                     | cross-train | R07 | -
20    | 6       | 3         | -                     | cross-train | R07 | -
21    | 5       | 3         | -                     | cross-train | R07 | -
22    | 4       | 3         | -                     | cross-train | R07 | -
23    | 3       | 3         | -                     | cross-train | R07 | -
24-41 | 2       | 3         | walk-jog              | walk-jog    | R12 | stage 1
42    | 2       | 3         | walk-jog              | walk-jog    | R12 | stage 10
43    | 4       | 3         | walk-jog              | walk-jog    | R12 | stage 8
44-66 | 2       | 3         | walk-jog              | walk-jog    | R12 | stage 8
67-84 | 1       | 3         | most well tue thu sat | planned     | R19 | 2.8
"""

IGNORING = """
days  | morning | stretches | run                 | level       | row | may
1-7   | 3       | 2         | 8 fades tue thu sat | no more     | R13 | 8.0
8     | 4       | 2         | 10 throughout       | no more     | R13 | 8.0
9     | 5       | 2         | 8 throughout        | cross-train | R06 | -
10    | 6 walks | 2         | 8 worse             | cross-train | R05 | -
11    | 8 walks | 2         | 8 worse             | rest        | R02 | -
12    | 8 stays | 2         | -                   | rest        | R02 | -
13    | 6       | 3         | -                   | cross-train | R07 | -
14-21 | 6       | 3         | -                   | rest        | R04 | -
22-26 | 4       | 3         | -                   | rest        | R04 | -
27    | 2       | 3         | 8 well              | walk-jog    | R12 | stage 1
28-54 | 2       | 3         | 6 well mon thu      | walk-jog    | R12 | stage 1
55-56 | 2       | 3         | 6 well mon thu      | planned     | R19 | 0.0
57    | 2       | 3         | 6 well mon thu      | planned     | R19 | 8.8
58-84 | 2       | 3         | 6 well mon thu      | planned     | R19 | 6.6
"""

LONG_BREAK = """
days  | morning | stretches | run                   | level    | row | may
1-2   | 2       | 3         | 5 well tue thu sat    | no more  | R13 | 8.0
3-5   | 2       | 3         | 5 well tue thu sat    | no more  | R18 | 5.0
6-21  | 2       | 3         | 5 well tue thu sat    | planned  | R19 | 8.8
22-24 | -       | 0         | -                     | no more  | R00 | 5.0
25-34 | -       | 0         | -                     | no more  | R18 | 5.0
35-42 | -       | 0         | -                     | walk-jog | R12 | stage 1
43-60 | 1       | 3         | walk-jog              | walk-jog | R12 | stage 1
61-79 | 1       | 3         | walk-jog              | walk-jog | R12 | stage 10
80-84 | 1       | 3         | most well tue thu sat | planned  | R19 | 2.8
"""

NEVER_STRETCHING = """
days  | morning | stretches | run                 | level   | row | may
1-42  | 2       | 1         | 5 fades tue thu sat | no more | R13 | 8.0
43-44 | 2       | 1         | 5 well tue thu sat  | no more | R13 | 5.0
45-84 | 2       | 1         | 5 well tue thu sat  | no more | R18 | 5.0
"""

NO_BETTER = """
days  | morning | stretches | run                   | level   | row | may
1-2   | 2       | 3         | 5 well tue thu sat    | no more | R13 | 8.0
3-5   | 2       | 3         | 5 well tue thu sat    | no more | R18 | 5.0
6-14  | 2       | 3         | 5 well tue thu sat    | planned | R19 | 8.8
15-84 | 2       | 3         | 5 well tue thu sat    | planned | R19 | 8.8
85-98 | 2       | 3         | 5 well tue thu sat    | no more | R17 | 5.0
"""

BEGINNER = """
days  | morning | stretches | run                   | level    | row | may
1-14  | 4       | 3         | walk-jog              | walk-jog | R12 | stage 1
15-28 | 3       | 3         | walk-jog              | walk-jog | R12 | stage 8
29-37 | 2       | 3         | walk-jog              | walk-jog | R12 | stage 15
38-84 | 1       | 3         | most well tue thu sat | planned  | R19 | 2.8
"""

OF_RUNNERS = {
    "improving": IMPROVING,
    "relapsing": RELAPSING,
    "ignoring advice": IGNORING,
    "a long break": LONG_BREAK,
    "never stretching": NEVER_STRETCHING,
    "no better after twelve weeks": NO_BETTER,
}


@pytest.mark.parametrize("name", OF_RUNNERS)
def test_a_runner_who_runs_already(name: str) -> None:
    assert list(live(Diary().told(**RUNS_ALREADY), OF_RUNNERS[name])) == []


def test_a_runner_who_told_nothing_of_the_time_before() -> None:
    assert list(live(Diary(), BEGINNER)) == []


# Across zones: a day is a coach day, which begins at four wherever the runner is.

TRAVELLING = """
on the wall clock | where               | what   | coach day  | level    | row | a day between
2026-03-03 18:00  | Europe/Berlin       | ran    | 2026-03-03 | walk-jog | R12 | no
2026-03-04 07:00  | Europe/Berlin       | woke 1 | 2026-03-04 | walk-jog | R12 | yes
2026-03-05 09:00  | Asia/Tokyo          | woke 1 | 2026-03-05 | walk-jog | R12 | no
2026-03-06 02:00  | Asia/Tokyo          | ran    | 2026-03-05 | walk-jog | R12 | no
2026-03-06 08:00  | Asia/Tokyo          | woke 1 | 2026-03-06 | walk-jog | R12 | yes
2026-03-06 07:00  | America/Los_Angeles | woke 3 | 2026-03-06 | walk-jog | R12 | yes
2026-03-07 07:00  | America/Los_Angeles | woke 1 | 2026-03-07 | walk-jog | R12 | no
2026-03-07 17:00  | America/Los_Angeles | ran    | 2026-03-07 | walk-jog | R12 | no
2026-03-08 03:30  | America/Los_Angeles | woke 1 | 2026-03-07 | walk-jog | R12 | no
2026-03-08 04:00  | America/Los_Angeles | woke 1 | 2026-03-08 | walk-jog | R12 | yes
2026-03-10 07:00  | Pacific/Auckland    | woke 1 | 2026-03-10 | walk-jog | R12 | no
"""
"""The same morning twice, and one that never came: the last word on a day is the one that counts.

What is run at two in the morning belongs to the day before. On the 6th the heel is worse by two,
as it turns out in Los Angeles, so that the second walk-jog sends one ratio back.
"""

STAGES_ON_THE_WAY = [1, 2, 2, 2, 3, 1, 1, 1, 1, 2, 2]


def test_a_runner_who_travels_keeps_the_coach_days() -> None:
    diary, stages = Diary(), []
    for text in TRAVELLING.strip().splitlines()[1:]:
        clock, zone, what, expected, level, row, between = (one.strip() for one in text.split("|"))
        at = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone))
        today = coach_day(at.astimezone(UTC), WallTime(4), ZoneInfo(zone))
        assert str(today) == expected
        day = (today - MONDAY).days
        judgement = happened(diary, day, what)
        assert (judgement.level, judgement.verdict.row.id) == (LEVELS[level], row), text
        assert judgement.is_rest_day == (between == "yes"), text
        stages.append(judgement.stage.number if judgement.stage else 0)
    assert stages == STAGES_ON_THE_WAY


def happened(diary: Diary, day: int, what: str) -> Judgement:
    match what.split():
        case ["woke", pain]:
            diary.woke(day, int(pain))
        case _:
            stage = diary.judge(day).stage
            diary.ran(day, stage=stage.number if stage else None, metres=2500)
    return diary.judge(day)
