"""What Today says about the days ahead: a line, each milestone, and the runs of this week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from coach.tui.today.idle_line import IdleLine

_VIEWS = 10
"""Of so few courses; the page ahead of Progress has more, and the days may then move a little."""
_WEEK = 7


class DaysAhead(IdleLine):
    """When the runner can run again, and how far."""

    runs: Mapping[date, str] = {}
    """What the next days with a run would allow, if their mornings are like today's."""
    milestones: Sequence[tuple[str, str]] = ()
    """Each with its days."""
    was_worked_out = False
    """Whether all of this is known, if perhaps from before the last change."""

    def _work(self) -> Iterator[bool]:
        from coach.core.days_ahead import look_ahead  # noqa: PLC0415 - not for the first frame
        from coach.core.outlook import outlooks  # noqa: PLC0415 - as above
        from coach.wording.days_ahead import short_run_words  # noqa: PLC0415 - as above
        from coach.wording.outlook import headline, short_rows  # noqa: PLC0415 - as above

        yield False
        coach, found = self._coach, look_ahead(self._coach, _WEEK).runs
        display, today = coach.routine.display, coach.present_day()
        self.runs = {day: short_run_words(run, display, today) for day, run in found.items()}
        yield True
        for view in islice(outlooks(self._coach), _VIEWS):
            last = view
            yield False
        self.line, self.milestones = headline(last), tuple(short_rows(last))
        self.was_worked_out = True
