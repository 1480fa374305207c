"""The routine, changed in place."""
