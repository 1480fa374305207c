"""The commands: thin verbs over `Coach`, each loaded only when it is asked for."""

from coach.cli.main import main

__all__ = ["main"]
