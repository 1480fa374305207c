"""Queries of the journal by days and by kinds, and appending with all of it in view."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.events.activity import ActivityKind
from coach.domain.events.types import (
    EntryRetracted,
    Event,
    FlagCleared,
    FlagRaised,
    PainChecked,
    Pattern,
    RunLogged,
    StepDone,
    StepSkipped,
    Trained,
)
from coach.errors import JournalError, NotSavedError
from coach.journal import Journal

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = NOON.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal.db")
    yield journal
    journal.close()


def done(number: int, days: int = 0, step: str = "ice") -> StepDone:
    return StepDone(id=f"{number:04}", at=NOON, day=DAY + days * A_DAY, step=step)


def raised(number: int, *flags: str) -> FlagRaised:
    return FlagRaised(id=f"{number:04}", at=NOON, day=DAY, flags=flags)


def retracted(number: int, *entries: Event) -> EntryRetracted:
    ids = tuple(one.id for one in entries)
    return EntryRetracted(id=f"{number:04}", at=NOON, day=DAY, entries=ids)


def check(number: int, days: int, pain: int) -> PainChecked:
    day = DAY + days * A_DAY
    return PainChecked(id=f"{number:04}", at=NOON, day=day, step="pain-check", pain=pain)


def ran(number: int, days: int, file: str) -> RunLogged:
    return RunLogged(
        id=f"{number:04}",
        at=NOON,
        day=DAY + days * A_DAY,
        step="run",
        distance=5000,
        duration=1800,
        pain=0,
        pattern=Pattern.NONE,
        file=file,
    )


def trained(number: int, days: int, file: str) -> Trained:
    return Trained(
        id=f"{number:04}",
        at=NOON,
        day=DAY + days * A_DAY,
        step=None,
        activity=ActivityKind.SWIM,
        distance=0,
        duration=1800,
        file=file,
    )


# By days


def test_between_two_days_are_the_first_and_all_before_the_second(journal: Journal) -> None:
    events = [done(number, days) for number, days in enumerate((2, -1, 0, 1, 3, 0))]
    journal.append(*events)
    assert journal.between(DAY, DAY + 2 * A_DAY) == [events[2], events[3], events[5]]
    assert journal.between(DAY, DAY) == []


def test_between_two_days_is_nothing_that_was_taken_back(journal: Journal) -> None:
    kept, gone = done(1), done(2)
    journal.append(kept, gone, retracted(3, gone))
    assert journal.between(DAY, DAY + A_DAY) == [kept]


def test_an_empty_journal_has_no_first_day(journal: Journal) -> None:
    assert journal.first_day() is None


def test_the_first_day_is_the_earliest_of_which_the_runner_told(journal: Journal) -> None:
    journal.append(done(1, 3), ran(2, -2, file=""), done(3, 1))
    assert journal.first_day() == DAY - 2 * A_DAY


def test_what_a_file_tells_of_the_time_before_makes_no_first_day(journal: Journal) -> None:
    journal.append(ran(1, -400, "run.fit"), trained(2, -300, "swim.fit"))
    assert journal.first_day() is None
    journal.append(done(3))
    assert journal.first_day() == DAY


# By kinds


def test_events_of_some_kinds_are_told_in_the_order_of_recording(journal: Journal) -> None:
    first, second = raised(5, "lump"), raised(2, "fever")
    cleared = FlagCleared(id="0004", at=NOON, day=DAY - A_DAY)
    journal.append(done(1), first, second, cleared)
    assert journal.of_kinds(FlagRaised) == [second, first]
    assert journal.of_kinds(FlagRaised, FlagCleared) == [second, cleared, first]
    assert journal.of_kinds(PainChecked) == []


def test_what_was_taken_back_is_of_no_kind(journal: Journal) -> None:
    flag = raised(1, "lump")
    journal.append(flag, retracted(2, flag))
    assert journal.of_kinds(FlagRaised, EntryRetracted) == []


def test_when_some_steps_were_done_is_told_for_the_days_asked_for(journal: Journal) -> None:
    skipped = StepSkipped(id="0009", at=NOON, day=DAY, step="strength")
    gone = done(8, -3, "strength")
    first, second, early = done(1, 2, "strength"), done(2, 1, "feet"), done(4, -9, "strength")
    journal.append(first, second, done(3, 0, "ice"), early, gone, skipped, retracted(10, gone))

    def found(*steps: str) -> list[Event]:
        return journal.done_between(DAY - 5 * A_DAY, DAY + 3 * A_DAY, steps)

    assert found("strength") == [first]
    assert found("strength", "feet", "none") == [second, first]
    assert found("none") == found() == []
    assert journal.done_between(DAY - 9 * A_DAY, DAY + 2 * A_DAY, ["strength"]) == [early]


def test_the_pains_of_some_spans_are_those_of_the_checks_that_hold(journal: Journal) -> None:
    gone = check(3, 1, 9)
    journal.append(check(1, 0, 3), check(2, 1, 0), gone, retracted(4, gone), done(5))
    spans = [(DAY, DAY + 2 * A_DAY), (DAY + A_DAY, DAY + 2 * A_DAY), (DAY - A_DAY, DAY)]
    assert [sorted(span) for span in journal.pains(spans)] == [[0, 3], [0], []]
    assert journal.pains([]) == []


@pytest.mark.parametrize("pain", ["1e-300", "0.5", "[3]", '"x"'])
def test_a_pain_that_is_no_whole_number_is_none(journal: Journal, pain: str) -> None:
    journal.append(check(1, 0, 3), check(2, 0, 9))
    journal._db.execute(
        "update entries set body = json_set(body, '$.pain', json(?)) where id = ?",
        (pain, check(2, 0, 9).id),
    )
    assert journal.pains([(DAY, DAY + A_DAY)]) == [[3]]


def test_a_day_that_is_none_has_no_first_id(journal: Journal) -> None:
    journal.append(done(1), done(2))
    journal._db.execute("update entries set day = '2026-03-02x' where id = ?", (done(2).id,))
    assert list(journal.first_ids(DAY, DAY + A_DAY)) == [DAY]


def test_the_first_id_of_a_day_is_that_which_was_recorded_first(journal: Journal) -> None:
    gone = done(2, 1)
    journal.append(done(7), done(3), gone, retracted(9, gone))
    assert journal.first_ids(DAY, DAY + A_DAY) == {DAY: done(3).id}
    assert journal.first_ids(DAY, DAY + 2 * A_DAY)[DAY + A_DAY] == gone.id


def test_entries_of_some_kinds_are_told_with_what_ended_them(journal: Journal) -> None:
    flag, gone = raised(1, "lump"), check(2, 0, 5)
    ended = retracted(4, gone)
    journal.append(flag, gone, done(3), ended)
    found = journal.entries_between(DAY - 30 * A_DAY, DAY + A_DAY, FlagRaised, PainChecked)
    assert found == [(flag, None), (gone, ended.id)]


# Appending with the entries in view


def test_who_appends_sees_all_entries_of_some_days_also_those_that_hold_no_more(
    journal: Journal,
) -> None:
    before, gone, after = done(1, -1), done(2), done(3, 1)
    back = retracted(4, gone)
    journal.append(before, gone, after, back)
    seen: list[Event] = []

    def make(known: list[Event]) -> list[Event]:
        seen.extend(known)
        return [done(5)]

    journal.append_knowing(DAY, DAY + A_DAY, make)
    assert seen == [gone, back]
    assert journal.between(DAY, DAY + A_DAY) == [done(5)]


def test_nothing_need_be_appended(journal: Journal) -> None:
    journal.append_knowing(DAY, DAY + A_DAY, lambda _: [])
    assert journal.last_id() == ""


def test_all_is_appended_or_nothing(journal: Journal) -> None:
    journal.append(done(1))
    with pytest.raises(JournalError):
        journal.append_knowing(DAY, DAY + A_DAY, lambda _: [done(0), done(1)])
    assert [one.id for one in journal.since(DAY)] == ["0001"]
    journal.append(done(2))
    assert journal.last_id() == "0002"


def test_nobody_appends_in_between(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.journal.opening.BUSY_SECONDS", 0.05)
    other = Journal(journal.path)

    def make(_: list[Event]) -> list[Event]:
        with pytest.raises(NotSavedError):
            other.append(done(1))
        return [done(2)]

    journal.append_knowing(DAY, DAY + A_DAY, make)
    other.append(done(3))
    other.close()
    assert [one.id for one in journal.since(date.min)] == ["0002", "0003"]


# What changed


def test_the_stamp_changes_with_ones_own_entries_and_with_those_of_others(
    journal: Journal,
) -> None:
    stamps = [journal.stamp()]
    journal.append(done(1))
    stamps.append(journal.stamp())
    code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coach.domain.events.types import StepDone
from coach.journal import Journal
at = datetime(2026, 3, 2, 12, tzinfo=UTC)
Journal(Path(sys.argv[1])).append(StepDone(id="0002", at=at, day=at.date(), step="ice"))
"""
    project = Path(__file__).parents[2]
    arguments = [sys.executable, "-c", code, str(journal.path)]
    subprocess.run(arguments, cwd=project, check=True, timeout=30)
    stamps.append(journal.stamp())
    assert len(set(stamps)) == 3
    journal.since(DAY)
    assert journal.stamp() == stamps[-1]
