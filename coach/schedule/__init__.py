"""Moments to come, and the telling of those that have come."""

from coach.schedule.reminding import Reminding
from coach.schedule.schedule import Schedule

__all__ = ["Reminding", "Schedule"]
