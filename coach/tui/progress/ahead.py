"""The page ahead: when the runner can run again, as a time line and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coach.core.coach import Coach
from coach.core.day_view import view_day
from coach.core.days import HISTORY
from coach.core.outlook import outlooks
from coach.core.what_follows import what_follows
from coach.domain.outlook.outlook import Milestone, Outlook, OutlookView
from coach.tui.progress.time_line import NAMES, Range, TimeLine
from coach.tui.style import has_shades
from coach.tui.widgets.drawing import DrawnWidget
from coach.tui.widgets.fact_list import FactList, FactRow
from coach.wording.outlook import milestone_words, sentences

_DRAWN_AFTER = frozenset({4, 10, 20, 40, 80})
"""Simulated courses after which the page is drawn again."""
_AIRY = 30
"""Rows of the screen from which on the fan has room between its milestones."""
_WAITING = (FactRow("Looking ahead."),)


class AheadPage(VerticalScroll):
    """Draws what has been simulated so far; more is worked out between key presses."""

    def __init__(self, coach: Coach) -> None:
        super().__init__(id="ahead", can_focus=False)
        self._coach = coach
        self._known: tuple[object, ...] = ()
        self._work: Iterator[bool] = iter(())
        self._view: OutlookView | None = None
        self._picture = TimeLinePicture()
        self._facts = FactList("ahead-facts", NAMES)

    def compose(self) -> ComposeResult:
        """The time line, and the sentences below it."""
        yield self._picture
        yield self._facts

    def work(self) -> Iterator[bool]:
        """What is left to work out; yields true when it is time to draw.

        It starts again only if something has changed.
        """
        facts = view_day(self._coach, HISTORY).facts
        if facts != self._known:
            self._known, self._work = facts, self._simulate()
        return self._work

    def scroll_by(self, rows: int) -> None:
        """Scroll down, or up if negative."""
        self.scroll_relative(y=rows, animate=False)

    def draw(self) -> None:
        """Draw what is known."""
        view = self._view
        self._picture.show(view.now if view else None, _ranges(view) if view else ())
        told = sentences(view, self._coach.routine, what_follows(self._coach)) if view else ()
        self._facts.show([FactRow(*one) for one in told] or _WAITING)

    def _simulate(self) -> Iterator[bool]:
        for view in outlooks(self._coach):
            last = view
            is_to_draw = view.before is None and _courses(view) in _DRAWN_AFTER
            if is_to_draw:
                self._view = view
            yield is_to_draw
        self._view = last


class TimeLinePicture(DrawnWidget):
    """A time line as wide as there is room."""

    def __init__(self) -> None:
        super().__init__(id="time-line")
        self._outlook: Outlook | None = None
        self._ranges: Sequence[Range] = ()

    def show(self, outlook: Outlook | None, ranges: Sequence[Range]) -> None:
        """Draw ranges, which begin on the first day of an outlook."""
        if (outlook, ranges) != (self._outlook, self._ranges):
            self._outlook, self._ranges = outlook, ranges
            self.redraw()

    def rows(self, width: int) -> list[Content]:
        """A row for each milestone; none where nothing is ahead."""
        if self._outlook is None or not self._ranges:
            return []
        is_airy = self.app.size.height >= _AIRY
        shades = has_shades(self.app)
        fan = TimeLine(self._outlook.first, self._ranges, width, is_airy, shades)
        return [*fan.rows(), Content()]


def _courses(view: OutlookView) -> int:
    return view.now.courses if view.now else 0


def _ranges(view: OutlookView) -> list[Range]:
    """The milestones that are ahead, each as a row of the time line."""
    if view.now is None:
        return []
    first, goal_on, is_return = view.now.first, view.wanted.goal_on, view.now.is_return
    goal_in = (goal_on - first).days if goal_on else None
    return [
        Range(
            milestone_words(milestone, is_return=is_return).topic,
            span,
            goal_in if milestone is Milestone.GOAL else None,
        )
        for milestone, span in view.now.spans.items()
    ]
