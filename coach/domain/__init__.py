"""Pure values and functions: no I/O, no clock; time, zone and history come in as values."""
