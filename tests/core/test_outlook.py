"""The outlook through the coach: from today, and from what was known a week ago."""

from datetime import date, timedelta
from itertools import islice

from support.builders import tell_of_running
from support.simulated import RUN_DAY, Setting

from coach.core.outlook import COURSES, outlooks
from coach.domain.events.types import Pattern
from coach.domain.outlook.outlook import Milestone, Outlook, OutlookView
from coach.domain.units import Distance
from coach.wording.outlook import sentences

DAY = timedelta(days=1)
TODAY = date(*RUN_DAY)
EVERY_SECOND_DAY = """
[goal]
distance = "12km"
[steps.run]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
every = 2
"""


def last(setting: Setting) -> OutlookView:
    *_, view = outlooks(setting.coach)
    return view


def now(setting: Setting, views: int = 20) -> Outlook:
    *_, view = islice(outlooks(setting.coach), views)
    assert view.now
    return view.now


def run_for_two_weeks(setting: Setting) -> None:
    """Mornings of 1, and 5 km on each second day, up to two days ago."""
    for day in range(10, RUN_DAY[2] + 1):
        setting.at("06:50", day)
        if day == 10:
            tell_of_running(setting.coach)
        setting.coach.record.check(1, eases=True, walking_pain=False)
        for step in ("morning", "evening"):
            setting.coach.record.done(step)
        if day % 2 == 0 and day < RUN_DAY[2]:
            setting.at("18:00", day)
            setting.coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    setting.at("07:12")


def test_after_six_mornings_it_is_too_early_and_after_seven_it_is_not(setting: Setting) -> None:
    setting.live_on_the_ladder(6)
    (view,) = outlooks(setting.coach)
    assert (view.now, view.before, view.mornings.count) == (None, None, 6)
    setting.at("06:50", RUN_DAY[2] + 1)
    setting.coach.record.check(2, eases=True, walking_pain=False)
    assert now(setting, views=1).spans


def test_on_the_ladder_stage_run_and_distance_come_one_after_the_other(setting: Setting) -> None:
    setting.configure('[goal]\ndistance = "10km"\ndate = 2027-05-02\n')
    setting.live_on_the_ladder()
    found = now(setting)
    assert list(found.spans) == list(Milestone)
    likely = [one.likely for one in found.spans.values() if one.likely is not None]
    assert likely == sorted(likely)
    assert found.is_return
    assert found.goal_in_time is not None


def test_what_is_waited_for_comes_from_the_intake_and_the_config_file(setting: Setting) -> None:
    setting.configure('[goal]\ndistance = "13.1mi"\ndate = 2027-05-02\n')
    setting.live_on_the_ladder()
    view = next(outlooks(setting.coach))
    assert view.wanted == (8000, Distance.parse("13.1mi"), date(2027, 5, 2))


def test_a_view_comes_after_each_course_and_then_the_one_of_a_week_ago(setting: Setting) -> None:
    setting.live_on_the_ladder()
    views = list(outlooks(setting.coach))
    counts = {one.now.courses for one in views if one.now and one.before is None}
    assert counts == set(range(1, COURSES + 1))
    assert {one.before.courses for one in views if one.before} == set(range(1, 25))


def test_a_week_ago_is_what_was_worked_out_then(setting: Setting) -> None:
    a_week_ago = RUN_DAY[2] - 7
    setting.live_on_the_ladder(walk_jogs=(a_week_ago,))
    before = last(setting).before
    setting.at("22:00", a_week_ago)
    assert before in (one.now for one in outlooks(setting.coach))


def test_without_enough_mornings_a_week_ago_there_is_no_comparison(setting: Setting) -> None:
    setting.live_on_the_ladder(12)
    assert last(setting).before is None


def test_it_begins_today_while_the_run_is_to_come_and_tomorrow_once_it_is_done(
    setting: Setting,
) -> None:
    setting.live_on_the_ladder()
    assert now(setting, views=1).first == TODAY
    setting.at("18:00")
    setting.coach.runs.ran(2000, 1200, 1, Pattern.NONE, walk_jog=True)
    assert now(setting, views=1).first == TODAY + DAY


def test_it_begins_tomorrow_once_todays_run_is_skipped_until_that_is_undone(
    setting: Setting,
) -> None:
    setting.live_on_the_ladder()
    setting.coach.record.skip("run")
    assert now(setting, views=1).first == TODAY + DAY
    setting.coach.corrections.undo()
    assert now(setting, views=1).first == TODAY


def test_runs_on_every_second_day_keep_their_rhythm(setting: Setting) -> None:
    setting.configure(EVERY_SECOND_DAY)
    run_for_two_weeks(setting)
    span = now(setting).spans[Milestone.GOAL]
    assert span.early is not None
    assert span.early % 2 == 0


def test_a_warning_sign_comes_before_any_outlook(setting: Setting) -> None:
    setting.live_on_the_ladder()
    setting.coach.record.raise_flags(("fever",))
    (view,) = outlooks(setting.coach)
    assert view.awaits_clinician
    assert view.now is None
    setting.coach.record.clear_flags(("fever",), "Dr Lee")
    assert not next(outlooks(setting.coach)).awaits_clinician


def test_nothing_is_written(setting: Setting) -> None:
    setting.live_on_the_ladder()
    before = setting.coach.journal.count()
    last(setting)
    assert setting.coach.journal.count() == before


def test_on_a_day_of_rest_there_is_no_forecast(setting: Setting) -> None:
    setting.live_on_the_ladder()
    setting.coach.record.check(9, eases=False, walking_pain=True)
    (view,) = outlooks(setting.coach)
    assert (view.is_at_rest, view.now) == (True, None)
    ((_, said),) = sentences(view, setting.coach.routine)
    assert said.startswith("Today is for rest, and for seeing a clinician.")
