"""The command lines that are typed most, `coach` and `coach next`, read without click.

Loading click takes as long as the whole of `coach next`. Only their plainest spelling is read here;
every other line, all help and every mistake are left to click.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coach.cli.output import begin, is_at_terminal, is_dumb
from coach.errors import FormatError

_FILES = {"--config": "config", "--journal": "journal"}
_CLICKS_OWN = ("COACH_PLAIN", "_COACH_COMPLETE")
"""Environment variables with which click has more to do."""


def run(words: Sequence[str]) -> bool:
    """Run a command line if it is one of these; returns whether it was."""
    rest = list(words)
    options = _options(rest)
    if options is None or any(map(os.environ.get, _CLICKS_OWN)):
        return False
    begin(plain=False)
    if rest[:1] == ["next"]:
        return _run_next(options, rest[1:])
    return not rest and _open(options)


def _options(rest: list[str]) -> dict[str, Any] | None:
    """The files that the environment and the first words name; the words are taken off `rest`."""
    named = {name: os.environ.get(f"COACH_{name.upper()}") for name in _FILES.values()}
    while len(rest) > 1 and rest[0] in _FILES:
        option, value = rest.pop(0), rest.pop(0)
        named[_FILES[option]] = value
    if not all(one is None or _is_file_name(one) for one in named.values()):
        return None
    files = {name: None if one is None else Path(one) for name, one in named.items()}
    return files | {"plain": False}


def _is_file_name(text: str) -> bool:
    """Whether it names a file that can be read, or a new one; click says what else is wrong."""
    path = Path(text)
    if text.startswith("-") or not path.name or path.is_dir():
        return False
    return os.access(path, os.R_OK) or not os.path.lexists(path)


def _run_next(options: dict[str, Any], words: list[str]) -> bool:
    from coach.cli.next_line import print_next  # noqa: PLC0415 - verbs load late

    match words:
        case []:
            wanted = None
        case ["--json"]:
            wanted = "json"
        case ["--format", wanted] if wanted:
            pass
        case _:
            return False
    try:
        print_next(options, wanted)
    except FormatError:
        return False  # Click tells wrong usage.
    return True


def _open(options: dict[str, Any]) -> bool:
    if not is_at_terminal() or is_dumb():
        return False
    from coach.cli.open_screen import open_screen  # noqa: PLC0415 - as above

    open_screen(options)
    return True
