"""Random changes to everything read from elsewhere, through every command that reads."""
