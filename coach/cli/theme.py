"""`coach theme`: which themes there are, how each looks, a new one, and what is wrong."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec

from coach.cli.arguments import Options, offering
from coach.cli.open_coach import config_of
from coach.cli.output import emit_json, is_plain, note_done, say
from coach.cli.writing import say_written, writes
from coach.config import Problem, load
from coach.config.themes import DEFAULT, OF_TEXTUAL, ThemeReading, ThemeStore, read_file
from coach.errors import RefusedError
from coach.system.atomic_write import create, unwritten

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
_HEAD = """\
# {name}, made from {other}.
#
# Change a colour and save: an open screen shows it at once. `coach theme check {name}` finds what
# is wrong. A colour is "#rrggbb", "#rgb", or one of the terminal's own, such as "ansi_green" or
# "ansi_default". Roles and levels that you leave out follow from [colors].
"""


def _names(options: Options, _: str) -> list[tuple[str, str]]:
    return [(name, "") for name in _shelf(dict(options)).names()]


_COMPLETE = offering(_names)


@click.group(name="theme")
def theme_command() -> None:
    """The colours of the full screen: shipped ones and yours.

    To use one, write `theme = "NAME"` into the config file, or choose it in the full screen.
    """


@theme_command.command(name="list")
@_JSON
@click.pass_obj
def list_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Print every theme: its name, dark or light, and what it is like.

    A star marks the one in use.
    """
    shelf = _shelf(options)
    rows = [*_with_files(shelf), *_of_textual(shelf)]
    in_use = _in_use(options)
    if as_json:
        facts = [msgspec.to_builtins(row) | {"in_use": row.name == in_use} for row in rows]
        emit_json(facts)
        return
    width = max(len(row.name) for row in rows)
    for row in rows:
        mark = "*" if row.name == in_use else " "
        light = {True: "dark", False: "light", None: "broken"}[row.dark]
        say(f"{mark} {row.name:<{width}}  {light:<6}  {row.about}".rstrip())


@theme_command.command(name="preview")
@click.argument("name", required=False, shell_complete=_COMPLETE)
@click.pass_obj
def preview_command(options: dict[str, Any], name: str | None) -> None:
    """Print a sample day in a theme's colours.

    Without a NAME, it prints a short one of each theme.
    """
    from coach.cli.theme_sample import day, glance  # noqa: PLC0415 - only needed here

    shelf = _shelf(options)
    names = [name] if name else shelf.names()
    width = max(map(len, names))
    for one in names:
        reading = _read(shelf, one)
        if reading.theme is None:
            say(shelf.problem_text(one, reading), err=True)
            continue
        colors = False if os.environ.get("NO_COLOR") else None
        text = day(reading.theme) if name else glance(reading.theme, width)
        if is_plain():
            say(click.unstyle(text))
        else:
            click.echo(text, color=colors)
    if name and reading.theme is None:
        sys.exit(1)


@theme_command.command(name="new")
@click.argument("name")
@click.option(
    "--from",
    "other",
    metavar="OTHER",
    default=DEFAULT,
    show_default=True,
    shell_complete=_COMPLETE,
    help="The theme to begin with.",
)
@writes
@click.pass_obj
def new_command(options: dict[str, Any], name: str, other: str) -> None:
    """Write a theme of your own, NAME, as a copy of another one.

    It goes into the folder `themes` beside your config file. A theme with the name of a shipped one
    replaces it.
    """
    if not _NAME.fullmatch(name):
        refusal = f"{name!r} is not a theme name; use lower-case letters, digits, - and _."
        raise click.UsageError(refusal)
    shelf = _shelf(options)
    text = _copy(name, other, _read(shelf, other))
    path = shelf.folder / f"{name}.toml"
    try:
        create(path, text.encode())
    except FileExistsError:
        raise RefusedError(f"{path} is there already; choose another name.") from None
    except OSError as error:
        raise RefusedError(unwritten(path, error)) from error
    note_done()
    say_written(path, f'written. `theme = "{name}"` in your config file uses it.')


@theme_command.command(name="check")
@click.argument("themes", nargs=-1, metavar="[NAME|FILE]...", shell_complete=_COMPLETE)
@_JSON
@click.pass_obj
def check_command(options: dict[str, Any], themes: tuple[str, ...], *, as_json: bool) -> None:
    """Say what is wrong with themes.

    It finds bad colours, and text that is hard to read. Text needs a contrast of 4.5 (WCAG 2.2, AA)
    against every background it appears on. Without an argument it checks all themes. Exit status 1
    if something is wrong.
    """
    shelf = _shelf(options)
    checked = [_checked(shelf, one) for one in themes or shelf.names()]
    if as_json:
        emit_json([one.facts() for one in checked])
    else:
        for one in checked:
            one.tell()
    sys.exit(1 if any(one.wrong for one in checked) else 0)


class _Row(msgspec.Struct):
    """A theme in the list; if it cannot be used, it is not known whether it is dark."""

    name: str
    dark: bool | None
    about: str
    origin: str
    file: str | None = None


class _Checked(NamedTuple):
    """A theme file, and everything that is wrong with it."""

    path: Path
    reading: ThemeReading

    @property
    def wrong(self) -> tuple[Problem, ...]:
        """Problems, or else text that is too faint."""
        return self.reading.problems or self.reading.too_faint()

    def facts(self) -> dict[str, object]:
        """As other programs read it."""
        wrong = [{"line": one.line, "key": one.key, "text": one.text} for one in self.wrong]
        usable = self.reading.theme is not None
        return {"file": str(self.path), "usable": usable, "problems": wrong}

    def tell(self) -> None:
        """As people read it."""
        for one in self.wrong:
            say(one.sentence(str(self.path)), err=True)
        if not self.wrong:
            say(f"{self.path}: no problems.")


def _shelf(options: dict[str, Any]) -> ThemeStore:
    return ThemeStore(config_of(options))


def _in_use(options: dict[str, Any]) -> str:
    routine = load(config_of(options)).routine
    return routine.theme if routine else DEFAULT


def _with_files(shelf: ThemeStore) -> Iterable[_Row]:
    users = shelf.users()
    for name in shelf.names():
        theme = shelf.read(name).theme
        about = theme.about if theme else f"`coach theme check {name}` says what is wrong"
        is_users = name in users
        yield _Row(
            name,
            theme.dark if theme else None,
            f"yours: {about}" if is_users else about,
            "yours" if is_users else "coach",
            str(shelf.path(name)),
        )


def _of_textual(shelf: ThemeStore) -> Iterable[_Row]:
    for name, is_dark in OF_TEXTUAL.items():
        if not shelf.path(name):
            yield _Row(name, is_dark, "of Textual", "textual")


def _read(shelf: ThemeStore, name: str) -> ThemeReading:
    if name in OF_TEXTUAL and not shelf.path(name):
        raise RefusedError(f"{name} is a theme of Textual and has no file; `coach` shows it.")
    return shelf.read(name)


def _copy(name: str, other: str, reading: ThemeReading) -> str:
    """The text of a theme under another name, with its comments."""
    if reading.theme is None:
        raise RefusedError(f"{other} cannot be used; `coach theme check {other}` says why.")
    body = re.sub(r"\A(?:#.*\n|\n)*", "", reading.text)
    body = re.sub(r"^about\s*=.*\n", "", body, flags=re.MULTILINE)
    return f'{_HEAD.format(name=name, other=other)}\nabout = "made from {other}"\n{body}'


def _checked(shelf: ThemeStore, theme: str) -> _Checked:
    if theme.endswith(".toml") or os.sep in theme:
        return _Checked(Path(theme), read_file(Path(theme)))
    reading = _read(shelf, theme)
    return _Checked(shelf.path(theme) or Path(theme), reading)
