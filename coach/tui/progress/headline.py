"""The sentence above the pictures, which leaves its room to them if there is nothing to say."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.day_records import DayRecords
from coach.tui.style import TITLE, line
from coach.tui.widgets.paragraph import Paragraph
from coach.wording.headline import headline


class Headline(Paragraph):
    """Says in one sentence how far first-step pain has come."""

    def __init__(self, coach: Coach, records: DayRecords) -> None:
        super().__init__(id="headline")
        self._coach = coach
        self._records = records
        self.display = False

    def draw(self, *, is_past: bool) -> None:
        """Say what there is to say; nothing on a page that shows no past."""
        said = self._sentence() if is_past else ""
        self.display = bool(said)
        self.show(line((said, TITLE)))

    def _sentence(self) -> str:
        episode = self._coach.judgement().episode
        return headline(self._records.pains, episode, self._records.today())
