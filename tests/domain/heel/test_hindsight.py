"""What a past day allowed: judged by what was known then, whatever was entered since."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import routine

from coach.core.judge import DayJudge
from coach.domain.events.types import (
    EntryRetracted,
    Event,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
    StepStarted,
)
from coach.domain.heel.episode import Span
from coach.domain.heel.hindsight import Hindsight, StoredEvent
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.lookback import LOOK_BACK

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
SHIPPED = routine()
NONE, FADED, THROUGHOUT, WORSE = Pattern


class Notebook:
    """A journal: every entry with what ended it, written one day after another."""

    def __init__(self) -> None:
        self.present = 0
        self._entries: list[Event] = []
        self._retracted: dict[str, str] = {}

    def write(self, kind: type[Event], day: int | None = None, **facts: Any) -> Event:  # noqa: ANN401
        """Write an entry for a day, or for the present one."""
        on = MONDAY + DAY * (self.present if day is None else day)
        at = datetime.combine(on, time(12), UTC)
        event = kind(id=f"{len(self._entries):06x}", at=at, day=on, **facts)
        self._entries.append(event)
        return event

    def retract(self, event: Event) -> None:
        retraction = self.write(EntryRetracted, entries=(event.id,))
        self._retracted.setdefault(event.id, retraction.id)

    @property
    def stored(self) -> list[StoredEvent]:
        return [
            StoredEvent(one, self._retracted.get(one.id))
            for one in self._entries
            if not isinstance(one, EntryRetracted)
        ]

    @property
    def holding(self) -> list[Event]:
        return [one.event for one in self.stored if one.retracted_by is None]

    # What the judgement asks a journal for.

    def between(self, first: date, until: date, *kinds: type[Event]) -> list[Event]:
        return [
            one
            for one in self.holding
            if first <= one.day < until and isinstance(one, kinds or (object,))
        ]

    def done_between(self, first: date, until: date, steps: frozenset[str]) -> list[Event]:
        done = self.between(first, until, StepDone)
        return [one for one in done if isinstance(one, StepDone) and one.step in steps]

    def entries_between(self, first: date, until: date, *kinds: type[Event]) -> list[StoredEvent]:
        return [
            one
            for one in self.stored
            if first <= one.event.day < until and isinstance(one.event, kinds or (object,))
        ]

    def first_ids(self, first: date, until: date) -> Mapping[date, str]:
        known = (one for one in reversed(self._entries) if first <= one.day < until)
        return {one.day: one.id for one in known}

    def pains(self, spans: Sequence[Span]) -> list[list[int]]:
        return [
            [one.pain for one in self.between(*span, PainChecked) if isinstance(one, PainChecked)]
            for span in spans
        ]

    def first_day(self) -> date:
        return min((one.day for one in self._entries), default=self.present_day())

    def present_day(self) -> date:
        return MONDAY + DAY * self.present

    # In the runner's words.

    def woke(self, pain: int, day: int | None = None, *, walking: bool = False) -> Event:
        return self.write(
            PainChecked, day, step="pain-check", pain=pain, eases=True, walking_pain=walking
        )

    def ran(self, pattern: Pattern = NONE, day: int | None = None, **facts: Any) -> Event:  # noqa: ANN401
        known: dict[str, Any] = {"pain": 0, "pattern": pattern} | facts
        return self.write(RunLogged, day, step="run", distance=5000.0, duration=1800, **known)

    def told(self, **facts: Any) -> Event:  # noqa: ANN401
        known: dict[str, Any] = {"last_run": MONDAY - DAY, "last_pattern": NONE, "longest": 5000.0}
        known |= facts
        return self.write(IntakeGiven, **known)

    def stretched(self) -> None:
        for step in ("morning", "midday"):
            self.write(StepDone, step=step)

    def allowed(self, day: int) -> Judgement:
        """What a past day allowed."""
        on = MONDAY + DAY * day
        events = self.between(on - LOOK_BACK, on + DAY)
        all_days = self.first_day(), self.present_day()
        return DayJudge(SHIPPED, self, events, (on, on), all_days).allowed(on)

    def hindsight(self) -> Hindsight:
        return Hindsight(self.stored, self.first_ids(date.min, date.max))


# Any history: told late, deleted, corrected.

KINDS = st.sampled_from(["check", "run", "stretch", "retract"])
DEEDS = st.lists(st.tuples(KINDS, st.integers(0, 5)), max_size=5)
HISTORIES = st.lists(DEEDS, min_size=1, max_size=10)


def lived(days: list[list[tuple[str, int]]]) -> tuple[Notebook, list[list[Event]]]:
    """A notebook, and what was in force in it at the end of each day."""
    notebook, known = Notebook(), []
    for number, deeds in enumerate(days):
        notebook.present = number
        notebook.write(StepStarted, step="morning")
        for kind, ago in deeds:
            do(notebook, kind, ago)
        known.append(notebook.holding)
    return notebook, known


def do(notebook: Notebook, kind: str, ago: int) -> None:
    day = max(0, notebook.present - ago)
    holding = notebook.holding
    match kind:
        case "check":
            notebook.woke(ago, day)
        case "run":
            notebook.ran(day=day)
        case "stretch":
            notebook.write(StepDone, day, step="morning")
        case _ if holding:
            notebook.retract(holding[-1 - ago % len(holding)])


def is_check_of(event: Event, day: date) -> bool:
    return isinstance(event, PainChecked) and event.day == day


@settings(max_examples=120)
@given(HISTORIES)
def test_what_was_known_on_a_day_is_what_held_when_it_was_over_and_its_check_as_it_is_now(
    days: list[list[tuple[str, int]]],
) -> None:
    notebook, known = lived(days)
    hindsight = notebook.hindsight()
    for number, then in enumerate(known):
        day = MONDAY + DAY * number
        checks = [one for one in notebook.holding if is_check_of(one, day)]
        expected = [*(one for one in then if not is_check_of(one, day)), *checks]
        assert hindsight.known_on(day) == sorted(expected, key=lambda one: one.id)


@settings(max_examples=120)
@given(HISTORIES, st.integers(0, 10))
def test_a_day_has_changed_where_what_was_known_then_is_not_what_holds_now(
    days: list[list[tuple[str, int]]], back: int
) -> None:
    notebook, _ = lived(days)
    hindsight = notebook.hindsight()
    for number in range(len(days)):
        day = MONDAY + DAY * number
        since = day - DAY * back
        then = [one for one in hindsight.known_on(day) if one.day >= since]
        now = [one for one in notebook.holding if since <= one.day <= day]
        assert hindsight.has_changed(day, since) is (then != now)


@given(HISTORIES)
def test_a_day_that_is_past_allows_the_same_whatever_is_told_of_it_later(
    days: list[list[tuple[str, int]]],
) -> None:
    """Except for its own check: here no check is entered or taken back late."""
    days = [[(kind, ago) for kind, ago in deeds if kind in {"run", "stretch"}] for deeds in days]
    notebook = Notebook()
    allowed: list[Judgement] = []
    for number, deeds in enumerate(days):
        notebook.present = number
        notebook.woke(number % 4)
        for kind, ago in deeds:
            do(notebook, kind, ago)
        notebook.present = number + 1
        notebook.write(StepStarted, step="morning")
        allowed.append(notebook.allowed(number))
        notebook.present = number
    notebook.present = len(days)
    assert [notebook.allowed(number) for number in range(len(days))] == allowed


# In the runner's words.


def a_good_week() -> Notebook:
    """Seven days free of pain with a run on the third and the fifth; now it is the next Monday."""
    notebook = Notebook()
    notebook.told()
    for number in range(7):
        notebook.present = number
        notebook.woke(0)
        notebook.stretched()
        if number in {2, 4}:
            notebook.ran()
    notebook.present = 7
    notebook.woke(0)
    return notebook


def is_rewritten(day: int, later: Callable[[Notebook], object]) -> bool:
    """Whether a later entry changes what a day of the good week allowed."""
    notebook = a_good_week()
    before = notebook.allowed(day)
    later(notebook)
    return notebook.allowed(day) != before


LATER: dict[str, Callable[[Notebook], object]] = {
    "a sore run of an earlier day": lambda book: book.ran(THROUGHOUT, 3),
    "a run of the day": lambda book: book.ran(WORSE, 5),
    "the check of an earlier morning": lambda book: book.woke(9, 3, walking=True),
    "an intake": lambda book: book.told(last_run=None, longest=0.0),
    "an intake that stops the ice": lambda book: book.told(no_ice=True),
    "a clinician's word": lambda book: book.told(allowed=0, until=MONDAY + DAY * 9),
    "a warning sign": lambda book: book.write(FlagRaised, flags=("numb",)),
    "that an earlier run is deleted": lambda book: book.retract(
        next(one for one in book.holding if isinstance(one, RunLogged))
    ),
    "that the intake is deleted": lambda book: book.retract(
        next(one for one in book.holding if isinstance(one, IntakeGiven))
    ),
}


@pytest.mark.parametrize("later", LATER)
def test_what_is_told_later_does_not_rewrite_a_day(later: str) -> None:
    assert not is_rewritten(5, LATER[later])


def test_a_correction_of_that_mornings_check_does() -> None:
    assert is_rewritten(5, lambda book: book.woke(9, 5, walking=True))
    notebook = a_good_week()
    notebook.woke(9, 5, walking=True)
    assert notebook.allowed(5).verdict.row.id == "R02"
    assert notebook.allowed(6).verdict.row.id == notebook.allowed(4).verdict.row.id


def test_a_check_that_was_corrected_days_later_was_known_as_it_was_in_between() -> None:
    notebook = Notebook()
    notebook.told()
    first = notebook.woke(9)
    for number in (1, 2, 3):
        notebook.present = number
        notebook.write(StepStarted, step="morning")
    notebook.retract(first)
    notebook.woke(0, 0)
    assert [notebook.allowed(day).verdict.inputs.pain for day in (0, 1, 2)] == [0, 9, 9]


def test_a_check_told_after_its_day_and_corrected_later_was_known_in_between_too() -> None:
    notebook = Notebook()
    notebook.told()
    notebook.present = 1
    notebook.write(StepStarted, step="morning")
    first = notebook.woke(9, 0)
    for number in (2, 3):
        notebook.present = number
        notebook.write(StepStarted, step="morning")
    notebook.retract(first)
    assert [notebook.allowed(day).verdict.inputs.pain for day in (0, 1, 2)] == [None, 9, 9]


def test_what_is_told_before_the_days_run_counts_and_what_is_told_after_it_does_not() -> None:
    notebook = a_good_week()
    notebook.write(FlagRaised, flags=("numb",))
    assert notebook.allowed(7).flags == ("numb",)
    notebook.ran()
    notebook.write(FlagCleared, flags=("numb",), seen_by="Dr Lee", seen_on=MONDAY)
    notebook.write(FlagRaised, flags=("at-rest",))
    notebook.present = 8
    notebook.woke(0)
    assert notebook.allowed(7).flags == ("numb",)
    assert notebook.allowed(8).flags == ("at-rest",)


def test_the_days_own_runs_do_not_count_against_what_it_allowed() -> None:
    notebook = a_good_week()
    before = notebook.allowed(7)
    notebook.ran(WORSE, pain=8)
    notebook.present = 8
    notebook.woke(0)
    assert notebook.allowed(7) == before
    assert not before.ran_badly


# Clocks.


def test_a_clock_that_was_a_year_ahead_ends_no_day() -> None:
    notebook = a_good_week()
    before = notebook.allowed(5)
    notebook.write(StepStarted, 365, step="morning")
    notebook.woke(0)
    assert notebook.allowed(5) == before
    ahead = Notebook()
    ahead.write(StepStarted, 365, step="morning")
    ahead.woke(4)
    ahead.present = 1
    ahead.woke(5)
    found = ahead.hindsight()
    assert [one.id for one in found.known_on(MONDAY)] == ["000001"]


def test_the_order_is_that_of_recording_whatever_the_clock_said() -> None:
    notebook = Notebook()
    notebook.woke(1, 3)
    notebook.woke(2, 1)
    hindsight = notebook.hindsight()
    assert hindsight.end_of(MONDAY + DAY) == "000000"
    assert hindsight.end_of(MONDAY + DAY * 3) > "ffffff"
