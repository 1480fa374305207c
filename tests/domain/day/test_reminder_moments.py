"""When a runner is reminded: repeats until answered, quiet hours and pauses."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from support.builders import History, routine, utc

from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Moment, MomentKind
from coach.domain.day.reminder_moments import audible_from, quiet_at, quiet_spans, reminder_moments
from coach.domain.events.types import Event, Paused, Resumed
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import QuietHours
from coach.domain.units import WallTime

UTC_ZONE = ZoneInfo("UTC")
MONDAY = date(2026, 3, 2)
DAYS = [MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=1)]


def reminded(of: Routine, step: str, events: list[Event] | None = None) -> list[tuple[str, str]]:
    """The kinds and times at which one step asks, on a Monday in UTC."""
    moments = all_moments(of, events or [], utc(MONDAY, "04:00"))
    return [(str(one.kind), f"{one.at:%H:%M}") for one in moments if one.step == step]


def all_moments(of: Routine, events: list[Event], since: datetime) -> tuple[Moment, ...]:
    day = plan_day(of, MONDAY, events, UTC_ZONE)
    spans = quiet_spans(of.reminders, events, DAYS, UTC_ZONE)
    return reminder_moments(day, of.reminders, spans, since)


def test_a_step_asks_again_after_ten_minutes_and_is_missed() -> None:
    assert reminded(routine(), "midday") == [
        ("due", "12:30"),
        ("repeat", "12:40"),
        ("missed", "16:30"),
    ]


def test_how_often_it_asks_is_configured() -> None:
    often = routine('[reminders]\nrepeats = 2\nrepeat_every = "1h"\nheads_up = "5m"\n')
    assert reminded(often, "midday") == [
        ("heads-up", "12:25"),
        ("due", "12:30"),
        ("repeat", "13:30"),
        ("repeat", "14:30"),
        ("missed", "16:30"),
    ]


def test_an_answer_ends_the_repeats() -> None:
    for answer in ("done", "skipped", "started"):
        history = History(MONDAY)
        getattr(history, answer)("midday", "12:35")
        assert reminded(routine(), "midday", history.events) == []


def test_a_snooze_begins_the_repeats_anew() -> None:
    history = History(MONDAY)
    history.snoozed("midday", "12:35", until="12:45")
    assert reminded(routine(), "midday", history.events)[:2] == [
        ("due", "12:45"),
        ("repeat", "12:55"),
    ]


def test_an_optional_step_asks_once() -> None:
    assert reminded(routine(), "night-splint") == [("due", "22:30")]


def test_nothing_is_said_after_the_window_has_closed() -> None:
    short = routine('[steps.midday]\nwindow = "15m"\n')
    assert reminded(short, "midday") == [
        ("due", "12:30"),
        ("repeat", "12:40"),
        ("missed", "12:45"),
    ]


def test_what_is_due_in_quiet_hours_is_told_at_their_end() -> None:
    quiet = routine('[reminders]\nquiet = [{ starts = "12:00", ends = "14:00" }]\n')
    assert reminded(quiet, "midday") == [
        ("due", "14:00"),
        ("repeat", "14:10"),
        ("missed", "16:30"),
    ]


def test_what_is_over_before_the_quiet_hours_end_is_missed_at_their_end() -> None:
    quiet = routine('[reminders]\nquiet = [{ starts = "12:00", ends = "17:00" }]\n')
    assert reminded(quiet, "midday") == [("missed", "17:00")]


def test_what_was_missed_in_quiet_hours_that_outlast_the_day_is_not_told_on_the_next() -> None:
    quiet = routine('[reminders]\nquiet = [{ starts = "12:00", ends = "07:00" }]\n')
    assert reminded(quiet, "midday") == []


def test_quiet_hours_cross_midnight_and_follow_the_weekday_they_begin_on() -> None:
    night = routine('[reminders]\nquiet = [{ starts = "22:00", ends = "07:00", days = ["sun"] }]\n')
    assert reminded(night, "morning")[0] == ("due", "07:00")
    assert reminded(night, "night-splint") == [("due", "22:30")]


def test_a_pause_is_quiet_and_says_when_it_is_over() -> None:
    history = History(MONDAY)
    history.add(Paused, "12:00", until=utc(MONDAY, "13:15"))
    assert reminded(routine(), "midday", history.events)[0] == ("due", "13:15")
    assert reminded(routine(), "", history.events) == [("pause over", "13:15")]


def test_who_resumes_is_reminded_from_then_on() -> None:
    history = History(MONDAY)
    history.add(Paused, "12:00", until=utc(MONDAY, "18:00"))
    history.add(Resumed, "12:31")
    assert reminded(routine(), "midday", history.events)[0] == ("due", "12:31")


def test_the_last_pause_counts() -> None:
    history = History(MONDAY)
    history.add(Paused, "12:00", until=utc(MONDAY, "18:00"))
    history.add(Paused, "12:20", until=utc(MONDAY, "12:40"))
    assert reminded(routine(), "midday", history.events)[0] == ("due", "12:40")


CLOCKS = st.builds(WallTime, st.integers(0, 23), st.integers(0, 59))
QUIET = st.lists(
    st.builds(
        QuietHours,
        starts=CLOCKS,
        ends=CLOCKS,
        days=st.lists(st.sampled_from(Weekday), unique=True).map(tuple),
    ),
    max_size=3,
).map(tuple)


@given(quiet=QUIET, zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata"]))
def test_nobody_is_reminded_in_quiet_hours_and_of_nothing_twice(
    quiet: tuple[QuietHours, ...], zone: str
) -> None:
    shipped = routine()
    there = ZoneInfo(zone)
    day = plan_day(shipped, MONDAY, [], there)
    reminders = type(shipped.reminders)(quiet=quiet)
    spans = quiet_spans(reminders, [], DAYS, there)
    moments = reminder_moments(day, reminders, spans, day.starts - timedelta(seconds=1))
    assert not [one for one in moments if quiet_at(spans, one.at)]
    told = [one.step for one in moments if one.kind is MomentKind.DUE]
    assert len(told) == len(set(told))
    for planned in day.steps:
        if planned.due and audible_from(spans, planned.due) < planned.closes:
            assert planned.step.id in told
