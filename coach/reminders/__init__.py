"""From a moment that has come to one alert that reaches the runner."""

from coach.reminders.reminder_loop import ReminderLoop
from coach.reminders.schedule import Schedule

__all__ = ["ReminderLoop", "Schedule"]
