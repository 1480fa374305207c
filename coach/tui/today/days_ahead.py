"""The line on Today about the days ahead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from coach.tui.today.idle_line import IdleLine

_VIEWS = 10
"""Of so few courses; the page ahead of Progress has more, and the days may then move a little."""


class DaysAhead(IdleLine):
    """When the runner can run again."""

    def _work(self) -> Iterator[bool]:
        from coach.core.outlook import outlooks  # noqa: PLC0415 - not for the first frame
        from coach.wording.outlook import headline  # noqa: PLC0415 - as above

        yield False
        for view in islice(outlooks(self._coach), _VIEWS):
            last = view
            yield False
        self.line = headline(last)
