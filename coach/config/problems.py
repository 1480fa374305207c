"""Problems in a config file, and their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from coach.config.key_path import Path, dotted

if TYPE_CHECKING:
    from coach.config.positions import Mark
    from coach.config.spans import TextSpan

_SHORTEST = 3
"""The least number of letters in a word that stands for a longer one."""


class Problem(Struct, frozen=True):
    """One problem: the key that it is about, and a sentence that says how to fix it.

    Its place is the value of that key or, `at_key`, the key itself. If the key is not in the file,
    the cause may be what is written `elsewhere`.
    """

    path: Path
    text: str
    line: int | None = None
    column: int | None = None
    at_key: bool = False
    elsewhere: tuple[Path, ...] = ()

    @property
    def key(self) -> str:
        """The key with its tables, such as `steps.ice.at`."""
        return dotted(self.path)

    def sentence(self, source: str) -> str:
        """The whole sentence after `file:line:column:`, to which editors and terminals can jump."""
        about = " ".join(part for part in (self.key, self.text) if part)
        if not source:
            return f"line {self.line}: {about}" if self.line else about
        where = ":".join(str(part) for part in (source, self.line, self.column) if part)
        return f"{where}: {about}"


def located(problems: Iterable[Problem], text: str) -> tuple[Problem, ...]:
    """The problems of a TOML text with line and column (from 1), in the order of the text."""
    problems = tuple(problems)
    if not problems:
        return ()
    from coach.config.positions import line_and_column, marks_in  # noqa: PLC0415 - few files have any

    marks, found = marks_in(text), []
    for one in problems:
        span = _span(one, marks)
        line, column = line_and_column(text, span.start) if span else (one.line, one.column)
        found.append(replace(one, line=line, column=column))
    return tuple(sorted(found, key=lambda one: (one.line or 0, one.column or 0)))


def nearest(found: str, allowed: Iterable[str]) -> str:
    """A `did you mean` clause, or nothing if no word is near: `wed` is near `Wednesday`."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed where a word is wrong

    words, typed = {one.lower(): one for one in allowed}, found.lower()
    shorter = [one for one in words if len(one) >= _SHORTEST and typed.startswith(one)]
    near = get_close_matches(typed, words, n=1) or shorter
    return f"; did you mean `{words[near[0]]}`?" if near else ""


def unknown(found: str, word: str, ids: Collection[str]) -> str:
    """What to say about a name that no step, session or exercise has."""
    allowed = nearest(found, ids) or f"; {word}s are: {', '.join(ids)}"
    return f"names `{found}`, which is not a known {word}{allowed}"


def _span(problem: Problem, marks: dict[Path, Mark]) -> TextSpan | None:
    """The place of its own key or, if that is not written, of its likeliest cause."""
    causes = (problem.path, *problem.elsewhere)
    written = max((_written(path, marks) for path in causes), key=len)
    if not written:
        return None
    mark = marks[written]
    is_whole = written in causes and not problem.at_key
    return mark.value if is_whole and mark.value else mark.key


def _written(path: Path, marks: dict[Path, Mark]) -> Path:
    """The path, or as much of it as is in the file."""
    while path and path not in marks:
        path = path[:-1]
    return path
