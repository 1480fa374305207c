"""Files for the runner to take elsewhere: exports, a calendar, a page for the doctor."""
