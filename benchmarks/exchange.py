"""What it costs to take ten years of journal along, and in again."""

import time
from contextlib import closing
from pathlib import Path

from coach.journal import Journal
from coach.reports.journal_file import pieces, read


def out(journal: Path, to: Path) -> float:
    """Seconds to write all of it as JSON."""
    with closing(Journal(journal)) as source:
        begun = time.perf_counter()
        to.write_bytes(b"".join(pieces(source.entries())))
        return time.perf_counter() - begun


def back(export: Path, to: Path) -> float:
    """Seconds to take it into an empty journal."""
    with closing(Journal(to)) as journal:
        begun = time.perf_counter()
        journal.take_in(read(export))
        return time.perf_counter() - begun
