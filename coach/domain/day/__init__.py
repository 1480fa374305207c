"""The day: when each step is due, and its status."""
