"""Ways to have the system start the reminders."""

from coach.system.service.choose import service_manager
from coach.system.service.manager import Condition, ServiceManager, State
from coach.system.service.program import program

__all__ = ["Condition", "ServiceManager", "State", "program", "service_manager"]
