"""The questions for a new runner, before the first day."""
