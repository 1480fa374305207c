"""Questions about settings: a time of day, several or one of a few, and one from a list."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual.content import Content

from coach.core.forms.form import Option, Question
from coach.domain.units import WallTime
from coach.tui.style import CHOSEN, DUE, MUTED, TITLE, clickable, line, lines
from coach.tui.widgets.question import ChoiceRow, QuestionRow

_STEP = timedelta(minutes=5)
_ANY_DAY = datetime(2000, 1, 2)  # noqa: DTZ001 - only its time of day is used
_EARLIER, _LATER = Option(-1, "left", "◂"), Option(1, "right", "▸")
_LONGEST_TIME = 5
_HOURS = 2
_LIST_WIDTH = 16


class TimeRow(QuestionRow):
    """A time of day: typed, or moved by five minutes."""

    def __init__(self, question: Question, value: WallTime) -> None:
        super().__init__(question._replace(options=(_EARLIER, _LATER)))
        self.value: WallTime | None = value
        self._typed = ""

    @property
    def problem(self) -> str:
        """What is wrong with the answer; empty if nothing is."""
        return "" if self.value is not None else "Write a time of day, such as 6:30."

    def press(self, key: str, character: str | None) -> bool:
        """Digits write the time, left and right move it."""
        if key in {"left", "right"}:
            self._move(_STEP if key == "right" else -_STEP)
        elif key == "backspace":
            self._type(self._typed[:-1])
        elif character and character in "0123456789:":
            self._type((self._typed + character)[-_LONGEST_TIME:])
        return False

    def show(self, *, is_current: bool) -> None:
        """A typed text is shown as typed only while it is being typed."""
        if not is_current and self.value is not None:
            self._typed = ""
        super().show(is_current=is_current)

    def _move(self, by: timedelta) -> None:
        moved = datetime.combine(_ANY_DAY, self.value or WallTime(0)) + by
        self.value, self._typed = WallTime(moved.hour, moved.minute), ""

    def _type(self, typed: str) -> None:
        self._typed = typed
        try:
            self.value = _time(typed)
        except ValueError:
            self.value = None

    def _picture(self) -> Content:
        earlier, later = (
            clickable(line((f" {option.label} ", DUE if self.is_current else MUTED)), (index,))
            for index, option in enumerate(self.question.options)
        )
        if self._typed or self.value is None:
            style = f"bold {DUE}" if self.value else "$foreground"
            time = line((f"{self._typed}▏".ljust(_LONGEST_TIME), style))
        else:
            time = line((f"{self.value:%H:%M}", f"bold {DUE}"))
        return lines(_asked(self, "type it, or ← →"), line(earlier, time, later))


class SeveralRow(QuestionRow):
    """Some of a few options, each switched by its number, or by moving to it."""

    def __init__(self, question: Question, value: tuple[object, ...]) -> None:
        super().__init__(question)
        self.value: tuple[object, ...] = value
        self._here = 0

    def press(self, key: str, character: str | None) -> bool:
        """An option's key switches it, and space switches the marked one."""
        keys = [option.key for option in self.question.options]
        if key in {"left", "right"}:
            here = self._here + (1 if key == "right" else -1)
            self._here = max(0, min(len(keys) - 1, here))
        elif key == "space":
            self._switch(self._here)
        elif character in keys:
            self._here = keys.index(character)
            self._switch(self._here)
        return False

    def _switch(self, index: int) -> None:
        switched = self.question.options[index].value
        self.value = tuple(
            option.value
            for option in self.question.options
            if (option.value in self.value) != (option.value == switched)
        )

    def _picture(self) -> Content:
        pieces = [self._piece(index, option) for index, option in enumerate(self.question.options)]
        return lines(_asked(self, "← → space"), Content(" ").join(pieces))

    def _piece(self, index: int, option: Option) -> Content:
        is_on = option.value in self.value
        text = f"[{option.label}]" if is_on else f" {option.label} "
        style = f"bold {DUE}" if is_on else MUTED
        here = self.is_current and index == self._here
        return clickable(line((text, f"{style} {CHOSEN} underline" if here else style)), (index,))


class OneRow(ChoiceRow):
    """One of a few, side by side."""

    def _picture(self) -> Content:
        pieces = [self._piece(index, option) for index, option in enumerate(self.question.options)]
        return lines(_asked(self, "← →"), Content(" ").join(pieces))

    def _piece(self, index: int, option: Option) -> Content:
        is_on = option.value == self.value
        text = f"[{option.label}]" if is_on else f" {option.label} "
        return clickable(line((text, f"bold {DUE}" if is_on else MUTED)), (index,))


class ListRow(ChoiceRow):
    """One of a list, a line for each."""

    def _picture(self) -> Content:
        rows = [self._line(index, option) for index, option in enumerate(self.question.options)]
        return lines(*rows)

    def _line(self, index: int, option: Option) -> Content:
        is_on = option.value == self.value
        mark, style = ("▸ ", f"bold {DUE}") if is_on else ("  ", "$foreground")
        row = line((f" {mark}{option.label}".ljust(_LIST_WIDTH), style))
        return clickable(row.stylize(CHOSEN) if is_on else row, (index,))


def _asked(row: QuestionRow, keys: str) -> Content:
    """The question, and while it is the current one, the keys that answer it."""
    if not row.is_current:
        return line((row.question.text, MUTED))
    return line((row.question.text, TITLE), ("   " + keys, MUTED))


def _time(typed: str) -> WallTime:
    """The time meant by `630`, `6:30`, `0630` or `6`."""
    if ":" in typed or not typed:
        return WallTime.parse(typed)
    if len(typed) <= _HOURS:
        return WallTime.parse(f"{typed}:00")
    return WallTime.parse(f"{typed[:-2]}:{typed[-2:]}")
