"""Editors for a field: a text, a choice, or days of the week.

They get the keys from the screen instead of having a focus, so that keys typed ahead never go
anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from coach.domain.routine.kinds import Weekday
from coach.domain.units import Duration, WallTime, duration_text
from coach.tui.style import DUE, MUTED, clickable, line

_DAY_MINUTES = 24 * 60
_TIME_STEP = 5
_DURATION_STEPS = ((120, 5), (1800, 60), (100_000, 900))
"""Up to how many seconds a duration changes in steps of how many."""
_CURSOR = f"$background on {DUE}"


class Editor:
    """A value being edited."""

    value: object

    def press(self, key: str, character: str | None) -> None:
        """Take a key."""
        raise NotImplementedError

    def nudge(self, by: int) -> None:
        """Change an ordered value by a small step."""

    def pieces(self) -> Content:
        """The present value, with the place of editing marked."""
        raise NotImplementedError


class TextEditor(Editor):
    """A text; if all of it is selected, the first character typed replaces it."""

    def __init__(self, text: str, read: Callable[[str], object], *, is_whole: bool = False) -> None:
        self._text = text
        self._read = read
        self._at = len(text)
        self._is_whole = is_whole and bool(text)

    @property
    def value(self) -> object:  # type: ignore[override]
        """The value to write."""
        return self._read(self._text)

    def press(self, key: str, character: str | None) -> None:
        """Write, delete, or move."""
        if key in _MOVES:
            self._at = _MOVES[key](self._at, len(self._text))
        elif key in {"backspace", "delete", "ctrl+u"}:
            self._take_away(key)
        elif character and character.isprintable():
            self.paste(character)
        self._is_whole = False

    def nudge(self, by: int) -> None:
        """A time, a duration or a number a little later or longer."""
        self._text = nudged(self._text, by)
        self._at, self._is_whole = len(self._text), False

    def paste(self, text: str) -> None:
        """Write a text at the cursor, or in place of all."""
        text = "".join(one if one.isprintable() else " " for one in text)
        before, after = ("", "") if self._is_whole else self._halves()
        self._text, self._at = before + text + after, len(before) + len(text)
        self._is_whole = False

    def pieces(self) -> Content:
        """The text with its cursor."""
        if self._is_whole:
            return line((self._text, _CURSOR))
        before, after = self._halves()
        return line((before, DUE), (after[:1] or " ", _CURSOR), (after[1:], DUE))

    def _halves(self) -> tuple[str, str]:
        return self._text[: self._at], self._text[self._at :]

    def _take_away(self, key: str) -> None:
        before, after = self._halves()
        if key == "ctrl+u" or self._is_whole:
            before = after = ""
        elif key == "backspace":
            before = before[:-1]
        else:
            after = after[1:]
        self._text, self._at = before + after, len(before)


_MOVES: dict[str, Callable[[int, int], int]] = {
    "left": lambda at, _: max(0, at - 1),
    "right": lambda at, length: min(length, at + 1),
    "home": lambda _, __: 0,
    "end": lambda _, length: length,
}


class ChoiceEditor(Editor):
    """One of several values; arrows go through them, a letter to the next that begins so."""

    def __init__(self, options: Sequence[str], value: str) -> None:
        self._options = list(options)
        self.value = value if value in options else self._options[0]

    def press(self, key: str, character: str | None) -> None:
        """Go to another value."""
        here = self._options.index(str(self.value))
        if key == "left":
            self.value = self._options[here - 1]
        elif key in {"right", "space"}:
            self.value = self._options[(here + 1) % len(self._options)]
        elif character:
            later = self._options[here + 1 :] + self._options[: here + 1]
            self.value = next((one for one in later if one.startswith(character)), self.value)

    def nudge(self, by: int) -> None:
        """The value above or below."""
        self.press("left" if by > 0 else "right", None)

    def pieces(self) -> Content:
        """The value between two arrows."""
        return line(("◂ ", DUE), (str(self.value), f"bold {DUE}"), (" ▸", DUE))


class DaysEditor(Editor):
    """Days of the week, each switched by space, by its number, or by a click."""

    def __init__(self, days: Sequence[str]) -> None:
        self._days = set(days)
        self._at = 0

    @property
    def value(self) -> object:  # type: ignore[override]
        """The days in their order."""
        return [str(one) for one in Weekday if one in self._days]

    def press(self, key: str, character: str | None) -> None:
        """Move among the days, or switch one."""
        if key in _MOVES:
            self._at = min(len(Weekday) - 1, _MOVES[key](self._at, len(Weekday)))
        elif key == "space":
            self._days ^= {str(list(Weekday)[self._at])}
        elif character and character in "1234567":
            self._at = int(character) - 1
            self._days ^= {str(list(Weekday)[self._at])}

    def pieces(self) -> Content:
        """The seven days, with a mark at the one that space switches."""
        return days_row(self._days, at=self._at)


def days_row(days: Sequence[str] | set[str], at: int | None = None) -> Content:
    """Seven days, with the chosen ones by name; each is clickable if none is marked."""
    pieces = []
    for place, day in enumerate(Weekday):
        is_in = day in days
        text = day.capitalize() if is_in else "·".center(len(day))
        style = _CURSOR if place == at else "bold $foreground" if is_in else MUTED
        piece = line((text, style))
        pieces.append(clickable(piece, str(day)) if at is None else piece)
    return Content(" ").join(pieces)


def nudged(text: str, by: int) -> str:
    """A time, a duration or a number changed by a small step; anything else unchanged."""
    if text.isdecimal():
        return str(max(0, int(text) + by))
    try:
        time = WallTime.parse(text)
    except ValueError:
        return _nudged_duration(text, by)
    minutes = (time.hour * 60 + time.minute + by * _TIME_STEP) % _DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _nudged_duration(text: str, by: int) -> str:
    try:
        seconds = Duration.parse(text)
    except ValueError:
        return text
    step = next(step for most, step in _DURATION_STEPS if seconds + min(by, 0) < most)
    return duration_text(max(0, seconds + by * step))
