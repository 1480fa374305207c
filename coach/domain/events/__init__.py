"""What the runner did or said, as recorded."""
