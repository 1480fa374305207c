"""Outside changes that are noticed: the journal, the config file, the clock, the zone."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from support.simulated import BERLIN, Setting

from coach.errors import JournalError
from coach.runtime.change_watch import ChangeWatch

NEW_YORK = ZoneInfo("America/New_York")


class Machine:
    """The simulated clock of a coach, and the steady one that runs beside it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.steady = 1000.0

    def monotonic(self) -> float:
        return self.steady

    def run(self, seconds: float) -> None:
        """Time passes."""
        self._setting.forward(seconds)
        self.steady += seconds

    def sleep(self, seconds: float) -> None:
        """The machine is suspended, in which the steady clock stands still."""
        self._setting.forward(seconds)


@pytest.fixture
def machine(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(setting)
    monkeypatch.setattr("coach.runtime.change_watch.time", machine)
    return machine


@pytest.fixture
def watching(setting: Setting, machine: Machine) -> ChangeWatch:
    del machine
    return ChangeWatch(setting.coach)


def test_nothing_changes_while_time_passes(watching: ChangeWatch, machine: Machine) -> None:
    for _ in range(100):
        machine.run(0.5)
        assert not watching.has_changed()


def test_a_look_that_comes_late_is_no_change(watching: ChangeWatch, machine: Machine) -> None:
    machine.run(3600)
    assert not watching.has_changed()


def test_what_is_recorded_elsewhere_is_noticed_once(
    watching: ChangeWatch, setting: Setting
) -> None:
    setting.coach_elsewhere().record.check(3)
    assert watching.has_changed()
    assert not watching.has_changed()


def test_what_is_recorded_here_is_known_already(watching: ChangeWatch, setting: Setting) -> None:
    setting.coach.record.check(3)
    assert not watching.has_changed()


def test_a_config_file_that_is_new_changed_or_gone_is_noticed(
    watching: ChangeWatch, setting: Setting
) -> None:
    for text, name in (('name = "Bed"', "Bed"), ('name = "In bed"', "In bed")):
        setting.configure(f"[steps.morning]\n{text}\n")
        assert watching.has_changed()
        assert setting.coach.routine.steps["morning"].name == name
        assert not watching.has_changed()
    setting.config.unlink()
    assert watching.has_changed()
    assert setting.coach.routine_file.problems
    assert not watching.has_changed()
    assert setting.coach.routine.steps["morning"].name == "In bed"


def test_a_config_file_with_problems_is_noticed_and_changes_nothing(
    watching: ChangeWatch, setting: Setting
) -> None:
    before = setting.coach.routine
    setting.configure("[steps.morning]\nat = 7\n")
    assert watching.has_changed()
    assert setting.coach.routine_file.problems
    assert setting.coach.routine == before


@pytest.mark.parametrize("seconds", [2.1, 60, 86400 * 30])
def test_a_machine_that_slept_is_noticed_once(
    watching: ChangeWatch, machine: Machine, seconds: float
) -> None:
    machine.sleep(seconds)
    machine.run(0.5)
    assert watching.has_changed()
    machine.run(0.5)
    assert not watching.has_changed()


@pytest.mark.parametrize("seconds", [-2.1, -60, -3600])
def test_a_clock_that_is_set_back_is_noticed_once(
    watching: ChangeWatch, machine: Machine, setting: Setting, seconds: float
) -> None:
    machine.run(0.5)
    setting.forward(seconds)
    assert watching.has_changed()
    machine.run(0.5)
    assert not watching.has_changed()


def test_a_clock_that_is_corrected_a_little_is_no_change(
    watching: ChangeWatch, machine: Machine, setting: Setting
) -> None:
    for seconds in (1.9, -1.9):
        machine.run(0.5)
        setting.forward(seconds)
        assert not watching.has_changed()


def test_a_journey_is_noticed_within_five_seconds(
    watching: ChangeWatch, machine: Machine, setting: Setting
) -> None:
    setting.clock.travel(NEW_YORK)
    machine.run(4.9)
    assert not watching.has_changed()
    assert setting.coach.zone == BERLIN
    machine.run(0.1)
    assert watching.has_changed()
    assert setting.coach.zone == NEW_YORK
    machine.run(10)
    assert not watching.has_changed()


def test_the_zone_is_not_asked_for_at_every_look(
    watching: ChangeWatch, machine: Machine, setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def zone() -> tzinfo:
        asked.append(machine.steady)
        return BERLIN

    monkeypatch.setattr(setting.clock, "zone", zone)
    for _ in range(60):
        machine.run(0.5)
        watching.has_changed()
    assert len(asked) == 6


def test_the_turn_of_the_day_is_noticed_once(setting: Setting, machine: Machine) -> None:
    setting.at("03:59")
    watching = ChangeWatch(setting.coach)
    machine.run(59.9)
    assert not watching.has_changed()
    machine.run(0.1)
    assert watching.has_changed()
    machine.run(0.5)
    assert not watching.has_changed()


def test_the_day_turns_where_the_runner_is(setting: Setting, machine: Machine) -> None:
    setting.clock.set(datetime(2026, 11, 24, 3, 30, tzinfo=UTC))
    watching = ChangeWatch(setting.coach)
    day = setting.coach.present_day()
    setting.clock.travel(NEW_YORK)
    machine.run(5)
    assert watching.has_changed()
    assert setting.coach.present_day() == day - timedelta(days=1)


def test_what_changed_while_the_journal_could_not_be_read_is_noticed_afterwards(
    watching: ChangeWatch, machine: Machine, setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable() -> int:
        raise JournalError("The disk is gone.")

    with monkeypatch.context() as patch:
        patch.setattr(setting.coach.journal, "version", unreadable)
        machine.sleep(3600)
        with pytest.raises(JournalError, match="gone"):
            watching.has_changed()
    machine.run(0.5)
    assert watching.has_changed()
    assert not watching.has_changed()


def test_several_changes_at_once_are_one_change(
    watching: ChangeWatch, machine: Machine, setting: Setting
) -> None:
    setting.coach_elsewhere().record.check(3)
    setting.configure('[player]\nget_ready = "10s"\n')
    setting.clock.travel(NEW_YORK)
    machine.run(10)
    machine.sleep(86400)
    assert watching.has_changed()
    assert not watching.has_changed()
