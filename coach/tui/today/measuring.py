"""The four-weekly measurement and the scores of questionnaires, as Today asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.tui.today.asking import AskingScreen
from coach.tui.today.openings import Openings

if TYPE_CHECKING:
    from coach.core.forms.form import Answers


class MeasuringScreen(AskingScreen, Openings):
    """Asks, and lets the player count the heel raises; each part is loaded when it is needed."""

    def action_measure(self) -> None:
        """Measure now, or put it off; the player counts the heel raises, if that was chosen."""
        from coach.core.forms.measurement import PLAY, measurement_form  # noqa: PLC0415 - see above

        def go_on(answers: Answers) -> None:
            if answers["heel_raises"] == PLAY:
                self._do(self._raise_heels)

        self._ask(measurement_form(self._coach), go_on)

    def action_score(self) -> None:
        """Bring the score of a questionnaire."""
        from coach.core.forms.measurement import score_form  # noqa: PLC0415 - see above

        self._ask(score_form(self._coach))

    def _raise_heels(self) -> None:
        """Play the heel raises until tired, and ask to confirm their count."""
        from coach.core.forms.measurement import counted_form  # noqa: PLC0415 - see above
        from coach.core.heel_raise_test import HeelRaiseTest  # noqa: PLC0415 - see above
        from coach.tui.player.screen import PlayerScreen  # noqa: PLC0415 - see above

        test = HeelRaiseTest(self._coach)

        def played(_: None) -> None:
            if test.is_enough:
                self._ask(counted_form(self._coach, test.counts))

        self.app.push_screen(PlayerScreen(self._coach, test), played)
