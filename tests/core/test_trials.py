"""Trials by lot on the journal: begun, said, asked about, ended and undone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.core.day_view import view_day
from coach.core.forms.pain_check import pain_check_form
from coach.core.forms.trial import trial_form
from coach.domain.events.types import TrialAid, TrialStarted
from coach.domain.history.trial import DAYS
from coach.domain.history.trial_result import Verdict
from coach.errors import RefusedError
from coach.wording.week import Topic, sentences

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 3, 7, tzinfo=UTC))


def live(coach: Coach, clock: FakeClock, days: int) -> None:
    """Days that hurt at 2 after the aid and at 5 without it, used as drawn."""
    trial = coach.days.trial_on(coach.present_day())
    assert trial is not None
    for _ in range(days):
        is_with = trial.is_with(coach.present_day())
        clock.forward(days=1)
        told: dict[str, Any] = {"splint" if trial.aid is TrialAid.SPLINT else "aid": is_with}
        coach.record.check(2 if is_with else 5, **told)


def test_it_is_said_each_day_until_its_time_is_over(coach: Coach, clock: FakeClock) -> None:
    trial = coach.trials.start(TrialAid.TAPE)
    for number in range(1, DAYS + 1):
        said = "with" if trial.is_with(coach.present_day()) else "without"
        drawn = f"Trial of tape, day {number} of {DAYS}: today {said} it."
        assert view_day(coach).drawn() == drawn
        clock.forward(days=1)
    assert view_day(coach).drawn() == ""


def test_only_one_change_at_a_time(coach: Coach) -> None:
    coach.trials.start(TrialAid.TAPE)
    with pytest.raises(RefusedError, match="one change at a time"):
        coach.trials.start(TrialAid.SPLINT)


def test_without_a_trial_there_is_none_to_end(coach: Coach) -> None:
    with pytest.raises(RefusedError, match="no trial to end"):
        coach.trials.end()


def test_who_must_not_ice_has_no_trial_of_ice(coach: Coach) -> None:
    coach.record.take_intake({"no_ice": True})
    with pytest.raises(RefusedError, match="ice is not for you"):
        coach.trials.start(TrialAid.BEDTIME_ICE)


def test_its_beginning_and_its_end_are_undone(coach: Coach, clock: FakeClock) -> None:
    coach.trials.start(TrialAid.TAPE)
    clock.forward(days=1)
    coach.trials.end()
    assert coach.days.trial_on(coach.present_day()) is None
    coach.corrections.undo()
    assert coach.days.trial_on(coach.present_day()) is not None
    clock.forward(days=-1)
    assert isinstance(coach.corrections.undo(), TrialStarted)
    assert coach.days.trials() == []


def test_the_check_asks_the_morning_after_whether_it_was_used(
    coach: Coach, clock: FakeClock
) -> None:
    coach.trials.start(TrialAid.TAPE)
    asked = [one.id for one in pain_check_form(coach).form.questions]
    assert "aid" not in asked
    clock.forward(days=1)
    questions = {one.id: one.text for one in pain_check_form(coach).form.questions}
    assert questions["aid"] == "Was the foot taped yesterday?"


def test_the_splint_has_its_question_and_no_reminder_on_a_night_without_it(
    coach: Coach, clock: FakeClock
) -> None:
    trial = coach.trials.start(TrialAid.SPLINT)
    for _ in range(DAYS):
        is_planned = coach.today().find("night-splint") is not None
        assert is_planned is trial.is_with(coach.present_day())
        clock.forward(days=1)
        asked = [one.id for one in pain_check_form(coach).form.questions]
        assert "splint" in asked
        assert "aid" not in asked
    assert coach.today().find("night-splint") is not None


@pytest.mark.parametrize("aid", [TrialAid.TAPE, TrialAid.SPLINT])
def test_at_its_end_it_says_what_it_found(coach: Coach, clock: FakeClock, aid: TrialAid) -> None:
    coach.trials.start(aid)
    live(coach, clock, DAYS)
    ((_, result),) = coach.trials.between(coach.days.first_day(), coach.present_day())
    assert (result.verdict, result.difference) == (Verdict.LESS, -3)
    assert (result.as_drawn, result.answered, result.mornings) == (DAYS, DAYS, DAYS)
    said = dict(sentences(DayRecords(coach).review(coach.present_day())))[Topic.TRIAL]
    assert "3.0 points less pain with it" in said
    assert "more than chance, and counts as real" in said
    assert f"Used as drawn on {DAYS} of {DAYS} days." in said


def test_before_its_end_it_says_nothing_of_what_it_may_find(coach: Coach, clock: FakeClock) -> None:
    coach.trials.start(TrialAid.TAPE)
    live(coach, clock, DAYS - 1)
    said = dict(sentences(DayRecords(coach).review(coach.present_day())))[Topic.TRIAL]
    assert "points" not in said
    assert "The answer comes only at the end" in said


def test_the_form_begins_one_and_ends_it(coach: Coach) -> None:
    form = trial_form(coach)
    assert form.form.doubt({"aid": TrialAid.TAPE}).endswith("Begin today?")
    assert form.record({"aid": TrialAid.TAPE}).text.startswith("Trial of tape, day 1")
    ending = trial_form(coach)
    with pytest.raises(RefusedError, match="goes on"):
        ending.record({"ends": False})
    assert ending.record({"ends": True}).text.startswith("The trial has ended. Too little to say")
    assert coach.days.trials() == []
