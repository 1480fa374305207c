"""Runs from the files of watches and phones: FIT, GPX and TCX, found, read and checked."""

from coach.activities.folder import Folder
from coach.activities.importing import Outcome, Report, import_files, recorded
from coach.activities.reading import read

__all__ = ["Folder", "Outcome", "Report", "import_files", "read", "recorded"]
