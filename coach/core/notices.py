"""What deserves attention beside the day: problems, a pause, entries that are not saved yet."""

from __future__ import annotations

from collections.abc import Iterator

from coach.core.coach import Coach
from coach.wording.day import DayWords


def notices(coach: Coach, words: DayWords) -> Iterator[str]:
    """Each in a sentence."""
    yield from coach.routine_file.problems
    if pause := coach.days.pause_end():
        yield f"Reminders are paused until {words.when(pause)}."
    if coach.ledger.unsaved:
        yield coach.ledger.why_unsaved
