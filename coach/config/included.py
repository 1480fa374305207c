"""The files that a config file includes, such as a prescription that somebody shares.

They lie beneath the file that names them: what it sets itself counts. A file may come from somebody
else, so it cannot name programs, addresses or folders.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path as FilePath
from typing import NamedTuple

from msgspec.structs import replace

from coach.config.layers import Table, lay_over
from coach.config.problems import Problem, located
from coach.config.toml import LARGEST, parsed, unreadable
from coach.config.value_names import shown
from coach.system.atomic_write import read_text

_MOST = 20
"""Included files; more are hardly meant."""
_OWN = ("alerts", "activities", "sync", "hooks")
"""Tables with programs, addresses and folders, which only the runner's own file may have."""


class Included(NamedTuple):
    """An included file; without text and tables if it could not be read."""

    source: str
    text: str = ""
    tables: Table = {}  # noqa: RUF012 - never changed


def files_of(
    tables: Table, text: str, source: str
) -> tuple[tuple[Included, ...], tuple[Problem, ...]]:
    """The files that a config text includes, the lowest first, and what is wrong with them.

    The list of their names is taken out of the tables.
    """
    collector = _Collector()
    path = FilePath(source)
    own = located(collector.of(tables, path, (os.path.realpath(path),)), text)
    return tuple(collector.files), (*own, *collector.problems)


def stacked(files: Iterable[Included], own: Table) -> Table:
    """The tables of a config file, over those of the files that it includes."""
    return reduce(lay_over, (*(one.tables for one in files), own), {})


class _Collector:
    """Reads included files, each once, and collects what is wrong with them."""

    def __init__(self) -> None:
        self.files: list[Included] = []
        self.problems: list[Problem] = []
        """With their places."""
        self._seen: set[str] = set()

    def of(self, tables: Table, path: FilePath, chain: tuple[str, ...]) -> Iterator[Problem]:
        """Take what a file includes; yields what is wrong where it names the files.

        Args:
            tables: what is in the file; the list of included files is taken out.
            path: the file.
            chain: the real paths of the files that led here, this one last.
        """
        names = tables.pop("include", [])
        if not isinstance(names, list):
            words = 'write a list of files such as ["physio.toml"]'
            yield Problem(("include",), f"is {shown(names)}; {words}")
            return
        for number, name in enumerate(names):
            if text := self._take(name, path.parent, chain):
                yield Problem(("include", number), text)

    def _take(self, name: object, folder: FilePath, chain: tuple[str, ...]) -> str:
        """Take one file and those that it includes; returns why that is impossible."""
        if not isinstance(name, str) or not name:
            return f'is {shown(name)}; write the name of a file such as "physio.toml"'
        path = folder / _at_home(name)
        real = os.path.realpath(path)
        if real in chain:
            return f"is {shown(name)}, which leads back to this file; take one of the two out"
        if real in self._seen:
            return ""
        if len(self._seen) == _MOST:
            return f"is one file too many; at most {_MOST} can be included"
        self._seen.add(real)
        return self._read(path, name, (*chain, real))

    def _read(self, path: FilePath, name: str, chain: tuple[str, ...]) -> str:
        try:
            text = read_text(path, most=LARGEST)
        except FileNotFoundError:
            self.files.append(Included(str(path)))
            words = "correct the name, or put the file there"
            return f"is {shown(name)}, and there is no file {path}; {words}"
        except (OSError, UnicodeDecodeError) as error:
            self.files.append(Included(str(path)))
            self._tell([unreadable(error, path)], str(path))
            return ""
        tables, problems = parsed(text)
        inner = list(self.of(tables, path, chain))
        self._tell(located([*problems, *inner, *_not_its_own(tables)], text), str(path))
        self.files.append(Included(str(path), text, tables))
        return ""

    def _tell(self, problems: Iterable[Problem], source: str) -> None:
        self.problems += [replace(one, source=source) for one in problems]


def _not_its_own(tables: Table) -> Iterator[Problem]:
    for name in _OWN:
        if name in tables:
            words = "names programs, addresses or folders, so an included file cannot set it"
            yield Problem((name,), f"{words}; write it into your own file", at_key=True)


def _at_home(name: str) -> FilePath:
    """A name with the home folder in place of `~`, if that is known."""
    try:
        return FilePath(name).expanduser()
    except RuntimeError:
        return FilePath(name)
