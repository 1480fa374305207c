"""Problems in a config file, and their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from coach.config.key_path import Path, dotted

if TYPE_CHECKING:
    from coach.config.included import Included
    from coach.config.positions import Mark

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
    source: str = ""
    """The included file that it is in, if it is not in the config file itself."""

    @property
    def key(self) -> str:
        """The key with its tables, such as `steps.ice.at`."""
        return dotted(self.path)

    def sentence(self, source: str) -> str:
        """The whole sentence after `file:line:column:`, to which editors and terminals can jump."""
        about = " ".join(part for part in (self.key, self.text) if part)
        source = self.source or source
        if not source:
            return f"line {self.line}: {about}" if self.line else about
        where = ":".join(str(part) for part in (source, self.line, self.column) if part)
        return f"{where}: {about}"


def located(
    problems: Iterable[Problem], text: str, included: Iterable[Included] = ()
) -> tuple[Problem, ...]:
    """The problems of a TOML text with line and column (from 1), in the order of the text.

    Those in the files that it includes come last, with the names of these files.
    """
    problems = tuple(problems)
    if not problems:
        return ()
    from coach.config.positions import marks_in  # noqa: PLC0415 - few files have any

    files = [("", text), *((one.source, one.text) for one in reversed([*included]))]
    marked = [(source, content, marks_in(content)) for source, content in files]
    found = (_placed(one, marked) for one in problems)
    return tuple(sorted(found, key=lambda one: (one.source, one.line or 0, one.column or 0)))


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


def _placed(problem: Problem, marked: list[tuple[str, str, dict[Path, Mark]]]) -> Problem:
    """The problem at its own key or, if that is not written, at its likeliest cause.

    Of several files that one counts which has most of the key; the first one lies above the others.
    """
    from coach.config.positions import line_and_column  # noqa: PLC0415 - as above

    causes = (problem.path, *problem.elsewhere)
    source, text, marks = max(
        marked, key=lambda one: max(len(_written(path, one[2])) for path in causes)
    )
    written = max((_written(path, marks) for path in causes), key=len)
    if not written:
        return problem
    mark = marks[written]
    is_whole = written in causes and not problem.at_key
    span = mark.value if is_whole and mark.value else mark.key
    line, column = line_and_column(text, span.start)
    return replace(problem, line=line, column=column, source=source)


def _written(path: Path, marks: dict[Path, Mark]) -> Path:
    """The path, or as much of it as is in the file."""
    while path and path not in marks:
        path = path[:-1]
    return path
