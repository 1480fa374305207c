"""Why today's level is what it is, what would change it, and where it comes from."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import TEXT, WHY, ScreenCommand
from coach.core.coach import Coach
from coach.core.what_follows import what_follows
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.walk_jog import LAST_STAGE, Stage
from coach.domain.routine.settings import Display
from coach.errors import CoachError
from coach.tui.keymap import bindings, keys_of
from coach.tui.leaving import LeftOnce
from coach.tui.messages import DayChanged
from coach.tui.scrolling import ScrollsText
from coach.tui.style import DONE, DUE, LINE, MISSED, MUTED, TITLE, badge, line, lines
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.level_reason import reason_of_level

_NAME_WIDTH = 20
_ASK = (
    "Run anyway? Coach records it with the advice that you overrule. The run may be no longer than "
    "lately. Press {key} again to confirm."
)


class WhyScreen(LeftOnce, ScrollsText, ModalScreen[str | None]):
    """Closes with `evidence` or `flags` if the runner wants to go on there."""

    BINDINGS = bindings(*WHY, *TEXT)

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._is_asking = False
        self._text = Static(markup=False)
        self._message = Static(id="message", markup=False)

    def compose(self) -> ComposeResult:
        """One page of text."""
        with VerticalScroll(classes="card", can_focus=False):
            yield self._text
            yield self._message
        yield KeyBar(*self.commands_now)

    @property
    def commands_now(self) -> tuple[ScreenCommand, ...]:
        """Only some levels can be overruled."""
        return tuple(one for one in WHY if one.name != "overrule" or self._may_overrule())

    def on_mount(self) -> None:
        """Show the judgement as it is now."""
        self._draw()

    def _may_overrule(self) -> bool:
        return self._coach.judgement().may_be_overruled

    def action_overrule(self) -> None:
        """Ask once, then record."""
        if self._may_overrule() and not self._is_asking:
            self._is_asking = True
            asked = _ASK.format(key=keys_of(self.app).text("why.overrule"))
            self._message.update(line((asked, MISSED)))
            return
        try:
            self._coach.record.overrule()
        except CoachError as error:
            self._message.update(str(error))
            return
        self._is_asking = False
        self._message.update("Recorded.")
        self.app.post_message(DayChanged())
        self._draw()

    def action_evidence(self) -> None:
        """Go on to the sources."""
        self.dismiss("evidence")

    def action_flags(self) -> None:
        """Go on to the warning signs."""
        self.dismiss("flags")

    def action_close(self) -> None:
        """Back to the day."""
        self.dismiss(None)

    def _draw(self) -> None:
        coach = self._coach
        self._text.update(page(coach.judgement(), coach.routine.display, what_follows(coach)))


def page(judgement: Judgement, display: Display, next_run: str = "") -> Content:
    """The whole page, a block for each question."""
    why = reason_of_level(judgement, display, next_run)
    findings = why.findings.items()
    blocks = [
        lines(badge(why.name, judgement.level), line(why.reason)),
        lines(*(line((text, MISSED)) for text in why.warnings)),
        line(why.maintenance),
        lines(*(line((name.ljust(_NAME_WIDTH), MUTED), told) for name, told in findings)),
        lines(*(line((text, MUTED)) for text in why.limits)),
        _ladder(judgement.stage, why.ladder),
        line(why.next_run),
        line(why.change),
        line((why.source, MUTED)),
    ]
    return Content("\n\n").join([block for block in blocks if block.plain])


def _ladder(stage: Stage | None, text: str) -> Content:
    """The rungs of the ladder, those done filled, and the stage that comes next."""
    if stage is None or not text:
        return Content()
    rungs = line(
        ("■ " * (stage.number - 1), DONE),
        ("▲ ", DUE),
        ("□ " * (LAST_STAGE - stage.number), LINE),
    )
    return lines(line(("The walk-jog ladder", TITLE)), rungs, line(text))
