"""`--follow`: the same output again after each change, until the reader goes or ctrl+c."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from coach.core.coach import Coach
from coach.runtime.file_changes import FileChanges
from coach.runtime.following import Line, follow


def follow_files(
    coach: Coach, line_of: Callable[[], Line], show: Callable[[str], None]
) -> NoReturn:
    """Show a line after each change of the journal or the config files, and as time passes."""
    gc.enable()  # Commands end too soon to need it; this one stays.
    included = (Path(one.source) for one in coach.routine_file.reading.included)
    with FileChanges(coach.journal.path, (coach.config, *included)) as changes:
        follow(coach, line_of, show, changes)
