"""From a moment that has come to an alert that reaches the runner, once."""

from coach.reminders.reminder_loop import Reminding
from coach.reminders.schedule import Schedule

__all__ = ["Reminding", "Schedule"]
