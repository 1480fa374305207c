"""Past days: as they were entered on the day itself, and added up."""

from datetime import UTC, date, datetime, timedelta
from itertools import count, product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import tell_of_running, wake
from support.simulated import RUN_DAY, Setting

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.domain.day.planned import Status
from coach.domain.events.types import PainChecked, Pattern, SkipReason, Support
from coach.domain.heel.rules import Level
from coach.domain.history.day_record import DayRecord, rolling_pain, streak, weeks_of
from coach.domain.history.recent_days import progress
from coach.domain.routine.kinds import Weekday
from coach.journal.new_ids import new_id

FIRST = date(2026, 11, 9)
TODAY = date(*RUN_DAY)
DAY = timedelta(days=1)


def record(setting: Setting, day: date = TODAY) -> DayRecord:
    (only,) = DayRecords(setting.coach).days(day, day)
    return only


def test_each_day_is_judged_as_it_was_on_that_day(setting: Setting) -> None:
    setting.at("12:00", 9)
    tell_of_running(setting.coach)
    told = {}
    for day, pain in enumerate((2, 3, 2, 7, 2, 5, 5, 5, 6, 2, 1), start=10):
        setting.at("07:00", day)
        setting.coach.record.check(pain, worse_after_run=day == 13)
        if day in {12, 14}:
            setting.at("18:00", day)
            setting.coach.runs.ran(4000, 1800, pain, Pattern.FADED)
        setting.at("23:00", day)
        judgement = setting.coach.judgement()
        told[date(2026, 11, day)] = (judgement.level, judgement.verdict.row.id)
    setting.at("06:40")
    days = DayRecords(setting.coach).days(min(told), max(told))
    assert {one.day: (one.level, one.row) for one in days} == told
    assert len(set(told.values())) > 3


def test_reading_a_year_asks_once_when_the_runner_began(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.live_two_weeks()
    records, times = DayRecords(setting.coach), count()
    began = records.began()
    monkeypatch.setattr(records, "began", lambda: next(times) < 1 and began)
    records.read(began.year)
    assert next(times) == 1 < sum(map(len, records.runs.values()))


def test_of_the_years_before_the_beginning_only_days_that_are_told_of_are_worked_out(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    journal, old = setting.coach.journal, date(1990, 5, 5)
    at = datetime(1990, 5, 5, 7, tzinfo=UTC)
    id_ = new_id(setting.clock.now(), journal.last_id())
    journal.append(PainChecked(id=id_, at=at, day=old, step="pain-check", pain=3))
    records = DayRecords(setting.coach)
    since = [old, *(FIRST + DAY * ahead for ahead in range((TODAY - FIRST).days + 1))]
    assert [one.day for one in records.recorded_days(old - DAY, TODAY)] == since
    assert records.recorded_days(FIRST + DAY, TODAY) == records.days(FIRST + DAY, TODAY)
    assert records.known(old, FIRST - DAY) == records.days(old, old)


def test_an_entry_by_a_clock_that_was_not_set_is_no_beginning(setting: Setting) -> None:
    setting.live_two_weeks()
    journal, began = setting.coach.journal, setting.coach.days.began()
    at = datetime(1990, 5, 5, 7, tzinfo=UTC)
    id_ = new_id(at, "")
    journal.append(PainChecked(id=id_, at=at, day=at.date(), step="pain-check", pain=3))
    assert journal.last_id() > id_
    assert setting.coach.days.began() == began
    told = DayRecords(setting.coach).recorded_days(at.date(), TODAY)
    assert [one.day for one in told[:2]] == [at.date(), FIRST]


def test_where_only_a_clock_that_was_not_set_has_told_coach_begins_now(setting: Setting) -> None:
    now = setting.clock.now()
    setting.clock.set(datetime(1990, 5, 5, 7, tzinfo=UTC))
    setting.coach.record.check(3)
    setting.clock.set(now)
    assert setting.coach.days.began() == now
    assert setting.coach.days.first_day() == TODAY


def test_a_process_that_writes_all_the_time_holds_up_no_answer(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.live_two_weeks()
    records = DayRecords(setting.coach)
    expected = (
        records.days(FIRST, TODAY),
        records.recorded_days(FIRST, TODAY),
        records.review(TODAY),
    )
    monkeypatch.setattr(setting.coach.days, "state", count().__next__)
    records = DayRecords(setting.coach)
    assert records.days(FIRST, TODAY) == expected[0]
    assert records.recorded_days(FIRST, TODAY) == expected[1]
    assert records.review(TODAY) == expected[2]


def test_a_run_rewrites_nothing_of_what_its_morning_allowed(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    before = setting.coach.judgement()
    setting.at("18:00")
    setting.coach.runs.ran(5000, 1800, 7, Pattern.WORSE)
    setting.at("12:00", 25)
    one = record(setting)
    assert (one.level, one.row) == (before.level, before.verdict.row.id)
    assert record(setting, TODAY + DAY).level is Level.CROSS_TRAIN


@pytest.mark.parametrize("can_save", [True, False], ids=["saved", "not saved yet"])
def test_what_is_told_later_rewrites_no_day_that_is_past(
    setting: Setting, *, can_save: bool
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("12:00", 27)
    wake(setting.coach, 3)
    before = levels(setting)
    setting.coach.journal._db.execute(f"pragma query_only = {'off' if can_save else 'on'}")
    setting.coach.runs.ran(9000, 3000, 8, Pattern.WORSE, day=TODAY - DAY)
    setting.coach.runs.ran(9000, 3000, 8, Pattern.WORSE, day=TODAY + 2 * DAY)
    setting.coach.record.take_intake({"allowed": 0, "last_run": None, "weekly": 1000.0})
    setting.coach.record.raise_flags(("fever",))
    setting.coach.record.done("midday", date(2026, 11, 15))
    assert bool(setting.coach.ledger.unsaved) is not can_save
    assert levels(setting) == before
    assert setting.coach.judgement().level is Level.REST


@pytest.mark.parametrize("can_save", [True, False], ids=["saved", "not saved yet"])
def test_a_check_that_is_corrected_later_rewrites_its_own_day_alone(
    setting: Setting, *, can_save: bool
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("12:00", 27)
    wake(setting.coach, 3)
    before = levels(setting)
    setting.coach.journal._db.execute(f"pragma query_only = {'off' if can_save else 'on'}")
    setting.coach.record.check(9, eases=False, walking_pain=True, day=TODAY)
    after = levels(setting)
    assert after.pop(TODAY) == (Level.REST, "R02")
    before.pop(TODAY)
    assert after == before


def test_a_run_that_is_deleted_later_leaves_the_days_after_it_as_they_were(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("18:00")
    run = setting.coach.runs.ran(5000, 1800, 7, Pattern.WORSE)
    setting.at("12:00", 25)
    wake(setting.coach, 3)
    setting.at("12:00", 26)
    wake(setting.coach, 3)
    before = levels(setting)
    assert before[TODAY + DAY] == (Level.CROSS_TRAIN, "R07")
    setting.coach.corrections.delete([run])
    assert levels(setting) == before


def test_a_run_told_late_and_deleted_later_still_counted_in_between(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.at("12:00", 25)
    wake(setting.coach, 3)
    run = setting.coach.runs.ran(5000, 1800, 7, Pattern.WORSE, day=TODAY)
    setting.at("12:00", 26)
    wake(setting.coach, 3)
    setting.at("12:00", 27)
    wake(setting.coach, 3)
    before = levels(setting)
    assert before[TODAY + 2 * DAY] == (Level.CROSS_TRAIN, "R07")
    setting.coach.corrections.delete([run])
    assert levels(setting) == before


LATE = st.sampled_from(["", "", "run", "bad run", "delete", "rate", "word"])


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.tuples(LATE, st.integers(0, 8), st.booleans()), min_size=4, max_size=10))
def test_no_day_that_is_past_forgets_what_it_allowed(told: list[tuple[str, int, bool]]) -> None:
    with (
        TemporaryDirectory() as folder,
        Setting(Path(folder), eases=True, walking_pain=False) as setting,
    ):
        seen = {}
        for number, (late, pain, runs) in enumerate(told, start=9):
            setting.at("07:00", number)
            tell_late(setting, late)
            wake(setting.coach, pain)
            judgement = setting.coach.judgement()
            seen[setting.coach.present_day()] = (judgement.level, judgement.verdict.row.id)
            if runs:
                setting.coach.runs.ran(4000, 1500, pain, Pattern.FADED)
        known = DayRecords(setting.coach).days(min(seen), max(seen))
        assert {one.day: (one.level, one.row) for one in known} == seen


def tell_late(setting: Setting, late: str) -> None:
    """Enter something for the day before on this day, or take it back."""
    coach, day = setting.coach, setting.coach.present_day() - DAY
    run = coach.days.run_of(day)
    match late:
        case "run":
            coach.runs.ran(5000, 1800, 0, Pattern.NONE, day=day)
        case "bad run":
            coach.runs.ran(5000, 1800, 7, Pattern.WORSE, day=day)
        case "delete" if run:
            coach.corrections.delete([run])
        case "rate" if run:
            coach.runs.ran(run.distance, run.duration, 7, Pattern.WORSE, corrects=run)
        case "word":
            coach.record.take_intake({"allowed": 3, "until": day + 3 * DAY})


def levels(setting: Setting) -> dict[date, tuple[Level, str]]:
    """The level and row of each past day."""
    days = DayRecords(setting.coach).days(FIRST, setting.coach.present_day() - DAY)
    return {one.day: (one.level, one.row) for one in days}


def test_what_went_beyond_the_advice_is_kept_with_its_day(setting: Setting) -> None:
    setting.at("12:00", 9)
    tell_of_running(setting.coach)
    setting.at("07:00", 10)
    wake(setting.coach, 2)
    setting.coach.runs.ran(10_050, 3600, 0, Pattern.NONE)
    setting.at("07:00", 11)
    wake(setting.coach, 9, eases=False)
    setting.coach.runs.ran(1000, 600, 0, Pattern.NONE)
    setting.at("07:00", 12)
    wake(setting.coach, 2)
    setting.coach.runs.ran(13_000, 4800, 0, Pattern.NONE)
    days = DayRecords(setting.coach).days(FIRST, FIRST + 3 * DAY)
    assert [one.is_beyond for one in days] == [False, False, True, True]
    assert [one.day for week in weeks_of(days, Weekday.MON) for one in week.beyond] == [
        FIRST + 2 * DAY,
        FIRST + 3 * DAY,
    ]


def test_what_was_done_skipped_and_missed(setting: Setting) -> None:
    setting.live_this_morning()
    setting.coach.record.skip("midday")
    setting.at("04:30", 25)
    one = record(setting)
    assert one.done == ("pain-check", "morning")
    assert one.skipped == ("midday",)
    assert "evening" in one.missed
    assert "night-splint" not in one.missed
    assert (one.stretches, one.planned_stretches, one.pain) == (1, 3, 3)


def test_what_hangs_on_a_run_that_was_missed_is_no_skip(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.at("04:30", 25)
    one = record(setting)
    assert "run" in one.missed
    assert not {"warm-up", "cool-down", "ice"} & {*one.done, *one.skipped, *one.missed}


def test_a_day_that_is_not_over_has_missed_only_what_has_closed(setting: Setting) -> None:
    setting.live_this_morning()
    assert record(setting).missed == ()
    setting.at("17:00")
    assert record(setting).missed == ("midday",)


def test_runs_with_their_supports(setting: Setting) -> None:
    setting.live_two_weeks()
    one = record(setting, date(2026, 11, 21))
    assert (one.distance, len(one.runs), one.supports) == (6700, 1, frozenset[Support]())


def test_a_warning_sign_breaks_no_streak(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.at("04:10", 24)
    assert streak(DayRecords(setting.coach).days(FIRST, TODAY)) == 14
    setting.coach.record.raise_flags(("fever",))
    setting.at("12:00", 26)
    days = DayRecords(setting.coach).days(FIRST, date(2026, 11, 26))
    assert days[-1].level is Level.REST
    assert days[-1].planned_stretches == 0
    assert streak(days) == 14
    assert streak_of_today(setting.coach) == 14


def test_today_counts_the_streak_as_the_records_do_after_a_sign_is_cleared(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    setting.at("04:10", 24)
    setting.coach.record.raise_flags(("fever",))
    setting.at("09:00", 27)
    setting.coach.record.clear_flags(("fever",), "Dr Lee")
    for step in ("midday", "evening"):
        setting.coach.record.done(step)
    days = DayRecords(setting.coach).days(FIRST, date(2026, 11, 27))
    assert streak(days) == streak_of_today(setting.coach) == 15
    setting.at("12:00", 28)
    setting.at("12:00", 29)
    days = DayRecords(setting.coach).days(FIRST, date(2026, 11, 29))
    assert streak(days) == streak_of_today(setting.coach) == 0


def test_a_day_that_was_missed_breaks_it(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.at("12:00", 26)
    assert streak(DayRecords(setting.coach).days(FIRST, date(2026, 11, 26))) == 0


def test_a_reason_that_nobody_can_help_breaks_no_streak(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.at("12:31", 24)
    for step in ("midday", "evening"):
        setting.coach.record.skip(step, SkipReason.ILL)
    setting.at("12:00", 25)
    days = DayRecords(setting.coach).days(FIRST, date(2026, 11, 25))
    assert (days[-2].stretches, days[-2].excused_stretches) == (0, 2)
    assert streak(days) == 14
    assert streak_of_today(setting.coach) == 14
    setting.coach.record.skip("morning", SkipReason.TRAVEL)
    setting.coach.record.done("morning")
    assert record(setting, days[-1].day).excused_stretches == 0


def streak_of_today(coach: Coach) -> int:
    """The streak as the panel of Today counts it."""
    today, now = coach.present_day(), coach.clock.now()
    return progress(
        coach.routine, coach.days.history(), coach.days.lasting(), today, 30, now
    ).streak


def test_a_day_that_the_date_line_took_breaks_no_streak_and_missed_nothing(
    setting: Setting,
) -> None:
    honolulu, auckland = ZoneInfo("Pacific/Honolulu"), ZoneInfo("Pacific/Auckland")
    coach = setting.coach
    for zone, dates in ((honolulu, (2, 3, 4)), (auckland, (6, 7))):
        setting.clock.travel(zone)
        coach.days.follow_zone()
        for day, (hour, step) in product(dates, ((7, "morning"), (21, "evening"))):
            setting.clock.set(datetime(2026, 11, day, hour, 30, tzinfo=zone).astimezone(UTC))
            coach.record.done(step)
    # Back in Honolulu it is the day before once more.
    for there, expected in ((auckland, 5), (honolulu, 4)):
        setting.clock.travel(there)
        coach.days.follow_zone()
        days = DayRecords(coach).days(date(2026, 11, 2), coach.present_day())
        (gone,) = [one for one in days if one.day == date(2026, 11, 5)]
        assert (gone.missed, gone.planned_stretches, gone.breaks_a_streak) == ((), 0, False)
        assert (streak(days), streak_of_today(coach)) == (expected, expected)
    assert {one.status(setting.clock.now()) for one in coach.days.day_of(gone.day).steps} == {
        Status.SKIPPED
    }


def test_a_skip_without_a_reason_breaks_it(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.at("12:31", 24)
    setting.coach.record.skip("midday", SkipReason.ILL)
    setting.coach.record.skip("midday")
    setting.coach.record.skip("evening", SkipReason.ILL)
    setting.at("12:00", 25)
    days = DayRecords(setting.coach).days(FIRST, date(2026, 11, 25))
    assert days[-2].excused_stretches == 1
    assert streak(days) == 0


def test_a_day_with_one_session_and_one_excused_counts_as_neither() -> None:
    kept = replace(_plain(FIRST), stretches=2, planned_stretches=3)
    between = replace(_plain(FIRST + DAY), stretches=1, planned_stretches=3, excused_stretches=1)
    after = replace(kept, day=FIRST + DAY * 2)
    assert streak([kept, between, after]) == 2
    assert streak([kept, replace(between, excused_stretches=0), after]) == 1


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=20))
def test_a_streak_is_what_stands_behind_the_last_broken_day(
    told: list[tuple[int, int, int]],
) -> None:
    days = [
        replace(
            _plain(FIRST + DAY * at), stretches=done, planned_stretches=plan, excused_stretches=no
        )
        for at, (done, plan, no) in enumerate(told)
    ]
    known = days[:-1] if days and days[-1].stretches < 2 else days
    broken = [
        at
        for at, one in enumerate(known)
        if one.stretches < 2 <= one.planned_stretches and one.stretches + one.excused_stretches < 2
    ]
    kept = [one for one in known[broken[-1] + 1 if broken else 0 :] if one.stretches >= 2]
    assert streak(days) == len(kept)


def test_what_is_written_meanwhile_is_seen(setting: Setting) -> None:
    records = DayRecords(setting.coach)
    setting.live_two_weeks()
    assert records.days(TODAY - DAY, TODAY)[0].pain == 3
    setting.at("09:00")
    setting.coach_elsewhere().record.check(9)
    assert records.days(TODAY, TODAY)[0].pain == 9


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(1, 60), st.sampled_from(Weekday))
def test_weeks_hold_every_day_once(first: date, count: int, starts: Weekday) -> None:
    days = [_plain(first + DAY * ahead) for ahead in range(count)]
    weeks = weeks_of(days, starts)
    assert [one for week in weeks for one in week.days] == days
    for week in weeks:
        assert list(Weekday)[week.starts.weekday()] is starts
        assert all(timedelta(0) <= one.day - week.starts < DAY * 7 for one in week.days)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=1, max_size=40))
def test_the_rolling_median_is_that_of_seven_days(pains: list[int | None]) -> None:
    known = {FIRST + DAY * at: pain for at, pain in enumerate(pains) if pain is not None}
    days = [FIRST + DAY * at for at in range(len(pains))]
    weeks = (
        [one for one in pains[max(0, at - 6) : at + 1] if one is not None]
        for at in range(len(pains))
    )
    assert rolling_pain(known, days) == tuple(median(week) if week else None for week in weeks)


def _plain(day: date) -> DayRecord:
    return DayRecord(day=day, level=Level.AS_PLANNED, row="R19")
