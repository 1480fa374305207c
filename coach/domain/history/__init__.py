"""Looking back: weeks, streaks, milestones."""
