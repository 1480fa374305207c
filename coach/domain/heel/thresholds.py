"""Body-related numbers that more than one rule uses, each with its source."""

SEVERE, MODERATE, MILD = 8, 6, 3
"""First-step pain from which it is severe, moderate or mild ([P17] [P18] [A4]; the 3 is ours)."""
REAL_CHANGE = 2
"""Points of first-step pain from which a change is more than day-to-day variation ([P9])."""
STRETCHES_A_DAY = 2
"""Stretch sessions a day that are needed to keep running (S19)."""
