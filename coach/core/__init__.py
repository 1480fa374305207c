"""Coach: the day now; recording, correcting and importing."""
