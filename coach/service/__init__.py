"""Ways to have the system start the reminders by itself, and keep them going."""

from coach.service.choosing import the_way
from coach.service.program import program
from coach.service.way import Condition, State, Way

__all__ = ["Condition", "State", "Way", "program", "the_way"]
