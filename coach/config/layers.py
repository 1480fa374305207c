"""Merge the user's tables with the shipped ones, before anything is checked.

Tables are merged by id and key. A user's key for when a step comes (`at`, `after`, `before`, and
with it the `delay`) or for what a repetition is (`hold`, `move`, `tempo`) replaces the shipped one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from coach.config.key_path import Path

Table = dict[str, Any]

_PLACES = frozenset({"at", "after", "before"})
DOSES = frozenset({"hold", "move", "tempo"})
RIVALS = {"steps": _PLACES, "exercises": DOSES}
_ID_DEPTH = 2


class SwitchedOff(NamedTuple):
    """Stands in a session for an exercise that is switched off."""

    exercise: str


def lay_over(below: Table, above: Table, path: Path = ()) -> Table:
    """Merge one document into another; tables are merged, everything else is replaced."""
    merged = {key: value for key, value in below.items() if key not in _replaced(above, path)}
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = lay_over(under, value, (*path, key))
        else:
            merged[key] = value
    return merged


def without_switched_off(document: Table) -> Table:
    """The document without disabled items, and without those that depend on them."""
    off = {name: _switched_off(document.get(name)) for name in ("steps", "sessions", "exercises")}
    kept = dict(document)
    for name, ids in off.items():
        if isinstance(kept.get(name), dict):
            kept[name] = {key: _plain(one) for key, one in kept[name].items() if key not in ids}
    if isinstance(kept.get("sessions"), dict):
        kept["sessions"] = {
            key: _without_entries(one, off["exercises"]) for key, one in kept["sessions"].items()
        }
    if isinstance(kept.get("steps"), dict):
        kept["steps"] = _without_orphans(kept["steps"], off["steps"], off["sessions"])
    return kept


def names_of_steps(document: Table) -> dict[str, str]:
    """The names of all steps by their ids, those that are switched off included."""
    steps = document.get("steps")
    tables = steps.items() if isinstance(steps, dict) else ()
    names = ((key, one.get("name")) for key, one in tables if isinstance(one, dict))
    return {key: name for key, name in names if isinstance(name, str)}


def _replaced(above: Table, path: Path) -> frozenset[str]:
    """The keys that a user's table replaces, if only one of them can apply."""
    rivals = RIVALS.get(str(path[0]), frozenset()) if len(path) == _ID_DEPTH else frozenset()
    if not rivals & set(above):
        return frozenset()
    return rivals | {"delay"} if path[0] == "steps" else rivals


def _switched_off(collection: object) -> list[str]:
    """The ids that are switched off; one with nothing else in its table may be misspelt."""
    tables = collection.items() if isinstance(collection, dict) else ()
    return [
        key
        for key, one in tables
        if isinstance(one, dict) and one.get("enabled") is False and len(one) > 1
    ]


def _plain(table: object) -> object:
    """A table without a redundant `enabled = true`."""
    if isinstance(table, dict) and table.get("enabled") is True:
        return {key: value for key, value in table.items() if key != "enabled"}
    return table


def _without_entries(session: object, off: list[str]) -> object:
    if not off or not isinstance(session, dict) or not isinstance(session.get("exercises"), list):
        return session
    return session | {"exercises": [_unless_off(one, off) for one in session["exercises"]]}


def _unless_off(entry: object, off: list[str]) -> object:
    name = entry.get("exercise") if isinstance(entry, dict) else entry
    return SwitchedOff(name) if isinstance(name, str) and name in off else entry


def _without_orphans(steps: Table, off_steps: list[str], off_sessions: list[str]) -> Table:
    off = {"after": off_steps, "before": off_steps, "session": off_sessions}
    orphans = [
        key
        for key, step in steps.items()
        if isinstance(step, dict) and any(step.get(link) in ids for link, ids in off.items())
    ]
    if not orphans:
        return steps
    kept = {key: step for key, step in steps.items() if key not in orphans}
    return _without_orphans(kept, orphans, [])
