"""The page of the Plan screen: the fields of the chosen item, and what follows from them."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace
from textual.content import Content

from coach.config.key_path import Path
from coach.config.keymap.actions import PLAN, TYPING, Keys, ScreenCommand
from coach.config.plan import Plan
from coach.config.problems import Problem
from coach.config.reading import Reading
from coach.domain.routine.model import Exercise, Routine, Session
from coach.domain.session.timeline import session_seconds
from coach.domain.units import counted, duration_text
from coach.tui.plan.fields import Field, fields_of
from coach.tui.style import (
    DUE,
    MISSED,
    MUTED,
    READY,
    TITLE,
    line,
    lines,
    shortened,
    spread,
)
from coach.tui.widgets.editors import Editor, TextEditor, days_row
from coach.wording.exercises import dose_text, exercise_length
from coach.wording.sources import with_names

_IN_LIST = frozenset({"open", "switch", "new", "remove", "undo", "help", "back"})
_IN_PAGE = frozenset({"open", "shipped", "undo", "help", "back"})
_AT_ENTRY = frozenset({"open", "add", "remove", "sooner", "further", "help", "back"})
_LABEL_WIDTH = 9
_ITEM = 2
"""The length of a path to one step, session or exercise."""
_MARK_WIDTH = 2
_TIME_WIDTH = 6


class PageRow(NamedTuple):
    """A row of the page: a field, an exercise of a session by its place, or more fields."""

    field: Field | None = None
    entry: int = 0
    more: str = ""
    """The names of the fields behind this row."""

    @property
    def is_entry(self) -> bool:
        """Whether it is an exercise of a session."""
        return self.field is None and not self.more


class PlanPage(NamedTuple):
    """The item at a place, and the pending change in it."""

    plan: Plan
    place: Path
    reading: Reading
    chosen: int | None
    keys: Keys
    editor: Editor | None = None
    has_all: bool = False
    """Whether the fields that are seldom changed are shown too."""

    @property
    def rows(self) -> list[PageRow]:
        """The fields, and the exercises of a session."""
        return rows_of(self.plan, self.place, has_all=self.has_all)

    @property
    def is_entry(self) -> bool:
        """Whether it is an exercise within a session."""
        return len(self.place) > len(("sessions", "id"))

    @property
    def routine(self) -> Routine | None:
        """The routine as it would be, or as it is if that cannot be read."""
        return self.reading.routine or self.plan.reading.routine

    def draw(self, width: int) -> list[Content]:
        """The rows; values set in the user's file have a mark."""
        return [self._row(place, row, width) for place, row in enumerate(self.rows)]

    def _row(self, place: int, row: PageRow, width: int) -> Content:
        if row.is_entry:
            return self._entry(place, row.entry, width)
        if row.field is None:
            return self._more(place, row.more, width)
        label = row.field.label.replace("_", " ").ljust(_LABEL_WIDTH)
        is_changed = self._is_changed(row.field)
        is_chosen = place == self.chosen
        head = line(
            ("▸ " if is_chosen else "  ", DUE),
            (label, TITLE if is_chosen else MUTED),
            ("* " if is_changed else "  ", DUE),
        )
        value = self._value(place, row.field, width - head.cell_length)
        return head + value

    def _more(self, place: int, names: str, width: int) -> Content:
        is_chosen = place == self.chosen
        mark, style = ("▸ ", TITLE) if is_chosen else ("  ", MUTED)
        label = line((mark, DUE), ("more".ljust(_LABEL_WIDTH + _MARK_WIDTH), style))
        return line("\n" * (place > 0), shortened(label + line((names, MUTED)), width - 1))

    def _value(self, place: int, field: Field, width: int) -> Content:
        is_chosen = place == self.chosen
        if self.editor and is_chosen:
            return _hanging(self.editor.pieces(), width, is_whole=True)
        value = field.value(self.plan.table(self.place))
        if field.is_days:
            return days_row([str(one) for one in value])
        text = field.shown(value) or "–"
        style = MUTED if text == "–" else "$foreground"
        return _hanging(line((text, style)), width, is_whole=is_chosen)

    def _entry(self, place: int, entry: int, width: int) -> Content:
        exercise = self._exercise(entry)
        name, dose, time = _exercise_row(self.plan, self.place, entry, exercise, self.routine)
        mark = "▸ " if place == self.chosen else "  "
        left = line((mark, DUE), (f"{entry + 1:>2}  ", MUTED), name)
        right = line((f"{dose}  ", MUTED), time.rjust(_TIME_WIDTH))
        if left.cell_length + right.cell_length >= width:
            right = line(time.rjust(_TIME_WIDTH))
        gap = "\n" if entry == 0 else ""
        return line(gap, spread(left, right, width))

    def _exercise(self, entry: int) -> Exercise | None:
        """The exercise at this place among those that are switched on."""
        session = self.routine.sessions.get(str(self.place[1])) if self.routine else None
        entries = self.plan.entries(str(self.place[1]))
        is_on = [self.plan.is_on(("exercises", one["exercise"])) for one in entries]
        if session is None or not is_on[entry]:
            return None
        at = sum(is_on[:entry])
        return session.exercises[at] if at < len(session.exercises) else None

    def title(self) -> Content:
        """The item's name."""
        return line((name_of(self.plan, self.place), TITLE))

    def about(self) -> str:
        """The dose, or the content of the session."""
        session = self._session()
        if exercise := self.dosed():
            only = f" · only in {session.name}" if session else ""
            return f"{dose_text(exercise)}{only}"
        if session is None:
            return ""
        count = len(session.exercises)
        return counted(count, "exercise") if count > 1 else session.exercises[0].name

    def hint(self) -> str:
        """What may be written into the chosen row."""
        row = None if self.chosen is None else self.rows[self.chosen]
        if row is None:
            return ""
        if row.is_entry:
            return self.keys.sentence(("plan.open", "opens its dose for this session only"))
        if row.field is None:
            return self.keys.sentence(("plan.open", "shows what is seldom changed"))
        hint = row.field.hint(self.keys)
        if not self._is_changed(row.field):
            return hint
        return f"{hint} {self.keys.sentence(('plan.shipped', 'restores the shipped value'))}"

    def _is_changed(self, field: Field) -> bool:
        """Whether the user's file differs from the shipped one."""
        is_own = not self.is_entry and self.plan.is_own(self.place)
        return not is_own and self.plan.is_changed(self.place, field.key)

    def total(self) -> str:
        """How long it takes for the feet that hurt."""
        if self.routine is None:
            return ""
        foot = self.routine.profile.foot
        if exercise := self.dosed():
            return duration_text(exercise_length(exercise, foot))
        session = self._session()
        return duration_text(session_seconds(session, foot)) if session else ""

    def _session(self) -> Session | None:
        """The session at this place, or the one that the step plays."""
        key = self.place[1]
        if self.place[0] == "steps":
            key = self.plan.table(self.place).get("session", "")
        is_there = self.place[0] != "exercises" and self.routine is not None
        return self.routine.sessions.get(str(key)) if is_there and self.routine else None

    def dosed(self) -> Exercise | None:
        """The exercise whose dose is shown here, if it is one."""
        if self.is_entry:
            return self._exercise(int(self.place[3]))
        if self.place[0] != "exercises" or self.routine is None:
            return None
        return self.routine.exercises.get(str(self.place[1]))

    def warnings(self) -> list[str]:
        """Where this item leaves the range of the evidence."""
        concerned = self._concerned()
        return [
            f"{self._named(place)} {with_names(one.text)}."
            for one in self.reading.warnings
            if (place := tuple(map(str, one.path[:_ITEM]))) in concerned
        ]

    def _named(self, path: tuple[str, ...]) -> str:
        return "The day" if len(path) == 1 else name_of(self.plan, path)

    def sessions(self) -> list[str]:
        """The lengths of the sessions that contain the exercise of this page."""
        if self.routine is None or self.dosed() is None:
            return []
        foot = self.routine.profile.foot
        return [
            f"{one.name} {duration_text(session_seconds(one, foot))}"
            for one in self.routine.sessions.values()
            if ("sessions", one.id) in self._concerned()
        ]

    def _concerned(self) -> set[tuple[str, ...]]:
        """The paths of the warnings that concern this place."""
        key = str(self.place[1])
        if self.place[0] == "sessions":
            return {("sessions", key), ("steps",)}
        if self.place[0] == "steps":
            session = self.plan.table(self.place).get("session", "")
            return {("sessions", session), ("steps", key), ("steps",)}
        using = (
            one
            for one in self.plan.ids("sessions")
            if any(entry["exercise"] == key for entry in self.plan.entries(one))
        )
        return {("exercises", key), *(("sessions", one) for one in using)}


def rows_of(plan: Plan, place: Path, *, has_all: bool) -> list[PageRow]:
    """The rows of a place: what people change, the exercises of a session, and the rest.

    The rest is behind one row, unless `has_all`.
    """
    is_session_step = place[0] == "steps" and plan.table(place).get("kind") == "session"
    fields = [one for one in fields_of(place) if one.key != "session" or is_session_step]
    is_session = place[0] == "sessions" and len(place) == len(("sessions", "id"))
    entries = range(len(plan.entries(str(place[1])))) if is_session else ()
    rest = [one for one in fields if not one.is_common]
    names = ", ".join(one.label for one in rest)
    return [
        *(PageRow(one) for one in fields if one.is_common),
        *(PageRow(entry=one) for one in entries),
        *(map(PageRow, rest) if has_all else [PageRow(more=names)]),
    ]


def name_of(plan: Plan, place: Path) -> str:
    """The name of the item at a place."""
    return str(plan.table(place).get("name", place[1]))


def foot(page: PlanPage, message: Content, *, is_refused: bool) -> Content:
    """The bottom of the page: problems, notes, messages, and what may be written."""
    wrong = page.reading.problems[:1] if is_refused else ()
    problems = [line((_sentence(one, page), MISSED)) for one in wrong]
    warnings = [line((one, READY)) for one in page.warnings()]
    said = [message] if message.plain else []
    lengths = " · ".join(page.sessions()) if page.editor else ""
    uses = [line((lengths, MUTED))] if lengths else []
    return lines(*problems, *warnings, *said, *uses, line((page.hint(), MUTED)))


def commands(page: PlanPage) -> tuple[ScreenCommand, ...]:
    """The keys that apply now."""
    if page.editor:
        is_text = isinstance(page.editor, TextEditor)
        return TYPING if is_text else TYPING[:2]
    row = None if page.chosen is None else page.rows[page.chosen]
    kept = _IN_LIST if row is None else _AT_ENTRY if row.is_entry else _IN_PAGE
    return tuple(one for one in PLAN if one.name in kept)


def _sentence(problem: Problem, page: PlanPage) -> str:
    """A problem without its place, which is in view."""
    here = (*page.place[:3], int(page.place[3])) if page.is_entry else page.place
    is_here = problem.path[: len(here)] == here
    path = problem.path[len(here) :] if is_here else problem.path
    return replace(problem, line=None, path=path).sentence("")


def _exercise_row(
    plan: Plan, place: Path, entry: int, exercise: Exercise | None, routine: Routine | None
) -> tuple[str, str, str]:
    """Name, dose and time of an exercise of a session."""
    key = plan.entries(str(place[1]))[entry]["exercise"]
    name = name_of(plan, ("exercises", key)) if key in plan.ids("exercises") else key
    if exercise is None or routine is None:
        return name, "", "off"
    time = duration_text(exercise_length(exercise, routine.profile.foot))
    return name, dose_text(exercise), time


def _hanging(text: Content, width: int, *, is_whole: bool) -> Content:
    """A text in a width: all of it with a hanging indent, or one line of whole words."""
    if text.cell_length < width:
        return text
    indent = " " * (_LABEL_WIDTH + 2 * _MARK_WIDTH)
    if not is_whole:
        return shortened(text, width - 1)
    wrapped = text.wrap(max(1, width - 1))
    return lines(wrapped[0], *(line(indent) + one for one in wrapped[1:]))
