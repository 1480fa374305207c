"""From TOML to a `Routine`: every problem at once, with its line."""

from coach.config.problems import Problem
from coach.config.reading import Reading, load, read

__all__ = ["Problem", "Reading", "load", "read"]
