"""From a moment that has come to an alert that reaches the runner, once."""

from coach.reminders.reminder_loop import ReminderLoop
from coach.reminders.schedule import Schedule

__all__ = ["ReminderLoop", "Schedule"]
