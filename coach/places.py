"""Where Coach keeps its files, unless it is told otherwise."""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import platformdirs

from coach.errors import CoachError
from coach.files import make_private
from coach.owners import keep_owner
from coach.printable import printable_lines

_APP = "coach"
_LOG_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def config_file() -> Path:
    """The user's config file."""
    return _known(platformdirs.user_config_path) / "config.toml"


def journal_file() -> Path:
    """The journal."""
    return _known(platformdirs.user_data_path) / "journal.db"


def log_file() -> Path:
    """What went wrong inside, for whoever mends it."""
    return _known(platformdirs.user_log_path) / "coach.log"


def _known(find: Callable[..., Path]) -> Path:
    """The folder that is found.

    Raises:
        CoachError: if the system does not know the user's home.
    """
    with suppress(RuntimeError):
        path = find(_APP, appauthor=False)
        if path.is_absolute():
            return path
    raise CoachError(
        "The system does not know your home folder; set HOME to it, as in HOME=/home/ada coach."
    )


class _Printable(logging.Formatter):
    """Entries of the log that steer no terminal in which they are read."""

    def format(self, record: logging.LogRecord) -> str:
        return printable_lines(super().format(record))


def log_to_file() -> None:
    """Keep what goes wrong inside in the log file, if there can be one."""
    try:
        path = log_file()
        keep_owner(path)
        make_private(path)
        file = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
        file.setFormatter(_Printable(_LOG_LINE))
        logging.basicConfig(handlers=[file], level=logging.WARNING)
    except (OSError, CoachError):
        logging.basicConfig(handlers=[logging.NullHandler()])
