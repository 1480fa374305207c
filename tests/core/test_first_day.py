"""The first day with Coach: what its hour had come before is neither skipped nor missed."""

from support.simulated import Setting

from coach.core.day_records import DayRecords
from coach.core.day_view import view_day
from coach.domain.day.planned import Status
from coach.plain import day as plain_day
from coach.wording.week import Topic, sentences


def results(setting: Setting) -> dict[str, str]:
    words = view_day(setting.coach).words()
    return {one.step.id: words.result_in_full(one) for one in words.day.steps}


def test_what_came_before_the_first_entry_is_said_to_have_done_so(setting: Setting) -> None:
    setting.at("10:00")
    setting.coach.record.check(3)
    setting.at("12:00")
    assert results(setting)["morning"] == "before you began"
    words = view_day(setting.coach).words()
    assert words.result(words.day.steps[0]) == "not due"
    morning = setting.coach.days.find("morning")
    assert morning.status(words.now) is Status.SKIPPED
    assert plain_day.step(words, morning) == "First-step stretches, before you began."
    setting.coach.record.skip("morning")
    assert results(setting)["morning"] == "skipped"


def test_it_is_no_stretch_session_that_was_planned(setting: Setting) -> None:
    setting.at("17:00")
    setting.coach.record.check(3)
    review = DayRecords(setting.coach).review(setting.coach.present_day())
    assert dict(sentences(review))[Topic.STRETCHING] == "0 of 1 session."
    setting.coach.record.done("midday")
    setting.at("21:30")
    setting.coach.record.done("evening")
    review = DayRecords(setting.coach).review(setting.coach.present_day())
    said = dict(sentences(review))[Topic.STRETCHING]
    assert said == "2 of 2 sessions; two or more on 1 of 1 day."


def test_a_session_that_stays_open_after_its_hour_was_not_skipped(setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.configure("[steps.morning]\nevery = 14\n")
    setting.coach.changes()
    setting.at("22:00")
    morning = setting.coach.days.find("morning")
    assert morning.is_between
    assert results(setting)["morning"] == "open"
