"""The plan of a day: which steps it has, every one of them once, and when each is due."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from support.builders import History, only, routine, utc
from support.planned_day import (
    DAY,
    SECOND,
    TUESDAY,
    WEDNESDAY,
    due,
    ids,
    plan,
    status,
)
from support.zones import shifts, unlike_zones

from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, Moment, MomentKind, Status
from coach.domain.day.wallclock import coach_day, instant
from coach.domain.routine.kinds import StepKind, Weekday
from coach.domain.routine.model import Routine, Step
from coach.domain.routine.week_times import WeekTimes
from coach.domain.units import WallTime

# Every step once.

CLOCKS = ("00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "03:30", "03:59", "04:00")
CLOCKS_OF_DAY = (*CLOCKS, "06:45", "12:00", "23:30", "23:59")


def at_many_times(starts: WallTime) -> Routine:
    """A routine of reminders at many times, in the order of the coach day."""
    walls = sorted(
        (WallTime.parse(clock) for clock in CLOCKS_OF_DAY), key=lambda wall: (wall < starts, wall)
    )
    return only(
        *(
            Step(id=f"{at:%H:%M}", kind=StepKind.REMINDER, name="Look up", at=WeekTimes.parse(at))
            for at in walls
        ),
        starts=starts,
    )


MANY_TIMES = at_many_times(WallTime(4))
FROM_MIDNIGHT = at_many_times(WallTime(0))


def faults(routine: Routine, first: date, days: int, zone: ZoneInfo) -> list[str]:
    """What is wrong with so many days in a row, each planned without a history."""
    found = []
    planned = [plan_day(routine, first + DAY * index, (), zone) for index in range(days)]
    for day in planned:
        if day.starts == day.ends:
            continue  # The calendar left it out.
        dues = [one.due for one in day.steps if one.due and day.starts <= one.due < day.ends]
        if len(dues) != len(routine.steps) or ids(day) != list(routine.steps):
            found.append(f"{zone.key} {day.date}: not every step once, in the order of the clock")
        if dues != sorted(dues):
            found.append(f"{zone.key} {day.date}: not in the order of time")
        found += [
            f"{zone.key} {day.date}: {one.step.id} comes at {one.due}"
            for one in day.steps
            if one.due and not comes_at_its_time(one.step, one.due, day, zone)
        ]
    found += [
        f"{zone.key} {day.date}: is not followed by the next day"
        for day, after in pairwise(planned)
        if day.ends != after.starts
    ]
    return found


def comes_at_its_time(step: Step, due: datetime, day: Day, zone: ZoneInfo) -> bool:
    """Whether the wall clock shows the step's time, or never showed it on that day."""
    local = due.astimezone(zone)
    at = step.at.on(day.date) if step.at else None
    if f"{local:%H:%M:%S}" == f"{at:%H:%M:%S}":
        return local.fold == 0
    minutes = (day.ends - day.starts) // timedelta(minutes=1)
    shown = ((day.starts + timedelta(minutes=one)).astimezone(zone) for one in range(minutes))
    return all(f"{one:%H:%M}" != f"{at:%H:%M}" for one in shown)


def busiest_year(name: str) -> int:
    """The year with the most shifts, the latest of them."""
    years = Counter(shift.at.year for shift in shifts(name)) or Counter([2026])
    return max(years, key=lambda year: (years[year], year))


@pytest.mark.slow
@pytest.mark.parametrize("routine", [MANY_TIMES, FROM_MIDNIGHT], ids=["from-four", "from-midnight"])
def test_in_every_zone_each_step_is_due_once_a_day_around_every_shift_of_a_year(
    routine: Routine,
) -> None:
    found = []
    for name in unlike_zones():
        year = busiest_year(name)
        for shift in shifts(name):
            if shift.at.year == year:
                found += faults(routine, shift.at.date() - DAY * 2, 5, ZoneInfo(name))
    assert found == []


A_YEAR_IN = [
    ("Europe/Berlin", 2026),
    ("Africa/Casablanca", 2026),
    ("Africa/Cairo", 2026),
    ("America/Havana", 2026),
    ("America/St_Johns", 2006),
    ("Antarctica/Troll", 2026),
    ("Asia/Tehran", 2021),
    ("Australia/Lord_Howe", 2026),
    ("Pacific/Apia", 2011),
]


@pytest.mark.parametrize(("name", "year"), A_YEAR_IN)
def test_over_a_whole_year_each_step_is_due_once_a_day(name: str, year: int) -> None:
    assert faults(MANY_TIMES, date(year, 1, 1), 366, ZoneInfo(name)) == []


@pytest.mark.parametrize(("name", "year"), A_YEAR_IN)
def test_who_follows_the_moments_for_a_year_meets_each_step_once_a_day(
    name: str, year: int
) -> None:
    zone = ZoneInfo(name)
    now = instant(date(year, 1, 1), MANY_TIMES.day.starts, zone)
    end = instant(date(year + 1, 1, 1), MANY_TIMES.day.starts, zone)
    met: list[Moment] = []
    while now < end:
        day = plan_day(MANY_TIMES, coach_day(now, MANY_TIMES.day.starts, zone), (), zone)
        met += day.moments(now - SECOND)
        now = day.ends
    comes = [(one.day, one.step) for one in met if one.kind is MomentKind.DUE]
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    assert len(comes) == len(set(comes)) == days * len(MANY_TIMES.steps)
    assert len({one.key for one in met}) == len(met)
    assert [one.at for one in met] == sorted(one.at for one in met)


@pytest.mark.parametrize(
    ("name", "day", "step", "local"),
    [
        ("Europe/Berlin", date(2026, 3, 28), "02:30", "2026-03-29 03:00:00"),
        ("Europe/Berlin", date(2026, 10, 24), "02:30", "2026-10-25 02:30:00"),
        ("Pacific/Apia", date(2011, 12, 29), "00:30", "2011-12-29 23:59:59"),
        ("Pacific/Apia", date(2011, 12, 30), "06:45", "2011-12-31 00:00:00"),
        ("Pacific/Apia", date(2011, 12, 30), "00:30", "2011-12-31 00:30:00"),
        ("Africa/Cairo", date(2026, 4, 23), "00:30", "2026-04-24 01:00:00"),
    ],
)
def test_a_time_that_the_clock_left_out_comes_at_the_first_instant_after(
    name: str, day: date, step: str, local: str
) -> None:
    zone = ZoneInfo(name)
    planned = plan_day(MANY_TIMES, day, (), zone).find(step)
    assert planned is not None
    assert planned.due is not None
    assert f"{planned.due.astimezone(zone):%Y-%m-%d %H:%M:%S}" == local


# Chains: before the run, after the run.


def test_the_warm_up_comes_a_quarter_of_an_hour_before_the_run() -> None:
    day = plan()
    assert due(day, "warm-up") == "17:15:00"
    assert status(day, "warm-up", "17:14:59") is Status.UPCOMING
    assert status(day, "warm-up", "17:15") is Status.DUE


def test_what_comes_after_the_run_waits_for_it() -> None:
    day = plan()
    for step in ("feet", "cool-down", "ice"):
        assert due(day, step) is None
        assert status(day, step, "17:00") is Status.UPCOMING


def test_after_means_after_it_is_done() -> None:
    history = History(TUESDAY)
    history.done("warm-up", "17:22")
    history.ran("18:05")
    history.done("cool-down", "18:20")
    day = plan(history.events)
    assert due(day, "feet") == "17:22:00"
    assert due(day, "cool-down") == "18:05:00"
    assert due(day, "ice") == "18:20:00"
    assert status(day, "ice", "20:19:59") is Status.DUE
    assert status(day, "ice", "20:20") is Status.MISSED


def test_a_delay_counts_from_when_the_other_step_is_done() -> None:
    later = routine('[steps.ice]\nafter = "cool-down"\ndelay = "5m"')
    history = History(TUESDAY)
    history.ran("18:05")
    history.done("cool-down", "18:20")
    assert due(plan_day(later, TUESDAY, history.events, UTC), "ice") == "18:25:00"


def test_what_comes_after_a_step_done_at_the_end_of_the_day_is_still_on_that_day() -> None:
    history = History(TUESDAY)
    history.ran(utc(WEDNESDAY, "04:10"))
    day = plan(history.events)
    assert due(day, "cool-down") == "03:59:59"
    assert status(day, "cool-down", "03:59:59") is Status.DUE


def test_without_the_run_its_warm_up_cool_down_and_ice_fall_away() -> None:
    history = History(TUESDAY)
    history.skipped("run", "16:00")
    day = plan(history.events)
    for step in ("warm-up", "feet", "cool-down", "ice"):
        for clock in ("16:00", "17:15", "23:59", "03:59"):
            assert status(day, step, clock) is Status.SKIPPED, (step, clock)


def test_when_the_run_is_missed_what_hangs_on_it_falls_away() -> None:
    day = plan()
    assert status(day, "run", "23:30") is Status.MISSED
    for step in ("cool-down", "ice"):
        assert status(day, step, "23:29:59") is Status.UPCOMING
        assert status(day, step, "23:30") is Status.SKIPPED


def test_without_the_warm_up_the_feet_fall_away_and_the_run_stands() -> None:
    history = History(TUESDAY)
    history.skipped("warm-up", "17:16")
    day = plan(history.events)
    assert status(day, "feet", "17:17") is Status.SKIPPED
    assert status(day, "run", "17:30") is Status.DUE


def test_after_the_run_nobody_is_asked_to_warm_up() -> None:
    history = History(TUESDAY)
    history.ran("17:40")
    day = plan(history.events)
    assert status(day, "warm-up", "17:39") is Status.DUE
    assert status(day, "warm-up", "17:40") is Status.MISSED
    assert not [one for one in day.moments(utc(TUESDAY, "17:40")) if one.step == "warm-up"]


def test_after_an_early_run_nobody_is_asked_to_warm_up() -> None:
    history = History(TUESDAY)
    history.ran("12:00")
    day = plan(history.events)
    assert not status(day, "warm-up", "12:00").is_open
    assert not status(day, "warm-up", "17:15").is_open
    assert status(day, "cool-down", "12:00") is Status.DUE


@pytest.mark.parametrize(("skipped", "ice"), [("18:10", "18:10:00"), ("12:00", "18:05:00")])
def test_ice_follows_a_run_whose_cool_down_is_skipped(skipped: str, ice: str) -> None:
    history = History(TUESDAY)
    history.skipped("cool-down", skipped)
    history.ran("18:05")
    day = plan(history.events)
    assert due(day, "ice") == ice
    assert status(day, "cool-down", "18:11") is Status.SKIPPED
    assert status(day, "ice", "18:11") is Status.DUE


def test_ice_follows_a_run_whose_cool_down_is_missed() -> None:
    history = History(TUESDAY)
    history.ran("18:05")
    day = plan(history.events)
    assert status(day, "cool-down", "19:05") is Status.MISSED
    assert status(day, "ice", "19:04:59") is Status.UPCOMING
    assert status(day, "ice", "19:05") is Status.DUE


def test_to_skip_the_cool_down_before_the_run_does_not_bring_the_ice_forward() -> None:
    history = History(TUESDAY)
    history.skipped("cool-down", "12:00")
    day = plan(history.events)
    assert status(day, "ice", "12:01") is Status.SKIPPED
    assert due(day, "ice") is None


def test_to_snooze_the_run_moves_its_warm_up_along() -> None:
    history = History(TUESDAY)
    history.snoozed("run", "17:00", until="19:00")
    day = plan(history.events)
    assert due(day, "warm-up") == "18:45:00"


def test_a_step_before_another_one_does_not_fall_into_the_day_before() -> None:
    early = routine('[steps.run]\nat = "04:05"')
    day = plan_day(early, TUESDAY, (), UTC)
    assert due(day, "warm-up") == "04:00:00"
    assert day.starts == utc(TUESDAY, "04:00")


# Which steps a day has.


def test_the_run_comes_on_its_weekdays_with_what_hangs_on_it() -> None:
    with_run = [day for day in range(7) if "run" in ids(plan(day=TUESDAY + DAY * day))]
    assert [list(Weekday)[(TUESDAY + DAY * day).weekday()] for day in with_run] == [
        Weekday.TUE,
        Weekday.THU,
        Weekday.SAT,
    ]
    assert not {"warm-up", "feet", "cool-down", "ice"} & set(ids(plan(day=WEDNESDAY)))


def test_a_run_on_a_day_off_is_followed_by_its_cool_down_and_ice() -> None:
    history = History(WEDNESDAY)
    history.ran(utc(WEDNESDAY, "18:00"))
    day = plan(history.events, WEDNESDAY)
    assert {"run", "cool-down", "ice"} <= set(ids(day))
    assert not {"warm-up", "feet"} & set(ids(day))
    assert status(day, "cool-down", "18:00") is Status.DUE


@pytest.mark.parametrize(("every", "free"), [(1, []), (2, [1]), (3, [1, 2])])
def test_a_step_for_every_so_many_days_leaves_out_the_days_after_it_was_done(
    every: int, free: list[int]
) -> None:
    spaced = routine(f"[steps.strength]\nevery = {every}")
    history = History(TUESDAY)
    history.done("strength", "19:30")
    after = [plan_day(spaced, TUESDAY + DAY * n, history.events, UTC) for n in range(5)]
    assert [n for n, day in enumerate(after) if "strength" not in ids(day)] == free


@pytest.mark.parametrize("what", ["skipped", "missed", "left"])
def test_a_step_for_every_second_day_that_was_not_done_comes_the_next_day(what: str) -> None:
    history = History(TUESDAY)
    if what == "skipped":
        history.skipped("strength", "19:00")
    if what == "left":
        history.started("strength", "19:00")
        history.stopped("strength", "19:10")
    assert "strength" in ids(plan(history.events, WEDNESDAY))


@pytest.mark.parametrize(
    ("every", "expected"), [(1, "MMMMMM"), (2, "-MSMSM"), (3, "--MSSM"), (4, "---MSS")]
)
def test_a_step_for_every_so_many_days_is_not_missed_on_the_days_between(
    every: int, expected: str
) -> None:
    """`M`: missed, `S`: skipped, `-`: not on the day, from the day after it was done."""
    spaced = routine(f"[steps.strength]\nevery = {every}")
    history = History(TUESDAY)
    history.done("strength", "19:30")
    after = [plan_day(spaced, TUESDAY + DAY * ahead, history.events, UTC) for ahead in range(1, 7)]
    assert "".join(map(fate_of_strength, after)) == expected


def test_a_step_for_every_second_day_that_was_never_done_is_missed_every_second_day() -> None:
    days = [plan(day=TUESDAY + DAY * ahead) for ahead in range(6)]
    assert "".join(map(fate_of_strength, days)) in {"MSMSMS", "SMSMSM"}


def test_on_a_day_between_the_step_may_still_be_done() -> None:
    history = History(TUESDAY)
    history.done("strength", "19:30")
    friday = plan(history.events, TUESDAY + 3 * DAY)
    assert status(friday, "strength", "19:00") is Status.DUE


def fate_of_strength(day: Day) -> str:
    """The status of an undone step when the day is over."""
    planned = day.find("strength")
    if planned is None:
        return "-"
    return {Status.MISSED: "M", Status.SKIPPED: "S"}[planned.status(day.ends)]


@pytest.mark.parametrize("step", ["run", "pain-check"])
def test_a_run_and_a_pain_check_can_come_every_second_day_too(step: str) -> None:
    spaced = routine(f'[steps.{step}]\nevery = 2\ndays = ["mon", "tue", "wed", "thu"]')
    history = History(TUESDAY)
    history.ran("18:00")
    history.checked("06:50")
    assert step not in ids(plan_day(spaced, WEDNESDAY, history.events, UTC))
    assert step in ids(plan_day(spaced, WEDNESDAY + DAY, history.events, UTC))


def test_the_steps_stand_in_the_order_of_the_day() -> None:
    assert ids(plan()) == [
        *("pain-check", "morning", "midday", "warm-up", "feet", "run", "cool-down", "ice"),
        *("strength", "evening", "night-splint"),
    ]


def test_steps_that_wait_stand_in_the_order_of_their_chain() -> None:
    text = '[steps.cloth]\nkind = "reminder"\nname = "Damp cloth"\nbefore = "ice"\ndelay = "5m"'
    steps = ids(plan_day(routine(text), TUESDAY, (), UTC))
    assert steps[steps.index("run") :][:4] == ["run", "cool-down", "cloth", "ice"]


def test_the_run_stands_below_a_warm_up_that_was_late_and_what_follows_it() -> None:
    history = History(TUESDAY)
    history.done("warm-up", "17:40")
    chain = ["warm-up", "feet", "run", "cool-down", "ice"]
    assert ids(plan(history.events))[3:8] == chain
    history.done("feet", "17:44")
    assert ids(plan(history.events))[3:8] == chain
    history.done("strength", "17:50")
    history.ran("18:30")
    assert ids(plan(history.events))[3:9] == [*chain[:2], "strength", *chain[2:]]


def test_ice_stands_below_the_cool_down_that_it_waits_for_until_that_is_settled() -> None:
    history = History(TUESDAY)
    history.ran("18:05")
    text = '[steps.cloth]\nkind = "reminder"\nname = "Damp cloth"\nbefore = "ice"\ndelay = "5m"'
    with_cloth = routine(text)
    waiting = ids(plan_day(with_cloth, TUESDAY, history.events, UTC))
    assert waiting[waiting.index("run") :][:5] == ["run", "cool-down", "cloth", "ice", "strength"]
    history.skipped("cool-down", "19:30")
    settled = ids(plan_day(with_cloth, TUESDAY, history.events, UTC))
    assert settled[settled.index("run") :][:5] == ["run", "cool-down", "strength", "cloth", "ice"]


def test_a_step_done_early_moves_up_to_when_it_was_done() -> None:
    history = History(TUESDAY)
    history.done("evening", "12:00")
    assert ids(plan(history.events))[:4] == ["pain-check", "morning", "evening", "midday"]


# A flight.

BERLIN, NEW_YORK, TOKYO, HONOLULU = map(
    ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Honolulu")
)


def test_on_a_flight_wall_times_keep_and_what_is_done_stays_done() -> None:
    history = History(TUESDAY)
    history.done("morning", datetime(2026, 3, 10, 6, 55, tzinfo=BERLIN).astimezone(UTC))
    for zone in (BERLIN, NEW_YORK, TOKYO):
        day = plan(history.events, zone=zone)
        clocks = {one.step.id: f"{one.due.astimezone(zone):%H:%M}" for one in day.steps if one.due}
        assert (clocks["midday"], clocks["run"], clocks["evening"]) == ("12:30", "17:30", "21:00")
        morning = day.find("morning")
        assert morning is not None
        assert morning.status(day.starts) is Status.DONE


def test_who_flies_east_over_the_date_line_and_has_a_day_again_need_not_do_it_again() -> None:
    history = History(TUESDAY)
    evening = datetime(2026, 3, 10, 20, tzinfo=TOKYO)
    history.done("morning", evening.astimezone(UTC))
    landed = evening + timedelta(hours=7)
    assert coach_day(landed, WallTime(4), TOKYO) == TUESDAY
    assert coach_day(landed, WallTime(4), HONOLULU) == TUESDAY
    day = plan(history.events, zone=HONOLULU)
    found = {one.step.id: one.status(landed) for one in day.steps}
    assert found["morning"] is Status.DONE
    assert found["midday"] is Status.UPCOMING


def test_a_step_comes_at_the_time_of_its_weekday() -> None:
    later = routine('[steps.midday]\nat = { weekend = "09:15", others = "13:15" }')
    days = [TUESDAY + DAY * ahead for ahead in range(7)]
    dues = {f"{day:%a}": due(plan_day(later, day, (), UTC), "midday") for day in days}
    assert dues == dict.fromkeys(("Tue", "Wed", "Thu", "Fri", "Mon"), "13:15:00") | {
        "Sat": "09:15:00",
        "Sun": "09:15:00",
    }
