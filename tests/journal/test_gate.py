"""What an entry may say, however it comes in."""

import json
import os
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.types import Pattern
from coach.domain.routine.settings import CrossTraining
from coach.errors import JournalError
from coach.journal import Entry, Journal, gate
from coach.system.printable import printable

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ID = "019cae70a40000000000000000"
SHARED = {"id": ID, "at": "2026-03-02T12:00:00Z", "day": "2026-03-02"}
CHECK = {"kind": "pain-checked", **SHARED, "step": "pain-check", "pain": 3}
RUN = {
    "kind": "run-logged",
    **SHARED,
    "step": "run",
    "distance": 5000.0,
    "duration": 1800,
    "pain": 1,
    "pattern": "none",
}
SNOOZE = {"kind": "step-snoozed", **SHARED, "step": "ice", "until": "2026-03-02T12:10:00Z"}
INTAKE = {"kind": "intake-given", **SHARED}
RIDE = {
    "kind": "trained",
    **SHARED,
    "step": None,
    "activity": "ride",
    "distance": 0.0,
    "duration": 1800,
}
DONE = {"kind": "exercise-done", **SHARED, "step": "ice", "exercise": "ice", "position": 0}

WRONG: list[tuple[dict[str, Any], str]] = [
    (CHECK | {"at": "2026-03-02T12:00:00"}, "`at` is 2026-03-02T12:00:00"),
    (CHECK | {"at": "0001-01-01T00:00:00Z"}, "`at` is 0001-01-01T00:00:00+00:00"),
    (CHECK | {"day": "0001-01-01"}, "`day` is 0001-01-01"),
    (CHECK | {"day": "9999-12-31"}, "`day` is 9999-12-31"),
    (CHECK | {"id": "zzzzzzzz"}, "`id` is zzzzzzzz"),
    (CHECK | {"id": "f" * 26}, "`id` is ffffffffffffffffffffffffff"),
    (CHECK | {"id": ""}, "`id` is "),
    (CHECK | {"id": "ffff"}, "`id` is ffff"),
    (CHECK | {"corrects": "\x1b]52;c;aGk=\x07"}, "`corrects` is ]52;c;aGk="),
    (CHECK | {"place": "g"}, "`place` is g"),
    (CHECK | {"pain": -5}, "`pain` is -5"),
    (CHECK | {"pain": 99}, "`pain` is 99"),
    (CHECK | {"pain": 10**12}, "`pain` is 1000000000000"),
    (CHECK | {"step": "x" * 20_000}, "it is longer, or nested deeper, than any entry"),
    (RUN | {"distance": 1e308}, "`distance` is 1e+308"),
    (RUN | {"distance": -1.0}, "`distance` is -1.0"),
    (RUN | {"duration": -1}, "`duration` is -1"),
    (RUN | {"duration": 10**9}, "`duration` is 1000000000"),
    (RUN | {"stage": 999}, "`stage` is 999"),
    (RUN | {"jogs": [60, -1]}, "`jogs` is (60, -1)"),
    (RUN | {"effort": 0}, "`effort` is 0"),
    (RUN | {"began": "2026-03-02T12:00:00"}, "`began` is 2026-03-02T12:00:00"),
    (
        RUN | {"distance": 52_000.0, "duration": 1860},
        "52000 m in 1860 s is faster than anyone runs",
    ),
    (SNOOZE | {"until": "9999-01-01T00:00:00Z"}, "`until` is 9999-01-01T00:00:00+00:00"),
    (SNOOZE | {"until": "2099-01-01T00:00:00Z"}, "`until` is 2099-01-01, more than a year later"),
    (INTAKE | {"allowed": 99}, "`allowed` is 99"),
    (INTAKE | {"until": "9999-12-31"}, "`until` is 9999-12-31"),
    (INTAKE | {"weekly": -1.0}, "`weekly` is -1.0"),
    (RIDE | {"activity": "flying"}, "`activity` is flying"),
    (DONE | {"seconds": -1.0}, "`seconds` is -1.0"),
    ({"kind": "entry-retracted", **SHARED, "entries": ["x"]}, "`entries` is ('x',)"),
]
BAD = pytest.mark.parametrize(("entry", "told"), WRONG, ids=map(str, range(len(WRONG))))
RIGHT = [CHECK, RUN, SNOOZE, INTAKE, RIDE, DONE | {"seconds": 30.0}]


def text(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False)


@pytest.mark.parametrize("entry", RIGHT, ids=lambda one: one["kind"])
def test_what_can_be_true_comes_in(entry: dict[str, Any]) -> None:
    assert Entry.read(text(entry)).body == text(entry)


@BAD
def test_what_cannot_be_true_stays_out_and_is_told(entry: dict[str, Any], told: str) -> None:
    with pytest.raises(gate.EntryError) as raised:
        Entry.read(json.dumps(entry))
    assert printable(raised.value) == told


@pytest.mark.parametrize(
    "body",
    [
        text(CHECK)[:-1] + ', "more": ' + "[" * 60_000 + "]" * 60_000 + "}",
        text(CHECK)[:-1] + ', "more": ' + '{"a":' * 2000 + "1" + "}" * 2000 + "}",
        text(CHECK)[:-1] + ', "pain": 4}',
        '{"pain": "abc", ' + text(CHECK)[1:],
        text(CHECK)[:-1],
        "",
        "[]" * 1000,
        text(CHECK)[:-1] + ', "more": 1' + "0" * 5000 + ', "step": "ice"}',
    ],
    ids=["lists", "objects", "twice", "twice, no number", "cut", "nothing", "brackets", "digits"],
)
def test_no_text_does_more_than_be_refused(body: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        Entry.read(body)


@pytest.mark.parametrize("body", [None, 1, b"{}"])
def test_what_a_damaged_page_has_in_the_place_of_a_text_is_refused(body: Any) -> None:  # noqa: ANN401
    with pytest.raises(gate.EntryError, match="it is not text"):
        gate.read(body)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("1", "it is not an entry"),
        ("{", "it is cut off or damaged"),
        (text(SHARED), "it lacks `kind`"),
        (text(CHECK | {"kind": "slept"}), "`kind` is slept, which this coach does not know"),
        (text(RUN | {"pattern": "odd"}), "`pattern` is odd, which this coach does not know"),
        (text(CHECK | {"id": None}), "`id` is not a text"),
        (text(CHECK | {"pain": "3"}), "`pain` is not a whole number"),
        (text(CHECK | {"eases": 1}), "`eases` is not true or false"),
        (text(CHECK | {"day": 9}), "`day` is not a day such as 2026-03-02"),
        (text(CHECK | {"at": "noon"}), "`at` is not an instant such as 2026-03-02T12:00:00Z"),
        (text(CHECK | {"pain": 99}), "`pain` is 99"),
    ],
)
def test_what_an_entry_lacks_is_told_in_plain_words(body: str, told: str) -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        gate.take(body)
    assert gate.in_words(raised.value) == told


def test_brackets_within_a_text_are_no_nesting() -> None:
    Entry.read(text(CHECK | {"step": "[{" * 600}))


@given(st.binary() | st.text().map(str.encode))
def test_any_text_is_read_or_refused(data: bytes) -> None:
    with suppress(msgspec.ValidationError):
        gate.take(data.decode(errors="replace"))


def everything_done(coach: Coach) -> None:
    coach.record.take_intake({"weekly": 30_000.0, "longest": 8000.0, "allowed": 2})
    coach.record.check(3, eases=True)
    coach.runs.ran(5200, 1860, 1, Pattern.FADED)
    coach.record.trained(CrossTraining.SWIM, 1800)
    coach.record.start("morning")
    coach.record.exercise_done("morning", coach.present_day(), 0, "towel", 30)
    coach.record.snooze("midday")
    coach.record.skip("evening")
    coach.record.done("ice")
    coach.breaks.pause(NOON + timedelta(hours=3))
    coach.breaks.resume()
    coach.imports.log_activity(
        Activity(ActivityKind.RIDE, NOON - timedelta(hours=2), 3600, 20_000, "x.fit")
    )
    coach.record.raise_flags(("at-rest",))
    coach.corrections.undo()


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    with closing(Journal(tmp_path / "journal.db")) as journal:
        yield Coach(tmp_path / "config.toml", journal, FakeClock(NOON))


def test_all_that_coach_records_passes(coach: Coach) -> None:
    everything_done(coach)
    rows = coach.journal.rows("select body from entries")
    assert len(rows) > 12
    for (body,) in rows:
        Entry.read(body)


def put(journal: Journal, entry: dict[str, Any]) -> None:
    """Write a row that no coach would write."""
    row = (entry["id"], entry["at"], entry["day"], entry["kind"], None, json.dumps(entry))
    journal._db.execute("insert or replace into entries values (?, ?, ?, ?, ?, ?)", row)


@BAD
def test_a_bad_row_in_a_journal_stops_nothing(
    coach: Coach, entry: dict[str, Any], told: str
) -> None:
    put(coach.journal, entry)
    everything_done(coach)
    coach.today()
    coach.judgement()
    coach.imports.settle_twins()
    coach.days.first_day()
    coach.days.began()
    coach.journal.months()
    coach.days.reminders([coach.today()])
    assert coach.days.check_of(NOON.date())
    if entry["id"] != "ffff":
        assert [told] == list(coach.journal.unread().values())


def test_no_id_of_a_stranger_takes_ours_beyond_what_is_read(coach: Coach) -> None:
    put(coach.journal, CHECK | {"id": "03bb2cbd0bff" + "0" * 14})
    coach.record.check(4)
    coach.record.check(5)
    assert coach.judgement().verdict.inputs is not None
    assert [one.pain for one in coach.days.history() if hasattr(one, "pain")][-1] == 5


def test_a_damaged_file_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"scrambled" * 1000)
    with pytest.raises(JournalError, match="damaged"):
        Journal(tmp_path / "journal.db")


def test_a_pipe_in_the_place_of_the_journal_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "journal.db")
    with pytest.raises(JournalError, match="it is not a regular file"):
        Journal(tmp_path / "journal.db")
