"""A session on the clock, followed from the mat."""
