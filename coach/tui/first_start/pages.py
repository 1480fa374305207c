"""The pages of the first start: which questions are asked together, and their kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from coach.config.first_file import STRETCHES
from coach.config.themes import shipped
from coach.core.forms.first_start import FOOT, RUN_AT, RUN_DAYS, STRETCHING, THEME, WAKE
from coach.core.forms.form import Option, Question, numbered
from coach.domain.routine.model import Routine, Step
from coach.domain.units import WallTime
from coach.tui.widgets.question import QuestionRow
from coach.tui.widgets.setting_rows import ListRow, OneRow, SeveralRow, TimeRow

REMINDERS = "reminders"
"""The question whose answer is not a setting in the file."""


class StartPage(NamedTuple):
    """Questions that are asked together; on all but the last, enter leads to the next page."""

    title: str
    rows: tuple[QuestionRow, ...]


def pages(routine: Routine) -> tuple[StartPage, ...]:
    """All questions, with Coach's shipped values as answers."""
    steps = routine.steps
    week = (
        SeveralRow(RUN_DAYS, steps["run"].days),
        TimeRow(RUN_AT, _at(steps["run"])),
        SeveralRow(STRETCHING, STRETCHES),
    )
    reminders = Question(REMINDERS, "Where should reminders appear?", _WHERE)
    themes = THEME._replace(options=numbered(*shipped()))
    return (
        StartPage("Welcome", (TimeRow(WAKE, _at(steps["pain-check"])),)),
        StartPage("Your week", week),
        StartPage(
            "Heel and reminders",
            (OneRow(FOOT, routine.profile.foot), OneRow(reminders, value=False)),
        ),
        StartPage("Colours", (ListRow(themes, routine.theme),)),
    )


def values(rows: Iterable[QuestionRow]) -> dict[str, Any]:
    """The values for the file, by the fields of `Answers`."""
    return {row.question.id: row.value for row in rows if row.question.id != REMINDERS}


_WHERE = (
    Option(value=False, key="1", label="on this screen"),
    Option(value=True, key="2", label="in the background too"),
)


def _at(step: Step) -> WallTime:
    return step.at.usual if step.at else WallTime()
