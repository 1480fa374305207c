"""What leaves Coach because its runner asked: exports, a calendar, a page for a clinician."""
