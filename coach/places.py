"""Where Coach keeps its files, unless it is told otherwise."""

import logging
from pathlib import Path

import platformdirs

from coach.files import make_private

_APP = "coach"
_LOG_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def config_file() -> Path:
    """The user's config file."""
    return platformdirs.user_config_path(_APP, appauthor=False) / "config.toml"


def journal_file() -> Path:
    """The journal."""
    return platformdirs.user_data_path(_APP, appauthor=False) / "journal.db"


def log_file() -> Path:
    """What went wrong inside, for whoever mends it."""
    return platformdirs.user_log_path(_APP, appauthor=False) / "coach.log"


def log_to_file() -> None:
    """Keep what goes wrong inside in the log file, if there can be one."""
    path = log_file()
    try:
        make_private(path)
        logging.basicConfig(filename=path, level=logging.WARNING, format=_LOG_LINE)
    except OSError:
        logging.basicConfig(handlers=[logging.NullHandler()])
