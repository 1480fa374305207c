"""Runs from the files of watches and phones: FIT, GPX and TCX."""

from coach.activities.folder import Folder
from coach.activities.reading import read

__all__ = ["Folder", "read"]
