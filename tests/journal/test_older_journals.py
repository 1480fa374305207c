"""A journal that an older coach wrote keeps its meaning."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.domain.events.types import FlagCleared, IntakeGiven, PainChecked, RunLogged, StepDone
from coach.domain.heel.rules import Level
from coach.journal import Journal
from coach.journal.schema import MIGRATIONS, migrate

SCHEMA = 5
SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)
TUESDAY = SEVEN.date()
DAY = timedelta(days=1)
CHECK: dict[str, Any] = {
    "step": "pain-check",
    "pain": 3,
    "eases": True,
    "walking_pain": False,
    "stretched_first": False,
    "splint": True,
    "worse_after_run": False,
    "corrects": None,
}
RUN: dict[str, Any] = {
    "step": "run",
    "distance": 5000.0,
    "duration": 1800,
    "pain": 0,
    "pattern": "none",
    "effort": None,
    "stage": None,
    "supports": [],
    "shoes": "",
    "began": None,
    "file": "",
    "corrects": None,
}
INTAKE: dict[str, Any] = {
    "since": None,
    "is_typical": True,
    "no_ice": False,
    "weekly": 0.0,
    "longest": 0.0,
    "last_run": None,
    "last_pattern": None,
    "allowed": 1,
    "until": None,
    "prescription": "",
    "corrects": None,
}


def body(number: int, kind: str, day: date = TUESDAY, **facts: Any) -> str:  # noqa: ANN401
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    shared = {"kind": kind, "id": f"{number:012x}", "at": at.isoformat(), "day": str(day)}
    return json.dumps(shared | facts)


def older(path: Path, *bodies: str) -> Path:
    """A journal of the older schema."""
    db = sqlite3.connect(path, isolation_level=None)
    with closing(db):
        migrate(db, path, MIGRATIONS[:SCHEMA])
        for number, text in enumerate(bodies):
            try:
                told = json.loads(text)
            except json.JSONDecodeError:
                told = {"id": f"{number}", "at": "", "day": str(TUESDAY), "kind": "step-done"}
            row = (told["id"], told["at"], told["day"], told["kind"], told.get("step"), text)
            db.execute("insert into entries values (?, ?, ?, ?, ?, ?)", row)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def coach(path: Path) -> Iterator[Coach]:
    bodies = (
        body(1, "intake-given", **INTAKE),
        body(2, "flag-raised", flags=["numb", "lump"]),
        body(3, "pain-checked", **CHECK),
        body(4, "run-logged", **RUN),
        body(5, "step-done", step="strength", corrects=None),
        body(6, "flag-cleared", TUESDAY + 2 * DAY),
    )
    journal = Journal(older(path, *bodies))
    clock = FakeClock(SEVEN + 2 * DAY)
    yield Coach(path.with_name("config.toml"), journal, clock)
    journal.close()


def test_its_entries_are_those_that_they_were(coach: Coach) -> None:
    check, run = coach.days.check_of(TUESDAY), coach.days.run_of(TUESDAY)
    assert isinstance(check, PainChecked)
    assert (check.eases, check.walking_pain, check.splint) == (True, False, True)
    assert (check.worse_after_run, check.painkiller) == (False, None)
    assert isinstance(run, RunLogged)
    assert (run.pain, run.pattern, run.supports, run.walk_jog) == (0, "none", (), None)
    done = coach.days.done_of("strength", TUESDAY)
    assert isinstance(done, StepDone)
    assert (done.effort, done.pain) == (None, None)


def test_signs_that_were_cleared_without_their_names_are_all_cleared(coach: Coach) -> None:
    (cleared,) = coach.journal.of_kinds(FlagCleared)
    assert isinstance(cleared, FlagCleared)
    assert (cleared.flags, cleared.seen_by, cleared.seen_on) == ((), "", None)
    judgement = coach.judgement()
    assert (judgement.flags, judgement.cleared_on) == ((), TUESDAY + 2 * DAY)
    assert coach.judgement(TUESDAY).flags == ("numb", "lump")


def test_the_word_of_a_clinician_without_an_end_ends_after_four_weeks(coach: Coach) -> None:
    (told,) = coach.journal.of_kinds(IntakeGiven)
    assert isinstance(told, IntakeGiven)
    assert (told.weak_bones, told.pregnant, told.brisk_walk) == (None, None, None)
    judgement = coach.judgement()
    assert (judgement.is_prescribed, judgement.level) == (True, Level.CROSS_TRAIN)
    assert judgement.prescribed_until == TUESDAY + 28 * DAY
    assert isinstance(coach.clock, FakeClock)
    coach.clock.forward(days=28)
    assert not coach.judgement().is_prescribed


def test_its_pains_are_found_in_the_new_index(coach: Coach) -> None:
    assert coach.ledger.pains([(TUESDAY, TUESDAY + DAY)]) == [[3]]
    plan = coach.journal.rows(
        "explain query plan select pain from entries where kind = 'pain-checked' and day = ?",
        str(TUESDAY),
    )
    assert "INDEX entries_by_kind_and_day" in plan[0][3]


def test_a_copy_of_it_stays_beside_it(coach: Coach, path: Path) -> None:
    assert coach.journal.count() == 6
    with closing(sqlite3.connect(path.with_suffix(f".before-schema-{len(MIGRATIONS)}.db"))) as db:
        assert db.execute("pragma user_version").fetchone() == (SCHEMA,)
        assert db.execute("select count(*) from entries").fetchone() == (6,)


def test_one_with_an_entry_that_is_no_json_is_brought_up_to_date_and_named(path: Path) -> None:
    with closing(Journal(older(path, body(1, "pain-checked", **CHECK), "{"))) as journal:
        assert journal.count() == 2
        assert journal.pains([(TUESDAY, TUESDAY + DAY)]) == [[3]]
        assert len(journal.since(TUESDAY)) == 1
        assert len(journal.unread()) == 1
