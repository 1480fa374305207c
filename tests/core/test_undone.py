"""What undo took back is called as on its day."""

from support.simulated import Setting

from coach.core.undone import undone_text


def test_undo_calls_a_step_as_the_day_does(setting: Setting) -> None:
    setting.coach.record.check(3)
    planned = setting.coach.record.skip("run")
    assert planned.step.name == "Walk-jog, stage 1 of 19"
    assert undone_text(setting.coach, setting.coach.corrections.undo()) == (
        "Undone: Walk-jog, stage 1 of 19: skipped"
    )
