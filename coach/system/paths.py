"""Where Coach keeps its files by default."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import platformdirs

from coach.errors import CoachError

_APP = "coach"


def config_file() -> Path:
    """The user's config file."""
    return _known(platformdirs.user_config_path) / "config.toml"


def journal_file() -> Path:
    """The journal."""
    return _known(platformdirs.user_data_path) / "journal.db"


def log_file() -> Path:
    """The internal error log."""
    return _known(platformdirs.user_log_path) / "coach.log"


def _known(find: Callable[..., Path]) -> Path:
    """The folder that `find` returns.

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
