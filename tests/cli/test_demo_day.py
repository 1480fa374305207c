"""The day of `coach demo` begins when the demo does, whatever the hour."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from support.simulated import Setting

import coach
from coach.cli import start
from coach.core.day_view import view_day
from coach.domain.day.planned import Status
from coach.domain.events.types import Pattern

DEMO = Path(coach.__file__).parent / "config" / "demo.toml"


@pytest.mark.parametrize("clock", ["04:00", "06:30", "12:00", "17:20", "23:30", "00:30", "03:50"])
def test_the_first_step_is_due_now_and_all_others_follow(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    setting.configure(DEMO.read_text())
    setting.at(clock, 25)
    runner = setting.coach
    monkeypatch.setattr(start, "coach_for", lambda _: nullcontext(runner))
    start._begin_now({"config": setting.config})
    runner.routine_file.read_again()
    words = view_day(runner).words()
    first, *others = words.day.steps
    assert (first.step.id, words.time_of(first)) == ("pain-check", clock)
    assert words.details(first)[0] == "due now"
    assert {words.time_of(one) for one in others} == {"then"}
    runner.record.check(2, eases=True, walking_pain=False)
    for step in [one.step.id for one in others]:
        setting.forward(20)
        if step == "run":
            runner.runs.ran(3000, 1200, 0, Pattern.NONE)
        else:
            runner.record.done(step)
    assert {one.status(runner.clock.now()) for one in runner.today().steps} == {Status.DONE}
