"""The views for those who ask with SQL: one row for each fact in force, as it was recorded."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.any_event import ANY_EVENT
from support.project import PROJECT

from coach.domain.events import types as facts
from coach.domain.events.types import Event, Fact
from coach.journal import Journal
from coach.journal.schema import MIGRATIONS, migrate

Rows = Callable[[Any], list[Sequence[object]]]
_PLAIN = {
    "pain_checks": "pain eases walking_pain stretched_first splint worse_after_run painkiller aid",
    "trainings": "step activity distance duration began file",
    "steps_done": "step effort pain is_short",
    "steps_skipped": "step because",
    "steps_snoozed": "step until",
    "exercises": "step position exercise seconds",
    "pauses": "kind until",
    "short_days": "is_short",
    "trials": "kind aid seed",
    "intakes": "since is_typical no_ice weekly longest last_run last_pattern allowed until "
    "prescription weak_bones pregnant brisk_walk",
    "measurements": "raises_left raises_right wall_left wall_right",
    "scores": "title score",
    "overruled": "row",
    "maintenance": "choice",
}
_KINDS: dict[str, tuple[type[Fact], ...]] = {
    "pain_checks": (facts.PainChecked,),
    "runs": (facts.RunLogged,),
    "trainings": (facts.Trained,),
    "steps_done": (facts.StepDone,),
    "steps_skipped": (facts.StepSkipped,),
    "steps_snoozed": (facts.StepSnoozed,),
    "exercises": (facts.ExerciseDone,),
    "obstacles": (facts.ObstacleNamed,),
    "pauses": (facts.Paused, facts.Resumed),
    "times_away": (facts.Away, facts.CameBack),
    "short_days": (facts.DayShortened,),
    "trials": (facts.TrialStarted, facts.TrialEnded),
    "intakes": (facts.IntakeGiven,),
    "measurements": (facts.Measured,),
    "activities": (facts.Measured,),
    "scores": (facts.ScoreBrought,),
    "signs": (facts.FlagRaised, facts.FlagCleared),
    "overruled": (facts.Overruled,),
    "maintenance": (facts.MaintenanceChosen,),
    "steps": (facts.StepStarted, facts.StepStopped),
    "retracted": (facts.EntryRetracted,),
}


def cell(value: object) -> object:
    """A value as SQLite has it."""
    plain = value is None or isinstance(value, (bool, int, float)) or type(value) is str
    if plain:
        return value
    said = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return said.replace("+00:00", "Z")


def run_row(run: facts.RunLogged) -> list[object]:
    felt = (run.pain, run.pattern, run.step, run.effort, run.stage, run.walk_jog)
    worn = None if run.supports is None else " ".join(run.supports) or "none"
    jogs = None if run.jogs is None else sum(run.jogs)
    return [run.distance, run.duration, *felt, worn, run.shoes, jogs, run.began, run.file]


def obstacle_row(one: facts.ObstacleNamed) -> list[object]:
    what = one.changed
    change = (what.key, what.value, what.before) if what else (None, None, None)
    return [one.step, one.because, one.note or None, *change]


def away_row(one: facts.Away | facts.CameBack) -> list[object]:
    kind = one.__struct_config__.tag
    if isinstance(one, facts.CameBack):
        return [kind, one.day, None, None]
    return [kind, one.first_day, one.until, one.because]


def sign_rows(one: facts.FlagRaised | facts.FlagCleared) -> list[Sequence[object]]:
    seen = getattr(one, "seen_by", "") or None, getattr(one, "seen_on", None)
    return [(one.__struct_config__.tag, sign, *seen) for sign in one.flags or (None,)]


def plain_row(names: str) -> Rows:
    def row(one: Fact) -> list[Sequence[object]]:
        said = {"kind": one.__struct_config__.tag}
        return [[said.get(name, getattr(one, name, None)) for name in names.split()]]

    return row


EXPECTED: dict[str, Rows] = {
    **{view: plain_row(names) for view, names in _PLAIN.items()},
    "runs": lambda one: [run_row(one)],
    "obstacles": lambda one: [obstacle_row(one)],
    "times_away": lambda one: [away_row(one)],
    "signs": sign_rows,
    "activities": lambda one: [(rated.activity, rated.score) for rated in one.activities],
}


def everything(kind: object) -> set[type]:
    return {one for part in get_args(kind) for one in (get_args(part) or (part,))}


def test_each_kind_of_fact_has_a_view() -> None:
    assert {kind for kinds in _KINDS.values() for kind in kinds} == everything(Event)


def has_no_null(event: Event) -> bool:
    """SQLite ends a text in JSON at the character zero, which no front end can enter."""
    return b"\\u0000" not in msgspec.json.encode(event)


@given(events=st.lists(ANY_EVENT.filter(has_no_null), max_size=12, unique_by=lambda one: one.id))
@settings(max_examples=60)
def test_a_view_has_the_facts_as_they_were_recorded(events: list[Event]) -> None:
    kept = [one for one in events if not isinstance(one, facts.EntryRetracted)]
    with TemporaryDirectory() as folder, closing(Journal(Path(folder) / "journal.db")) as journal:
        journal.append(*kept)
        for view, rows in EXPECTED.items():
            found = sorted(map(repr, journal.rows(f"select * from {view}")))  # noqa: S608 - ours
            wanted = [
                (str(one.day), one.at.isoformat(), *map(cell, row))
                for one in kept
                if isinstance(one, _KINDS[view])
                for row in rows(one)
            ]
            assert found == sorted(repr(_as_in_sqlite(row)) for row in wanted), view


def _as_in_sqlite(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(int(one) if isinstance(one, bool) else one for one in row)


def views_of(db: sqlite3.Connection) -> dict[str, list[str]]:
    names = db.execute("select name from sqlite_schema where type = 'view'").fetchall()
    return {
        name: [column for _, column, *_ in db.execute(f"pragma table_info({name})")]
        for (name,) in names
    }


def test_the_documents_name_every_view_with_its_columns(tmp_path: Path) -> None:
    text = (PROJECT / "docs" / "data.md").read_text(encoding="utf-8")
    told = {
        row[1]: re.findall(r"`(\w+)`", row[2])
        for row in re.finditer(r"^\| (\w+) \| ((?:`\w+`(?:, )?)+)[^|]* \|", text, re.MULTILINE)
    }
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db, tmp_path / "journal.db")
        found = views_of(db)
    assert {name: columns for name, columns in told.items() if name in found} == found


# --- A journal from before ----------------------------------------------------------------------


def older(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db, path, MIGRATIONS[:8])
        for one in statements:
            db.execute(one)
    return path


def test_a_view_of_the_runners_own_gives_way_to_a_new_one_of_that_name(tmp_path: Path) -> None:
    path = older(tmp_path / "journal.db", "create view trials as select 'mine' as whose")
    with closing(Journal(path)) as journal:
        assert journal.rows("select * from trials") == []
    copy = path.with_suffix(f".before-schema-{len(MIGRATIONS)}.db")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("select * from trials").fetchall() == [("mine",)]


@pytest.mark.parametrize("name", ["announced_levels", "pain_checks"])
def test_no_view_stands_where_coach_reads(tmp_path: Path, name: str) -> None:
    path = older(
        tmp_path / "journal.db",
        f"drop view if exists {name}",
        f"create view {name} as select 1 as day",
    )
    with pytest.raises(Exception, match="damaged"):
        Journal(path)
