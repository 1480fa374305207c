"""The day as a list, and what today's heel allows."""
