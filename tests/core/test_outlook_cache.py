"""An outlook that was worked out is kept, and never taken for another one."""

from collections.abc import Callable
from datetime import date

import pytest
from support.simulated import RUN_DAY, Setting

from coach.core import outlook, outlook_cache
from coach.core.outlook import outlooks
from coach.domain.events.types import Pattern
from coach.domain.outlook.outlook import OutlookView


@pytest.fixture(autouse=True)
def few_courses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "COURSES", 1)
    monkeypatch.setattr(outlook, "_COURSES_BEFORE", 1)


@pytest.fixture
def back(setting: Setting) -> Setting:
    """A runner on the way back, whose outlook is kept."""
    setting.live_on_the_ladder(8)
    last(setting)
    return setting


def last(setting: Setting) -> OutlookView:
    *_, view = outlooks(setting.coach)
    return view


def worked_out(setting: Setting) -> OutlookView:
    """The outlook as it is where none is kept."""
    setting.journal.with_suffix(".outlook.json").unlink(missing_ok=True)
    return last(setting)


def test_it_comes_whole_at_once_and_equal(back: Setting) -> None:
    found = list(outlooks(back.coach_elsewhere()))
    assert [one.now and one.now.courses for one in found] == [1] * len(found)
    assert (found[-1].now, found[-1].before) == worked_out(back)[-2:]


def a_run(setting: Setting) -> None:
    setting.coach.runs.ran(2000, 1200, 1, Pattern.NONE, walk_jog=True)


def a_goal(setting: Setting) -> None:
    setting.configure('[goal]\ndistance = "10km"\n')
    setting.coach.changes()


def other_days(setting: Setting) -> None:
    setting.configure('[steps.run]\ndays = ["mon", "fri"]\n')
    setting.coach.changes()


CHANGES: tuple[Callable[[Setting], object], ...] = (
    lambda setting: setting.coach.record.skip("run"),
    lambda setting: setting.coach.corrections.undo(),
    a_run,
    a_goal,
    other_days,
    lambda setting: setting.coach.record.check(5, eases=True, walking_pain=False),
    lambda setting: setting.coach.record.take_intake({"longest": 12_000.0}),
    lambda setting: setting.coach.breaks.away(date(2026, 11, 28)),
    lambda setting: setting.at("06:50", RUN_DAY[2] + 1),
)


def test_after_each_change_it_is_what_would_be_worked_out_anew(back: Setting) -> None:
    for change in CHANGES:
        change(back)
        found = last(back)
        assert (found.now, found.before) == worked_out(back)[-2:]


def test_another_version_works_it_out_again(back: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook_cache, "__version__", "another")
    assert len(list(outlooks(back.coach))) > 1


def test_a_file_that_is_not_its_own_is_passed_over(back: Setting) -> None:
    kept = back.journal.with_suffix(".outlook.json")
    for content in (b"", b"\xff", b'{"a": 1}', b"[]"):
        kept.write_bytes(content)
        assert next(outlooks(back.coach)).now
