"""Days away: nothing is due and nothing is missed, whatever else was said."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import History, routine

from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, Status
from coach.domain.day.reminder_moments import quiet_spans, reminder_moments
from coach.domain.day.time_away import TimeAway, away_on, is_away_at, last_away, times_away
from coach.domain.day.wallclock import instant
from coach.domain.events.types import Away, AwayReason, CameBack, Event, Paused, StepStarted
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Reminders
from coach.domain.units import Duration, WallTime

SHIPPED = routine()
SPACED = routine("[steps.midday]\nevery = 2\n[steps.evening]\nevery = 3\n")
DAY = timedelta(days=1)
FOUR = WallTime(4)
MONDAY = date(2026, 3, 23)
"""The clocks of Berlin go forward on the Sunday of that week."""
DAYS = [MONDAY + ahead * DAY for ahead in range(21)]
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"]).map(
    ZoneInfo
)
SPANS = st.tuples(st.sampled_from(DAYS[:14]), st.integers(1, 6))
REASONS = st.sampled_from(AwayReason)


def away(number: int, since: date, days: int, because: AwayReason = AwayReason.ILL) -> Away:
    """Days away that count from the beginning of the first one."""
    at = instant(since - DAY, FOUR, ZoneInfo("UTC"))
    until = since + days * DAY
    return Away(id=f"{number:06}", at=at, day=since, until=until, because=because)


def back(number: int, day: date, hour: float = 12, zone: ZoneInfo | None = None) -> CameBack:
    at = instant(day, FOUR, zone or ZoneInfo("UTC")) + timedelta(hours=hour)
    return CameBack(id=f"{number:06}", at=at, day=day)


def span_of(one: TimeAway) -> tuple[date, date, AwayReason]:
    return one.since, one.until, one.because


def spans_of(times: Iterable[TimeAway]) -> set[tuple[date, date, AwayReason]]:
    return {span_of(one) for one in times if one.days}


@st.composite
def words(draw: st.DrawFn) -> list[Event]:
    """What somebody says of days away, in any order and overlapping."""
    said: list[Event] = []
    for number in range(draw(st.integers(0, 6))):
        if draw(st.integers(0, 3)):
            since, days = draw(SPANS)
            one = away(number, since, days, draw(REASONS))
            told = replace(one, day=since - draw(st.integers(1, 9)) * DAY, since=since)
            said.append(draw(st.sampled_from([one, told])))
        else:
            said.append(back(number, draw(st.sampled_from(DAYS))))
    return said


# Which days they are.


@given(words())
def test_a_day_belongs_to_one_time_away_at_most_and_somebody_said_so(said: list[Event]) -> None:
    times = times_away(said)
    for day in DAYS:
        assert sum(one.has(day) for one in times) <= 1
        if away_on(times, day):
            assert any(isinstance(one, Away) and one.first_day <= day < one.until for one in said)


@given(words(), SPANS, REASONS)
def test_the_last_word_counts_on_all_of_its_days(
    said: list[Event], span: tuple[date, int], because: AwayReason
) -> None:
    times = times_away([*said, last := away(99, *span, because)])
    for day in DAYS:
        if last.day <= day < last.until:
            found = away_on(times, day)
            assert found
            assert span_of(found) == (last.day, last.until, because)


@given(words(), SPANS, st.integers(1, 5), st.integers(1, 6))
def test_an_absence_before_a_planned_one_takes_only_its_own_days_from_it(
    said: list[Event], span: tuple[date, int], ahead: int, days: int
) -> None:
    since, planned_days = span
    planned = replace(away(98, since, planned_days), day=since - 9 * DAY, since=since)
    before = times_away([*said, planned])
    after = times_away([*said, planned, away(99, since - ahead * DAY, days)])
    until = since + (days - ahead) * DAY
    for day in DAYS:
        if max(since, until) <= day < planned.until:
            assert away_on(before, day)
            assert away_on(after, day)


@given(words(), SPANS)
def test_a_time_away_that_touches_no_other_changes_none(
    said: list[Event], span: tuple[date, int]
) -> None:
    since, days = span
    before = times_away(said)
    assume(not any(away_on(before, since + ahead * DAY) for ahead in range(days)))
    after = times_away([*said, away(99, since, days)])
    new = since, since + days * DAY, AwayReason.ILL
    assert spans_of(after) == {*spans_of(before), new}


@given(words(), st.sampled_from(DAYS))
def test_coming_back_ends_the_time_away_of_that_day_and_no_other(
    said: list[Event], day: date
) -> None:
    before, after = times_away(said), times_away([*said, back(99, day)])
    ended = away_on(before, day)
    for one in DAYS:
        is_over = ended is not None and ended.has(one) and one >= day
        assert (
            away_on(after, one) is None
            if is_over
            else bool(away_on(after, one)) == bool(away_on(before, one))
        )


@given(words(), st.randoms())
def test_in_which_order_the_entries_come_in_does_not_matter(
    said: list[Event], chance: Random
) -> None:
    mixed = list(said)
    chance.shuffle(mixed)
    assert times_away(mixed) == times_away(said)


def test_a_correction_counts_from_when_the_first_entry_was_made() -> None:
    first, home = away(1, MONDAY, 6), back(2, MONDAY + 3 * DAY)
    corrected = replace(first, id="000003", place=first.id, until=MONDAY + 5 * DAY)
    (only,) = times_away([home, corrected])
    assert only.until == MONDAY + 3 * DAY


def test_times_away_that_follow_each_other_are_one_and_each_keeps_its_reason() -> None:
    times = times_away([away(1, MONDAY, 6), away(2, MONDAY + 2 * DAY, 2, AwayReason.TRAVEL)])
    ill = (MONDAY, MONDAY + 2 * DAY, AwayReason.ILL)
    travelling = (MONDAY + 2 * DAY, MONDAY + 4 * DAY, AwayReason.TRAVEL)
    assert [*map(span_of, last_away(times, MONDAY + 5 * DAY))] == [ill, travelling]
    assert [*map(span_of, last_away(times, MONDAY + 3 * DAY))] == [ill]
    assert last_away(times, MONDAY) == ()


@given(words(), st.sampled_from(DAYS))
def test_what_is_counted_as_one_has_no_day_at_home_in_it(said: list[Event], day: date) -> None:
    times = times_away(said)
    parts = last_away(times, day)
    for one in parts:
        assert all(away_on(times, one.since + n * DAY) == one for n in range(one.days))
    assert all(one.until == after.since for one, after in pairwise(parts))
    assert not parts or not away_on(times, parts[0].since - DAY)


# What is due on them.


@st.composite
def events_of(draw: st.DrawFn, day: date, zone: ZoneInfo) -> list[Event]:
    """Steps of a day snoozed, skipped, started, stopped or done, at any time."""
    history = History(day)
    starts = instant(day, FOUR, zone)
    for minute in sorted(draw(st.lists(st.integers(0, 22 * 60), max_size=6))):
        at, step = starts + timedelta(minutes=minute), draw(st.sampled_from(list(SHIPPED.steps)))
        match draw(st.integers(0, 4)):
            case 0:
                history.done(step, at)
            case 1:
                history.skipped(step, at)
            case 2:
                history.started(step, at)
            case 3:
                history.stopped(step, at)
            case _:
                history.snoozed(step, at, at + timedelta(minutes=draw(st.integers(1, 50))))
    return history.events


def instants(day: Day) -> list[datetime]:
    """Instants of a day, its last and the ones after it included."""
    ends = day.ends - day.starts
    return [day.starts + ends * part / 24 for part in range(26)]


@given(st.data(), ZONES, st.sampled_from(DAYS[:7]), st.sampled_from([SHIPPED, SPACED]))
def test_nothing_is_due_or_missed_on_a_day_away(
    data: st.DataObject, zone: ZoneInfo, date_: date, of: Routine
) -> None:
    events = data.draw(events_of(date_, zone))
    times = times_away([away(1, date_ - DAY, 3)])
    day = plan_day(of, date_, events, zone, away=times)
    at_home = plan_day(of, date_, events, zone)
    begun = {one.step for one in events if isinstance(one, StepStarted)}
    assert day.away == times[0]
    for one, other in zip(day.steps, at_home.steps, strict=True):
        for now in instants(day):
            status = one.status(now)
            assert status in {Status.DONE, Status.SKIPPED} or one.step.id in begun
            assert status is not Status.MISSED
            if other.facts.done:
                assert status is Status.DONE
    assert not [one for one in day.moments(day.starts) if one.step not in begun]


@given(st.data(), ZONES, st.sampled_from(DAYS[:7]))
def test_nothing_rings_on_a_day_away_not_even_the_end_of_a_pause(
    data: st.DataObject, zone: ZoneInfo, date_: date
) -> None:
    starts = instant(date_, FOUR, zone)
    ends = starts + timedelta(hours=data.draw(st.integers(0, 23)))
    pause = Paused(id="1", at=starts - DAY, day=date_ - DAY, until=ends)
    events = [pause, *data.draw(events_of(date_, zone))]
    day = plan_day(SHIPPED, date_, events, zone, away=times_away([away(1, date_, 1)]))
    spans = quiet_spans(Reminders(), events, (), zone)
    assert not reminder_moments(day, Reminders(heads_up=Duration(300)), spans, starts - DAY)


@given(st.data(), ZONES, st.sampled_from(DAYS[:7]))
def test_a_day_at_home_is_as_if_nobody_had_ever_been_away(
    data: st.DataObject, zone: ZoneInfo, date_: date
) -> None:
    events = data.draw(events_of(date_, zone))
    around = times_away([away(1, date_ - 4 * DAY, 4), away(2, date_ + DAY, 3)])
    assert plan_day(SPACED, date_, events, zone, away=around) == plan_day(
        SPACED, date_, events, zone
    )


@given(st.data(), ZONES, st.sampled_from(DAYS[:7]), st.floats(0, 23))
def test_on_the_day_of_an_early_return_only_what_was_over_by_then_is_let_go(
    data: st.DataObject, zone: ZoneInfo, date_: date, hour: float
) -> None:
    events = data.draw(events_of(date_, zone))
    home = back(2, date_, hour, zone)
    times = times_away([away(1, date_ - 2 * DAY, 5), home])
    day = plan_day(SHIPPED, date_, events, zone, away=times)
    at_home = plan_day(SHIPPED, date_, events, zone)
    assert (day.away, day.came_back) == (None, home.at)
    for one, other in zip(day.steps, at_home.steps, strict=True):
        if one.closes > home.at:
            assert one == other
        else:
            assert one.status(day.ends) is not Status.MISSED


@given(st.data(), ZONES, st.sampled_from(DAYS[:7]), st.integers(0, 23), st.integers(0, 23))
def test_what_was_missed_before_the_entry_stays_missed(
    data: st.DataObject, zone: ZoneInfo, date_: date, hour: int, later: int
) -> None:
    events = data.draw(events_of(date_, zone))
    starts = instant(date_, FOUR, zone)
    entered, home = starts + timedelta(hours=hour), back(2, date_, max(hour, later), zone)
    told = replace(away(1, date_, 3), at=entered)
    at_home = plan_day(SHIPPED, date_, events, zone)
    choices: list[list[Event]] = [[told], [told, home]]
    for said in choices:
        day = plan_day(SHIPPED, date_, events, zone, away=times_away(said))
        for one, other in zip(day.steps, at_home.steps, strict=True):
            if other.closes <= entered or (len(said) > 1 and other.closes > home.at):
                assert one == other
            else:
                assert one.status(day.ends) is not Status.MISSED


@given(words(), st.sampled_from(DAYS[1:]), st.integers(0, 23))
def test_who_was_away_already_misses_nothing_by_entering_it_again(
    said: list[Event], day: date, hour: int
) -> None:
    before = times_away(said)
    assume(away_on(before, day) and away_on(before, day - DAY))
    at = instant(day, FOUR, ZoneInfo("UTC")) + timedelta(hours=hour)
    after = times_away([*said, replace(away(99, day, 2), at=at)])
    assert is_away_at(after, day, at - timedelta(hours=1))


def test_what_comes_every_second_day_is_open_again_on_the_first_day_back() -> None:
    history = History(MONDAY)
    history.done("strength", "19:00")
    times = times_away([away(1, MONDAY + DAY, 4)])
    zone = ZoneInfo("UTC")
    found = {
        ahead: plan_day(SHIPPED, MONDAY + ahead * DAY, history.events, zone, away=times).find(
            "strength"
        )
        for ahead in range(1, 7)
    }
    now = instant(MONDAY + 5 * DAY, WallTime(20), zone)
    assert found[1] is None  # the day after it was done
    assert all(one is None or one.is_away for ahead, one in found.items() if ahead < 5)
    assert found[5] is not None
    assert found[5].status(now) is Status.DUE
