"""The pain check: which of yesterday's answers can be given again."""

from datetime import UTC, datetime, timedelta

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.core.forms.form import LEFT_OPEN
from coach.core.forms.pain_check import pain_check_form

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 3, 7, tzinfo=UTC))


def test_open_answers_stay_open_and_the_run_is_asked_about_anew(coach: Coach) -> None:
    yesterday = coach.present_day() - DAY
    coach.record.check(3, eases=False, worse_after_run=True, painkiller=True, day=yesterday)
    assert pain_check_form(coach).form.same == {
        "pain": 3,
        "eases": False,
        "stretched_first": LEFT_OPEN,
        "splint": LEFT_OPEN,
        "painkiller": True,
    }


def test_easing_that_was_assumed_without_pain_is_no_answer(coach: Coach) -> None:
    coach.record.check(0, walking_pain=False, day=coach.present_day() - DAY)
    same = pain_check_form(coach).form.same
    assert same is not None
    assert "eases" not in same


def test_without_a_check_of_yesterday_there_is_nothing(coach: Coach) -> None:
    coach.record.check(3, day=coach.present_day() - 2 * DAY)
    coach.record.done("morning")
    assert pain_check_form(coach).form.same is None


def test_a_past_day_has_a_yesterday_of_its_own(coach: Coach) -> None:
    before = coach.present_day() - 3 * DAY
    coach.record.check(6, day=before - DAY)
    same = pain_check_form(coach, before).form.same
    assert same is not None
    assert same["pain"] == 6
