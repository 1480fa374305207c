"""What a step requires: the same on the full screen and in plain lines."""

from __future__ import annotations

import pytest
from support.simulated import Setting

from coach.core.forms.form import EntryForm
from coach.core.next_action import Move, action_to_finish, action_to_start

STARTED = {"pain-check": "form", "morning": Move.PLAY, "warm-up": Move.PLAY, "run": Move.SET_OFF}
FINISHED = {
    "pain-check": "form",
    "morning": Move.MARK_DONE,
    "warm-up": Move.MARK_DONE,
    "run": "form",
}


@pytest.fixture
def setting(setting: Setting) -> Setting:
    setting.live_two_weeks()
    setting.at("06:40", 24)
    return setting


def kind(action: EntryForm | Move) -> Move | str:
    return "form" if isinstance(action, EntryForm) else action


@pytest.mark.parametrize("step", STARTED)
def test_each_kind_of_step_starts_and_ends_in_its_own_way(setting: Setting, step: str) -> None:
    planned = setting.coach.days.find(step)
    assert kind(action_to_start(setting.coach, planned)) == STARTED[step]
    assert kind(action_to_finish(setting.coach, planned)) == FINISHED[step]


def test_a_run_is_set_off_first_and_then_asks_how_it_was(setting: Setting) -> None:
    setting.coach.record.start("run")
    assert kind(action_to_start(setting.coach, setting.coach.days.find("run"))) == "form"


def test_a_session_that_is_done_is_played_again(setting: Setting) -> None:
    setting.coach.record.done("morning")
    assert action_to_start(setting.coach, setting.coach.days.find("morning")) is Move.PLAY
