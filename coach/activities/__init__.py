"""Runs from the files of watches and phones, and from the exports of services."""

from coach.activities.folder import Folder
from coach.activities.reading import read

__all__ = ["Folder", "read"]
