"""Pure values and functions: time, zone and history come in as values."""
