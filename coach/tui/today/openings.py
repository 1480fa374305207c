"""The screens that Today opens and that change nothing by themselves."""

from __future__ import annotations

from textual.screen import Screen

from coach.core.coach import Coach


class Openings(Screen[None]):
    """Opens them, each loaded when it is first opened."""

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach

    def action_progress(self, page: str = "") -> None:
        """How it went over time, and what is ahead."""
        from coach.tui.progress.pages import Page  # noqa: PLC0415 - see above
        from coach.tui.progress.screen import ProgressScreen  # noqa: PLC0415 - see above

        self.app.push_screen(ProgressScreen(self._coach, Page(page) if page else None))

    def action_evidence(self) -> None:
        """What all of this rests on."""
        from coach.tui.dialogs.evidence import EvidenceScreen  # noqa: PLC0415 - see above

        self.app.push_screen(EvidenceScreen())

    def action_entries(self) -> None:
        """All that was recorded."""
        from coach.tui.log_book.screen import EntriesScreen  # noqa: PLC0415 - see above

        self.app.push_screen(EntriesScreen(self._coach))

    def action_plan(self) -> None:
        """Every step, session and exercise, to be changed."""
        from coach.tui.plan.screen import PlanScreen  # noqa: PLC0415 - see above

        self.app.push_screen(PlanScreen(self._coach))

    async def action_help(self) -> None:
        """Show what each key does here."""
        await self.app.run_action("help")
