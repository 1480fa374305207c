"""Announcements of moments that have come: each by itself if on time, otherwise one summary."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st
from support.builders import History, routine, utc
from support.zones import FIRST, LAST, shifts

from coach.domain.day.announcements import IN_TIME, Announcement, what_to_tell
from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, Moment, MomentKind, Status
from coach.domain.day.reminder_moments import quiet_spans, reminder_moments
from coach.domain.events.types import Event, Paused
from coach.domain.routine.model import Routine

ONE_DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
MONDAY = date(2026, 3, 2)
UTC_ZONE = ZoneInfo("UTC")
PLACES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "America/Asuncion",
)
ROUTINES = (
    routine(),
    routine('[reminders]\nheads_up = "10m"\nrepeats = 1\n'),
    routine('[reminders]\nquiet = [{ starts = "22:00", ends = "07:00" }]\n'),
)
ASKING = {MomentKind.DUE, MomentKind.REPEAT}
CLOSED_FOR_GOOD = {Status.DONE, Status.SKIPPED, Status.UNDER_WAY}


class Case(NamedTuple):
    """Days with their events, and the moments that were not announced by `now`."""

    days: Mapping[date, Day]
    moments: Sequence[Moment]
    now: datetime

    @property
    def tellings(self) -> tuple[Announcement, ...]:
        return what_to_tell(self.moments, self.days, self.now)

    @property
    def speaking(self) -> list[Announcement]:
        return [one for one in self.tellings if not one.is_empty]

    @property
    def is_late(self) -> bool:
        return any(self.now - moment.at > IN_TIME for moment in self.moments)


def case(of: Routine, zone: ZoneInfo, events: list[Event], first: date, now: datetime) -> Case:
    """All moments from the start of a day until `now`."""
    day = plan_day(of, first, events, zone)
    days = {first: day}
    while day.ends <= now:
        day = plan_day(of, day.date + ONE_DAY, events, zone)
        days[day.date] = day
    spans = quiet_spans(of.reminders, events, [first - ONE_DAY, *days], zone)
    moments = [
        moment
        for day in days.values()
        for moment in reminder_moments(day, of.reminders, spans, day.starts)
        if moment.at <= now
    ]
    return Case(days, moments, now)


@cache
def days_of_shifts(name: str) -> list[date]:
    """The dates on which clocks changed somewhere."""
    zone = ZoneInfo(name)
    return [shift.at.astimezone(zone).date() - ONE_DAY for shift in shifts(name)] or [MONDAY]


@st.composite
def lives(draw: st.DrawFn) -> Case:
    """Some days anywhere, with any actions of the runner, and the moments not announced yet."""
    name = draw(st.sampled_from(PLACES))
    usual = st.dates(FIRST.date() + ONE_DAY, LAST.date() - 9 * ONE_DAY)
    first = draw(st.one_of(usual, st.sampled_from(days_of_shifts(name))))
    of, zone = draw(st.sampled_from(ROUTINES)), ZoneInfo(name)
    start = plan_day(of, first, [], zone).starts
    now = start + timedelta(seconds=draw(st.integers(0, 4 * 86400)))
    events = [
        event
        for ago in range((now - start) // ONE_DAY + 1)
        for event in draw(actions(of, first + ago * ONE_DAY, start + ago * ONE_DAY))
        if event.at <= now
    ]
    lived = case(of, zone, events, first, now)
    told = draw(st.sets(st.sampled_from(lived.moments))) if lived.moments else set()
    return lived._replace(moments=[one for one in lived.moments if one not in told])


@st.composite
def actions(draw: st.DrawFn, of: Routine, day: date, starts: datetime) -> list[Event]:
    """The runner's actions on the steps of one day."""
    history = History(day)
    for seconds in sorted(draw(st.lists(st.integers(0, 86399), max_size=5))):
        at = starts + timedelta(seconds=seconds)
        step = draw(st.sampled_from(sorted(of.steps)))
        match draw(st.sampled_from(["done", "skipped", "started", "stopped", "snoozed", "pause"])):
            case "snoozed":
                history.snoozed(step, at, until=at + timedelta(minutes=10))
            case "pause":
                history.add(Paused, at, until=at + timedelta(hours=draw(st.integers(1, 20))))
            case action:
                getattr(history, action)(step, at)
    return history.events


# --- What always holds ----------------------------------------------------------------------------


@given(lives())
def test_every_moment_is_settled_by_exactly_one_telling(life: Case) -> None:
    settled = Counter(moment for telling in life.tellings for moment in telling.moments)
    assert settled == Counter(life.moments)


@given(lives())
def test_what_is_late_comes_as_one_summary_and_never_as_a_burst(life: Case) -> None:
    assume(life.is_late)
    assert len(life.speaking) <= 1


@given(lives())
def test_in_time_each_step_speaks_for_itself_unless_it_was_held_back_or_asks_again(
    life: Case,
) -> None:
    fresh = [moment for moment in life.moments if life.now - moment.at <= IN_TIME]
    speaking = life._replace(moments=fresh).speaking
    for telling in speaking:
        if telling.kind in {None, MomentKind.REPEAT} and len(telling.due + telling.missed) > 1:
            assert telling.kind or speaking == [telling]
            continue
        assert telling.kind is not None
        assert len({(moment.day, moment.step) for moment in telling.moments}) == 1
        is_pause = telling.kind is MomentKind.PAUSE_OVER
        assert len(telling.due) + len(telling.missed) == (0 if is_pause else 1)


@given(lives())
def test_nobody_is_told_of_what_is_settled(life: Case) -> None:
    for telling in life.tellings:
        told = [*telling.due, *(planned for _, planned in telling.missed)]
        assert not [one for one in told if one.status(life.now) in CLOSED_FOR_GOOD]


@given(lives())
def test_what_is_still_due_is_of_the_present_day(life: Case) -> None:
    today = max(life.days)
    for telling in life.tellings:
        for planned in telling.due:
            assert life.days[today].find(planned.step.id) is planned


@given(lives())
def test_what_was_missed_on_an_earlier_day_stands_only_where_misses_stand(life: Case) -> None:
    for telling in life.tellings:
        assert telling.kind in {None, MomentKind.MISSED} or not telling.missed
        for day, planned in telling.missed:
            assert life.days[day].find(planned.step.id) is planned
            assert planned.status(life.now) is Status.MISSED


@given(lives())
def test_what_still_means_something_is_told(life: Case) -> None:
    last = {(moment.day, moment.step): moment for moment in sorted(life.moments, key=_at)}
    due = {planned.step.id for telling in life.tellings for planned in telling.due}
    missed = {(day, one.step.id) for telling in life.tellings for day, one in telling.missed}
    for (day, step), moment in last.items():
        planned = life.days[day].find(step)
        if planned and planned.status(life.now) is Status.MISSED:
            assert (day, step) in missed
        if planned and planned.status(life.now) is Status.DUE and moment.kind in ASKING:
            assert step in due


@given(lives(), st.randoms())
def test_the_order_in_which_moments_are_found_does_not_matter(life: Case, random: Random) -> None:
    mixed = list(life.moments)
    random.shuffle(mixed)
    mixed_up = what_to_tell(mixed, life.days, life.now)
    assert Counter(map(_settles, mixed_up)) == Counter(map(_settles, life.tellings))


def _at(moment: Moment) -> datetime:
    return moment.at


def _settles(telling: Announcement) -> tuple[MomentKind | None, frozenset[Moment]]:
    return telling.kind, frozenset(telling.moments)


# --- Single days ----------------------------------------------------------------------------------


def told(now: datetime, events: Sequence[Event] = (), text: str = "") -> list[tuple[str, ...]]:
    """The announcements on a Monday in UTC, if there were none before: kind and steps."""
    lived = case(routine(text), UTC_ZONE, list(events), MONDAY, now)
    return [
        (
            str(one.kind or "summary"),
            *(planned.step.id for planned in one.due),
            *(f"{planned.step.id} missed" for _, planned in one.missed),
        )
        for one in lived.speaking
    ]


def test_a_step_asks_when_it_is_due() -> None:
    assert told(utc(MONDAY, "06:45:01")) == [("due", "pain-check")]


def test_one_step_alone_needs_no_summary_however_late_it_is() -> None:
    assert told(utc(MONDAY, "06:49:59")) == [("due", "pain-check")]


def test_a_repeat_that_comes_late_is_told_once() -> None:
    history = History(MONDAY)
    history.checked("06:45")
    assert told(utc(MONDAY, "07:15"), history.events) == [("repeat", "morning")]


def test_after_a_sleep_there_is_one_summary_of_what_is_due_and_what_was_missed() -> None:
    assert told(utc(MONDAY, "14:00")) == [
        ("summary", "midday", "pain-check missed", "morning missed")
    ]


def test_a_night_asleep_tells_what_was_missed_the_day_before() -> None:
    ((kind, *steps),) = told(utc(MONDAY + ONE_DAY, "06:00"))
    assert kind == "summary"
    assert "midday missed" in steps
    assert "evening missed" in steps


def test_a_moment_is_in_time_for_ninety_seconds() -> None:
    text = '[steps.morning]\nat = "06:46"\n'
    on_time = utc(MONDAY, "06:45") + IN_TIME
    assert told(on_time, text=text) == [("due", "pain-check"), ("due", "morning")]
    assert told(on_time + SECOND, text=text) == [("summary", "pain-check", "morning")]


def test_what_has_lost_its_meaning_is_settled_in_silence() -> None:
    history = History(MONDAY)
    history.done("midday", "12:31")
    lived = case(routine(), UTC_ZONE, [], MONDAY, utc(MONDAY, "12:30"))
    done = plan_day(routine(), MONDAY, history.events, UTC_ZONE)
    midday = [moment for moment in lived.moments if moment.step == "midday"]
    (telling,) = what_to_tell(midday, {MONDAY: done}, utc(MONDAY, "12:40"))
    assert telling.is_empty
    assert list(telling.moments) == midday


def test_a_heads_up_is_not_told_once_the_step_is_due() -> None:
    text = '[reminders]\nheads_up = "10m"\n'
    history = History(MONDAY)
    history.checked("06:30")
    assert told(utc(MONDAY, "06:40"), history.events, text) == [("heads-up", "morning")]
    lived = case(routine(text), UTC_ZONE, history.events, MONDAY, utc(MONDAY, "06:40"))
    late = what_to_tell(lived.moments, lived.days, utc(MONDAY, "06:50"))
    assert [one.is_empty for one in late] == [True]


def test_the_end_of_a_pause_is_told_only_when_it_is_new() -> None:
    history = History(MONDAY)
    history.checked("06:45")
    history.done("morning", "06:50")
    history.add(Paused, "09:00", until=utc(MONDAY, "10:00"))
    assert told(utc(MONDAY, "10:01"), history.events) == [("pause over",)]
    assert told(utc(MONDAY, "10:02"), history.events) == []


def test_the_end_of_quiet_hours_is_one_summary_in_the_order_of_the_day() -> None:
    quiet = '[reminders]\nquiet = [{ starts = "06:00", ends = "14:00" }]\n'
    assert told(utc(MONDAY, "14:00"), text=quiet) == [
        ("summary", "midday", "pain-check missed", "morning missed")
    ]


def test_the_end_of_a_pause_is_one_summary_with_what_is_due() -> None:
    history = History(MONDAY)
    history.checked("06:45")
    history.done("morning", "06:50")
    history.add(Paused, "12:00", until=utc(MONDAY, "13:00"))
    text = '[steps.evening]\nat = "12:10"\n'
    assert told(utc(MONDAY, "13:00"), history.events, text) == [("summary", "evening", "midday")]


def test_steps_that_ask_again_at_one_instant_do_so_together() -> None:
    of, now = routine('[steps.evening]\nat = "12:30"\n'), utc(MONDAY, "12:40")
    lived = case(of, UTC_ZONE, [], MONDAY, now)
    again = [one for one in lived.moments if one.at == now]
    (telling,) = what_to_tell(again, lived.days, now)
    assert telling.kind is MomentKind.REPEAT
    assert {one.step.id for one in telling.due} == {"midday", "evening"}


def test_a_step_that_is_configured_no_more_is_settled_in_silence() -> None:
    lived = case(routine(), UTC_ZONE, [], MONDAY, utc(MONDAY, "06:45"))
    without = routine("[steps.pain-check]\nenabled = false\n")
    days = {MONDAY: plan_day(without, MONDAY, [], UTC_ZONE)}
    (telling,) = what_to_tell(lived.moments, days, lived.now)
    assert telling.is_empty
    (telling,) = what_to_tell(lived.moments, {}, lived.now)
    assert telling.is_empty
