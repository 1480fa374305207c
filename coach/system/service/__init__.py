"""Ways to have the system start the reminders by itself."""

from coach.system.service.choose import the_way
from coach.system.service.manager import Condition, State, Way
from coach.system.service.program import program

__all__ = ["Condition", "State", "Way", "program", "the_way"]
