"""Whatever is read from elsewhere, changed at random, through every command that reads."""
