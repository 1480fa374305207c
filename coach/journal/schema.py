"""The journal's tables, and the way from one schema to the next.

Each migration runs in one transaction, after the file has been copied beside itself.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from zlib import crc32

from coach.errors import JournalError
from coach.system.atomic_write import replacing

MIGRATIONS = (
    """
    create table entries (
        id   text primary key,           -- unique across machines, sorts by time
        at   text not null,              -- UTC instant of the fact
        day  text not null,              -- coach day
        kind text not null,
        step text,
        body text not null               -- the whole event as JSON
    ) strict, without rowid;
    create index entries_by_day on entries (day);

    create table retracted (
        entry text primary key,          -- the id of an entry that no longer holds
        by    text not null references entries (id)
    ) strict, without rowid;

    create view holding as
        select * from entries
        where id not in (select entry from retracted) and kind <> 'entry-retracted';
    create view pain_checks as
        select day, at, body ->> 'pain' as pain, body ->> 'eases' as eases,
               body ->> 'walking_pain' as walking_pain,
               body ->> 'stretched_first' as stretched_first, body ->> 'splint' as splint
        from holding where kind = 'pain-checked';
    create view runs as
        select day, at, body ->> 'distance' as metres, body ->> 'duration' as seconds,
               body ->> 'pain' as pain, body ->> 'pattern' as pattern
        from holding where kind = 'run-logged';
    create view steps as
        select day, at, step, kind from holding where step is not null;
    """,
    """
    create table deliveries (
        key      text primary key,       -- a moment: coach day, step, kind, planned instant
        day      text not null,          -- coach day
        step     text not null,
        kind     text not null,
        at       text not null,          -- the UTC instant planned
        owner    text not null,          -- the process that took it upon itself
        claimed  text not null,          -- when it did
        until    text not null,          -- when another may, if nobody was told by then
        told     text,                   -- when the runner was told
        channel  text not null,          -- through which channel
        failures text not null           -- what failed before, as JSON
    ) strict, without rowid;
    create index deliveries_by_day on deliveries (day);
    """,
    """
    create index entries_by_kind on entries (kind, step, day);
    """,
    """
    create table received (
        entry   text primary key,        -- an entry that another machine recorded
        machine text not null
    ) strict, without rowid;
    create index received_by_machine on received (machine);

    create table segments (
        name    text primary key,        -- a file in the sync folder, as it was last seen
        size    integer not null,
        changed integer not null         -- nanoseconds of the epoch
    ) strict, without rowid;

    create table this_machine (
        name        text primary key,    -- what its own folder is called
        fingerprint text not null,       -- of the machine that took the name
        folder      text not null,       -- the sync folder in which it took it
        published   integer not null     -- how many entries there were when it last wrote there
    ) strict, without rowid;
    """,
    """
    create table retractions (
        entry text not null,             -- an entry, or a retraction that is itself taken back
        by    text not null,             -- the retraction that names it
        primary key (entry, by)
    ) strict, without rowid;
    insert into retractions
        select distinct named.value, entries.id from entries, json_each(body, '$.entries') as named
        where kind = 'entry-retracted';
    drop view holding;
    drop table retracted;
    create view retracted as             -- what no longer holds, and the first reason for it
        select entry, min(by) as by from retractions as one
        where not exists (select 1 from retractions where entry = one.by) group by entry;
    create view holding as
        select * from entries where kind <> 'entry-retracted' and not exists (
            select 1 from retractions as one where one.entry = entries.id
            and not exists (select 1 from retractions where entry = one.by));
    """,
    """
    alter table entries add column pain integer as (iif(json_valid(body), body ->> 'pain', null));
    create index entries_by_kind_and_day on entries (kind, day, pain);
    drop view pain_checks;
    create view pain_checks as           -- null where a question was not answered
        select day, at, body ->> 'pain' as pain, body ->> 'eases' as eases,
               body ->> 'walking_pain' as walking_pain,
               body ->> 'stretched_first' as stretched_first, body ->> 'splint' as splint,
               body ->> 'worse_after_run' as worse_after_run, body ->> 'painkiller' as painkiller
        from holding where kind = 'pain-checked';
    """,
    """
    alter table this_machine add column runner text not null default '';
    create table machines (              -- the runner has one id on all of their machines
        name   text primary key,         -- another machine that was seen in the sync folder
        is_own integer not null          -- whether the runner has said that it is theirs
    ) strict, without rowid;
    insert into machines
        select machine, 1 from received union
        select substr(name, 1, instr(name, '/') - 1), 1 from segments;
    """,
    """
    drop view pain_checks;
    create view pain_checks as           -- null where a question was not answered
        select day, at, body ->> 'pain' as pain, body ->> 'eases' as eases,
               body ->> 'walking_pain' as walking_pain,
               body ->> 'stretched_first' as stretched_first, body ->> 'splint' as splint,
               body ->> 'worse_after_run' as worse_after_run, body ->> 'painkiller' as painkiller,
               body ->> 'aid' as aid
        from holding where kind = 'pain-checked';
    create view measurements as          -- null where something was not measured
        select day, at, body ->> 'raises_left' as raises_left,
               body ->> 'raises_right' as raises_right, body ->> 'wall_left' as wall_left_cm,
               body ->> 'wall_right' as wall_right_cm
        from holding where kind = 'measured';
    create view activities as
        select day, at, one.value ->> 'activity' as activity, one.value ->> 'score' as score
        from holding, json_each(body, '$.activities') as one where kind = 'measured';
    create view scores as
        select day, at, body ->> 'title' as title, body ->> 'score' as score
        from holding where kind = 'score-brought';
    """,
    """
    create table announced_levels (
        day           text not null,     -- coach day
        at            text not null,     -- the UTC instant at which the runner was told
        level         integer not null,  -- 0 rest to 4 run as planned
        row           text not null,     -- the row of the table that decided
        is_prescribed integer not null,  -- whether a clinician's word applied
        is_overruled  integer not null,  -- whether the runner's own word did
        primary key (day, at)
    ) strict, without rowid;
    drop view if exists levels;
    create view levels as                -- each time that a day's level was told, or changed
        select day, at, level, row, is_prescribed, is_overruled from announced_levels;
    drop view runs;
    create view runs as                  -- null where a question was not answered
        select day, at, body ->> 'distance' as metres, body ->> 'duration' as seconds,
               body ->> 'pain' as pain, body ->> 'pattern' as pattern, step,
               body ->> 'effort' as effort, body ->> 'stage' as stage,
               body ->> 'walk_jog' as walk_jog,
               iif(body ->> 'supports' is null, null, ifnull((select group_concat(value, ' ')
                   from json_each(body, '$.supports')), 'none')) as supports,
               body ->> 'shoes' as shoes,
               iif(body ->> 'jogs' is null, null, (select ifnull(sum(value), 0)
                   from json_each(body, '$.jogs'))) as jog_seconds,
               body ->> 'began' as began, body ->> 'file' as file
        from holding where kind = 'run-logged';
    drop view if exists trainings;
    create view trainings as             -- other training instead of a run; 0 metres: unknown
        select day, at, step, body ->> 'activity' as activity, body ->> 'distance' as metres,
               body ->> 'duration' as seconds, body ->> 'began' as began, body ->> 'file' as file
        from holding where kind = 'trained';
    drop view if exists steps_done;
    create view steps_done as
        select day, at, step, body ->> 'effort' as effort, body ->> 'pain' as pain,
               ifnull(body ->> 'is_short', 0) as is_short
        from holding where kind = 'step-done';
    drop view if exists steps_skipped;
    create view steps_skipped as
        select day, at, step, body ->> 'because' as because
        from holding where kind = 'step-skipped';
    drop view if exists steps_snoozed;
    create view steps_snoozed as
        select day, at, step, body ->> 'until' as until
        from holding where kind = 'step-snoozed';
    drop view if exists exercises;
    create view exercises as             -- 0 seconds: skipped
        select day, at, step, body ->> 'position' as position, body ->> 'exercise' as exercise,
               body ->> 'seconds' as seconds
        from holding where kind = 'exercise-done';
    drop view if exists obstacles;
    create view obstacles as
        select day, at, step, body ->> 'because' as because, body ->> 'note' as note,
               body ->> '$.changed.key' as key, body ->> '$.changed.value' as value,
               body ->> '$.changed.before' as before
        from holding where kind = 'obstacle-named';
    drop view if exists pauses;
    create view pauses as                -- no end: reminders again
        select day, at, kind, body ->> 'until' as until
        from holding where kind in ('paused', 'resumed');
    drop view if exists times_away;
    create view times_away as            -- no end: back earlier than was said
        select day, at, kind, ifnull(body ->> 'since', day) as first_day, body ->> 'until' as until,
               body ->> 'because' as because
        from holding where kind in ('away', 'came-back');
    drop view if exists short_days;
    create view short_days as
        select day, at, ifnull(body ->> 'is_short', 1) as is_short
        from holding where kind = 'day-shortened';
    drop view if exists trials;
    create view trials as
        select day, at, kind, body ->> 'aid' as aid, body ->> 'seed' as seed
        from holding where kind in ('trial-started', 'trial-ended');
    drop view if exists intakes;
    create view intakes as               -- null where a question was not answered
        select day, at, body ->> 'since' as since, body ->> 'is_typical' as is_typical,
               body ->> 'no_ice' as no_ice, body ->> 'weekly' as weekly_metres,
               body ->> 'longest' as longest_metres, body ->> 'last_run' as last_run,
               body ->> 'last_pattern' as last_pattern, body ->> 'allowed' as allowed,
               body ->> 'until' as until, body ->> 'prescription' as prescription,
               body ->> 'weak_bones' as weak_bones, body ->> 'pregnant' as pregnant,
               body ->> 'brisk_walk' as brisk_walk
        from holding where kind = 'intake-given';
    drop view if exists signs;
    create view signs as                 -- no sign: as in older journals, all were cleared
        select day, at, kind, flag.value as sign, body ->> 'seen_by' as seen_by,
               body ->> 'seen_on' as seen_on
        from holding left join json_each(body, '$.flags') as flag
        where kind in ('flag-raised', 'flag-cleared');
    drop view if exists overruled;
    create view overruled as
        select day, at, body ->> 'row' as row from holding where kind = 'overruled';
    drop view if exists maintenance;
    create view maintenance as
        select day, at, body ->> 'choice' as choice
        from holding where kind = 'maintenance-chosen';
    """,
    """
    create table planned_steps (
        config text not null,            -- the config file whose plan it is
        step   text not null,
        hour   text not null,            -- what sets its hours; empty while it is off
        since  text not null,            -- the UTC instant from which the plan has had it, or empty
        moved  text not null,            -- that from which it has had these hours, or empty
        primary key (config, step)
    ) strict, without rowid;
    """,
)

_Shape = dict[str, tuple[str, str]]
"""The kind of each table, index and view by name, and how it begins; for a view, all of it.

SQLite rewrites the text of an altered table, and its releases may differ in how.
"""
_NEWEST = 0x04D3817A
"""The checksum of the newest schema, which need not be made then to compare with it."""
_NOTHING = ("", "")
_GIVES_WAY = ("view", "")
"""A view that only a newer schema has: until then, the runner may have one of that name."""


def migrate(db: sqlite3.Connection, path: Path, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring the journal to the newest schema.

    Raises:
        JournalError: if a newer coach wrote it.
        sqlite3.DatabaseError: if someone has changed its tables.
    """
    version = _version(db)
    if version > len(migrations):
        from coach.system.updating import how_to_update  # noqa: PLC0415 - seldom needed

        raise JournalError(
            f"{path}: a newer coach wrote this journal (schema {version}, this one knows "
            f"{len(migrations)}); nothing was changed. {how_to_update()}"
        )
    refuse_changed(db)
    if version == len(migrations):
        return
    if version:
        _copy(db, path.with_suffix(f".before-schema-{len(migrations)}.db"))
    _upgrade(db, migrations)


def refuse_changed(db: sqlite3.Connection, *, is_copy: bool = False) -> None:
    """Treat a journal whose tables are not as we made them as damaged.

    A foreign view or trigger would run within our own queries, and might never end. A copy is only
    read, so no trigger in it ever runs.

    Raises:
        sqlite3.DatabaseError: if one of our objects is changed or missing, or there is a trigger.
    """
    if not _is_as_made(db, "" if is_copy else "trigger"):
        error = sqlite3.DatabaseError("someone has changed its tables")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _is_as_made(db: sqlite3.Connection, refused: str) -> bool:
    """Whether all our objects are as we made them, and none is of a refused kind."""
    try:
        version, found = _found(db)
    except UnicodeDecodeError:  # SQLite complains if a name in it is not text.
        return False
    if version == len(MIGRATIONS) and _checksum(found) == _NEWEST:
        return True
    if any(kind == refused for kind, _ in found.values()):
        return False
    if version > len(MIGRATIONS):  # A newer coach may have altered a table, which is still a table.
        return found.get("entries", _NOTHING)[0] == "table"
    return all(
        _fits(found.get(name, _NOTHING), one) for name, one in _made(max(version, 0)).items()
    )


def _fits(found: tuple[str, str], made: tuple[str, str]) -> bool:
    return found == made or (made == _GIVES_WAY and found[0] in {"", "view"})


def _found(db: sqlite3.Connection) -> tuple[int, _Shape]:
    """The schema and its number, read at one moment, as another process may migrate."""
    db.execute("begin")
    try:
        return _version(db), _shape(db)
    finally:
        if db.in_transaction:  # On a failing disk, SQLite has already rolled back.
            db.execute("rollback")


def _made(version: int) -> _Shape:
    """What a schema has under each of our names; what only another one has is not there yet."""
    later = {
        name: _GIVES_WAY if kind == "view" else _NOTHING
        for name, (kind, _) in _made_by(MIGRATIONS).items()
    }
    return later | _made_by(MIGRATIONS[:version])


@cache
def _made_by(migrations: tuple[str, ...]) -> _Shape:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        _upgrade(db, migrations)
        return _shape(db)


def _checksum(shape: _Shape) -> int:
    return crc32(repr(sorted(shape.items())).encode(errors="replace"))


def _shape(db: sqlite3.Connection) -> _Shape:
    query = "select type, name, sql from sqlite_schema where sql is not null"
    return {name: (kind, _beginning(kind, sql)) for kind, name, sql in db.execute(query)}


def _beginning(kind: str, sql: str) -> str:
    return sql if kind == "view" else " ".join(sql.split()[:2]).upper()


def is_newest(db: sqlite3.Connection) -> bool:
    """Whether a journal has the schema that this coach writes."""
    return _version(db) == len(MIGRATIONS)


def _upgrade(db: sqlite3.Connection, migrations: tuple[str, ...]) -> None:
    db.execute("begin immediate")
    try:
        # Checked again under the lock: another process may have migrated in the meantime.
        for script in migrations[_version(db) :]:
            for statement in script.split(";\n"):
                db.execute(statement)
        db.execute(f"pragma user_version = {len(migrations)}")
        db.execute("commit")
    except BaseException:
        if db.in_transaction:  # On a full disk, SQLite has already rolled back.
            db.execute("rollback")
        raise


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _copy(db: sqlite3.Connection, to: Path) -> None:
    with replacing(to) as new, closing(sqlite3.connect(new)) as copy:
        db.backup(copy)
