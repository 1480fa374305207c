"""The levels that Coach announced: notes for the runner's own queries, which no judgement reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from coach.journal import gate
from coach.journal.journal import Journal

COLUMNS = "day, at, level, row, is_prescribed, is_overruled"
_ROW_TEXT = 40


class AnnouncedLevel(Struct, frozen=True, kw_only=True):
    """The level of a coach day, 0 to 4, told at an instant (UTC), and the row that decided it."""

    day: date
    at: datetime
    level: int
    row: str
    is_prescribed: bool = False
    is_overruled: bool = False

    def says_the_same_as(self, other: AnnouncedLevel | None) -> bool:
        """Whether the same was announced before."""
        return other is not None and _told(self) == _told(other)


class AnnouncedLevels:
    """The notes in a journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def last(self, day: date) -> AnnouncedLevel | None:
        """What was announced last about a coach day."""
        query = f"select {COLUMNS} from announced_levels where day = ? order by at desc limit 1"  # noqa: S608 - names
        return next((level_in(row) for row in self._journal.rows(query, str(day))), None)

    def note(self, told: AnnouncedLevel) -> None:
        """Note what Coach announces.

        Raises:
            NotSavedError: if it cannot be written just now.
        """
        row = (str(told.day), told.at.isoformat(), told.level, told.row)
        by_word = (told.is_prescribed, told.is_overruled)
        with self._journal.transaction() as db:
            db.execute(
                "insert or replace into announced_levels values (?, ?, ?, ?, ?, ?)", row + by_word
            )


def level_in(row: Sequence[Any]) -> AnnouncedLevel:
    """The level in a row of `COLUMNS`.

    Raises:
        ValueError: if it cannot be true.
        TypeError: the same.
    """
    day, at, level, said, is_prescribed, is_overruled = row
    instant = datetime.fromisoformat(at)
    is_known = level in range(5) and len(said) <= _ROW_TEXT and gate.is_instant(instant)
    if not (is_known and {is_prescribed, is_overruled} <= {0, 1}):
        raise ValueError(row)
    return AnnouncedLevel(
        day=date.fromisoformat(day),
        at=instant,
        level=level,
        row=said,
        is_prescribed=bool(is_prescribed),
        is_overruled=bool(is_overruled),
    )


def _told(one: AnnouncedLevel) -> tuple[int, str, bool, bool]:
    return one.level, one.row, one.is_prescribed, one.is_overruled
