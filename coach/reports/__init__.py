"""What leaves Coach at the runner's request: exports, a calendar, a page."""
