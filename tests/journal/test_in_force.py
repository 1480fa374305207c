"""What is in force, told by the journal in SQL, and by the ledger with entries not saved yet."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from support.builders import FakeClock

from coach.domain.events.types import EntryRetracted, Event, PainChecked, StepDone
from coach.journal import Entry, Journal
from coach.journal.ledger import Ledger

_NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
_DAYS = [date(2026, 11, 20) + timedelta(days=ahead) for ahead in range(3)]
_FIRST, _UNTIL = _DAYS[0], _DAYS[-1] + timedelta(days=1)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Entries in the order of recording; a retraction names any that came before it."""
    events: list[Event] = []
    for number in range(draw(st.integers(0, 9))):
        id_, day = f"{number:026x}", draw(st.sampled_from(_DAYS))
        earlier = st.lists(st.sampled_from([one.id for one in events] or ["f"]), max_size=2)
        match draw(st.sampled_from(["done", "check", "retract", "retract"])):
            case "done":
                events.append(StepDone(id=id_, at=_NOW, day=day, step="arch"))
            case "check":
                place = UNSET if draw(st.booleans()) else "0" * 26
                check = PainChecked(
                    id=id_, at=_NOW, day=day, step="check", pain=number, place=place
                )
                events.append(check)
            case _:
                named = tuple(draw(earlier))
                events.append(EntryRetracted(id=id_, at=_NOW, day=day, entries=named))
    return events


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Journal, Journal]]:
    folder = tmp_path_factory.mktemp("journals")
    with (
        closing(Journal(folder / "whole.db")) as whole,
        closing(Journal(folder / "part.db")) as part,
    ):
        yield whole, part


def ledger_of(journal: Journal, saved: list[Event], unsaved: list[Event]) -> Ledger:
    journal.become(map(Entry.of, saved))
    ledger = Ledger(journal, FakeClock(_NOW))
    ledger.unsaved = tuple(unsaved)
    return ledger


@given(histories(), st.integers(0, 9))
def test_what_is_in_force_does_not_depend_on_what_is_saved_yet(
    journals: tuple[Journal, Journal], events: list[Event], saved: int
) -> None:
    def known(ledger: Ledger) -> object:
        return (
            ledger.since(_DAYS[1]),
            ledger.between(_FIRST, _UNTIL),
            ledger.between(_FIRST, _DAYS[1], PainChecked),
            ledger.of_kinds(StepDone),
            ledger.done_between(_FIRST, _UNTIL, frozenset({"arch"})),
            [sorted(one) for one in ledger.pains([(_FIRST, _DAYS[1]), (_DAYS[1], _UNTIL)])],
            ledger.pains_by_day(_FIRST, _UNTIL),
            ledger.entries_between(_FIRST, _UNTIL),
            sorted(ledger.recorded_on(_DAYS[1], "0" * 25 + "2", "1"), key=lambda one: one.id),
            [(ledger.stands(one), ledger.retractions_of(one.id)) for one in events],
        )

    whole, part = journals
    checks = ledger_of(whole, events, []).between(_FIRST, _UNTIL, PainChecked)
    pains = {one.day: one.pain for one in checks if isinstance(one, PainChecked)}
    assert ledger_of(whole, events, []).pains_by_day(_FIRST, _UNTIL) == pains
    assert known(ledger_of(part, events[:saved], events[saved:])) == known(
        ledger_of(whole, events, [])
    )
