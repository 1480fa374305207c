"""The plan: the routine, changed in place."""
