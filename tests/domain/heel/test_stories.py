"""Weeks of runners, as tables that a physiotherapist can read.

Each line is a day or some days on end, counted from 1, a Monday. Of each of these days it says

- what the runner tells in the morning: first-step pain, and whether it `stays` after some steps,
  `walks` with pain, or is `worse` after the run; `?` leaves both questions open, and `-` is a
  morning on which nobody told anything,
- how many stretch sessions were done,
- what was run: `walk-jog` does the stage of the day where there is one; `5 fades tue` runs 5 km on
  Tuesdays, `5 fades 8/10` with a pain of 8, `3 well & 4 fades` twice; `most` runs as far as the
  day allows,
- the level and the row that decides it, as they stand after the check and before the run,
- how far the run may be on the first of these days, in kilometres or minutes, or the stage of the
  ladder,
- what else happens on the first of these days, in some stories.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from support.diary import DAY, MONDAY, Diary

from coach.domain.day.wallclock import coach_day
from coach.domain.events.types import Pattern
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.units import WallTime

NONE, FADED = Pattern.NONE, Pattern.FADED
PATTERNS = {"well": NONE, "fades": FADED, "throughout": Pattern.THROUGHOUT, "worse": Pattern.WORSE}
LEVELS = dict(zip(("rest", "cross-train", "walk-jog", "no more", "planned"), Level, strict=True))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LEAST = 0.1
"""Kilometres below which there is no run."""


class Line(NamedTuple):
    """One line of a story."""

    days: range
    morning: str
    stretches: int
    run: str
    level: Level
    row: str
    may: str
    event: str = ""

    @classmethod
    def read(cls, text: str) -> "Line":
        days, morning, stretches, run, level, *rest = (part.strip() for part in text.split("|"))
        first, _, last = days.partition("-")
        span = range(int(first) - 1, int(last or first))
        return cls(span, morning, int(stretches), run, LEVELS[level], *rest)


def lines(story: str) -> list[Line]:
    return [Line.read(text) for text in story.strip().splitlines()[1:]]


def live(story: str, **told: Any) -> Iterator[str]:  # noqa: ANN401
    """Live through a story, and yield where the coach differs from it."""
    diary, expected = Diary(), 0
    if told:
        diary.told(**told)
    for line in lines(story):
        assert line.days[0] == expected, "a story leaves no day out"
        expected = line.days[-1] + 1
        for day in line.days:
            wake(diary, day, line)
            if day == line.days[0]:
                happen(diary, day, line.event, told)
            judgement = diary.judge(day)
            found = (judgement.level.name, judgement.verdict.row.id)
            if found != (line.level.name, line.row):
                yield f"day {day + 1}: {found}, not {line}"
            if day == line.days[0] and may(judgement) != line.may:
                yield f"day {day + 1}: {may(judgement)}, not {line.may}"
            for one in line.run.split(" & "):
                run(diary, day, one, judgement)


def wake(diary: Diary, day: int, line: Line) -> None:
    words = line.morning.split()
    if words != ["-"]:
        pain, *more = words
        diary.woke(
            day,
            int(pain),
            eases=None if "?" in more else "stays" not in more,
            walking=None if "?" in more else "walks" in more,
            worse="worse" in more,
        )
    diary.stretched(day, line.stretches)


def happen(diary: Diary, day: int, event: str, told: dict[str, Any]) -> None:
    match event.split():
        case ["raises", sign]:
            diary.raised(day, sign)
        case ["clears", sign]:
            diary.cleared(day, sign)
        case ["tells", *_]:
            diary.told(day, **told)


def run(diary: Diary, day: int, told: str, judgement: Judgement) -> None:
    match told.split():
        case ["walk-jog"] if judgement.level is Level.WALK_JOG and not judgement.is_rest_day:
            number = judgement.stage.number if judgement.stage else None
            stage = number if judgement.is_on_ladder else None
            diary.ran(day, stage=stage, walk_jog=True, metres=2500, duration=1200)
        case [far, how, *on]:
            pain = int(on.pop(0).removesuffix("/10")) if on and on[0].endswith("/10") else None
            kilometres = most(judgement) if far == "most" else float(far)
            if (not on or WEEKDAYS[day % 7] in on) and kilometres > LEAST:
                pain = pain if pain is not None else 0 if how == "well" else 2
                diary.ran(day, PATTERNS[how], metres=kilometres * 1000, pain=pain, duration=1200)


def most(judgement: Judgement) -> float:
    """As far as the day allows; in twenty minutes this runner comes 2.5 km far."""
    left = judgement.caps.today
    return 2.5 if left is None else left / 1000


def may(judgement: Judgement) -> str:
    if judgement.level is Level.WALK_JOG:
        return f"stage {judgement.stage.number}" if judgement.stage else "?"
    if judgement.level < Level.WALK_JOG:
        return "-"
    caps = judgement.caps
    if caps.today is None:
        return f"{caps.seconds // 60} min" if caps.seconds else "free"
    return f"{caps.today / 1000:.1f}"


RUNS_WITH_PAIN: dict[str, Any] = {
    "ran_before": 2,
    "last_pattern": FADED,
    "weekly": 20_000.0,
    "longest": 8000.0,
}
RUNS_WELL: dict[str, Any] = {
    "ran_before": 2,
    "last_pattern": NONE,
    "weekly": 15_000.0,
    "longest": 5000.0,
}

IMPROVING = """
days  | morning | stretches | run                    | level   | row | may
1-14  | 5       | 3         | most fades tue thu sat | no more | R13 | 8.0
15-28 | 4       | 3         | most fades tue thu sat | no more | R13 | 8.0
29-42 | 3       | 3         | most fades tue thu sat | no more | R13 | 8.0
43-44 | 2       | 3         | most well tue thu sat  | no more | R13 | 8.0
45-56 | 2       | 3         | most well tue thu sat  | planned | R19 | 8.8
57-70 | 1       | 3         | most well tue thu sat  | planned | R19 | 11.7
71-84 | 0       | 3         | most well tue thu sat  | planned | R19 | 16.6
"""

RELAPSING = """
days  | morning | stretches | run                   | level       | row | may
1-7   | 3       | 3         | 5 fades tue thu sat   | no more     | R13 | 8.0
8-9   | 2       | 3         | 5 well tue thu sat    | no more     | R13 | 8.0
10-17 | 2       | 3         | 5 well tue thu sat    | planned     | R19 | 8.8
18    | 2       | 3         | 9 worse               | planned     | R19 | 8.8
19    | 6 stays | 3         | -                     | cross-train | R07 | -
20    | 6       | 3         | -                     | cross-train | R07 | -
21    | 5       | 3         | -                     | cross-train | R07 | -
22    | 4       | 3         | -                     | cross-train | R10 | -
23    | 3       | 3         | walk-jog              | walk-jog    | R11 | stage 9
24-33 | 2       | 3         | walk-jog              | walk-jog    | R12 | stage 11
34-36 | 2       | 3         | -                     | planned     | R19 | 0.0
37-40 | 2       | 3         | most well tue thu     | planned     | R19 | 20 min
41-66 | 2       | 3         | most well tue thu sat | planned     | R19 | 2.8
67-84 | 1       | 3         | most well tue thu sat | planned     | R19 | 5.9
"""

IGNORING = """
days  | morning | stretches | run                 | level       | row | may
1-7   | 3       | 2         | 8 fades tue thu sat | no more     | R13 | 8.0
8     | 4       | 2         | 10 throughout       | no more     | R13 | 8.0
9     | 5       | 2         | 8 throughout        | cross-train | R06 | -
10    | 6 walks | 2         | 8 worse             | cross-train | R05 | -
11    | 8 walks | 2         | 8 worse             | rest        | R02 | -
12    | 8 stays | 2         | -                   | rest        | R02 | -
13-14 | 6       | 3         | -                   | cross-train | R07 | -
15-21 | 6       | 3         | -                   | rest        | R04 | -
22    | 4       | 3         | -                   | cross-train | R07 | -
23-26 | 4       | 3         | -                   | walk-jog    | R12 | stage 1
27    | 2       | 3         | 8 well              | walk-jog    | R12 | stage 1
28-54 | 2       | 3         | 6 well mon thu      | walk-jog    | R12 | stage 1
55-56 | 2       | 3         | 6 well mon thu      | planned     | R19 | 0.0
57    | 2       | 3         | 6 well mon thu      | planned     | R19 | 8.8
58-84 | 2       | 3         | 6 well mon thu      | planned     | R19 | 6.6
"""

LONG_BREAK = """
days  | morning | stretches | run                   | level    | row | may
1-2   | 2       | 3         | 5 well tue thu sat    | no more  | R13 | 8.0
3-21  | 2       | 3         | 5 well tue thu sat    | planned  | R19 | 8.8
22-24 | -       | 0         | -                     | no more  | R00 | 8.0
25-34 | -       | 0         | -                     | no more  | R18 | 8.0
35-42 | -       | 0         | -                     | walk-jog | R12 | stage 7
43-48 | 1       | 3         | walk-jog              | walk-jog | R12 | stage 7
49-59 | 1       | 3         | walk-jog              | walk-jog | R12 | stage 9
60-84 | 1       | 3         | most well tue thu sat | planned  | R19 | 20 min
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
3-84  | 2       | 3         | 5 well tue thu sat    | planned | R19 | 8.8
85-98 | 2       | 3         | 5 well tue thu sat    | no more | R17 | 5.0
"""

SORE_AND_SILENT = """
days  | morning | stretches | run                | level    | row | may
1-7   | 1       | 3         | 5 well tue thu sat | planned  | R19 | 5.5
8     | 9 walks | 3         | -                  | rest     | R02 | -
9-11  | -       | 3         | -                  | rest     | R02 | -
12-20 | -       | 3         | -                  | no more  | R00 | 5.0
21-28 | -       | 3         | -                  | walk-jog | R12 | stage 1
"""
"""The last word counts for three days; two weeks after the last run one begins at the beginning."""

ANSWERS_LEFT_OUT = """
days | morning | stretches | run                | level       | row | may
1-7  | 1       | 3         | 5 well tue thu sat | planned     | R19 | 5.5
8    | 8 ?     | 3         | -                  | rest        | R02 | -
9    | 6 ?     | 3         | -                  | rest        | R03 | -
10   | 1 ?     | 3         | -                  | no more     | R00 | 5.0
11   | 1       | 3         | -                  | planned     | R19 | 5.5
12   | 0 ?     | 3         | -                  | no more     | R00 | 5.0
13   | 0 walks | 3         | -                  | cross-train | R05 | -
14   | 0       | 3         | -                  | planned     | R19 | 5.5
"""

FADED_AT_EIGHT = """
days  | morning | stretches | run                   | level       | row | may
1-2   | 1       | 3         | 5 fades 8/10 tue      | planned     | R19 | 5.5
3-4   | 1       | 3         | -                     | cross-train | R20 | -
5-15  | 1       | 3         | walk-jog              | walk-jog    | R12 | stage 9
16-21 | 1       | 3         | most well tue thu sat | planned     | R19 | 20 min
"""

STEADY_ONE = """
days  | morning | stretches | run                | level   | row | may
1-7   | 0       | 3         | 5 well tue thu sat | planned | R19 | 5.5
8-9   | 1       | 3         | 5 well tue thu sat | planned | R19 | 5.5
10-31 | 1       | 3         | 5 well tue thu sat | no more | R16 | 5.0
32-98 | 1       | 3         | 5 well tue thu sat | planned | R19 | 5.5
"""
"""A steady 1 after a week of 0 keeps the running where it is for three weeks, and no more."""

ILL_FOR_A_WEEK = """
days  | morning | stretches | run                | level   | row | may
1-7   | 1       | 3         | 5 well tue thu sat | planned | R19 | 5.5
8-10  | -       | 0         | -                  | no more | R00 | 5.0
11-14 | -       | 0         | -                  | no more | R18 | 5.0
15-19 | 1       | 3         | 5 well tue thu sat | no more | R18 | 5.0
20-21 | 1       | 3         | 5 well tue thu sat | planned | R19 | 5.0
22-28 | 1       | 3         | 5 well tue thu sat | planned | R19 | 5.5
"""

DAYS_OFF = """
days  | morning | stretches | run                | level    | row | may
1-28  | 1       | 3         | 5 well tue thu sat | planned  | R19 | 5.5
29-40 | -       | 3         | -                  | no more  | R00 | 5.0
41    | 1       | 3         | -                  | planned  | R19 | 5.5
42-55 | 1       | 3         | -                  | walk-jog | R12 | stage 7
56-57 | 1       | 3         | -                  | walk-jog | R12 | stage 3
58-83 | 1       | 3         | -                  | walk-jog | R12 | stage 3
84-98 | 1       | 3         | -                  | walk-jog | R12 | stage 1
"""
"""The last run was on day 27: 14 days off end on day 41, 15 on 42, 30 on 57, and 60 on 87."""

ONE_SORE_RUN = """
days  | morning | stretches | run                   | level       | row | may
1-56  | 1       | 3         | 5 well tue thu sat    | planned     | R19 | 5.5
57-58 | 1       | 3         | 5 throughout 4/10 tue | planned     | R19 | 5.5
59-60 | 1       | 3         | -                     | cross-train | R06 | -
61-71 | 1       | 3         | walk-jog              | walk-jog    | R12 | stage 9
72-84 | 1       | 3         | most well tue thu sat | planned     | R19 | 20 min
"""

SORE_MORNING = """
days  | morning | stretches | run                | level    | row | may
1-9   | 1       | 3         | 5 well tue thu sat | planned  | R19 | 5.5
10    | 3       | 3         | -                  | walk-jog | R11 | stage 9
11    | 1       | 3         | walk-jog           | walk-jog | R11 | stage 9
12-14 | 1       | 3         | 5 well sat         | planned  | R19 | 5.5
"""
"""The one walk-jog after a worse morning is no stage, and no way back begins with it.

It waits for a day between, as one ran the day before.
"""

CLEARED_SIGN = """
days  | morning | stretches | run                   | level    | row | may     | event
1-7   | 1       | 3         | 5 well tue thu sat    | planned  | R19 | 5.5     |
8-9   | 1       | 3         | -                     | rest     | R01 | -       | raises numb
10-28 | 1       | 3         | walk-jog              | walk-jog | R12 | stage 1 | clears numb
29-35 | 1       | 3         | most well tue thu sat | planned  | R19 | 20 min  |
"""

TOLD_AGAIN = """
days  | morning | stretches | run                | level   | row | may | event
1-31  | 1       | 3         | 5 well tue thu sat | planned | R19 | 8.8 |
32-39 | 1       | 3         | 5 well tue thu sat | planned | R19 | 5.5 |
40-56 | 1       | 3         | 5 well tue thu sat | planned | R19 | 5.5 | tells the same again
"""

CLINICIANS_WORD = """
days  | morning | stretches | run                | level    | row | may
1-14  | 1       | 3         | walk-jog           | walk-jog | R19 | stage 9
15-21 | 1       | 3         | 5 well tue thu sat | planned  | R19 | 5.5
"""
"""A clinician allows no more than walk-jogs for two weeks, where the rules would let one run."""

TWO_RUNS_A_DAY = """
days  | morning | stretches | run                                     | level   | row | may
1-7   | 1       | 3         | 3 well tue thu sat & 2 well tue thu sat | planned | R19 | 5.5
8-9   | 1       | 3         | 3 well tue & 4 fades tue                | planned | R19 | 5.5
10-11 | 1       | 3         | 3 well thu & 2 well thu                 | no more | R13 | 5.0
12-14 | 1       | 3         | -                                       | planned | R19 | 4.5
"""
"""Both runs of a day count for the week, and the later one says how the last run went."""

BEGINNER = """
days  | morning | stretches | run                   | level    | row | may
1-14  | 4       | 3         | walk-jog              | walk-jog | R12 | stage 1
15-19 | 3       | 3         | walk-jog              | walk-jog | R12 | stage 15
20-28 | 3       | 3         | most well tue thu sat | no more  | R14 | 20 min
29-42 | 2       | 3         | most well tue thu sat | planned  | R19 | 2.8
43-84 | 1       | 3         | most well tue thu sat | planned  | R19 | 4.4
"""

STORIES: dict[str, tuple[str, dict[str, Any]]] = {
    "improving": (IMPROVING, RUNS_WITH_PAIN),
    "relapsing": (RELAPSING, RUNS_WITH_PAIN),
    "ignoring advice": (IGNORING, RUNS_WITH_PAIN),
    "a long break": (LONG_BREAK, RUNS_WITH_PAIN),
    "never stretching": (NEVER_STRETCHING, RUNS_WITH_PAIN),
    "no better after twelve weeks": (NO_BETTER, RUNS_WITH_PAIN),
    "9 of 10, and then silence": (SORE_AND_SILENT, RUNS_WELL),
    "answers left out, and pain in walking alone": (ANSWERS_LEFT_OUT, RUNS_WELL),
    "8 of 10 in a run that faded": (FADED_AT_EIGHT, RUNS_WELL),
    "a steady 1 of 10": (STEADY_ONE, RUNS_WELL),
    "a week of illness": (ILL_FOR_A_WEEK, RUNS_WELL),
    "days off": (DAYS_OFF, RUNS_WELL),
    "one sore run after months": (ONE_SORE_RUN, RUNS_WELL),
    "one sore morning": (SORE_MORNING, RUNS_WELL),
    "a warning sign that is cleared": (CLEARED_SIGN, RUNS_WELL),
    "an intake saved twice": (TOLD_AGAIN, RUNS_WELL | {"longest": 8000.0, "weekly": 20_000.0}),
    "a clinician's word that ends": (
        CLINICIANS_WORD,
        RUNS_WELL | {"allowed": 2, "until": MONDAY + DAY * 13},
    ),
    "two runs a day": (TWO_RUNS_A_DAY, RUNS_WELL | {"weekly": 0.0}),
    "a beginner who told nothing of the time before": (BEGINNER, {}),
}


@pytest.mark.parametrize("name", STORIES)
def test_the_coach_says_what_the_rules_say_day_by_day(name: str) -> None:
    story, told = STORIES[name]
    assert list(live(story, **told)) == []


# Across zones: a day is a coach day, which begins at four wherever the runner is.

TRAVELLING = """
on the wall clock | where               | what   | coach day  | level    | row | a day between
2026-03-03 18:00  | Europe/Berlin       | ran    | 2026-03-03 | walk-jog | R12 | no
2026-03-04 07:00  | Europe/Berlin       | woke 1 | 2026-03-04 | walk-jog | R12 | yes
2026-03-05 09:00  | Asia/Tokyo          | woke 1 | 2026-03-05 | walk-jog | R12 | no
2026-03-06 02:00  | Asia/Tokyo          | ran    | 2026-03-05 | walk-jog | R12 | no
2026-03-06 08:00  | Asia/Tokyo          | woke 1 | 2026-03-06 | walk-jog | R12 | yes
2026-03-06 07:00  | America/Los_Angeles | woke 3 | 2026-03-06 | walk-jog | R11 | yes
2026-03-07 07:00  | America/Los_Angeles | woke 1 | 2026-03-07 | walk-jog | R11 | no
2026-03-07 17:00  | America/Los_Angeles | ran    | 2026-03-07 | walk-jog | R11 | no
2026-03-08 03:30  | America/Los_Angeles | woke 1 | 2026-03-07 | walk-jog | R11 | no
2026-03-08 04:00  | America/Los_Angeles | woke 1 | 2026-03-08 | walk-jog | R12 | yes
2026-03-10 07:00  | Pacific/Auckland    | woke 1 | 2026-03-10 | walk-jog | R12 | no
"""
"""The same morning twice, and one that never came: the last word on a day is the one that counts.

What is run at two in the morning belongs to the day before. On the 6th the heel is worse by two,
as it turns out in Los Angeles, so that the second walk-jog sends one ratio back.
"""

STAGES_ON_THE_WAY = [1, 3, 3, 3, 5, 1, 1, 1, 1, 3, 3]


def test_a_runner_who_travels_keeps_the_coach_days() -> None:
    diary, stages = Diary(days=10), []
    for text in TRAVELLING.strip().splitlines()[1:]:
        clock, zone, what, expected, level, row, between = (one.strip() for one in text.split("|"))
        at = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone))
        today = coach_day(at.astimezone(UTC), WallTime(4), ZoneInfo(zone))
        assert str(today) == expected
        day = (today - MONDAY).days
        judgement = happened(diary, day, what)
        assert (judgement.level, judgement.verdict.row.id) == (LEVELS[level], row), text
        assert judgement.is_rest_day == (between == "yes"), text
        stages.append(diary.stage(day))
    assert stages == STAGES_ON_THE_WAY


def happened(diary: Diary, day: int, what: str) -> Judgement:
    match what.split():
        case ["woke", pain]:
            diary.woke(day, int(pain))
        case _:
            diary.ran(day, stage=diary.stage(day), metres=2500)
    return diary.judge(day)
