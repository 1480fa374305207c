"""The one check of what an entry may say, however it comes in.

Entries that this machine recorded are valid. Entries from a sync folder, an export or a copy may
contain anything, and so may a journal that somebody else has edited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import msgspec
from msgspec import UNSET

from coach.domain.events.activity import ActivityKind, is_too_fast
from coach.domain.events.types import (
    Away,
    Event,
    ExerciseDone,
    PainChecked,
    Paused,
    RatedActivity,
    RunLogged,
    StepChange,
    StepDone,
    StepKey,
    StepSnoozed,
    StepStarted,
    StepStopped,
)
from coach.domain.history.measurements import MOST_CENTIMETRES, MOST_RAISES, MOST_SCORE
from coach.domain.history.trial import SEEDS
from coach.domain.units import WallTime
from coach.journal.new_ids import start_of_ids
from coach.system.printable import printable

DAMAGED = "it is cut off or damaged"
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
_FIRST_YEAR, _LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
_ID = re.compile(r"[0-9a-f]{1,26}")
_TIME_DIGITS = 12
_LATEST_ID = start_of_ids(datetime(_LAST_YEAR, 12, 31, tzinfo=UTC))
_SHORT = 900
"""Characters; so few cannot nest deeply enough to harm this decoder or SQLite."""
_LONGEST_TEXT = 16_000
_LONGEST_RETRACTION = 1_000_000
_RETRACTION = '"entry-retracted"'
_SHOWN = 30
_DEEPEST = 16
_LONGEST_WAIT = timedelta(days=366)
_LONGEST = 48 * 3600
_FARTHEST = 500_000
_MOST_EXERCISES = 1000
_WORST = 10
_MISSING = r"Object missing required field `(.*)`"
_UNKNOWN = r"Invalid (?:enum )?value '?(.*?)'?"
_EXPECTED = r"(?:Expected `|Invalid RFC3339 encoded )(\w+)"
_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "date": "a day such as 2026-03-02",
    "datetime": "an instant such as 2026-03-02T12:00:00Z",
    "float": "a number",
    "int": "a whole number",
    "object": "an entry",
    "str": "a text",
}
_STRINGS = r'"(?:\\.|[^"\\])*+"'


class EntryError(msgspec.ValidationError):
    """An entry cannot be true; the message says why, in a few words."""


def read(body: str) -> Event:
    """Read the event in an entry's text; in a damaged journal it may not be one.

    Raises:
        EntryError: if it cannot be true.
        msgspec.ValidationError: if this coach does not know what it says; a newer one may.
    """
    if not isinstance(body, str):
        raise EntryError("it is not text")
    if len(body) > _SHORT and (_is_large(body) or _is_deep(body)):
        raise EntryError("it is longer, or nested deeper, than any entry")
    try:
        event = _DECODER.decode(body)
    except msgspec.ValidationError:
        raise
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise EntryError(DAMAGED) from error
    if not _is_plain(event) and (wrong := wrong_with(event)):
        raise EntryError(wrong)
    return event


def _is_plain(event: Event) -> bool:
    """A quick check whether an entry of a frequent kind is valid."""
    is_sound = _QUICKLY.get(type(event))
    if is_sound is None or event.place is not UNSET or not is_sound(event):
        return False
    return is_id(event.id) and _is_day(event.day) and is_instant(event.at)


def take(body: str) -> Event:
    """Read an entry from elsewhere, which must also sort and be queried like ours.

    Raises:
        msgspec.ValidationError: as `read` does.
    """
    event = read(body)
    if len(event.id) < _TIME_DIGITS:
        raise EntryError(f"`id` is {_shown(event.id)}")
    from json import loads  # noqa: PLC0415 - only needed for entries from elsewhere

    loads(body, object_pairs_hook=_once, parse_int=str)  # Python refuses very long numbers
    return event


def wrong_with(event: Event) -> str:
    """What cannot be true in an event, in a few words; empty if all can."""
    for name, is_sound in _checks(type(event)):
        value = getattr(event, name)
        if value is not None and value is not UNSET and not is_sound(value):
            return f"`{name}` is {_shown(value)}"
    return _wrong_together(event)


def _wrong_together(event: Event) -> str:
    """What cannot be true of several fields together."""
    if isinstance(event, RunLogged) and is_too_fast(event.distance, event.duration):
        return f"{event.distance:.0f} m in {event.duration} s is faster than anyone runs"
    if isinstance(event, Away) and event.until <= event.first_day:
        first = "day" if event.since is None else "since"
        return f"`until` is {event.until}, which is not after `{first}`"
    if isinstance(event, StepSnoozed | Paused | Away):
        lasts = event.until - (event.day if isinstance(event, Away) else event.at)
        if lasts > _LONGEST_WAIT:
            return f"`until` is {event.until:%Y-%m-%d}, more than a year later"
    return ""


@cache
def _checks(kind: type[Event]) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    """The check of each field of a kind that has one."""
    return tuple((name, _CHECKS[name]) for name in kind.__struct_fields__ if name in _CHECKS)


def in_words(error: msgspec.ValidationError) -> str:
    """Why an entry is refused, in words for the user instead of the decoder's."""
    if isinstance(error, EntryError):
        return printable(error)
    what, _, path = str(error).partition(" - at `$")
    where = f"`{path.removeprefix('.')}" if path else "it"
    if missing := re.fullmatch(_MISSING, what):
        return printable(f"{where} lacks `{missing[1]}`")
    if unknown := re.fullmatch(_UNKNOWN, what):
        return f"{where} is {_shown(unknown[1])}, which this coach does not know"
    kind = re.search(_EXPECTED, what)
    return f"{where} is not {_KINDS.get(kind[1] if kind else '', 'as it should be')}"


def _within(least: float, most: float) -> Callable[[float], bool]:
    return lambda value: least <= value <= most


def is_id(value: str) -> bool:
    """Whether this can be the id of an entry."""
    return _ID.fullmatch(value) is not None and (value < _LATEST_ID or len(value) < _TIME_DIGITS)


def _are_ids(values: Iterable[str]) -> bool:
    return all(map(is_id, values))


def _are_jogs(values: Iterable[int]) -> bool:
    return all(0 < one <= _LONGEST for one in values)


def _are_rated(values: Iterable[RatedActivity]) -> bool:
    return all(0 <= one.score <= _WORST for one in values)


def _is_day(value: date) -> bool:
    return _FIRST_YEAR <= value.year <= _LAST_YEAR


def is_instant(value: datetime) -> bool:
    """Whether it is aware, and in a plausible year."""
    return value.tzinfo is not None and _FIRST_YEAR <= value.year <= _LAST_YEAR


def _is_end(value: date) -> bool:
    return is_instant(value) if isinstance(value, datetime) else _is_day(value)


def _can_be_made(change: StepChange) -> bool:
    """Whether the value fits its key."""
    if change.key is not StepKey.AT:
        return isinstance(change.value, str) == (change.key is StepKey.SESSION)
    try:
        WallTime.parse(change.value)
    except ValueError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "id": is_id,
    "place": is_id,
    "corrects": is_id,
    "entries": _are_ids,
    "at": is_instant,
    "began": is_instant,
    "jogs": _are_jogs,
    "until": _is_end,
    "day": _is_day,
    "since": _is_day,
    "last_run": _is_day,
    "seen_on": _is_day,
    "activity": frozenset(map(str, ActivityKind)).__contains__,
    "pain": _within(0, _WORST),
    "effort": _within(1, 10),
    "stage": _within(1, 19),
    "allowed": _within(0, 4),
    "distance": _within(0, _FARTHEST),
    "longest": _within(0, _FARTHEST),
    "weekly": _within(0, 4 * _FARTHEST),
    "duration": _within(0, _LONGEST),
    "seconds": _within(0, _LONGEST),
    "changed": _can_be_made,
    "seed": _within(0, SEEDS - 1),
    "activities": _are_rated,
    "raises_left": _within(0, MOST_RAISES),
    "raises_right": _within(0, MOST_RAISES),
    "wall_left": _within(0, MOST_CENTIMETRES),
    "wall_right": _within(0, MOST_CENTIMETRES),
    "score": _within(0, MOST_SCORE),
    "position": _within(0, _MOST_EXERCISES),
}
"""A check of the value of each field, by name."""


_QUICKLY: Mapping[type[Event], Callable[[Any], bool]] = {
    ExerciseDone: lambda one: 0 <= one.position <= _MOST_EXERCISES and 0 <= one.seconds <= _LONGEST,
    PainChecked: lambda one: one.corrects is None and 0 <= one.pain <= _WORST,
    StepDone: lambda one: one.corrects is None and one.effort is None and one.pain is None,
    StepStarted: lambda _: True,
    StepStopped: lambda _: True,
}
"""The frequent kinds, each with a quick check that saves the full one."""


def _is_large(body: str) -> bool:
    """Whether an entry is longer than its kind can be, checked before decoding."""
    return len(body) > (_LONGEST_RETRACTION if _RETRACTION in body else _LONGEST_TEXT)


def _is_deep(body: str) -> bool:
    """Whether it is nested more deeply than any entry, checked before decoding."""
    if body.count("[") + body.count("{") <= _DEEPEST:
        return False
    depth = deepest = 0
    for bracket in re.findall(r"[][{}]", re.sub(_STRINGS, "", body)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object in which no key occurs twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise EntryError("it has a key twice")
    return found


def _shown(value: object) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    return printable(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")


_DECODER: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
