"""The one way in which commands print: unprintable text never ends a command.

`say` is for people and becomes plain lines with --plain; `emit` is for other programs, and goes out
unchanged.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from coach.errors import CoachError
from coach.system.atomic_write import is_full
from coach.system.owners import mend_access
from coach.system.printable import escaped, printable_lines

JSON_VERSION = 1
"""Of what all commands print with `--json`; within a version fields are only added."""

_LIKE = {
    "–": "-",
    "—": "-",
    "·": "-",
    "×": "x",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "…": "...",
    "✓": "+",
    "●": "*",
    "○": "o",
    "◌": "o",
    "▶": ">",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\xa0": " ",
}
"""Replacements for symbols that an encoding lacks; anything else becomes a question mark."""
_LEADING_SIGN = r"^[○●▶✓–◌×] +"
_SIGNS = str.maketrans("", "", "○●▶✓◌")
_WIDTH = 80
_DUMB = frozenset({"dumb", "unknown"})
_AS_THEY_ARE = (date, datetime)
_REPLACING = "coach.replace"
_OUTPUT_FAILS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EBADF, errno.EAGAIN}
)
_PIPE_CLOSED, _INTERRUPTED = 141, 130
"""A shell's exit status for a program that a signal ended: 128 and SIGPIPE, or SIGINT."""


class _Command:
    """How the command that runs now prints, and what it has done so far."""

    is_plain = False
    is_colored: bool | None = None
    done = ""
    kept: list[str] | None = None


class Style(StrEnum):
    """How a line looks in colour, in the terminal's own colours."""

    STRONG = "1"
    QUIET = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    NEXT = "1;36"
    PLAYING = "1;32"


def begin(*, plain: bool, colored: bool | None = None) -> None:
    """Begin a command.

    Args:
        plain: whether to print lines of text without symbols.
        colored: whether to print in colour; None: if the output is a terminal.
    """
    _Command.is_plain, _Command.is_colored = plain, colored
    _Command.done, _Command.kept = "", None


def prepare() -> None:
    """Make sure that all three streams exist, and replace what they cannot read or show."""
    if os.environ.get("HOME") == "":
        del os.environ["HOME"]  # An empty variable is ignored: the system knows the folder.
    codecs.register_error(_REPLACING, _replaced)
    ways = {"stdin": ("r", "replace"), "stdout": ("w", _REPLACING), "stderr": ("w", _REPLACING)}
    for name, (mode, errors) in ways.items():
        if getattr(sys, name) is None:  # It was closed from the start.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - kept
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def say(text: str = "", *, err: bool = False, style: Style | None = None) -> None:
    """Print something for a person; with --plain in words without symbols, and in short lines.

    Nothing in it, wherever it comes from, can control the terminal. A style is for colour only.
    """
    if _Command.kept is not None and not err:
        _Command.kept += text.strip().splitlines()
        return
    if is_plain():
        text = "\n".join(line for one in text.split("\n") for line in _plain_lines(one))
    text = printable_lines(text)
    if style and _is_colored():
        text = f"\x1b[{style}m{text}\x1b[0m"
    emit(f"{text}\n", err=err)


def emit(content: str | bytes, *, err: bool = False) -> None:
    """Print something unchanged."""
    stream = sys.stderr if err else sys.stdout
    if isinstance(content, bytes):
        stream.flush()
        stream.buffer.write(content)
    else:
        stream.write(content)
    stream.flush()


def emit_json(value: object) -> None:
    """Print a value as one line of JSON in UTF-8, without characters that control a terminal."""
    emit_line(json_line(value))


def emit_line(text: str) -> None:
    """Print a line unchanged in UTF-8."""
    emit(f"{text}\n".encode(errors="replace"))


def json_line(value: object) -> str:
    """A value as one line of JSON, without characters that control a terminal."""
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # A file name that is not text.
        import json  # noqa: PLC0415 - hardly ever

        text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
    return escaped(text)


def emit_object(facts: Mapping[str, object] | msgspec.Struct) -> None:
    """Print an object as `emit_json` does, with the version of the format."""
    emit_line(object_line(facts))


def object_line(facts: Mapping[str, object] | msgspec.Struct) -> str:
    """An object as one line of JSON, with the version of the format."""
    known = msgspec.to_builtins(facts, builtin_types=_AS_THEY_ARE)
    return json_line({"version": JSON_VERSION} | known)


@contextmanager
def keeping_quiet() -> Iterator[list[str]]:
    """Keep the lines that a command says, for the JSON it prints instead; it asks nobody."""
    said = _Command.kept = []
    try:
        yield said
    finally:
        _Command.kept = None


@contextmanager
def quiet_if(is_wanted: bool) -> Iterator[None]:  # noqa: FBT001 - it is the question
    """Drop what a command says if its JSON says the same."""
    with keeping_quiet() if is_wanted else nullcontext():
        yield


def is_quiet() -> bool:
    """Whether what is said is kept for JSON."""
    return _Command.kept is not None


@contextmanager
def errors_in_words() -> Iterator[None]:
    """End with one sentence on an error that the user can fix; silently if the pipe is closed."""
    try:
        yield
    except BrokenPipeError:
        _hush()
        sys.exit(_PIPE_CLOSED)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except (CoachError, OSError, UnicodeEncodeError) as error:
        with suppress(OSError):
            say(_sentence(error), err=True)
        _hush()
        sys.exit(1)


def note_done(how: str = "done") -> None:
    """Remember that the work is done, in case the output cannot take the message."""
    _Command.done = how


def is_plain() -> bool:
    """Whether to print lines of text without symbols."""
    return _Command.is_plain


def _is_colored() -> bool:
    return _is_terminal() if _Command.is_colored is None else _Command.is_colored


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def is_at_terminal() -> bool:
    """Whether there is a person to ask."""
    return not is_quiet() and sys.stdin.isatty() and sys.stdout.isatty()


def is_dumb() -> bool:
    """Whether the terminal can do nothing but append text."""
    return os.environ.get("TERM") in _DUMB


def shows_bars() -> bool:
    """Whether to show a progress bar while something takes long."""
    return sys.stderr.isatty() and not (is_plain() or is_dumb())


def _plain_lines(line: str) -> Iterator[str]:
    from coach.plain.text import wrapped  # noqa: PLC0415 - only for plain lines

    return wrapped(re.sub(_LEADING_SIGN, "", line.strip()).translate(_SIGNS), _WIDTH)


def _sentence(error: CoachError | OSError | UnicodeEncodeError) -> str:
    """What is wrong, and how to fix it."""
    if isinstance(error, CoachError):
        return str(error)
    if isinstance(error, UnicodeEncodeError):
        return "A name that was given contains bytes that are not UTF-8 text; give another name."
    why = error.strerror or str(error)
    if error.filename is not None:
        mend = mend_access(Path(error.filename)) or "check that it is there and yours"
        return f"{error.filename} cannot be used ({why}); {mend}."
    if error.errno in _OUTPUT_FAILS:
        mend = "make room, or send it elsewhere" if is_full(error) else "send it elsewhere"
        return f"The output cannot be written ({why}); {mend}.{_what_is_done()}"
    return f"The system refused something ({why}); `coach doctor` looks for the cause."


def _what_is_done() -> str:
    return f" What it reports was {_Command.done}." if _Command.done else ""


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """The replacement for text that an encoding cannot show, as `codecs` requires."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_LIKE.get(one, "?") for one in lost), error.end


def _hush() -> None:
    """Drop what is left in a stream, so that nothing fails when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
