"""The present day at one instant: all parts of a view agree."""

from __future__ import annotations

from datetime import date, timedelta

from support.simulated import Setting

from coach.core.day_view import view_day

TODAY = date(2026, 11, 24)


def test_a_view_stays_what_it_was_when_more_is_recorded(setting: Setting) -> None:
    before = view_day(setting.coach)
    setting.coach.record.check(7, eases=True, walking_pain=False)
    after = view_day(setting.coach)
    assert (before.check, before.events) == (None, ())
    assert after.check == setting.coach.days.check_of(TODAY)
    assert after.judgement == setting.coach.judgement() != before.judgement


def test_the_check_of_a_view_is_the_last_one_of_its_day(setting: Setting) -> None:
    setting.coach.record.check(5, day=TODAY - timedelta(days=1))
    assert view_day(setting.coach, timedelta(days=7)).check is None
    setting.coach.record.check(3)
    setting.coach.record.check(2)
    check = view_day(setting.coach, timedelta(days=7)).check
    assert check
    assert check.pain == 2
