"""The journal as tables for a spreadsheet: CSV, one row for each event."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from enum import Enum, auto
from typing import assert_never

from coach.domain.events.types import (
    Away,
    CameBack,
    DayShortened,
    EntryRetracted,
    Event,
    ExerciseDone,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    MaintenanceChosen,
    Measured,
    ObstacleNamed,
    Overruled,
    PainChecked,
    Paused,
    Resumed,
    RunLogged,
    ScoreBrought,
    StepDone,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
    TrialEnded,
    TrialStarted,
)
from coach.domain.history.day_record import DayRecord
from coach.system.printable import printable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a text as a formula."""

Row = Sequence[object]


class _Sheet(Enum):
    """A table with a row for each event of some kinds."""

    MORNINGS = auto()
    TRAINING = auto()
    STEPS = auto()
    SIGNS = auto()
    MEASURES = auto()


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
        "away",
        "short",
    )
    return _table(head, map(_day, records))


def mornings(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each pain check."""
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
        "aid",
    )
    return _table(head, _rows_of(_Sheet.MORNINGS, events, zone))


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
    return _table(head, _rows_of(_Sheet.TRAINING, events, zone))


def steps(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each step done or skipped; strength with how it felt."""
    head = ("day", "at", "step", "what", "because", "effort", "pain", "short")
    return _table(head, _rows_of(_Sheet.STEPS, events, zone))


def signs(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each warning sign ticked or cleared, and who had checked it."""
    head = ("day", "at", "sign", "what", "seen_by", "seen_on")
    return _table(head, _rows_of(_Sheet.SIGNS, events, zone))


def measures(events: Iterable[Event], zone: tzinfo) -> bytes:
    """One row for each value of a measurement, and for each score of a questionnaire."""
    head = ("day", "at", "what", "name", "side", "value")
    return _table(head, _rows_of(_Sheet.MEASURES, events, zone))


def _rows_of(sheet: _Sheet, events: Iterable[Event], zone: tzinfo) -> Iterator[Row]:
    """The rows that events have in one of the tables."""
    for event in events:
        found, rows = _cells_of(event)
        if found is sheet:
            at = event.at.astimezone(zone).isoformat()
            yield from ((event.day, at, *cells) for cells in rows)


def _cells_of(event: Event) -> tuple[_Sheet | None, Sequence[Row]]:  # noqa: C901, PLR0911 - one a kind
    """The table that an event belongs in, if any, and the cells of its rows after day and time."""
    match event:
        case PainChecked():
            return _Sheet.MORNINGS, [_morning(event)]
        case RunLogged():
            return _Sheet.TRAINING, [_run(event)]
        case Trained():
            far = (event.distance, event.duration)
            return _Sheet.TRAINING, [(event.activity, *far, *[None] * 7, event.file)]
        case StepDone():
            return _Sheet.STEPS, [
                (event.step, "done", None, event.effort, event.pain, event.is_short)
            ]
        case StepSkipped():
            return _Sheet.STEPS, [(event.step, "skipped", event.because, None, None, None)]
        case FlagRaised():
            return _Sheet.SIGNS, [(sign, "ticked", None, None) for sign in event.flags]
        case FlagCleared():
            seen = (event.seen_by, event.seen_on)
            return _Sheet.SIGNS, [(sign, "cleared", *seen) for sign in event.flags or ("all",)]
        case Measured():
            return _Sheet.MEASURES, list(_measured(event))
        case ScoreBrought():
            return _Sheet.MEASURES, [("score", event.title, None, event.score)]
        case (
            StepStarted()
            | ExerciseDone()
            | StepStopped()
            | StepSnoozed()
            | ObstacleNamed()
            | Paused()
            | Resumed()
            | Away()
            | CameBack()
            | DayShortened()
            | TrialStarted()
            | TrialEnded()
            | IntakeGiven()
            | Overruled()
            | MaintenanceChosen()
            | EntryRetracted()
        ):
            return None, ()
        case _:
            assert_never(event)


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
        one.away,
        " ".join(one.short),
    )


def _morning(one: PainChecked) -> Row:
    return (
        one.pain,
        one.eases,
        one.walking_pain,
        one.stretched_first,
        one.splint,
        one.worse_after_run,
        one.painkiller,
        one.aid,
    )


def _measured(one: Measured) -> Iterator[Row]:
    for rated in one.activities:
        yield "activity", rated.activity, None, rated.score
    tests = (
        ("heel raises", "left", one.raises_left),
        ("heel raises", "right", one.raises_right),
        ("knee to wall", "left", one.wall_left),
        ("knee to wall", "right", one.wall_right),
    )
    yield from ((what, None, side, value) for what, side, value in tests if value is not None)


def _run(one: RunLogged) -> Row:
    felt = (one.pain, one.pattern, one.effort, one.stage, one.walk_jog)
    worn = None if one.supports is None else " ".join(one.supports) or "none"
    return ("run", one.distance, one.duration, *felt, worn, one.shoes, one.file)


def _table(head: Row, rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
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
