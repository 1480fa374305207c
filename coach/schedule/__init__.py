"""APScheduler triggers every moment of the day."""

from coach.schedule.schedule import Schedule

__all__ = ["Schedule"]
