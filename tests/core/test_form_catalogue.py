"""Forms: the same questions today, on a past day and in a correction."""

from __future__ import annotations

from datetime import date, timedelta

from support.simulated import Setting

from coach.core.forms.catalogue import form_for_entry, form_to_add
from coach.core.forms.form import EntryForm, Question
from coach.core.forms.run import run_form
from coach.domain.events.activity import Activity, ActivityKind

TODAY = date(2026, 11, 24)


def recorded_by_a_watch(setting: Setting, distance: float) -> None:
    began = setting.clock.now() - timedelta(hours=1)
    run = Activity(
        kind=ActivityKind.RUN, began=began, duration=1200, distance=distance, source="evening.fit"
    )
    assert setting.coach.imports.log_activity(run)


def question(form: EntryForm | None, name: str) -> Question:
    assert form
    return next(one for one in form.form.questions if one.id == name)


def test_a_watchs_run_on_a_walk_jog_day_asks_the_same_on_the_day_after(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    setting.at("18:00")
    recorded_by_a_watch(setting, 2400)
    assert question(run_form(setting.coach), "walk_jog").asked({})
    setting.at("08:00", 25)
    run = setting.coach.days.run_of(TODAY)
    assert run
    assert question(form_for_entry(setting.coach, run), "walk_jog").asked({})


def test_a_run_without_a_distance_may_stay_without_one(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("18:00")
    recorded_by_a_watch(setting, 0)
    distance = question(run_form(setting.coach), "distance")
    assert distance.parse
    assert distance.parse("") == 0


def test_a_check_added_to_a_past_day_is_that_days(setting: Setting) -> None:
    form = form_to_add(setting.coach, "pain", TODAY - timedelta(days=1))
    answers = form.form.answers({"pain": 3, "eases": True, "walking_pain": False})
    recorded = form.record(answers)
    assert recorded.text == "First-step pain 3/10."
    assert recorded.entry == setting.coach.days.check_of(TODAY - timedelta(days=1))
