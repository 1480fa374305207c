"""The files that Today writes and reads when the runner asks for it."""

from __future__ import annotations

from collections.abc import Awaitable

from coach.errors import CoachError
from coach.tui.today.asking import AskingScreen
from coach.tui.today.openings import Openings


class FilingScreen(AskingScreen, Openings):
    """Writes the report and copies, and takes in runs; each part is loaded when it is needed."""

    def action_report(self) -> None:
        """Write the page for a doctor or physiotherapist."""
        from coach.runtime.filing import write_report  # noqa: PLC0415 - see above

        self._do(lambda: self._tell(write_report(self._coach)))

    def action_backup(self) -> None:
        """Copy the journal."""
        from coach.runtime.filing import back_up  # noqa: PLC0415 - see above

        self._work(back_up(self._coach))

    def action_import(self) -> None:
        """Ask for files, and take in the runs in them."""
        from coach.tui.dialogs.pick import PickScreen  # noqa: PLC0415 - see above

        question = "Which files? Type their names, or drop them here."
        self.app.push_screen(PickScreen(question), self._import)

    def _import(self, named: str | None) -> None:
        from coach.runtime.filing import take_in  # noqa: PLC0415 - see above
        from coach.tui.first_start.dropped import dropped  # noqa: PLC0415 - see above

        if not named:
            return
        files = dropped(named)
        if files:
            self._tell("Reading. You need not wait for it.")
            self._work(take_in(self._coach, files))
        else:
            self._tell(f"There is no file {named}; correct the name.", severity="warning")

    def _work(self, work: Awaitable[str]) -> None:
        """Do what may take a moment, and report the result."""

        async def tell() -> None:
            try:
                self._tell(await work)
            except CoachError as error:
                self._tell(str(error), severity="warning")
            self._settled()

        self.app.run_worker(tell())
