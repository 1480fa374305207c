"""The cost of exporting ten years of journal, and of importing them."""

import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from coach.core.coach import Coach
from coach.journal import Journal
from coach.reports.facts import report_of
from coach.reports.journal_file import pieces, read
from coach.reports.page import page


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


def report(coach: Coach) -> float:
    """Seconds to make the page over a year."""
    today = coach.present_day()
    begun = time.perf_counter()
    page(report_of(coach, today - timedelta(days=365), today))
    return time.perf_counter() - begun
