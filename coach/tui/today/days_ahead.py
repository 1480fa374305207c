"""What Today says about the days ahead: a line, each milestone, and the runs of this week."""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import inf
from time import thread_time

from coach.core.day_view import DayView
from coach.tui.timing import call_after
from coach.tui.today.idle_line import IdleLine
from coach.wording.day import DayWords

AT_ONCE = 0.3
"""Seconds of CPU for looking ahead at once. If they are not enough, Today waits for a rest."""
_REST = 20.0
"""Seconds without a change, after which it looks ahead to the end."""
_WEEK = 7


class DaysAhead(IdleLine):
    """When the runner can run again, and how far.

    It is what the page ahead of Progress says, so nothing is said before that is worked out.
    """

    runs: Mapping[date, str] = {}
    """What the next days with a run would allow, if their mornings are like today's."""
    tomorrow: DayWords | None = None
    run_tomorrow = ""
    """What a run tomorrow may be."""
    milestones: Sequence[tuple[str, str]] = ()
    """Each with its days."""
    was_worked_out = False
    """Whether it has looked ahead, if perhaps before the last change, or not to the end."""
    _is_left = False
    """Whether it has not looked ahead to the end."""
    _rest: TimerHandle | None = None

    def follow(self, view: DayView) -> None:
        """Begin to look ahead if the day has changed; or look whether another page has done it."""
        super().follow(view)
        if self._is_left and not self._pieces.is_under_way:
            self._pieces.begin(self._look(0))

    def _work(self) -> Iterator[bool]:
        from coach.core.days_ahead import look_ahead, words_of  # noqa: PLC0415 - not for the first frame
        from coach.wording.days_ahead import short_run_words  # noqa: PLC0415 - as above

        self._end_rest()
        yield False
        coach, found = self._coach, look_ahead(self._coach, _WEEK)
        display, today = coach.routine.display, coach.present_day()
        self.runs = {day: short_run_words(run, display, today) for day, run in found.runs.items()}
        self.tomorrow = words_of(coach, found.days[1])
        self.run_tomorrow = self.runs.get(self.tomorrow.day.date, "")
        self.line, self.milestones = "", ()
        yield True
        yield False
        yield from self._look(AT_ONCE)

    def _look(self, seconds: float) -> Iterator[bool]:
        """Look ahead for some seconds; if they are not enough, again after a rest."""
        yield from self._simulate(seconds)
        self.was_worked_out = True
        if self._is_left and self._rest is None:
            self._rest = call_after(self._screen, _REST, self._look_on)

    def _simulate(self, seconds: float) -> Iterator[bool]:
        from coach.core.outlook import COURSES, outlooks  # noqa: PLC0415 - not for the first frame
        from coach.wording.outlook import headline, short_rows  # noqa: PLC0415 - as above

        views, self._is_left = outlooks(self._coach), True
        while True:
            began = thread_time()
            view = next(views)
            seconds -= thread_time() - began
            if view.now is None or view.now.courses == COURSES:
                break
            if seconds < 0 or not self._is_on_top:
                return
            yield False
        self._is_left = False
        self.line, self.milestones = headline(view), tuple(short_rows(view))

    def _look_on(self) -> None:
        self._end_rest()
        if self._is_on_top:
            self._pieces.begin(self._look(inf))

    def _end_rest(self) -> None:
        if self._rest:
            self._rest.cancel()
        self._rest = None
