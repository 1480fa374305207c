"""Ways to make valid data hostile: bytes, JSON values, entries, and SQLite tables."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks.fuzz.sample import Body

Statement = tuple[str, Sequence[object]]
"""An SQL statement, and its values."""

_LONG = 100_000
_STEPS = 1_000_000
_LARGE = 2_000_000
_SELDOM = 0.01
_DEEP = 3000
_JSON = (
    *("null", "true", "0", "-1", "0.1", "1e999", "-1e999", "1e-320", "NaN", "-Infinity"),
    *("9007199254740993", "1" + "0" * 400, '""', '"x"', "[]", "{}", "[[]]", '{"a": 1}'),
    *("[" * _DEEP + "]" * _DEEP, '{"a":' * _DEEP + "1" + "}" * _DEEP, f'"{"x" * _LONG}"'),
    *(r'"\ud800"', r'"\u0000"', r'"\u001b]0;x\u0007"', r'"\u202e"', r'"\n"', '"é\U0001f9b6"'),
    *('"zzzz"', '"ffff"', f'"{"f" * 26}"', '"0"', '"2026-02-30"', '"2026-03-02T24:00:00Z"'),
    *('"0001-01-01"', '"9999-12-31"', '"0001-01-01T00:00:00+14:00"', '"2026-03-02T12:00:00"'),
    *('"9999-12-31T23:59:59.999999-14:00"', '"2026-03-02T12:00:60Z"', '["x", "x"]', "[null]"),
)
"""Values that hardly any field of an entry may have."""
_DAYS = ("1990-01-01", "2099-12-31", "2000-02-29")
_INSTANTS = (
    *("1990-01-01T00:00:00Z", "1990-01-01T00:00:00+14:00", "2099-12-31T23:59:59.999999-14:00"),
    *("2026-03-29T02:30:00+02:00", "2099-12-31T23:59:59Z", "2026-06-30T23:59:59.999999+00:01"),
)
_WORDS = (
    "",
    "x",
    "run",
    "morning",
    "ice",
    "pain-check",
    "numb",
    "R04",
    "\x1b[2J",
    "\u202e",
    "é" * 9,
)
_NUMBERS = (0, 1, 3, 10, 19, 1000, 172_800, 500_000, 1e-300, 2_000_000)
_BYTES = (b"\0", b"\xff" * 8, b"\x80", b'"', b"<", b"\n", b"[" * _DEEP, b"9" * 400, b"\x1f\x8b")
_DAY_FIELDS = frozenset({"day", "since", "last_run", "seen_on"})
_INSTANT_FIELDS = frozenset({"at", "began"})
_ID_FIELDS = frozenset({"id", "corrects", "place"})
_MORE = ("place", "corrects", "until", "pain", "effort", "stage", "began", "file", "more")
"""Fields to add to an entry that lacks them."""
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_IN_TEXT = (b"-1", b"0", b"1e999", b"nan", b"inf", b"9" * 400, b"", b"x", b"\xc3\xa9", b"1,5")


def of_bytes(rng: Random, data: bytes) -> bytes:
    """Some bytes flipped, lost, doubled, moved or inserted."""
    for _ in range(rng.choice((1, 1, 2, 5, 40))):
        data = rng.choice(_OF_BYTES)(rng, data)
    return data


def of_numbers(rng: Random, data: bytes) -> bytes:
    """Some numbers of a text exchanged, so that its form stays the same."""
    for _ in range(rng.choice((1, 3, 20))):
        data = _with_number(rng, data)
    return data


def _flipped(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data or b"\0")
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _lost(rng: Random, data: bytes) -> bytes:
    begin, end = _span(rng, data)
    return data[:begin] + data[end:]


def _doubled(rng: Random, data: bytes) -> bytes:
    begin, end = _span(rng, data)
    return data[:end] + data[begin:end] * rng.choice((1, 1, 50)) + data[end:]


def _cut_off(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _put_in(rng: Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice((*_BYTES, rng.randbytes(8))) + data[at:]


def _written_over(rng: Random, data: bytes) -> bytes:
    begin, end = _span(rng, data)
    return data[:begin] + rng.choice((bytes(end - begin), rng.randbytes(end - begin))) + data[end:]


def _with_number(rng: Random, data: bytes) -> bytes:
    found = list(_NUMBER.finditer(data, rng.randrange(len(data) + 1)))[:20]
    if not found:
        return _flipped(rng, data)
    begin, end = rng.choice(found).span()
    return data[:begin] + rng.choice(_IN_TEXT) + data[end:]


def _span(rng: Random, data: bytes) -> tuple[int, int]:
    begin = rng.randrange(len(data) + 1)
    return begin, min(len(data), begin + rng.choice((1, 4, 60, 1000)))


_OF_BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(_flipped, _lost, _doubled, _cut_off, _put_in, _written_over, _with_number),
)


def of_entry(rng: Random, entry: Body, others: Sequence[Body]) -> str:
    """The text of an entry with some values exchanged, for plausible or for hostile ones."""
    changed = dict(entry)
    for name in rng.choices((*entry, *_MORE), k=rng.choice((1, 1, 2, 4))):
        changed[name] = _possible(rng, name, changed, others)
    if rng.random() < 0.5:
        return json.dumps(changed, ensure_ascii=rng.random() < 0.5)
    return of_json(rng, changed)


def of_json(rng: Random, value: Body) -> str:
    """The text of an object in which a value is hostile, or a key occurs twice or is missing."""
    name = rng.choice(list(value))
    hostile = f'"{"é" * _LARGE}"' if rng.random() < _SELDOM else rng.choice(_JSON)
    told = {key: json.dumps(one) for key, one in value.items()} | {name: hostile}
    if rng.random() < 0.1:
        del told[name]
    pairs = [f'"{key}": {text}' for key, text in told.items()]
    return f"{{{', '.join([*pairs, *rng.choices(pairs, k=rng.random() < 0.1)])}}}"


def _possible(rng: Random, name: str, entry: Body, others: Sequence[Body]) -> object:
    """A plausible value for a field, often from another entry, often at the limit."""
    other = rng.choice(others)
    if name == "kind":
        entry.update({key: value for key, value in other.items() if key not in entry})
        return other["kind"]
    if name == "entries":
        return rng.choice(([], [entry["id"]], [one["id"] for one in others], [other["id"]]))
    if name in other and rng.random() < 0.4:
        return other[name]
    return _at_the_edge(rng, name, entry, other)


def _at_the_edge(rng: Random, name: str, entry: Body, other: Body) -> object:
    if name in _ID_FIELDS:
        return rng.choice(
            (entry["id"], other["id"], "0" * 12, "3" + "0" * 11, "03a352943fff" + "f" * 14)
        )
    if name in _DAY_FIELDS:
        near = date.fromisoformat(other["day"]) + timedelta(days=rng.randrange(-800, 3))
        return rng.choice((*_DAYS, str(near)))
    if name in _INSTANT_FIELDS:
        return rng.choice((*_INSTANTS, other["at"]))
    if name == "until":
        return rng.choice((*_INSTANTS, *_DAYS, other["at"], other["day"]))
    return rng.choice((rng.choice(_WORDS), rng.choice(_NUMBERS), True, None, [rng.choice(_WORDS)]))


def of_rows(rng: Random, path: Path, bodies: Sequence[str]) -> None:
    """Entries of a journal changed; `bodies` are hostile texts for them."""
    with _opened(path) as db:
        for _ in range(rng.choice((1, 1, 2, 4))):
            with suppress(sqlite3.Error):
                db.execute(*_row(rng, bodies))


def of_journal(rng: Random, path: Path, bodies: Sequence[str]) -> None:
    """Rows, tables or bytes of a journal changed; `bodies` are hostile texts for its entries."""
    if rng.random() < 0.3:
        return _of_file(rng, path)
    with _opened(path) as db:
        for _ in range(rng.choice((1, 1, 2, 4))):
            change = rng.choice((_row, _cell, _cell, _schema))
            with suppress(sqlite3.Error):
                db.execute(*change(rng, bodies))
    return None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A journal to be changed, which may by now contain an endless query."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.set_progress_handler(lambda: True, _STEPS)
        yield db


def _of_file(rng: Random, path: Path) -> None:
    """Change bytes of the file, or of its log, which SQLite looks for beside it."""
    if rng.random() < 0.1:
        for log in ("-wal", "-shm"):
            path.with_name(path.name + log).write_bytes(of_bytes(rng, rng.randbytes(4096)))
    else:
        path.write_bytes(of_bytes(rng, path.read_bytes()))


def _row(rng: Random, bodies: Sequence[str]) -> Statement:
    """An entry with a hostile text or column, in place of another or beside it."""
    body, way = rng.choice(bodies), rng.random()
    if way < 0.4 and len(body) < _LARGE:
        return f"update entries set body = ? where {_some(rng)}", (body,)
    if way < 0.6:
        value = f"{rng.choice(_COLUMNS[0][1])} = {rng.choice(('?', 'cast(? as text)'))}"
        return f"update entries set {value} where {_some(rng)}", (rng.choice(_CELLS),)
    columns = [rng.choice(_CELLS) for _ in range(5)]
    return "insert into entries values (?, ?, ?, ?, ?, ?)", (*columns, body)


def _cell(rng: Random, _: Sequence[str]) -> Statement:
    """A value of a column of a table."""
    table, columns = rng.choice(_COLUMNS)
    value = "zeroblob(200000)" if rng.random() < _SELDOM else rng.choice(("?", "cast(? as text)"))
    values = [rng.choice(_CELLS)] if "?" in value else []
    where = f" where {_some(rng)}" if table == "entries" else ""
    return f"update or replace {table} set {rng.choice(columns)} = {value}{where}", values


def _schema(rng: Random, _: Sequence[str]) -> Statement:
    return rng.choice(_SCHEMA), ()


def _some(rng: Random) -> str:
    return rng.choice(
        ("true", "substr(id, -1) = '7'", "kind = 'run-logged'", "kind = 'pain-checked'")
    )


_CELLS: tuple[object, ...] = (
    *(None, "", "x", "zzzz", "ffff", "f" * 26, "0", "\0", "\x1b[2J", "x" * _LONG, 0, -1, 2**62),
    *(1e999, 0.5, b"", b"\xff\xfe", b"{}", "[]", "{", '{"a": 1}', "2026-02-30", "9999-12-31"),
    *("0001-01-01", "2026-03", "1990-01-01", "run-logged", "entry-retracted", "pain-checked"),
)
_COLUMNS = (
    ("entries", ("id", "at", "day", "kind", "step", "body")),
    ("entries", ("id", "at", "day", "kind", "step", "body")),
    ("retractions", ("entry", "by")),
    ("deliveries", ("told", "failures", "claimed", "at", "day", "kind")),
    ("deliveries", ("key", "day", "step", "kind", "at", "until", "told", "failures")),
    ("this_machine", ("name", "fingerprint", "folder", "published", "runner")),
    ("received", ("entry", "machine")),
    ("segments", ("name", "size", "changed")),
    ("machines", ("name", "is_own")),
)
_ENDLESS = "with recursive more (n) as (select 1 union all select n + 1 from more)"
_ROW = "'0', '', '', '', '', ''"
_SCHEMA = (
    *("drop table entries", "drop table retractions", "drop table machines", "drop view holding"),
    *("drop table segments", "drop table this_machine", "drop table received", "drop view runs"),
    *("drop index entries_by_day", "drop index entries_by_kind_and_day", "delete from entries"),
    *(
        "create table more (id)",
        "create table sqlean (body)",
        "alter table entries add column more",
    ),
    *(f"pragma user_version = {version}" for version in (-1, 0, 1, 4, 6, 7, 99, 2**31 - 1)),
    "pragma application_id = 7",
    "pragma encoding = 'UTF-16'",
    "alter table entries rename to gone",
    "alter table entries drop column step",
    "alter table entries rename column body to text",
    "create view more as select * from more",
    f"create trigger more after insert on entries begin insert into entries values ({_ROW}); end",
    "create trigger more after insert on entries begin delete from entries; end",
    "create trigger more before insert on entries begin select raise(abort, 'no'); end",
    "create trigger more before insert on entries begin select raise(ignore); end",
    f"create trigger more after insert on entries begin {_ENDLESS} select max(n) from more; end",
    "insert into retractions select id, id from entries",
    "insert into retractions select a.id, b.id from entries a, entries b limit 20000",
)


def of_tables(rng: Random, path: Path) -> None:
    """The tables of a journal written by hand: no types, other columns, views instead."""
    with _opened(path) as db, suppress(sqlite3.Error):
        db.execute("pragma writable_schema = on")
        old, new = rng.choice(_TABLES)
        db.execute("update sqlite_schema set sql = replace(sql, ?, ?)", (old, new))


_TABLES = (
    ("strict, ", ""),
    ("text not null", "blob"),
    ("integer not null", "any"),
    ("text primary key", "primary key"),
    ("text not null", "text not null default (1 / 0) check (random() > 0)"),
    ("select * from entries", f"{_ENDLESS} select entries.* from entries, more"),
    ("select * from entries", "select 1 as id, 2 as at, 3 as day, 4 as kind, 5 as step, 6 as body"),
    ("from holding", "from entries"),
    ("iif(json_valid(body), body ->> 'pain', null)", "printf('%.*c', 9000000, 'x')"),
    ("create", "crate"),
)


def of_config(rng: Random, text: str) -> bytes:
    """A config file with values exchanged, lines moved, or bytes changed."""
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 2, 5))):
        lines = rng.choice((_with_value, _with_value, _with_line, _without_line))(rng, lines)
    data = "\n".join(lines).encode()
    return of_bytes(rng, data) if rng.random() < 0.3 else data


def _with_value(rng: Random, lines: list[str]) -> list[str]:
    at = rng.choice([n for n, line in enumerate(lines) if "=" in line] or [0])
    key = lines[at].partition("=")[0]
    return [*lines[:at], f"{key}= {rng.choice(_TOML)}", *lines[at + 1 :]]


def _with_line(rng: Random, lines: list[str]) -> list[str]:
    at = rng.randrange(len(lines) + 1)
    return [*lines[:at], rng.choice((*lines, *_TOML_LINES)), *lines[at:]]


def _without_line(rng: Random, lines: list[str]) -> list[str]:
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + rng.choice((1, 1, 5)) :]


_TOML = (
    *("true", "0", "-1", "1.5", "inf", "-inf", "nan", "9" * 400, "1e400", "''", "'x'", "[]", "{}"),
    *("[[]]", "[1, 'x']", "{ a = 1 }", "[" * _DEEP + "]" * _DEEP, f"'{'x' * _LONG}'", "'\u202e'"),
    *(r"'\u0000'", r'"\u0000"', r'"\u001b[2J"', r'"\ud800"', "'25:61'", "'04:00'", "'99999999h'"),
    *(
        "'-5m'",
        "'0m'",
        "'1e9km'",
        "'nan km'",
        "1979-05-27",
        "07:32:00",
        "'run'",
        "['run']",
        "'ice'",
    ),
    *(
        "9999-12-31T23:59:59-14:00",
        "'after:run'",
        "'~nobody/x'",
        "'.'",
        "'a/../b'",
        "'99999999999'",
    ),
    *("{ at = '07:00' }", "['mon', 'mon']", "['x', 1]", "''''", '"""', "'''x\ny'''", "0x7f", "1_0"),
)
_TOML_LINES = (
    *("[steps]", "[[steps]]", "[steps.run]", "[steps.'']", "[sessions.x]", "[a.b.c]", "x = 1"),
    *(
        "[display]",
        "[sync]",
        "folder = '\u0001'",
        "\x00",
        "= 1",
        "'' = 1",
        "[",
        "]",
        '"a" = "',
        "\ud7ff",
    ),
)
