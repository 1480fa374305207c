"""The days in a row, counted in pieces, are those of the records, and certain days cost nothing."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.simulated import RUN_DAY, Setting

from coach.core.day_records import DayRecords
from coach.core.streak import Streak, StreakCount
from coach.domain.events.types import AwayReason, Event, MaintenanceChosen, SkipReason
from coach.domain.history.day_record import streak
from coach.errors import RefusedError
from coach.journal.ledger import Ledger

FIRST, TODAY = date(2026, 11, 9), date(*RUN_DAY)
STRETCHES = ("morning", "midday", "evening")
DAYS = st.sampled_from(["3", "2", "2", "2", "1", "0", "ill", "fever", "cleared", "away"])


def counted(setting: Setting, records: DayRecords) -> Streak | None:
    count = StreakCount(setting.coach, records)
    for _ in count.counting():
        pass
    return count.so_far()


def live(setting: Setting, day: int, what: str) -> None:
    setting.at("12:31", day)
    record = setting.coach.record
    match what:
        case "ill":
            for step in ("midday", "evening"):
                with suppress(RefusedError):  # it may not be on the plan
                    record.skip(step, SkipReason.ILL)
        case "fever":
            record.raise_flags(("fever",))
            record.done("midday")
        case "cleared":
            if setting.coach.judgement().flags:
                record.clear_flags(("fever",), "Dr Lee")
        case "away":
            until = setting.coach.present_day() + timedelta(days=1)
            setting.coach.breaks.away(until, AwayReason.TRAVEL)
        case number:
            for step in STRETCHES[: int(number)]:
                record.done(step)


@pytest.mark.slow
@settings(max_examples=20)
@given(st.lists(DAYS, min_size=4, max_size=14))
def test_it_is_what_the_records_add_up_to(days: list[str]) -> None:
    with TemporaryDirectory() as folder, Setting(Path(folder)) as setting:
        for day, what in enumerate(days, start=10):
            live(setting, day, what)
        coach = setting.coach
        whole = DayRecords(coach).days(coach.days.first_day(), coach.present_day())
        found = counted(setting, DayRecords(coach))
        assert (found.days if found else 0) == streak(whole)


def test_only_days_without_two_sessions_are_worked_out(setting: Setting) -> None:
    setting.live_two_weeks()
    records = DayRecords(setting.coach)
    found = counted(setting, records)
    assert found
    assert (found.days, found.first, found.is_longer) == (14, date(2026, 11, 10), False)
    assert {one.day for one in records.known(FIRST, TODAY)} == {FIRST, TODAY}


def test_whether_there_ever_was_a_maintenance_day_is_looked_up_once(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.live_two_weeks()
    monkeypatch.setattr("coach.core.streak._MONTH", timedelta(days=3))
    asked: list[tuple[type, ...]] = []
    of_kinds = Ledger.of_kinds

    def noted(ledger: Ledger, *kinds: type[Event]) -> list[Event]:
        asked.append(kinds)
        return of_kinds(ledger, *kinds)

    monkeypatch.setattr(Ledger, "of_kinds", noted)
    assert counted(setting, DayRecords(setting.coach))
    assert asked.count((MaintenanceChosen,)) == 1


def test_a_count_is_forgotten_when_something_is_written(setting: Setting) -> None:
    setting.live_two_weeks()
    count = StreakCount(setting.coach, DayRecords(setting.coach))
    for _ in count.counting():
        pass
    assert count.so_far()
    assert not list(count.counting()), "it is counted already"
    setting.live_this_morning()
    assert count.so_far() is None
