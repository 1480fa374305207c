"""Days away in the journal: told, corrected, deleted, ended early, and what follows from them."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.simulated import RUN_DAY, Setting

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.core.day_view import view_day
from coach.core.forms.catalogue import form_for_entry, form_to_add
from coach.core.forms.form import EntryForm
from coach.core.forms.pause import pause_form
from coach.core.forms.time_away import time_away_form
from coach.core.log_book import LogBook
from coach.core.outlook import start_from
from coach.domain.day.planned import Status
from coach.domain.events.types import Away, AwayReason, Pattern
from coach.domain.heel.rules import Level
from coach.domain.history.day_record import streak
from coach.domain.history.recent_days import progress
from coach.errors import RefusedError

TODAY = date(*RUN_DAY)
DAY = timedelta(days=1)
FRIDAY = TODAY + 3 * DAY


def statuses(coach: Coach, day: date | None = None) -> set[Status]:
    now = coach.clock.now()
    return {one.status(now) for one in (coach.days.day_of(day) if day else coach.today()).steps}


def streak_of_today(coach: Coach) -> int:
    """The streak as the panel of Today counts it."""
    days, today = coach.days, coach.present_day()
    return progress(
        coach.routine, days.history(), days.lasting(), today, 30, coach.clock.now()
    ).streak


def record(form: EntryForm | None, **answers: object) -> str:
    """Answer a form as a front end does, with texts as they are typed."""
    assert form
    given = dict(form.form.known) | answers
    for question in form.form.questions:
        if question.parse and isinstance(given.get(question.id), str):
            given[question.id] = question.parse(str(given[question.id]))
    return form.record(form.form.answers(given)).text


# What they do.


def test_nothing_is_due_rings_or_is_missed_and_no_streak_breaks(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(FRIDAY, AwayReason.TRAVEL)
    for day in (24, 25, 26):
        for clock in ("06:45", "12:31", "22:00"):
            setting.at(clock, day)
            assert statuses(coach) == {Status.SKIPPED}
            assert coach.today().next(setting.clock.now()) is None
            assert not coach.days.reminders([coach.today()])
    setting.at("06:50", 27)
    assert Status.DUE in statuses(coach)
    assert coach.days.reminders([coach.today()])
    records = DayRecords(coach).days(TODAY, FRIDAY)
    assert [one.away for one in records] == [*[AwayReason.TRAVEL] * 3, None]
    assert not any(one.missed or one.skipped for one in records[:3])
    assert streak(DayRecords(coach).days(date(2026, 11, 9), FRIDAY)) == 14
    assert streak_of_today(coach) == 14


def test_what_is_done_on_them_counts(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(FRIDAY)
    setting.at("08:00")
    coach.record.done("morning")
    setting.at("13:00")
    coach.record.done("midday")
    coach.runs.ran(3000, 1200, 0, Pattern.NONE)
    (one,) = DayRecords(coach).days(TODAY, TODAY)
    assert (one.stretches, one.planned_stretches, one.distance) == (2, 2, 3000)
    assert streak_of_today(coach) == 15
    assert {one.status(setting.clock.now()) for one in coach.today().steps} == {
        Status.DONE,
        Status.SKIPPED,
    }


def test_told_afterwards_they_were_not_missed_and_what_they_allowed_stays(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    setting.at("12:00", 28)
    before = DayRecords(coach).days(TODAY, FRIDAY)
    assert all(one.missed for one in before)
    assert streak_of_today(coach) == 0
    coach.breaks.away(coach.present_day(), AwayReason.ILL, since=TODAY)
    after = DayRecords(coach).days(TODAY, FRIDAY)
    assert not any(one.missed for one in after)
    assert [(one.level, one.row) for one in after] == [(one.level, one.row) for one in before]
    assert streak_of_today(coach) == 14


def test_days_away_do_not_hold_back_as_days_without_stretching_do(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    setting.at("07:00", 29)
    coach.record.check(1, eases=True, walking_pain=False)
    assert not coach.judgement().verdict.inputs.stretches
    coach.breaks.away(coach.present_day(), since=TODAY)
    assert coach.judgement().verdict.inputs.stretches


def test_a_long_time_away_is_known_to_the_judgement_however_long_ago_it_began(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(TODAY + 60 * DAY, AwayReason.ILL)
    setting.forward(60 * 24 * 3600 + 3600)
    view = view_day(coach)
    (away,) = view.back_from
    assert away.days == 60
    assert view.judgement.level is Level.WALK_JOG
    assert view.judgement.verdict.inputs.stretches
    assert view.where_one_stands() == (
        "You were ill for 60 days. Today: walk and jog, stage 1 of 19; "
        "the pain check may still change that."
    )


def test_nothing_can_be_put_off_and_yesterdays_need_not_be_meant(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(FRIDAY)
    with pytest.raises(RefusedError, match="not due"):
        coach.record.snooze("midday")
    setting.at("04:30", 27)
    coach.record.done("evening")


SAID = st.lists(
    st.one_of(
        st.tuples(st.just("away"), st.integers(0, 3), st.integers(1, 4)),
        st.tuples(st.just("back"), st.integers(5, 22), st.just(0)),
        st.tuples(st.just("stretched"), st.integers(1, 3), st.just(0)),
        st.tuples(st.just("nothing"), st.just(0), st.just(0)),
    ),
    min_size=4,
    max_size=10,
)


@settings(max_examples=25)
@given(SAID)
def test_today_counts_the_streak_as_the_records_do(said: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, Setting(Path(folder)) as setting:
        coach = setting.coach
        for number, (what, how_many, days) in enumerate(said, start=10):
            setting.at("12:00", number)
            today = coach.present_day()
            match what:
                case "away":
                    coach.breaks.away(today + days * DAY, since=today - how_many * DAY)
                case "stretched":
                    for step in ("morning", "midday", "evening")[:how_many]:
                        coach.record.done(step)
                case "back" if coach.today().away:
                    setting.at(f"{how_many:02}:00", number)
                    coach.breaks.come_back()
        setting.at("03:00", 10 + len(said))
        known = DayRecords(coach).days(coach.days.first_day(), coach.present_day())
        assert streak_of_today(coach) == streak(known)
        kept = streak(known)
        for away in [one for one in coach.days.lasting() if isinstance(one, Away)]:
            coach.corrections.delete([away])
        assert streak_of_today(coach) <= kept


# Coming back.


def test_an_early_return_lets_go_of_what_was_over_by_then(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(FRIDAY, AwayReason.ILL)
    setting.at("17:00", 25)
    coach.breaks.come_back()
    found = {one.step.id: one.status(setting.clock.now()) for one in coach.today().steps}
    assert found["morning"] is found["midday"] is Status.SKIPPED
    assert found["evening"] is Status.UPCOMING
    view = view_day(coach)
    assert view.is_just_back
    (away,) = view.back_from
    assert away.days == 1
    setting.at("03:59", 26)
    (one,) = DayRecords(coach).days(TODAY + DAY, TODAY + DAY)
    assert "evening" in one.missed
    assert "midday" not in one.missed
    assert not one.breaks_a_streak


def test_going_and_coming_back_makes_no_missed_step_one_of_days_away(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    setting.at("21:00")
    before = {one.step.id: one.status(setting.clock.now()) for one in coach.today().steps}
    assert before["midday"] is Status.MISSED
    for _ in range(2):
        coach.breaks.away(FRIDAY)
        setting.forward(60)
        coach.breaks.come_back()
    after = {one.step.id: one.status(setting.clock.now()) for one in coach.today().steps}
    assert after == before
    assert "midday" in DayRecords(coach).days(TODAY, TODAY)[0].missed


def test_only_what_is_entered_later_counts_from_the_morning_on(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    setting.at("21:00")
    away = coach.breaks.away(FRIDAY)
    record(form_for_entry(coach, away), until=str(FRIDAY + DAY))
    assert Status.MISSED in statuses(coach, TODAY)
    setting.at("07:00", 25)
    corrected = coach.breaks.away(FRIDAY, since=TODAY)
    assert Status.MISSED not in statuses(coach, TODAY)
    record(form_for_entry(coach, corrected), until=str(FRIDAY + DAY))
    assert Status.MISSED not in statuses(coach, TODAY)


def test_each_reason_is_said_on_coming_back(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(FRIDAY, AwayReason.ILL)
    coach.breaks.away(FRIDAY + 2 * DAY, AwayReason.TRAVEL, since=FRIDAY - DAY)
    setting.at("07:00", 29)
    assert (
        view_day(coach)
        .where_one_stands()
        .startswith("You were ill for 2 days, then travelling for 3 days. Today: ")
    )


def test_who_is_not_away_cannot_come_back(setting: Setting) -> None:
    with pytest.raises(RefusedError, match="You are not away"):
        setting.coach.breaks.come_back()
    setting.coach.breaks.away(FRIDAY)
    setting.coach.breaks.come_back()
    with pytest.raises(RefusedError, match="You are not away"):
        setting.coach.breaks.come_back()


def test_where_one_stands_is_said_on_the_first_day_with_coach_after_it(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(FRIDAY)
    assert list(view_day(coach).notes()) == [
        "You are away until Fri 27 Nov: nothing is due before then."
    ]
    setting.at("07:00", 29)  # opened two days later
    assert view_day(coach).is_just_back
    assert len(list(view_day(coach).notes())) == 1
    coach.record.check(2, eases=True, walking_pain=False)
    assert not view_day(coach).is_just_back
    (said,) = view_day(coach).notes()
    assert said == "You were away for 3 days. Today: run, no increase, 10.0 km at most."
    setting.at("07:00", 30)
    assert not list(view_day(coach).notes())


# What is said of them.


def test_it_is_undone_deleted_and_corrected_like_any_other_entry(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(FRIDAY, AwayReason.ILL)
    coach.corrections.undo()
    assert coach.today().away is None
    away = coach.breaks.away(FRIDAY, AwayReason.ILL)
    (line,) = [one for one in LogBook(coach).of_day(TODAY) if one.name == "Away"]
    assert line.text == "until Fri 27 Nov, ill"
    said = record(
        form_for_entry(coach, away), since="2026-11-23", until="sun", because=AwayReason.TRAVEL
    )
    assert said == "Away: until Sun 29 Nov, travelling"
    now = coach.today().away
    assert now
    assert (now.since, now.until) == (TODAY - DAY, TODAY + 5 * DAY)
    (line,) = [one for one in LogBook(coach).of_day(TODAY, gone=True) if one.events[-1] == away]
    assert line.fate.startswith("corrected")
    coach.corrections.undo()
    now = coach.today().away
    assert now
    assert now.until == FRIDAY
    coach.corrections.delete([away])
    assert coach.today().away is None


def test_a_return_that_is_undone_leaves_one_away(setting: Setting) -> None:
    coach = setting.coach
    coach.breaks.away(FRIDAY)
    coach.breaks.come_back()
    assert coach.today().away is None
    coach.corrections.undo()
    assert coach.today().away


def test_the_form_asks_who_is_away_whether_they_are_back(setting: Setting) -> None:
    coach = setting.coach
    record(time_away_form(coach), since="mon", until="sun", because=AwayReason.ILL)
    record(time_away_form(coach), is_back=False, until="3 days")
    now = coach.today().away
    assert now
    assert (now.until, now.because) == (FRIDAY, AwayReason.ILL)
    assert record(time_away_form(coach), is_back=True) == "Welcome back"
    assert coach.today().away is None


def test_days_away_are_added_to_a_past_day(setting: Setting) -> None:
    setting.live_two_weeks()
    day = TODAY - 5 * DAY
    record(form_to_add(setting.coach, "away", day), until="2026-11-21", because=AwayReason.OTHER)
    (one,) = DayRecords(setting.coach).days(day, day)
    assert one.away is AwayReason.OTHER


@pytest.mark.parametrize(
    ("since", "until", "why"),
    [
        (None, TODAY, "has to come after"),
        (TODAY - DAY, TODAY - DAY, "has to come after"),
        (TODAY + DAY, TODAY + DAY, "has to come after"),
        (TODAY + 183 * DAY, TODAY + 184 * DAY, "182 days ahead at most"),
        (TODAY - 400 * DAY, TODAY, "too long ago"),
        (None, TODAY + 200 * DAY, "182 days at most"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    setting: Setting, since: date | None, until: date, why: str
) -> None:
    with pytest.raises(RefusedError, match=why):
        setting.coach.breaks.away(until, since=since)


# Told ahead.


def test_what_is_told_ahead_begins_on_its_day_and_is_said_a_week_before(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    away = coach.breaks.away(TODAY + 12 * DAY, AwayReason.TRAVEL, since=TODAY + 9 * DAY)
    assert (away.day, away.first_day) == (TODAY, TODAY + 9 * DAY)
    assert coach.today().away is None
    assert not list(view_day(coach).notes())
    assert Status.SKIPPED not in statuses(coach)
    setting.at("07:00", 26)
    assert list(view_day(coach).notes()) == [
        "You will be away from Thu 3 Dec until Sun 6 Dec, travelling: nothing is due on those days."
    ]
    setting.clock.set(setting.clock.now() + 7 * DAY)
    assert coach.today().away
    assert statuses(coach) == {Status.SKIPPED}
    assert list(view_day(coach).notes()) == [
        "You are away until Sun 6 Dec, travelling: nothing is due before then."
    ]


def test_what_is_told_ahead_changes_nothing_of_the_day_on_which_it_is_told(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(TODAY + 5 * DAY, since=TODAY + 2 * DAY)
    coach.record.check(6, eases=False, walking_pain=False)
    before = coach.judgement()
    setting.at("12:00", 25)
    (one,) = DayRecords(coach).days(TODAY, TODAY)
    assert (one.level, one.row, one.pain) == (before.level, before.verdict.row.id, 6)
    assert not one.away


def test_the_outlook_has_no_run_on_days_away_that_are_told_ahead(setting: Setting) -> None:
    setting.live_on_the_ladder()
    coach = setting.coach
    run_days = start_from(coach, coach.days.judge_of(TODAY), TODAY).run_days
    coming = [TODAY + DAY * ahead for ahead in range(1, 15) if run_days(TODAY + DAY * ahead, None)]
    coach.breaks.away(coming[1], since=coming[0])
    run_days = start_from(coach, coach.days.judge_of(TODAY), TODAY).run_days
    assert [one for one in coming if run_days(one, None)] == coming[1:]


def test_what_is_told_ahead_is_called_off_undone_and_corrected(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    away = coach.breaks.away(FRIDAY + 3 * DAY, since=FRIDAY)
    assert coach.days.away_ahead() == away
    assert record(time_away_form(coach), is_back=True) == "The days away are called off"
    assert coach.days.away_ahead() is None
    coach.corrections.undo()
    assert coach.days.away_ahead() == away
    said = record(form_for_entry(coach, away), since="tomorrow")
    assert said == "Away: from Wed 25 Nov until Mon 30 Nov"
    coach.corrections.undo()
    coach.corrections.undo()
    assert coach.days.times_away() == ()
    with pytest.raises(RefusedError, match="You are not away"):
        coach.breaks.come_back()


def test_who_falls_ill_before_leaving_is_still_away_afterwards(setting: Setting) -> None:
    coach = setting.coach
    coach.breaks.away(FRIDAY + 3 * DAY, AwayReason.TRAVEL, since=FRIDAY)
    form = time_away_form(coach)
    record(form, is_back=False, until=str(FRIDAY + DAY), because=AwayReason.ILL)
    spans = [(one.since, one.until, one.because) for one in coach.days.times_away()]
    assert spans == [
        (TODAY, FRIDAY + DAY, AwayReason.ILL),
        (FRIDAY + DAY, FRIDAY + 3 * DAY, AwayReason.TRAVEL),
    ]


# Pauses, asked for in the same way.


@pytest.mark.parametrize(
    ("text", "days"), [("3d", 3), ("13d", 13), ("until fri", None), ("until wed 18:00", None)]
)
def test_a_pause_is_asked_for_in_days_and_by_weekday(
    setting: Setting, text: str, days: int | None
) -> None:
    coach = setting.coach
    assert record(pause_form(coach), until=text).startswith("No reminders until ")
    end = coach.days.pause_end()
    assert end
    assert days is None or end - setting.clock.now() == days * DAY
    assert record(pause_form(coach), is_over=True) == "Reminders are on again"
    assert coach.days.pause_end() is None


def test_with_a_warning_sign_no_pain_check_is_said_to_change_the_day(setting: Setting) -> None:
    coach = setting.coach
    coach.breaks.away(FRIDAY, AwayReason.TRAVEL)
    coach.record.raise_flags(("fever",))
    setting.at("06:40", FRIDAY.day)
    said = view_day(coach).where_one_stands()
    assert said.endswith("Today: rest, and see a clinician.")
