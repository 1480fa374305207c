"""Warning signs: tick what applies; what is ticked stays until a clinician has advised."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.coach import Coach
from coach.domain.flags import FLAGS, Urgency
from coach.errors import CoachError
from coach.keys import FLAG
from coach.tui.commands import bindings, keys_of
from coach.tui.style import CHOSEN, DUE, MISSED, MUTED, TITLE, clickable, line, lines, target_of
from coach.tui.widgets.key_bar import KeyBar

_NEW = "Tick what applies, then {key}. See somebody as soon as the line above it says."
_STANDING = "A warning sign stands: no training until a clinician has looked at it."
_CLEAR = " Press {key} once that is done, to clear it."


class FlagsScreen(ModalScreen[bool]):
    """Closes with whether anything was recorded."""

    BINDINGS = bindings(*FLAG)

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._standing = set(coach.judgement().flags)
        self._ticked = set(self._standing)
        self._ids = list(FLAGS)
        self._chosen = 0
        self._list = Static()
        self._told = Static(id="told", markup=False)
        self._page = VerticalScroll(classes="card", can_focus=False)

    def compose(self) -> ComposeResult:
        """The list on a card."""
        with self._page:
            yield Static(line(("Warning signs", TITLE)))
            yield self._list
            yield self._told
        yield KeyBar(*FLAG)

    def on_mount(self) -> None:
        """Show what stands."""
        self._told.update(self._advice())
        self._draw()

    def _advice(self) -> Content:
        keys = keys_of(self.app)
        if not self._standing:
            return line((_NEW.format(key=keys.text("flags.save")), MUTED))
        key = keys.text("flags.clear")
        return line((_STANDING + (_CLEAR.format(key=key) if key else ""), MISSED))

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
        """Tick the sign, or take the tick away where it is not recorded yet."""
        self._ticked ^= {self._ids[self._chosen]} - self._standing
        self._draw()

    def action_save(self) -> None:
        """Record what is newly ticked."""
        new = tuple(one for one in self._ids if one in self._ticked - self._standing)
        if new:
            self._coach.raise_flags(new)
        self.dismiss(bool(new))

    def action_clear(self) -> None:
        """A clinician has advised."""
        try:
            self._coach.clear_flags(tuple(self._standing), "a clinician")
        except CoachError as error:
            self._told.update(str(error))
        else:
            self.dismiss(result=True)

    def action_close(self) -> None:
        """Leave without saving."""
        self.dismiss(result=False)

    def _draw(self) -> None:
        rows: list[Content] = []
        urgency: Urgency | None = None
        for index, key in enumerate(self._ids):
            flag = FLAGS[key]
            if flag.urgency is not urgency:
                urgency = flag.urgency
                rows += [Content(), line((urgency.capitalize(), MUTED))]
            rows.append(self._row(index, key))
        self._list.update(lines(*rows))
        self.call_after_refresh(self._keep_in_view)

    def _row(self, index: int, key: str) -> Content:
        mark = ("[x] ", f"bold {MISSED}") if key in self._ticked else ("[ ] ", DUE)
        is_chosen = index == self._chosen
        row = line(mark, (FLAGS[key].text, TITLE if is_chosen else "$foreground"))
        return clickable(row.stylize(CHOSEN) if is_chosen else row, index)

    def _keep_in_view(self) -> None:
        height = max(1, self._list.size.height)
        row = round(self._chosen / len(self._ids) * height)
        self._page.scroll_to_region(Region(0, row, 1, 4), animate=False)
