"""Valid entries of every kind, to be made hostile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from coach.domain.day.planned import Moment, MomentKind

Body = dict[str, Any]
"""An entry as the journal writes it."""

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""The time of reading, so that a seed always gives the same inputs."""
_DAYS = 18
_CHECK = {"kind": "pain-checked", "step": "pain-check", "eases": True, "walking_pain": False}
_RUN = {"kind": "run-logged", "step": "run", "distance": 5000.0, "duration": 1800, "pain": 2}
_NOTES = {"pattern": "faded", "effort": 4, "supports": ["tape"], "shoes": "old", "stage": 3}
_EXERCISE = {"kind": "exercise-done", "step": "morning", "exercise": "pf_stretch"}
_SELDOM: dict[int, list[Body]] = {
    18: [{"kind": "intake-given", "weekly": 2e4, "longest": 8e3, "allowed": 3, "brisk_walk": True}],
    17: [{"kind": "paused", "until": "2026-01-02T10:00:00Z"}, {"kind": "resumed"}],
    9: [{"kind": "flag-raised", "flags": ["numb"]}],
    8: [{"kind": "flag-cleared", "flags": ["numb"], "seen_by": "Dr Lee", "seen_on": "2026-01-02"}],
    6: [{"kind": "step-skipped", "step": "midday", "because": "travel"}],
    5: [{"kind": "overruled", "row": "R04"}, {"kind": "step-stopped", "step": "evening"}],
    4: [{"kind": "trained", "step": None, "activity": "ride", "distance": 2e4, "duration": 3600}],
    2: [_RUN | {"began": "2026-01-02T10:00:00Z", "file": "run.fit", "pain": None, "pattern": None}],
    1: [{"kind": "step-snoozed", "step": "ice", "until": "2026-01-02T10:00:00Z"}],
}


def entries() -> list[Body]:
    """Those of some weeks up to the present day."""
    today = NOW.date()
    told = [(today - timedelta(ago), one) for ago in range(_DAYS, -1, -1) for one in _facts(ago)]
    return [_entry(number, day, facts) for number, (day, facts) in enumerate(told)]


def moments() -> list[Moment]:
    """Some of the present day."""
    at = NOW - timedelta(hours=1)
    return [Moment(at.date(), step, MomentKind.DUE, at) for step in ("morning", "midday", "ice")]


def _facts(ago: int) -> Iterator[Body]:
    yield _CHECK | {"pain": 1 + ago % 4, "splint": True, "corrects": None}
    yield {"kind": "step-started", "step": "morning"}
    yield _EXERCISE | {"position": 0, "seconds": 118.0}
    yield {"kind": "step-done", "step": "morning"}
    yield from _SELDOM.get(ago, ())
    if ago % 3 == 0:
        yield _RUN | _NOTES
        yield {"kind": "entry-retracted", "entries": [f"{ago:026x}"], "deletes": ago > _DAYS / 2}


def _entry(number: int, day: date, facts: Body) -> Body:
    """An entry with an id of its own, in the order of recording; its references are of its day."""
    at = datetime.combine(day, time(5), UTC) + timedelta(seconds=number)
    entry = facts | {"id": f"{int(at.timestamp() * 1000):012x}{number:014x}", "at": at.isoformat()}
    if "until" in facts:
        entry["until"] = (at + timedelta(hours=5)).isoformat()
    return entry | {"day": str(day)} | ({"began": at.isoformat()} if facts.get("file") else {})
