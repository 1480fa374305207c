"""What a session that is over means, whatever the day is like."""

from support.simulated import Setting

from coach.core.after_session import after_session
from coach.core.session_run import SessionRun
from coach.wording.session_end import Topic, stretches_text


def ended(setting: Setting, step: str) -> dict[Topic, str]:
    """What is said after a session that was skipped whole."""
    run = SessionRun(setting.coach, step)
    while not run.has_ended:
        run.go_next()
    return after_session(setting.coach, run)


def test_a_session_left_out_does_not_count(setting: Setting) -> None:
    setting.at("12:31")
    assert ended(setting, "midday")[Topic.TODAY].startswith("No stretch session yet")


def test_after_the_run_the_next_one_is_said(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("18:30")
    setting.coach.record.skip("run")
    said = ended(setting, "cool-down")
    assert Topic.TODAY not in said
    assert said[Topic.ROAD].startswith("a run of up to")
    assert said[Topic.NEXT].endswith("Strength")


def test_the_run_to_come_has_its_time_if_it_is_known(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("12:31")
    assert ended(setting, "midday")[Topic.ROAD] == "today at 17:30, up to 10.0 km"


def test_a_maintenance_day_asks_for_less() -> None:
    assert stretches_text(1, is_maintained=True).endswith("One is enough on a maintenance day.")
