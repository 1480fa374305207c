"""Coach: the present day; recording, correcting and importing."""
