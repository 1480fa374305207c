"""From when the plan has had each step: notes of this machine, whose config file it is.

They are not entries, so no other machine gets them. The first look at a plan takes all its steps as
having always been there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from coach.domain.day.in_plan import ALWAYS, InPlan
from coach.journal import gate
from coach.journal.journal import Journal

_ALWAYS = _OFF = ""


class PlanNote(NamedTuple):
    """A row, with its instants as texts."""

    hour: str
    since: str
    moved: str


class Look(NamedTuple):
    """From when a plan has had those steps that came or moved, and the notes not saved yet."""

    in_plan: Mapping[str, InPlan]
    new: Mapping[str, PlanNote]


class PlannedSteps:
    """The notes in a journal on the plan of one config file."""

    def __init__(self, journal: Journal, config: Path) -> None:
        self._journal = journal
        self._config = os.fsencode(config.absolute()).decode(errors="replace")

    def look(self, hours: Mapping[str, str], now: datetime) -> Look:
        """Compare a plan with the notes.

        Args:
            hours: what sets the hours of each step in the plan.
            now: an aware instant.
        """
        before = self._notes()
        after = _followed(before, hours, now.isoformat())
        new = {step: note for step, note in after.items() if before.get(step) != note}
        in_plan = {step: _in_plan(after[step], now) for step in hours}
        return Look({step: one for step, one in in_plan.items() if one != ALWAYS}, new)

    def _notes(self) -> dict[str, PlanNote]:
        query = "select step, hour, since, moved from planned_steps where config = ?"
        return {step: PlanNote(*rest) for step, *rest in self._journal.rows(query, self._config)}

    def save(self, notes: Mapping[str, PlanNote]) -> None:
        """Save notes that are new.

        Raises:
            NotSavedError: if they cannot be written just now.
        """
        with self._journal.transaction() as db:
            db.executemany(
                "insert or replace into planned_steps values (?, ?, ?, ?, ?)",
                [(self._config, step, *note) for step, note in notes.items()],
            )


def _followed(
    before: Mapping[str, PlanNote], hours: Mapping[str, str], now: str
) -> dict[str, PlanNote]:
    """The notes after a look at a plan; a step that is off keeps its own."""
    if not before:
        return {step: PlanNote(hour, _ALWAYS, _ALWAYS) for step, hour in hours.items()}
    after = dict(before)
    for step in {*before, *hours}:
        hour, known = hours.get(step, _OFF), before.get(step)
        if known is None:
            after[step] = PlanNote(hour, now, now)
        elif known.hour != hour:
            after[step] = known._replace(hour=hour, moved=now)
    return after


def _in_plan(note: PlanNote, now: datetime) -> InPlan:
    return InPlan(_instant(note.since, now), _instant(note.moved, now))


def _instant(text: str, now: datetime) -> datetime | None:
    """The instant in a note; None for always, and for one that cannot be true."""
    with suppress(ValueError):
        at = datetime.fromisoformat(text)
        return at if gate.is_instant(at) and at <= now else None
    return None
