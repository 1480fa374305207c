"""Where Coach keeps its files, unless it is told otherwise."""

from pathlib import Path

import platformdirs

_APP = "coach"


def config_file() -> Path:
    """The user's config file."""
    return platformdirs.user_config_path(_APP, appauthor=False) / "config.toml"


def journal_file() -> Path:
    """The journal."""
    return platformdirs.user_data_path(_APP, appauthor=False) / "journal.db"


def log_file() -> Path:
    """What went wrong inside, for whoever mends it."""
    return platformdirs.user_log_path(_APP, appauthor=False) / "coach.log"
