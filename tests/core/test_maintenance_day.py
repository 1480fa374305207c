"""The maintenance day on the journal: offered, taken, left, brought to its end, and undone."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import FakeClock
from support.recovered import QUIET, live, live_on
from support.zones import unlike_zones

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.core.day_view import figures_beside, view_day
from coach.core.days import HISTORY
from coach.core.forms.maintenance import maintenance_form
from coach.core.forms.pain_check import pain_check_form
from coach.domain.events.types import MaintenanceChoice, MaintenanceChosen
from coach.domain.heel.rules import Level
from coach.errors import RefusedError
from coach.journal import Journal
from coach.wording.maintenance import BEGUN, BROUGHT_BACK, ENDED, OFFER, PUT_OFF

DAY = timedelta(days=1)
STRETCHES = {"morning", "midday", "evening"}


@pytest.fixture
def clock() -> FakeClock:
    """A Tuesday."""
    return FakeClock(datetime(2026, 3, 3, 12, tzinfo=UTC))


@pytest.fixture
def recovered(coach: Coach, clock: FakeClock) -> Coach:
    live(coach, clock, QUIET)
    return coach


def next_day(coach: Coach, clock: FakeClock, pain: int = 0, *care: str) -> None:
    """The rest of the day, and the next one up to its check."""
    live_on(coach, care or ("morning",))
    clock.forward(days=1)
    coach.record.check(pain, eases=True, walking_pain=False)


def planned(coach: Coach) -> set[str]:
    return {one.step.id for one in coach.today().steps}


def answer(coach: Coach, name: str, value: bool) -> str:  # noqa: FBT001 - an answer
    return maintenance_form(coach).record({name: value}).text


def test_nothing_changes_before_the_yes(recovered: Coach) -> None:
    assert view_day(recovered).on_recovery() == OFFER
    assert planned(recovered) > STRETCHES
    assert recovered.judgement().maintained_since is None


def test_a_yes_leaves_one_stretch_session_from_the_same_day_on(
    recovered: Coach, clock: FakeClock
) -> None:
    assert answer(recovered, "takes", value=True) == BEGUN
    assert planned(recovered) & STRETCHES == {"morning"}
    assert view_day(recovered).on_recovery().startswith("Maintenance day since Tue 3 Mar:")
    next_day(recovered, clock)
    assert planned(recovered) & STRETCHES == {"morning"}


def test_what_was_done_before_the_yes_stays(recovered: Coach) -> None:
    live_on(recovered, ("midday",))
    recovered.maintenance.begin()
    assert planned(recovered) & STRETCHES == {"midday"}


def test_a_session_under_way_stays(recovered: Coach) -> None:
    recovered.record.start("midday")
    recovered.maintenance.begin()
    assert planned(recovered) & STRETCHES == {"midday"}


def test_not_now_lets_the_offer_wait_two_weeks(recovered: Coach, clock: FakeClock) -> None:
    assert answer(recovered, "takes", value=False) == PUT_OFF
    for _ in range(13):
        next_day(recovered, clock, 0, "morning", "midday")
        assert view_day(recovered).on_recovery() == ""
    next_day(recovered, clock, 0, "morning", "midday")
    assert view_day(recovered).on_recovery() == OFFER


def test_the_runner_goes_back_by_hand(recovered: Coach, clock: FakeClock) -> None:
    recovered.maintenance.begin()
    next_day(recovered, clock)
    assert answer(recovered, "ends", value=True) == ENDED
    assert planned(recovered) > STRETCHES
    assert view_day(recovered).on_recovery() == ""


def test_three_sore_mornings_bring_the_full_day_back_and_say_so(
    recovered: Coach, clock: FakeClock
) -> None:
    recovered.maintenance.begin()
    for pain in (3, 4):
        next_day(recovered, clock, pain)
        assert planned(recovered) & STRETCHES == {"morning"}
    live_on(recovered, ("morning",))
    clock.forward(days=1)
    told = pain_check_form(recovered).record({"pain": 3, "eases": True, "walking_pain": False})
    assert told.text.startswith(f"First-step pain 3/10. {BROUGHT_BACK}")
    assert planned(recovered) > STRETCHES
    assert view_day(recovered).on_recovery() == BROUGHT_BACK
    said = []
    for _ in range(7):
        next_day(recovered, clock, 1, "morning", "midday")
        said.append(view_day(recovered).on_recovery())
    assert set(said[:6]) == {"Three mornings of 3 or more: full days again since Fri 6 Mar."}
    assert said[6] == ""


def test_each_word_is_undone_like_anything_else(recovered: Coach) -> None:
    recovered.maintenance.begin()
    assert isinstance(recovered.corrections.undo(), MaintenanceChosen)
    assert view_day(recovered).on_recovery() == OFFER
    assert planned(recovered) > STRETCHES


def test_what_would_change_nothing_is_refused(recovered: Coach) -> None:
    with pytest.raises(RefusedError, match="full day already"):
        recovered.maintenance.end()
    recovered.maintenance.begin()
    for refused in (recovered.maintenance.begin, recovered.maintenance.put_off):
        with pytest.raises(RefusedError):
            refused()
    with pytest.raises(RefusedError, match="goes on"):
        answer(recovered, "ends", value=False)


def test_without_an_offer_there_is_no_yes(coach: Coach, clock: FakeClock) -> None:
    live(coach, clock, (4, 3, 3, 2))
    for refused in (coach.maintenance.begin, coach.maintenance.put_off):
        with pytest.raises(RefusedError, match="not offered today"):
            refused()
    with pytest.raises(RefusedError, match="not offered today"):
        maintenance_form(coach)


def test_a_routine_that_is_as_short_already_is_not_offered_another(
    recovered: Coach, config: Path
) -> None:
    config.write_text(
        "[steps.midday]\nenabled = false\n[steps.evening]\nenabled = false\n"
        "[steps.strength]\nevery = 4\n"
    )
    assert recovered.changes()
    assert view_day(recovered).on_recovery() == ""


def test_one_session_a_day_keeps_the_streak_and_none_breaks_it(
    recovered: Coach, clock: FakeClock
) -> None:
    live_on(recovered)
    recovered.maintenance.begin()
    for _ in range(5):
        next_day(recovered, clock)
    live_on(recovered, ("morning",))
    assert figures_beside(recovered, view_day(recovered, HISTORY)).streak == HISTORY.days
    clock.forward(days=2)
    assert figures_beside(recovered, view_day(recovered, HISTORY)).streak == 0


def test_nothing_that_it_leaves_out_is_missed(recovered: Coach, clock: FakeClock) -> None:
    live_on(recovered, (*STRETCHES, "strength"))
    recovered.maintenance.begin()
    first = recovered.present_day() + DAY
    for _ in range(7):
        next_day(recovered, clock)
    records = DayRecords(recovered).days(first, first + 5 * DAY)
    missed = [step for one in records for step in one.missed]
    assert not STRETCHES & set(missed)
    assert missed.count("strength") == 2
    assert [(one.planned_stretches, one.has_stretched) for one in records] == [(1, True)] * 6


def test_the_level_says_why_runs_get_no_longer(recovered: Coach, clock: FakeClock) -> None:
    """With one stretch session a day, which the table counts as it always does."""
    assert recovered.judgement().level is Level.AS_PLANNED
    recovered.maintenance.begin()
    for _ in range(7):
        next_day(recovered, clock)
    assert recovered.judgement().verdict.row.id == "R18"


def test_a_check_entered_late_rewrites_no_day_that_is_over(
    recovered: Coach, clock: FakeClock
) -> None:
    recovered.maintenance.begin()
    for pain in (3, 3):
        next_day(recovered, clock, pain)
    live_on(recovered, ("morning",))
    clock.forward(days=1)
    forgotten = recovered.present_day()
    for _ in range(2):
        live_on(recovered, ("morning",))
        clock.forward(days=1)
        recovered.record.check(0, eases=True, walking_pain=False)
    recovered.record.check(3, eases=True, walking_pain=False, day=forgotten)
    assert recovered.judgement().maintained_since is None
    (record,) = DayRecords(recovered).days(forgotten + DAY, forgotten + DAY)
    assert (record.planned_stretches, set(record.missed) & STRETCHES) == (1, set())


def test_a_second_time_does_not_begin_with_the_first(recovered: Coach, clock: FakeClock) -> None:
    first = recovered.present_day()
    recovered.maintenance.begin()
    for pain in (3, 3, 3, *[0] * 29):
        next_day(recovered, clock, pain, "morning", "midday")
    assert recovered.maintenance.is_offered
    recovered.maintenance.begin()
    since = recovered.judgement().maintained_since
    assert since == recovered.present_day()
    for _ in range(3):
        next_day(recovered, clock)
    assert recovered.judgement().maintained_since == since
    (record,) = DayRecords(recovered).days(first + DAY, first + DAY)
    assert record.needed == 1
    (between,) = DayRecords(recovered).days(first + 10 * DAY, first + 10 * DAY)
    assert between.needed == 2


@settings(max_examples=10)
@given(
    zone=st.sampled_from(unlike_zones()),
    day=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    hour=st.integers(0, 23),
    mornings=st.lists(st.sampled_from([0, 0, 1, 3, 3, 3, 5]), min_size=3, max_size=8),
)
def test_in_every_zone_the_third_sore_morning_ends_it_and_only_a_yes_begins_it(
    zone: str,
    day: date,
    hour: int,
    mornings: list[int],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("zone")
    noon = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    clock, journal = FakeClock(noon, ZoneInfo(zone)), Journal(folder / "journal.db")
    try:
        coach = Coach(folder / "config.toml", journal, clock)
        live(coach, clock, QUIET)
        assert coach.judgement().maintained_since is None
        coach.maintenance.begin()
        since, row = coach.present_day(), 0
        for pain in mornings:
            next_day(coach, clock, pain)
            row = row + 1 if pain >= 3 else 0
            is_over = coach.judgement().maintained_since is None
            if row == 3:
                assert is_over
                assert coach.judgement().maintenance
                break
            assert not is_over
            assert coach.judgement().maintained_since == since
    finally:
        journal.close()


WORDS = st.lists(st.tuples(st.integers(0, 45), st.sampled_from(MaintenanceChoice)), max_size=6)


@settings(max_examples=25)
@given(
    mornings=st.lists(st.none() | st.integers(0, 10), min_size=46, max_size=46),
    words=WORDS,
)
def test_any_history_makes_a_day_and_only_a_yes_makes_it_a_maintenance_day(
    mornings: list[int | None],
    words: list[tuple[int, MaintenanceChoice]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Words may come from another machine, on days without an offer, in any order."""
    clock = FakeClock(datetime(2026, 3, 3, 12, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("any")
    journal = Journal(folder / "journal.db")
    try:
        coach = Coach(folder / "config.toml", journal, clock)
        for number, pain in enumerate(mornings):
            today = coach.present_day()
            for _, choice in [one for one in words if one[0] == number]:
                coach.ledger.record(coach.ledger.new(MaintenanceChosen, today, choice=choice))
            if pain is not None:
                coach.record.check(pain)
            clock.forward(days=1)
        figures_beside(coach, view_day(coach, HISTORY))
        first = coach.present_day() - 45 * DAY
        needed = [one.needed for one in DayRecords(coach).days(first, coach.present_day())]
        has_yes = any(choice is MaintenanceChoice.BEGIN for _, choice in words)
        assert has_yes or set(needed) == {2}
    finally:
        journal.close()
