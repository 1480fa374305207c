"""What the runner did or said, as it is recorded."""
