"""What Coach says would change the advice does change it: each sentence is parsed and tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from support.diary import MONDAY, Diary
from support.lives import INTAKES, LIVES, written
from support.plain_reading import Before, Lived

from coach.domain.day.dates import near_day_text
from coach.domain.events.types import (
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    Pattern,
    RunLogged,
)
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import RULES
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.wording.level_reason import what_would_change_it

DAY = timedelta(days=1)
NEVER_CHANGES = {"R19"}
"""Run as planned: there is nothing to change."""
Promise = Callable[[Diary, int, re.Match[str]], Iterator[tuple[Diary, int]]]
"""The histories that a sentence describes, each with the day by which the row must be gone."""


def then(diary: Diary) -> Diary:
    """The same history, to continue from."""
    later = Diary()
    later.events = list(diary.events)
    return later


def morning(pain: int, *, eases: bool = True, walking: bool = False) -> Promise:
    """A next morning."""

    def promise(diary: Diary, day: int, _: re.Match[str]) -> Iterator[tuple[Diary, int]]:
        yield then(diary).woke(day + 1, pain, eases=eases, walking=walking), day + 1

    return promise


def either(*promises: Promise) -> Promise:
    """Any one of several ways out."""

    def promise(diary: Diary, day: int, said: re.Match[str]) -> Iterator[tuple[Diary, int]]:
        for one in promises:
            yield from one(diary, day, said)

    return promise


def morning_at(diary: Diary, day: int, said: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    """A next morning with the pain that the sentence names."""
    yield then(diary).woke(day + 1, int(said[1])), day + 1


def cleared(diary: Diary, day: int, _: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    flags = diary.judge(day).flags
    later = then(diary)
    later.add(FlagCleared, day + 1, flags=flags, seen_by="Dr Lee")
    yield later.woke(day + 1, 0), day + 1


def released(diary: Diary, day: int, said: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    """Two checks as required, from tomorrow on, at the earliest on the named day."""
    later, gone = then(diary), max(day + 2, number_of(said[1]) if said[1] else 0)
    for one in range(day + 1, gone + 1):
        later.woke(one, int(said[2]))
    yield later, gone


def walk_jogged(diary: Diary, day: int, said: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    later = then(diary).woke(day + 1, 0)
    later.ran(day + 1, Pattern.NONE, walk_jog=True).woke(day + 2, 0)
    yield later, day + 2
    yield then(diary), max(day + 1, number_of(said[1]))


def climbed(diary: Diary, day: int, _: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    """The ladder up to its last stage, with a day between two walk-jogs."""
    later, cleared_on = then(diary), diary.judge(day).cleared_on
    until = number_of_day(cleared_on) + 15 if cleared_on else 0
    for one in range(day + 1, day + 60):
        later.woke(one, 0).stretched(one)
        judgement = later.judge(one)
        if judgement.stage is None or (judgement.verdict.row.id != "R12"):
            yield later, max(one, until)
            return
        if not judgement.is_rest_day:
            later.ran(one, Pattern.NONE, stage=judgement.stage.number, walk_jog=True)
    pytest.fail("sixty days of walk-jogs without pain did not end the ladder")


def ran_well(diary: Diary, day: int, _: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    yield then(diary).ran(day, Pattern.NONE, pain=0, at="23:00").woke(day + 1, 0), day + 1


def better_week(diary: Diary, day: int, said: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    later = then(diary)
    for one in range(day + 1, day + 8):
        later.woke(one, int(float(said[1])))
    yield later, day + 7


def stretched_a_week(diary: Diary, day: int, _: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    later = then(diary)
    for one in range(day + 1, day + 8):
        later.stretched(one, 2)
    yield later.woke(day + 8, 0), day + 8


def answered(diary: Diary, day: int, _: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    """A complete check; what the runner did not say about a run stays unsaid."""
    yield then(diary).woke(day, 0).woke(day + 1, 0), day + 1


def run_told(diary: Diary, day: int, _: re.Match[str]) -> Iterator[tuple[Diary, int]]:
    later = then(diary)
    later.events = [_told(one) for one in later.events]
    yield later.woke(day + 1, 0), day + 1


def _told(event: Event) -> Event:
    match event:
        case RunLogged():
            return replace(event, pain=0, pattern=Pattern.NONE)
        case IntakeGiven():
            return replace(event, last_pattern=Pattern.NONE)
        case _:
            return event


_DAY = r"\w+ \d+ \w+"
_TWO_CHECKS = r"two checks in a row at (\d+) or less with no pain when walking"
PROMISES: Sequence[tuple[str, Promise]] = (
    (r"see a clinician, then clear the sign", cleared),
    (
        r"a morning below 8, or one when it eases and walking does not hurt",
        either(morning(7, eases=False, walking=True), morning(10)),
    ),
    (
        r"a morning below 6, one when it eases, or one when walking does not hurt",
        either(morning(5, eases=False, walking=True), morning(6), morning(7, eases=False)),
    ),
    (r"a morning when walking does not hurt", morning(5, eases=False)),
    (
        rf"(?:from ({_DAY}) on, )?{_TWO_CHECKS}",
        released,
    ),
    (r"a morning at (\d+) or less", morning_at),
    (
        r"a morning when it eases after a few steps, or one below 3",
        either(morning(5), morning(2, eases=False)),
    ),
    (r"a clinician's advice: enter what they allow, or clear the sign", cleared),
    (
        rf"a walk-jog and a next morning that is no worse; by ({_DAY}) at the latest",
        walk_jogged,
    ),
    (
        rf"the last of the {LAST_STAGE} stages(?:; not before {_DAY})?",
        climbed,
    ),
    (r"a run without pain", ran_well),
    (r"a morning below 3", morning(2)),
    (
        r"a morning when it eases after a few steps, or one without pain",
        either(morning(2), morning(0)),
    ),
    (
        r"a morning of 1 or less, or a week with a median of ([\d.]+) or less",
        either(morning(1), better_week),
    ),
    (r"two stretch sessions a day, averaged over a week", stretched_a_week),
    (r"today's pain check", answered),
    (r"answer the rest of the pain check", answered),
    (r"say how your last run felt: its pain, and how it went", run_told),
)


def number_of(day: str) -> int:
    """The number of a day written like `Sat 28 Mar`."""
    named = (MONDAY + DAY * number for number in range(400))
    return next(number_of_day(one) for one in named if near_day_text(one) == day)


def number_of_day(day: date) -> int:
    return (day - MONDAY).days


def ways_out(diary: Diary, day: int) -> Iterator[tuple[Diary, int]]:
    """The histories that the sentence of a day describes."""
    sentence = what_would_change_it(diary.judge(day))
    change = sentence.removeprefix("What would change it: ").removesuffix(".")
    for pattern, promise in PROMISES:
        if said := re.fullmatch(pattern, change):
            yield from promise(diary, day, said)
            return
    pytest.fail(f"nobody has read back: {change!r}")


def is_kept(diary: Diary, day: int) -> None:
    judgement = diary.judge(day)
    if judgement.verdict.row.id in NEVER_CHANGES:
        assert not what_would_change_it(judgement)
        return
    for later, gone in ways_out(diary, day):
        row = later.judge(gone).verdict.row.id
        assert row != judgement.verdict.row.id, what_would_change_it(judgement)


@settings(max_examples=120)
@given(LIVES, INTAKES)
def test_the_stated_way_out_is_the_way_out_of_any_history(
    days: list[Lived], before: Before | None
) -> None:
    *past, morning = days
    before_todays_runs = [*past, morning._replace(runs=())]
    is_kept(written(before_todays_runs, before), len(days) - 1)


def well(days: int, pain: int = 1, *, stretches: int = 3) -> Diary:
    """A runner who runs every second day without pain, with such mornings."""
    diary = Diary(stretches=stretches, days=days).told(
        ran_before=2, last_pattern=Pattern.NONE, weekly=30_000, longest=10_000
    )
    for day in range(days):
        diary.woke(day, pain)
        if day % 2:
            diary.ran(day)
    return diary


def worse_for(days: int, by: int) -> Diary:
    diary = well(14)
    for day in range(14, 14 + days):
        diary.woke(day, 1 + by).stretched(day)
    return diary


def flagged(sign: str) -> Diary:
    diary = well(8)
    diary.add(FlagRaised, 7, flags=(sign,))
    return diary


def never_better() -> Diary:
    diary = Diary(stretches=3, days=90).told(ran_before=2, last_pattern=Pattern.NONE)
    for day in range(90):
        diary.woke(day, 2)
        if day % 2:
            diary.ran(day)
    return diary


HISTORIES: dict[str, Diary] = {
    "R01": flagged("numb"),
    "R02": well(8).woke(8, 9, eases=False),
    "R03": well(8).woke(8, 7, eases=False, walking=True),
    "R04": worse_for(7, by=4),
    "R05": well(8).woke(8, 0, walking=True),
    "R06": well(8).ran(8, Pattern.THROUGHOUT, pain=5).woke(9, 1),
    "R07": well(8).ran(8, Pattern.WORSE, pain=5).woke(9, 1),
    "R20": well(8).ran(8, Pattern.FADED, pain=8).woke(9, 1),
    "R08": well(8).woke(8, 6),
    "R09": well(8).woke(8, 4, eases=False),
    "R10": worse_for(3, by=3),
    "R21": flagged("bones"),
    "R11": well(8).woke(8, 4),
    "R12": Diary().woke(0, 1),
    "R13": well(8).ran(8, Pattern.FADED, pain=2).woke(9, 1),
    "R14": well(7, 3).woke(7, 3),
    "R15": well(7).woke(7, 2, eases=False),
    "R16": worse_for(3, by=1),
    "R17": never_better().woke(90, 2),
    "R18": well(8, stretches=1).woke(8, 1),
    "R00": well(8),
    "R19": well(8).woke(8, 1),
}


def last_day(diary: Diary) -> int:
    return max(number_of_day(one.day) for one in diary.events)


@pytest.mark.parametrize("row", HISTORIES)
def test_each_row_has_a_way_out_that_is_one(row: str) -> None:
    diary = HISTORIES[row]
    day = 8 if row == "R00" else last_day(diary)
    judgement: Judgement = diary.judge(day)
    assert judgement.verdict.row.id == row
    is_kept(diary, day)


def test_every_row_is_among_them() -> None:
    assert list(HISTORIES) == [row.id for row in RULES]
