"""What a long-running program does by itself, and the background reminders."""
