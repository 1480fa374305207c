"""The journal as tables for a spreadsheet: CSV, one row for each event."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from typing import TypeVar

from coach.domain.events.types import (
    Event,
    FlagCleared,
    FlagRaised,
    PainChecked,
    RunLogged,
    StepDone,
    StepSkipped,
    Trained,
)
from coach.domain.history.day_record import DayRecord
from coach.system.printable import printable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a text as a formula."""

Row = Sequence[object]
T = TypeVar("T")


def days(records: Iterable[DayRecord]) -> bytes:
    """One row a day: pain, level, runs and steps."""
    head = (
        "day",
        "pain",
        "level",
        "row",
        "metres",
        "runs",
        "beyond_advice",
        "week_cap_metres",
        "stretch_sessions",
        "exercise_seconds",
        "done",
        "skipped",
        "missed",
    )
    return _table(head, records, _day)


def mornings(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each pain check."""
    checks = [one for one in events if isinstance(one, PainChecked)]
    head = (
        "day",
        "at",
        "pain",
        "eases",
        "walking_pain",
        "stretched_first",
        "splint",
        "worse_after_run",
        "painkiller",
    )
    return _table(
        head,
        checks,
        lambda one: (
            one.day,
            one.at.astimezone(zone).isoformat(),
            one.pain,
            one.eases,
            one.walking_pain,
            one.stretched_first,
            one.splint,
            one.worse_after_run,
            one.painkiller,
        ),
    )


def training(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each run, and for other training instead of a run."""
    head = (
        "day",
        "at",
        "activity",
        "metres",
        "seconds",
        "pain",
        "pattern",
        "effort",
        "stage",
        "walk_jog",
        "supports",
        "shoes",
        "file",
    )
    known = [one for one in events if isinstance(one, RunLogged | Trained)]
    return _table(
        head, known, lambda one: (one.day, one.at.astimezone(zone).isoformat(), *_did(one))
    )


def steps(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each step done or skipped; strength with how it felt."""
    known = [one for one in events if isinstance(one, StepDone | StepSkipped)]
    return _table(
        ("day", "at", "step", "what", "because", "effort", "pain"),
        known,
        lambda one: (
            one.day,
            one.at.astimezone(zone).isoformat(),
            one.step,
            "done" if isinstance(one, StepDone) else "skipped",
            one.because if isinstance(one, StepSkipped) else None,
            *((one.effort, one.pain) if isinstance(one, StepDone) else (None, None)),
        ),
    )


def signs(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each warning sign ticked or cleared, and who had checked it."""
    known = [
        (one, sign)
        for one in events
        if isinstance(one, FlagRaised | FlagCleared)
        for sign in one.flags or ("all",)
    ]
    return _table(
        ("day", "at", "sign", "what", "seen_by", "seen_on"),
        known,
        lambda row: (row[0].day, row[0].at.astimezone(zone).isoformat(), row[1], *_fate(row[0])),
    )


def _fate(one: FlagRaised | FlagCleared) -> Row:
    if isinstance(one, FlagRaised):
        return ("ticked", None, None)
    return ("cleared", one.seen_by, one.seen_on)


def _day(one: DayRecord) -> Row:
    return (
        one.day,
        one.pain,
        int(one.level),
        one.row,
        one.distance,
        len(one.runs),
        one.is_beyond,
        one.week_cap,
        one.stretches,
        one.worked,
        " ".join(one.done),
        " ".join(one.skipped),
        " ".join(one.missed),
    )


def _did(one: RunLogged | Trained) -> Row:
    if isinstance(one, Trained):
        return (one.activity, one.distance, one.duration, *[None] * 7, one.file)
    told = (one.pain, one.pattern, one.effort, one.stage, one.walk_jog)
    worn = None if one.supports is None else " ".join(one.supports) or "none"
    return ("run", one.distance, one.duration, *told, worn, one.shoes, one.file)


def _table(head: Row, things: Iterable[T], row: Callable[[T], Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row(thing)] for thing in things)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    """A value as a cell; text from a runner or a file never becomes a formula."""
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case float():
            return f"{value:g}" if value % 1 else int(value)
        case str():
            text = printable(value)
            return f"'{text}" if value.startswith(_FORMULA) or text.startswith(_FORMULA) else text
        case _:
            return value
