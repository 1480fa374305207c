"""A step that comes into the plan at an hour that is already over counts from then on."""

import os

import pytest
from support.simulated import RUN_DAY, Setting

from coach.core.day_records import DayRecords
from coach.domain.day.planned import MomentKind, Status
from coach.domain.day.reminder_moments import reminder_moments
from coach.domain.routine.settings import Reminders
from coach.journal.deliveries import Deliveries

NEW = '[steps.calm]\nkind = "session"\nname = "Calm"\nsession = "evening"\nat = "07:30"\n'
DAY = RUN_DAY[2]


@pytest.fixture
def evening(setting: Setting) -> Setting:
    """A runner of two weeks, in the evening."""
    setting.live_two_weeks()
    setting.at("20:00")
    return setting


def configure(setting: Setting, text: str) -> None:
    """Write the config file at the simulated time."""
    setting.configure(text)
    now = setting.clock.now().timestamp()
    os.utime(setting.config, (now, now))
    setting.coach.changes()


def status(setting: Setting, step: str) -> Status:
    return setting.coach.days.find(step).status(setting.clock.now())


def test_it_is_not_missed_on_the_day_on_which_it_is_added(evening: Setting) -> None:
    configure(evening, NEW)
    assert status(evening, "calm") is Status.SKIPPED
    day = evening.coach.today()
    moments = reminder_moments(day, Reminders(), (), day.starts)
    assert not [one for one in moments if (one.step, one.kind) == ("calm", MomentKind.MISSED)]
    evening.at("23:00")
    assert status(evening, "calm") is Status.SKIPPED
    (record,) = DayRecords(evening.coach).days(day.date, day.date)
    assert "calm" not in record.missed


def test_from_the_next_day_on_it_is(evening: Setting) -> None:
    configure(evening, NEW)
    evening.at("20:00", DAY + 1)
    assert status(evening, "calm") is Status.MISSED


def test_before_its_hour_it_is_due_and_missed_as_any_other(evening: Setting) -> None:
    evening.at("07:00")
    configure(evening, NEW)
    evening.at("20:00")
    assert status(evening, "calm") is Status.MISSED


def test_other_changes_make_no_missed_step_a_new_one(evening: Setting) -> None:
    assert status(evening, "midday") is Status.MISSED
    configure(evening, 'theme = "ember"\n')
    assert status(evening, "midday") is Status.MISSED


def test_what_was_announced_before_is_not_new(evening: Setting) -> None:
    evening.at("07:00")
    configure(evening, NEW)
    (calm,) = (
        one
        for one in evening.coach.today().moments(evening.clock.now())
        if (one.step, one.kind) == ("calm", MomentKind.DUE)
    )
    assert Deliveries(evening.coach.journal).claim([calm], "test", evening.clock.now())
    evening.at("20:00")
    configure(evening, NEW + 'note = "breathe"\n')
    assert status(evening, "calm") is Status.MISSED


def test_undone_or_done_a_step_is_known(evening: Setting) -> None:
    journal = evening.coach.journal
    assert journal.has_step("morning")
    assert not journal.has_step("calm")
    configure(evening, NEW)
    evening.coach.record.done("calm")
    assert journal.has_step("calm")
    evening.coach.corrections.undo()
    assert journal.has_step("calm")
