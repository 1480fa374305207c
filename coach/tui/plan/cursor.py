"""The position on the Plan screen: in the list, in the fields of an item, or in a dose."""

from __future__ import annotations

from coach.config.key_path import Path
from coach.config.plan import Plan
from coach.tui.plan.fields import SWITCH
from coach.tui.plan.list import COLLECTIONS, ids_of
from coach.tui.plan.page import PageRow, rows_of


class Cursor:
    """A tab, the chosen item in each, and the row of the page; without a row, in the list.

    `entry` is the exercise of a session whose dose is open, and `has_all` says whether the fields
    that are seldom changed are shown too.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tab = 0
        self.entry: int | None = None
        self.row: int | None = None
        self.has_all = False
        self._chosen = {name: ids_of(plan, name)[0] for name in COLLECTIONS}

    @property
    def collection(self) -> str:
        """Steps, sessions or exercises."""
        return COLLECTIONS[self.tab]

    @property
    def ids(self) -> list[str]:
        """The items of the list."""
        return ids_of(self.plan, self.collection)

    @property
    def place(self) -> Path:
        """The place of the chosen item."""
        place: Path = (self.collection, self._chosen[self.collection])
        return place if self.entry is None else (*place, "exercises", self.entry)

    @property
    def rows(self) -> list[PageRow]:
        """The rows of the page."""
        return rows_of(self.plan, self.place, has_all=self.has_all)

    @property
    def current(self) -> PageRow | None:
        """The chosen row of the page, if the cursor is there."""
        return None if self.row is None else self.rows[self.row]

    def take(self, plan: Plan) -> None:
        """Continue in another plan, at the same place if it still exists."""
        self.plan = plan
        gone = [name for name, key in self._chosen.items() if key not in plan.ids(name)]
        for name in gone:
            self._chosen[name] = ids_of(plan, name)[0]
        if self.collection in gone:
            self.row = self.entry = None
        if self.entry is not None and self.entry >= len(plan.entries(str(self.place[1]))):
            self.entry = None
        if self.row is not None:
            self.row = min(self.row, len(self.rows) - 1)

    def go(self, key: str) -> None:
        """Choose an item of the list."""
        self._chosen[self.collection], self.entry = key, None
        self.has_all = False

    def go_to_entry(self, entry: int) -> None:
        """To an exercise of the chosen session."""
        self.entry = None
        self.row = self.rows.index(PageRow(entry=entry))

    def enter_dose(self, entry: int) -> None:
        """Go to the dose of an exercise of the chosen session."""
        self.entry, self.row, self.has_all = entry, 0, False

    def enter_page(self) -> None:
        """Go to the first row below the switch, which a second press of enter would flip."""
        self.row = next(at for at, one in enumerate(self.rows) if one.field != SWITCH)

    def turn(self, by: int) -> None:
        """To another tab."""
        self.tab = (self.tab + by) % len(COLLECTIONS)
        self.row = self.entry = None
        self.has_all = False

    def move(self, by: int) -> None:
        """Up or down, in the list or in the page."""
        if self.row is None:
            here = self.ids.index(str(self.place[1])) + by
            self.go(self.ids[max(0, min(len(self.ids) - 1, here))])
        else:
            self.row = max(0, min(len(self.rows) - 1, self.row + by))

    def back(self) -> bool:
        """Go one level up; says whether there was one."""
        if self.entry is not None:
            self.go_to_entry(self.entry)
        elif self.row is not None:
            self.row, self.has_all = None, False
        else:
            return False
        return True
