"""A planned day: the status of its steps at any instant, what is next, and its moments."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import History, routine, utc
from support.planned_day import DAY, SECOND, SHIPPED, TUESDAY, WEDNESDAY, due, ids, plan, status

from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, MomentKind, Status
from coach.domain.events.types import Event, ExerciseDone, PainChecked, RunLogged, StepDone

# The status of a step.


def test_a_step_is_upcoming_then_due_then_missed() -> None:
    day = plan()
    assert status(day, "midday", "12:29:59") is Status.UPCOMING
    assert status(day, "midday", "12:30:00") is Status.DUE
    assert status(day, "midday", "16:29:59") is Status.DUE
    assert status(day, "midday", "16:30:00") is Status.MISSED


def test_no_window_reaches_into_the_next_day() -> None:
    late = routine('[steps.pain-check]\nwindow = "24h"\n')
    planned = plan_day(late, TUESDAY, [], UTC).find("pain-check")
    assert planned is not None
    assert planned.closes == utc(WEDNESDAY, "04:00")


def test_what_is_done_is_done_at_any_time() -> None:
    history = History(TUESDAY)
    history.done("midday", "09:00")
    day = plan(history.events)
    assert {status(day, "midday", clock) for clock in ("09:00", "12:30", "23:00")} == {Status.DONE}


def test_a_missed_step_can_still_be_done() -> None:
    history = History(TUESDAY)
    history.done("midday", "20:00")
    assert status(plan(history.events), "midday", "20:00") is Status.DONE


def test_a_rating_does_the_pain_check_and_a_log_the_run() -> None:
    history = History(TUESDAY)
    history.checked("06:50")
    history.ran("18:00")
    day = plan(history.events)
    assert status(day, "pain-check", "18:00") is Status.DONE
    assert status(day, "run", "18:00") is Status.DONE


def test_a_run_of_no_step_leaves_the_day_as_it_is() -> None:
    history = History(TUESDAY)
    history.ran("09:00", step=None)
    assert plan(history.events) == plan()


def test_a_skipped_step_stays_skipped_until_it_is_begun_or_done_after_all() -> None:
    history = History(TUESDAY)
    history.skipped("midday", "12:31")
    assert status(plan(history.events), "midday", "20:00") is Status.SKIPPED
    history.started("midday", "12:40")
    assert status(plan(history.events), "midday", "12:41") is Status.UNDER_WAY
    history.done("midday", "12:50")
    history.skipped("midday", "12:51")
    assert status(plan(history.events), "midday", "12:52") is Status.DONE


def test_a_step_under_way_is_not_missed_before_the_day_is_over() -> None:
    history = History(TUESDAY)
    history.started("midday", "16:29")
    day = plan(history.events)
    assert status(day, "midday", "23:00") is Status.UNDER_WAY
    assert status(day, "midday", "03:59:59") is Status.UNDER_WAY
    planned = day.find("midday")
    assert planned is not None
    assert planned.status(day.ends) is Status.MISSED


def test_a_session_that_was_left_is_due_again_and_knows_how_far_it_came() -> None:
    history = History(TUESDAY)
    history.started("midday", "12:31")
    for position in (0, 1):
        history.add(
            ExerciseDone, "12:35", step="midday", position=position, exercise="x", seconds=60.0
        )
    history.stopped("midday", "12:36")
    planned = plan(history.events).find("midday")
    assert planned is not None
    assert planned.status(utc(TUESDAY, "12:37")) is Status.DUE
    assert planned.facts.finished == 2


def test_going_back_in_a_session_forgets_no_exercise() -> None:
    history = History(TUESDAY)
    for position in (2, 0):
        history.add(
            ExerciseDone, "12:35", step="midday", position=position, exercise="x", seconds=60.0
        )
    planned = plan(history.events).find("midday")
    assert planned is not None
    assert planned.facts.finished == 3


def test_a_snooze_moves_the_step_and_its_window() -> None:
    history = History(TUESDAY)
    history.snoozed("midday", "12:31", until="13:15")
    day = plan(history.events)
    assert status(day, "midday", "12:32") is Status.SNOOZED
    assert status(day, "midday", "13:15") is Status.DUE
    assert status(day, "midday", "17:14:59") is Status.DUE
    assert status(day, "midday", "17:15") is Status.MISSED


def test_the_last_snooze_counts_and_ends_what_was_begun() -> None:
    history = History(TUESDAY)
    history.snoozed("midday", "12:31", until="14:00")
    history.started("midday", "12:40")
    history.snoozed("midday", "12:41", until="13:00")
    day = plan(history.events)
    assert status(day, "midday", "12:42") is Status.SNOOZED
    assert due(day, "midday") == "13:00:00"


def test_an_optional_step_that_is_left_out_is_skipped_and_not_missed() -> None:
    day = plan()
    found = [status(day, "night-splint", clock) for clock in ("22:29", "22:30", "02:30")]
    assert found == [Status.UPCOMING, Status.DUE, Status.SKIPPED]


def test_events_of_other_days_and_of_steps_that_are_gone_change_nothing() -> None:
    yesterday, today = History(TUESDAY - DAY), History(TUESDAY)
    for step in ("morning", "run", "evening"):
        yesterday.done(step, "12:00")
    today.done("no-such-step", "12:00")
    assert plan([*yesterday.events, *today.events]) == plan()


# The next step.


@pytest.mark.parametrize(
    ("clock", "step"),
    [("05:00", "pain-check"), ("12:45", "pain-check"), ("17:29", "warm-up")],
)
def test_the_longest_due_comes_first(clock: str, step: str) -> None:
    turn_to = plan().next(utc(TUESDAY, clock))
    assert turn_to is not None
    assert turn_to.step.id == step


def test_what_is_under_way_comes_before_all_and_a_chain_before_the_rest() -> None:
    history = History(TUESDAY)
    history.ran("18:05")
    assert turn_to(plan(history.events), "18:06") == "cool-down"
    history.started("midday", "18:07")
    assert turn_to(plan(history.events), "18:08") == "midday"


def test_where_nothing_is_due_the_soonest_comes_next_and_at_the_end_nothing() -> None:
    history = History(TUESDAY)
    history.checked("06:45")
    history.done("morning", "07:00")
    history.snoozed("evening", "07:01", until="12:00")
    assert turn_to(plan(history.events), "08:00") == "evening"
    for step in SHIPPED.steps:
        history.skipped(step, "22:00")
    assert turn_to(plan(history.events), "22:01") is None


def turn_to(day: Day, clock: str) -> str | None:
    planned = day.next(utc(day.date, clock))
    return planned.step.id if planned else None


# The moments to come.


def test_the_moments_to_come_are_told_soonest_first() -> None:
    told = [
        (f"{one.at:%H:%M}", one.step, one.kind) for one in plan().moments(utc(TUESDAY, "16:00"))
    ]
    assert told == [
        ("16:30", "midday", MomentKind.MISSED),
        ("17:15", "warm-up", MomentKind.DUE),
        ("17:30", "run", MomentKind.DUE),
        ("19:00", "strength", MomentKind.DUE),
        ("21:00", "evening", MomentKind.DUE),
        ("21:15", "warm-up", MomentKind.MISSED),
        ("22:30", "night-splint", MomentKind.DUE),
        ("23:00", "strength", MomentKind.MISSED),
        ("23:30", "run", MomentKind.MISSED),
        ("01:00", "evening", MomentKind.MISSED),
        ("02:30", "night-splint", MomentKind.MISSED),
    ]


def test_a_moment_has_one_key_in_every_process_and_another_one_once_it_moves() -> None:
    at = utc(TUESDAY, "12:00")
    midday = [one.key for one in plan().moments(at) if one.step == "midday"]
    assert midday == [
        "2026-03-10/midday/due/20260310T123000",
        "2026-03-10/midday/missed/20260310T163000",
    ]
    history = History(TUESDAY)
    history.snoozed("midday", "12:00", until="13:00")
    moved = [one.key for one in plan(history.events).moments(at) if one.step == "midday"]
    assert not set(midday) & set(moved)


def test_what_is_begun_early_is_not_called_for_again() -> None:
    history = History(TUESDAY)
    history.started("run", "17:00")
    assert not [
        one for one in plan(history.events).moments(utc(TUESDAY, "17:01")) if one.step == "run"
    ]
    history.stopped("run", "17:02")
    assert ("run", MomentKind.DUE) in kinds(plan(history.events), utc(TUESDAY, "17:03"))


def test_a_moment_that_is_now_is_no_longer_to_come() -> None:
    at_noon = utc(TUESDAY, "12:30")
    assert ("midday", MomentKind.DUE) in kinds(plan(), at_noon - SECOND)
    assert ("midday", MomentKind.DUE) not in kinds(plan(), at_noon)


def kinds(day: Day, now: datetime) -> list[tuple[str, MomentKind]]:
    return [(one.step, one.kind) for one in day.moments(now)]


# Any history.

SOME_STEPS = st.sampled_from([*SHIPPED.steps, "no-such-step"])
MINUTES = st.integers(0, 24 * 60 - 1)
OFTEN = settings(max_examples=120)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Possible events of two days, in the order of recording."""
    events: list[Event] = []
    for day in (TUESDAY - DAY, TUESDAY):
        history = History(day)
        for minute in sorted(draw(st.lists(MINUTES, max_size=12))):
            at = utc(day, "04:00") + timedelta(minutes=minute)
            something_happens(draw, history, at)
        events += history.events
    return events


def something_happens(draw: st.DrawFn, history: History, at: datetime) -> None:
    step = draw(SOME_STEPS)
    match draw(st.integers(0, 7)):
        case 0:
            history.done(step, at)
        case 1:
            history.skipped(step, at)
        case 2:
            history.started(step, at)
        case 3:
            history.stopped(step, at)
        case 4:
            # No step is put off beyond its day.
            history.snoozed(step, at, at + draw(st.floats(0, 0.99)) * (end_of(history) - at))
        case 5:
            history.ran(at, step=draw(st.sampled_from(["run", None])))
        case 6:
            history.checked(at)
        case _:
            place = draw(st.integers(0, 5))
            history.add(ExerciseDone, at, step=step, position=place, exercise="x", seconds=9.0)


def end_of(history: History) -> datetime:
    return utc(history.day + DAY, "04:00")


def at_end(events: list[Event]) -> datetime:
    """When the last event of Tuesday was, or the start of Tuesday."""
    return max([event.at for event in events if event.day == TUESDAY] + [utc(TUESDAY, "04:00")])


def statuses(day: Day, now: datetime) -> dict[str, Status]:
    return {one.step.id: one.status(now) for one in day.steps}


@OFTEN
@given(histories(), MINUTES)
def test_whatever_happened_the_day_can_be_worked_out_and_always_the_same(
    events: list[Event], minute: int
) -> None:
    before = list(events)
    day = plan(events)
    assert plan(iter(events)) == day
    assert events == before
    now = day.starts + timedelta(minutes=minute)
    assert set(ids(day)) <= set(SHIPPED.steps)
    assert len(ids(day)) == len(set(ids(day)))
    assert set(statuses(day, now).values()) <= set(Status)
    turned_to = day.next(now)
    assert turned_to is None or turned_to.status(now).is_open
    for one in day.steps:
        assert one.due is None or day.starts <= one.due < day.ends
        assert one.closes <= day.ends


@OFTEN
@given(histories())
def test_whatever_happened_the_steps_stand_in_the_order_of_time(events: list[Event]) -> None:
    shown = [one.shown_at for one in plan(events).steps]
    assert shown == sorted(shown)


@OFTEN
@given(histories(), MINUTES)
def test_whatever_happens_what_is_done_stays_done(events: list[Event], minute: int) -> None:
    done: dict[str, datetime] = {}
    now = utc(TUESDAY, "04:00") + timedelta(minutes=minute)
    for index, event in enumerate(events):
        day = plan(events[: index + 1])
        match event:
            case StepDone(step=str(step)) | RunLogged(step=str(step)) | PainChecked(step=step):
                if event.day == TUESDAY and step in SHIPPED.steps:
                    done[step] = event.at
        assert {one.step.id: one.facts.done for one in day.steps if one.facts.done} == done
        found = statuses(day, now)
        assert {step for step in found if found[step] is Status.DONE} == set(done)


@OFTEN
@given(histories())
def test_the_moments_to_come_are_later_than_now_and_in_order(events: list[Event]) -> None:
    now = at_end(events)
    moments = plan(events).moments(now)
    assert all(now < one.at <= end_of(History(TUESDAY)) for one in moments)
    assert [one.at for one in moments] == sorted(one.at for one in moments)
    assert len({one.key for one in moments}) == len(moments)


@OFTEN
@given(histories(), st.floats(0, 0.99))
def test_without_an_event_a_status_changes_only_at_a_moment(
    events: list[Event], part: float
) -> None:
    day, now = plan(events), at_end(events)
    edges = [now, *(one.at for one in day.moments(now) if one.at < day.ends), day.ends]
    for begin, end in pairwise(edges):
        if begin < end:
            within = begin + part * (end - begin)
            last = end - timedelta(microseconds=1)
            assert statuses(day, begin) == statuses(day, within) == statuses(day, last)


@OFTEN
@given(histories())
def test_at_the_next_moment_the_status_of_its_step_does_change(events: list[Event]) -> None:
    day, now = plan(events), at_end(events)
    for moment in day.moments(now)[:1]:
        before, after = statuses(day, now)[moment.step], statuses(day, moment.at)[moment.step]
        assert before is not after
        if moment.kind is MomentKind.DUE:
            assert after is Status.DUE
