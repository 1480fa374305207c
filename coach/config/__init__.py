"""TOML in, `Routine` out: the user's file laid over the shipped one, every problem at once."""

from coach.config.problems import Problem
from coach.config.reading import Reading, load, read

__all__ = ["Problem", "Reading", "load", "read"]
