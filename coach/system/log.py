"""The log of internal errors; separate from the paths, as logging takes 4 ms to load."""

import logging

from coach.errors import CoachError
from coach.system import paths as places
from coach.system.atomic_write import make_private
from coach.system.owners import keep_owner
from coach.system.printable import printable_lines

_LOG_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


class _Printable(logging.Formatter):
    """Formats log entries without characters that could control a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return printable_lines(super().format(record))


def log_to_file() -> None:
    """Log internal errors to the log file, if there can be one."""
    try:
        path = places.log_file()
        keep_owner(path)
        make_private(path)
        file = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
        file.setFormatter(_Printable(_LOG_LINE))
        logging.basicConfig(handlers=[file], level=logging.WARNING)
    except (OSError, CoachError):
        logging.basicConfig(handlers=[logging.NullHandler()])
