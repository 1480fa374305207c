"""The session of a step as today has it, for the ear."""

import pytest
from support.builders import wake
from support.simulated import Setting

from coach.core.todays_session import todays_session
from coach.domain.heel.adapted_routine import walk_jog
from coach.domain.heel.walk_jog import stage
from coach.errors import RefusedError


def refusal(setting: Setting, step: str) -> str:
    with pytest.raises(RefusedError) as refused:
        todays_session(setting.coach, step)
    return str(refused.value)


def test_a_session_has_the_doses_of_today(setting: Setting) -> None:
    setting.live_this_morning()
    whole = todays_session(setting.coach, "evening")
    assert whole == setting.coach.today().routine.sessions["evening"]
    setting.coach.breaks.shorten()
    short = todays_session(setting.coach, "evening")
    assert len(short.exercises) < len(whole.exercises)


def test_a_step_that_is_not_due_today_has_its_session_too(setting: Setting) -> None:
    setting.configure('[steps.midday]\ndays = ["mon"]\n')
    assert setting.coach.today().find("midday") is None
    assert todays_session(setting.coach, "midday").id == "midday"


def test_a_run_is_the_walk_jog_of_today(setting: Setting) -> None:
    setting.live_on_the_ladder()
    assert todays_session(setting.coach, "run") == walk_jog(stage(1))


def test_a_run_without_walks_is_for_the_watch(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    assert "no walks in it" in refusal(setting, "run")


def test_what_today_leaves_out_is_not_played_either(setting: Setting) -> None:
    setting.live_two_weeks()
    wake(setting.coach, 9, eases=False, walking_pain=True)
    assert refusal(setting, "run").startswith("No run today, only rest.")
    assert refusal(setting, "strength").startswith("Strength: not for today. Severe first-step")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("night-splint", "Night splint: nothing in it is timed; choose a step with a session."),
        ("evning", "There is no step `evning` today; did you mean `evening`?"),
    ],
)
def test_what_has_no_session_is_named(setting: Setting, step: str, said: str) -> None:
    assert refusal(setting, step) == said
