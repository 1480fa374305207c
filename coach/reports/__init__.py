"""What leaves Coach when its runner asks: exports, a calendar, a page."""
