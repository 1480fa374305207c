"""Warning signs: tick those that apply; each stays until a clinician has seen it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.config.keymap.actions import FLAG, LEAVE
from coach.core.coach import Coach
from coach.core.forms.cleared_sign import cleared_sign_form
from coach.core.forms.form import Answers
from coach.domain.heel.warning_signs import FLAGS, Weight, weighs
from coach.tui.dialogs.ask import AskScreen
from coach.tui.keymap import bindings, keys_of
from coach.tui.leaving import LeftOnce
from coach.tui.style import CHOSEN, DUE, MISSED, MUTED, TITLE, clickable, line, target_of
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.phrases import SIGN_TITLES

_NEW = "Tick what applies, then {key}."
_STANDING = {
    Weight.STOP: "No training until a clinician has seen you.",
    Weight.BONE: "No running until a clinician has advised you.",
    Weight.ASK: "You may keep training; ask a clinician about it.",
}
_CLEAR = " After that, {key} clears it."


class FlagsScreen(LeftOnce, ModalScreen[bool]):
    """Closes with whether anything was recorded."""

    BINDINGS = bindings(*FLAG)

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._standing = set(coach.judgement().flags)
        self._ticked = set(self._standing)
        self._ids = list(FLAGS)
        self._chosen = 0
        self._rows = {sign: Static(markup=False) for sign in FLAGS}
        self._message = Static(id="message", markup=False)
        self._page = VerticalScroll(classes="card", can_focus=False)

    def compose(self) -> ComposeResult:
        """The list on a card, with what to do above it."""
        with self._page:
            yield Static(line(("Warning signs", TITLE)))
            yield self._message
            yield from self._groups()
        yield KeyBar(*FLAG)

    def _groups(self) -> Iterator[Static]:
        """The signs, grouped by what they stop, then by how soon a clinician has to see them."""
        for weight, of_weight in groupby(self._ids, key=lambda one: FLAGS[one].weight):
            yield Static(line("\n", (SIGN_TITLES[weight], TITLE)))
            by_urgency = groupby(of_weight, key=lambda one: FLAGS[one].urgency)
            for index, (urgency, signs) in enumerate(by_urgency):
                yield Static(line("\n" if index else "", (urgency.capitalize(), MUTED)))
                yield from (self._rows[sign] for sign in signs)

    def on_mount(self) -> None:
        """Show the present signs."""
        self._message.update(self._advice())
        self._draw()

    def _advice(self) -> Content:
        keys = keys_of(self.app)
        weight = next((one for one in _STANDING if weighs(self._standing, one)), None)
        if weight is None:
            return line((_NEW.format(key=keys.text("flags.save")), MUTED))
        key = keys.text("flags.clear")
        return line((_STANDING[weight] + (_CLEAR.format(key=key) if key else ""), MISSED))

    @property
    def unfinished(self) -> str:
        """Ticks would be lost."""
        return "" if self._ticked == self._standing else "Save or leave the ticks first."

    def on_click(self, event: Click) -> None:
        """Tick the clicked sign."""
        if (clicked := target_of(event)) is not None:
            self._chosen = clicked
            self.action_tick()

    def action_move(self, by: int) -> None:
        """To the sign above or below."""
        self._chosen = max(0, min(len(self._ids) - 1, self._chosen + by))
        self._draw()

    def action_tick(self) -> None:
        """Tick the sign, or untick it if it is not recorded yet."""
        self._ticked ^= {self._ids[self._chosen]} - self._standing
        self._draw()

    def action_save(self) -> None:
        """Record what is newly ticked."""
        new = tuple(one for one in self._ids if one in self._ticked - self._standing)
        if new:
            self._coach.record.raise_flags(new)
        self.dismiss(bool(new))

    def action_clear(self) -> None:
        """Ask which sign a clinician has seen, and who that was."""
        form = cleared_sign_form(self._coach, self._ids[self._chosen])
        if form is None:
            self._tell("There is no warning sign to clear.")
            return

        def record(answers: Answers) -> None:
            self.app.notify(form.record(answers).text, markup=False)

        def recorded(answers: Answers | None) -> None:
            if answers:
                self.dismiss(result=True)

        self.app.push_screen(AskScreen(form.form, record), recorded)

    def action_close(self) -> None:
        """Leave without saving, after asking if something was ticked."""
        if self._ticked == self._standing:
            self.dismiss(result=False)
            return
        from coach.tui.dialogs.confirm import ConfirmScreen  # noqa: PLC0415 - seldom needed

        def decided(is_sure: bool | None) -> None:  # noqa: FBT001 - as it comes
            if is_sure:
                self.dismiss(result=False)

        self.app.push_screen(ConfirmScreen("Leave without saving the ticks?", LEAVE), decided)

    def _tell(self, text: str) -> None:
        self._message.update(line((text, MISSED)))
        self._page.scroll_home(animate=False)

    def _draw(self) -> None:
        for index, (sign, row) in enumerate(self._rows.items()):
            row.update(self._row(index, sign))
        if not self._chosen:
            self._page.scroll_home(animate=False)
        self._rows[self._ids[self._chosen]].scroll_visible(animate=False)

    def _row(self, index: int, sign: str) -> Content:
        mark = ("[x] ", f"bold {MISSED}") if sign in self._ticked else ("[ ] ", DUE)
        is_chosen = index == self._chosen
        row = line(mark, (FLAGS[sign].text, TITLE if is_chosen else "$foreground"))
        return clickable(row.stylize(CHOSEN) if is_chosen else row, index)
