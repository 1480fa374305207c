"""Every kind of event, with any plausible values."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import msgspec
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.domain.events.activity import ActivityKind
from coach.domain.events.types import Away, Event, RatedActivity, StepChange, StepKey
from coach.journal import Entry

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_INSTANTS = st.integers(0, 20_000_000).map(lambda seconds: _BEGIN + timedelta(seconds=seconds))
_DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
_DAY = timedelta(days=1)
_IDS = st.uuids().map(lambda one: f"0199{one.hex[:22]}")
_METRES = st.floats(0, 100_000)
_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "id": _IDS,
    "place": st.just(msgspec.UNSET) | _IDS,
    "corrects": st.none() | _IDS,
    "entries": st.lists(_IDS, max_size=3).map(tuple),
    "at": _INSTANTS,
    "began": st.none() | _INSTANTS,
    "jogs": st.none() | st.lists(st.integers(1, 1800), max_size=4).map(tuple),
    "day": _DAYS,
    "since": st.none() | _DAYS,
    "last_run": st.none() | _DAYS,
    "seen_on": st.none() | _DAYS,
    "activity": st.sampled_from([str(kind) for kind in ActivityKind]),
    "effort": st.none() | st.integers(1, 10),
    "stage": st.none() | st.integers(1, 19),
    "allowed": st.none() | st.integers(0, 4),
    "distance": _METRES,
    "longest": _METRES,
    "weekly": _METRES,
    "duration": st.integers(20_000, 100_000),
    "seconds": st.floats(0, 100_000),
    "seed": st.integers(0, 127),
    "activities": st.lists(
        st.builds(RatedActivity, activity=st.text(max_size=40), score=st.integers(0, 10)),
        max_size=3,
    ).map(tuple),
    "raises_left": st.none() | st.integers(0, 200),
    "raises_right": st.none() | st.integers(0, 200),
    "wall_left": st.none() | st.floats(0, 40),
    "wall_right": st.none() | st.floats(0, 40),
    "score": st.floats(0, 1000),
    "changed": st.sampled_from(
        (
            None,
            StepChange(StepKey.AT, "18:15", before="13:00"),
            StepChange(StepKey.SHORT, value=True),
            StepChange(StepKey.SESSION, "nothing"),
            StepChange(StepKey.ENABLED, value=False),
        )
    ),
    "position": st.integers(0, 99),
}


def _of(kind: type[Event]) -> st.SearchStrategy[Event]:
    names = kind.__struct_fields__
    known = {name: one for name, one in _FIELDS.items() if name in names}
    if "pain" in names:
        optional = kind.__name__ != "PainChecked"
        known["pain"] = st.integers(0, 10) | (st.none() if optional else st.nothing())
    if "until" in names:
        known["until"] = st.none() | _DAYS if kind.__name__ == "IntakeGiven" else _INSTANTS
    if kind is Away:
        until, days = st.dates(date(1991, 1, 1), date(2099, 12, 31)), st.integers(1, 366)
        away = st.builds(Away, **known | {"until": until, "since": st.none()})
        told = st.builds(lambda one, ago: replace(one, day=one.until - ago * _DAY), away, days)
        return told | st.builds(lambda one: replace(one, since=one.until - _DAY), told)
    return st.builds(kind, **known)


def _can_be_written(event: Event) -> bool:
    """False for a text with half a surrogate pair."""
    try:
        return Entry.read(msgspec.json.encode(event).decode()).event == event
    except UnicodeError:
        return False


ANY_EVENT = st.one_of(
    *(_of(kind) for part in get_args(Event) for kind in get_args(part) or (part,))
).filter(_can_be_written)
