"""The day: when each step is due, and where it stands."""
