"""The places of themes: the user's own folder, those shipped with Coach, and Textual's own."""

from __future__ import annotations

from collections.abc import Mapping
from os import scandir
from pathlib import Path
from types import MappingProxyType

import coach
from coach.config import Reading
from coach.config.problems import Problem, located, nearest
from coach.config.themes.theme import ThemeReading, read
from coach.errors import ConfigError
from coach.system.atomic_write import read_text

DEFAULT = "evergreen"
OF_TEXTUAL: Mapping[str, bool] = MappingProxyType(
    {
        "textual-dark": True,
        "textual-light": False,
        "nord": True,
        "gruvbox": True,
        "catppuccin-mocha": True,
        "dracula": True,
        "tokyo-night": True,
        "monokai": True,
        "flexoki": True,
        "catppuccin-latte": False,
        "catppuccin-frappe": True,
        "catppuccin-macchiato": True,
        "solarized-light": False,
        "solarized-dark": True,
        "rose-pine": True,
        "rose-pine-moon": True,
        "rose-pine-dawn": False,
        "atom-one-dark": True,
        "atom-one-light": False,
        "ansi-dark": True,
        "ansi-light": False,
    }
)
"""Textual's themes on the full screen, and whether each is dark."""
_SUFFIX = ".toml"
_LARGEST = 100_000
"""Bytes; a theme has about a thousand."""

_SHOWN = 2
"""How many problems a message has room for."""

Stamp = tuple[int, int, int]


class ThemeStore:
    """The theme files; a user's own comes before a shipped one of its name."""

    def __init__(self, config: Path) -> None:
        self.folder = config.absolute().parent / "themes"
        """The user's own themes, beside the config file."""

    def path(self, name: str) -> Path | None:
        """The file of a theme, if it has one."""
        paths = (folder / f"{name}{_SUFFIX}" for folder in (self.folder, shipped_folder()))
        is_name = name not in {"", ".", ".."} and Path(name).name == name
        return next((path for path in paths if path.is_file()), None) if is_name else None

    def users(self) -> list[str]:
        """The names of the user's own themes."""
        return sorted(self.stamps())

    def names(self) -> list[str]:
        """All themes with a file, the user's own first."""
        users = self.users()
        return [*users, *(name for name in shipped() if name not in users)]

    def stamps(self) -> dict[str, Stamp]:
        """The user's own themes, each with a value that changes when its file is saved."""
        try:
            with scandir(self.folder) as entries:
                files = [one for one in entries if _is_theme(one.name) and one.is_file()]
                stats = {one.name.removesuffix(_SUFFIX): one.stat() for one in files}
        except OSError:
            return {}
        return {name: (one.st_mtime_ns, one.st_size, one.st_ino) for name, one in stats.items()}

    def read(self, name: str) -> ThemeReading:
        """Read a theme by its name.

        Raises:
            ConfigError: if there is no file of that name.
        """
        path = self.path(name)
        if path is None:
            raise ConfigError(self.no_such(name))
        return read_file(path)

    def read_shipped(self, name: str) -> ThemeReading:
        """Read the shipped theme of a name; a problem if there is none."""
        return read_file(shipped_folder() / f"{name}{_SUFFIX}")

    def problem_text(self, name: str, reading: ThemeReading) -> str:
        """What is wrong with a theme, in as many lines as a message has room for."""
        sentences = [one.sentence(str(self.path(name) or name)) for one in reading.problems]
        more = [f"`coach theme check {name}` shows everything."] if len(sentences) > _SHOWN else []
        return "\n".join([*sentences[:_SHOWN], *more])

    def trouble_with(self, name: str) -> str:
        """Why the theme of that name cannot be used, as part of a sentence; empty if it can."""
        if text := self._no_such(name):
            return f"names `{name}`, which is not a theme{text}"
        if self.path(name) and self.read(name).theme is None:
            return f"names `{name}`, which cannot be used; `coach theme check {name}` says why"
        return ""

    def no_such(self, name: str) -> str:
        """What to say about a name that no theme has; empty if one has it."""
        near = self._no_such(name)
        return f"There is no theme `{name}`{near}{'' if near.endswith('?') else '.'}" * bool(near)

    def _no_such(self, name: str) -> str:
        if name in OF_TEXTUAL or self.path(name):
            return ""
        known = [*self.names(), *OF_TEXTUAL]
        return nearest(name, known) or f"; there are {', '.join(known)}"


def about_the_theme(reading: Reading) -> tuple[Problem, ...]:
    """Why the theme of a config file cannot be used.

    The full screen then uses the shipped one, so this is not a problem of the file.
    """
    routine = reading.routine
    text = ThemeStore(Path(reading.source)).trouble_with(routine.theme) if routine else ""
    return located([Problem(("theme",), text)] if text else [], reading.text)


def _is_theme(name: str) -> bool:
    """Whether a file may be a theme; a suffix alone names nothing."""
    return name.endswith(_SUFFIX) and name != _SUFFIX


def read_file(path: Path) -> ThemeReading:
    """Read a theme file; the file's name is the theme's name."""
    try:
        return read(read_text(path, most=_LARGEST), path.stem)
    except UnicodeDecodeError:
        return _unreadable("is not UTF-8 text; save the file as UTF-8")
    except OSError as error:
        return _unreadable(f"cannot be read ({error.strerror})")


def shipped() -> list[str]:
    """The names of the themes that come with Coach, the default first."""
    names = sorted(path.stem for path in shipped_folder().glob(f"*{_SUFFIX}"))
    return sorted(names, key=lambda name: name != DEFAULT)


def shipped_folder() -> Path:
    """The themes in the installed package, or beside it in a checkout."""
    installed = Path(coach.__file__).parent / "themes"
    return installed if installed.is_dir() else installed.parent.parent / "themes"


def _unreadable(text: str) -> ThemeReading:
    return ThemeReading(None, (Problem((), text),))
