"""A walk-jog that comes back from the watch, beside what was asked for."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from activities.test_jogs_in_files import as_fit
from support.activity_files import BEGAN
from support.builders import utc
from support.simulated import Setting

from coach.cli.import_files import _import_activities
from coach.core.day_view import view_day
from coach.core.forms.run import run_form
from coach.core.imports import about_jogs
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.types import Pattern, RunLogged
from coach.runtime.inbox_summary import Arrived, alerts

JOGS = (29, 31, 30, 34)
SAID = "4 of 4 jogs, 29 s to 34 s long"


def recording(setting: Setting, jogs: tuple[int, ...] | None = JOGS) -> Activity:
    """A recording that has just ended."""
    began = setting.clock.now() - timedelta(minutes=20)
    return Activity(ActivityKind.RUN, began, 1200.0, 2000.0, "run.fit", jogs=jogs)


def logged(setting: Setting) -> RunLogged:
    run = setting.coach.days.run_of(setting.coach.present_day())
    assert run is not None
    return run


def comes_back(setting: Setting, jogs: tuple[int, ...] | None = JOGS) -> Activity:
    """Today's walk-jog, recorded by a watch and imported."""
    setting.at("18:00")
    activity = recording(setting, jogs)
    assert setting.coach.imports.log_activity(activity)
    return activity


def details(setting: Setting) -> tuple[str, ...]:
    view = view_day(setting.coach)
    planned = view.day.find("run")
    assert planned is not None
    return view.words().details(planned)


def test_its_jogs_are_kept_and_compared_with_the_stage_of_the_day(setting: Setting) -> None:
    setting.live_on_the_ladder()
    activity = comes_back(setting)
    assert logged(setting).jogs == JOGS
    assert about_jogs(setting.coach, activity) == SAID
    assert SAID in ", ".join(details(setting))
    now, zone, display = setting.clock.now(), setting.clock.zone(), setting.coach.routine.display
    ((_, told),) = alerts(Arrived(new=[activity]), now, zone, display, SAID)
    assert SAID in told


def test_so_they_are_once_it_is_rated(setting: Setting) -> None:
    setting.live_on_the_ladder()
    comes_back(setting)
    run = setting.coach.runs.felt(0, Pattern.NONE, walk_jog=True)
    assert (run.jogs, run.stage) == (JOGS, 1)
    assert setting.coach.runs.asked_jogs(run) == (30,) * 4
    assert SAID in ", ".join(details(setting))
    setting.at("08:00", 26)
    assert setting.coach.runs.asked_jogs(run) == (30,) * 4


def test_the_answer_to_how_it_felt_has_them_too(setting: Setting) -> None:
    setting.live_on_the_ladder()
    comes_back(setting)
    answers: dict[str, Any] = {"distance": 2000.0, "duration": 1200, "pain": 0}
    answers |= {"pattern": Pattern.NONE, "walk_jog": True, "effort": 0, "supports": None}
    said = run_form(setting.coach).record(answers).text
    assert said.startswith(f"Run logged. {SAID}.")


def test_a_run_entered_by_hand_gets_those_of_its_file(setting: Setting) -> None:
    setting.live_on_the_ladder()
    setting.at("18:01")
    setting.coach.runs.ran(2000, 1200, 0, Pattern.NONE, walk_jog=True)
    comes_back(setting)
    assert logged(setting).jogs == JOGS


def test_nothing_is_said_of_another_run_or_where_the_file_shows_none(setting: Setting) -> None:
    setting.live_on_the_ladder()
    activity = comes_back(setting, None)
    assert about_jogs(setting.coach, activity) == ""
    setting.coach.runs.felt(0, Pattern.NONE, walk_jog=False)
    assert setting.coach.runs.asked_jogs(logged(setting)) == ()


def test_a_day_of_free_running_asks_for_none(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    activity = comes_back(setting)
    assert logged(setting).jogs == JOGS
    assert about_jogs(setting.coach, activity) == ""
    assert not any("jog" in one for one in details(setting))


def test_a_second_run_of_a_day_is_compared_with_nothing(setting: Setting) -> None:
    setting.live_on_the_ladder()
    comes_back(setting)
    setting.at("20:00")
    again = recording(setting)
    setting.coach.imports.log_activity(again)
    assert about_jogs(setting.coach, again) == ""


def test_an_import_ends_with_a_line_on_each_walk_jog(
    setting: Setting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setting.clock.set(utc(date(2026, 5, 3), "06:00"))
    setting.coach.record.check(1, eases=True, walking_pain=False)
    setting.clock.set(BEGAN + timedelta(hours=1))
    path = tmp_path / "run.fit"
    path.write_bytes(as_fit())
    assert _import_activities(setting.coach, (path,))
    said = capsys.readouterr().out
    assert "New: 1 run.\nSunday 3 May" in said
    assert "4 of 4 jogs, 60 s" in said
    assert "instead of 30 s" in said


def test_a_watch_that_counted_the_warm_up_too_makes_no_other_run_of_it(setting: Setting) -> None:
    setting.live_on_the_ladder()
    setting.at("18:00")
    began = setting.clock.now() - timedelta(minutes=36)
    activity = Activity(ActivityKind.RUN, began, 2160.0, 3000.0, "run.fit", jogs=JOGS)
    setting.coach.imports.log_activity(activity)
    run = setting.coach.runs.felt(0, Pattern.NONE, walk_jog=True)
    assert (run.stage, run.running) == (1, 124)
    assert setting.coach.runs.beyond(run) is None


def test_a_run_without_walks_that_is_too_long_is_no_stage(setting: Setting) -> None:
    setting.live_on_the_ladder()
    setting.at("18:00")
    began = setting.clock.now() - timedelta(minutes=36)
    activity = Activity(ActivityKind.RUN, began, 2160.0, 3000.0, "run.fit", jogs=(2150,))
    setting.coach.imports.log_activity(activity)
    run = setting.coach.runs.felt(0, Pattern.NONE, walk_jog=True)
    assert run.stage is None
    assert setting.coach.runs.beyond(run) is not None
