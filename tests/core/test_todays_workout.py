"""Today's run for outdoors: what the day makes of it, and why there may be none."""

import pytest
from support.builders import wake
from support.simulated import Setting

from coach.core.workout import todays_run, todays_workout
from coach.domain.events.types import AwayReason, Pattern
from coach.domain.heel.workout import PieceKind
from coach.errors import RefusedError


def kinds(setting: Setting) -> list[PieceKind]:
    blocks = todays_workout(setting.coach).blocks
    return [piece.kind for block in blocks for piece in block.pieces]


def refusal(setting: Setting) -> str:
    with pytest.raises(RefusedError) as refused:
        todays_workout(setting.coach)
    return str(refused.value)


def test_on_the_ladder_it_is_the_stage_with_what_is_around_it(setting: Setting) -> None:
    setting.live_on_the_ladder()
    assert todays_workout(setting.coach).name == "Walk-jog, stage 1 of 19"
    around = [PieceKind.WARM_UP, PieceKind.WALK, PieceKind.JOG, PieceKind.COOL_DOWN]
    assert kinds(setting) == around
    setting.coach.record.done("warm-up")
    setting.coach.record.skip("feet")
    assert kinds(setting) == around[1:]


def test_a_run_is_as_long_as_today_says(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    planned = todays_run(setting.coach.today())
    assert planned is not None
    assert todays_workout(setting.coach).name == f"Run, {planned.step.note}"


def test_a_run_that_is_not_planned_has_the_warm_up_of_the_routine(setting: Setting) -> None:
    setting.configure('[steps.run]\ndays = ["mon"]\n')
    setting.live_two_weeks()
    setting.live_this_morning()
    assert todays_run(setting.coach.today()) is None
    assert kinds(setting) == [PieceKind.WARM_UP, PieceKind.RUN, PieceKind.COOL_DOWN]


@pytest.mark.parametrize(
    ("pain", "said"),
    [
        (9, "No run today, only rest. Severe first-step pain"),
        (6, "No run today, but cross-training. 6 or more at the first steps"),
    ],
)
def test_a_bad_morning_has_none(setting: Setting, pain: int, said: str) -> None:
    setting.live_two_weeks()
    wake(setting.coach, pain, walking_pain=pain == 9)
    assert refusal(setting).startswith(said)


def test_with_a_warning_sign_there_is_none(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.record.raise_flags(("fever",))
    assert "You have a warning sign: no training" in refusal(setting)


def test_a_day_has_one_walk_jog_and_the_next_one_none(setting: Setting) -> None:
    setting.live_on_the_ladder()
    setting.coach.runs.ran(2000, 1200, 0, Pattern.NONE, walk_jog=True)
    assert refusal(setting) == "No more running today: one walk-jog a day."
    setting.at("06:50", 25)
    wake(setting.coach, 1)
    assert refusal(setting) == "No run today: leave a day between two walk-jogs."


def test_after_a_run_that_hurt_there_is_no_other(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.coach.runs.ran(3000, 1200, 7, Pattern.THROUGHOUT)
    assert refusal(setting).startswith("Today's run hurt: no more running today.")


def test_what_is_left_of_the_day_is_all_that_may_be_run(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    most = setting.coach.judgement().caps.today
    assert most is not None
    setting.coach.runs.ran(most, 3600, 0, Pattern.NONE)
    assert refusal(setting) == "No more running today: today's running is done."


def test_away_there_is_none(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.breaks.away(setting.coach.present_day().replace(day=27), AwayReason.ILL)
    assert refusal(setting).startswith("You are away until")
