"""The characters of the rows below the plots: levels, and how the steps of a kind went."""

from __future__ import annotations

from coach.domain.heel.rules import Level
from coach.domain.heel.thresholds import STRETCHES_A_DAY
from coach.domain.history.time_axis import Kept
from coach.tui.style import DONE, LEVELS, LINE, MUTED

_MOST = 0.75


def day_glyph(one: Kept) -> tuple[str, str]:
    """How a day's steps went: enough, some, skipped or away, missed, or none planned."""
    if not one.asked:
        return ("–", MUTED) if one.away else ("·", LINE)
    if one.done >= min(STRETCHES_A_DAY, one.asked):
        return "■", DONE
    if one.done:
        return "▪", DONE
    return ("□", MUTED) if one.missed else ("–", MUTED)


def part_glyph(one: Kept) -> tuple[str, str]:
    """How many of many steps were done: most, some, or none."""
    if not one.asked:
        return "·", LINE
    if not one.done:
        return ("□", MUTED) if one.missed else ("–", MUTED)
    return "■" if one.done / one.asked >= _MOST else "▪", DONE


def level_glyph(level: Level | None, before: Level | None, width: int) -> tuple[str, str]:
    """A level where it begins, or a line where it goes on."""
    if level is None:
        return " " * width, LINE
    begins = "─" if level is before else str(int(level))
    return begins.ljust(width, "─"), LEVELS[level]
