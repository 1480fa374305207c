"""The project's folder."""

from pathlib import Path

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "tests" / "data"
